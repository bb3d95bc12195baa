"""Kinds of page: each page in tests/data/parse/pages becomes what stands beside it, or is refused as what it is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.errors import Reason, Reject
from pipeline.parse import parse_page
from pipeline.parse.walls import speaks_of_consent, wall_in, without_prompt, words_in

PAGES = Path(__file__).parents[2] / "data" / "parse" / "pages"
NAMES = sorted(path.stem for path in PAGES.glob("*.html"))
URL = "https://quay.example/2026/05/aurora"


@pytest.mark.parametrize("name", NAMES)
def test_each_page_is_what_stands_beside_it(name: str) -> None:
    expected = json.loads((PAGES / f"{name}.expected.json").read_text(encoding="utf-8"))
    content = (PAGES / f"{name}.html").read_bytes()
    if what := expected.get("refused"):
        with pytest.raises(Reject) as refusal:
            parse_page(content, url=URL)
        assert refusal.value.reason is Reason.NOT_AN_ARTICLE
        assert refusal.value.detail.startswith(f"{what}: ")
        return
    article = parse_page(content, url=URL)
    assert article.extras.kind == expected["kind"]
    assert article.extras.truncated is expected.get("truncated", False)
    assert article.text.startswith(expected.get("starts", ""))
    assert all(words in article.text for words in expected.get("holds", ()))
    assert not any(words in article.text for words in expected.get("lacks", ()))


def test_a_page_that_holds_nothing_but_its_headline_has_no_content() -> None:
    page = "<html><title>Mole mended at last | Quay</title><body><article><h1>Mole mended at last</h1></article></body>"
    with pytest.raises(Reject) as refusal:
        parse_page(page.encode(), url=URL)
    assert refusal.value.reason is Reason.NO_CONTENT


def test_a_wall_is_told_by_what_is_left_of_the_text_without_it() -> None:
    assert wall_in("Already a subscriber? Log in.\n\nBoats sail.") == ("a login prompt", 2)
    assert wall_in("The boats sail at two, and the band plays.") is None


def test_a_prompt_is_taken_off_the_end_of_a_text_and_never_all_of_it() -> None:
    assert without_prompt("One.\n\nSubscribe to continue reading.\n\nAlready a member?") == ("One.", True)
    assert without_prompt("Subscribe to continue reading.") == ("Subscribe to continue reading.", False)
    long = "He asked them to subscribe to the paper to continue reading it. " * 5
    assert without_prompt(f"One.\n\n{long}") == (f"One.\n\n{long}", False)


def test_what_a_prompt_promises_goes_with_it() -> None:
    prompt = (
        "Keep reading for 1 euro\n\nThis article is for subscribers only.\n\nTry one month free.\n\nCancel at any time."
    )
    assert without_prompt(f"Boats sail.\n\n{prompt}") == ("Boats sail.", True)
    told = "Boats sail.\n\nThey will keep reading for the blind on Mondays."
    assert without_prompt(told) == (told, False)


def test_words_of_scripts_without_spaces_are_counted_by_their_characters() -> None:
    assert words_in("one two") == 2
    assert words_in("渡轮复航了八年") > 3


def test_a_text_that_speaks_of_partners_once_is_no_consent_wall() -> None:
    assert not speaks_of_consent("The two partners opened a bakery at the quay and sold it after nine years.")
    assert not speaks_of_consent("")
