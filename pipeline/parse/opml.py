"""OPML 2.0 lists of feeds (http://opml.org/spec2.opml): read with care, written plainly."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from pipeline.errors import Reason, Reject

MAX_BYTES = 20_000_000


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


def write_opml(feeds: Sequence[tuple[str, str]]) -> bytes:
    """An OPML file that lists these (URL, title) pairs, UTF-8."""
    root = etree.Element("opml", version="2.0")
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = "Dateline sources"
    body = etree.SubElement(root, "body")
    for url, title in feeds:
        etree.SubElement(body, "outline", type="rss", text=title or url, title=title or url, xmlUrl=url)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))
