"""Rows of `news`: an article with its sentences, mentions and entities."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import asdict
from itertools import accumulate

from pipeline.models import Article, Earlier, Findings, Location, Mention, Place
from pipeline.storage.claims import EnrichClaim
from pipeline.storage.connection import Connection
from pipeline.storage.queries import run, run_one
from pipeline.storage.staging import as_json
from pipeline.storage.stories import relate_article
from pipeline.storage.values import insert_dates, insert_quantities, insert_quotes

MAX_NAME_CHARS = 500
"""Longer names are cut: nothing that long is a name, and an index entry has an end (2,704 bytes)."""


def publish_article(conn: Connection, claim: EnrichClaim, findings: Findings, *, canonical_url: str) -> bool:
    """Write the article with all that belongs to it; False, and nothing written, if another has the same text.

    An article that is there already is replaced, and its former version kept if its text was another. Belongs in the
    transaction that advances the document. Waits for a transaction that publishes the same text.
    """
    article = claim.article
    assert article is not None
    number, text_key, extras = claim.document_id, claim.text_key, article.extras
    if claim.published:
        run(conn, "keep_version", article_id=number, text_key=text_key)
        run(conn, "clear_article", article_id=number)
    row = run_one(
        conn, "replace_article" if claim.published else "insert_article", article_id=number,
        canonical_url=canonical_url, title=article.title, title_source=article.title_source,
        authors=list(article.authors), published_at=article.published_at,
        published_precision=article.published_precision, published_source=article.published_source,
        modified_at=article.modified_at, language=article.language, language_source=article.language_source,
        site_name=article.site_name, dateline=article.dateline, text=article.text, text_key=text_key,
        word_count=len(article.text.split()), body_source=claim.body_source, model=findings.model,
        source_id=claim.source_id, source=claim.source, url=claim.url, first_seen_at=claim.discovered_at,
        version_reason="revised" if claim.revised else "reprocessed", standfirst=extras.standfirst,
        section=extras.section, tags=list(extras.tags), image_url=extras.image_url, image_alt=extras.image_alt,
        truncated=extras.truncated, kind=extras.kind, agency=extras.agency, text_source=article.text_source,
        text_evidence=as_json(dict(article.text_evidence)), images=as_json([asdict(one) for one in extras.images]),
    )  # fmt: skip
    if row is None:
        return False
    _insert_sentences(conn, claim.document_id, article)
    _insert_paragraphs(conn, claim.document_id, article)
    if findings.mentions and findings.model is not None:
        _insert_mentions(conn, claim.document_id, article, findings.mentions, findings.model)
        _insert_locations(conn, claim.document_id, findings.locations)
    if findings.dates:
        insert_dates(conn, claim.document_id, findings.dates)
    if findings.quantities:
        insert_quantities(conn, claim.document_id, findings.quantities)
    if findings.quotes:
        insert_quotes(conn, claim.document_id, findings.quotes)
    if findings.marks or claim.published:
        _keep_marks(conn, number, findings)
    relate_article(conn, number, article.text, published=claim.published)
    return True


def article_with_text(conn: Connection, text_key: bytes) -> int | None:
    """The article that has this text already."""
    row = run_one(conn, "article_with_text", text_key=text_key)
    return row["article_id"] if row else None


def earlier_text(conn: Connection, article_id: int) -> Earlier | None:
    """The article's present text and what the model marked in it, before it is replaced; None if no marks were kept."""
    row = run_one(conn, "earlier_text", article_id=article_id)
    if row is None:
        return None
    sentences = zip(row["sentence_starts"], row["sentence_ends"], strict=True)
    marks = zip(row["starts"], row["ends"], row["labels"], strict=True)
    return Earlier(row["text"], row["model"], tuple(sentences), tuple(marks))


def name_key(name: str) -> bytes:
    """SHA-256 of a folded name: equal for spellings that differ in case and spacing alone."""
    return hashlib.sha256(" ".join(name.casefold().split()).encode("utf-8", "surrogatepass")).digest()


def _insert_sentences(conn: Connection, article_id: int, article: Article) -> None:
    sentences = article.sentences
    run(
        conn, "insert_sentences", article_id=article_id, sentence_nos=[s.sentence_no for s in sentences],
        paragraph_nos=[s.paragraph_no for s in sentences], starts=[s.start_char for s in sentences],
        ends=[s.end_char for s in sentences], texts=[s.text for s in sentences],
    )  # fmt: skip


def _insert_paragraphs(conn: Connection, article_id: int, article: Article) -> None:
    lengths = [len(paragraph) for paragraph in article.paragraphs]
    starts = list(accumulate((length + 2 for length in lengths[:-1]), initial=0))
    kinds = article.paragraph_kinds
    if len(kinds) != len(lengths):
        kinds = ("paragraph",) * len(lengths)
    ends = [start + length for start, length in zip(starts, lengths, strict=True)]
    run(conn, "insert_paragraphs", article_id=article_id, kinds=list(kinds), starts=starts, ends=ends)


def _keep_marks(conn: Connection, article_id: int, findings: Findings) -> None:
    marks = findings.marks
    run(
        conn, "keep_marks", article_id=article_id, model=findings.model or "", starts=[start for start, _, _ in marks],
        ends=[end for _, end, _ in marks], labels=[label for _, _, label in marks],
    )  # fmt: skip


def _insert_mentions(
    conn: Connection, article_id: int, article: Article, mentions: Sequence[Mention], model: str
) -> None:
    names = {(m.label, name_key(m.name)): m.name[:MAX_NAME_CHARS] for m in reversed(mentions)}
    tagged = {(m.tagged[0], name_key(m.tagged[1])): m.tagged[1][:MAX_NAME_CHARS] for m in mentions if m.tagged}
    names |= tagged
    run(
        conn, "insert_entities", names=list(names.values()), labels=[label for label, _ in names],
        name_keys=[key for _, key in names],
    )  # fmt: skip
    if tagged:
        run(conn, "mark_tagged", labels=[label for label, _ in tagged], name_keys=[key for _, key in tagged])
    starts = [sentence.start_char for sentence in article.sentences]
    run(
        conn, "insert_mentions", article_id=article_id, model=model, mention_nos=list(range(len(mentions))),
        sentence_nos=[article.sentences[bisect_right(starts, m.start_char) - 1].sentence_no for m in mentions],
        starts=[m.start_char for m in mentions], ends=[m.end_char for m in mentions],
        texts=[m.text for m in mentions], labels=[m.label for m in mentions],
        name_keys=[name_key(m.name) for m in mentions], scores=[m.score for m in mentions],
        tagged_labels=[m.tagged[0] if m.tagged else None for m in mentions],
        tagged_keys=[name_key(m.tagged[1]) if m.tagged else None for m in mentions],
    )  # fmt: skip
    run(conn, "add_aliases", article_id=article_id)


def _insert_locations(conn: Connection, article_id: int, locations: Sequence[Location]) -> None:
    places = {_place_key(location.place): location.place for location in locations}
    if not places:
        return
    run(
        conn, "insert_places", keys=list(places), names=[place.name for place in places.values()],
        kinds=[place.kind for place in places.values()], countries=[place.country for place in places.values()],
        latitudes=[place.latitude for place in places.values()],
        longitudes=[place.longitude for place in places.values()],
        populations=[place.population for place in places.values()],
        geonames_ids=[place.geonames_id for place in places.values()],
    )  # fmt: skip
    run(
        conn, "insert_locations", article_id=article_id, mention_nos=[one.mention_no for one in locations],
        keys=[_place_key(one.place) for one in locations], scores=[one.score for one in locations],
        evidence=[one.evidence for one in locations],
    )  # fmt: skip


def _place_key(place: Place) -> str:
    return f"geonames:{place.geonames_id}" if place.geonames_id else f"area:{place.name}"
