"""The verb that looks at a source: poll it, make a document of every entry that is new."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline import fetch, identity, policy
from pipeline.announcing import announce, discovery
from pipeline.asking import Answer, ask_source
from pipeline.errors import Fail, Reason, Reject, Retry, StageError
from pipeline.filling import MOST_OF_INDEX, add_sitemaps, sitemaps_of, within_gap
from pipeline.listing import list_container, list_directory
from pipeline.models import FeedEntry, RawDocument, State
from pipeline.policy import StageRules
from pipeline.politeness import rest, turn
from pipeline.storage import Connection, claims, documents, files, rollback, sources
from pipeline.subscribing import keep_subscription, take_deliveries


@dataclass(frozen=True)
class Polled:
    """What a poll came to: how many entries were new, and why it failed if it did."""

    new_documents: int = 0
    new_sources: int = 0
    failure: StageError | None = None


def poll_source(conn: Connection, source_id: int, *, rules: StageRules, worker: str) -> Polled | None:
    """Ask a source what it lists and make a document of every entry that is new; None if it was not ours to ask.

    The entries, the validators that came with them and the time of the next poll are saved in one transaction. A source
    that cannot be listed keeps its validators; once that is certain, it stands in the books as a document of its own.
    """
    claim = sources.claim_source(conn, source_id, lease=rules.lease)
    if claim is None:
        return None
    if (delivered := take_deliveries(conn, claim, rules=rules, worker=worker)) is not None:
        return Polled(delivered)
    try:
        if fetch.is_directory(claim.url):
            return _save_listing(conn, claim, None, rules=rules, worker=worker)
        if (stamp := fetch.container_stamp(claim.url)) is not None:
            return _save_listing(conn, claim, stamp, rules=rules, worker=worker)
        with turn(conn, claim.url, rules, held=claim.slot_at is not None) as later:
            answer = ask_source(conn, claim, rules) if later is None else None
        if answer is not None and answer.holds:
            return _save_members(conn, claim, answer, rules=rules, worker=worker)
    except StageError as error:
        return _fail(conn, claim, error, rules=rules, worker=worker)
    except MemoryError:
        too_much = Fail(Reason.OUT_OF_MEMORY, "the poll ran into the memory limit")
        return _fail(conn, claim, too_much, rules=rules, worker=worker)
    if answer is None:
        assert later is not None
        sources.postpone_poll(conn, claim, slot_at=later)
        return None
    kept = _save(conn, claim, answer, rules=rules, worker=worker)
    if kept is not None and not answer.page:
        keep_subscription(conn, claim, answer.raw, rules)
    return kept


def _save(
    conn: Connection, claim: sources.SourceClaim, answer: Answer, *, rules: StageRules, worker: str
) -> Polled | None:
    """Keep the entries, the validators and the time of the next poll, all or nothing."""
    kept: Polled | None = None
    with conn.transaction() as transaction:
        new, overrun = answer.new, False
        if answer.page:
            late = _is_late(conn, claim, answer)
            new = _discover_page(conn, claim, answer, rules=rules, worker=worker)
            answer = replace(answer, raw=None) if late else answer
        elif answer.entries:
            answer = within_gap(conn, claim, answer) if claim.fills_gap and answer.sitemap else answer
            new, entries = announce(conn, claim, answer.entries, worker=worker, reserved=answer.reserved)
            overrun = _is_overrun(claim, entries, new=new)
        _add_lists(conn, claim, answer, new=new, overrun=overrun)
        if answer.listed or (answer.raw is not None and not answer.page):
            _clear_stand_in(conn, claim, worker=worker)
        if _end(conn, claim, answer, new=new, overrun=overrun, rules=rules):
            outcome = "polled" if answer.listed or answer.raw is not None else "unchanged"
            sources.log_poll(conn, claim, worker=worker, outcome=outcome, detail=answer.told(new))
            kept = Polled(new_documents=new)
        else:
            rollback(transaction)
    return kept


def _add_lists(conn: Connection, claim: sources.SourceClaim, answer: Answer, *, new: int, overrun: bool) -> None:
    """Make sources of an index's sitemaps, and of the page before this one where older entries are wanted.

    After an overrun older pages are followed until one shows an entry that is known, or is the oldest: there the gap
    ends. A list without older pages has it sought in its site's sitemaps, and in the sitemaps of an index among them.
    """
    if answer.lists and claim.fills_gap:
        add_sitemaps(conn, claim, answer.lists[:MOST_OF_INDEX], indexes=0)
    elif answer.lists:
        keys = [identity.url_key(url) for url in answer.lists]
        sources.add_listed_sources(conn, claim.source_id, list(answer.lists), url_keys=keys)
    left, fills = claim.older, claim.fills_gap or (overrun and not claim.older)
    if overrun and not left:
        left = policy.GAP_PAGES
    known = new < len({entry.identity for entry in answer.entries})
    reaches = answer.covers if answer.sitemap else answer.entries and (known or not answer.older)
    if claim.fills_gap and reaches:
        sources.fill_gap(conn, claim.list_id)
        left = 0
    if answer.older and left and answer.older != claim.url:
        sources.add_older_page(
            conn, claim.list_id, answer.older, url_key=identity.url_key(answer.older),
            older=left - 1, fills_gap=fills,
        )  # fmt: skip
    if overrun and not answer.older:
        add_sitemaps(conn, claim, sitemaps_of(conn, answer.entries), indexes=1)


def _is_overrun(claim: sources.SourceClaim, entries: Sequence[documents.Discovery], *, new: int) -> bool:
    """Whether a list that had entries before shows none of them now: more came in between than it can hold."""
    had_entries = claim.last_entry_at is not None and not claim.older_page
    return had_entries and new == len({entry.entry_key for entry in entries})


def _end(
    conn: Connection, claim: sources.SourceClaim, answer: Answer, *, new: int, overrun: bool, rules: StageRules
) -> bool:
    interval = policy.next_interval(
        rules.poll, interval=claim.poll_interval, new_entries=new, listed=len(answer.entries)
    )
    raw = answer.raw
    came = raw or answer.same
    hasty = claim.last_success_at is not None and 2 * new > len(answer.entries)
    asked = None if hasty else answer.asked_seconds
    delay, why = policy.next_poll(rules.poll, interval=interval, asked_seconds=asked)
    if overrun:
        sources.note_gap(conn, claim, entries=new)
        delay, interval, why = rules.poll.floor, rules.poll.floor, "an overrun: entries may have scrolled away"
    if new:
        sources.mark_news(conn, claim.source_id)
    saved = sources.save_poll(
        conn, claim, due_at=claim.now + delay, due_why=why, poll_interval=interval, full=answer.full,
        lied=bool(new) and _unchanged_by_validators(claim, raw), moved_to=answer.moved_to,
        etag=came.headers.get("etag") if came else claim.etag,
        last_modified=came.headers.get("last-modified") if came else claim.last_modified,
        body_key=identity.body_key(raw.content) if raw else claim.body_key, about=answer.about,
    )  # fmt: skip
    if saved and answer.moved_to and policy.moves(hits=saved["moved_hits"], since=saved["moved_since"], now=claim.now):
        sources.move_source(conn, claim.source_id, answer.moved_to, url_key=identity.url_key(answer.moved_to))
    return saved is not None


def _unchanged_by_validators(claim: sources.SourceClaim, raw: RawDocument | None) -> bool:
    """Whether the validators of an answer are those of the one before: asked with them, it would have been withheld."""
    if raw is None or not (claim.etag or claim.last_modified):
        return False
    return (raw.headers.get("etag"), raw.headers.get("last-modified")) == (claim.etag, claim.last_modified)


def _discover_page(
    conn: Connection, claim: sources.SourceClaim, answer: Answer, *, rules: StageRules, worker: str
) -> int:
    """A page or file that lists itself: its one document starts with the bytes that the poll has already."""
    assert answer.raw is not None
    announced = discovery(claim, answer.entries[0])
    found = documents.discover_documents(conn, claim.source_id, [announced], worker=worker)
    reopened = documents.reopen_document(conn, claim.source_id, announced, worker=worker)
    document_id = found[0] if found else reopened or _revised(conn, claim, announced, answer.raw, worker=worker)
    if claim.url.startswith("file:"):
        _note_content(conn, claim, announced, answer.raw, worker=worker)
    if document_id is None:
        return 0
    document = claims.claim_fetch(conn, document_id, lease=rules.lease)
    if document is not None and document.same_document_id is None:
        key = identity.body_key(answer.raw.content)
        documents.save_raw(conn, document, answer.raw, body_key=key, worker=worker, in_chain=False)
    elif document is not None:
        documents.postpone_document(
            conn, document, due_at=document.now, attempts=0, reason=Reason.SAME_URL_PENDING,
            detail=f"document {document.same_document_id} is the same page", worker=worker,
        )  # fmt: skip
    return 1


def _revised(
    conn: Connection, claim: sources.SourceClaim, announced: documents.Discovery, raw: RawDocument, *, worker: str
) -> int | None:
    """The document of a file that lists itself and has other bytes than before; None for a page, and while it waits."""
    if not claim.url.startswith("file:") or claim.body_key is None:
        return None
    known = documents.find_entry(conn, claim.source_id, entry_key=announced.entry_key)
    stamp = identity.body_key(raw.content).hex()
    if known is None or not files.revise_file(conn, known["document_id"], stamp=stamp, worker=worker):
        return None
    return int(known["document_id"])


def _is_late(conn: Connection, claim: sources.SourceClaim, answer: Answer) -> bool:
    """Whether a file has changed while its document is on its way with the former bytes: the next poll must see it."""
    key = discovery(claim, answer.entries[0]).entry_key
    known = documents.find_entry(conn, claim.source_id, entry_key=key) if claim.url.startswith("file:") else None
    return claim.body_key is not None and known is not None and known["state"] in (State.FETCHED, State.PARSED)


def _note_content(
    conn: Connection, claim: sources.SourceClaim, announced: documents.Discovery, raw: RawDocument, *, worker: str
) -> None:
    stamp = identity.body_key(raw.content).hex()
    files.note_files(conn, claim.source_id, entry_keys=[announced.entry_key], stamps=[stamp], worker=worker)


def _save_listing(
    conn: Connection, claim: sources.SourceClaim, stamp: str | None, *, rules: StageRules, worker: str
) -> Polled | None:
    """List a directory, or a file that holds entries: the file is not read again while it has the same stamp."""
    if stamp is not None and stamp == claim.etag:
        return _save(conn, claim, Answer(), rules=rules, worker=worker)
    lister = list_directory if stamp is None else list_container
    listed = lister(conn, claim, rules=rules, worker=worker)
    answer = Answer(listed=True, new=listed.new_documents + listed.new_sources)
    known = replace(claim, etag=None if listed.late else stamp)
    kept = _save(conn, known, answer, rules=rules, worker=worker)
    return Polled(listed.new_documents, listed.new_sources) if kept else None


def _save_members(
    conn: Connection, claim: sources.SourceClaim, answer: Answer, *, rules: StageRules, worker: str
) -> Polled | None:
    """List an archive, or another file of entries, that came from the web."""
    listed = list_container(conn, claim, rules=rules, worker=worker, came=answer.raw)
    new = listed.new_documents + listed.new_sources
    told = replace(answer, listed=True, new=new, raw=None if listed.late else answer.raw)
    kept = _save(conn, claim, told, rules=rules, worker=worker)
    return Polled(listed.new_documents, listed.new_sources) if kept else None


def _fail(
    conn: Connection, claim: sources.SourceClaim, error: StageError, *, rules: StageRules, worker: str
) -> Polled | None:
    failures = claim.failures + 1
    certain = not isinstance(error, Retry) or failures >= rules.retry.max_attempts
    retry = error if isinstance(error, Retry) else None
    rest(conn, claim.url, error, rules)
    why = "it failed, and is tried again"
    if certain:
        delay, why = policy.failed_poll(
            rules.poll, interval=claim.poll_interval, failures=failures, gone=error.reason is Reason.GONE,
            silent=claim.now - (claim.last_success_at or claim.added_at),
        )  # fmt: skip
        due_at = claim.now + delay
        due_at = max(due_at, claim.now + policy.asked_delay(retry.after_seconds)) if retry else due_at
    else:
        due_at = policy.retry_at(
            rules.retry,
            attempts=failures,
            now=claim.now,
            after_seconds=retry.after_seconds if retry else None,
        )
    with conn.transaction():
        ours = sources.fail_poll(
            conn,
            claim,
            due_at=due_at,
            due_why=why,
            failures=failures,
            certain=certain,
            reason=error.reason,
            detail=error.detail,
        )
        if ours:
            sources.log_poll(conn, claim, worker=worker, outcome="failed", reason=error.reason, detail=error.detail)
            if certain and error.reason is Reason.NOT_FOUND:
                files.mark_gone(conn, claim.source_id, seen=(), worker=worker)
            if certain:
                _stand_in(conn, claim, error, failures=failures, worker=worker)
    return Polled(failure=error) if ours else None


def _stand_in(conn: Connection, claim: sources.SourceClaim, error: StageError, *, failures: int, worker: str) -> None:
    """A source that cannot be listed is itself an announced entry without an article: it goes into the books."""
    documents.stand_for_source(
        conn, claim.source_id, discovery(claim, FeedEntry(identity=claim.url, url=claim.url)),
        state=State.REJECTED if isinstance(error, Reject) else State.FAILED, reason=error.reason, detail=error.detail,
        attempt=failures, worker=worker, started_at=claim.now,
    )  # fmt: skip


def _clear_stand_in(conn: Connection, claim: sources.SourceClaim, *, worker: str) -> None:
    """The source lists entries after all: the document that stood for it says so, and stops counting as refused."""
    announced = discovery(claim, FeedEntry(identity=claim.url, url=claim.url))
    known = documents.find_entry(conn, claim.source_id, entry_key=announced.entry_key)
    if known is not None and known["state"] in (State.REJECTED, State.FAILED):
        documents.stand_for_source(
            conn, claim.source_id, announced, state=State.DUPLICATE, reason=Reason.LISTED_AS_SOURCE,
            detail="the source can be listed again; its entries have documents of their own", attempt=0,
            worker=worker, started_at=claim.now,
        )  # fmt: skip
