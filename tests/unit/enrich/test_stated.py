"""What a text says in so many words that a name is goes before what was found; what says nothing changes nothing."""

from __future__ import annotations

import pytest

from pipeline.enrich.names import Name, Range, Words
from pipeline.enrich.stated import stated


def told(text: str, name: str, found: str, *, known: str | None = None, of_a_person: bool = False) -> str:
    words = Words(text)
    first = words.starts[text.index(name)]
    last = words.ends[text.index(name) + len(name)]
    one = Name(words.key(first, last), [Range(first, last, None)])
    return stated(words, one, found, known, {}, of_a_person=of_a_person)


@pytest.mark.parametrize(
    ("text", "name", "found", "said"),
    [
        ("with the group Semillas Perdidas, she", "Semillas Perdidas", "PER", "ORG"),
        ("the ruling Posteva party won", "Posteva", "MISC", "ORG"),
        ("the parts of Turin-based Frenotek", "Frenotek", "NONE", "ORG"),
        ("the mission, known as MONVARO, left", "MONVARO", "MISC", "ORG"),
        ("a spokeswoman for Applied Fabrics declined", "Applied Fabrics", "NONE", "ORG"),
        ("an analyst at Quillon said", "Quillon", "MISC", "ORG"),
        ("searched the Ruvog forest", "Ruvog", "NONE", "LOC"),
        ("he spoke at the Hotel Varna-Bi", "Hotel Varna-Bi", "ORG", "LOC"),
        ("near Ashford Air Base on", "Ashford Air Base", "ORG", "LOC"),
        ("dug into Banque Corvinienne at", "Banque Corvinienne", "PER", "ORG"),
        ("and the Department of Justice in", "Department of Justice", "NONE", "ORG"),
    ],
)
def test_the_words_beside_a_name_or_in_it_say_what_it_is(text: str, name: str, found: str, said: str) -> None:
    assert told(text, name, found) == said


@pytest.mark.parametrize(
    ("text", "name", "found"),
    [
        ("the Kurdian region is quiet", "Kurdian", "MISC"),
        ("he met Semillas Perdidas there", "Semillas Perdidas", "PER"),
        ("the electoral commission met", "electoral commission", "NONE"),
    ],
)
def test_what_says_nothing_changes_nothing(text: str, name: str, found: str) -> None:
    assert told(text, name, found) == found


def test_a_country_and_a_person_with_a_post_stay_what_they_are() -> None:
    assert told("the group Kenya, she", "Kenya", "LOC", known="country") == "LOC"
    assert told("the group Marta Ruiz, the mayor", "Marta Ruiz", "PER", of_a_person=True) == "PER"
