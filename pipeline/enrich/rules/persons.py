"""Persons by strong evidence, in languages with capital letters: behind a title, and their surnames later on. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from pipeline.enrich.rules import titles
from pipeline.enrich.rules.forms import stem_of
from pipeline.enrich.rules.words import Doc, Token, is_capital, is_name_word

MOST_WORDS = 4
"""Capitalised words of one name."""

MOST_BETWEEN = 7
"""Words between an office and the name behind it: 'ministre des Affaires étrangères du Sénégal, Aminata Sarr'."""

_LEAST_SURNAME = 3
_LEAST_COMPOUND = 8
_PATRONYMIC = ("вич", "вича", "вичу", "вичем", "вна", "вны", "вне", "вну", "вной", "ич", "ична")
_GENITIVE = ("ого", "его", "ой", "ых", "их")
_SURNAME_ENDS = "ов ев ёв ин ын ский цкий енко ян дзе швили ич ук юк сон берг ман"
"""How a surname ends in the first case, in which no place stands behind an office."""

_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Known:
    """What else was found: the tokens that belong to names of places or organisations, and where places begin."""

    taken: Collection[int]
    """Tokens of what has a name already."""
    ends: dict[int, int]
    """First token of such a name -> one past its last."""


def find_persons(doc: Doc, language: str, known: Known) -> Iterator[tuple[int, int]]:
    """(first, one past the last) token of each person's name; overlaps are the caller's to settle."""
    found: list[tuple[int, int]] = []
    tokens = doc.tokens
    office, courtesy = titles.TITLES.get(language, _NONE), titles.COURTESY.get(language, _NONE)
    if not office:
        return
    for number in range(len(tokens)):
        end = _title_end(tokens, number, office | courtesy, language)
        if end and (name := _behind(tokens, number, end, language, known)):
            found.append(name)
    yield from found
    yield from _again(tokens, found, language, known)


def _title_end(tokens: Sequence[Token], at: int, all_titles: Collection[str], language: str) -> int:
    """One past the title that begins here, 0 if none does: words with hyphens are one, and a stop shortens one."""
    if at and tokens[at - 1].text == "-" and tokens[at - 1].end == tokens[at].idx:
        return 0
    word, end = tokens[at].text.lower(), at + 1
    if len(word) < 3 and not is_capital(tokens[at].text):
        return 0  # 100 m. Paris
    while end + 1 < len(tokens) and tokens[end].text == "-" and tokens[end].idx == tokens[end - 1].end:
        word, end = f"{word}-{tokens[end + 1].text.lower()}", end + 2
    compound = len(word) > _LEAST_COMPOUND and word.endswith(titles.LAST_PARTS.get(language, ()))
    if not compound and word not in all_titles and word.rsplit("-", 1)[-1] not in all_titles:
        return 0
    return end + _is(tokens, end, ".") if word in titles.COURTESY[language] else end


def _behind(tokens: Sequence[Token], title: int, end: int, language: str, known: Known) -> tuple[int, int] | None:
    """The name behind a title: at once, or behind what the office is of."""
    alone = tokens[title].text.lower() in titles.COURTESY.get(language, _NONE)
    more = end < len(tokens) and _title_end(tokens, end, titles.TITLES[language] | titles.COURTESY[language], language)
    end = more or end  # Ministro Presidente, Frau Ministerin, ministre, Mme
    if end < len(tokens) and tokens[end].text in titles.NO_NAMES:
        return None
    if name := _name_at(tokens, end, language, known):
        first, last, words = name if language != "ru" else _without_place(tokens, *name)
        return (first, last) if words > 1 or _one_is_enough(tokens, title, last, language, courtesy=alone) else None
    return _behind_what(tokens, end, language, known)


def _without_place(tokens: Sequence[Token], first: int, last: int, words: int) -> tuple[int, int, int]:
    """A Russian name without the place before it: мэр Тулы Виктор Самарин; a patronymic tells a name of three words."""
    if words == 3 and last - first == 3 and not tokens[first + 1].text.endswith(_PATRONYMIC):
        return first + 1, last, 2
    if words == 2 and tokens[first].text.endswith(_GENITIVE):
        return first, last, 0  # мэр Нижнего Новгорода
    return first, last, words


def _behind_what(tokens: Sequence[Token], end: int, language: str, known: Known) -> tuple[int, int] | None:
    """The name behind what an office is of: ministre des Affaires étrangères du Sénégal, Aminata Sarr."""
    links, matters = titles.LINKS.get(language, _NONE), titles.MATTERS.get(language, _NONE)
    at, comma = end, False
    while at < len(tokens) and at - end < MOST_BETWEEN and not comma:
        if tokens[at].is_sent_start or tokens[at].text == "\n":
            return None
        if at in known.ends:
            at = known.ends[at]
            # Russian sets no comma there: министра иностранных дел Кении Грейс Ванджалу.
            if language == "ru":
                break
        elif at > end and tokens[at - 1].text.lower() in matters and _is_name(tokens, at):
            # No comma either: ministro della Difesa Ettore Sartori.
            name = _name_at(tokens, at, language, known)
            return name[:2] if name and name[2] > 1 and tokens[at].text.lower() not in matters else None
        elif tokens[at].text.lower() in links or (language == "ru") != is_capital(tokens[at].text):
            at += 1
        elif tokens[at].text == ",":
            comma, at = True, at + 1
        elif tokens[at].text == "'":
            at += 1
        else:
            return None
    if at == end or not (comma or language == "ru"):
        return None
    name = _name_at(tokens, at, language, known)
    if name is None or name[2] < 2:
        return None
    return name[:2] if not comma or _closes(tokens, name[1]) else None


def _closes(tokens: Sequence[Token], at: int) -> bool:
    """Whether an apposition ends here."""
    return at == len(tokens) or tokens[at].text in ",.;:)\n" or tokens[at].is_sent_start


def _name_at(tokens: Sequence[Token], start: int, language: str, known: Known) -> tuple[int, int, int] | None:
    """The run of name words that begins at a token, with small words, hyphens and initials inside it, and how many."""
    particles = titles.PARTICLES.get(language, _NONE)
    at, last, words = start, start, 0
    while at < len(tokens) and words < MOST_WORDS:
        token = tokens[at]
        if (token.is_sent_start and at > start) or at in known.taken or token.text == "\n":
            break
        if is_name_word(token.text):
            at, last, words = at + 1, at + 1, words + 1
        elif len(token.text) == 1 and is_capital(token.text) and _is(tokens, at + 1, "."):
            at += 2
        elif words and token.text in ("-", "'") and _touches(tokens, at) and _is_name(tokens, at + 1):
            at += 1
            words -= 1
        elif words == 1 and token.text in particles and _leads_on(tokens, at, particles):
            at += 1
        else:
            break
    return (start, last, words) if words else None


def _is(tokens: Sequence[Token], at: int, mark: str) -> bool:
    return at < len(tokens) and tokens[at].text == mark


def _is_name(tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and is_name_word(tokens[at].text) and not tokens[at].is_sent_start


def _touches(tokens: Sequence[Token], at: int) -> bool:
    """Whether a mark stands between two words without a space."""
    return at + 1 < len(tokens) and tokens[at - 1].end == tokens[at].idx and tokens[at].end == tokens[at + 1].idx


def _leads_on(tokens: Sequence[Token], at: int, particles: Collection[str]) -> bool:
    """Whether small words lead to another name word: van der Berg."""
    most = at + MOST_WORDS
    while at < min(len(tokens), most) and tokens[at].text in particles:
        at += 1
    return _is_name(tokens, at)


def _one_is_enough(tokens: Sequence[Token], title: int, end: int, language: str, *, courtesy: bool) -> bool:
    """Whether one word behind a title is a name; where all nouns have capitals, only with more evidence."""
    if courtesy:
        before = tokens[title - 1].text.lower() if title else ""
        return before not in titles.NOT_BEFORE.get(language, _NONE)
    if language == "de":
        return end < len(tokens) and tokens[end].text in titles.SAYS["de"]
    if language == "ru":
        return tokens[end - 1].text.endswith(tuple(_SURNAME_ENDS.split()))
    return len(tokens[end - 1].text) >= _LEAST_SURNAME


def _again(
    tokens: Sequence[Token], found: Sequence[tuple[int, int]], language: str, known: Known
) -> Iterator[tuple[int, int]]:
    """Where the names stand again, whole or the surname alone."""
    lower = {token.text for token in tokens if token.text[:1].islower()}
    surnames: dict[str, set[str]] = {}
    for first, last in found:
        words = [token.text for token in tokens[first:last]]
        surname = words[-1]
        if len(surname) >= _LEAST_SURNAME and surname.lower() not in lower:
            firsts = surnames.setdefault(stem_of(surname, language), set())
            firsts.update(stem_of(word, language) for word in words[:1] if len(words) > 1)
    yield from _whole_again(tokens, found)
    articles = titles.NOT_BEFORE.get(language, _NONE)
    for number, token in enumerate(tokens):
        if number in known.taken or not is_name_word(token.text) or stem_of(token.text, language) not in surnames:
            continue
        firsts = surnames[stem_of(token.text, language)]
        start = number
        while start and number - start < MOST_WORDS and stem_of(tokens[start].text, language) not in firsts:
            if not is_name_word(tokens[start - 1].text) or tokens[start].is_sent_start:
                break
            start -= 1
        whole = stem_of(tokens[start].text, language) in firsts and start < number
        small = tokens[number - 1].text if number else ""
        if not whole and is_capital(small) and small.lower() in titles.PARTICLES.get(language, _NONE):
            yield number - 1, number + 1  # Van Aalst
            continue
        if whole:
            yield start, number + 1
        elif _stands_alone(tokens, number, articles, language):
            yield number, number + 1


def _whole_again(tokens: Sequence[Token], found: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Where the same words stand again, small ones among them: Fatima el Amrani."""
    names: dict[str, set[tuple[str, ...]]] = {}
    for first, last in found:
        if last - first > 1:
            names.setdefault(tokens[first].text, set()).add(tuple(token.text for token in tokens[first:last]))
    for number, token in enumerate(tokens):
        for name in sorted(names.get(token.text, ()), key=len, reverse=True)[:MOST_WORDS]:
            if tuple(one.text for one in tokens[number : number + len(name)]) == name:
                yield number, number + len(name)
                break


def _stands_alone(tokens: Sequence[Token], at: int, articles: Collection[str], language: str) -> bool:
    """Whether no other name goes on before or behind it: Falk Nordmann is another, 'das Falk' no person."""
    before, after = tokens[at - 1] if at else None, tokens[at + 1] if at + 1 < len(tokens) else None
    if before is not None and not tokens[at].is_sent_start:
        near = before.text.lower()
        if near in articles or before.text == "-" or (is_name_word(before.text) and not before.is_sent_start):
            return language == "de" and near not in articles and _is_title(near)
    if after is None or after.is_sent_start:
        return True
    return after.text != "-" and (language == "de" or not is_name_word(after.text))


def _is_title(word: str) -> bool:
    return word in titles.TITLES["de"] or word in titles.COURTESY["de"]
