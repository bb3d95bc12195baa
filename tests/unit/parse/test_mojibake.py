"""Letters that somebody decoded wrongly before us, and words that only look like them."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.parse import parse_page
from pipeline.parse.mojibake import repaired

WORDS = "Le café du port a fermé à minuit, et personne n’a protesté : « C’était l’été », dit la patronne."


def spoilt(text: str) -> str:
    return "".join(chr(b) if b in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else bytes([b]).decode("cp1252")
                   for b in text.encode())  # fmt: skip


@pytest.mark.parametrize(
    "text", [WORDS, "Die Fähre fährt über Köln", "El niño volvió a la ciudad", "It’s “late” – again"]
)
def test_what_was_decoded_wrongly_beside_sound_words_is_made_right(text: str):
    assert repaired(f"<p>Été – “sûr”</p>\n<p>{spoilt(text)}</p>") == f"<p>Été – “sûr”</p>\n<p>{text}</p>"


@pytest.mark.parametrize(
    "text",
    [WORDS, "«AMANHû, disse ela.", "A voz do “pajé” calou.", "Straße, Ærø, Đà Nẵng", "Ночь – “тиха”", "京都の朝"],
)
def test_sound_words_stay_as_they_are(text: str):
    assert repaired(text) == text


def test_a_page_of_which_one_part_was_decoded_wrongly_is_read_as_it_was_written():
    body = f"<p>Le maire l’a dit hier : tout rouvrira “bientôt”.</p><p>{spoilt(WORDS)}</p><p>{WORDS[::-1]}</p>"
    page = f"<html><head><title>{spoilt('Fermé à minuit')}</title></head><body><article>{body}</article></body></html>"
    article = parse_page(page.encode(), url="https://quai.example/cafe")
    assert article.title == "Fermé à minuit"
    assert WORDS in article.text.split("\n\n")


@pytest.mark.parametrize(
    ("coded", "text"),
    [
        ("Caf&Atilde;&copy;", "Café"),
        ("It&acirc;&euro;&trade;s late", "It’s late"),
        ("It&#226;&#8364;&#8482;s late", "It’s late"),
        ("F&#xC3;&#xA4;hre", "Fähre"),
        ("F&Atilde;¤hre", "Fähre"),
    ],
)
def test_what_was_decoded_wrongly_and_then_written_as_references_is_made_right(coded: str, text: str):
    assert repaired(f"<p>{coded} &amp; co</p>") == f"<p>{text} &amp; co</p>"


@pytest.mark.parametrize(
    "text", ["F&auml;hre", "&Atilde;o &amp; A&ccedil;&atilde;o", "&acirc;&lt;b&gt;", "&acirc; &euro;"]
)
def test_sound_references_stay_as_they_are(text: str):
    assert repaired(text) == text


@given(st.text())
def test_any_text_comes_back_as_text(text: str):
    assert repaired(text).count("<") == text.count("<")


def test_a_long_line_of_suspects_costs_no_more_than_its_length():
    started = time.process_time()
    repaired("Ã©" * 2_000_000 + "\n" + "Ã©" * 40_000)
    repaired("&Atilde;&copy;" * 200_000 + "&Atilde" * 200_000)
    assert time.process_time() - started < 5
