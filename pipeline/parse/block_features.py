"""What tells whether a block belongs to the article: numbers that mean the same on every page. Pure.

Three kinds: what the block itself is, where it stands, and what is around it. `kept` stands for the share of it that
the first reading of the main text took.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from pipeline.parse.alignment import Triples, align, words_of
from pipeline.parse.blocks import Block, Place, ancestors
from pipeline.parse.line_cues import counted, is_credited, is_cued
from pipeline.parse.readability import best_place
from pipeline.parse.tree import Element

HEAD = 300
"""Characters of a block that are read: what a line of the page's own is shows at once."""

TAIL = 16
"""Characters of a block's end: the stop and what closes behind it."""

LONG = 40
"""Characters of a block that may be where the article begins or ends."""

_TERMINAL = re.compile(r"[.!?…。！？।][\"'”’»)\]]*$")
_STOP = re.compile(r"[.!?…。！？।]")
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_TAGS: Sequence[Collection[str]] = (
    ("p",), _HEADINGS, ("li",), ("td", "th"), ("div", "section", "article", "body"), ("dt", "dd")
)  # fmt: skip
_AROUND = (
    "blockquote", "pre", "figcaption", "article", "main", "aside", "nav", "footer", "header", "form", "figure", "table",
    "li",
)  # fmt: skip

NAMES = (
    "log_length", "links", "terminal", "stops", "commas", "digits", "capitals", "cue", "credit", "declared",
    "nothing_declared", "is_description", "is_title", "twice",
    "p", "heading", "item", "cell", "container", "term", *(f"in_{tag}" for tag in _AROUND), "chrome", "content",
    "byline", "lead", "unseen", "depth", "in_best", "around_best", "score",
    "kept", "found", "at", "after_h1", "before_first", "after_last", "kept_1_before", "kept_2_before", "kept_1_after",
    "kept_2_after", "length_before", "length_after", "links_before", "links_after", "next_long_kept", "alike_kept",
    "alike_share", "alike_links", "alike_blocks", "home_kept", "home_share", "home_links", "house_kept", "house_share",
    "page_kept", "best_kept", "in_paragraphs", "blocks",
    "shown", "alike_shown", "home_shown", "shown_before", "shown_after", "page_shown", "shown_of_kept", "kept_of_shown",
)  # fmt: skip


@dataclass
class _Sums:
    """Of some blocks: their characters, those that were kept, shown, both, or in links, and their number."""

    length: float = 0.0
    kept: float = 0.0
    shown: float = 0.0
    both: float = 0.0
    links: float = 0.0
    blocks: int = 0

    def add(self, block: Block, share: float, shown: bool) -> None:
        length = len(block.text)
        self.length += length
        self.kept += share * length
        self.shown += shown * length
        self.both += shown * share * length
        self.links += block.link_chars
        self.blocks += 1


class Page:
    """A page's blocks beside the text of the first reading, and what the page declares."""

    def __init__(
        self, blocks: Sequence[Block], *, text: str, declared: str, described: Collection[str], titles: Collection[str],
        shown: Collection[Element],
    ) -> None:  # fmt: skip
        self.blocks = blocks
        self.shown = [block.place.element in shown for block in blocks]
        self.kept = align([block.words for block in blocks], text)
        self._found = Triples(text)
        self._declared = Triples(declared)
        self._described = {" ".join(words_of(one)) for one in described if one}
        self._titles = {" ".join(words_of(one)) for one in titles if one}
        self._lengths = [len(block.text) for block in blocks]
        self._all = _Sums()
        self._alike: dict[str, _Sums] = defaultdict(_Sums)
        self._homes: dict[int, _Sums] = defaultdict(_Sums)
        self._houses: dict[int, _Sums] = defaultdict(_Sums)
        self._best = best_place(blocks)
        self._in_best: list[bool] = []
        in_best = _Sums()
        for block, share, seen in zip(blocks, self.kept, self.shown, strict=True):
            home = block.place.parent or block.place
            inside = self._best is not None and _under(block.place, self._best)
            self._in_best.append(inside)
            for sums in (
                self._all, self._alike[_looks(block.place)], self._homes[id(home)],
                self._houses[id(home.parent or home)], *((in_best,) if inside else ()),
            ):  # fmt: skip
                sums.add(block, share, seen)
        self._best_kept = in_best.kept / max(in_best.length, 1)
        self._joined = [" ".join(block.words) for block in blocks]
        self._counts = Counter(self._joined)

    @cached_property
    def coverage(self) -> float:
        """The share of the words of the first reading that some block holds."""
        words = sum(share * len(block.words) for share, block in zip(self.kept, self.blocks, strict=True))
        return words / max(self._found.words, 1)

    def reads(self, block: Block) -> bool:
        """Whether most of a block that can be seen is anywhere in the first reading."""
        return not block.place.unseen and self._found.share(block.words) >= 0.5

    def found(self, words: Sequence[str]) -> float:
        """The share of these words, by threes, that is anywhere in the first reading."""
        return self._found.share(words)

    def agreement(self, numbers: Sequence[int]) -> dict[str, dict[str, float]]:
        """How far the text of these blocks is what other readings hold, by words.

        For each: `of_text` is the share of the text that it holds, `of_it` the share of it that the text holds.
        """
        sizes = [len(block.words) for block in self.blocks]
        whole = sum(sizes[number] for number in numbers)
        told = {}
        for name, shares in (("first-reading", self.kept), ("reader-view", self.shown)):
            held = sum(sizes[number] * shares[number] for number in numbers)
            told[name] = (held, sum(size * share for size, share in zip(sizes, shares, strict=True)))
        if self._declared.words:
            held = sum(sizes[number] * self._declared.share(self.blocks[number].words) for number in numbers)
            told["json-ld"] = (held, self._declared.words)
        return {
            name: {"of_text": round(held / whole, 2), "of_it": round(min(held / own, 1.0), 2)}
            for name, (held, own) in told.items()
            if whole and own
        }

    def declared_agreement(self, text: str) -> dict[str, dict[str, float]]:
        """As `agreement`, of a text that stands elsewhere than in blocks with what the page declares."""
        words = words_of(text)
        share = self._declared.share(words)
        of_it = min(share * len(words) / max(self._declared.words, 1), 1.0)
        return {"json-ld": {"of_text": round(share, 2), "of_it": round(of_it, 2)}} if self._declared.words else {}

    def rows(self) -> list[list[float]]:
        """For each block a row of numbers, one for each of NAMES."""
        context = self._context()
        before = 0
        rows = []
        for number, block in enumerate(self.blocks):
            rows.append(
                [
                    *self._own(number, block),
                    *self._place(block.place, self._in_best[number]),
                    *self._reading(number, before),
                    *self._neighbours(number),
                    *self._company(block),
                    *context,
                    *self._view(number, block),
                ]
            )
            before += self._lengths[number]
        return rows

    def _own(self, number: int, block: Block) -> list[float]:
        length, text, words = len(block.text), block.text[:HEAD], self._joined[number]
        digits, capitals = counted(text)
        return [
            math.log1p(length), block.link_chars / length, float(_TERMINAL.search(block.text[-TAIL:]) is not None),
            min(len(_STOP.findall(text)), 8), 100 * text.count(",") / len(text),
            digits / len(text), capitals / len(text), float(is_cued(text, block.words)),
            float(is_credited(text, block.words)),
            self._declared.share(block.words), float(not self._declared.words), float(words in self._described),
            float(bool(words) and words in self._titles), min(self._counts[words], 5),
        ]  # fmt: skip

    def _place(self, place: Place, in_best: bool) -> list[float]:
        tag, outer, best = place.element.tag, place.parent or place, self._best
        near = zip(ancestors(place), range(6), strict=False)
        score = max((one.score for one, _ in near), default=0.0) / max(best.score if best else 0.0, 1e-6)
        around_best = best.parent if best is not None else None
        return [
            *_of_tags(tag, place.tags),
            min(place.chrome, 5), min(place.content, 8), float(place.byline or outer.byline),
            float(place.lead or outer.lead), float(place.unseen), min(place.depth, 40),
            float(in_best), float(in_best or (around_best is not None and _under(place, around_best))), min(score, 1.0),
        ]  # fmt: skip

    def _reading(self, number: int, before: int) -> list[float]:
        first, last, heading = self._edges
        return [
            self.kept[number], self._found.share(self.blocks[number].words), before / max(self._all.length, 1),
            float(0 <= heading < number), max(0, first - number), max(0, number - last),
        ]  # fmt: skip

    @cached_property
    def _edges(self) -> tuple[int, int, int]:
        long = [n for n, share in enumerate(self.kept) if share > 0.5 and self._lengths[n] > LONG]
        heading = next((n for n, block in enumerate(self.blocks) if "h1" in block.place.tags), -1)
        return (long[0], long[-1], heading) if long else (len(self.blocks), -1, heading)

    def _neighbours(self, number: int) -> list[float]:
        kept, lengths, most = self.kept, self._lengths, len(self.blocks)
        before, after = number - 1, number + 1
        long_ones = (kept[n] for n in range(after, min(number + 6, most)) if lengths[n] > 60)
        return [
            kept[before] if before >= 0 else 0.0, kept[before - 1] if before >= 1 else 0.0,
            kept[after] if after < most else 0.0, kept[after + 1] if after + 1 < most else 0.0,
            math.log1p(lengths[before]) if before >= 0 else 0.0, math.log1p(lengths[after]) if after < most else 0.0,
            self.blocks[before].link_chars / lengths[before] if before >= 0 else 1.0,
            self.blocks[after].link_chars / lengths[after] if after < most else 1.0, next(long_ones, 0.0),
        ]  # fmt: skip

    def _company(self, block: Block) -> list[float]:
        home = block.place.parent or block.place
        alike, near, far = (
            self._alike[_looks(block.place)], self._homes[id(home)], self._houses[id(home.parent or home)]
        )  # fmt: skip
        total = self._all.length
        return [
            alike.kept / alike.length, alike.length / total, alike.links / alike.length, math.log1p(alike.blocks),
            near.kept / near.length, near.length / total, near.links / near.length,
            far.kept / far.length, far.length / total,
        ]  # fmt: skip

    def _context(self) -> list[float]:
        paragraphs = sum(len(block.text) for block in self.blocks if block.place.element.tag == "p")
        total = max(self._all.length, 1)
        return [self._all.kept / total, self._best_kept, paragraphs / total, math.log1p(len(self.blocks))]

    def _view(self, number: int, block: Block) -> list[float]:
        """What a browser's reader view makes of the block, of what is around it, and of the page."""
        alike, near, page = (
            self._alike[_looks(block.place)],
            self._homes[id(block.place.parent or block.place)],
            self._all,
        )
        before, after = number - 1, number + 1
        return [
            float(self.shown[number]), alike.shown / alike.length, near.shown / near.length,
            float(before >= 0 and self.shown[before]), float(after < len(self.shown) and self.shown[after]),
            page.shown / max(page.length, 1), page.both / max(page.kept, 1), page.both / max(page.shown, 1),
        ]  # fmt: skip


def _looks(place: Place) -> str:
    """What blocks have in common that a template made: their tag and class, and those of what is around them."""
    return f"{place.signature}|{place.parent.signature if place.parent is not None else ''}"


@lru_cache(maxsize=4096)
def _of_tags(tag: str, around: frozenset[str]) -> tuple[float, ...]:
    return (*(float(tag in tags) for tags in _TAGS), *(float(tag in around) for tag in _AROUND))


def _under(place: Place, other: Place) -> bool:
    at: Place | None = place
    while at is not None and at.depth >= other.depth:
        if at is other:
            return True
        at = at.parent
    return False
