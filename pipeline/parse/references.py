"""Character references that stand for no character: half an emoji, a number that Unicode does not have."""

from __future__ import annotations

import re

_HALVES = re.compile(
    rb"&(amp;)?#(\d{5}|[xX][dD][89abAB][0-9a-fA-F]{2});&(?:amp;)?#(\d{5}|[xX][dD][c-fC-F][0-9a-fA-F]{2});"
)
_SUSPECT = re.compile(rb"&(amp;)?#(\d{5,}|[xX][0-9a-fA-F]{4,});")


def mend_references(content: bytes) -> bytes:
    """The same markup with the two halves that some programs write for an emoji as the one character, and U+FFFD for
    what is none: feedparser gives up a whole feed for one of them."""
    return _SUSPECT.sub(_existing, _HALVES.sub(_whole, content)) if b"#" in content else content


def _whole(pair: re.Match[bytes]) -> bytes:
    high, low = _number(pair[2]), _number(pair[3])
    if not (0xD800 <= high < 0xDC00 <= low < 0xE000):
        return pair[0]
    return b"&%b#%d;" % (pair[1] or b"", 0x10000 + (high - 0xD800) * 0x400 + low - 0xDC00)


def _existing(reference: re.Match[bytes]) -> bytes:
    number = _number(reference[2])
    gone = 0xD800 <= number < 0xE000 or number > 0x10FFFF
    return b"&%b#65533;" % (reference[1] or b"") if gone else reference[0]


def _number(digits: bytes) -> int:
    """What the digits of a reference come to; beyond Unicode where they are too many to be looked at."""
    hexadecimal = digits[:1] in b"xX"
    digits = digits.lstrip(b"xX0") or b"0"
    return 0x110000 if len(digits) > 8 else int(digits, 16 if hexadecimal else 10)
