"""The one gate to text: whatever a page, a feed or a file said goes through here before it becomes a field."""

from __future__ import annotations

import html
import re
import unicodedata
from functools import partial

_NEWLINES = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_SPACES = re.compile("[\x00\u00a0\u1680\u2000-\u200a\u202f\u205f]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_UNSEEN = re.compile(
    "[\x01-\x08\x0e-\x1f\x7f-\x9f"  # controls; what of them breaks a line is gone by then
    "\u00ad\u180e\u200b\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0001]"
)
_LOOSE_TAGS = re.compile("(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0020-\U000e007f]+")
"""Letters that nobody sees; behind a black flag they say whose it is."""
_DIRECTIONS = re.compile("[\u061c\u200e\u200f]")
# Joiners stay between letters that they shape (Arabic, Indic, South-East Asian scripts) and between parts of an emoji.
_JOINED = (
    "\u0590-\u109f\u1780-\u18af\u1a00-\u1aff\u2190-\u2bff\ufb1d-\ufdff\ufe0f\ufe70-\ufefc"
    "\U0001f000-\U0001faff\U000e0020-\U000e007f"
)
_JOINER = re.compile(f"([{_JOINED}])?([\u200c\u200d])[\u200c\u200d]*(?=([{_JOINED}])?)")
# At the end of a word one shapes as well: both after a virama (half forms, Malayalam's chillus), a joiner after an
# Arabic letter (the abbreviated year).
_VIRAMA = "\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d4d\u0dca\u1039\u103a\u17d2\u1a60"
_SHAPED_AT_END = re.compile(f"[{_VIRAMA}][\u200c\u200d]|[\u0620-\u06ff\u0750-\u077f\u08a0-\u08ff]\u200d")
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
    thirty in a row (the limit of Unicode's stream-safe format; sorting more takes quadratic time). Joiners stay where
    they shape letters or emoji. Never raises, idempotent, linear.
    """
    if text.isascii() and text.isprintable():
        return text
    text = _DIRECTIONS.sub("", text_as_written(text))
    if "\u200c" in text or "\u200d" in text:
        text = _JOINER.sub(_shaping, unicodedata.normalize("NFC", _MARK_RUN.sub(r"\1", text)))
    return unicodedata.normalize("NFC", _MARK_RUN.sub(r"\1", text))


def text_as_written(text: str) -> str:
    """The text without what can harm a reader or a row, else in its source's own characters: as `clean_text`, but in
    any Unicode form, and with joiners and the marks that say which way a name among foreign words is read."""
    if text.isascii() and text.isprintable():
        return text
    if _SURROGATES.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
        text = _SURROGATES.sub("", text)
    return _LOOSE_TAGS.sub("", _UNSEEN.sub("", _SPACES.sub(" ", _NEWLINES.sub("\n", text))))


def _shaping(run: re.Match[str]) -> str:
    """One joiner of a run where it shapes what stands beside it, none elsewhere."""
    before, joiner, behind = run[1] or "", run[2], run[3]
    kept = before and (behind or _SHAPED_AT_END.fullmatch(before + joiner))
    return before + joiner if kept else before


def clean_line(text: str, *, limit: int = 2_000) -> str:
    """The text as one line: cleaned, each run of white space one space, no space at the ends, at most `limit` long."""
    return " ".join(clean_text(text[: 8 * limit]).split())[:limit].rstrip()


def plain_line(markup: str, *, limit: int = 2_000) -> str:
    """One line out of a field in which tags and character references may or may not be meant as such."""
    return clean_line(_without_markup(markup[: 8 * limit]), limit=limit)


def line_as_written(markup: str, *, limit: int = 2_000, words: frozenset[str] = frozenset()) -> str:
    """The same in its source's own characters (`text_as_written`); a tag of one of the names in `words` is a word."""
    plain = text_as_written(_without_markup(markup[: 8 * limit], words))
    return " ".join(plain.split())[:limit].rstrip()


def _without_markup(text: str, words: frozenset[str] = frozenset()) -> str:
    for _ in range(2):  # feeds escape twice
        if _REFERENCE.search(text):
            text = html.unescape(text)
    if "<" in text:
        text = _CODE.sub(" ", text)
        for _ in range(3):  # a tag within a tag's attribute leaves a tag behind
            text = _TAG.sub(partial(_tag_gap, words), text)
    return text


def _tag_gap(words: frozenset[str], tag: re.Match[str]) -> str:
    """'<' that opens no tag ('a < b, c > d') stays; a block tag leaves a space, an inline one nothing."""
    name = re.match(r"</?([A-Za-z][A-Za-z0-9:-]*)[\s/>]|<!--", tag[0])
    if name is None or name[1] in words:
        return tag[0]
    return " " if name[1] in ("br", "p", "div", "li", "BR", "P", "DIV") else ""


def as_paragraphs(blocks: list[str]) -> str:
    """An article's text: each block one paragraph, inner line breaks folded to spaces, one empty line between."""
    lines = (" ".join(clean_text(block).split()) for block in blocks)
    return "\n\n".join(line for line in lines if line)
