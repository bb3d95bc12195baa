"""What lies in a directory or a file becomes documents: new ones, changed ones, and word of those that are gone."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from pipeline import fetch, identity, parse
from pipeline.errors import Reason, Reject, StageError
from pipeline.fetch import FoundFile
from pipeline.models import FeedEntry, RawDocument, State
from pipeline.policy import StageRules
from pipeline.storage import Connection, claims, documents, files, sources

MOST_FILES = 1000
MOST_MEMBERS = 200
MOST_BYTES = 8_000_000
"""So many files, or members and bytes of theirs, are held in memory and kept in one transaction."""

MOST_FEEDS = 100
"""So many feeds of an archive on the web are sources of their own: each of their polls asks for the whole archive."""

T = TypeVar("T")
Entry = tuple[RawDocument, StageError | None]


@dataclass
class Listed:
    """What a listing has come to so far: how much was found and new, which documents were seen, and whether one of them
    has changed while it is still on its way with its former bytes (`late`): the next listing must look again."""

    found: int = 0
    new_documents: int = 0
    new_sources: int = 0
    late: bool = False
    seen: array[int] = field(default_factory=lambda: array("q"))


def list_directory(conn: Connection, claim: sources.SourceClaim, *, rules: StageRules, worker: str) -> Listed:
    """Make a document of every new file, and a source of every file that lists entries; send changed files through the
    stages again, and note which are gone.

    Files are kept batch by batch, each whole: what is cut short is found again by the next poll. Raises the errors of
    `fetch.list_directory`, and Reject(NO_ENTRIES).
    """
    listed = Listed()
    for batch in _batches(fetch.list_directory(claim.url, limits=rules.limits), _fill_by_number):
        listed.found += len(batch)
        lists = [file.url for file in batch if file.lists or parse.is_feed(file.head)]
        others = [file for file in batch if not (file.lists or parse.is_feed(file.head))]
        with conn.transaction():
            rows = _note(conn, claim, [(file.url, file.stamp) for file in others], listed, worker=worker)
            listed.new_sources += _add_children(conn, claim, lists)
        stamps = {identity.entry_key(file.url): file for file in others}
        for row in rows:
            if row["changed"]:
                _revise(conn, row["document_id"], row["body_key"], stamps[row["entry_key"]], rules=rules, worker=worker)
        if not sources.renew_source(conn, claim, lease=rules.lease):
            return listed
    if not listed.found and claim.last_entry_at is None:
        raise Reject(Reason.NO_ENTRIES, "the directory holds no file")
    files.mark_gone(conn, claim.source_id, seen=listed.seen, worker=worker)
    return listed


def list_container(
    conn: Connection, claim: sources.SourceClaim, *, rules: StageRules, worker: str, came: RawDocument | None = None
) -> Listed:
    """Make a document of every new entry of a file, with its bytes or the reason against it, and a source of every feed
    in it; read changed entries again, and note which are gone. A file that `came` from the web is a list as any other
    there: what it shows no longer is not gone.

    Raises the errors of `fetch.list_members` where the rest of the file cannot be had: what came before is kept.
    """
    listed, broken = Listed(), list[StageError]()
    if came is None:
        entries = fetch.list_members(claim.url, limits=rules.limits)
    else:
        entries = _unreserved(fetch.web_members(came, limits=rules.limits), rules)
    for batch in _batches(_until_broken(entries, broken), _fill_by_bytes):
        listed.found += len(batch)
        with conn.transaction():
            _keep_batch(conn, claim, batch, listed, rules=rules, worker=worker, web=came is not None)
        if not sources.renew_source(conn, claim, lease=rules.lease):
            return listed
    if broken:
        raise broken[0]
    if not listed.found and claim.last_entry_at is None:
        raise Reject(Reason.NO_ENTRIES, "the file holds no entry")
    if came is None:
        files.mark_gone(conn, claim.source_id, seen=listed.seen, worker=worker)
    return listed


def _keep_batch(
    conn: Connection, claim: sources.SourceClaim, batch: list[Entry], listed: Listed, *, rules: StageRules,
    worker: str, web: bool,
) -> None:  # fmt: skip
    feeds = [raw.url for raw, refusal in batch if refusal is None and parse.is_feed(raw.content[:4096])]
    feeds = feeds[: max(MOST_FEEDS - listed.new_sources, 0)] if web else feeds
    others = {identity.entry_key(entry[0].url): entry for entry in batch if entry[0].url not in feeds}
    stamped = [(raw.url, _stamp(raw, refusal)) for raw, refusal in others.values()]
    rows = _note(conn, claim, stamped, listed, worker=worker)
    listed.new_sources += _add_children(conn, claim, feeds)
    for row in rows:
        raw, refusal = others[row["entry_key"]]
        waits = row["waits"]
        listed.late = listed.late or (row["changed"] and row["busy"])
        if row["changed"]:
            stamp = _stamp(raw, refusal)
            waits = files.revise_file(conn, row["document_id"], stamp=stamp, worker=worker) or waits
        if waits:
            _keep(conn, row["document_id"], raw, refusal, rules=rules, worker=worker)


def _until_broken(entries: Iterator[Entry], broken: list[StageError]) -> Iterator[Entry]:
    """The entries of a file; the error that ends them early is put aside, so that the last batch is kept before."""
    try:
        yield from entries
    except StageError as error:
        broken.append(error)


def _unreserved(entries: Iterable[Entry], rules: StageRules) -> Iterator[Entry]:
    """The same, but what a page says against mining of itself refuses it where that is obeyed."""
    for raw, refusal in entries:
        said = parse.opt_out(raw, agent=rules.limits.user_agent) if refusal is None else None
        if said and rules.politeness.opt_outs:
            yield replace(raw, content=b""), Reject(Reason.OPTED_OUT, f"the publisher reserves it: {said}")
        else:
            yield raw, refusal


def _note(
    conn: Connection, claim: sources.SourceClaim, stamped: Sequence[tuple[str, str]], listed: Listed, *, worker: str
) -> list[dict[str, Any]]:
    if not stamped:
        return []
    found = [
        documents.Discovery(FeedEntry(identity=url, url=url), identity.entry_key(url), url, identity.page_key(url))
        for url, _ in stamped
    ]
    listed.new_documents += len(documents.discover_documents(conn, claim.source_id, found, worker=worker))
    keys, stamps = [one.entry_key for one in found], [stamp for _, stamp in stamped]
    rows = files.note_files(conn, claim.source_id, entry_keys=keys, stamps=stamps, worker=worker)
    listed.seen.extend(row["document_id"] for row in rows)
    return rows


def _add_children(conn: Connection, claim: sources.SourceClaim, urls: list[str]) -> int:
    keys = [identity.url_key(url) for url in urls]
    return len(sources.add_child_sources(conn, claim.source_id, urls, url_keys=keys)) if urls else 0


def _revise(
    conn: Connection, document_id: int, body_key: bytes | None, file: FoundFile, *, rules: StageRules, worker: str
) -> None:
    """Only what has other bytes is another version: a file that was touched or copied is not."""
    try:
        raw = fetch.fetch(file.url, limits=rules.limits)
        same = isinstance(raw, RawDocument) and identity.body_key(raw.content) == body_key
    except StageError:
        same = False
    if same:
        files.restamp_file(conn, document_id, stamp=file.stamp)
    else:
        files.revise_file(conn, document_id, stamp=file.stamp, worker=worker)


def _keep(
    conn: Connection, document_id: int, raw: RawDocument, refusal: StageError | None, *, rules: StageRules, worker: str
) -> None:
    """Give a waiting document the bytes that are at hand, or its refusal; if somebody holds it, they read it again."""
    claim = claims.claim_fetch(conn, document_id, lease=rules.lease)
    if claim is None:
        return
    if claim.same_document_id is not None:
        documents.postpone_document(
            conn, claim, due_at=claim.now, attempts=0, reason=Reason.SAME_URL_PENDING,
            detail=f"document {claim.same_document_id} is the same page", worker=worker,
        )  # fmt: skip
    elif refusal is None:
        if claim.url.startswith("http") and (said := parse.opt_out(raw, agent=rules.limits.user_agent)):
            documents.note_opt_out(conn, claim, said)
        key = identity.body_key(raw.content)
        documents.save_raw(conn, claim, replace(raw, url=claim.url), body_key=key, worker=worker, in_chain=False)
    else:
        state = State.REJECTED if isinstance(refusal, Reject) else State.FAILED
        documents.close_document(
            conn, claim, state=state, reason=refusal.reason, detail=refusal.detail, worker=worker
        )  # fmt: skip


def _stamp(raw: RawDocument, refusal: StageError | None) -> str:
    return str(refusal)[:500] if refusal is not None else identity.body_key(raw.content).hex()


def _fill_by_number(batch: list[FoundFile]) -> bool:
    return len(batch) >= MOST_FILES


def _fill_by_bytes(batch: list[Entry]) -> bool:
    return len(batch) >= MOST_MEMBERS or sum(len(raw.content) for raw, _ in batch) >= MOST_BYTES


def _batches(values: Iterable[T], full: Callable[[list[T]], bool]) -> Iterator[list[T]]:
    batch: list[T] = []
    for value in values:
        batch.append(value)
        if full(batch):
            yield batch
            batch = []
    if batch:
        yield batch
