"""The language of a text."""

from __future__ import annotations

import pytest

from pipeline.parse.language import detect, known_languages, language_code, read_language

ENGLISH = "The council of the town met on Friday and decided to mend the old bridge before the winter comes."
GERMAN = "Der Rat der Stadt hat am Freitag beschlossen, die alte Brücke vor dem Winter zu erneuern."


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("en", "en"),
        ("en-GB", "en"),
        ("EN_us", "en"),
        ("zh-Hant-TW", "zh"),
        ("nb-NO", "no"),
        ("deu", "de"),
        ("English", "en"),
        ("iw", "he"),
        ("", None),
        (None, None),
        ("x", None),
        ("12", None),
        ("en, de", "en"),
        ("??", None),
        ("undetermined", None),
    ],
)
def test_a_declared_tag_gives_its_language(tag: str | None, code: str | None) -> None:
    assert language_code(tag) == code


@pytest.mark.parametrize(
    ("text", "declared", "expected"),
    [
        (ENGLISH, None, ("en", "detected")),
        (ENGLISH, "en-US", ("en", "detected")),
        (ENGLISH, "de", ("en", "detected")),
        (GERMAN, "en", ("de", "detected")),
        ("Ja", "de", ("de", "declared")),
        ("", "de", ("de", "declared")),
        ("", None, (None, None)),
        ("12 34 56", None, (None, None)),
        (ENGLISH, "tlh", ("tlh", "declared")),
    ],
)
def test_detection_wins_on_text_enough_and_declaration_otherwise(
    text: str, declared: str | None, expected: tuple[str | None, str | None]
) -> None:
    assert read_language(text, declared=declared) == expected


def test_probabilities_are_between_nought_and_one() -> None:
    code, probability = detect(ENGLISH)
    assert code == "en" and 0.5 < probability <= 1


def test_the_model_knows_the_large_languages() -> None:
    assert {"en", "de", "fr", "es", "ar", "zh", "ru", "sw", "hi"} <= known_languages()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Setiap warga berhak atas tempat tinggal dan keamanan di kota ini.", "id"),
        ("Setiap orang berhak pulang kerana hujan lebat, demikian menurut polis.", "ms"),
    ],
)
def test_a_sentence_that_two_sisters_share_is_of_the_larger_one_unless_a_word_tells(text: str, expected: str) -> None:
    assert detect(text)[0] == expected


def test_a_declared_language_stands_where_only_the_sisters_size_decides() -> None:
    shared = "Setiap warga berhak atas tempat tinggal dan keamanan di kota ini."
    assert read_language(shared, declared="ms") == ("ms", "declared")
