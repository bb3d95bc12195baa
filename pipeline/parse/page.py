"""An HTML page to an article: evidence, main text, language, sentences."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from pipeline.errors import Reason, Reject
from pipeline.models import Article
from pipeline.parse.agencies import first_agency, signed_agency
from pipeline.parse.blocks import Block, cut_blocks
from pipeline.parse.bylines import head_bylines, opening_bylines
from pipeline.parse.clean import plain_line
from pipeline.parse.credits import without_credits
from pipeline.parse.dateline import dateline_date, read_dateline
from pipeline.parse.dates import Moment, read_date
from pipeline.parse.decode import decode
from pipeline.parse.evidence import Claim, Evidence, read_evidence, url_of_links
from pipeline.parse.extras import MAX_STANDFIRST, is_truncated
from pipeline.parse.heads import people, without_head, without_repeats
from pipeline.parse.images import with_images
from pipeline.parse.language import read_language
from pipeline.parse.linked_data import text_value
from pipeline.parse.main_text import Reading, few_words, read_main_text
from pipeline.parse.mojibake import repaired
from pipeline.parse.names import read_names
from pipeline.parse.other_pages import MIN_TEXT, judge_page
from pipeline.parse.page_kind import FRAMES
from pipeline.parse.script_body import script_body
from pipeline.parse.second_opinion import MAX_MARKUP, found_authors, found_date
from pipeline.parse.sentences import split_sentences
from pipeline.parse.structure import STANDFIRST, paragraph_kinds
from pipeline.parse.titles import choose_title, fold, is_site, site_words
from pipeline.parse.tree import Element, TooDeep, read_tree, too_deep
from pipeline.parse.walls import prompts_behind, without_prompt

MAX_BYTES = 10_000_000
SCRIPT, FEW_WORDS = "script", "few-words"
"""Whose a text is that no reader of main texts gave: a script's, or all the words of a bare page."""

_BODY = re.compile(r"<body\b", re.IGNORECASE)

WORDLESS = "the page has no main text"


def parse_page(html: bytes, *, url: str) -> Article:
    """The article of an HTML page. Raises Reject: what the page is instead of an article.

    Of a page without a main text but with a few words it gives these, their `text_source` FEW_WORDS: there is nothing
    else to show, and too little to publish (`read_article` refuses it).
    """
    if len(html) > MAX_BYTES:
        raise Reject(Reason.TOO_LARGE, f"{len(html)} bytes of HTML")
    return read_page(repaired(decode(html)), url=url)


def read_page(markup: str, *, url: str, now: datetime | None = None) -> Article:
    """The article of a page's markup; dates after `now` are not believed. Raises Reject."""
    try:
        tree, deep, evidence, blocks, reading = _read_parts(markup, url=url)
    except RecursionError:
        raise Reject(Reason.PARSE_ERROR, "the page nests too deep") from None
    title = choose_title(evidence, url=url)
    if not deep and len(markup) <= MAX_MARKUP:
        openers = opening_bylines(blocks, text=reading.text)
        evidence = _filled(tree, evidence, title=title.value, openers=openers, url=url, now=now)
    authors = choose_authors(evidence, url=url)
    claimed = [claim.value for claim in evidence.titles]
    text = without_head(reading.text, titles=(title.value, *evidence.headings), claimed=claimed, authors=authors)
    kind = judge_page(tree, blocks=blocks, text=text, title=title.value, evidence=evidence)
    if first_date(evidence.published, now=now)[0] is None:
        head = (Claim(line, "opening") for line in reading.text.removesuffix(text).split("\n\n"))
        evidence = replace(evidence, published=(*evidence.published, *head))
    if len(text) < MIN_TEXT:
        text, reading = few_words(blocks) or text, Reading(text, FEW_WORDS)
    if not text or fold(text) == fold(title.value):
        raise Reject(Reason.NO_CONTENT, WORDLESS)
    text, prompted = without_prompt(text)
    prompted = prompted or prompts_behind(text, [block.text for block in blocks if not block.place.tags & FRAMES])
    evidence = replace(evidence, extras=replace(evidence.extras, kind=kind, truncated=prompted))
    text = without_repeats(text, authors=authors, day=first_date(evidence.published, now=now)[0])
    text, credited = without_credits(text, authors=authors)
    article = build_article(evidence, title=title, text=text, url=url, now=now)
    if article.extras.agency is None and (agency := signed_agency(credited)):
        article = replace(article, extras=replace(article.extras, agency=agency))
    told = {**reading.evidence, **article.text_evidence}
    article = replace(article, text_source=reading.source, text_evidence=told)
    return article if deep else _with_kinds(article, blocks)


def _read_parts(markup: str, *, url: str) -> tuple[Element, bool, Evidence, list[Block], Reading]:
    """A page's tree, whether it nests too deep to look into, its claims, blocks and main text."""
    tree = read_tree(markup)
    try:
        blocks = cut_blocks(tree)
    except TooDeep:
        reading = read_main_text(tree, blocks=[], body="", deep=True, markup=markup, is_article=False)
        return tree, True, _head_evidence(markup, url=url), [], reading
    evidence = read_evidence(tree, url=url)
    reading = read_main_text(
        tree, blocks=blocks, body=evidence.body, deep=False, markup=markup, is_article=evidence.is_article
    )
    if len(reading.text) < MIN_TEXT and (held := script_body(tree)):
        blocks, reading = _read_held(held)
    base = url_of_links(url, evidence.canonical_url)
    evidence = replace(evidence, extras=with_images(evidence.extras, tree, evidence.node, url=base))
    return tree, False, evidence, blocks, reading


def _head_evidence(markup: str, *, url: str) -> Evidence:
    """What the head alone claims of a page whose body nests too deep to look into."""
    body = _BODY.search(markup)
    if body is None or not markup[: body.start()].strip():
        return Evidence()
    head = read_tree(markup[: body.start()])
    return Evidence() if too_deep(head) else read_evidence(head, url=url)


def _with_kinds(article: Article, blocks: list[Block]) -> Article:
    """The article with its paragraphs' kinds; a standfirst at its head is the page's if that names none."""
    kinds = paragraph_kinds(blocks, article.text, standfirst=article.extras.standfirst)
    if kinds[0] == STANDFIRST:
        first, _, rest = article.text.partition("\n\n")
        extras = replace(article.extras, standfirst=article.extras.standfirst or first[:MAX_STANDFIRST])
        article = replace(article, extras=extras, dateline=article.dateline or read_dateline(rest))
    return replace(article, paragraph_kinds=kinds)


def _read_held(markup: str) -> tuple[list[Block], Reading]:
    """The blocks and the text of an article's markup that stood in a script; nothing where it nests too deep."""
    tree = read_tree(f"<html><body><article>{markup}</article></body></html>")
    try:
        blocks = cut_blocks(tree)
    except TooDeep:
        return [], Reading("", SCRIPT)
    reading = read_main_text(tree, blocks=blocks, body="", deep=False, markup=markup, is_article=True)
    return blocks, reading._replace(source=SCRIPT)


def _filled(
    tree: Element, evidence: Evidence, *, title: str, openers: Iterable[Claim], url: str, now: datetime | None
) -> Evidence:
    """The evidence, with what others find where the page's own claims give no date or nobody's name.

    `openers` are the names that stand before its text.
    """
    undated = first_date(evidence.published, now=now)[0] is None and not any(map(is_beyond_month, evidence.published))
    if undated and (day := found_date(tree, url=url)):
        evidence = replace(evidence, published=(*evidence.published, Claim(day, "htmldate")))
    site = site_words(evidence, url=url)
    signers, _ = _signers(evidence, url=url)
    if all(is_site(name, site) for name in signers):
        evidence = replace(evidence, authors=(*evidence.authors, *head_bylines(tree, title=title)))
        signers, _ = _signers(evidence, url=url)
    if all(is_site(name, site) for name in signers):
        evidence = replace(evidence, authors=(*evidence.authors, *openers))
        signers, _ = _signers(evidence, url=url)
    if not signers:
        refused = {fold(claim.value) for claim in evidence.authors}
        names = [n for n in found_authors(tree) if fold(n) not in refused]
        evidence = replace(evidence, authors=(*evidence.authors, *(Claim(name, "trafilatura") for name in names)))
    return evidence


def is_beyond_month(claim: Claim) -> bool:
    """Whether a claim is a day that its month has not: a guess would make the first of February of '2026-02-30'."""
    found = re.match(r"\s*(\d{4})-(\d{2})-(29|30|31)(?!\d)", claim.value)
    if found is None or not 1 <= int(found[2]) <= 12 or int(found[1]) == 0:
        return False
    return int(found[3]) > calendar.monthrange(int(found[1]), int(found[2]))[1]


def build_article(evidence: Evidence, *, title: Claim, text: str, url: str, now: datetime | None) -> Article:
    """The article that the evidence and the text make."""
    published, source = first_date(evidence.published, now=now)
    modified, modified_source = first_date(evidence.modified, now=now)
    language, language_source = read_language(text, declared=evidence.language)
    return Article(
        url=url,
        text=text,
        title=title.value,
        title_source=title.source,
        authors=choose_authors(evidence, url=url),
        published_at=published[0] if published else None,
        published_precision=published[1] if published else None,
        published_source=source,
        modified_at=modified[0] if modified else None,
        language=language,
        language_source=language_source,
        canonical_url=evidence.canonical_url,
        site_name=evidence.site_name,
        dateline=read_dateline(text),
        extras=replace(
            evidence.extras,
            truncated=is_truncated(evidence.node, words=len(text.split()), prompted=evidence.extras.truncated),
            agency=read_agency(evidence, text, url=url),
        ),
        sentences=split_sentences(text, language=language or "en"),
        text_evidence={
            name: value
            for name, value in (
                ("declared_language", plain_line(evidence.language, limit=40)),
                ("published_offset", _offset_of(published)),
                ("modified_offset", _offset_of(modified)),
                ("modified_precision", modified[1] if modified else ""),
                ("modified_source", modified_source),
                ("dateline_date", dateline_date(text)),
            )
            if value
        },
    )


def _offset_of(moment: Moment | None) -> str:
    """'+02:00' for an instant that is written in such a zone; '' in UTC, and where no zone is written."""
    return moment[0].isoformat()[-6:] if moment and moment[0].utcoffset() else ""


def choose_authors(evidence: Evidence, *, url: str) -> tuple[str, ...]:
    """The names of those who sign, but wire agencies."""
    return people(_signers(evidence, url=url)[0])


def _signers(evidence: Evidence, *, url: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names from the most trusted source that gives any but the site's own, and the lines that they stand in.

    The site signs when no person does, by its address if it calls itself so.
    """
    site = site_words(evidence, url=url)
    signed: tuple[str, ...] = ()
    for source in dict.fromkeys(claim.source for claim in evidence.authors):
        lines = tuple(claim.value for claim in evidence.authors if claim.source == source)
        names = read_names(lines)
        others = tuple(name for name in names if not is_site(name, site))
        if others:
            return others, lines
        signed = signed or names
    host = site_words(Evidence(), url=url)
    addresses = tuple(name for name in evidence.publishers if is_site(name, host))
    return signed or read_names(evidence.publishers) or addresses, evidence.publishers


def read_agency(evidence: Evidence, text: str, *, url: str) -> str | None:
    """The wire agency among those who sign or beside them in another line, else that of the text's dateline or end."""
    names, lines = _signers(evidence, url=url)
    beside = (claim.value for claim in evidence.authors if any(fold(name) in fold(claim.value) for name in names))
    sources = (evidence.node.get("sourceOrganization"), evidence.node.get("provider"))
    return first_agency((*lines, *beside, *evidence.publishers, *map(text_value, sources))) or signed_agency(text)


def first_date(claims: tuple[Claim, ...], *, now: datetime | None) -> tuple[Moment | None, str | None]:
    """The first claim that is a date within range, and its source."""
    for claim in claims:
        moment = read_date(claim.value, now=now)
        if moment is not None:
            return moment, claim.source
    return None, None
