"""Files that hold entries: what they list, and one entry out of them, by the same reading under the same guards."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline import identity
from pipeline.containers import is_container, walk
from pipeline.containers.walk import Member
from pipeline.errors import Fail, Reason, Reject, StageError
from pipeline.fetch.files import media_type_of, open_file, stamp_of
from pipeline.fetch.paths import path_of, url_of
from pipeline.models import BodySource, RawDocument
from pipeline.policy import FetchLimits

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
