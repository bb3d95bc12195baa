"""Files that hold entries, on disk or on the web: what they list, and one entry out of them, by the same reading under
the same guards."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline import identity
from pipeline.containers import is_container, unpacked, walk
from pipeline.containers.guard import Budget
from pipeline.containers.walk import Member
from pipeline.errors import Fail, Reason, Reject, StageError
from pipeline.fetch.files import media_type_of, open_file, stamp_of
from pipeline.fetch.paths import path_of, url_of
from pipeline.models import BodySource, RawDocument
from pipeline.policy import FetchLimits

_WEB_BODIES, _WEB_ENTRIES = 10, 50_000
"""A file of entries on the web unpacks to so many bodies at most, and lists no more than a sitemap may."""

_STEP = re.compile(r"member(\.\d{1,7})?|id|line|entry|offset")


def container_stamp(url: str) -> str | None:
    """What a file that holds entries looks like now; None for every other file, for directories and other URLs."""
    if not url.startswith("file:") or "#" in url:
        return None
    try:
        path = path_of(url)
        with open_file(path) as (stream, found):
            return stamp_of(found) if is_container(stream, name=url_of(path)) else None
    except StageError:
        return None  # `fetch` says why


def list_members(url: str, *, limits: FetchLimits) -> Iterator[tuple[RawDocument, StageError | None]]:
    """Every entry of a file that holds some: its bytes under its own URL, or without bytes the reason against it.

    Raises the three errors where the rest of the file cannot be had; what came before stands.
    """
    path = path_of(url)
    with open_file(path) as (stream, found):
        for member in walk(stream, size=found.st_size, limits=limits, name=url_of(path)):
            yield _document(url_of(path), member), member.refusal


def holds_entries(raw: RawDocument) -> bool:
    """Whether what came from the web is an archive or a list of entries, feeds apart. Raises Reject as `unpacked`."""
    return is_container(io.BytesIO(raw.content), name=raw.final_url)


def web_members(raw: RawDocument, *, limits: FetchLimits) -> Iterator[tuple[RawDocument, StageError | None]]:
    """Every entry of such a file, as `list_members` has those of a file on disk, but under tighter limits: a stranger
    made it."""
    container = identity.member_steps(raw.url)[0]
    for member in _walk_web(raw, limits):
        yield _document(container, member), member.refusal


def web_document(raw: RawDocument, *, limits: FetchLimits) -> RawDocument:
    """The document that a web URL means: the entry that its fragment names, if a file of entries came, else what came,
    out of its compression. Raises Fail(NOT_FOUND), and the entry's refusal."""
    container, steps = identity.member_steps(raw.url)
    named = bool(steps) and all(_STEP.fullmatch(kind) for kind, _ in steps)
    if named and holds_entries(raw):
        for member in _walk_web(raw, limits):
            if member.steps == steps:
                if member.refusal is not None:
                    raise member.refusal
                found = _document(container, member)
                return replace(found, status=raw.status, headers=raw.headers, hops=raw.hops)
        raise Fail(Reason.NOT_FOUND, f"{container[:1000]} holds no such entry")
    _, stream, packed = unpacked(io.BytesIO(raw.content))
    if not packed or holds_entries(raw):
        return raw
    return replace(raw, content=Budget(limits, size=len(raw.content)).read(stream), media_type="")


def _walk_web(raw: RawDocument, limits: FetchLimits) -> Iterator[Member]:
    most = min(limits.max_archive_bytes, limits.max_body_bytes * _WEB_BODIES)
    tight = replace(limits, max_archive_bytes=most, max_archive_entries=min(limits.max_archive_entries, _WEB_ENTRIES))
    return walk(io.BytesIO(raw.content), size=len(raw.content), limits=tight, name=raw.final_url)


def fetch_member(url: str, *, limits: FetchLimits) -> RawDocument:
    """One entry of a file, by its URL. Raises Fail(NOT_FOUND) if the file has no such entry, and its refusal."""
    container, steps = identity.member_steps(url)
    if not all(_STEP.fullmatch(kind) for kind, _ in steps):
        raise Reject(Reason.BAD_URL, "a file URL has no fragment but the way to an entry, as in #member=a.txt")
    path = path_of(container)
    with open_file(path) as (stream, found):
        for member in walk(stream, size=found.st_size, limits=limits, name=url_of(path)):
            if member.steps == steps:
                if member.refusal is not None:
                    raise member.refusal
                return _document(url_of(path), member)
    raise Fail(Reason.NOT_FOUND, f"{url_of(path)[:1000]} holds no such entry")


def _document(container: str, member: Member) -> RawDocument:
    url = identity.member_url(container, member.steps)
    kind, name = member.steps[-1]
    named = media_type_of(name.encode("utf-8", "surrogateescape")) if kind.startswith("member") else ""
    return RawDocument(
        url=url,
        final_url=member.target_url or url,
        content=member.content,
        media_type=member.media_type or named,
        charset=member.charset,
        body_source=BodySource.FILE,
    )
