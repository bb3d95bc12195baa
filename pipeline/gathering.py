"""Which story an article belongs to, pure: by the words that it shares with others, else by what they are about.

Evidence of the same event is a sum of logarithms: how improbable it is that two articles of these days share these
names and these words of their headlines by chance. Where that leaves a doubt the article opens a story of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

DAYS = 3
"""Articles of one event lie no further apart than so many days from one to the next."""

COPY_DAYS = 7
"""The same words again, later than this, are a story of their own: a page that comes back every year."""

SURE = 25.0
"""Weight from which on two articles are on one event, in natural logarithms. Chosen on the development half of the test
material, where 527 articles of a year, taken as one day's, have no right answers: of four that join a story three read
as the same event and one as the same subject. What such a rule misses was not measured."""

PLAUSIBLE = 10.0
"""Weight that half of a story's texts must reach, so that a story does not grow by a chain of chances."""

NAMES, WORDS = 2, 2
"""Names, and words of the headline, that two articles on one event share at least: names alone are a beat."""


@dataclass(frozen=True, slots=True)
class Tie:
    """Another article, its story, who stands for its words, and what this one shares with it."""

    article_id: int
    story_id: int
    representative_id: int
    weight: float
    names: int
    words: int
    clues: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an article belongs to a story: near-text, wire-copy or same-event, and the same in words."""

    reason: str
    evidence: str


def sure_stories(ties: Sequence[Tie], tellings: Mapping[int, Set[int]]) -> dict[int, Reason]:
    """The stories of the same event: one article surely, and half of the story's `tellings` (who stands for each text,
    by story) plausibly.
    """
    alike: defaultdict[int, set[int]] = defaultdict(set)
    found: dict[int, Reason] = {}
    for tie in ties:
        if tie.weight >= PLAUSIBLE:
            alike[tie.story_id].add(tie.representative_id)
    for tie in ties:
        sure = tie.weight >= SURE and tie.names >= NAMES and tie.words >= WORDS
        told = tellings.get(tie.story_id, set())
        if sure and tie.story_id not in found and 2 * len(alike[tie.story_id] & told) >= len(told):
            found[tie.story_id] = Reason("same-event", f"{tie.article_id}: {', '.join(tie.clues)} ({tie.weight:.0f})")
    return found


def sure_enough(ties: Sequence[Tie]) -> list[int]:
    """The stories that may come into question at all."""
    return sorted({tie.story_id for tie in ties if tie.weight >= SURE})
