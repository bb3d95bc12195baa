"""Asking a source on the web, or a file that is a list, what it has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline import fetch, identity, parse
from pipeline.errors import Fail, Reason, Reject
from pipeline.models import EntryList, FeedEntry, NotModified, RawDocument
from pipeline.policy import StageRules
from pipeline.politeness import count_visit, opt_out_of
from pipeline.storage import Connection, sources


@dataclass(frozen=True)
class Answer:
    """A source's answer, read: its entries and what the list says of itself, or the one page that it is.

    `holds` says that `raw` is a file of entries; `listed` and `new` are for what `listing` has kept already. `lists`
    are other lists that it names, `older` the page of entries before these. `full` says that no validators were sent,
    `covers` that a sitemap reaches back beyond the gap that it is to fill; `same` came with the bytes of last time.
    `reserved` says where the publisher reserves the list, which an operator records instead of obeying it.
    """

    entries: Sequence[FeedEntry] = ()
    about: EntryList | None = None
    raw: RawDocument | None = None
    page: bool = False
    asked_seconds: float | None = None
    moved_to: str | None = None
    full: bool = False
    lists: Sequence[str] = ()
    older: str | None = None
    sitemap: bool = False
    covers: bool = False
    holds: bool = False
    hops: Sequence[str] = ()
    listed: bool = False
    new: int = 0
    same: RawDocument | None = None
    reserved: str = ""

    def told(self, new: int) -> str:
        """One line on a poll for the log: what was new, what was odd about the list, where redirects led."""
        parts = [f"{new} new"]
        if self.about is not None and not self.entries and not self.about.sources:
            parts.append("the list is empty")
        if self.about is not None and self.about.complaint:
            parts.append(f"read in spite of {self.about.complaint}")
        if self.hops:
            parts.append(f"redirected: {', '.join(self.hops)}")
        return "; ".join(parts)


def ask_source(conn: Connection, claim: sources.SourceClaim, rules: StageRules) -> Answer:
    """What a source says; `raw` is None when nothing has changed since its last successful poll.

    Raises the three errors of `pipeline.errors`.
    """
    # Older pages that are wanted are named in the list alone, whether it has changed or not.
    full = claim.older > 0 or claim.validators_lie
    full = full or claim.full_at is None or claim.now - claim.full_at > rules.poll.full
    etag, last_modified = (None, None) if full else (claim.etag, claim.last_modified)
    fetched = fetch.fetch(
        claim.url, limits=rules.limits, etag=etag, last_modified=last_modified,
        permit=lambda target: count_visit(conn, target, rules),
    )  # fmt: skip
    asked = fetch.fresh_seconds(fetched.headers)
    said = Answer(asked_seconds=asked, moved_to=_moved_to(fetched), full=full, hops=fetched.hops)
    if isinstance(fetched, NotModified):
        return said
    if not claim.older and identity.body_key(fetched.content) == claim.body_key:
        return replace(said, same=fetched)
    obeyed = rules.politeness.opt_outs
    reserved = opt_out_of(conn, fetched, rules, ask_site=obeyed)
    if reserved and obeyed:
        raise Reject(Reason.OPTED_OUT, f"the publisher reserves it: {reserved}")
    meant = fetch.web_document(fetched, limits=rules.limits) if "#" in claim.url else fetched
    if not parse.is_feed(meant.content, media_type=meant.media_type) and fetch.holds_entries(meant):
        return replace(said, raw=fetched, holds=True)
    raw = parse.unpacked(meant)
    if not parse.is_feed(raw.content, media_type=raw.media_type):
        _refuse_page(conn, claim)
        page = fetch.web_document(meant, limits=rules.limits)
        return Answer(
            entries=[FeedEntry(identity=claim.url, url=claim.url)], raw=page, page=True, full=full, hops=fetched.hops
        )
    listed = parse.read_entries(raw, now=claim.now)
    asked = max(asked or 0.0, listed.ttl_seconds or 0.0)
    # An index in an index is a trap.
    follows = claim.parent_source_id is None or (claim.fills_gap and claim.older > 0)
    return replace(
        said, entries=listed.entries, about=listed, raw=fetched, asked_seconds=asked,
        lists=listed.sources if follows else (), older=listed.older, sitemap=parse.is_sitemap(raw.content),
        reserved=reserved or "",
    )  # fmt: skip


def _refuse_page(conn: Connection, claim: sources.SourceClaim) -> None:
    """Raises Fail where a list used to be: a wall, a notice of repair or a domain for sale is no article of its own."""
    on_web = claim.url.startswith(("http:", "https:"))
    if on_web and sources.has_listed(conn, claim.list_id, own_key=identity.entry_key(claim.url)):
        raise Fail(Reason.NOT_A_FEED, "a page, where a list used to be")


def _moved_to(raw: RawDocument | NotModified) -> str | None:
    """Where a source was permanently redirected to; None if it was not, or if one of the redirects was temporary."""
    permanent = raw.hops and all(hop.startswith(("301 ", "308 ")) for hop in raw.hops)
    return raw.final_url if permanent else None
