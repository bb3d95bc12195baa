"""Lists with a bad entry among good ones (B37), archives that lie (B35), and a feed of very many entries (B27)."""

from __future__ import annotations

import io
import json
import resource
import struct
import time
import zipfile
from datetime import UTC, datetime

import pytest

from pipeline.containers import walk
from pipeline.errors import Reason, Reject, StageError
from pipeline.models import RawDocument
from pipeline.parse import read_entries
from pipeline.policy import FetchLimits

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
GOOD = b'{"id": "%d", "title": "Harbour", "body": "The harbour opens again on Monday."}'
Listed = dict[str, bytes | str]


def listed(stream: io.BytesIO | io.BufferedReader, *, size: int, limits: FetchLimits = FetchLimits()) -> Listed:  # noqa: B008
    """Entries by their step, with the length of what they hold or the reason against them."""
    found: Listed = {}
    try:
        for member in walk(stream, size=size, limits=limits):  # type: ignore[arg-type]
            kind, name = member.steps[-1]
            found[f"{kind}={name}"] = member.refusal.reason.value if member.refusal else member.content
    except StageError as error:
        found["!"] = error.reason.value
    return found


class Pattern(io.RawIOBase):
    """A file that is not there: a good line, one without end, and good lines again."""

    def __init__(self, long: int) -> None:
        self._parts = (GOOD % 1 + b"\n", b'{"body": "', long, b'"}\n' + GOOD % 2 + b"\r\n" + GOOD % 3)
        self.size = sum(part if isinstance(part, int) else len(part) for part in self._parts)
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = 0) -> int:
        self._at = offset + (0, self._at, self.size)[whence]
        return self._at

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data, at = b"", self._at
        for part in self._parts:
            length = part if isinstance(part, int) else len(part)
            if at < length:
                data = b"x" * min(length - at, len(buffer)) if isinstance(part, int) else part[at : at + len(buffer)]
                break
            at -= length
        buffer[: len(data)] = data
        self._at += len(data)
        return len(data)


def test_b37_a_line_of_a_hundred_megabytes_is_refused_by_its_number_in_bounded_memory_and_the_rest_is_read():
    pattern = Pattern(100_000_000)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found = listed(io.BufferedReader(pattern, 65_536), size=pattern.size)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 60_000
    assert {name: value if isinstance(value, str) else "read" for name, value in found.items()} == {
        "id=1": "read", "line=2": Reason.TOO_LARGE, "id=2": "read", "id=3": "read",
    }  # fmt: skip


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b""])
@pytest.mark.parametrize("bad", [b"{", b"null", b"[]", b"\xff\xfe", b'{"a": \x00}', b"[" * 9_000, b'{"a":1}{"b":2}'])
def test_b37_a_bad_line_costs_itself_alone_whatever_ends_its_neighbours(bad: bytes, end: bytes):
    lines = GOOD % 1 + b"\r\n" + GOOD % 2 + b"\n" + bad + b"\r\n\r\n" + GOOD % 3 + end
    found = listed(io.BytesIO(lines), size=len(lines))
    assert [name for name, value in found.items() if isinstance(value, bytes)] == ["id=1", "id=2", "id=3"]
    assert found["line=3"] == Reason.BROKEN_ENTRY


def test_b37_a_mailbox_with_a_broken_message_mixed_line_ends_and_none_at_the_end_gives_the_others():
    def message(number: int, end: bytes) -> bytes:
        lines = (
            b"From a@b.example Wed Nov 18 08:00:00 2026",
            b"Message-ID: <%d@b.example>" % number,
            b"Subject: s",
            b"",
            b"Text.",
        )
        return end.join(lines)

    box = message(1, b"\n") + b"\n\n" + message(2, b"\r\n") + b"\r\n\r\n"
    box += b"From x@y.example Wed Nov 18 08:00:00 2026\n\xff\xfe\x00: \x01\n\n\x00\x80\n\n" + message(3, b"\n")
    found = listed(io.BytesIO(box), size=len(box))
    assert [name for name in found if name.startswith("id=")] == [f"id={n}@b.example" for n in (1, 2, 3)] or len(
        found
    ) == 4
    assert "!" not in found


def zipped(*names: str, content: bytes = b"The harbour opens again on Monday.") -> bytearray:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, content)
    return bytearray(packed.getvalue())


def test_b35_two_thousand_members_on_one_payload_are_refused_without_being_unpacked():
    packed = zipped("a.txt", content=bytes(500_000))
    body, directory = bytes(packed[: packed.index(b"PK\x01\x02")]), packed[packed.index(b"PK\x01\x02") :]
    entry = bytes(directory[: directory.index(b"PK\x05\x06")])
    entries = b"".join(entry.replace(b"a.txt", b"%05d" % number) for number in range(2_000))
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 2_000, 2_000, len(entries), len(body), 0)
    bomb = body + entries + end
    began = time.process_time()
    found = listed(io.BytesIO(bomb), size=len(bomb))
    assert time.process_time() - began < 2
    assert Reason.ARCHIVE_BOMB in found.values()
    assert sum(isinstance(value, bytes) for value in found.values()) <= 1


@pytest.mark.parametrize("name", ["../../x", "/etc/x", "a/../../x", "C:\\x", "\\\\host\\x", "..\\x"])
def test_b35_a_name_that_leads_out_is_refused_and_its_neighbour_is_read(name: str):
    packed = bytes(zipped("good.txt", name))
    found = listed(io.BytesIO(packed), size=len(packed))
    assert sorted(value if isinstance(value, str) else "read" for value in found.values()) == ["outside_root", "read"]


def test_b35_a_name_with_a_nul_ends_at_no_other_name_than_it_says():
    packed = zipped("good.txt", "passwdX.txt")
    bad = bytes(packed).replace(b"passwdX.txt", b"passwd\0.txt")
    found = listed(io.BytesIO(bad), size=len(bad))
    assert isinstance(found["member=good.txt"], bytes)
    assert len(found) == 2 and not any("\0" in name and isinstance(value, bytes) for name, value in found.items())


def test_b35_ten_archives_in_each_other_are_opened_to_a_depth_and_no_further():
    packed = bytes(zipped("a.txt"))
    for depth in range(10):
        packed = bytes(zipped(f"{depth}.zip", content=packed))
    assert set(listed(io.BytesIO(packed), size=len(packed)).values()) == {Reason.NESTED_TOO_DEEP.value}


@pytest.mark.parametrize("form", ["rss", "json", "sitemap"])
def test_b27_a_feed_of_very_many_entries_is_read_or_refused_in_bounded_time(form: str):
    count = 12_000
    if form == "rss":
        body = b"<rss version='2.0'><channel>" + b"".join(
            b"<item><title>%d</title><link>/%d</link></item>" % (n, n) for n in range(count)
        ) + b"</channel></rss>"  # fmt: skip
    elif form == "json":
        made = [{"id": str(n), "url": f"/{n}", "content_text": "Words."} for n in range(count)]
        body = json.dumps({"version": "https://jsonfeed.org/version/1", "title": "N", "items": made}).encode()
    else:
        body = (
            b"<urlset>" + b"<url><loc>https://news.example/%d</loc></url>" * count % tuple(range(count)) + b"</urlset>"
        )
    began = time.process_time()
    try:
        entries = read_entries(RawDocument("https://news.example/", "", body), now=NOW).entries
        assert len(entries) == count
    except Reject as refusal:
        assert refusal.reason is Reason.TOO_LARGE
    assert time.process_time() - began < 12
