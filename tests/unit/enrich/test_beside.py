"""What stands beside a name says what it is, and acronyms and short names say which name they stand for."""

from __future__ import annotations

import pytest

from pipeline.enrich.beside import beside
from pipeline.enrich.names import Key, Name, Range, Words, words_of
from pipeline.enrich.shorter import introduced, stands_for


def named(words: Words, *names: str) -> dict[Key, Name]:
    """Each name with every place where the text has it."""
    found: dict[Key, Name] = {}
    for name in names:
        at = 0
        while (at := words.text.find(name, at)) >= 0:
            first, last = words.starts[at], words.ends[at + len(name)]
            key = words.key(first, last)
            found.setdefault(key, Name(key)).ranges.append(Range(first, last, None))
            at += len(name)
    return found


def test_names_that_and_or_a_comma_joins_are_neighbours() -> None:
    words = Words("They fled Tarmo, Eiga and Pesk. Later Eiga fell.")
    names = named(words, "Tarmo", "Eiga", "Pesk")
    around = beside(words, names, {("Tarmo",): "LOC", ("Eiga",): "NONE", ("Pesk",): "LOC"}, {})
    assert around["Eiga",] == {"comma-last:LOC": 0.5, "and-next:LOC": 0.5}
    assert around["Pesk",] == {"and-last:NONE": 1.0} and around["Tarmo",] == {"comma-next:NONE": 1.0}


def test_a_country_behind_a_name_is_told_from_other_places() -> None:
    words = Words("a clinic in Pesk, Chad, and one at Eiga in Chad")
    names = named(words, "Pesk", "Eiga", "Chad")
    around = beside(words, names, dict.fromkeys(names, "LOC"), {("Chad",): "country"})
    assert around["Pesk",] == {"comma-next:LOC": 1.0, "comma-next:country": 1.0}
    assert around["Eiga",] == {"in-next:LOC": 1.0, "in-next:country": 1.0}


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("the Fundo Verde (FVX) paid", True),
        ("the Fundo Verde, or FVX, paid", True),
        ("the Fundo Verde, known by its Portuguese acronym FVX, paid", True),
        ("the Fundo Verde (known as FVX) paid", True),
        ("the Fundo Verde (formerly of the FVX) paid", False),
        ("the Fundo Verde, or FVX if it must, paid", False),
        ("the Fundo Verde, FVX and others paid", False),
        ("the Fundo Verde, which is known. FVX paid", False),
    ],
)
def test_a_text_introduces_an_acronym_whatever_its_letters(text: str, is_told: bool) -> None:
    words = Words(text)
    told = introduced(words, named(words, "Fundo Verde", "FVX"), [("Fundo", "Verde")])
    assert told == ({("FVX",): ("Fundo", "Verde")} if is_told else {})


def test_an_acronym_that_is_introduced_for_two_names_is_neithers() -> None:
    words = Words("the Fundo Verde (FVX) and the Fundo Azul (FVX)")
    names = named(words, "Fundo Verde", "Fundo Azul", "FVX")
    assert introduced(words, names, [("Fundo", "Verde"), ("Fundo", "Azul")]) == {}


@pytest.mark.parametrize(
    ("short", "long", "stands"),
    [
        ("NIR", "National Institute of Rivers", True),
        ("FODC", "Federal Office for Disease Control and Prevention", True),
        ("IFPD", "International Federation of Ports Docks Canals", True),
        ("NI", "National Institute of Rivers", False),
        ("Treasury", "Treasury Department", True),
        ("Treasury", "Treasury Workers", False),
        ("Savanna Air", "Savanna Air Logistics", True),
        ("Bank", "Bank of Pesk", False),
        ("National Institute", "National Institute of Rivers", False),
    ],
)
def test_what_is_short_for_an_organisation_by_its_form(short: str, long: str, stands: bool) -> None:
    key = tuple(words_of(long))
    assert stands_for(tuple(words_of(short)), [key, ("Other", "Society")]) == ([key] if stands else [])
