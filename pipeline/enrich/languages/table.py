"""What the rules for figures, dates and speech must know of a language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Figures:
    """Parts of regular expressions, and currencies by their short names (None: several are called so)."""

    scales: Mapping[str, int]
    """How a power of ten is written -> its exponent; the first that fits holds."""

    currencies: Mapping[str, str | None]
    least: str
    most: str
    about: str
    minus: str
    between: tuple[str, str]
    """What stands before the first and between both ends of a range: 'between' and 'and'."""

    to: str
    """Between the ends of a range with nothing before it."""

    change: str = "$^"
    """Before the first of two figures of which one became the other."""

    dollar: str | None = "USD"
    """What the bare sign means."""


@dataclass(frozen=True)
class Counts:
    """What is measured and what befalls people that are counted; parts of regular expressions.

    `nouns`, `after`, `told` and `before` say for each outcome (killed, injured, missing, displaced, detained) how it is
    written; {people} in one is whom a language counts.
    """

    units: Mapping[str, str]
    """Unit symbol -> its names, beside the symbols that all languages write."""

    degrees: str
    heat: str
    """Words that make bare degrees those of the air."""

    cold: str
    """Behind degrees below zero, which have no value here."""

    people: str
    families: str
    nouns: Mapping[str, str]
    """Those to whom it happened: '12 dead'."""

    after: Mapping[str, str]
    """What people behind their number did or suffered, in words that mean nothing else."""

    before: Mapping[str, str]
    """Verbs before a number of people."""

    toll: Mapping[str, str]
    rises: str
    """Between a toll and its number."""

    more: str
    """'Others', beside a number."""

    both: str
    """'And' and 'or', and what begins another clause."""

    doubt: str
    """Words between people and verb by which it did not happen, or to others."""

    maybe: str
    """Verbs of a clause that tells what might happen."""

    at: str
    """The first of the words for when and where, between a verb and its number."""

    words: str
    """The words for 2, 3, 4 and so on; of several for one number a slash parts them."""

    tens: str
    """Words before which and behind which such a one is part of a larger number."""

    crowds: Mapping[str, int]
    """Plural crowds, the longest first -> the least that they can be."""

    told: Mapping[str, str] = field(default_factory=dict)
    """Participles that stand behind the people themselves, or behind `auxiliary`, which stands behind them."""

    auxiliary: str = "$^"
    adjective: str = "$^"
    """The form of a word that may stand between a number and its people."""

    of: str = ""
    """Behind a crowd or a million, before who they are."""

    unsure: str = "$^"
    """Hedges that say what something rose to as well."""

    way: str = "$^"
    """Hedges that say where as well, before a measure."""

    least: Mapping[str, int] = field(default_factory=dict)
    """Unit -> the least number of it that is one: a Dutch ton is money as well."""


@dataclass(frozen=True)
class Days:
    """Expressions of time with what they are in English.

    In a phrase {w} is a weekday, {m} a month, {d} and {e} days of one, {y} a year, {n} a number, {u} a unit of time,
    {p} a part of the day; a phrase whose English is '' is passed over, whatever stands in it.
    """

    phrases: Sequence[tuple[str, str]]
    ahead: str
    """Verbs and words that tell of what is to come; `past` of what was."""

    past: str
    since: str
    until: str
    before: str
    after: str
    units: Mapping[str, str]
    """In the plural they are counted only ('two days ago'): no 'last days' are any days."""

    parts: Mapping[str, str]
    numbers: str
    """The words for 1, 2, 3 and so on; of several for one number a slash parts them."""

    weekdays: Sequence[str] = ()
    """Further forms, from Monday to Sunday; a slash parts several, and what must follow may stand behind one."""

    months: Sequence[str] = ()
    leads: str = ""
    """Prepositions before a date, that are no part of it."""

    ordinal: str = ""
    """What may stand behind the number of a day."""

    capitals: bool = False
    """Whether months and weekdays are written with a capital; where not, such a one is part of a name."""


@dataclass(frozen=True)
class Speech:
    """Verbs of saying and what stands around them; parts of regular expressions but for the marks."""

    cues: str
    that: str
    """Between verb and what is reported; with the comma where the language sets one."""

    pronouns: str
    articles: str
    """May stand before a name that speaks itself: 'the Bundesbank'."""

    of: str
    """Behind these a name belongs to somebody else's office."""

    stops: str
    """Words that end what names the speaker."""

    marks: Mapping[str, str] = field(default_factory=lambda: {"“": "”", "«": "»", '"': '"”', "„": "“”"})
    """Opening quotation mark -> what closes it."""

    asides: str = "$^"
    """May stand between a verb and its subject, as a weekday may."""

    according: str = "$^"
    """'According to' at the head of a sentence, where a comma ends its speaker."""

    told_by: str = "(?P<cue>$^)"
    """The same, where the verb follows its speaker at once: 'Laut Olsen wird …'."""

    as_said: str = "$^"
    """'As', before a verb of saying and its speaker, in a clause of their own."""

    mood: str = "$^"
    """Verbs in the form that reports what others say."""

    clauses: str = "$^"
    """Words that begin a clause which nobody says, though a verb of saying follows it: 'Als er kam, sagte Olsen …'."""

    tails: str = ""
    """What a verb of two parts has behind its subject."""

    drops_subject: bool = False
    """Whether a verb alone may be the last speaker's: 'añadió'."""

    needs_colon: bool = False
    """Whether a colon stands between a verb and the quote behind it; where none does, the marks are a name's."""

    declines: bool = False
    """Whether a name's ending tells the subject from the rest."""


@dataclass(frozen=True)
class Language:
    """One language's tables."""

    figures: Figures
    counts: Counts
    days: Days
    speech: Speech
