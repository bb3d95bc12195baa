"""Reading the books: counts, journeys, and the checks of the audit."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from pipeline.identity import body_key
from pipeline.storage.connection import Connection
from pipeline.storage.queries import run, run_one

AUDITS = {
    "audit_balance": "the books of a source do not add up, or it is gone",
    "audit_unpublished": "counts as published and has no article",
    "audit_unaccounted": "has an article and no document that counts as published",
    "audit_bodies": "its raw bytes are missing, or emptied",
    "audit_leftovers": "are raw bytes of no document: no rule and nobody who forgets would remove them",
    "audit_entries": "what its source said of it is gone: it cannot be done again",
    "audit_staging": "its parsed article is missing",
    "audit_leases": "its lease ran out and was not taken back, or is too long: is a sweeper running?",
    "audit_overdue": "is due and nobody took it, or rests for months: are a sweeper and the workers running?",
    "audit_events": "its event log has a gap or an event too many, or nothing but its log is left",
    "audit_outcomes": "its event log ends in another outcome",
    "audit_duplicates": "is a duplicate of nothing published, or leads back to itself",
    "audit_changes": "its changes do not end in what is published, or come out of order",
    "audit_mentions": "a mention is not what stands at its offsets",
    "audit_sentences": "a sentence or paragraph is not what stands at its offsets",
    "audit_quantities": "a figure is not what stands at its offsets",
    "audit_quotes": "a quote, or the words for its speaker, are not what stands at their offsets",
    "audit_dates": "a date is not what stands at its offsets",
    "audit_numbers": "its sentences end before its text does, or a number of its sentences or mentions is missing",
    "audit_mention_sentences": "a mention starts outside the sentence it is filed under",
    "audit_sketches": "what finds its like is not what its sketch says",
    "audit_near_duplicates": "is paired with what is not published",
    "audit_representatives": "is represented by no article, one announced later, or one that another represents",
    "audit_stories": "is in no story, or in one that has ended",
    "audit_counts": "was named more or less often on that day than its sums say",
}
"""The checks: the named statement gives a row for each finding."""
BY_GRACE = ("audit_leases", "audit_overdue")
BY_ARTICLES = ("audit_mentions", "audit_sentences", "audit_mention_sentences")
BY_DAYS = ("audit_counts",)
PART = 10_000
"""Articles whose mentions and sentences are checked at once: they fit into memory."""

ALTERED = "its raw bytes are not those that were fetched"


@dataclass(frozen=True)
class Finding:
    """Something that the audit found wrong; `where` names rows, such as 'document_id=7'."""

    check: str
    where: str
    what: str


def clock(conn: Connection) -> datetime:
    """The database's clock: the one that decides."""
    row = run_one(conn, "clock")
    assert row is not None
    now: datetime = row["now"]
    return now


def balance(conn: Connection) -> list[dict[str, Any]]:
    """The books, for each source."""
    return run(conn, "balance")


def stage_counts(conn: Connection, source_ids: Sequence[int], *, since: datetime, horizon: datetime) -> dict[str, Any]:
    """How far the documents of these sources are that moved since then or still wait; one row of counts.

    `open_soon` counts those that may be claimed before `horizon`, and those that wait for nothing but their turn.
    """
    row = run_one(conn, "stage_counts", source_ids=list(source_ids), since=since, horizon=horizon)
    assert row is not None
    return row


def outcomes_since(conn: Connection, source_ids: Sequence[int], *, since: datetime) -> list[dict[str, Any]]:
    """For each of these sources, the outcomes of the documents that moved since then or still wait."""
    return run(conn, "outcomes_since", source_ids=list(source_ids), since=since)


def complaints_since(
    conn: Connection, source_ids: Sequence[int], *, since: datetime, room: int
) -> list[dict[str, Any]]:
    """At most `room` documents that ended without an article since then or still wait, with the reason."""
    return run(conn, "complaints_since", source_ids=list(source_ids), since=since, room=room)


def status(conn: Connection) -> dict[str, Any]:
    """The whole pipeline at a glance, one row."""
    row = run_one(conn, "status")
    assert row is not None
    return row


def reasons(conn: Connection) -> list[dict[str, Any]]:
    """How many documents are where they are for which reason."""
    return run(conn, "reasons")


ALARMS = (
    "silent source", "failing source", "overrun", "waiting", "untagged", "drift", "low disk", "slow database", "broker",
    "change feed", "backlog", "off rhythm", "no consumer",
)  # fmt: skip
"""The kinds of alarm that `ingest.alarms` knows."""


def alarms(conn: Connection) -> list[dict[str, Any]]:
    """What has fallen off its own rhythm: kind, source_id, subject, since, detail."""
    return run(conn, "alarms")


def find_documents(conn: Connection, *, document_id: int | None, url: str, url_key: bytes) -> list[int]:
    """The documents under a number or a URL in any of its forms."""
    rows = run(conn, "find_documents", document_id=document_id, url=url, url_key=url_key)
    return [row["document_id"] for row in rows]


def explain_sources(conn: Connection, url: str, *, url_key: bytes) -> list[dict[str, Any]]:
    """The sources at a URL, or that were there: rows of `list_sources`, with their last `events` and `moves`."""
    found = {row["source_id"] for row in run(conn, "find_sources", url=url, url_key=url_key)}
    rows = [row for row in run(conn, "list_sources") if row["source_id"] in found] if found else []
    return [
        row
        | {
            "events": run(conn, "source_events", source_id=row["source_id"], room=20),
            "moves": run(conn, "source_moves", source_id=row["source_id"]),
        }
        for row in rows
    ]


def explain_document(conn: Connection, document_id: int) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """All that is known of a document, and its events in order. Raises LookupError if there is none."""
    row = run_one(conn, "explain_document", document_id=document_id)
    if row is None:
        raise LookupError(document_id)
    return row, run(conn, "document_events", document_id=document_id)


def nearest_urls(conn: Connection, urls: Sequence[str]) -> list[str]:
    """Announced URLs near to the one of these that shares the longest beginning with any, its scheme apart."""

    def shared(url: str) -> int:
        signs = zip(*(one.partition("://")[2] for one in (url, *near[url][:1])), strict=False)
        return next((place for place, pair in enumerate(signs) if len({*pair}) > 1), len(url)) if near[url] else -1

    near = {url: near_urls(conn, url) for url in urls}
    return near[max(near, key=shared)] if near else []


def near_urls(conn: Connection, url: str, *, room: int = 3) -> list[str]:
    """Announced URLs that share the longest beginning with this one, down to the host; where none does, with its form
    under the other scheme, with or without www.
    """
    scheme, parted, rest = url.partition("://")
    bare = rest.removeprefix("www.")
    schemes = {"http": ("http", "https"), "https": ("https", "http")}.get(scheme, ()) if parted else ()
    forms = (f"{one}://{www}{bare}" for one in schemes for www in ("", "www."))
    for form in dict.fromkeys((url, *forms)):
        if found := _nearest(conn, form, room):
            return found
    return []


def _nearest(conn: Connection, url: str, room: int) -> list[str]:
    shortest, longest = url.find("/", url.find("://") + 3) + 1 or len(url), len(url)
    found = _urls_that_begin(conn, url[:shortest], room)
    while found and shortest < longest:
        middle = (shortest + longest + 1) // 2
        nearer = _urls_that_begin(conn, url[:middle], room)
        found = nearer or found
        shortest, longest = (middle, longest) if nearer else (shortest, middle - 1)
    return found


def _urls_that_begin(conn: Connection, beginning: str, room: int) -> list[str]:
    pattern = beginning.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    return [row["url"] for row in run(conn, "near_urls", pattern=pattern, room=room)]


def audit(
    conn: Connection, *, grace: timedelta, begin: Callable[[int, int], None] = lambda _done, _all: None
) -> Iterator[Finding]:
    """Run every check; what has been due or leased for less than `grace` is not a finding, nor a lease that ends within
    it. At most 1,000 a check, or a part of one. `begin` is told how many steps are done, and of how many.
    """
    with conn.transaction():
        conn.execute("set transaction isolation level repeatable read, read only")
        # The planner expects most rows to be wrong, and that handing them over would cost more than workers save.
        conn.execute(
            "set local parallel_tuple_cost to 0; set local work_mem to '64MB'; set local statement_timeout to 0"
        )
        steps = audit_steps(conn, grace=grace)
        for number, (check, values) in enumerate(steps):
            begin(number, len(steps))
            for row in run(conn, check, **values):
                where = " ".join(f"{name}={value}" for name, value in row.items() if value is not None)
                yield Finding(check.removeprefix("audit_"), where, AUDITS[check])
        begin(len(steps), len(steps))


def audit_steps(conn: Connection, *, grace: timedelta) -> list[tuple[str, Mapping[str, Any]]]:
    """The checks in their order, those of much text a part at a time, and the values that each statement takes."""
    parts: dict[str, Sequence[Mapping[str, Any]]] = {}
    for checks, told in (
        (BY_GRACE, [{"grace": grace}]),
        (BY_ARTICLES, list(_article_parts(conn))),
        (BY_DAYS, list(_day_parts(conn))),
    ):
        parts |= dict.fromkeys(checks, told)
    return [(check, values) for check in AUDITS for values in parts.get(check, [{}])]


def _article_parts(conn: Connection) -> Iterator[dict[str, int]]:
    """The articles, by their numbers, so many at a time."""
    low = 0
    while (row := run_one(conn, "audit_articles", low=low, most=PART)) and row["high"] is not None:
        yield {"low": low, "high": row["high"]}
        low = row["high"] + 1


def _day_parts(conn: Connection) -> Iterator[dict[str, str]]:
    """All days of time, so many articles' at a time."""
    first, articles = "-infinity", 0
    for row in run(conn, "audit_days"):
        if articles >= PART:
            yield {"first": first, "after": str(row["day"])}
            first, articles = str(row["day"]), 0
        articles += row["articles"]
    yield {"first": first, "after": "infinity"}


def audit_contents(
    conn: Connection, *, begin: Callable[[int, int], None] = lambda _done, _all: None, batch: int = 100
) -> Iterator[Finding]:
    """Unpack every raw body and hold it against the SHA-256 that it is filed under: what a disk or a hand altered.

    Reads all that is kept, `batch` bodies at a time. `begin` is told how many are done, and of how many.
    """
    row, after, done = run_one(conn, "bodies_kept"), b"", 0
    total = int(row["bodies"]) if row else 0
    begin(0, total)
    while rows := run(conn, "bodies_after", after=after, room=batch):
        for row in rows:
            if not _sound(row):
                of = run(conn, "documents_of_body", body_key=row["body_key"])
                where = " ".join(f"document_id={one['document_id']}" for one in of)
                yield Finding("contents", where or f"body_key={row['body_key'].hex()}", ALTERED)
        after, done = rows[-1]["body_key"], done + len(rows)
        begin(done, max(done, total))


def _sound(row: dict[str, Any]) -> bool:
    """Whether a body is what its key says. Unpacked no further than its size: an altered one may be a bomb."""
    try:
        content = zlib.decompressobj().decompress(row["content"], row["size_bytes"] + 1)
    except zlib.error:
        return False
    return len(content) == row["size_bytes"] and body_key(content) == bytes(row["body_key"])
