"""OPML: what other readers export comes in, and what is written can be read again."""

from __future__ import annotations

import pytest
from lxml import etree

from pipeline.errors import Reject
from pipeline.parse.opml import Outline, read_opml, write_opml


def test_nested_outlines_give_their_feeds_in_order_each_once():
    content = b"""<?xml version="1.0"?><opml version="2.0"><head><title>Mine</title></head><body>
    <outline text="News"><outline type="rss" text="One" xmlUrl="https://one.example/feed"/>
      <outline text="Two" title="Second" xmlUrl=" http://two.example/?a=1&amp;b=2 "/></outline>
    <outline text="Again" xmlUrl="https://one.example/feed"/><outline text="A note"/></body></opml>"""
    assert read_opml(content) == [("https://one.example/feed", "One"), ("http://two.example/?a=1&b=2", "Second")]


def test_what_is_written_is_read_back_the_same():
    feeds = [("https://a.example/?q=<&>", 'Tom & "Ann"'), ("https://b.example/\u00e9", "Zeitung \u00fcber alles")]
    assert read_opml(write_opml([Outline(*feed) for feed in feeds])) == feeds


def test_what_feeds_say_of_themselves_is_written_too():
    content = write_opml([Outline("https://a.example/feed", "A", "https://a.example/", "All of it", "de")])
    told = dict(etree.fromstring(content).find("body/outline").attrib)
    assert told == {
        "type": "rss", "text": "A", "title": "A", "xmlUrl": "https://a.example/feed", "htmlUrl": "https://a.example/",
        "description": "All of it", "language": "de",
    }  # fmt: skip


def test_a_character_that_xml_cannot_hold_does_not_keep_the_others_from_being_written():
    assert read_opml(write_opml([Outline("https://a.example/feed", "A\x0b\ufffeB")])) == [
        ("https://a.example/feed", "AB")
    ]


def test_a_feed_without_a_title_is_called_by_its_url():
    assert read_opml(write_opml([Outline("https://a.example/feed")])) == [("https://a.example/feed",) * 2]


@pytest.mark.parametrize(
    "content",
    [b"", b"not xml", b"<rss/>", b"<html><body/></html>", b"\x00\x01"],
    ids=["empty", "text", "rss", "html", "noise"],
)
def test_what_is_no_opml_is_refused(content: bytes):
    with pytest.raises(Reject, match="not an OPML file"):
        read_opml(content)


def test_an_address_of_another_kind_is_given_too_so_that_it_can_be_named():
    content = b'<opml><body><outline xmlUrl="javascript:alert(1)"/><outline xmlUrl="gopher://x"/></body></opml>'
    assert [url for url, _ in read_opml(content)] == ["javascript:alert(1)", "gopher://x"]


def test_entities_are_neither_expanded_nor_read_from_files(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("https://secret.example/")
    content = (
        f'<!DOCTYPE opml [<!ENTITY x SYSTEM "{secret.as_uri()}">]><opml><body>'
        '<outline text="&x;" xmlUrl="https://a.example/"/></body></opml>'
    )
    assert "secret.example" not in str(read_opml(content.encode()))


def test_an_outline_that_holds_half_a_character_does_not_hide_the_others() -> None:
    outlines = b"<outline xmlUrl='https://a.example/&#xD800;'/><outline xmlUrl='https://b.example/' title='&#xDFFF;'/>"
    assert read_opml(b"<opml><body>" + outlines + b"</body></opml>") == [("https://b.example/", "")]
    with pytest.raises(Reject):
        read_opml(b"<opml xmlns='\xed\xa0\x80'/>")
