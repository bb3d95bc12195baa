"""What a page says and holds beside what is made of it: for people who want to see why. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from pipeline.errors import Reject
from pipeline.models import Article, BodySource, FeedEntry, RawDocument
from pipeline.parse.alignment import align
from pipeline.parse.article import read_article
from pipeline.parse.block_features import Page
from pipeline.parse.block_model import likelihoods
from pipeline.parse.blocks import Block, ancestors, cut_blocks
from pipeline.parse.decode import decode
from pipeline.parse.evidence import Claim, Evidence, read_evidence
from pipeline.parse.language import SAMPLE, detect
from pipeline.parse.main_text import DECLARED, described, first_reading, read_fragment, titles_of
from pipeline.parse.mojibake import repaired
from pipeline.parse.names import read_names
from pipeline.parse.reader import shown_elements
from pipeline.parse.sniff import Form, form_of
from pipeline.parse.titles import fold
from pipeline.parse.tree import bare_text, read_tree, too_deep

FEED = "feed"
"""Where a claim comes from that the entry made."""

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
    """An article, or why there is none, with the evidence. Only pages of HTML have blocks, and candidates of their own
    beside the entry's.
    """

    article: Article | None
    refused: str
    candidates: tuple[Candidate, ...] = ()
    blocks: tuple[SeenBlock, ...] = ()


def examine(raw: RawDocument, *, entry: FeedEntry | None = None, now: datetime) -> Examination:
    """Read a document as the parse stage does, and gather what it had to choose from."""
    article, refused = None, ""
    try:
        article = read_article(raw, entry=entry, now=now)
    except Reject as error:
        refused = str(error)
    markup = _markup(raw)
    if markup is None:
        return Examination(article, refused, tuple(_candidates(None, article, Claim("", ""), entry)))
    tree = read_tree(markup)
    evidence = read_evidence(tree, url=raw.final_url or raw.url)
    blocks = cut_blocks(tree)
    first, whose = first_reading(tree, body=evidence.body, markup=markup, blocks=len(blocks))
    declared = "\n".join(bare_text(evidence.body))
    page = Page(
        blocks, text=first, declared=declared, described=described(tree), titles=titles_of(tree),
        shown=shown_elements(tree),
    )  # fmt: skip
    cells = article.text.replace(" | ", "\n") if article else ""  # a row of a table is one line of the text
    kept = align([block.words for block in blocks], cells)
    seen = zip(blocks, kept, page.kept, likelihoods(page.rows()), strict=True)
    return Examination(
        article,
        refused,
        tuple(_candidates(evidence, article, Claim(first, whose), entry)),
        tuple(SeenBlock(b.text, k >= KEPT, f >= KEPT, round(likely, 3), _path(b)) for b, k, f, likely in seen),
    )


def _markup(raw: RawDocument) -> str | None:
    """The page's markup; None for what is no HTML page, or nests too deep to look into."""
    if raw.body_source is BodySource.FEED:
        return None
    try:
        text = repaired(decode(raw.content, charset=raw.charset))
        if form_of(text, raw) is not Form.HTML or too_deep(read_tree(text)):
            return None
    except Reject:
        return None
    return text


def _path(block: Block) -> str:
    """Where a block stands: the four elements around it, the innermost last."""
    names = [place.signature for place, _ in zip(ancestors(block.place), range(4), strict=False)]
    return " > ".join(name.rstrip(".") for name in reversed(names))


def _candidates(
    page: Evidence | None, article: Article | None, first: Claim, entry: FeedEntry | None
) -> Iterator[Candidate]:
    """Each claim of the page and of the feed, the most trusted first, marked where it is what the article says."""
    said = _said(article)
    seen = page or Evidence()
    titles = (*seen.titles, Claim(seen.page_title, "title"), *(Claim(h, "heading") for h in seen.headings))
    fed = entry or FeedEntry(identity="")
    yield from _marked("title", (*titles, Claim(fed.title, FEED)), said)
    yield from _marked("author", (*seen.authors, *(Claim(name, FEED) for name in fed.authors)), said)
    yield from _marked("published", (*seen.published, _moment(fed.published_at)), said)
    yield from _marked("modified", (*seen.modified, _moment(fed.modified_at)), said)
    found, probability = detect(first.value[:SAMPLE]) if first.value else (None, 0.0)
    languages = (Claim(seen.language, "declared"), Claim(found or "", f"detected, {probability:.2f}"))
    yield from _marked("language", (*languages, Claim(fed.language or "", FEED)), said)
    yield from _marked("canonical URL", (Claim(seen.canonical_url or "", "page"),), said)
    yield from _marked("site", (Claim(seen.site_name or "", "page"),), said)
    yield from _marked("type", tuple(Claim(kind, "json-ld") for kind in seen.types), said)
    yield from _texts(seen.body, article, first, fed)


def _said(article: Article | None) -> dict[str, set[str]]:
    """What the article says in each field, folded."""
    if article is None:
        return {}
    return {
        "title": {fold(article.title)},
        "author": {fold(name) for name in article.authors},
        "published": _day(article.published_at),
        "modified": _day(article.modified_at),
        "language": {article.language or ""},
        "canonical URL": {fold(article.canonical_url or "")},
        "site": {fold(article.site_name or "")},
    }


def _texts(declared: str, article: Article | None, first: Claim, entry: FeedEntry) -> Iterator[Candidate]:
    """The texts that there were; that is marked whose reading the article's is."""
    content = read_fragment(entry.content) if "<" in entry.content else entry.content
    texts = [first, Claim("\n".join(bare_text(declared)), DECLARED), Claim(content, FEED)]
    taken = article.text_source if article else ""
    if article is not None and taken not in {text.source for text in texts if text.value.strip()}:
        texts.insert(0, Claim(article.text, taken))
    for text in texts if first.source != DECLARED else texts[:1] + texts[2:]:
        if text.value.strip():
            yield Candidate("text", " ".join(text.value.split()), text.source, text.source == taken)


def _moment(at: datetime | None) -> Claim:
    return Claim(at.isoformat() if at else "", FEED)


def _marked(field: str, claims: tuple[Claim, ...], said: dict[str, set[str]]) -> Iterator[Candidate]:
    chosen = said.get(field, set())
    for claim in dict.fromkeys(claims):
        if claim.value:
            names = read_names([claim.value]) if field == "author" else ()  # the claim is the whole byline
            words = {fold(claim.value), *map(fold, names)}
            taken = any(one and any(w == one or (one.isdigit() and w.startswith(one)) for w in words) for one in chosen)
            yield Candidate(field, " ".join(claim.value.split()), claim.source, taken)


def _day(moment: datetime | None) -> set[str]:
    return {moment.date().isoformat().replace("-", "")} if moment else set()
