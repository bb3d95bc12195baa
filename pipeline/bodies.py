"""Which bytes a document is read from: its page's, its file's, or what its source itself gave of it."""

from __future__ import annotations

from dataclasses import replace

from pipeline import fetch, parse, policy
from pipeline.errors import Fail, Reason, Reject, Retry, StageError
from pipeline.models import Article, BodySource, FeedEntry, Pages, RawDocument
from pipeline.policy import StageRules
from pipeline.politeness import ask_robots, opt_out_of, rest, site_opt_out, visit
from pipeline.storage import Connection, claims, documents

_NOT_OURS = frozenset(
    (Reason.BAD_URL, Reason.BLOCKED_SCHEME, Reason.BLOCKED_ADDRESS, Reason.BLOCKED_PORT, Reason.TOO_LARGE,
     Reason.ROBOTS, Reason.NESTED_TOO_DEEP, Reason.ARCHIVE_BOMB)
)  # fmt: skip
"""With these a page is rejected, with the others of a fetch it fails."""


def wants_page(claim: claims.FetchClaim) -> bool:
    """Whether the document is read from its page or file, if that can be had."""
    has_content = claim.entry is not None and bool(claim.entry.content)
    return claim.pages is Pages.AUTO or not has_content


def reaches_out(claim: claims.FetchClaim) -> bool:
    """Whether the page will be asked for."""
    return wants_page(claim) and claim.pages is Pages.AUTO and not (claim.entry is not None and claim.entry.url is None)


def fetch_body(
    conn: Connection, claim: claims.FetchClaim, *, rules: StageRules
) -> tuple[RawDocument, StageError | None]:
    """The bytes to parse, and why they are not the page's where the feed's content stands in for it."""
    entry = claim.entry
    if not wants_page(claim):
        assert entry is not None
        return _feed_body(claim.url, entry), None
    if entry is not None and entry.url is None:
        if not entry.content:
            raise Reject(Reason.NO_CONTENT, "the entry links to no page and has no content of its own")
        return _feed_body(claim.url, entry), None
    if claim.pages is Pages.NEVER and not claim.url.startswith("file:"):
        raise Reject(Reason.NO_CONTENT, "the entry has no content of its own, and pages are not fetched")
    try:
        ask_robots(conn, claim.url, rules)
        if rules.politeness.opt_outs and (said := site_opt_out(conn, claim.url, rules)):
            _note_opt_out(conn, claim, said, rules)
        raw = fetch.fetch(claim.url, limits=rules.limits, permit=lambda target: visit(conn, target, rules))
        if isinstance(raw, RawDocument) and claim.url.startswith("http"):
            raw = fetch.web_document(raw, limits=rules.limits)
        if isinstance(raw, RawDocument) and (said := opt_out_of(conn, raw, rules)):
            _note_opt_out(conn, claim, said, rules)
    except StageError as error:
        rest(conn, claim.url, error, rules)
        if error.reason is Reason.OPTED_OUT:
            raise
        final = not isinstance(error, Retry) or policy.exhausted(rules.retry, attempts=claim.attempts)
        if final and entry is not None and entry.content and not claim.has_page:
            return _feed_body(claim.url, entry), error
        raise
    if not isinstance(raw, RawDocument):
        raise Retry(Reason.BAD_HTTP, "the server says 'not modified' of a page that was never fetched")
    return raw, None


def _note_opt_out(conn: Connection, claim: claims.FetchClaim, said: str, rules: StageRules) -> None:
    """Put it on the row; raises Reject where opt-outs are obeyed."""
    documents.note_opt_out(conn, claim, said)
    if rules.politeness.opt_outs:
        raise Reject(Reason.OPTED_OUT, f"the publisher reserves it: {said}")


def _feed_body(url: str, entry: FeedEntry) -> RawDocument:
    return RawDocument(
        url=url,
        final_url=entry.url or url,
        content=entry.content.encode("utf-8", "replace"),
        media_type=entry.content_type,
        charset="utf-8",
        body_source=BodySource.FEED,
    )


def read_best(raw: RawDocument, claim: claims.ParseClaim) -> tuple[Article, BodySource, StageError | None]:
    """The page's article, or the feed's where the page holds none or a teaser; and why, if not the page's.

    Where neither is to be had, the page's failure is the reason: the feed only stood in. A page that was published
    gives way to the feed's words no more.
    """
    entry = claim.entry
    feed = _feed_body(claim.url, entry) if entry is not None and entry.content else None
    if raw.body_source is not BodySource.PAGE or feed is None:
        try:
            return parse.read_article(raw, entry=entry, now=claim.now), raw.body_source, None
        except (Reject, Fail) as error:
            if raw.body_source is not BodySource.FEED or claim.page_reason is None:
                raise
            kind = Reject if claim.page_reason in _NOT_OURS else Fail
            told = claim.page_detail.removeprefix(f"the page: {claim.page_reason.value}").lstrip(": ")
            raise kind(claim.page_reason, f"{told}; the feed's own words: {error}") from None
    why: StageError
    try:
        article = parse.read_article(raw, entry=entry, now=claim.now)
    except (Reject, Fail) as error:
        why, article = error, None
    try:
        own = parse.read_article(feed, entry=entry, now=claim.now)
    except (Reject, Fail):
        own = None
    if article is None:
        if own is None or claim.has_page:
            raise why
        return own, BodySource.FEED, why
    if own is not None and policy.prefers_feed(page_chars=len(article.text), feed_chars=len(own.text)):
        short = Reject(Reason.NO_CONTENT, f"the page has {len(article.text)} characters, the feed {len(own.text)}")
        return replace(own, canonical_url=article.canonical_url), BodySource.FEED, short
    return article, raw.body_source, None
