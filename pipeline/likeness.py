"""How alike two texts are, pure: what they share of their runs of three words, and the few that stand for all.

Broder's resemblance (Jaccard) and containment of shingles (1997). A sketch holds the smallest of a text's shingles by
hash, a fixed share of them: a bottom-k MinHash whose values are each a band of its own, because bands of several values
never meet where one text holds another ten times as short. Own code on NumPy, which is here: datasketch brings SciPy
for the same forty lines, rensa hashes by a scheme that its versions may change, and neither measures containment.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SKETCHER = "shingles3-bottom@1"
"""Kept with each sketch; changes when `sketch` starts to give other values, which are not to be compared with these."""

WORDS = 3
"""Words in a shingle. Of 2 to 5, where copies with one word in eight changed stand clearest of all others."""

SHARE = 16
"""A sketch holds one shingle in this many, so that equal parts of two texts are kept in both, however long the rest."""

FEWEST, MOST = 16, 64
"""...but so many of a short text, and no more of a long one."""

SHORTEST = 30
"""Shingles below which a text says too little to be compared: a line on a paywall is under many headlines."""

NEAR_JACCARD = 0.25
"""From here on two texts are near-equal. On the development half of the test material .95 of copies reach it, heavily
edited ones included, and no two other texts pass .15; thresholds of .3 to .5 for longer shingles are usual."""

COPIED = 0.6
"""Share of the shorter text's shingles from which on the longer one holds it; no two other texts there pass .41."""

_WORD = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]|"
    r"[^\W\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]+"
)
"""A word; in scripts that put no space between words (Thai, Lao, Burmese, Khmer, Japanese, Chinese) a character."""


APART = 0.1
"""Below this share of what two texts each have in common with a third, they are near-equal to different parts of it."""


class Kind(StrEnum):
    """What two articles with different words are to each other."""

    NEAR_TEXT = "near-text"
    WIRE_COPY = "wire-copy"


@dataclass(frozen=True, slots=True)
class Sketch:
    """What is kept of a text to find those like it: signed 64-bit hashes, ascending in unsigned order."""

    marks: tuple[int, ...]
    shingles: int
    sketcher: str = SKETCHER


@dataclass(frozen=True, slots=True)
class Likeness:
    """Exact figures: shared shingles of all that two texts have, and of those that the shorter has."""

    kind: Kind
    jaccard: float
    containment: float


def shingles(text: str) -> NDArray[np.uint64]:
    """Hashes of the text's runs of WORDS words, case folded, each once, ascending; equal on every machine."""
    import numpy as np

    hashes = np.array([_hash(word) for word in _WORD.findall(text.casefold())], dtype=np.uint64)
    if len(hashes) < WORDS:
        return np.unique(_mix(hashes))
    last = len(hashes) - WORDS + 1
    runs = np.zeros(last, dtype=np.uint64)
    for at in range(WORDS):
        runs = _mix(runs * np.uint64(0x9E3779B97F4A7C15) + hashes[at : last + at])
    return np.unique(runs)


def sketch(text: str) -> Sketch:
    """The text's sketch; without marks where it is too short to be compared."""
    import numpy as np

    found = shingles(text)
    if len(found) < SHORTEST:
        return Sketch((), len(found))
    small = int(np.searchsorted(found, np.uint64(2**64 // SHARE)))
    marks = found[: min(max(small, FEWEST), MOST)].view(np.int64)
    return Sketch(tuple(marks.tolist()), len(found))


def compare(one: NDArray[np.uint64], other: NDArray[np.uint64]) -> Likeness | None:
    """How alike two texts are by their shingles; None where they are not, or where one is too short to tell."""
    import numpy as np

    if min(len(one), len(other)) < SHORTEST:
        return None
    shared = len(np.intersect1d(one, other, assume_unique=True))
    jaccard = shared / (len(one) + len(other) - shared)
    containment = shared / min(len(one), len(other))
    if jaccard >= NEAR_JACCARD:
        return Likeness(Kind.NEAR_TEXT, jaccard, containment)
    return Likeness(Kind.WIRE_COPY, jaccard, containment) if containment >= COPIED else None


def compare_all(own: NDArray[np.uint64], others: Mapping[int, NDArray[np.uint64]]) -> dict[int, Likeness]:
    """Those of the others that are like a text, by their numbers.

    Texts that are near-equal to different parts of it are not so to each other: it is a digest, near-equal to the one
    that it has most of, and holds copies of the rest.
    """
    import numpy as np

    alike = {number: found for number, other in others.items() if (found := compare(own, other))}
    near = sorted((number for number in alike if alike[number].kind is Kind.NEAR_TEXT), key=lambda n: -alike[n].jaccard)
    for number in near[1:]:
        first = np.intersect1d(own, others[near[0]], assume_unique=True)
        here = np.intersect1d(own, others[number], assume_unique=True)
        both = len(np.intersect1d(first, here, assume_unique=True))
        if both < APART * min(len(first), len(here)):
            alike[number] = replace(alike[number], kind=Kind.WIRE_COPY)
    return alike


@lru_cache(maxsize=50_000)
def _hash(word: str) -> int:
    return int.from_bytes(hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def _mix(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Every bit of a value into every other (the finaliser of splitmix64); wraps at 64 bits."""
    import numpy as np

    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))
