"""The verbs: what happens to a document at each stage, and the sweep that keeps all of them moving.

Each stage claims its document, works without holding a transaction, and saves in one: the state advances first, so the
loser of a race saves nothing. A stage gives the state that it left the document in, or None if there was nothing to do
(another worker holds it, it has moved on, it is not due, or its lease was lost meanwhile).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from pipeline import identity, policy
from pipeline.bodies import fetch_body, reaches_out, read_best, wants_page
from pipeline.enrich import Tagger, find_in
from pipeline.errors import Fail, Reason, Reject, Retry, StageError
from pipeline.models import STAGE_OF, Article, BodySource, Findings, Pages, State
from pipeline.policy import StageRules
from pipeline.politeness import turn
from pipeline.polling import poll_source
from pipeline.storage import Connection, articles, claims, documents, reviews, rollback, sources, usable

__all__ = ["Room", "Sweep", "enrich_document", "fetch_document", "parse_document", "poll_source", "sweep"]


def fetch_document(conn: Connection, document_id: int, *, rules: StageRules, worker: str) -> State | None:
    """discovered -> fetched: bring the page's bytes, or the feed's own content where the page cannot be had."""
    claim = claims.claim_fetch(conn, document_id, lease=rules.lease)
    if claim is None:
        return None
    if claim.same_document_id is not None and wants_page(claim):
        return _follow_same_page(conn, claim, worker=worker)
    if not reaches_out(claim):
        return _bring(conn, claim, rules=rules, worker=worker)
    with turn(conn, claim.url, rules, held=claim.reason is Reason.HOST_SLOT) as later:
        if later is None:
            return _bring(conn, claim, rules=rules, worker=worker)
    documents.postpone_document(
        conn, claim, due_at=later, attempts=claim.attempts - 1, reason=Reason.HOST_SLOT,
        detail="its turn at the host", worker=worker,
    )  # fmt: skip
    return None


def _bring(conn: Connection, claim: claims.FetchClaim, *, rules: StageRules, worker: str) -> State | None:
    def work() -> State | None:
        raw, why = fetch_body(conn, claim, rules=rules)
        detail = f"the page: {why}" if why else f"redirected: {', '.join(raw.hops)}" if raw.hops else None
        saved = documents.save_raw(
            conn, claim, raw, body_key=identity.body_key(raw.content), worker=worker,
            reason=why.reason if why else None, detail=detail,
        )  # fmt: skip
        return State.FETCHED if saved else _fenced(conn, claim, worker)

    return _settle(conn, claim, work, rules=rules, worker=worker)


def parse_document(conn: Connection, document_id: int, *, rules: StageRules, worker: str) -> State | None:
    """fetched -> parsed: read the article out of the bytes, clean it, find its sentences."""
    claim = claims.claim_parse(conn, document_id, lease=rules.lease)
    if claim is None:
        return None

    def work() -> State | None:
        assert claim.raw is not None
        article, body_source, why = read_best(claim.raw, claim)
        key = identity.text_key(article.title, article.text)
        saved = documents.save_parsed(
            conn, claim, article, text_key=key, body_source=body_source, worker=worker,
            reason=why.reason if why else None, detail=str(why) if why else None,
        )  # fmt: skip
        return State.PARSED if saved else _fenced(conn, claim, worker)

    return _settle(conn, claim, work, rules=rules, worker=worker)


def language_of(conn: Connection, document_id: int) -> str | None:
    """The language that the parse stage saw in a document's text; None where it saw none or has not read it."""
    return documents.language_of(conn, document_id)


def enrich_document(
    conn: Connection, document_id: int, *, tagger: Tagger, rules: StageRules, worker: str
) -> State | None:
    """parsed -> enriched: tag the entities and publish the article with all that belongs to it, in one transaction."""
    claim = claims.claim_enrich(conn, document_id, lease=rules.lease)
    if claim is None:
        return None

    def work() -> State | None:
        article = claim.article
        assert article is not None
        if claim.forgotten:
            raise Reject(Reason.FORGOTTEN, "an operator had this text erased for good")
        if claim.same_document_id is not None:
            return _close_same_text(conn, claim, claim.same_document_id, worker=worker)
        if claim.published and claim.revised and claim.unchanged:
            advanced = documents.advance_enriched(conn, claim, worker=worker, recheck_at=_recheck_at(claim, rules))
            return State.ENRICHED if advanced else _fenced(conn, claim, worker)
        # Who has articles processed again doubts what was found: then all of it is looked for again.
        earlier = articles.earlier_text(conn, claim.document_id) if claim.published and claim.revised else None
        findings = find_in(article, tagger, earlier=earlier)
        return _publish(conn, claim, article, findings, rules=rules, worker=worker)

    return _settle(conn, claim, work, rules=rules, worker=worker)


def _recheck_at(claim: claims.EnrichClaim, rules: StageRules) -> datetime | None:
    """When the article's page is looked at again; None for what has no page, or is none of the web's."""
    assert claim.article is not None and claim.discovered_at is not None
    paged = claim.pages is Pages.AUTO and claim.body_source is not BodySource.FILE
    if not paged or not claim.url.startswith(("http:", "https:")):
        return None
    published = min(claim.article.published_at or claim.discovered_at, claim.now)
    return policy.recheck_at(rules.rechecks, published_at=published, now=claim.now)


def _publish(
    conn: Connection,
    claim: claims.EnrichClaim,
    article: Article,
    findings: Findings,
    *,
    rules: StageRules,
    worker: str,
) -> State | None:
    """Advance the document and write its article, both or neither; a duplicate where another has the same text."""
    canonical = article.canonical_url or identity.canonical_url(claim.url)
    outcome: State | None = None
    with conn.transaction() as transaction:
        if not documents.advance_enriched(conn, claim, worker=worker, recheck_at=_recheck_at(claim, rules)):
            rollback(transaction)
        elif not articles.publish_article(conn, claim, reviews.as_said(conn, findings), canonical_url=canonical):
            outcome = State.DUPLICATE
            rollback(transaction)
        else:
            outcome = State.ENRICHED
    if outcome is State.DUPLICATE:
        same = articles.article_with_text(conn, claim.text_key)
        return _close_same_text(conn, claim, same, worker=worker)
    return outcome or _fenced(conn, claim, worker)


@dataclass(frozen=True)
class Sweep:
    """What to send now, and what was taken from silent workers. Of the documents, whether each comes after news."""

    sources: list[int] = field(default_factory=list)
    documents: Mapping[State, Mapping[int, bool]] = field(default_factory=dict)
    recovered: int = 0
    given_up: int = 0


@dataclass(frozen=True)
class Room:
    """How many messages may be sent: for sources, for documents, and of those for what comes after news (`later`).

    No source that is `full` is polled; without `older` neither older pages of feeds nor published pages are asked for.
    """

    sources: int
    documents: int
    later: int
    full: Sequence[int] = ()
    older: bool = True


def sweep(conn: Connection, room: Room, *, rules: StageRules, worker: str) -> Sweep:
    """Take back what silent workers hold, then choose what to send into the free room, the last stage first.

    What is chosen is noted as sent before it is: a message that is lost on the way is due again after `rules.resend`.
    """
    lost = claims.recover_documents(conn, max_attempts=rules.retry.max_attempts, room=1000, worker=worker)
    sources.recover_sources(conn, room=1000)
    if room.older:
        claims.recheck_documents(conn, delays=rules.rechecks, room=1000, worker=worker)
    ready: dict[State, dict[int, bool]] = {}
    left, later = room.documents, room.later
    for state in reversed(list(STAGE_OF)):
        if left > 0:
            ready[state] = claims.hand_out_documents(conn, state, resend=rules.resend, room=left, later_room=later)
            left, later = left - len(ready[state]), later - len(ready[state])
    due: list[int] = []
    if room.sources > 0:
        due = sources.hand_out_sources(
            conn, resend=rules.resend, room=room.sources, full=room.full, older=room.older
        )  # fmt: skip
    given_up = sum(row["state"] == State.FAILED for row in lost)
    return Sweep(due, ready, recovered=len(lost) - given_up, given_up=given_up)


def _follow_same_page(conn: Connection, claim: claims.FetchClaim, *, worker: str) -> State | None:
    """A page is fetched once: its later documents wait for the first, and are duplicates of it when it is published."""
    detail = f"document {claim.same_document_id} is the same page"
    if claim.same_state is State.REJECTED:
        forgotten = Reject(Reason.FORGOTTEN, f"{detail}, which an operator had erased for good")
        return _close(conn, claim, State.REJECTED, forgotten, worker=worker)
    if claim.same_state is State.ENRICHED:
        closed = documents.close_document(
            conn, claim, state=State.DUPLICATE, reason=Reason.SAME_URL, detail=detail, worker=worker,
            duplicate_of=claim.same_document_id,
        )  # fmt: skip
        return State.DUPLICATE if closed else _fenced(conn, claim, worker)
    documents.postpone_document(
        conn, claim, attempts=claim.attempts - 1,
        due_at=policy.follow_at(now=claim.now, since=claim.since or claim.now, rests_until=claim.same_rests_until),
        reason=Reason.SAME_URL_PENDING, detail=f"{detail} and is on its way", worker=worker,
    )  # fmt: skip
    return None


def _close_same_text(conn: Connection, claim: claims.Claim, same: int | None, *, worker: str) -> State | None:
    closed = documents.close_document(
        conn, claim, state=State.DUPLICATE, reason=Reason.SAME_TEXT, detail=f"article {same} has the same text",
        worker=worker, duplicate_of=same,
    )  # fmt: skip
    return State.DUPLICATE if closed else _fenced(conn, claim, worker)


def _settle(
    conn: Connection, claim: claims.Claim, work: Callable[[], State | None], *, rules: StageRules, worker: str
) -> State | None:
    """Do the work of a stage and write down what came of it, whichever of the three errors that was."""
    try:
        return work()
    except Retry as error:
        return _retry(conn, claim, error, rules=rules, worker=worker)
    except Reject as error:
        return _close(conn, claim, State.REJECTED, error, worker=worker)
    except Fail as error:
        return _close(conn, claim, State.FAILED, error, worker=worker)
    except MemoryError:
        too_much = Fail(Reason.OUT_OF_MEMORY, f"the {claim.stage} stage ran into the memory limit")
        return _close(conn, claim, State.FAILED, too_much, worker=worker)
    except rules.interrupts:
        if not usable(conn):
            raise
        late = Retry(Reason.TIME_LIMIT, f"the {claim.stage} stage ran into the time limit")
        return _retry(conn, claim, late, rules=rules, worker=worker)


def _retry(conn: Connection, claim: claims.Claim, error: Retry, *, rules: StageRules, worker: str) -> State | None:
    if error.counts and policy.exhausted(rules.retry, attempts=claim.attempts):
        gave_up = Fail(Reason.GAVE_UP, f"{error}, {claim.attempts} times")
        return _close(conn, claim, State.FAILED, gave_up, worker=worker)
    asks = error.reason is Reason.RATE_LIMITED and not error.counts
    due_at = policy.retry_at(
        rules.retry, attempts=claim.attempts, now=claim.now, after_seconds=error.after_seconds,
        wishes=documents.count_retries(conn, claim.document_id, reason=error.reason) if asks else 0,
    )  # fmt: skip
    postponed = documents.postpone_document(
        conn, claim, due_at=due_at,
        attempts=claim.attempts if error.counts else claim.attempts - 1, reason=error.reason, detail=error.detail,
        worker=worker,
    )  # fmt: skip
    return None if postponed else _fenced(conn, claim, worker)


def _close(conn: Connection, claim: claims.Claim, state: State, error: StageError, *, worker: str) -> State | None:
    closed = documents.close_document(conn, claim, state=state, reason=error.reason, detail=error.detail, worker=worker)
    return state if closed else _fenced(conn, claim, worker)


def _fenced(conn: Connection, claim: claims.Claim, worker: str) -> State | None:
    """The lease was lost while the work was done: somebody else has the document, and nothing of ours was kept."""
    documents.log_fenced(conn, claim, worker=worker)
    return None
