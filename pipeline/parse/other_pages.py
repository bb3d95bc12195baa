"""Pages that are no articles: nothing to read, error pages, walls, prompts, robots' gates, listings, bare pictures."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.errors import Reason, Reject
from pipeline.parse.blocks import Block
from pipeline.parse.evidence import Evidence
from pipeline.parse.page_kind import SPARE, kind_of
from pipeline.parse.tree import Element, text_of
from pipeline.parse.walls import BLOCK_TITLE, ERROR_TITLE, WALLS, speaks_of_consent, tells_of_walls, wall_in, words_in

MIN_TEXT = 25
SHORT = 1_200
"""Characters below which a text is read for what it says of itself; a long one is an article whatever it says."""

LEAST = 25
"""Words that are left of an article when the wall before it is taken away; with fewer it is the wall."""


def judge_page(tree: Element, *, blocks: Sequence[Block], text: str, title: str, evidence: Evidence) -> str:
    """What the page is, of those that are published: see `Extras.kind`.

    Raises Reject(NOT_AN_ARTICLE) for a page that is something else; its detail begins with what: an error page, a
    block page, a login prompt, a consent wall, a listing, a video page or a gallery without text.
    """
    if len(text) < SHORT:
        _refuse_walls(tree, text=text, title=title, evidence=evidence)
    kind = kind_of(tree, blocks=blocks, text=text, evidence=evidence)
    if kind == "listing":
        raise Reject(Reason.NOT_AN_ARTICLE, f"a listing: {title[:80]}")
    if kind in ("video", "gallery") and words_in(text) < (LEAST if evidence.is_article else SPARE):
        named = "a video page" if kind == "video" else "a gallery"
        raise Reject(Reason.NOT_AN_ARTICLE, f"{named} without text: {title[:80]}")
    return kind


def _refuse_walls(tree: Element, *, text: str, title: str, evidence: Evidence) -> None:
    declared = evidence.is_article and bool(evidence.published)
    for name, pattern in (("an error page", ERROR_TITLE), ("a block page", BLOCK_TITLE)):
        if pattern.match(title) and not declared:
            raise Reject(Reason.NOT_AN_ARTICLE, f"{name}: {title[:80]}")
    if len(text) < MIN_TEXT:
        around = text_of(tree)[:5_000]
        gate = next((name for name, words in WALLS if words.search(around)), None)
        if gate is not None and words_in(around) < 200:
            raise Reject(Reason.NOT_AN_ARTICLE, f"{gate}: {title[:80]}")
    wall = wall_in(text)
    if wall is not None and wall[1] < LEAST and not (declared and tells_of_walls(text)):
        raise Reject(Reason.NOT_AN_ARTICLE, f"{wall[0]}: {title[:80]}")
    if speaks_of_consent(text, declared=declared):
        raise Reject(Reason.NOT_AN_ARTICLE, f"a consent wall: {title[:80]}")
