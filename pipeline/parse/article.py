"""A document's bytes to its article, whatever form they come in; known by their content, not by their name."""

from __future__ import annotations

import html
import io
from collections import Counter
from dataclasses import replace
from datetime import datetime

from pipeline.containers import is_container
from pipeline.errors import Reason, Reject
from pipeline.models import Article, BodySource, FeedEntry, RawDocument
from pipeline.parse.agencies import agency_of, first_agency
from pipeline.parse.alignment import words_of
from pipeline.parse.clean import as_paragraphs, clean_line, clean_text
from pipeline.parse.decode import decode
from pipeline.parse.evidence import Claim, Evidence
from pipeline.parse.feed_guard import is_feed
from pipeline.parse.json_article import is_json_object, read_json_article
from pipeline.parse.language import language_code
from pipeline.parse.mail import is_mail, read_mail
from pipeline.parse.main_text import fragment_kinds, read_fragment
from pipeline.parse.markdown import MAX_CHARACTERS, read_markdown
from pipeline.parse.mojibake import repaired
from pipeline.parse.names import read_names
from pipeline.parse.newsroom import newsroom_root, read_newsroom
from pipeline.parse.office import is_docx, read_docx, read_pdf
from pipeline.parse.page import FEW_WORDS, WORDLESS, build_article, read_page
from pipeline.parse.plain import first_sentence, read_plain
from pipeline.parse.sniff import Form, form_of, refuse_binary
from pipeline.parse.titles import MAX_TITLE

MAX_BYTES = 10_000_000
MIN_WORDS = 3


def read_article(raw: RawDocument, *, entry: FeedEntry | None = None, now: datetime) -> Article:
    """The article in a document's bytes; what they do not say comes from the entry that announced them.

    Raises Reject: TOO_LARGE, UNSUPPORTED_MEDIA_TYPE, BAD_ENCODING, NO_CONTENT, NOT_AN_ARTICLE, PARSE_ERROR.
    """
    if len(raw.content) > MAX_BYTES:
        raise Reject(Reason.TOO_LARGE, f"{len(raw.content)} bytes")
    if not raw.content.strip():
        raise Reject(Reason.NO_CONTENT, "the body is empty")
    try:
        article = _read(raw, entry, now=now)
    except RecursionError:
        raise Reject(Reason.PARSE_ERROR, "the document nests too deep") from None
    if article.canonical_url is None and raw.body_source is BodySource.FILE and raw.final_url.startswith("http"):
        article = replace(article, canonical_url=raw.final_url)  # a page out of a web archive
    return _finished(_completed(article, entry))


def _read(raw: RawDocument, entry: FeedEntry | None, *, now: datetime) -> Article:
    if raw.body_source is BodySource.FEED:
        return _named(_from_feed(raw, entry), "feed")
    url = raw.final_url or raw.url
    if raw.body_source is BodySource.PAGE and is_container(io.BytesIO(raw.content), name=url):
        told = "an archive or a list of entries, which is read as a source: dateline sources add URL"
        raise Reject(Reason.NOT_AN_ARTICLE, told)
    if raw.content.startswith(b"%PDF-"):
        return _named(read_pdf(raw.content, url=url, now=now), "pdf")
    if is_docx(raw.content):
        return _named(read_docx(raw.content, url=url, now=now), "docx")
    refuse_binary(raw.content)
    if is_feed(raw.content[:65_536], media_type=raw.media_type):
        raise Reject(Reason.NOT_AN_ARTICLE, "a list of entries")
    if newsroom_root(raw.content):
        return _named(read_newsroom(raw.content, url=url, now=now), "newsroom")
    if is_mail(raw.content):
        return _named(read_mail(raw.content, url=url, now=now), "mail")
    text = repaired(decode(raw.content, charset=raw.charset))
    if is_json_object(text):
        return _named(read_json_article(text, url=url, now=now), "json")
    form = form_of(text, raw)
    if form is Form.HTML:
        return _with_main_text(read_page(text, url=url, now=now))
    if form is Form.MARKDOWN:
        return _named(_from_markdown(text, raw, now=now), "markdown")
    return _named(_from_plain(text, raw, entry), "plain")


def _named(article: Article, source: str) -> Article:
    return replace(article, text_source=source)


def _with_main_text(article: Article) -> Article:
    """The article of a page. Raises Reject(NO_CONTENT) for one of a few words without a main text."""
    if article.text_source == FEW_WORDS:
        raise Reject(Reason.NO_CONTENT, f"{WORDLESS}, only: {' '.join(article.text.split())[:80]}")
    return article


def _from_feed(raw: RawDocument, entry: FeedEntry | None) -> Article:
    """What a feed gave of an article: text as it is, HTML without its tags."""
    refuse_binary(raw.content)
    text = repaired(decode(raw.content, charset=raw.charset or "utf-8"))
    plain = raw.media_type == "text/plain" or "<" not in text
    body = read_plain_body(text) if plain else read_fragment(text)
    article = _simple(body, raw, Claim("", ""), declared=entry.language if entry else None)
    return article if plain else replace(article, paragraph_kinds=fragment_kinds(text, article.text))


def read_plain_body(text: str) -> str:
    """The paragraphs of a text out of a feed: character references read, no headline sought."""
    return as_paragraphs(clean_text(html.unescape(text)).replace("\n\n", "\0").replace("\n", " ").split("\0"))


def _from_markdown(text: str, raw: RawDocument, *, now: datetime) -> Article:
    if len(text) > MAX_CHARACTERS:
        raise Reject(Reason.TOO_LARGE, f"{len(text)} characters of Markdown")
    page = read_markdown(text)
    claims = {key: tuple(Claim(value, "front-matter") for value in values) for key, values in page.front.items()}
    evidence = Evidence(
        authors=(*claims.get("author", ()), *claims.get("authors", ())),
        published=(*claims.get("date", ()), *claims.get("published", ())),
        modified=(*claims.get("updated", ()), *claims.get("lastmod", ())),
        language=next(iter(page.front.get("language", page.front.get("lang", ()))), ""),
    )
    source = ("front-matter" if "title" in page.front else "heading") if page.title else ""
    return build_article(
        evidence, title=Claim(page.title, source), text=page.text, url=raw.final_url or raw.url, now=now
    )


def _from_plain(text: str, raw: RawDocument, entry: FeedEntry | None) -> Article:
    plain = read_plain(text)
    title = Claim(plain.title, "headline" if plain.title else "")
    article = _simple(plain.text, raw, title, declared=entry.language if entry else None)
    return replace(article, authors=read_names([plain.byline]) if plain.byline else ())


def _simple(text: str, raw: RawDocument, title: Claim, *, declared: str | None) -> Article:
    return build_article(
        Evidence(language=declared or ""), title=title, text=text, url=raw.final_url or raw.url, now=None
    )


def _completed(article: Article, entry: FeedEntry | None) -> Article:
    """The article with the fields that it lacks taken from the entry, their source 'feed'."""
    if entry is None:
        return article
    if article.text_source != "feed" and (agreed := _agreement(article.text, entry)):
        told = article.text_evidence.get("agreement", {})
        evidence = {**article.text_evidence, "agreement": {**told, "feed": agreed}}
        article = replace(article, text_evidence=evidence)
    if not article.title and entry.title:
        article = replace(article, title=clean_line(entry.title), title_source="feed")
    if not article.authors and entry.authors:
        article = replace(article, authors=tuple(name for name in entry.authors if agency_of(name) is None))
    if article.extras.agency is None and (agency := first_agency(entry.authors)):
        article = replace(article, extras=replace(article.extras, agency=agency))
    if article.published_at is None and entry.published_at is not None:
        article = replace(
            article, published_at=entry.published_at, published_precision="instant", published_source="feed"
        )
    if not article.extras.tags and entry.tags:
        article = replace(article, extras=replace(article.extras, tags=entry.tags))
    if article.modified_at is None and entry.modified_at is not None:
        article = replace(article, modified_at=entry.modified_at)
    if article.language_source in (None, "declared") and entry.language:
        same = article.language == entry.language and article.language is not None
        if article.language is None or same:
            article = replace(article, language=language_code(entry.language), language_source="feed")
    return article


def _agreement(text: str, entry: FeedEntry) -> dict[str, float]:
    """How far a text is what the feed gave of it, by words: see `block_features.Page.agreement`; {} if it gave none."""
    content = read_fragment(entry.content) if "<" in entry.content else html.unescape(entry.content)
    words, given = Counter(words_of(text)), Counter(words_of(content))
    if not words or not given:
        return {}
    held = (words & given).total()
    return {"of_text": round(held / words.total(), 2), "of_it": round(held / given.total(), 2)}


def _finished(article: Article) -> Article:
    """The article with a title of at most MAX_TITLE characters, whatever happens.

    Raises Reject(NO_CONTENT) when there are not even three words.
    """
    if len(article.text.split()) < MIN_WORDS and len(article.text) < 20:
        raise Reject(Reason.NO_CONTENT, "no main text")
    if article.title:
        return replace(article, title=article.title[:MAX_TITLE].rstrip())
    title = first_sentence(article.text, language=article.language)
    return replace(article, title=title, title_source="first-sentence")
