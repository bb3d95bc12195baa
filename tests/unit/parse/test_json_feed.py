"""JSON Feed 1.0 and 1.1."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from pipeline.errors import Reason, Reject
from pipeline.models import EntryList, RawDocument
from pipeline.parse import read_entries

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
URL = "https://example.org/feed.json"
ITEM: dict[str, Any] = {
    "id": "1",
    "url": "/2026/boats",
    "title": "Boats",
    "content_html": "<p>Words.</p>",
    "date_published": "2026-11-18T08:00:00+03:00",
    "date_modified": "2026-11-19T08:00:00Z",
    "tags": ["sea", "sea", "trade", 5],
    "authors": [{"name": "Jane Roe"}, {"url": "https://example.org/x"}],
}


def read(items: object, **top: object) -> EntryList:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Port",
        "home_page_url": "https://example.org/",
        "items": items,
        **top,
    }
    return read_entries(RawDocument(url=URL, final_url=URL, content=json.dumps(feed).encode()), now=NOW)


def test_an_item_gives_all_its_fields() -> None:
    listed = read([ITEM], language="en-US")
    entry = listed.entries[0]
    assert (listed.title, listed.link) == ("Port", "https://example.org/")
    assert (entry.identity, entry.url, entry.title) == ("1", "https://example.org/2026/boats", "Boats")
    assert entry.content == "<p>Words.</p>" and entry.content_type == "text/html"
    assert entry.published_at == datetime(2026, 11, 18, 5, 0, tzinfo=UTC)
    assert entry.modified_at == datetime(2026, 11, 19, 8, 0, tzinfo=UTC)
    assert entry.authors == ("Jane Roe",)
    assert entry.tags == ("sea", "trade")
    assert entry.language == "en"


def test_text_content_and_summary_stand_in_for_html() -> None:
    entries = read([{"id": 7, "content_text": "Words."}, {"id": "8", "summary": "Short."}]).entries
    assert [(e.identity, e.content, e.content_type) for e in entries] == [
        ("7", "Words.", "text/plain"),
        ("8", "Short.", "text/plain"),
    ]


def test_version_1_0_has_one_author_and_the_feed_signs_for_the_rest() -> None:
    entries = read([{"id": "1", "author": {"name": "Bo Kim"}}, {"id": "2"}], author={"name": "Ann Lee"}).entries
    assert [e.authors for e in entries] == [("Bo Kim",), ("Ann Lee",)]


def test_an_item_without_an_id_is_known_by_its_link_or_its_words() -> None:
    entries = read([{"url": "https://example.org/a"}, {"content_text": "one"}, {"content_text": "two"}]).entries
    assert entries[0].identity == "https://example.org/a"
    assert len({e.identity for e in entries}) == 3


def test_items_that_are_no_objects_are_left_out_with_a_complaint() -> None:
    listed = read([ITEM, "text", None, 5])
    assert len(listed.entries) == 1
    assert listed.complaint == "3 of 4 entries are no objects"


@pytest.mark.parametrize(
    "odd",
    [
        {"id": [1]},
        {"title": {"a": 1}},
        {"url": 5},
        {"tags": "x"},
        {"authors": "x"},
        {"authors": ["x"]},
        {"date_published": 5},
        {"author": "x"},
        {"content_html": None},
        {"title": "\ud800 lone"},
        {"title": "a\u0000b"},
    ],
)
def test_a_field_of_the_wrong_kind_is_as_good_as_absent(odd: dict[str, Any]) -> None:
    entry = read([{**ITEM, **odd}]).entries[0]
    assert "\x00" not in entry.title
    entry.title.encode("utf-8")


def test_a_new_feed_lists_nothing_and_says_what_it_is() -> None:
    listed = read([], description="All ports", language="en-GB", authors=[{"name": "Ann Lee"}])
    assert (listed.entries, listed.complaint) == ((), "")
    assert (listed.description, listed.language, listed.authors) == ("All ports", "en", ("Ann Lee",))


def test_content_is_safe_to_show_and_its_links_count_from_the_entry() -> None:
    item = {"id": "1", "url": "https://example.org/a/b", "content_html": "<a href=c onclick=x>c</a>", "summary": "S"}
    entry = read([item]).entries[0]
    assert (entry.content, entry.summary) == ('<a href="https://example.org/a/c">c</a>', "S")


@pytest.mark.parametrize("items", [{}, None, "x", ["x"]])
def test_a_feed_without_a_list_of_items_is_refused(items: object) -> None:
    with pytest.raises(Reject) as refusal:
        read(items)
    assert refusal.value.reason is Reason.NO_ENTRIES


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b'{"version": "https://jsonfeed.org/version/1", "items": [', Reason.PARSE_ERROR),
        (b'{"version": "https://jsonfeed.org/version/1", "items": ' + b"[" * 100_000, Reason.PARSE_ERROR),
        (b'{"version": "1", "items": []}', Reason.NOT_A_FEED),
        (b'{"note": "see jsonfeed.org", "items": []}', Reason.NOT_A_FEED),
    ],
    ids=["cut", "deep", "other", "mention"],
)
def test_json_that_is_broken_or_something_else_is_rejected(body: bytes, why: Reason) -> None:
    with pytest.raises(Reject) as refusal:
        read_entries(RawDocument(url=URL, final_url=URL, content=body), now=NOW)
    assert refusal.value.reason is why


def test_a_byte_order_mark_does_not_hide_a_json_feed() -> None:
    body = json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": [ITEM]}).encode("utf-8-sig")
    assert read_entries(RawDocument(url=URL, final_url=URL, content=body), now=NOW).entries
