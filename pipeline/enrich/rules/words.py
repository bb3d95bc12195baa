"""A text as words, for rules: exact offsets, and the same letters for what is written in two ways. Pure."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

DENSE = frozenset(("ja", "km", "lo", "my", "th", "yue", "zh"))
"""Languages that set no space between words."""

_SAME = str.maketrans(
    {
        "’": "'",
        "ʼ": "'",
        "\u00a0": " ",
        "\u202f": " ",
        "\u2009": " ",
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ى": "ي",
        "٪": "%",
        "％": "%",
    }
)


class Token:
    """A word, a mark or a line break; whoever knows the text's sentences says where they begin."""

    __slots__ = ("idx", "is_sent_start", "text")

    def __init__(self, idx: int, text: str) -> None:
        self.idx, self.text, self.is_sent_start = idx, text, False

    @property
    def end(self) -> int:
        """One past its last character."""
        return self.idx + len(self.text)


@dataclass
class Doc:
    """A text with its tokens in order; `plain` is as long, with one way of writing each letter."""

    text: str
    plain: str
    tokens: Sequence[Token]

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)


def plain_of(text: str) -> str:
    """The text with the letters and marks the same that are written in several ways; as long as it was."""
    return text.translate(_SAME)


def make_doc(text: str) -> Doc:
    """The text in words and marks, white space left out but for line breaks."""
    plain = plain_of(text)
    tokens = [Token(found.start(), found[0]) for found in _pattern().finditer(plain)]
    if tokens:
        tokens[0].is_sent_start = True
    return Doc(text, plain, tokens)


@cache
def _pattern() -> re.Pattern[str]:
    """Runs of letters with the signs above and below them, runs of digits, each other mark alone, line breaks."""
    # Python takes no vowel sign of India, no Arabic or Hebrew point for part of a word.
    signs = "".join(
        re.escape(chr(code)) for code in range(0x300, 0xFFFF) if unicodedata.category(chr(code)).startswith("M")
    )
    letter = rf"(?:[^\W\d_]|[{signs}\u200c\u200d])"
    return re.compile(rf"{letter}+|\d+|\n|\S")


def is_capital(word: str) -> bool:
    """Whether a word begins with a capital letter."""
    return word[:1].isupper() or word[:1].istitle()


def is_name_word(word: str) -> bool:
    """Whether a word is written as a person's name is: a capital, then small letters (O', Mc and the like too)."""
    return is_capital(word) and len(word) > 1 and not word.isupper() and word.isalpha()


LAST_CHARACTER = chr(sys.maxunicode)
