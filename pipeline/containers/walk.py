"""All entries of a container, and of the containers within it."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from pipeline.containers.archives import read_tar, read_zip
from pipeline.containers.guard import REST, Budget, Found
from pipeline.containers.lists import read_array, read_lines, read_list, read_mbox, read_message
from pipeline.containers.sniff import kind_of, unpacked
from pipeline.containers.tables import read_table
from pipeline.containers.warcs import read_warc, stored
from pipeline.errors import Fail, Reason, Reject, StageError
from pipeline.policy import FetchLimits

_READERS: Mapping[str, Callable[[BinaryIO, Budget], Iterator[Found]]] = {
    "zip": read_zip, "tar": read_tar, "mbox": read_mbox, "lines": read_lines, "array": read_array, "list": read_list,
    "message": read_message, "warc": read_warc, "table": read_table,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Member:
    """One entry of a container: the steps to it, and its bytes or why it is refused."""

    steps: tuple[tuple[str, str], ...]
    content: bytes = b""
    refusal: StageError | None = None
    target_url: str = ""
    charset: str | None = None
    media_type: str = ""


def walk(stream: BinaryIO, *, size: int, limits: FetchLimits, name: str = "") -> Iterator[Member]:
    """Every entry of a seekable stream that holds any, one after the other; memory holds one at a time.

    A member that cannot be had comes with its refusal, and the rest goes on. Raises Reject or Fail where the rest of
    the file cannot be had: what came before stands.
    """
    return _walk(stream, Budget(limits, size=size), steps=(), name=name, depth=1)


def _walk(
    stream: BinaryIO, budget: Budget, *, steps: tuple[tuple[str, str], ...], name: str, depth: int
) -> Iterator[Member]:
    head, inner, packed = unpacked(stream)
    kind = kind_of(head, inner, packed=packed, name=name)
    if kind is None:
        raise Reject(Reason.NOT_A_FEED, "it holds no entries")
    if depth > budget.limits.max_archive_depth:
        raise Reject(Reason.NESTED_TOO_DEEP, f"an archive within {depth - 1} others")
    if kind == "warc":
        inner = stored(stream, budget)
    elif packed and kind == "zip":
        budget.spend(inner.seek(0, io.SEEK_END))
    for found in _READERS[kind](inner, budget):
        budget.enter()
        yield from _entries(found, budget, steps=(*steps, found.step), depth=depth)


def _entries(found: Found, budget: Budget, *, steps: tuple[tuple[str, str], ...], depth: int) -> Iterator[Member]:
    """The entry itself, or, where it is a container, those in it."""
    if found.refusal is not None:
        yield Member(steps, refusal=found.refusal, target_url=found.target_url)
        return
    spent = None
    try:
        content = found.read()
        spent = budget.spent
        if found.nests:
            source = io.BytesIO(content)
            head, inner, packed = unpacked(source)
            if kind_of(head, inner, packed=packed, name=found.step[1]) is not None:
                yield from _walk(source, budget, steps=steps, name=found.step[1], depth=depth + 1)
                return
            content = budget.read(inner) if packed else content
    except (Reject, Fail) as error:
        if error.reason is Reason.ARCHIVE_BOMB and error.detail.endswith(REST):
            # A stream that was left within a member cannot be read on; what the member itself holds is over.
            if spent is None or not budget.forgive(spent):
                raise
            error = Reject(error.reason, error.detail.removesuffix(REST))
        yield Member(steps, refusal=error)
        return
    yield Member(steps, content, target_url=found.target_url, charset=found.charset, media_type=found.media_type)
