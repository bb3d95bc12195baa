"""Mailboxes, lists of JSON and news messages: one entry a message, line, element or newsItem; broken ones by number."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from lxml import etree

from pipeline.containers.guard import PIECE, Budget, Found
from pipeline.containers.sniff import LIST_NAMES
from pipeline.errors import Fail, Reason, Reject, StageError

_FROM = re.compile(rb"From \S[^\n]{0,200}\d{4}[^\n]{0,40}\r?\n$")
_FIELD = re.compile(rb"[A-Za-z][A-Za-z0-9-]{0,60}:")
_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)
_MESSAGE_ID = re.compile(rb"^message-id:[ \t]*(?:\r?\n[ \t]+)?<([^<>\s]{1,500})>", re.IGNORECASE | re.MULTILINE)
IDS = ("uri", "guid", "id", "_id", "uuid", "url")
"""The fields by which a JSON article is known within its list, the first that holds something."""


class Addresses:
    """An entry is known by its own id, which stays when the list is written anew; by its number where that is taken."""

    def __init__(self, numbered: str) -> None:
        self._numbered = numbered
        self._taken: set[str] = set()

    def of(self, number: int, own: str = "") -> tuple[str, str]:
        """The step to an entry."""
        if not own or own in self._taken:
            return self._numbered, str(number)
        self._taken.add(own)
        return "id", own


def lines_of(stream: BinaryIO, budget: Budget) -> Iterator[bytes | None]:
    """The lines with their ends; None for one that is longer than a document may be."""
    most = budget.limits.max_body_bytes
    while line := stream.readline(most + 1):
        budget.spend(len(line))
        if len(line) <= most:
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(PIECE)
            budget.spend(len(line))
        yield None


def read_mbox(stream: BinaryIO, budget: Budget) -> Iterator[Found]:
    """The messages of a mailbox: each begins with a From line that follows an empty line and precedes a field."""
    addresses, most = Addresses("entry"), budget.limits.max_body_bytes
    number, size, pieces = 0, 0, list[bytes]()
    before, opening = b"\n", b""
    for line in lines_of(stream, budget):
        if opening and line is not None and _FIELD.match(line):
            if number:
                yield _message(addresses, number, pieces, size, most)
            number, size, pieces, opening = number + 1, 0, [], b""
        elif opening:
            pieces.append(opening)
            size, opening = size + len(opening), b""
        if line is not None and not before.strip() and _FROM.match(line):
            opening = line
        else:
            size += most + 1 if line is None else len(line)
            if size <= most:
                pieces.append(line or b"")
        before = line or b"x"
    if number:
        yield _message(addresses, number, [*pieces, opening], size, most)


def _message(addresses: Addresses, number: int, pieces: list[bytes], size: int, most: int) -> Found:
    content = _QUOTED.sub(rb"\1", b"".join(pieces))
    head = content.replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    found = _MESSAGE_ID.search(head)
    step = addresses.of(number, found[1].decode("utf-8", "replace") if found else "")
    if size > most:
        return Found(step, refusal=Reject(Reason.TOO_LARGE, f"message {number} is larger than {most} bytes"))
    return Found(step, lambda: content)


def read_lines(stream: BinaryIO, budget: Budget) -> Iterator[Found]:
    """The objects of JSON Lines; a line that is none is refused by its number, counted from 1."""
    addresses = Addresses("line")
    for number, line in enumerate(lines_of(stream, budget), start=1):
        if line is None:
            too_long = Reject(Reason.TOO_LARGE, f"line {number} is longer than {budget.limits.max_body_bytes} bytes")
            yield Found(addresses.of(number), refusal=too_long)
        elif line.strip(b"\xef\xbb\xbf\0 \t\r\n"):
            value = _loaded(line)
            if isinstance(value, dict):
                yield Found(addresses.of(number, own_id(value)), line.strip().__bytes__)
            else:
                yield Found(addresses.of(number), refusal=_no_object(value, f"line {number}"))


def read_array(stream: BinaryIO, budget: Budget) -> Iterator[Found]:
    """The elements of a JSON array, as far as it can be read."""
    return _elements(_whole_json(stream, budget))


def read_list(stream: BinaryIO, budget: Budget) -> Iterator[Found]:
    """The elements of the list that a JSON object holds under one of the usual names."""
    value = _whole_json(stream, budget)
    named = (value[name] for name in LIST_NAMES.split("|") if isinstance(value, dict) and name in value)
    return _elements(next((one for one in named if isinstance(one, list)), []))


def _whole_json(stream: BinaryIO, budget: Budget) -> Any:
    value = _loaded(budget.read(stream))
    if isinstance(value, StageError):
        raise value
    return value


def _elements(values: list[Any]) -> Iterator[Found]:
    addresses = Addresses("entry")
    for number, value in enumerate(values, start=1):
        if not isinstance(value, dict):
            yield Found(addresses.of(number), refusal=_no_object(value, f"element {number}"))
            continue
        content = json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")
        yield Found(addresses.of(number, own_id(value)), content.__bytes__)


def _loaded(content: bytes) -> Any:
    """The value, or the error that says where it is broken."""
    try:
        return json.loads(content.lstrip(b"\xef\xbb\xbf").strip(b"\0"))
    except (ValueError, RecursionError) as error:
        return Fail(Reason.BROKEN_ENTRY, f"broken JSON: {str(error)[:100]}")


def _no_object(value: object, where: str) -> StageError:
    what = value.detail if isinstance(value, StageError) else "no JSON object"
    return Reject(Reason.BROKEN_ENTRY, f"{where}: {what}")


def own_id(value: Mapping[str, Any]) -> str:
    """The first field by which an article is known within its list; '' where it has none."""
    found = (value.get(name) for name in IDS)
    return next((str(one)[:500] for one in found if isinstance(one, str | int) and str(one).strip()), "")


def read_message(stream: BinaryIO, budget: Budget) -> Iterator[Found]:
    """The items of a NewsML-G2 newsMessage. Raises Reject(BROKEN_ENTRY) where the XML breaks; those before it stand."""
    content = budget.read(stream)
    if b"<!ENTITY" in content[:100_000]:
        raise Reject(Reason.BROKEN_ENTRY, "XML that declares entities of its own")
    addresses, number, depth = Addresses("entry"), 0, 0
    parser = etree.XMLPullParser(("start", "end"), resolve_entities=False, no_network=True, load_dtd=False)
    try:
        parser.feed(content)
        root = parser.close()
    except etree.LxmlError as error:
        root, broken = None, str(error)[:100]
    for event, node in parser.read_events():
        name = node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""
        inside = name in ("newsItem", "packageItem", "conceptItem", "knowledgeItem", "planningItem")
        depth += 0 if not inside else 1 if event == "start" else -1
        if inside and event == "end" and depth == 0:
            number += 1
            yield Found(addresses.of(number, node.get("guid") or ""), etree.tostring(node, with_tail=False).__bytes__)
    if root is None:
        raise Reject(Reason.BROKEN_ENTRY, f"broken XML after {number} entries: {broken}")
