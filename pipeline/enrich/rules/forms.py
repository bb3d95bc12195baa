"""How names look inside a sentence: cases and genitives, where the ending tells them for certain. Pure.

Only names of one word that end as listed are declined; what is irregular is found in its dictionary form alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

_GENITIVE_S = (("", ("s",)),)

ENDINGS: Mapping[str, Sequence[tuple[str, Sequence[str]]]] = {
    "ru": (
        ("ия", ("ии", "ию", "ией")),
        ("ика", ("ики", "ике", "ику", "икой")),
        ("ша", ("ши", "ше", "шу", "шей")),
        ("ка", ("ки", "ке", "ку", "кой")),
        ("га", ("ги", "ге", "гу", "гой")),
        ("а", ("ы", "е", "у", "ой")),
        ("ай", ("ая", "аю", "аем", "ае")),
        ("нь", ("ни", "нью")),
        ("ль", ("ля", "лю", "лем", "ле")),
        *((consonant, tuple(consonant + end for end in ("а", "у", "ом", "е"))) for consonant in "бвдзклмнпрстфхг"),
    ),
    "uk": (
        ("ія", ("ії", "ію", "ією")),
        ("на", ("ни", "ні", "ну", "ною")),
        ("ва", ("ви", "ві", "ву", "вою")),
        *((consonant, tuple(consonant + end for end in ("у", "а", "ом", "і"))) for consonant in "бвдзлмнпрстф"),
    ),
    "pl": (
        ("ia", ("ii", "ię", "ią")),
        ("ja", ("ji", "ję", "ją")),
        ("na", ("ny", "nie", "nę", "ną")),
        *((consonant, tuple(consonant + end for end in ("u", "em", "ie"))) for consonant in ("n", "z")),
    ),
    "cs": (
        ("sko", ("ska", "sku", "skem")),
        ("cko", ("cka", "cku", "ckem")),
        ("ie", ("ii", "ií")),
        *((consonant, tuple(consonant + end for end in ("u", "em"))) for consonant in "dmnrtv"),
    ),
    "fi": (
        *(
            (vowel, tuple(vowel + end for end in ("n", f"ss{back}", f"st{back}", f"ll{back}", f"lt{back}", "lle")))
            for vowel, back in (("a", "a"), ("o", "a"), ("u", "a"), ("ä", "ä"), ("ö", "ä"))
        ),
    ),
    "hu": (("", ("ban", "ben", "ba", "be", "ból", "ből", "nak", "nek", "ról", "ről")),),
    **dict.fromkeys(("da", "de", "nb", "nn", "no", "sv"), _GENITIVE_S),
}  # fmt: skip
"""Language -> (ending of the dictionary form, what stands in its place), the longest first."""

DECLINED = frozenset(("be", "bg", "ru", "uk"))
"""Languages in which a person's name takes the endings below."""

_CASE = re.compile("(?:ого|его|ому|ему|ыми|ими|ой|ей|ый|ий|ая|яя|ую|юю|ым|им|ом|ем|ых|их|[аяуюеиыьйоіїє])$")
_VOWELS = "аеиоуыэюяіїєй"
_LEAST_CHARS = 4
_HISSING = ("s", "x", "z", "ß", "ce")
PARTICLES_AFTER = {
    "ko": (
        *tuple("은는이가을를의에와과도로"),
        "에서",
        "에게",
        "으로",
        "까지",
        "부터",
        "에는",
        "에서는",
        "이나",
        "인",
        "산",
        "측",
        "군",
    )
}
"""What is written on to a name without a space."""

PARTICLES_BEFORE = {"ar": tuple("وبلفك"), "he": tuple("בלמוהש")}


def forms_of(name: str, language: str) -> Iterator[str]:
    """The other forms of a name in which a text may have it."""
    if len(name) < _LEAST_CHARS or not name.isalpha():
        return
    if language in ("de", "da", "nb", "nn", "no", "sv") and name.endswith(_HISSING):
        return
    for ending, others in ENDINGS.get(language, ()):
        if name.endswith(ending):
            stem = name[: len(name) - len(ending)]
            yield from (stem + other for other in others)
            return


def stem_of(word: str, language: str) -> str:
    """A person's name without its case: Зуев, Зуева and Зуевым are one where a language declines names."""
    if language not in DECLINED:
        return word
    stem = _CASE.sub("", word).rstrip(_VOWELS)
    return stem if len(stem) > 2 else word
