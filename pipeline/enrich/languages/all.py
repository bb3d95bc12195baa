"""The languages that have tables."""

from __future__ import annotations

from pipeline.enrich.languages.dutch import DUTCH
from pipeline.enrich.languages.french import FRENCH
from pipeline.enrich.languages.german import GERMAN
from pipeline.enrich.languages.italian import ITALIAN
from pipeline.enrich.languages.portuguese import PORTUGUESE
from pipeline.enrich.languages.russian import RUSSIAN
from pipeline.enrich.languages.spanish import SPANISH

LANGUAGES = {
    "de": GERMAN, "es": SPANISH, "fr": FRENCH, "it": ITALIAN, "nl": DUTCH, "pt": PORTUGUESE, "ru": RUSSIAN,
}  # fmt: skip
"""ISO 639-1 code -> its tables."""
