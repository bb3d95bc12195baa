"""The tables of what is counted as patterns, compiled once a language. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from pipeline.enrich.languages.all import LANGUAGES
from pipeline.enrich.languages.table import Counts, Figures
from pipeline.enrich.rules.nations import PEOPLE, words_of

OUTCOMES = ("killed", "injured", "missing", "displaced", "detained")

_SYMBOLS = {
    "km/h": "km/h", "km²": "km²|km2", "m²": "m²|m2", "m³": "m³|m3", "kWh": "kWh", "MWh": "MWh", "km": "km", "m": "m",
    "cm": "cm", "mm": "mm", "ha": r"ha(?= ?(?:[.,;:!?)]|$)| d[eiu] )", "kg": "kg", "°C": "°C", "°F": "°F", "kW": "kW",
    "MW": "MW", "GW": "GW",
}  # fmt: skip
"""Unit symbol -> how these languages write it; bare letters that say other things are left out."""

_DIGITS = r"(?<![\w.,:/'+])(?<!\D[-−])(?:\d{1,3}(?:[., ']\d{3}){1,5}|\d{1,15})(?:[.,]\d{1,4})?"
_MARKS = r"\s.,;:!?()«»„“”\"—–"
_WORD = rf"(?:[^{_MARKS}\d-][^{_MARKS}]*|\d{{1,2}}\.?(?= [^\W\d]))"
_ADVERB = (
    r"[\w-]+mente?|également|aussi|también|anche|também|encore|todavía|ainda|ancora"
    r"|(?:zum Teil |teils )?(?:schwer|leicht)|lebensgefährlich|zwaar|licht|ernstig|тяжело|легко"
)
_RATE = (
    r"(?! (?:pro|je|pour|por|par|per|на) (?:\d|cent|mil|hundert|cada)|"
    r" (?:pro Tag|par jour|por dia|por día|al día|al giorno|per dag|в день|в сутки))"
)
_SPEED = (
    r"(?! ?(?:pro|in der|par|à la|por|al|per|в)"
    r" (?:Stunde|Sekunde|heure|seconde|hora|segundo|ora|secondo|uur|seconde|час|секунду))"
)
_STOP = r" ?(?:[.,;:!?)»”\"\n]|$)"


@dataclass(frozen=True)
class Numbers:
    """How numbers and measures are written."""

    number: re.Pattern[str]
    values: Sequence[tuple[re.Pattern[str], int]]
    """Number words and crowds."""

    part_of_larger: re.Pattern[str]
    """Before a number in words; `goes_on_larger` behind one."""

    goes_on_larger: re.Pattern[str]
    hedged: re.Pattern[str]
    measure: re.Pattern[str]
    units: Sequence[str]
    """By the numbers of their groups; '' are bare degrees."""

    heat: re.Pattern[str]
    cold: re.Pattern[str]

    def value(self, words: str) -> Decimal:
        """What a number in words is, or the least that a crowd can be."""
        return Decimal(next(value for pattern, value in self.values if pattern.fullmatch(words)))


@dataclass(frozen=True)
class Patterns:
    """What befell people, around their number; outcomes are groups by their names."""

    noun: re.Pattern[str]
    both_nouns: re.Pattern[str]
    people: re.Pattern[str]
    verbs_after: Sequence[re.Pattern[str]]
    """Behind people; where words in commas stand between, they are the group 'aside'."""

    verbs_alone: Sequence[re.Pattern[str]]
    """Behind a number that stands alone."""

    both_verbs: re.Pattern[str]
    verb_before: re.Pattern[str]
    verb_at: re.Pattern[str]
    toll: re.Pattern[str]
    ends: re.Pattern[str]
    goes_on: re.Pattern[str]
    maybe: re.Pattern[str]


@cache
def numbers(language: str) -> Numbers:
    """The numbers and measures of one language that has tables."""
    table, figures = LANGUAGES[language].counts, LANGUAGES[language].figures
    small = [word.replace("/", "|") for word in table.words.split()]
    valued = [*((word, number) for number, word in enumerate(small, 2)), *table.crowds.items()]
    units = sorted(_units(table), key=lambda unit: -max(map(len, unit[1].split("|"))))
    return Numbers(
        number=_number(figures, small, table),
        values=[(re.compile(word, re.IGNORECASE), value) for word, value in valued],
        part_of_larger=re.compile(
            rf"(?<!\w)(?:\d+|{table.tens}|{'|'.join(small)})(?: (?:{table.both}))? $", re.IGNORECASE
        ),
        goes_on_larger=re.compile(
            rf"(?: (?:{table.both}))? (?:{table.tens}|{'|'.join(small)}|une?|uno|uma?|один|одн\w+)(?!\w)", re.IGNORECASE
        ),
        hedged=re.compile(rf"(?<!\w)(?:{figures.least}|{figures.most}|{figures.about}) $", re.IGNORECASE),
        measure=re.compile(
            f"[ -]?(?:{'|'.join(f'(?P<u{n}>{names})' for n, (_, names) in enumerate(units))})(?![\\w²³/]){_SPEED}"
        ),
        units=[unit for unit, _ in units],
        heat=re.compile(rf"(?<!\w)(?:{table.heat})(?!\w)"),
        cold=re.compile(rf" (?:{table.cold})(?!\w)"),
    )  # fmt: skip


@cache
def patterns(language: str) -> Patterns:
    """What befalls people in one language that has tables."""
    table = LANGUAGES[language].counts
    whom = "|".join([table.people, *_peoples(language)])
    more, people = rf"(?: (?:{table.more}))?", rf"(?:{whom}|(?P<family>{table.families}))(?![\w-])"
    either = f"{_plain(table.nouns, table)}", "|".join([*table.after.values(), *table.told.values()])
    flags = re.NOFLAG if language == "de" else re.IGNORECASE  # its nouns and verbs are told by their capitals
    before = _groups(table.before, table)
    aside, filler = r"(?P<aside>, [^,.;:!?\n]{3,80},)?", rf"(?: {_filler(table)}){{0,8}}?"
    return Patterns(
        noun=re.compile(rf"{more} (?:{table.of or '$^'})?(?:{_groups(table.nouns, table)})(?![\w-]){_RATE}"),
        both_nouns=re.compile(rf",? (?:{table.both}) (?:{either[0]}|{either[1]})(?!\w)"),
        people=re.compile(rf"{more} (?:{table.of or '$^'})?(?:(?:{table.adjective}) )?{people}{more}"),
        verbs_after=_verbs(table, f"{aside}{filler}", f"{aside}(?:|{filler} (?:{table.auxiliary}))"),
        verbs_alone=_verbs(
            table, rf"{more}(?: (?:{table.auxiliary})(?: {_filler(table)}){{0,4}}?)?(?: (?:{_ADVERB}))?",
            rf"{more}(?:| (?:{table.auxiliary}))",
        ),
        both_verbs=re.compile(rf",? (?:{table.both})(?: [^\W\d]+)? (?:{either[1]}|{either[0]})(?!\w)"),
        verb_before=re.compile(rf"(?<![\w'-])(?:{before}){more} $", flags),
        verb_at=re.compile(rf"(?<![\w'-])(?:{before}) (?:{table.at})(?: {_filler(table)}){{0,6}} $", flags),
        toll=re.compile(
            rf"(?<![\w'-])(?:{_groups(table.toll, table)})[^.;:!?\n,]{{0,70}} (?:{table.rises}) $", flags
        ),
        ends=re.compile(rf"{_STOP}|{more}{_STOP}|{more} (?:{table.both}|{table.at})(?!\w)"),
        goes_on=re.compile(rf",?(?: (?:{table.both}))?{more} ?", re.IGNORECASE),
        maybe=re.compile(rf"(?<![\w'])(?:{table.maybe})(?!\w)[^.;:!?,\n]*$", re.IGNORECASE),
    )  # fmt: skip


def _peoples(language: str) -> Sequence[str]:
    """What a language calls several people of a country."""
    if language in PEOPLE:
        return PEOPLE[language].split()
    plural = "i" if language == "it" else "s"
    forms = [form for form, _ in words_of(language) if form.endswith(plural)]
    return [form[0].upper() + form[1:] for form in forms] if language == "fr" else forms


def _number(figures: Figures, small: Sequence[str], table: Counts) -> re.Pattern[str]:
    words, crowds = "|".join(small), "|".join(table.crowds)
    scale = rf" ?(?P<scale>{'|'.join(figures.scales)})(?![\w-])"
    return re.compile(
        rf"(?:(?P<digits>{_DIGITS})(?![.,:/]?\d)(?!['’]\d)|(?<![\w'-])(?i:(?P<word>{words})(?![\w'-])))(?:{scale}|(?!\w))"
        rf"|(?<![\w'-])(?i:(?P<crowd>{crowds})(?![\w'-]))"
    )


def _units(table: Counts) -> Sequence[tuple[str, str]]:
    degrees = f"(?:{table.degrees})"
    return [
        *_SYMBOLS.items(), *table.units.items(), ("", degrees), ("°F", f"{degrees} Fahrenheit"),
        ("°C", f"{degrees} (?:Celsius|centigrades|centígrados|centigradi)"),
    ]  # fmt: skip


def _verbs(table: Counts, between: str, lead: str) -> Sequence[re.Pattern[str]]:
    """What people did, in words that mean nothing else; and participles beside them, or beside their auxiliary."""
    found = [re.compile(rf"{between} (?:{_groups(table.after, table)})(?![\w-])(?! (?:nicht|niet)(?!\w))")]
    if table.told:
        found.append(re.compile(rf"{lead}(?: (?:{_ADVERB})){{0,2}} (?:{_groups(table.told, table)})(?![\w-])"))
    return found


def _filler(table: Counts) -> str:
    """A word that may stand between people and their verb."""
    return rf"(?!(?:{table.doubt}|{table.both}|{table.people}|{table.families})(?![\w'])){_WORD}"


def _plain(words: Mapping[str, str], table: Counts) -> str:
    return "|".join(words.values()).replace("{people}", table.people)


def _groups(words: Mapping[str, str], table: Counts) -> str:
    """The outcomes as groups by their names."""
    return "|".join(f"(?P<{what}>{said})" for what, said in words.items()).replace("{people}", table.people)
