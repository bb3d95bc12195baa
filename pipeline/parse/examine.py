"""What a page says and holds beside what is made of it: for people who want to see why. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from pipeline.errors import Reject
from pipeline.models import Article, BodySource, RawDocument
from pipeline.parse.alignment import align
from pipeline.parse.article import read_article
from pipeline.parse.block_features import Page
from pipeline.parse.block_model import likelihoods
from pipeline.parse.blocks import Block, ancestors, cut_blocks
from pipeline.parse.decode import decode
from pipeline.parse.evidence import Claim, Evidence, read_evidence
from pipeline.parse.language import detect
from pipeline.parse.main_text import described, first_reading, titles_of
from pipeline.parse.sniff import Form, form_of
from pipeline.parse.titles import fold
from pipeline.parse.tree import bare_text, read_tree, too_deep

KEPT = 0.5
"""Share of a block that the text has to hold for the block to count as kept."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One value for a field of the article, who says so, and whether it was chosen."""

    field: str
    value: str
    source: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class SeenBlock:
    """A block of the page: whether the text has it, whether the first reading had it, and how likely it is text."""

    text: str
    kept: bool
    first: bool
    likely: float
    path: str


@dataclass(frozen=True, slots=True)
class Examination:
    """An article, or why there is none, with the evidence. Only pages of HTML have candidates and blocks."""

    article: Article | None
    refused: str
    candidates: tuple[Candidate, ...] = ()
    blocks: tuple[SeenBlock, ...] = ()


def examine(raw: RawDocument, *, now: datetime) -> Examination:
    """Read a document as the parse stage does, and gather what it had to choose from."""
    article, refused = None, ""
    try:
        article = read_article(raw, now=now)
    except Reject as error:
        refused = str(error)
    markup = _markup(raw)
    if markup is None:
        return Examination(article, refused)
    tree = read_tree(markup)
    evidence = read_evidence(tree, url=raw.final_url or raw.url)
    first = first_reading(tree, body=evidence.body, markup=markup)
    blocks = cut_blocks(tree)
    declared = "\n".join(bare_text(evidence.body))
    page = Page(blocks, text=first, declared=declared, described=described(tree), titles=titles_of(tree))
    kept = align([block.words for block in blocks], article.text) if article else [0.0] * len(blocks)
    seen = zip(blocks, kept, page.kept, likelihoods(page.rows()), strict=True)
    return Examination(
        article,
        refused,
        tuple(_candidates(evidence, article, first)),
        tuple(SeenBlock(b.text, k >= KEPT, f >= KEPT, round(likely, 3), _path(b)) for b, k, f, likely in seen),
    )


def _markup(raw: RawDocument) -> str | None:
    """The page's markup; None for what is no HTML page, or nests too deep to look into."""
    if raw.body_source is BodySource.FEED:
        return None
    try:
        text = decode(raw.content, charset=raw.charset)
        if form_of(text, raw) is not Form.HTML or too_deep(read_tree(text)):
            return None
    except Reject:
        return None
    return text


def _path(block: Block) -> str:
    """Where a block stands: the four elements around it, the innermost last."""
    names = [place.signature for place, _ in zip(ancestors(block.place), range(4), strict=False)]
    return " > ".join(name.rstrip(".") for name in reversed(names))


def _candidates(evidence: Evidence, article: Article | None, first: str) -> Iterator[Candidate]:
    """Each claim of the page, marked where it is what the article says."""
    titles = (*evidence.titles, Claim(evidence.page_title, "title"), *(Claim(h, "heading") for h in evidence.headings))
    yield from _marked("title", titles, {fold(article.title)} if article else set())
    yield from _marked("author", evidence.authors, {fold(name) for name in article.authors} if article else set())
    yield from _marked("published", evidence.published, _day(article.published_at) if article else set())
    yield from _marked("modified", evidence.modified, _day(article.modified_at) if article else set())
    found, probability = detect(first[:6_000])
    languages = (Claim(evidence.language, "declared"), Claim(found or "", f"detected, {probability:.2f}"))
    yield from _marked("language", languages, {article.language or ""} if article else set())
    yield from _marked("canonical URL", (Claim(evidence.canonical_url or "", "page"),), set())
    yield from _marked("site", (Claim(evidence.site_name or "", "page"),), set())
    yield from _marked("type", tuple(Claim(kind, "json-ld") for kind in evidence.types), set())


def _marked(field: str, claims: tuple[Claim, ...], chosen: set[str]) -> Iterator[Candidate]:
    for claim in dict.fromkeys(claims):
        if claim.value:
            said = fold(claim.value)
            taken = any(one and (said == one or (one.isdigit() and said.startswith(one))) for one in chosen)
            yield Candidate(field, " ".join(claim.value.split()), claim.source, taken)


def _day(moment: datetime | None) -> set[str]:
    return {moment.date().isoformat().replace("-", "")} if moment else set()
