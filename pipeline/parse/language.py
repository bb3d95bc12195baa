"""The language of a text: detected where the text is long enough, else as declared."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

MIN_CHARACTERS = 40
SAMPLE = 1_500
"""Characters that are looked at; 300 of news are enough to tell its language."""
CONFIDENT = 0.8
_SAME = {
    "nb": "no", "nn": "no", "iw": "he", "in": "id", "ji": "yi", "tl": "fil", "eng": "en", "deu": "de",
    "ger": "de", "fra": "fr", "fre": "fr", "spa": "es", "ita": "it", "por": "pt", "rus": "ru", "zho": "zh",
    "chi": "zh", "jpn": "ja", "kor": "ko", "ara": "ar", "nld": "nl", "dut": "nl", "pol": "pl", "tur": "tr",
    "english": "en", "german": "de", "french": "fr", "spanish": "es", "jp": "ja", "cn": "zh", "gr": "el",
    "cz": "cs", "ua": "uk", "kr": "ko",
}  # fmt: skip

_SISTERS = {
    "ms": ("id", re.compile(r"\b(?:kerana|ialah|bahawa|kerajaan|polis|isnin|ahad|beliau|manakala|sahaja|syarikat)\b")),
    "bs": ("hr", re.compile(r"\b(?:histori\w+|sedmic\w+|hiljad\w+|kaf[aeu]|lahk\w+|bosn\w+|bih|saop[cć]\w+|vijest)\b")),
}
"""Languages that a sentence hardly parts from a sister of which far more is written, and words of their own."""


def language_code(tag: str | None) -> str | None:
    """The language subtag of a declared tag ('en-GB' gives 'en'), None for what is no language tag ('rss')."""
    first = (tag or "").strip().lower().replace("_", "-").split(",")[0].split("-")[0]
    first = _SAME.get(first, first)
    if not (first.isascii() and first.isalpha() and 2 <= len(first) <= 3):
        return None
    return first if len(first) == 2 or first in _named_languages() else None


def read_language(text: str, *, declared: str | None) -> tuple[str | None, str | None]:
    """The language as ISO 639-1 with 'detected' or 'declared', or (None, None).

    Detection wins when it is sure of a text of forty characters and more: declarations are often a template's default.
    A declared language that the model does not know is kept.
    """
    code = language_code(declared)
    sample = text[:SAMPLE].strip()
    if len(sample) < MIN_CHARACTERS and not (sample and not code):
        return (code, "declared") if code else (None, None)
    found, probability = detect(sample)
    if code and (code == found or probability < CONFIDENT or code not in known_languages()):
        return (code, "declared") if code != found else (found, "detected")
    if found and (probability >= CONFIDENT or not code) and any(c.isalpha() for c in sample):
        return found, "detected"
    return (code, "declared") if code else (None, None)


def detect(text: str) -> tuple[str | None, float]:
    """The likeliest language of a text and its probability between 0 and 1."""
    found, probability = _identifier().classify(text)
    code = _SAME.get(found, found)
    if code in _SISTERS and probability < CONFIDENT:
        sister, own_words = _SISTERS[code]
        code = code if own_words.search(text.casefold()) else sister
    return (code, float(probability)) if code else (None, 0.0)


def known_languages() -> frozenset[str]:
    """The codes that detection can answer."""
    return frozenset(_SAME.get(label, label) for label in _identifier().labels)


@cache
def _named_languages() -> frozenset[str]:
    """Codes of three letters that are languages with a name, by the Unicode Consortium's list."""
    from babel import Locale  # late: only few feeds declare one of three letters

    return frozenset(Locale("en").languages)


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # late: the model takes a tenth of a second

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
