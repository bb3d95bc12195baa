"""Asking a source on the web, or a file that is a list, what it has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline import fetch, identity, parse
from pipeline.errors import Reason, Reject
from pipeline.models import FeedEntry, NotModified, RawDocument
from pipeline.policy import StageRules
from pipeline.politeness import opt_out_of
from pipeline.storage import Connection, sources


@dataclass(frozen=True)
class Answer:
    """A source's answer, read: its entries, or the one page that it is.

    `listed` and `new` are for what `listing` has kept already. `lists` are other lists that it names, `older` the page
    of entries before these. `full` says that no validators were sent.
    """

    entries: Sequence[FeedEntry] = ()
    title: str = ""
    raw: RawDocument | None = None
    page: bool = False
    asked_seconds: float | None = None
    moved_to: str | None = None
    full: bool = False
    lists: Sequence[str] = ()
    older: str | None = None
    listed: bool = False
    new: int = 0


def ask_source(conn: Connection, claim: sources.SourceClaim, rules: StageRules) -> Answer:
    """What a source says; `raw` is None when nothing has changed since its last successful poll.

    Raises the three errors of `pipeline.errors`.
    """
    full = claim.validators_lie or claim.full_at is None or claim.now - claim.full_at > rules.poll.full
    etag, last_modified = (None, None) if full else (claim.etag, claim.last_modified)
    fetched = fetch.fetch(claim.url, limits=rules.limits, etag=etag, last_modified=last_modified)
    asked = fetch.fresh_seconds(fetched.headers)
    said = Answer(asked_seconds=asked, moved_to=_moved_to(fetched), full=full)
    if isinstance(fetched, NotModified) or identity.body_key(fetched.content) == claim.body_key:
        return said
    if rules.politeness.opt_outs and (reserved := opt_out_of(conn, fetched, rules)):
        raise Reject(Reason.OPTED_OUT, f"the publisher reserves it: {reserved}")
    raw = parse.unpacked(fetched)
    if not parse.is_feed(raw.content, media_type=raw.media_type):
        return Answer(entries=[FeedEntry(identity=claim.url, url=claim.url)], raw=fetched, page=True, full=full)
    try:
        listed = parse.read_entries(raw, now=claim.now)
    except Reject as error:
        if error.reason is Reason.NO_ENTRIES and claim.last_entry_at is not None:
            return replace(said, raw=fetched)
        raise
    asked = max(asked or 0.0, listed.ttl_seconds or 0.0)
    lists = () if claim.parent_source_id is not None else listed.sources  # an index in an index is a trap
    return replace(
        said, entries=listed.entries, title=listed.title, raw=fetched, asked_seconds=asked, lists=lists,
        older=listed.older,
    )  # fmt: skip


def _moved_to(raw: RawDocument | NotModified) -> str | None:
    """Where a source was permanently redirected to; None if it was not, or if one of the redirects was temporary."""
    permanent = raw.hops and all(hop.startswith(("301 ", "308 ")) for hop in raw.hops)
    return raw.final_url if permanent else None
