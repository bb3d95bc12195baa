"""The four entry points that bytes from outside reach, each with what must hold whatever the bytes are.

An entry point takes bytes and returns nothing. It raises Broken where a promise does not hold; what else escapes it is
a finding as well. Time is the processor's own, so that a busy machine breaks no promise.
"""

from __future__ import annotations

import io
import re
import resource
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import cache
from typing import Any, NamedTuple

from pipeline import containers, identity, parse
from pipeline.containers import walk
from pipeline.enrich import Tagger, find_in
from pipeline.enrich.pieces import PROSE_CHARS, cut
from pipeline.enrich.spans import LABELS
from pipeline.errors import Fail, Reject
from pipeline.models import Article, BodySource, EntryList, FeedEntry, RawDocument, Sentence
from pipeline.parse.clean import clean_line, plain_line
from pipeline.parse.dates import EARLIEST, LEEWAY, read_date
from pipeline.parse.feed_guard import is_sitemap
from pipeline.parse.titles import MAX_TITLE
from pipeline.policy import FetchLimits
from tests.fuzz.marker import Marker

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
URL = "https://news.example.org/feeds/all.xml"
MOST_SECONDS = 2.0
MOST_MEMORY_KB = 700_000
LIMITS = FetchLimits(
    max_body_bytes=1_000_000, max_archive_bytes=8_000_000, max_archive_entries=2_000, max_archive_depth=3
)
_UNSTORABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_OPENS_ENTRY = re.compile(rb"<(?:item|entry)[\s/>]")
_OPENS_PAGE = re.compile(rb"<(?:url|sitemap)[\s/>]")
_MEDIA_TYPES = ("", "text/html", "application/xml", "application/rss+xml", "text/plain", "application/json",
                "text/markdown", "application/octet-stream")  # fmt: skip
_CHARSETS = (None, "utf-8", "windows-1251", "utf-16", "iso-8859-1", "punycode", "utf-7", "zlib_codec")
_LANGUAGES = ("en", "de", "ar", "zh", "fr", "")


class Broken(AssertionError):
    """A promise that does not hold for these bytes."""


def require(holds: bool, what: str) -> None:
    """Raise Broken unless it holds."""
    if not holds:
        raise Broken(what)


@contextmanager
def bounded(seconds: float = MOST_SECONDS) -> Iterator[None]:
    """At most so much of the processor's time, and no more memory than a worker may have beside its model."""
    began = time.process_time()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    yield
    took = time.process_time() - began
    require(took <= seconds, f"it took {took:.1f} s")
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    require(grown <= MOST_MEMORY_KB, f"it took {grown} KB of memory")


def feed(data: bytes) -> None:
    """A poll's bytes to the entries they list: entries that can be stored, each under one identity, or a reason. A list
    that opens no entry may be empty.
    """
    said, content = data[:1] or b"\0", data[1:]
    raw = RawDocument(
        url=URL, final_url=URL, content=content, media_type=_MEDIA_TYPES[said[0] & 7], charset=_CHARSETS[said[0] >> 5]
    )
    first = _entries(raw)
    if first is not None:
        opens = _OPENS_PAGE if is_sitemap(content) else _OPENS_ENTRY
        require(bool(first.entries or first.sources) or not opens.search(content), "neither an entry nor a reason")
        _check_entries(first)
        again = _entries(raw)
        require(again is not None and again.entries == first.entries, "the same bytes give other entries")


def _entries(raw: RawDocument) -> EntryList | None:
    with bounded():
        try:
            return parse.read_entries(raw, now=NOW)
        except Reject:
            return None


def _check_entries(listed: EntryList) -> None:
    for entry in listed.entries:
        require(bool(entry.identity), "an entry without an identity")
        _check_storable(
            entry.identity,
            entry.title,
            entry.content,
            entry.url or "",
            *entry.authors,
            *entry.tags,
            entry.language or "",
        )
        require(entry.url is None or entry.url.startswith(("http://", "https://")), f"a link {entry.url!r}")
        require("\n" not in entry.title, "a title of two lines")
        _check_date(entry.published_at)
        _check_date(entry.modified_at)
        identity.entry_key(entry.identity), identity.url_key(entry.url or "")


def page(data: bytes) -> None:
    """A document's bytes to its article, with and without what a feed said of it: clean, cut exactly, or a reason."""
    said, content = data[:1] or b"\0", data[1:]
    raw = RawDocument(
        url=URL, final_url=URL, content=content, media_type=_MEDIA_TYPES[said[0] & 7], charset=_CHARSETS[said[0] >> 5],
        body_source=(BodySource.PAGE, BodySource.FILE, BodySource.FEED, BodySource.PAGE)[said[0] >> 3 & 3],
    )  # fmt: skip
    entry = FeedEntry(identity="n-1", url=URL, title="Harbour", language="en") if said[0] & 4 else None
    with bounded():
        try:
            article = parse.read_article(raw, entry=entry, now=NOW)
        except (Reject, Fail):
            return
        parse.opt_out(raw, agent="Dateline")
    _check_article(article)


def _check_article(article: Article) -> None:
    require(bool(article.text.strip()), "an article without a text")
    _check_storable(article.text, article.title, *article.authors, article.site_name or "", article.canonical_url or "")
    require(len(article.title) <= MAX_TITLE and "\n" not in article.title, "a title too long or of two lines")
    require(parse.clean_text(article.text) == article.text, "a text that cleaning changes")
    _check_date(article.published_at)
    _check_date(article.modified_at)
    _check_sentences(article.text, article.sentences)
    identity.text_key(article.title, article.text)


def file(data: bytes) -> None:
    """A file that holds entries to their bytes: each once, under a URL that leads back to it, or a reason."""
    with bounded():
        try:
            holds = containers.is_container(io.BytesIO(data))
        except (Reject, Fail):
            return
        members = list(_members(data)) if holds else []
    addresses = [member.steps for member in members]
    require(len(set(addresses)) == len(addresses), "two members under one address")
    for member in members:
        require(member.refusal is None or not member.content, "a member that is refused and has bytes")
        require(len(member.content) <= LIMITS.max_body_bytes, "a member larger than a document may be")
        url = identity.member_url("file:///a.zip", member.steps)
        require(identity.member_steps(url) == ("file:///a.zip", member.steps), f"a URL that leads elsewhere: {url!r}")
        _check_storable(url)
    if len(data) < 20_000 and len(members) < 50:
        require([m.steps for m in _members(data)] == addresses, "a second reading gives other members")


def _members(data: bytes) -> Iterator[Any]:
    try:
        yield from walk(io.BytesIO(data), size=len(data), limits=LIMITS)
    except (Reject, Fail):
        return


def segment(data: bytes) -> None:
    """A text to sentences, pieces, dates, mentions and all the rest that is found in it: offsets exact, time linear."""
    said, text = data[:1] or b"\0", data[1:].decode("utf-8", "surrogateescape" if data[:1] > b"\x80" else "replace")
    language = _LANGUAGES[said[0] % len(_LANGUAGES)]
    with bounded():
        cleaned = parse.clean_text(text)
        require(parse.clean_text(cleaned) == cleaned, "cleaning twice changes more")
        _check_storable(cleaned)
        for line in (clean_line(text, limit=80), plain_line(text, limit=80)):
            require(len(line) <= 80 and "\n" not in line, "a line too long or of two lines")
        for words in (text, cleaned):
            _check_sentences(words, parse.split_sentences(words, language=language))
        for line in text.split("\n")[:20]:
            moment = read_date(line, now=NOW)
            _check_date(moment[0] if moment else None)
    _check_url(text[:9_000])
    _check_pieces(text)
    with bounded():
        _check_findings(cleaned, language or None)


def _check_url(text: str) -> None:
    with bounded():
        for url in (text, f"https://example.org/{text}", f"http://{text}"):
            once = identity.canonical_url(url)
            require(identity.canonical_url(once) == once, f"a canonical URL that has another: {url!r}")
            identity.url_key(url)


def _check_pieces(text: str) -> None:
    at = 0
    for start, end in cut(text):
        require(at <= start < end <= len(text), "pieces out of order")
        left_out = text[at:start]
        require(not left_out.strip() or len(left_out.strip()) > PROSE_CHARS, "words that no piece holds")
        at = end
    require(not text[at:].strip() or len(text[at:].strip()) > PROSE_CHARS, "words that no piece holds")


def _check_findings(text: str, language: str | None) -> None:
    sentences = parse.split_sentences(text, language=language or "en")
    article = Article(url=URL, text=text, language=language, sentences=sentences, published_at=NOW)
    found = find_in(article, _tagger())
    at = 0
    for mention in found.mentions:
        require(mention.start_char >= at, "mentions that overlap")
        require(mention.label in LABELS and bool(mention.name), "a mention without a label or name")
        require("\n" not in mention.text and bool(mention.text.strip()), "a mention of no or of two lines")
        at = mention.end_char
    for span in (*found.mentions, *found.dates, *found.quantities, *found.quotes):
        require(text[span.start_char : span.end_char] == span.text != "", f"offsets off the text: {span!r}"[:300])
    for location in found.locations:
        require(0 <= location.mention_no < len(found.mentions), "a place of a mention that is not there")
    for date in found.dates:
        require(date.start is None or (date.end is not None and date.start < date.end), "a date that ends first")
    for quote in found.quotes:
        require(quote.mention_no is None or 0 <= quote.mention_no < len(found.mentions), "a speaker that is not there")


def _check_sentences(text: str, sentences: Sequence[Sentence]) -> None:
    at = paragraph = 0
    for number, sentence in enumerate(sentences):
        start, end = sentence.start_char, sentence.end_char
        require(sentence.sentence_no == number, "sentences that are not numbered through")
        require(at <= start < end <= len(text), "sentences that overlap or are empty")
        require(text[start:end] == sentence.text == sentence.text.strip(), "a sentence off its text")
        require(not text[at:start].strip(), "words outside of every sentence")
        require(paragraph <= sentence.paragraph_no <= paragraph + 1, "paragraphs that are not numbered through")
        at, paragraph = end, sentence.paragraph_no
    require(not text[at:].strip(), "words behind the last sentence")


def _check_storable(*texts: str) -> None:
    for text in texts:
        found = _UNSTORABLE.search(text)
        require(found is None, f"a character that PostgreSQL refuses or nobody sees: {found and found[0]!r}")


def _check_date(moment: datetime | None) -> None:
    if moment is not None:
        require(moment.tzinfo is not None and EARLIEST <= moment <= NOW + LEEWAY, f"a date out of range: {moment}")


@cache
def _tagger() -> Tagger:
    return Tagger({"en": Marker(), "xx": Marker()})  # type: ignore[dict-item]


class EntryPoint(NamedTuple):
    """An entry point, and the longest input that it is worth trying."""

    run: Callable[[bytes], None]
    longest: int


ENTRY_POINTS: Mapping[str, EntryPoint] = {
    "feed": EntryPoint(feed, 32_768),
    "page": EntryPoint(page, 32_768),
    "file": EntryPoint(file, 65_536),
    "segment": EntryPoint(segment, 16_384),
}


@cache
def warm_up() -> None:
    """Load what is loaded once a process, so that the first input is not charged with it."""
    for run, sample in (
        (feed, b"\0<rss><channel><item><title>Harbour</title></item></channel></rss>"),
        (
            page,
            b"\0<html><body><article><p>The harbour opens again on Monday, the mayor said.</p></article></body></html>",
        ),
        (file, b'{"title": "one"}\n{"title": "two"}\n'),
        (segment, b"\0The harbour in Oslo opens on 3 May 2024, Jane Roe said. It cost $3 million."),
    ):
        with suppress(Broken):
            run(sample)
