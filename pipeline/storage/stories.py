"""What an article is like: pairs of near-equal texts, who stands for them, and stories.

All of it is done last in the transaction that publishes, one transaction at a time: two near-equal articles that are
published at the same moment find each other, because the second looks when the first is there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from pipeline import gathering, likeness
from pipeline.gathering import Reason, Tie
from pipeline.likeness import Kind, Likeness, Sketch
from pipeline.storage.connection import Connection
from pipeline.storage.queries import run, run_one

COMMON = 20
"""Articles that are looked at for one mark: what more have (a line at the foot of each page) finds the newest alone."""

MOST = 20
"""Articles with which one is compared word by word, those that share most marks first."""

FEWEST = 2
"""Marks that two articles share before they are compared; one alone is a phrase."""

COMMON_CLUE = 100
"""A name or word that more articles of a week have tells nothing about an event."""

MOST_TIES, MOST_TELLINGS, MOST_PAIRS = 50, 10, 200


@dataclass(frozen=True, slots=True)
class Pair:
    """Another article with much the same words, its day, and how much."""

    article_id: int
    day: date
    likeness: Likeness
    longer: bool


def relate_article(conn: Connection, article_id: int, text: str, *, published: bool) -> None:
    """Find the article's pairs and its story; both are noted as changes of the other articles that they change.

    Belongs at the end of the transaction that writes it (`published`: anew). Waits for others that do the same.
    """
    sketch = likeness.sketch(text)
    run(conn, "hold_stories")
    run(conn, "end_if_idle")
    before = run_one(conn, "sketch_of", article_id=article_id) if published else None
    pairs = _find_pairs(conn, article_id, text, sketch, again=before is not None)
    row = run_one(
        conn, "put_sketch", article_id=article_id, sketcher=sketch.sketcher, shingles=sketch.shingles,
        marks=list(sketch.marks),
    )  # fmt: skip
    assert row is not None
    changed = set(_put_pairs(conn, article_id, pairs))
    lost: list[int] = []
    if before is not None:
        kept = [pair.article_id for pair in pairs]
        lost = [row["article_id"] for row in run(conn, "drop_pairs", article_id=article_id, kept=kept)]
    regroup = before is not None and bool(lost or changed)
    changed |= _place(conn, article_id, row["day"], pairs, lost=lost, regroup=regroup)
    changed.discard(article_id)
    if changed:
        run(conn, "note_related", ids=sorted(changed))


def _find_pairs(conn: Connection, article_id: int, text: str, sketch: Sketch, *, again: bool) -> list[Pair]:
    """The article's pairs among those that share marks, and those that it had."""
    rows = run(
        conn, "near_candidates", article_id=article_id, marks=list(sketch.marks), sketcher=sketch.sketcher,
        common=COMMON, fewest=FEWEST, most=MOST,
    ) if sketch.marks else []  # fmt: skip
    had = run(conn, "pairs_of", article_id=article_id, most=MOST_PAIRS) if again else []
    if not rows and not had:
        return []
    own = likeness.shingles(text)
    others = {row["article_id"]: likeness.shingles(row["text"]) for row in [*rows, *had]}
    alike = likeness.compare_all(own, others)
    for row in had:  # which texts a digest holds is known from its side alone
        now = alike.get(row["article_id"])
        if now is not None and abs(now.jaccard - row["jaccard"]) < 1e-6:
            alike[row["article_id"]] = replace(now, kind=Kind(row["kind"]))
    days = {row["article_id"]: row["day"] for row in [*rows, *had]}
    return [
        Pair(number, days[number], found, (len(own), -article_id) > (len(others[number]), -number))
        for number, found in alike.items()
    ]


def _put_pairs(conn: Connection, article_id: int, pairs: Iterable[Pair]) -> list[int]:
    ordered = sorted(pairs, key=lambda pair: pair.article_id)
    if not ordered:
        return []
    rows = run(
        conn, "put_pairs", article_ids=[max(article_id, pair.article_id) for pair in ordered],
        other_ids=[min(article_id, pair.article_id) for pair in ordered],
        kinds=[pair.likeness.kind for pair in ordered], jaccards=[pair.likeness.jaccard for pair in ordered],
        containments=[pair.likeness.containment for pair in ordered],
        longer_ids=[article_id if pair.longer else pair.article_id for pair in ordered], sketcher=likeness.SKETCHER,
    )  # fmt: skip
    return [row["article_id"] for row in rows]


def _place(
    conn: Connection, article_id: int, day: date, pairs: list[Pair], *, lost: list[int], regroup: bool
) -> set[int]:
    """Give the article its story and who stands for it; gives the articles whose story or representative that changed.

    `regroup`: pairs that held a group together may be gone.
    """
    near = [pair.article_id for pair in pairs if pair.likeness.kind is Kind.NEAR_TEXT]
    rows = run(conn, "story_places", ids=[article_id, *lost, *(pair.article_id for pair in pairs)])
    places = {row["article_id"]: row for row in rows}
    story_of = {number: row["story_id"] for number, row in places.items()}
    stories = _stories_by_words(pairs, day, story_of)
    for story_id, reason in _stories_by_event(conn, article_id, day).items():
        stories.setdefault(story_id, reason)
    own = story_of.get(article_id)
    if own is not None and own not in stories and _alone(conn, article_id, own):
        stories[own] = Reason("first", "")
    if not stories:
        stories = _story_by_copy(pairs, day, story_of)
    changed = _settle_story(conn, article_id, stories)
    groups = {places[number]["representative_id"] for number in near}
    leader = min({article_id, *groups})
    _put_place(conn, article_id, stories, leader)
    changed |= {row["article_id"] for row in run(
        conn, "represent", representative_id=leader, represented_by=[*groups, article_id],
    )}  # fmt: skip
    if regroup:
        was = {place["representative_id"] for place in places.values()}
        row = run_one(conn, "settle_representatives", represented_by=sorted(was | {leader}))
        changed |= set(row["changed"]) if row else set()
    return changed


def _stories_by_words(pairs: Iterable[Pair], day: date, story_of: Mapping[int, int]) -> dict[int, Reason]:
    """The stories of near-equal texts of about these days."""
    found: dict[int, Reason] = {}
    for pair in _closest(pairs, day, Kind.NEAR_TEXT):
        found.setdefault(story_of[pair.article_id], _words_for(pair))
    return found


def _story_by_copy(pairs: Iterable[Pair], day: date, story_of: Mapping[int, int]) -> dict[int, Reason]:
    """The story of the closest wire copy, for an article that no other evidence places.

    One alone, and no story ends by it: a digest holds the texts of many, and makes no one story of them.
    """
    return {story_of[pair.article_id]: _words_for(pair) for pair in _closest(pairs, day, Kind.WIRE_COPY)[:1]}


def _closest(pairs: Iterable[Pair], day: date, kind: Kind) -> list[Pair]:
    near = [p for p in pairs if p.likeness.kind is kind and abs((p.day - day).days) <= gathering.COPY_DAYS]
    return sorted(near, key=lambda pair: (-pair.likeness.jaccard, pair.article_id))


def _words_for(pair: Pair) -> Reason:
    alike = pair.likeness
    return Reason(
        str(alike.kind), f"{pair.article_id}: {alike.jaccard:.2f} of both, {alike.containment:.2f} of the shorter"
    )


def _stories_by_event(conn: Connection, article_id: int, day: date) -> dict[int, Reason]:
    rows = run(
        conn, "story_ties", article_id=article_id, days=gathering.DAYS, common=COMMON_CLUE,
        least=gathering.PLAUSIBLE, most=MOST_TIES,
    )  # fmt: skip
    ties = [
        Tie(
            row["article_id"], row["story_id"], row["representative_id"], row["weight"], row["names"], row["words"],
            tuple(row["clues"]),
        ) for row in rows
    ]  # fmt: skip
    if not (story_ids := gathering.sure_enough(ties)):
        return {}
    tellings: dict[int, set[int]] = {story_id: set() for story_id in story_ids}
    for row in run(
        conn, "story_tellings", story_ids=story_ids, day=day, days=gathering.DAYS, most=MOST_TELLINGS
    ):  # fmt: skip
        tellings[row["story_id"]].add(row["representative_id"])
    return gathering.sure_stories(ties, tellings)


def _alone(conn: Connection, article_id: int, story_id: int) -> bool:
    row = run_one(conn, "alone_in_story", article_id=article_id, story_id=story_id)
    return row is not None and bool(row["alone"])


def _settle_story(conn: Connection, article_id: int, stories: dict[int, Reason]) -> set[int]:
    """Make one story of all to which the article belongs: the oldest takes the others' articles, which are given."""
    if len(stories) < 2:
        return set()
    into, *ended = sorted(stories)
    reasons = [_why_merged(stories, story_id, into) for story_id in ended]
    rows = run(conn, "merge_stories", into=into, ended=ended, reasons=reasons, article_id=article_id)
    return {row["article_id"] for row in rows}


def _why_merged(stories: Mapping[int, Reason], story_id: int, into: int) -> str:
    """The weaker of the two ties: without it they would be two."""
    ranks = ("same-event", "near-text", "first")
    return min((stories[story_id].reason, stories[into].reason), key=ranks.index)


def _put_place(conn: Connection, article_id: int, stories: dict[int, Reason], leader: int) -> None:
    if not stories:
        row = run_one(conn, "open_story")
        assert row is not None
        stories = {row["story_id"]: Reason("first", "")}
    strongest = min(
        stories.values(), key=lambda reason: ("near-text", "wire-copy", "same-event", "first").index(reason.reason)
    )
    run(
        conn, "place_article", article_id=article_id, story_id=min(stories), representative_id=leader,
        reason=strongest.reason, evidence=strongest.evidence,
    )  # fmt: skip
