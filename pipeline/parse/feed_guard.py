"""Which bytes are a list of entries, and which of those are worth a parser's time: by a look, without parsing."""

from __future__ import annotations

import re

from pipeline.errors import Reason, Reject
from pipeline.parse.decode import BOMS

MAX_BYTES = 8_000_000
MAX_ATTRIBUTES = 1_000
MAX_DEPTH = 2_000
MAX_ELEMENTS = 300_000
"""A feed of 50,000 entries has no more; at a tenth of a millisecond each, as feedparser takes, half a minute."""
_HEAD = 65_536
_ROOT = re.compile(r"<(?:[A-Za-z_][\w.-]{0,40}:)?(rss|feed|rdf|channel|urlset|sitemapindex)[\s>/]", re.IGNORECASE)
_RDF_OF_RSS = re.compile(
    r"purl\.org/(?:rss|net/rss)|my\.netscape\.com/rdf|<(?:\w{1,20}:)?channel[\s>]|<(?:\w{1,20}:)?item[\s>]",
    re.IGNORECASE,
)
_ENDED = re.compile(
    rb"</\s{0,20}(?:[A-Za-z_][\w.-]{0,40}:)?(?:rss|feed|rdf|channel|urlset|sitemapindex)\b", re.IGNORECASE
)
_OPENED = re.compile(rb"<(?:[A-Za-z_][\w.-]{0,40}:)?(?:item|entry)[\s/>]", re.IGNORECASE)
_LISTED = re.compile(rb"<(?:[A-Za-z_][\w.-]{0,40}:)?(?:url|sitemap)[\s/>]", re.IGNORECASE)
_JSON_FEED = re.compile(r'"version"\s{0,20}:\s{0,20}"https?:(?:\\?/){2}(?:www\.)?jsonfeed\.org', re.IGNORECASE)
_FEED_TYPES = (
    "application/rss+xml",
    "application/atom+xml",
    "application/rdf+xml",
    "application/x-rss+xml",
    "application/cdf",
)
_TAG = re.compile(rb"<(/?)(?!(?:br|hr|img|wbr)\b)[A-Za-z_][^<>]{0,4096}?(/?)>", re.IGNORECASE)
_LONG_TAG = re.compile(rb"<[^\s<>!?/][^<>]{4096,}")


def is_feed(head: bytes, *, media_type: str = "") -> bool:
    """Whether bytes (the first 4 KB do) are a list of entries: RSS, RDF, Atom, CDF, JSON Feed, sitemap. HTML never is.

    `media_type` lets a feed's type excuse rubbish before the root element; it never turns a page into a feed.
    """
    text = _text_of(head)
    if text.startswith("{"):
        return _JSON_FEED.search(text) is not None
    root = text[_root_at(text) :]
    match = _ROOT.match(root)
    if match is None and media_type in _FEED_TYPES and re.search(r"<(?:html|body)[\s>]", text, re.IGNORECASE) is None:
        match = _ROOT.search(text)
    if match is None:
        return False
    return match[1].lower() != "rdf" or _RDF_OF_RSS.search(text) is not None


def is_sitemap(head: bytes) -> bool:
    """Whether bytes are a sitemap or an index of sitemaps."""
    text = _text_of(head)
    match = _ROOT.match(text[_root_at(text) :])
    return match is not None and match[1].lower() in ("urlset", "sitemapindex")


def is_empty(content: bytes) -> bool:
    """Whether a list in XML reaches its end and opens no entry: it lists nothing, not nothing readable."""
    bare = content.replace(b"\0", b"")
    if (_LISTED if is_sitemap(content) else _OPENED).search(bare):
        return False
    text = _text_of(content)
    alone = re.fullmatch(r"<[^<>]{0,4096}/>\s{0,100}", text[_root_at(text) :])
    return alone is not None or _ENDED.search(bare[-4_096:]) is not None


def is_json(head: bytes) -> bool:
    """Whether the bytes open as a JSON object does."""
    return _text_of(head[:64]).startswith("{")


def refuse_traps(content: bytes) -> None:
    """Raises Reject for bytes that would hold a parser for minutes: TOO_LARGE; PARSE_ERROR for endless tags."""
    if len(content) > MAX_BYTES:
        raise Reject(Reason.TOO_LARGE, f"{len(content)} bytes of feed")
    if is_json(content):  # what looks like tags is text there
        return
    for tag in _LONG_TAG.finditer(content):
        if tag[0].count(b"=") > MAX_ATTRIBUTES:
            raise Reject(Reason.PARSE_ERROR, f"a tag with {tag[0].count(b'=')} attributes")
    depth, elements = _measured(content)
    if depth > MAX_DEPTH:
        raise Reject(Reason.PARSE_ERROR, f"elements nest deeper than {MAX_DEPTH}")
    if elements > MAX_ELEMENTS:
        raise Reject(Reason.TOO_LARGE, f"{elements} elements in a feed")
    if content.count(b"<![") > 20_000 or content.count(b"<!--") > 50_000:
        raise Reject(Reason.PARSE_ERROR, "more declarations than any feed has")


def _measured(content: bytes) -> tuple[int, int]:
    """How deep elements nest and how many there are, CDATA and HTML's void elements left out: as far as tags tell
    without parsing, linear."""
    first, *rest = content.split(b"<![CDATA[")
    depth = deepest = elements = 0
    for part in (first, *(piece.partition(b"]]>")[2] for piece in rest)):
        for tag in _TAG.finditer(part):
            depth += -1 if tag[1] else 0 if tag[2] else 1
            deepest = max(deepest, depth)
            elements += not tag[1]
    return deepest, elements


def _text_of(head: bytes) -> str:
    """The text of the bytes as far as their ASCII goes: enough to see tags in any encoding but EBCDIC."""
    for mark, name in BOMS:
        if head.startswith(mark):
            return head[len(mark) : _HEAD].decode(name, "replace").lstrip("\ufeff \t\r\n\f")
    return head[:_HEAD].replace(b"\0", b"").decode("latin-1").lstrip("ï»¿ \t\r\n\f")


def _root_at(text: str) -> int:
    """Where the first element begins, behind declarations, comments and a doctype. Linear."""
    position = 0
    while True:
        while position < len(text) and text[position].isspace():
            position += 1
        for opening, closing in (("<?", "?>"), ("<!--", "-->"), ("<!", ">")):
            if text.startswith(opening, position):
                end = _doctype_end(text, position) if opening == "<!" else text.find(closing, position + len(opening))
                if end < 0:
                    return position
                position = end + len(closing)
                break
        else:
            return position


def _doctype_end(text: str, position: int) -> int:
    """The closing '>' of a doctype, behind its internal subset when it has one."""
    end, subset = text.find(">", position), text.find("[", position)
    if 0 <= subset < end:
        close = text.find("]", subset)
        end = text.find(">", close) if close >= 0 else -1
    return end
