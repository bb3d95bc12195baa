"""Dates in the languages that have tables, as the English expressions that mean the same. Pure."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import count
from typing import NamedTuple

from pipeline.enrich.languages.all import LANGUAGES
from pipeline.enrich.languages.table import Days
from pipeline.enrich.rules.words import plain_of
from pipeline.models import Mention, Sentence

WINDOW = 200
"""Characters on either side of a date in which its tense is looked for, inside its sentence."""

VALUES = frozenset(("DATE", "TIME", "CARDINAL", "ORDINAL", "QUANTITY", "MONEY", "PERCENT"))
"""Labels of what may be a date; a weekday in any other mention is part of a name."""

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_NUMERIC = ((r"{d}[./]{o}[./]{y}", "{d} {m} {y}"), (r"{d}-{o}-{y}", "{d} {m} {y}"), (r"{i}", "{i}"))
_COUNTED = re.compile(
    rf"(?:{'|'.join(WEEKDAYS)})(?: \w+)?|\d+ [a-z]+|\d+ [a-z]+ to \d+ [a-z]+"
    rf"|(?:(?:early|mid|late) )?(?:{'|'.join(MONTHS)})"
)
"""What is of this week or year or of the next: only a verb tells."""

_IS = frozenset(("ist", "sind", "est", "sont", "è", "sono", "is", "zijn"))
"""Of what has happened, or is planned: another verb decides, where one follows."""

_MARKS = re.compile('[«»„“”"]')
"""Between them other verbs count than outside."""

_CLAUSE = re.compile(r"[,;:]\s|\s[–—-]\s")
_BEGINS = re.compile(r"(?:^|[.!?…:\n][\"“”„«»)]*)\s*[\"“„«»(—–-]*\s*$")


class Phrase(NamedTuple):
    """A date's place in the text, half-open, and what it is in English; whether its sentence looks ahead of it."""

    start_char: int
    end_char: int
    english: str
    future: bool
    relation: str | None


def find_phrases(
    text: str, language: str, sentences: Sequence[Sentence], mentions: Sequence[Mention]
) -> Iterator[Phrase]:
    """The dates in a text, in order and apart; none in a language without tables."""
    if language not in LANGUAGES:
        return
    plain, table = plain_of(text), LANGUAGES[language].days
    names = [mention for mention in mentions if mention.label not in VALUES]
    ends, starts = [mention.end_char for mention in names], [sentence.start_char for sentence in sentences]
    for found in _pattern(language).finditer(plain):
        english = _english(found, language)
        at = bisect_right(ends, found.start())
        if not english or (at < len(names) and names[at].start_char < found.end()):
            continue
        if not table.capitals and not _is_small(plain, found):
            continue
        start = found.start() + (lead.end() if (lead := _leads(language).match(found[0])) else 0)
        index = bisect_right(starts, start) - 1
        bounds = (sentences[index].start_char, sentences[index].end_char) if index >= 0 else (0, len(text))
        before = _MARKS.split(plain[max(bounds[0], start - WINDOW) : start])[-1]
        relation = None if " to " in english else _relation(before, language)
        after = _MARKS.split(plain[found.end() : min(bounds[1], found.end() + WINDOW)], maxsplit=1)[0]
        future = _looks_ahead(before, after, language)
        doubtful = (future is None and relation != "since") or (not future and relation == "until")
        if doubtful and _COUNTED.fullmatch(english):
            continue
        yield Phrase(start, found.end(), english, bool(future), relation)


def _is_small(plain: str, found: re.Match[str]) -> bool:
    """Whether months and weekdays have no capital, but at the head of a sentence: 'Plaza 25 de Mayo', 'Domingo'."""
    for name, written in found.groupdict().items():
        if written and name[0] in "wm" and written[0].isupper():
            before = plain[max(0, found.start(name) - 10) : found.start(name)]
            if name[0] == "m" or not _BEGINS.search(before):
                return False
    return True


def _english(found: re.Match[str], language: str) -> str:
    """What was found, in English; '' where it is passed over."""
    template = _phrases(language)[int(found.lastgroup[1:]) if found.lastgroup else 0][1]
    values = {name[0]: written.lower() for name, written in found.groupdict().items() if written and name[0] != "k"}
    lookup = _lookup(language)
    words = {key: lookup[key].get(value, value) if key in lookup else value for key, value in values.items()}
    words |= {key: re.sub(r"\D", "", words[key]) for key in "de" if key in words}
    if order := words.pop("o", None):
        words["m"] = MONTHS[int(order) - 1] if 0 < int(order) <= 12 else ""
    filled = template.format(**{key: words.get(key, "") for key in "wmdeynupi"})
    return " ".join(filled.split())


def _looks_ahead(before: str, after: str, language: str) -> bool | None:
    """The last verb before the date in its clause decides, else the first one after; None where neither has one."""
    clause = _CLAUSE.split(before)[-1]
    # '…, sagte Olsen, Vorsitzende des Rates, am Dienstag.'
    ends = len(clause.split()) < 2 and after[:1] in (".", "")
    verbs = list(_tense(language).finditer(before if ends else clause))
    after = _CLAUSE.split(after.lstrip(", "), maxsplit=1)[0]
    if verbs and (verbs[-1]["ahead"] or verbs[-1][0] not in _IS):
        return bool(verbs[-1]["ahead"])
    decides = _tense(language).search(after)
    return bool(decides["ahead"]) if decides else (False if verbs else None)


def _relation(before: str, language: str) -> str | None:
    found = _relations(language).search(before[-30:])
    return found.lastgroup if found else None


@cache
def _pattern(language: str) -> re.Pattern[str]:
    parts, groups = [], _groups(language)
    for number, (phrase, _) in enumerate(_phrases(language)):
        ids = count()
        pieces = re.split(r"\{([a-z])\}", phrase)
        pieces[1::2] = [f"(?P<{one}{number}_{next(ids)}>{groups[one]})" for one in pieces[1::2]]
        written = "".join(pieces)
        parts.append(f"(?:{written})(?P<k{number}>)")
    return re.compile(rf"(?<![\w./:'-])(?:{'|'.join(parts)})(?![\w]|-\w|[./]\d)", re.IGNORECASE)


@cache
def _phrases(language: str) -> tuple[tuple[str, str], ...]:
    return (*LANGUAGES[language].days.phrases, *_NUMERIC)


@cache
def _groups(language: str) -> dict[str, str]:
    """The letter of a phrase -> what it stands for, as a regular expression."""
    table, lookup = LANGUAGES[language].days, _lookup(language)
    days = "0?[1-9]|[12]\\d|3[01]"
    ordinal = f"(?:{table.ordinal})?" if table.ordinal else ""
    weekdays = [form for forms in table.weekdays for form in forms.split("/") if "(?" in form]
    words = {key: "|".join(re.escape(word) for word in sorted(lookup[key], key=len, reverse=True)) for key in lookup}
    told = {form.split("(?")[0] for form in weekdays}
    words["w"] = "|".join(
        [re.escape(w) for w in sorted(lookup["w"], key=len, reverse=True) if w not in told] + weekdays
    )
    return words | {
        "n": rf"\d{{1,3}}|{words['n']}", "d": rf"(?:{days}){ordinal}", "e": rf"(?:{days}){ordinal}",
        "y": r"1\d{3}|20\d\d", "o": r"0?[1-9]|1[0-2]", "i": r"[12]\d{3}-[01]\d-[0-3]\d",
    }  # fmt: skip


@cache
def _lookup(language: str) -> dict[str, Mapping[str, str]]:
    """The letter of a phrase -> what each word is in English."""
    table = LANGUAGES[language].days
    numbers = {word: str(value) for value, words in enumerate(table.numbers.split(), 1) for word in words.split("/")}
    return {
        "w": _names("days", WEEKDAYS, language, table.weekdays), "m": _names("months", MONTHS, language, table.months),
        "n": numbers, "u": {word.lower(): english for word, english in table.units.items()}, "p": table.parts,
    }  # fmt: skip


def weekdays(language: str) -> str:
    """The days of the week, as part of a regular expression."""
    return _groups(language)["w"]


def _names(kind: str, english: Sequence[str], language: str, others: Sequence[str]) -> dict[str, str]:
    """What CLDR calls months or weekdays, and what else they are called, in small letters -> English."""
    from babel import Locale

    first = 1 if kind == "months" else 0
    found: dict[str, str] = {}
    for form in ("format", "stand-alone"):
        wide = getattr(Locale.parse(language), kind)[form]["wide"]
        found |= {plain_of(wide[first + index]).lower(): name for index, name in enumerate(english)}
    for name, forms in zip(english, others, strict=False):
        found |= {form.split("(?")[0].lower(): name for form in forms.split("/") if form}
    return found


@cache
def _tense(language: str) -> re.Pattern[str]:
    table: Days = LANGUAGES[language].days
    small = "[a-zß-öø-ÿœа-яё]"  # a name is no verb, however it ends: Teherán
    ahead, past = (words.replace(r"\w", small) for words in (table.ahead, table.past))
    return re.compile(rf"(?<![\w'-])(?:(?P<ahead>{ahead})|(?:{past}))(?![\w'])")


@cache
def _leads(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{LANGUAGES[language].days.leads})(?: |(?<='))", re.IGNORECASE)


@cache
def _relations(language: str) -> re.Pattern[str]:
    table = LANGUAGES[language].days
    return re.compile(
        rf"(?<!\w)(?:(?P<since>{table.since})|(?P<until>{table.until})|(?P<before>{table.before})"
        rf"|(?P<after>{table.after}))(?: |(?<='))$",
        re.IGNORECASE,
    )
