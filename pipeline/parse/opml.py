"""OPML 2.0 lists of feeds (http://opml.org/spec2.opml): read with care, written plainly."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from pipeline.errors import Reason, Reject

MAX_BYTES = 20_000_000
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def read_opml(content: bytes) -> list[tuple[str, str]]:
    """The feeds of an OPML file in order, each once: (URL, title). What an outline gives as a URL may be anything.

    Entities are not expanded and nothing outside the file is read. Raises Reject if it is no OPML.
    """
    if len(content) > MAX_BYTES:
        raise Reject(Reason.TOO_LARGE, f"an OPML file has at most {MAX_BYTES:,} bytes")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False)
    try:
        root = etree.fromstring(content.lstrip(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Reject(Reason.NOT_A_FEED, f"not an OPML file: {error}") from None
    if root is None or _name(root) != "opml":
        raise Reject(Reason.NOT_A_FEED, "not an OPML file: it does not start with an opml element")
    feeds: dict[str, str] = {}
    for outline in root.iter("outline"):
        url = _value(outline, "xmlUrl") or _value(outline, "xmlurl")
        if url:
            feeds.setdefault(url, _value(outline, "title") or _value(outline, "text"))
    return list(feeds.items())


def _name(root: etree._Element) -> str:
    try:
        return root.tag.lower() if isinstance(root.tag, str) else ""
    except UnicodeDecodeError:
        return ""


def _value(outline: etree._Element, name: str) -> str:
    """An attribute, '' where there is none or it holds `&#xD800;`: libxml2 lets it pass, and lxml cannot read it."""
    try:
        return (outline.get(name) or "").strip()
    except UnicodeDecodeError:
        return ""


@dataclass(frozen=True)
class Outline:
    """A feed as an OPML file names it; '' where that is not known. A feed without a title is called by its URL."""

    url: str
    title: str = ""
    link: str = ""
    description: str = ""
    language: str = ""


def write_opml(feeds: Sequence[Outline]) -> bytes:
    """An OPML file that lists these feeds, UTF-8. Raises nothing for text that XML cannot hold: that is left out."""
    root = etree.Element("opml", version="2.0")
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = "Dateline sources"
    body = etree.SubElement(root, "body")
    for feed in feeds:
        named = {"text": feed.title or feed.url, "title": feed.title or feed.url, "xmlUrl": feed.url}
        known = {"htmlUrl": feed.link, "description": feed.description, "language": feed.language}
        told = {"type": "rss"} | named | {name: value for name, value in known.items() if value}
        etree.SubElement(body, "outline", {name: _NOT_IN_XML.sub("", value) for name, value in told.items()})
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))
