"""Words of a line that tell what it is for, and how many digits and capitals it has: asked of each block. Pure."""

from __future__ import annotations

import re
import string
from collections.abc import Sequence
from functools import lru_cache

_CUE = re.compile(
    r"\b(?:subscri\w+|newsletters?|sign[- ]?up|sign in|log ?in|read more|related|advertis\w+|copyright|all rights"
    r"|cookies?|follow us|share (?:this|on)|click here|whatsapp|facebook|twitter|instagram|telegram|abonn\w+|suscr\w+"
    r"|anmeld\w+|lire aussi|lesen sie|leia|più letti|read also|see also|most read|trending|comments?|e-?mail)\b|©",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"\b(?:photo\w*|image|picture|getty|reuters|afp|epa|ap|shutterstock|istock|foto|bild|credit)\b", re.IGNORECASE
)
_CUE_STARTS = (
    "subscri", "newsletter", "sign", "log", "read", "related", "advertis", "copyright", "all", "cookie", "follow",
    "share", "click", "whatsapp", "facebook", "twitter", "instagram", "telegram", "abonn", "suscr", "anmeld",
    "lire", "lesen", "leia", "più", "see", "most", "trending", "comment", "mail", "email",
)  # fmt: skip
_CREDIT_STARTS = (
    "photo", "image", "picture", "getty", "reuters", "afp", "epa", "ap", "shutterstock", "istock", "foto", "bild",
    "credit",
)  # fmt: skip
"""Where no word begins so, there is nothing to search for: most blocks are told so in a tenth of the time."""

_DIGITS, _CAPITALS = string.digits.encode(), string.ascii_uppercase.encode()


def is_cued(text: str, words: Sequence[str]) -> bool:
    """Whether a text has words of subscriptions, shares, rights and pointers; `words` are its own in small letters."""
    return ("©" in text or any(map(_begins_cue, words))) and _CUE.search(text) is not None


def is_credited(text: str, words: Sequence[str]) -> bool:
    """Whether a text has words of a photo's credit."""
    return any(map(_begins_credit, words)) and _CREDIT.search(text) is not None


def counted(text: str) -> tuple[int, int]:
    """How many digits and capitals a text has; bytes are counted at once."""
    if not text.isascii():
        return sum(map(str.isdigit, text)), sum(map(str.isupper, text))
    raw = text.encode()
    return len(raw) - len(raw.translate(None, _DIGITS)), len(raw) - len(raw.translate(None, _CAPITALS))


@lru_cache(maxsize=65_536)
def _begins_cue(word: str) -> bool:
    return word.startswith(_CUE_STARTS)


@lru_cache(maxsize=65_536)
def _begins_credit(word: str) -> bool:
    return word.startswith(_CREDIT_STARTS)
