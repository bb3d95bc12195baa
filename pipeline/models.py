"""The nouns: what a document is on its way from a source to an analyst. Frozen values, no behaviour."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from pipeline.entries import EntryList as EntryList
from pipeline.entries import FeedEntry as FeedEntry
from pipeline.extras import NO_EXTRAS, Extras


class Stage(StrEnum):
    """What is done to a document, in this order; each is a queue and a task of the same name."""

    FETCH = "fetch"
    PARSE = "parse"
    ENRICH = "enrich"


class State(StrEnum):
    """Where a document stands. The first three wait for a stage; the others are outcomes."""

    DISCOVERED = "discovered"
    FETCHED = "fetched"
    PARSED = "parsed"
    ENRICHED = "enriched"
    DUPLICATE = "duplicate"
    REJECTED = "rejected"
    FAILED = "failed"


STAGE_OF: Mapping[State, Stage] = {
    State.DISCOVERED: Stage.FETCH, State.FETCHED: Stage.PARSE, State.PARSED: Stage.ENRICH
}  # fmt: skip
"""The stage that a document in a state waits for; a state that is not here is an outcome."""

STATE_BEFORE: Mapping[Stage, State] = {stage: state for state, stage in STAGE_OF.items()}
STATE_AFTER = {Stage.FETCH: State.FETCHED, Stage.PARSE: State.PARSED, Stage.ENRICH: State.ENRICHED}


class Pages(StrEnum):
    """Whether the pages that a source's entries link to are fetched."""

    AUTO = "auto"
    NEVER = "never"


class BodySource(StrEnum):
    """Where the bytes that an article was read from came from."""

    PAGE = "page"
    FEED = "feed"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class RawDocument:
    """Bytes as they came, and what was said about them. `media_type` is lower case, bare, '' if unknown.
    `hops` are the redirects on the way to `final_url`, each its status and where it led: '301 https://example.com/'."""

    url: str
    final_url: str
    content: bytes
    media_type: str = ""
    charset: str | None = None
    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    body_source: BodySource = BodySource.PAGE
    hops: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NotModified:
    """A source's answer that nothing changed since the validators that were sent; fields as those of RawDocument."""

    url: str
    final_url: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    hops: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an article: `text[start_char:end_char]`, half-open code points; numbers count from 0.

    Sentences never cross a paragraph, never overlap, and together cover all of the text but white space.
    """

    sentence_no: int
    paragraph_no: int
    start_char: int
    end_char: int
    text: str


@dataclass(frozen=True, slots=True)
class Article:
    """The cleaned article. `text` is its paragraphs joined by one empty line; sentences stand off against it.

    Instants are aware UTC. `published_precision` is 'instant' or 'day'. `title_source`, `published_source` and
    `language_source` name the evidence that was taken, in short words ('json-ld', 'opengraph', 'meta', 'html', 'feed',
    'detected', 'declared', 'first-sentence', 'file-name', ...). `dateline` is a wire story's place ('Cairo') or None.
    `paragraph_kinds` has one for each paragraph, as in news.paragraphs; none where nobody told. `text_source` says
    whose reading the text is, `text_evidence` what speaks for it, as in news.articles."""

    url: str
    text: str
    title: str = ""
    title_source: str = ""
    authors: tuple[str, ...] = ()
    published_at: datetime | None = None
    published_precision: str | None = None
    published_source: str | None = None
    modified_at: datetime | None = None
    language: str | None = None
    language_source: str | None = None
    canonical_url: str | None = None
    site_name: str | None = None
    dateline: str | None = None
    extras: Extras = NO_EXTRAS
    sentences: tuple[Sentence, ...] = ()
    paragraph_kinds: tuple[str, ...] = ()
    text_source: str = ""
    text_evidence: Mapping[str, Any] = field(default_factory=dict)

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The paragraphs in order, as they stand in `text`."""
        return tuple(self.text.split("\n\n")) if self.text else ()


@dataclass(frozen=True, slots=True)
class Mention:
    """A name or value in an article: `text == article.text[start_char:end_char]`, half-open code points.

    `label` is an OntoNotes 5 type, `name` what its entity is called, `score` the model's confidence, if it gives one,
    `tagged` label and name before an operator's word, if there is one.
    """

    label: str
    start_char: int
    end_char: int
    text: str
    name: str
    score: float | None = None
    tagged: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A place on earth: kind is area (a part of the world), country, region, district or city.

    `country` is its ISO 3166 code, `region` the number of the first-level region that holds it, both null where none
    does. Coordinates in degrees, north and east positive. `geonames_id` is its number at GeoNames, if it has one.
    """

    name: str
    kind: str
    country: str | None
    region: int | None
    latitude: float
    longitude: float
    population: int
    geonames_id: int | None


@dataclass(frozen=True, slots=True)
class Location:
    """What a mention of a place means: the mention's number in its text, the place, how sure (0 to 1), and why."""

    mention_no: int
    place: Place
    score: float
    evidence: str


@dataclass(frozen=True, slots=True)
class DateValue:
    """A date in an article: `text == article.text[start_char:end_char]`, and the days that it means.

    `start` and `end` are a half-open range of aware instants; both None where the expression counts from a publication
    date that is not known. `precision` is 'century', 'decade', 'year', 'part-of-year', 'season', 'quarter', 'month',
    'part-of-month', 'week', 'weekend', 'day' or 'part-of-day'. `approximate` says that the edges are soft ('early
    April', 'two years ago'). `relation` is 'since', 'until', 'before' or 'after' where the text puts one in front.
    """

    start_char: int
    end_char: int
    text: str
    start: datetime | None
    end: datetime | None
    precision: str
    approximate: bool = False
    relation: str | None = None


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure in an article: `text == article.text[start_char:end_char]`, hedge and unit included, and its value.

    `kind` is 'money' (unit: ISO 4217 code), 'percent' ('%' or 'percentage point'), 'measure' (unit symbol) or
    'casualties' (unit: what happened to the people: 'killed', 'injured', 'missing', ...). `value` is in whole units
    ('$2 million' is 2000000); `high` is the other end of a range, if any. `unit` is None where the text does not tell
    ('50 pesos'). `bound` is 'at-least' or 'at-most' where only that side is given.
    """

    start_char: int
    end_char: int
    text: str
    kind: str
    value: Decimal
    high: Decimal | None = None
    unit: str | None = None
    approximate: bool = False
    bound: str | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """What somebody is quoted with: `text == article.text[start_char:end_char]`, without the quotation marks.

    `kind` is 'direct' (his words between marks), 'reported' (the article's words for them) or 'mixed' (reported, with
    some of his own). `cue` is the verb, as written ('said', 'according to'), None where a quote stands alone.
    `speaker` are the words that name the speaker, from `speaker_start_char`; `mention_no` is the mention that says who
    it is, possibly elsewhere ('he'), None where no mention does ('witnesses').
    """

    start_char: int
    end_char: int
    text: str
    kind: str
    cue: str | None = None
    speaker: str | None = None
    speaker_start_char: int | None = None
    mention_no: int | None = None


Mark = tuple[int, int, str]
"""(first character, one past the last, the model's label) of what a model marked in a text, before any rule of ours."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found in one article, each kind in the order of the text; `model` is the tagger's ('name@version').

    Locations and quotes point to mentions by their place in `mentions`; `marks` serve the article's next version."""

    mentions: tuple[Mention, ...] = ()
    model: str | None = None
    locations: tuple[Location, ...] = ()
    dates: tuple[DateValue, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    quotes: tuple[Quote, ...] = ()
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Earlier:
    """The text that an article had, its sentences as (first character, one past the last) and the model's marks."""

    text: str
    model: str
    sentences: tuple[tuple[int, int], ...]
    marks: tuple[Mark, ...]
