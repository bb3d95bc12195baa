"""What holds for any input: structured ones that hypothesis makes, few and the same each time.

The long search is tests/fuzz/run.py's.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline import identity, parse
from pipeline.errors import Reject, StageError
from pipeline.fetch.answer import fresh_seconds, read_content_type, retry_after
from pipeline.fetch.urls import Target, read_location, read_url
from pipeline.parse.dates import in_range, read_date
from pipeline.parse.links import web_link
from pipeline.parse.opml import read_opml
from tests.fuzz import entry_points
from tests.fuzz.seeds import SEEDS

NOW = entry_points.NOW
quick = settings(
    max_examples=40, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck)
)
ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()), max_size=300)
PIECES = st.sampled_from(
    ["<", ">", "</", "<![CDATA[", "]]>", "<p>", "<div ", "&#0;", "&amp;", "&#xD800;", "<!--", "\0", "\ud800", "é", "“",
     ". ", "\n\n", "Mr.", "U.S.", "said", "$3 million", "3 May 2024", "👩‍👧", "\u202e", "%", "'; drop x;--", "{0}"]
)  # fmt: skip
MARKUP = st.lists(st.one_of(PIECES, ANY_TEXT), max_size=12).map("".join)


@pytest.fixture(autouse=True, scope="module")
def warm() -> None:
    entry_points.warm_up()


def as_bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


@quick
@given(title=MARKUP, link=MARKUP, body=MARKUP, date=MARKUP, said=st.integers(0, 255))
def test_a_feed_of_any_words_gives_sound_entries_or_a_reason(title: str, link: str, body: str, date: str, said: int):
    rss = (
        f"<rss version='2.0'><channel><title>{title}</title><item><title>{title}</title><link>{link}</link><guid>{body}"
        f"</guid><pubDate>{date}</pubDate><description>{body}</description></item></channel></rss>"
    )
    entry_points.feed(bytes([said]) + as_bytes(rss))
    values = {"id": body, "url": link, "title": title, "content_html": body, "date_published": date, "tags": [title, 1]}
    listed = {"version": "https://jsonfeed.org/version/1.1", "title": title, "items": [values, {"id": title}, body]}
    entry_points.feed(b"\0" + json.dumps(listed).encode())


@quick
@given(title=MARKUP, body=MARKUP, date=MARKUP, said=st.integers(0, 255))
def test_a_page_of_any_words_gives_a_sound_article_or_a_reason(title: str, body: str, date: str, said: int):
    data = json.dumps({"@type": "NewsArticle", "headline": title, "articleBody": body, "datePublished": date})
    page = (
        f'<html><head><title>{title}</title><meta property="article:published_time" content="{date}"><script type='
        f'"application/ld+json">{data}</script></head><body><article><h1>{title}</h1><p>{body}</p><p>The harbour opens'
        f" again on Monday, the mayor said.</p></article>{body}</body></html>"
    )
    entry_points.page(bytes([said]) + as_bytes(page))


@quick
@given(text=MARKUP, language=st.integers(0x81, 0x86))
def test_offsets_hold_in_any_text(text: str, language: int):
    entry_points.segment(bytes([language]) + text.encode("utf-8", "ignore"))


@quick
@given(data=st.data(), entry_point=st.sampled_from(sorted(SEEDS)))
def test_damage_to_sound_input_breaks_no_promise(data: st.DataObject, entry_point: str):
    damaged = bytearray(data.draw(st.sampled_from(SEEDS[entry_point])))
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(damaged)))
        damaged[at : at + data.draw(st.integers(0, 4))] = data.draw(st.binary(max_size=4))
    entry_points.ENTRY_POINTS[entry_point].run(bytes(damaged))


@quick
@given(text=st.one_of(ANY_TEXT, st.from_regex(r"\d{1,5}[-./ ]\d{1,4}[-./ ]\d{1,5}.?\d{0,4}:?\d{0,4}[+-]?\d{0,4}")))
def test_any_text_is_a_date_in_range_or_none(text: str):
    found = read_date(text, now=NOW)
    assert found is None or (in_range(found[0], now=NOW) and found[0].utcoffset() == timedelta(0))
    assert found is None or found[1] in ("instant", "day")


@quick
@given(moment=st.datetimes(datetime(1990, 1, 1), datetime(2026, 11, 20)), form=st.sampled_from(
    ["%Y-%m-%dT%H:%M:%SZ", "%a, %d %b %Y %H:%M:%S +0000", "%Y-%m-%d %H:%M:%S UTC", "%Y%m%dT%H%M%SZ"]))  # fmt: skip
def test_a_date_that_was_written_is_read_back(moment: datetime, form: str):
    written = moment.replace(microsecond=0, tzinfo=UTC)
    assert read_date(written.strftime(form), now=NOW) == (written, "instant")


URLISH = st.one_of(
    ANY_TEXT,
    st.builds("{}://{}{}/{}?{}#{}".format, st.sampled_from(["http", "HTTPS", "file", "x", "java\nscript"]),
              st.sampled_from(["", "a@", "[::1]", "a..", "bücher.example", "\u2460.\u24ea"]), ANY_TEXT,
              ANY_TEXT, ANY_TEXT, ANY_TEXT),
)  # fmt: skip


@quick
@given(url=URLISH)
def test_any_url_is_read_in_one_way_or_refused(url: str):
    once = identity.canonical_url(url)
    assert identity.canonical_url(once) == once
    assert len(identity.url_key(url)) == len(identity.page_key(url)) == 32
    link = web_link(url, base="https://news.example.org/")
    assert link is None or (link.startswith(("http://", "https://")) and link.encode())
    for read in (lambda: read_url(url), lambda: read_location(url, base=Target("https", "news.example.org", 443, "/"))):
        target = _read(read)
        assert target is None or (target.url.isascii() and read_url(target.url) == target)


def _read(read: Callable[[], Target]) -> Target | None:
    try:
        return read()
    except StageError:
        return None


@quick
@given(path=st.text(st.characters(exclude_characters="/", exclude_categories=["Cs"]), min_size=1, max_size=30),
       one=st.binary(min_size=1, max_size=6), other=st.binary(min_size=1, max_size=6))  # fmt: skip
def test_queries_of_other_octets_are_other_pages(path: str, one: bytes, other: bytes):
    urls = ["https://example.org/?q=" + "".join(f"%{octet:02x}" for octet in octets) for octets in (one, other)]
    assert (identity.url_key(urls[0]) == identity.url_key(urls[1])) == (one == other)


@quick
@given(text=MARKUP, path=MARKUP)
def test_any_robots_txt_reservation_and_list_of_feeds_is_read_or_ignored(text: str, path: str):
    url = f"https://news.example.org/{path}"
    with entry_points.bounded():
        assert parse.may_fetch(text, url, agent="Dateline/0.1") in (True, False)
        delay = parse.crawl_delay(text, agent="Dateline/0.1")
        assert delay is None or delay >= 0
        assert parse.reserved_by_site(text, "https://news.example.org/a") in (True, False)
        with suppress(Reject):
            read_opml(as_bytes(f"<opml><body><outline xmlUrl='{path}' text='{text}'/>{text}</body></opml>"))


@quick
@given(value=ANY_TEXT)
def test_any_header_is_read_or_ignored(value: str):
    assert (fresh_seconds({"cache-control": value, "expires": value, "date": value}) or 0.0) >= 0.0
    media_type, charset = read_content_type([value])
    assert media_type == media_type.lower() and (charset is None or charset)
    seconds = retry_after(value, date=value, now=NOW)
    assert seconds is None or 1.0 <= seconds <= 86_400.0
