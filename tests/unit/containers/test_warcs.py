"""Web archives: every answer that is a page, by its offset; a broken part is refused, and the reading goes on."""

from __future__ import annotations

import gzip
import io
import zipfile
from functools import partial

import brotli
import pytest
from backports import zstd
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from pipeline.containers import walk
from pipeline.containers.walk import Member
from pipeline.policy import FetchLimits

LIMITS = FetchLimits(max_body_bytes=100_000)


def archive(
    *pages: tuple[str, bytes, str, str], packed: bool = True, coding: str = "identity"
) -> tuple[bytes, list[int]]:
    """A WARC of answers (URL, body, content type, status) and where each begins."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=packed)
    writer.write_record(writer.create_warcinfo_record("a.warc", {"software": "test"}))
    starts = []
    for url, body, kind, status in pages:
        asked = StatusAndHeaders("GET / HTTP/1.1", [("Host", "x")], is_http_request=True)
        writer.write_record(writer.create_warc_record(url, "request", http_headers=asked))
        starts.append(out.tell())
        answered = StatusAndHeaders(status, [("Content-Type", kind), ("Content-Encoding", coding)], protocol="HTTP/1.1")
        writer.write_record(writer.create_warc_record(url, "response", payload=io.BytesIO(body), http_headers=answered))
    return out.getvalue(), starts


def page(
    number: int, kind: str = "text/html; charset=ISO-8859-1", status: str = "200 OK"
) -> tuple[str, bytes, str, str]:
    return f"https://news.example/{number}", f"<p>Page {number}, caf\xe9.</p>".encode("latin-1"), kind, status


def members(content: bytes) -> list[Member]:
    return list(walk(io.BytesIO(content), size=len(content), limits=LIMITS))


@pytest.mark.parametrize("packed", [True, False])
def test_answers_that_are_pages_come_with_their_address_charset_and_offset(packed: bool) -> None:
    content, starts = archive(page(1), page(2, "image/png"), page(3, "text/html", "404 Not Found"), packed=packed)
    first, third = members(content)
    assert (first.content, first.target_url, first.charset) == (page(1)[1], "https://news.example/1", "iso-8859-1")
    assert first.steps == (("offset", str(starts[0])),) and third.steps == (("offset", str(starts[2])),)
    assert third.refusal is not None and third.refusal.reason == "not_an_article"


def test_an_archive_that_was_compressed_as_a_whole_is_read() -> None:
    content, _ = archive(page(1), page(2), packed=False)
    assert [member.target_url[-1] for member in members(gzip.compress(content))] == ["1", "2"]


def test_pages_in_br_and_zstd_are_unpacked_and_a_bomb_among_them_is_refused_alone() -> None:
    for coding, pack in (("br", partial(brotli.compress, quality=3)), ("zstd", zstd.compress)):
        pages = [(url, pack(body), kind, status) for url, body, kind, status in (page(1), page(2))]
        bomb = ("https://news.example/bomb", pack(bytes(5_000_000)), "text/html", "200 OK")
        content, _ = archive(pages[0], bomb, pages[1], coding=coding)
        first, refused, last = members(content)
        assert (first.content, last.content) == (page(1)[1], page(2)[1])
        assert refused.refusal is not None and refused.refusal.reason == "too_large"


def test_an_archive_of_pages_within_a_zip_is_read() -> None:
    content, starts = archive(page(1))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as outer:
        outer.writestr("crawl.warc.gz", content)
    (member,) = members(out.getvalue())
    assert member.steps == (("member", "crawl.warc.gz"), ("offset", str(starts[0])))


@pytest.mark.parametrize("packed", [True, False])
def test_a_broken_part_in_the_middle_is_refused_by_its_offset_and_the_rest_is_read(packed: bool) -> None:
    content, starts = archive(*(page(number) for number in range(5)), packed=packed)
    damaged = bytearray(content)
    at = starts[2] + (30 if packed else content[starts[2] :].index(b"Content-Length: ") + 16)
    damaged[at : at + 3] = b"\xff\xff\xff" if packed else b"9x9"
    found = members(bytes(damaged))
    good = [member.target_url[-1] for member in found if member.refusal is None]
    bad = [member.steps[0][1] for member in found if member.refusal is not None]
    assert good == ["0", "1", "3", "4"] and bad == [str(starts[2])]
    refusal = next(member.refusal for member in found if member.refusal)
    assert str(starts[2]) in refusal.detail


@pytest.mark.parametrize("packed", [True, False])
def test_an_archive_that_breaks_off_gives_what_is_whole(packed: bool) -> None:
    content, starts = archive(page(1), page(2), packed=packed)
    found = members(content[: starts[1] + (60 if packed else len(content) - starts[1] - 8)])
    assert found[0].target_url == "https://news.example/1"
    assert [member.refusal is None for member in found] == [True, False]


def test_a_page_larger_than_a_document_is_refused() -> None:
    content, _ = archive(("https://news.example/1", b"x" * 200_000, "text/html", "200 OK"), page(2))
    assert [member.refusal is None for member in members(content)] == [False, True]


@settings(deadline=None)
@given(st.integers(0, 4000), st.binary(min_size=1, max_size=20), st.booleans())
def test_a_damaged_web_archive_ends_with_pages_or_reasons(at: int, junk: bytes, packed: bool) -> None:
    content, starts = archive(page(1), page(2), page(3), packed=packed)
    at = starts[0] + at % (len(content) - starts[0])
    found = members(content[:at] + junk + content[at + len(junk) :])
    assert len({member.steps for member in found}) == len(found) >= 2


def test_what_an_archive_holds_is_never_written_to_the_log(capfd: pytest.CaptureFixture[str]) -> None:
    content, starts = archive(page(1), page(2), packed=False)
    damaged = content[: starts[0]] + content[starts[0] :].replace(b"Content-Length: 2", b"Content-Length: 1", 1)
    assert any(member.refusal is not None for member in members(damaged))
    members(content.replace(b"https://", b"https:// \x1b[2J", 1))
    assert capfd.readouterr() == ("", "")
