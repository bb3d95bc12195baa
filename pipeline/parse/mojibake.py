"""Letters that were decoded wrongly before they came here ('cafÃ©'), made right where nothing else reads so. Pure."""

from __future__ import annotations

import html
import re

LONGEST = 100_000
"""Characters between two tags or line ends beyond which they are data."""

_SUSPECT = re.compile(
    "[\u00c2-\u00f4][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013\u2014\u2018-\u201a"
    "\u201c-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122]"
)
"""The first two bytes of a character in UTF-8, as Windows-1252 has them."""

_MAY = re.compile(
    rb"\xc3[\x82-\xb4](?:\xc2[\x80-\xbf]|\xc5[\x92\x93\xa0\xa1\xb8\xbd\xbe]|\xc6\x92|\xcb[\x86\x9c]"
    rb"|\xe2(?:\x80[\x90-\xbf]|\x82\xac|\x84\xa2))"
)
"""All that _SUSPECT finds, and a little more, in the bytes of UTF-8: there the search has a first byte to look for."""

_REFERENCES = re.compile(
    r"&(?:[A-Za-z]{3,8}|#(?:19[4-9]|2[0-3]\d|24[0-4])|#[xX](?:[c-eC-E][0-9a-fA-F]|[fF][0-4]));"
    r"(?:&(?:[A-Za-z]{3,8}|#\d{3,4}|#[xX][0-9a-fA-F]{2,4});|[^\x00-\x7f]){1,3}"
)
"""References in a row, the first of which may be the first byte of a character."""

_EDGE = re.compile(r"[<>\n]")


def repaired(text: str) -> str:
    """The text with the pieces between its tags and line ends that ftfy knows for mojibake decoded once more.

    Piece by piece, since a page's own frame is mostly sound: decoding all of it again would fail. Words that
    only look so ('«AMANHû) are told apart by ftfy's tables. References are read where they may be such letters.
    """
    if "&" in text:
        text = _REFERENCES.sub(_read, text)
    if text.isascii() or not _MAY.search(text.encode("utf-8", "surrogatepass")):
        return text
    parts: list[str] = []
    done = 0
    while (found := _SUSPECT.search(text, done)) is not None:
        start = max(text.rfind(edge, done, found.start()) for edge in "<>\n") + 1 or done
        edge = _EDGE.search(text, found.end())
        end = edge.start() if edge is not None else len(text)
        parts += (text[done:start], _mended(text[start:end]))
        done = end
    return "".join((*parts, text[done:])) if parts else text


def _read(found: re.Match[str]) -> str:
    text = html.unescape(found[0])
    return text if _SUSPECT.match(text) and not _EDGE.search(text) and "&" not in text else found[0]


def _mended(piece: str) -> str:
    if len(piece) > LONGEST:
        return piece
    from ftfy import fix_encoding  # late: few pages need it
    from ftfy.badness import is_bad

    return fix_encoding(piece) if is_bad(piece) else piece
