"""Paragraphs of a text that are in another language than the rest, where that is beyond doubt. Pure.

Told by the small words of the languages that are read as well as English: a fifth of a paragraph's words or more are
those of another language, and next to none those of the text's own. Neighbours as near as Spanish and Portuguese share
too many to be told apart, and stay together.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

FEWEST_WORDS = 15
"""Shorter paragraphs are taken for what stands around them."""

THEIRS, OURS = 0.2, 0.06
"""At least so many of a paragraph's words are the other language's small ones, at most so many the text's own."""

MOST = 60
"""A text that changes its language more often is no article with quotations in it, and each change costs a reading."""

AHEAD = 1.5
"""Times as many as any third language has."""

_SMALL: Mapping[str, frozenset[str]] = {
    language: frozenset(words.split())
    for language, words in {
        "en": "the and of to that was with for said from were which their have has been this by are it not but they",
        "de": "der die und das ist nicht mit von den dem des ein eine einer einem einen sich auf für auch werden wurde"
              " hat sind im am zu zum bei aus nach haben wird dass wie um oder er sie noch nur aber durch gegen",
        "fr": "le la les des est et dans une que qui pour pas sur plus au aux avec ont cette du en un il sont ce par",
        "es": "el los las del que una por con para se su como más está fue han y lo es al entre en la de un",
        "it": "il di che per della non sono una gli con è nel alla dei ha più delle anche e la un del le da si dal",
        "pt": "os do da que não uma para com em dos das foi mais ao são pelo pela as um ou sua também de",
        "nl": "de het een van en dat niet op zijn voor met aan werd ook door worden te is hij die bij naar om er",
        "ru": "и в не на что с по как это его для из от был к у за о но же а то все было так",
    }.items()
}  # fmt: skip
_NEAR: Mapping[str, frozenset[str]] = {
    language: frozenset(words.split())
    for language, words in {
        "bg": "и на за се да от са в по е не че като при които с или всеки има",
        "uk": "і в на з не що до та за у як це його для від або є й має",
        "cs": "a v na se je o do že s z k pro i ve nebo by má",
        "sk": "a v na sa je o do že s z k pre i vo alebo má",
        "pl": "i w na z do że nie się o jest po za od jak to ma lub",
        "ro": "și de la în a cu pe nu este care din sau al o se orice are",
        "ca": "el la de i en que els les per amb no es una del dels al té",
        "da": "og i at er en det til af på for som med den de har ikke et",
        "sv": "och i att är en det till av på för som med den de har inte ett",
    }.items()
}  # fmt: skip
"""Languages that are taken for one of those above where nothing else is asked."""

_WORD = re.compile(r"[^\W\d_]+")


class Run(NamedTuple):
    """Paragraphs in one other language: half-open code points, and its ISO 639-1 code."""

    start: int
    end: int
    language: str


def foreign_runs(text: str, language: str | None) -> list[Run]:
    """The runs of paragraphs in another language, in order; short ones between two of a run belong to it.

    None where they are more than half of the text, whose language is in doubt then, or more than MOST.
    """
    if language is None or language not in _SMALL:
        return []
    runs: list[Run] = []
    joins, at = False, 0
    for paragraph in text.split("\n\n"):
        start, end = at, at + len(paragraph)
        at = end + 2
        words = _WORD.findall(paragraph.lower())
        if len(words) < FEWEST_WORDS:
            continue
        other = _other(words, language)
        if other and joins and runs[-1].language == other:
            runs[-1] = runs[-1]._replace(end=end)
        elif other:
            runs.append(Run(start, end, other))
        joins = other is not None
    is_clear = len(runs) <= MOST and sum(run.end - run.start for run in runs) * 2 <= len(text)
    return runs if is_clear else []


def _other(words: Sequence[str], own: str) -> str | None:
    shares = {
        language: sum(word in small for word in words) / len(words) for language, small in {**_SMALL, **_NEAR}.items()
    }
    ours = shares.pop(own)
    best, second = sorted(shares, key=lambda language: -shares[language])[:2]
    if ours > OURS or shares[best] < THEIRS or shares[best] < AHEAD * shares[second]:
        return None
    return best if best in _SMALL else None
