"""The one gate to text: whatever a page, a feed or a file said goes through here before it becomes a field."""

from __future__ import annotations

import html
import re
import unicodedata

_NEWLINES = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_SPACES = re.compile("[\x00\u00a0\u1680\u2000-\u200a\u202f\u205f]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_DROPPED = re.compile(
    "[\x01-\x08\x0e-\x1f\x7f-\x9f"  # controls; what of them breaks a line is gone by then
    "\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
# Joiners stay between letters that they shape (Arabic, Indic, South-East Asian scripts) and between parts of an emoji.
_JOINED = (
    "\u0590-\u109f\u1780-\u18af\u1a00-\u1aff\u200d\u2190-\u2bff\ufb1d-\ufdff\ufe0f\ufe70-\ufefc"
    "\U0001f000-\U0001faff\U000e0020-\U000e007f"
)
_LOOSE_JOINER = re.compile(
    f"(?<![{_JOINED}])[\u200c\u200d]+|[\u200c\u200d]+(?![{_JOINED}\u200c\u200d])|(?<=\u200d)[\u200c\u200d]+"
)
_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u06d6-\u06ed\u0e38-\u0e4b"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u302a-\u302f\ufe20-\ufe2f"
)
_MARK_RUN = re.compile(f"([{_MARKS}]{{30}})[{_MARKS}]+")
_TAG = re.compile(r"<[^<>]{0,2000}>")
_CODE = re.compile(r"<(script|style)\b[^<>]{0,2000}>.{0,4000}?</\1\s*>", re.IGNORECASE | re.DOTALL)
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


def clean_text(text: str) -> str:
    """The text in Unicode form NFC, with plain spaces and line feeds, and without characters that cannot be seen.

    A NUL becomes a space: what stood there is lost, and the words beside it are not one. Dropped: the other controls
    but tab and line feed, lone surrogates, zero-width and direction marks, soft hyphens, and combining marks beyond
    thirty in a row (the limit of Unicode's stream-safe format; sorting more takes quadratic time). Never raises,
    idempotent, linear.
    """
    if text.isascii() and text.isprintable():
        return text
    if _SURROGATES.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
        text = _SURROGATES.sub("", text)
    text = _NEWLINES.sub("\n", text)
    text = _SPACES.sub(" ", text)
    text = _DROPPED.sub("", text)
    if "\u200c" in text or "\u200d" in text:
        text = _LOOSE_JOINER.sub("", text)
    return unicodedata.normalize("NFC", _MARK_RUN.sub(r"\1", text))


def clean_line(text: str, *, limit: int = 2_000) -> str:
    """The text as one line: cleaned, each run of white space one space, no space at the ends, at most `limit` long."""
    return " ".join(clean_text(text[: 8 * limit]).split())[:limit].rstrip()


def plain_line(markup: str, *, limit: int = 2_000) -> str:
    """One line out of a field in which tags and character references may or may not be meant as such."""
    text = markup[: 8 * limit]
    for _ in range(2):  # feeds escape twice
        if _REFERENCE.search(text):
            text = html.unescape(text)
    if "<" in text:
        text = _CODE.sub(" ", text)
        for _ in range(3):  # a tag within a tag's attribute leaves a tag behind
            text = _TAG.sub(_tag_gap, text)
    return clean_line(text, limit=limit)


def _tag_gap(tag: re.Match[str]) -> str:
    """'<' that opens no tag ('a < b, c > d') stays; a block tag leaves a space, an inline one nothing."""
    name = re.match(r"</?([A-Za-z][A-Za-z0-9:-]*)[\s/>]|<!--", tag[0])
    if name is None:
        return tag[0]
    return " " if name[1] in ("br", "p", "div", "li", "BR", "P", "DIV") else ""


def as_paragraphs(blocks: list[str]) -> str:
    """An article's text: each block one paragraph, inner line breaks folded to spaces, one empty line between."""
    lines = (" ".join(clean_text(block).split()) for block in blocks)
    return "\n\n".join(line for line in lines if line)
