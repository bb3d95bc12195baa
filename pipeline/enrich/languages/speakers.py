"""Who says it, in the languages that have tables: the verb of saying in a clause and its subject. Pure.

A name is the speaker where it stands beside the verb and belongs to nobody's office ('the lawyer of Olsen'). Where none
does, the words stay without a mention.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from pipeline.enrich.languages.all import LANGUAGES
from pipeline.enrich.languages.days import weekdays
from pipeline.enrich.rules.titles import COURTESY, TITLES
from pipeline.enrich.speech import Speaker
from pipeline.models import Mention, Quote

MAX_CLAUSE = 250
"""Characters before or behind a verb of saying in which its subject stands."""

MAX_WORDS = 10
_OFFICE_WORDS = 7
"""Words between a verb and the name behind it: the office that he holds."""

_BODIES = ("ORG", "GPE", "NORP")
_DETERMINERS = {
    language: frozenset(words.split())
    for language, words in {
        "de": "der die das ein eine mein meine sein seine ihr ihre unser unsere mehrere zwei viele",
        "fr": "le la les l un une des son sa ses leur leurs plusieurs deux",
        "es": "el la los las un una su sus varios varias dos",
        "it": "il lo la l i gli le un uno una suo sua alcuni due",
        "pt": "o a os as um uma seu sua dois duas",
        "nl": "de het een zijn haar hun twee",
        "ru": "",
    }.items()
}
"""What a speaker begins with who has no name."""

_TO_WHOM = frozenset(("ему", "ей", "им", "мне", "нам", "вам", "нас", "их", "его", "её"))
_APPOSITION = re.compile(r"\s(?:\([^()]{1,40}\)\s)?|\s?(?:\([^()]{1,40}\))?,\s[^,.;:!?\n]{2,100},\s")
_OBLIQUE = re.compile("(?:ого|его|ому|ему|ыми|ими|[иы]м|ом|ем|ой|ей|[аяуюы])$")
_OBLIQUE_OF_HER = re.compile("(?:ой|ей|ую|[уюы])$")
_FOR_HER = re.compile("(?:ла|лась|на)$")
_CLAUSE = re.compile(r"[.!?;:\n«»„“”\"]")


class Said(NamedTuple):
    """A verb of saying with its subject, None where it has none; `end_char` is where both have ended."""

    cue: str
    cue_start: int
    cue_end: int
    speaker: Speaker | None
    end_char: int


def on(text: str, quote: Quote, said: Said | None) -> Quote:
    """The quote with its verb and its speaker."""
    if said is None:
        return quote
    quote = replace(quote, cue=said.cue)
    return by(text, quote, said.speaker) if said.speaker else quote


def by(text: str, quote: Quote, speaker: Speaker) -> Quote:
    """The quote with its speaker."""
    return replace(
        quote, speaker=text[speaker.start_char : speaker.end_char], speaker_start_char=speaker.start_char,
        mention_no=speaker.mention_no,
    )  # fmt: skip


class Clauses:
    """The verbs of saying in one text and who does them."""

    def __init__(self, text: str, plain: str, language: str, mentions: Sequence[Mention]) -> None:
        self.text, self.plain, self.mentions = text, plain, mentions
        self.language, self.table = language, LANGUAGES[language].speech

    def inverted(self, start: int, end: int) -> Said | None:
        """'sagte Olsen' at the start of this part of the text, behind a comma or a dash."""
        found = _inverted(self.language).match(self.plain, start, min(end, start + MAX_CLAUSE))
        return self.behind(found.start("cue"), found.end("cue"), end) if found else None

    def behind(self, cue_start: int, cue_end: int, end: int) -> Said:
        """The verb with the subject that stands behind it."""
        cue = self.text[cue_start:cue_end]
        if joined := re.search(r"-(il|elle)\b", cue):
            who = Speaker(cue_start + joined.start(1), cue_start + joined.end(1))
            return Said(cue, cue_start, cue_end, who, cue_end)
        end, verb_end = min(end, cue_end + MAX_CLAUSE), cue_end
        if aside := _asides(self.language).match(self.plain, cue_end, end):
            cue_end = aside.end()
        if pronoun := _pronoun(self.language).match(self.plain, cue_end, end):
            who = Speaker(pronoun.start("who"), pronoun.end("who"))
            return Said(cue, cue_start, verb_end, who, pronoun.end())
        stop = self._stop(cue_end, end)
        speaker = self._named(cue_end, stop, cue) or self._appositive(cue_end, stop, end) or self._words(cue_end, stop)
        return Said(cue, cue_start, verb_end, speaker, max(stop, speaker.end_char if speaker else 0))

    def subject(self, start: int, cue_start: int, cue_end: int) -> Said | None:
        """The verb with the name or pronoun that stands right before it, in a clause that begins at `start`."""
        cue = self.text[cue_start:cue_end]
        start = max(start, cue_start - MAX_CLAUSE)
        before = self.plain[start:cue_start]
        if pronoun := _pronoun_before(self.language).search(before):
            at = start + pronoun.start("who")
            return Said(cue, cue_start, cue_end, Speaker(at, start + pronoun.end("who")), cue_end)
        for number in self.inside(start, cue_start, backwards=True):
            mention = self.mentions[number]
            between, lead = self.plain[mention.end_char : cue_start], self.plain[start : mention.start_char]
            appositive = between in (", ", "), ") and lead.endswith(", ")
            if not (appositive or _APPOSITION.fullmatch(between)):
                continue
            if self._speaks(number, lead, cue) and (mention.label == "PERSON" or not lead.count(" ") > 1):
                at = self._office(start, mention.start_char)
                return Said(cue, cue_start, cue_end, Speaker(at, mention.end_char, number), cue_end)
        return None

    def described(self, start: int, cue_start: int, cue_end: int) -> Said | None:
        """The verb with the words right before it for somebody without a name: 'Ein Sprecher sagte'."""
        words = self.plain[start:cue_start].split()
        if not 2 <= len(words) <= MAX_WORDS or words[0].split("'")[0].lower() not in _DETERMINERS[self.language]:
            return None
        if "," in self.plain[start:cue_start]:
            return None
        who = self._words(start, cue_start)
        return Said(self.text[cue_start:cue_end], cue_start, cue_end, who, cue_end) if who else None

    def speaks(self, number: int, start: int, cue: str) -> bool:
        """Whether a name may be the subject of a verb, in a clause that begins at `start`."""
        return self._speaks(number, self.plain[start : self.mentions[number].start_char], cue)

    def _office(self, start: int, end: int) -> int:
        """Where the speaker's words begin: with the office before the name, where the clause begins with it."""
        lead = self.plain[start:end]
        words = lead.split()
        first = words[0].split("'")[0] if words else ""
        begins = first.lower() in _DETERMINERS[self.language] or (len(words) == 1 and first[:1].isupper())
        fits = 0 < len(words) <= _OFFICE_WORDS and begins and not any(_cue(self.language).finditer(lead))
        return start + len(lead) - len(lead.lstrip()) if fits else end

    def cues(self, start: int, end: int) -> Iterator[re.Match[str]]:
        """The verbs of saying in a part of the text."""
        return _cue(self.language).finditer(self.plain, start, end)

    def clause(self, start: int, end: int) -> int:
        """Where the last clause begins of a part of the text."""
        breaks = [found.end() for found in _CLAUSE.finditer(self.plain, max(start, end - MAX_CLAUSE), end)]
        return breaks[-1] if breaks else max(start, end - MAX_CLAUSE)

    def _named(self, start: int, stop: int, cue: str) -> Speaker | None:
        inside = list(self.inside(start, stop))
        people = [n for n in inside if self.mentions[n].label == "PERSON"]
        fit = [n for n in people if self._speaks(n, self.plain[start : self.mentions[n].start_char], cue)]
        if self.table.declines and len(people) > 1 and (_FOR_HER.search(cue) or len(fit) > 1):
            return None
        if not people and inside:
            mention, number = self.mentions[inside[0]], inside[0]
            alone = not self.plain[mention.end_char : stop].strip()
            fit = [number] if alone and self._speaks(number, self.plain[start : mention.start_char], cue) else []
        return self._speaker(fit[0], start) if fit else None

    def _appositive(self, start: int, stop: int, end: int) -> Speaker | None:
        """The person named behind the comma: 'dijo el presidente de Francia, Ana Brandt'."""
        if self.plain[stop : stop + 2] != ", " or not self.plain[start:stop].strip():
            return None
        for number in self.inside(stop + 2, end):
            mention = self.mentions[number]
            ends = re.match(r"\s*(?:[,.;»\")“—–]|$)", self.plain[mention.end_char : mention.end_char + 3])
            if mention.start_char == stop + 2 and mention.label == "PERSON" and ends:
                return self._speaker(number, start)
            break
        return None

    def _speaker(self, number: int, start: int) -> Speaker:
        """The name with the office before it, where that is all that stands between it and the verb."""
        while self.plain[start].isspace():
            start += 1
        return Speaker(start, self.mentions[number].end_char, number)

    def _words(self, start: int, stop: int) -> Speaker | None:
        words = self.plain[start:stop].split()
        first = re.split(r"'", words[0])[0].lower() if words else ""
        fits = first in _DETERMINERS[self.language] or self.table.declines or (bool(words) and words[0][0].isupper())
        fits = fits and first not in _TO_WHOM
        if not fits or not 0 < len(words) <= MAX_WORDS or any(c.isdigit() for c in words[0]):
            return None
        while self.plain[start].isspace():
            start += 1
        while self.plain[stop - 1].isspace():
            stop -= 1
        return Speaker(start, stop)

    def _speaks(self, number: int, lead: str, cue: str) -> bool:
        """Whether a name may be the subject, by the words before it and by its ending."""
        mention, words = self.mentions[number], lead.split()
        if len(words) > _OFFICE_WORDS + 5 or _of(self.language).search(self._before_title(lead)):
            return False  # 'the lawyer of Olsen', 'the lawyer of President Olsen'
        if mention.label in _BODIES:
            return not words or words[-1].lower().rstrip("'") in self._articles() or words[-1].endswith("'")
        if mention.label != "PERSON":
            return False
        if self.language == "de" and mention.text.endswith("s") and not mention.name.endswith("s"):
            return False  # 'der Anwalt Olsens'
        last = mention.text.split()[-1]
        if self.table.declines and " " in cue:
            # 'По словам' takes the genitive: that is no woman's name as the dictionary has it.
            return last != mention.name.split()[-1] or not last.endswith(("а", "я"))
        oblique = _OBLIQUE_OF_HER if _FOR_HER.search(cue) else _OBLIQUE
        return not (self.table.declines and len(last) > 4 and oblique.search(last.lower()))

    def _before_title(self, lead: str) -> str:
        word = re.search(r"[\w-]+\s$", lead)
        titles = TITLES.get(self.language, frozenset()) | COURTESY.get(self.language, frozenset())
        return lead[: word.start()] if word and word[0].strip().lower() in titles else lead

    def _articles(self) -> frozenset[str]:
        return frozenset(self.table.articles.replace("'", "").split("|"))

    def _stop(self, start: int, end: int) -> int:
        """Where the words for the speaker end; no name is parted."""
        at = start
        while found := _stop(self.language).search(self.plain, at, end):
            number = bisect_left(self.mentions, found.start(), key=lambda mention: mention.end_char)
            mention = self.mentions[number] if number < len(self.mentions) else None
            if mention is None or not mention.start_char < found.start() < mention.end_char:
                return found.start()
            at = mention.end_char
        return end

    def inside(self, start: int, end: int, *, backwards: bool = False) -> Iterator[int]:
        """The numbers of the names in a part of the text."""
        first = bisect_left(self.mentions, start, key=lambda mention: mention.start_char)
        last = bisect_left(self.mentions, end, key=lambda mention: mention.start_char)
        for number in range(last - 1, first - 1, -1) if backwards else range(first, last):
            mention = self.mentions[number]
            if mention.end_char <= end and mention.label in ("PERSON", *_BODIES):
                yield number


@cache
def _cue(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w'-])(?:{LANGUAGES[language].speech.cues})(?![\w-])")


@cache
def _inverted(language: str) -> re.Pattern[str]:
    return re.compile(rf"\s?[,.]?\s?(?:[—–-]\s?)?(?P<cue>{LANGUAGES[language].speech.cues})(?![\w-])")


@cache
def _pronoun(language: str) -> re.Pattern[str]:
    return re.compile(rf"\s(?P<who>{LANGUAGES[language].speech.pronouns})(?!\w)")


@cache
def _pronoun_before(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w'-])(?P<who>{LANGUAGES[language].speech.pronouns})\s$", re.IGNORECASE)


@cache
def _asides(language: str) -> re.Pattern[str]:
    day = rf"(?:(?:{LANGUAGES[language].days.leads}|am|el|este|nesta|na|ce|во?) )?(?:{weekdays(language)})"
    return re.compile(rf"(?:\s(?:{LANGUAGES[language].speech.asides}|{day})(?!\w))+", re.IGNORECASE)


@cache
def _of(language: str) -> re.Pattern[str]:
    """Words behind which a name is somebody else's: 'of', with or without an article."""
    table = LANGUAGES[language].speech
    return re.compile(rf"(?<![\w'])(?:{table.of})(?:\s|(?<='))(?:(?:{table.articles or '$^'})(?:\s|(?<=')))?$")


@cache
def _stop(language: str) -> re.Pattern[str]:
    return re.compile(rf"[.;:!?()—–\n«»„“”\"]|,|\s-\s|\s(?:{LANGUAGES[language].speech.stops})(?!\w)")
