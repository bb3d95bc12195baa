"""Which bytes are feeds, seen from their first kilobytes."""

from __future__ import annotations

import time

import pytest

from pipeline.errors import Reason, Reject
from pipeline.parse import is_feed
from pipeline.parse.feed_guard import is_json, refuse_traps

FEEDS = [
    '<rss version="2.0"><channel>',
    '<?xml version="1.0" encoding="utf-8"?>\n<rss version="0.91">',
    '<?xml version="1.0"?><?xml-stylesheet href="x.css"?><!-- a comment with <html> in it --><rss>',
    '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd"><rss>',
    '<!DOCTYPE rss [<!ENTITY nbsp "&#160;"> <!ENTITY x "y">]>\n<rss version="2.0">',
    '<feed xmlns="http://www.w3.org/2005/Atom">',
    '<atom:feed xmlns:atom="http://www.w3.org/2005/Atom">',
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">',
    '<rdf:RDF xmlns:rdf="x" xmlns="http://my.netscape.com/rdf/simple/0.9/">',
    '<CHANNEL HREF="http://example.org/">',
    '{"version": "https://jsonfeed.org/version/1.1", "items": []}',
    '{ "title": "x", "version" : "https:\\/\\/jsonfeed.org\\/version\\/1"}',
]
OTHERS = [
    "",
    "plain words about rss and feeds",
    "<!doctype html><html><body><rss></body></html>",
    '<html xmlns="http://www.w3.org/1999/xhtml"><head><link type="application/rss+xml"></head>',
    "<!-- <rss> --><html>",
    "<rdf:RDF xmlns:rdf='x' xmlns:owl='y'><owl:Ontology/>",
    '<gpx xmlns="http://www.topografix.com/GPX/1/1">',
    '<opml version="2.0">',
    '<svg xmlns="http://www.w3.org/2000/svg">',
    '{"version": "1.0"}',
    '["https://jsonfeed.org/version/1"]',
    "<feedback>",
    "<!-- never closed <rss>",
]


@pytest.mark.parametrize("text", FEEDS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_feed_is_known_by_its_root_in_any_encoding(text: str, encoding: str) -> None:
    assert is_feed(text.encode(encoding))


@pytest.mark.parametrize("text", FEEDS)
def test_white_space_before_the_root_does_no_harm(text: str) -> None:
    assert is_feed(b" \r\n\t" + text.encode())


@pytest.mark.parametrize("text", OTHERS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_what_is_no_list_of_entries_is_no_feed(text: str, encoding: str) -> None:
    assert not is_feed(text.encode(encoding))


def test_rubbish_before_the_root_is_excused_by_the_media_type_alone() -> None:
    body = b"Warning: something failed on line 7\n<rss version='2.0'>"
    assert not is_feed(body)
    assert is_feed(body, media_type="application/rss+xml")


def test_no_media_type_makes_a_page_a_feed() -> None:
    assert not is_feed(b"<!doctype html><html><body>see <rss> here", media_type="application/rss+xml")


@pytest.mark.parametrize(
    "body",
    [b"<!--" * 20_000, b"<?" * 20_000, b"<!DOCTYPE [" * 9_000, b"<" * 65_000, b"{" * 65_000, b'"version"' * 7_000],
)
def test_hostile_beginnings_take_no_time(body: bytes) -> None:
    started = time.process_time()
    is_feed(body)
    assert time.process_time() - started < 1


def test_json_is_known_by_its_brace() -> None:
    assert is_json(b"\xef\xbb\xbf {") and not is_json(b"[1]") and not is_json(b"<rss>")


def test_a_tag_with_endless_attributes_is_refused_before_parsing() -> None:
    tag = b"<item " + b" ".join(b"a%d='1'" % n for n in range(5_000)) + b">"
    with pytest.raises(Reject) as refusal:
        refuse_traps(b"<rss>" + tag)
    assert refusal.value.reason is Reason.PARSE_ERROR


def test_long_text_with_equals_signs_is_no_trap() -> None:
    assert refuse_traps(b"<rss><title>" + b"a=b " * 5_000 + b"</title></rss>") is None


def test_a_body_beyond_the_cap_is_too_large() -> None:
    with pytest.raises(Reject) as refusal:
        refuse_traps(b" " * 8_000_001)
    assert refusal.value.reason is Reason.TOO_LARGE


def test_void_elements_that_nobody_closes_do_not_nest_and_markup_in_json_is_no_xml() -> None:
    refuse_traps(b"<rss><item>" + b"one<br>two<IMG src=a><hr>" * 1_500 + b"</item></rss>")
    refuse_traps(b'{"version": "https://jsonfeed.org/version/1.1", "items": "' + b"<p>" * 5_000 + b'"}')
    with pytest.raises(Reject) as caught:
        refuse_traps(b"<rss><item>" + b"<breve>" * 5_000)
    assert caught.value.reason is Reason.PARSE_ERROR


def test_more_elements_than_any_feed_has_are_too_large() -> None:
    with pytest.raises(Reject) as caught:
        refuse_traps(b"<rss><item>" + b"<p></p>" * 300_001)
    assert caught.value.reason is Reason.TOO_LARGE
