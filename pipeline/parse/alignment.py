"""Which of a page's blocks a text was made of: an alignment in order, so that of equal blocks one is meant. Pure."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

HALF = 0.5
"""Share of a block's words, in threes, from which on it may be a part of the text."""

SHIFT = 8
"""Words that may be missing or added inside a block without its place being another."""

PLACES = 4
"""Places in the text that are weighed for one block."""

MOST_REPEATS = 40
"""Three words that come more often than this tell nothing about where one is."""

_WORD = re.compile(r"\w+")
_Gram = tuple[str, str, str]


def words_of(text: str) -> list[str]:
    """The words of a text in small letters."""
    return _WORD.findall(text.lower())


def threes(words: Sequence[str]) -> Iterator[_Gram]:
    """The words by threes, each beginning one word further."""
    return zip(words, words[1:], words[2:], strict=False)


class Triples:
    """A text's words by threes and its lines, to ask how much of a block is anywhere in it."""

    def __init__(self, text: str) -> None:
        self._threes: set[_Gram] = set()
        self._lines: set[str] = set()
        self.words = 0
        for line in text.split("\n"):
            words = words_of(line)
            self.words += len(words)
            self._lines.add(" ".join(words))
            self._threes.update(threes(words))

    def share(self, words: Sequence[str]) -> float:
        """The share of these words by threes that are in the text; of fewer words: whether they are a line of it."""
        if len(words) < 3:
            return float(bool(words) and " ".join(words) in self._lines)
        return sum(three in self._threes for three in threes(words)) / (len(words) - 2)


def align(blocks: Sequence[Sequence[str]], text: str) -> list[float]:
    """For each block (its words) the share of it that is in the text; 0 for those that the text was not made of.

    What is matched keeps its order and does not overlap, and as many words as can be are matched.
    """
    words: list[str] = []
    short: dict[str, list[int]] = defaultdict(list)
    for line in text.split("\n"):
        found = words_of(line)
        if 0 < len(found) < 3:
            short[" ".join(found)].append(len(words))
        words += found
    index: dict[_Gram, list[int]] = defaultdict(list)
    for place, gram in enumerate(threes(words)):
        index[gram].append(place)
    best = _PrefixBest(len(words))
    steps: list[tuple[int, float, int]] = []  # block, share, the step before
    for number, block in enumerate(blocks):
        new = []
        for start, share in _places(block, index, short):
            before, value = best.ask(start)
            new.append(
                (min(start + max(1, round(share * len(block))), len(words)), value + share * len(block), share, before)
            )
        for end, value, share, before in new:
            steps.append((number, share, before))
            best.put(end, value, len(steps) - 1)
    shares = [0.0] * len(blocks)
    at, _ = best.ask(len(words))
    while at >= 0:
        number, share, at = steps[at]
        shares[number] = max(share, shares[number])
    return shares


def _places(
    block: Sequence[str], index: dict[_Gram, list[int]], short: dict[str, list[int]]
) -> Iterator[tuple[int, float]]:
    """Where in the text the block may be: its first word's place there, and the share of it that is found there."""
    if len(block) < 3:
        for place in short.get(" ".join(block), ())[:MOST_REPEATS] if block else ():
            yield place, 1.0
        return
    votes: Counter[int] = Counter()
    for offset, gram in enumerate(threes(block)):
        places = index.get(gram, ())
        if len(places) <= MOST_REPEATS:
            for place in places:
                votes[place - offset] += 1
    most = len(block) - 2
    taken: list[int] = []
    for start, _ in votes.most_common(PLACES * 3):
        if any(abs(start - other) <= SHIFT for other in taken):
            continue
        count = sum(n for other, n in votes.items() if abs(other - start) <= SHIFT)
        if count >= HALF * most:
            taken.append(start)
            yield max(start, 0), min(count / most, 1.0)
        if len(taken) == PLACES:
            return


class _PrefixBest:
    """The best value up to a word of the text, and the step that reached it (a Fenwick tree)."""

    def __init__(self, size: int) -> None:
        self._best: list[tuple[float, int]] = [(0.0, -1)] * (size + 2)

    def put(self, place: int, value: float, step: int) -> None:
        """A step that ends before this word has this value."""
        at = place + 1
        while at < len(self._best):
            if value > self._best[at][0]:
                self._best[at] = (value, step)
            at += at & -at

    def ask(self, place: int) -> tuple[int, float]:
        """The best step that ends before or at this word (two words of overlap are let pass), and its value."""
        found = (0.0, -1)
        at = min(place + 3, len(self._best) - 1)
        while at > 0:
            found = max(found, self._best[at], key=lambda one: one[0])
            at -= at & -at
        return found[1], found[0]
