"""The main text block by block: what the first reading took, less what is hardly the article's, and what surely is."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any, NamedTuple

from pipeline.parse.alignment import Triples
from pipeline.parse.block_features import Page
from pipeline.parse.block_model import likelihoods
from pipeline.parse.blocks import Block, Place, ancestors
from pipeline.parse.clean import as_paragraphs
from pipeline.parse.furniture import furniture
from pipeline.parse.next_article import without_next
from pipeline.parse.quoted_posts import quoted_posts
from pipeline.parse.standfirst import standfirst_of
from pipeline.parse.tables import held_tables
from pipeline.parse.tree import Element

BOTH, KEPT, SHOWN, NEITHER = 0.4, 0.5, 0.7, 0.85
"""How likely a block has to be the article's that both the first reading and the reader view hold, one, or neither."""

PLAIN_BOTH, PLAIN_KEPT, PLAIN_SHOWN, PLAIN_NEITHER = 0.1, 0.8, 0.1, 0.9
"""The same outside frames on a page that declares no article: blogs, wikis and manuals lack a newsroom's template,
which is what the trees know best; a reader view, made for any page and with rules of its own for names, decides there.
"""

FRAMES = frozenset(("nav", "footer"))
"""Elements that are a page's own whatever they are called; a header or an aside may be the article's."""

FEWEST, MOST = 8, 8_000
"""Blocks: on a page of fewer there is nothing to compare, and one of more is a book or a trap."""

COPIED = 60
"""Characters from which on words that come again elsewhere are a copy."""

HELD_AGAIN = 0.9
"""Share of a hidden block's words that the seen ones have to hold for it to be a copy."""

LAID_OUT_TWICE = 0.25
"""Share of a text that its copies have to reach: what repeats less are quotations and refrains, which stay."""

MOST_LAID = 100_000
"""Characters of a reading that is laid out again."""

COVERED = 0.8
"""Share of the first reading that blocks have to hold: else it came from elsewhere (JSON-LD), and stands as it is."""


class Choice(NamedTuple):
    """A text, whether it was chosen block by block, and what speaks for it: see news.articles.text_evidence."""

    text: str
    by_blocks: bool
    evidence: dict[str, Any]


def choose_blocks(
    blocks: Sequence[Block], text: str, *, declared: str, described: Collection[str], titles: Collection[str],
    shown: Collection[Element], is_article: bool,
) -> Choice:  # fmt: skip
    """The paragraphs of the blocks that are the article's; the first reading where blocks tell nothing about it.

    `shown` are the elements of the page's reader view, `is_article` that the page declares an article. Of a page of a
    few blocks all that can be seen of the first reading is taken, paragraphs that come twice included.
    """
    if len(blocks) > MOST:
        return Choice(text, False, {})
    page = Page(blocks, text=text, declared=declared, described=described, titles=titles, shown=shown)
    if page.coverage < COVERED and (laid := laid_out(blocks, text)):
        text = laid
        page = Page(blocks, text=text, declared=declared, described=described, titles=titles, shown=shown)
    if page.coverage < COVERED:
        return Choice(text, False, {"coverage": round(page.coverage, 2), "agreement": page.declared_agreement(text)})
    if len(blocks) < FEWEST:
        seen = [number for number, block in enumerate(blocks) if page.reads(block)]
        own = furniture(blocks, seen)
        seen = [number for number in seen if number not in own] or seen
        return _choice(page, without_next(blocks, seen, titles), text)
    likely = likelihoods(page.rows())
    tables = held_tables(blocks, page)
    told = enumerate(zip(blocks, page.kept, page.shown, likely, strict=True))
    chosen = [
        number
        for number, (block, kept, seen, sure) in told
        if number in tables
        or sure > enough(kept >= 0.5, seen, plain=not is_article and block.place.tags.isdisjoint(FRAMES))
    ]
    chosen = sorted({*chosen, *quoted_posts(blocks, chosen)})
    own = furniture(blocks, chosen)
    chosen = without_copies(blocks, [number for number in chosen if number not in own])
    chosen = without_hidden_copies(blocks, chosen)
    chosen = sorted({*chosen, *standfirst_of(blocks, chosen, described)})
    return _choice(page, without_next(blocks, chosen, titles), text, likely)


def laid_out(blocks: Sequence[Block], text: str) -> str:
    """A reading in a script without spaces that ran its page's blocks into one, in these blocks' lines again; else ''.

    Its words tell little about where it comes from: what stands between two marks is one.
    """
    letters = "".join(text.split())
    if len(letters) > MOST_LAID or 2 * sum("\u2e7f" < c < "\uac00" for c in letters) < len(letters):
        return ""
    lines = [block.text for block in blocks if "".join(block.text.split()) in letters]
    held = sum(len("".join(line.split())) for line in lines)
    return "\n\n".join(lines) if held >= COVERED * len(letters) else ""


def _choice(page: Page, numbers: Sequence[int], text: str, likely: Sequence[float] = ()) -> Choice:
    chosen = as_paragraphs(list(_paragraphs([page.blocks[number] for number in numbers])))
    if not chosen:
        return Choice(text, False, {})
    told: dict[str, Any] = {"blocks": len(page.blocks), "taken": len(numbers), "agreement": page.agreement(numbers)}
    if likely:
        told["least_likely"] = round(min(likely[number] for number in numbers), 2)
    return Choice(chosen, True, told)


def without_copies(blocks: Sequence[Block], chosen: Sequence[int]) -> list[int]:
    """The chosen blocks' numbers less those of a second copy of the article, which some pages hold for another screen.

    Words that come again beside themselves, below the same element, were written so.
    """
    homes: dict[str, Element] = {}
    copies: set[int] = set()
    for number in chosen:
        block = blocks[number]
        home = (block.place.parent or block.place).element
        if len(block.text) >= COPIED and homes.setdefault(block.text, home) is not home:
            copies.add(number)
    copied = sum(len(blocks[number].text) for number in copies)
    if copied < LAID_OUT_TWICE * (sum(len(blocks[number].text) for number in chosen) - copied):
        return list(chosen)
    return [number for number in chosen if number not in copies]


def without_hidden_copies(blocks: Sequence[Block], chosen: Sequence[int]) -> list[int]:
    """The chosen blocks' numbers less those in elements that nobody sees and that say again what is seen.

    Pages hold their article so for machines, all in one run, beside its title and other data.
    """
    if not any(blocks[number].place.unseen for number in chosen):
        return list(chosen)
    seen = Triples("\n".join(blocks[number].text for number in chosen if not blocks[number].place.unseen))
    copies = {
        _hidden_box(block)
        for block in (blocks[number] for number in chosen)
        if block.place.unseen and len(block.text) >= COPIED and seen.share(block.words) >= HELD_AGAIN
    }
    return [n for n in chosen if not blocks[n].place.unseen or _hidden_box(blocks[n]) not in copies]


def _hidden_box(block: Block) -> Element:
    """The outermost element around a block that nobody sees."""
    return [place for place in ancestors(block.place) if place.unseen][-1].element


def enough(kept: bool, shown: bool, *, plain: bool) -> float:
    """How likely a block has to be, by whether the first reading and the reader view hold it.

    `plain`: it stands in no frame of a page that declares no article.
    """
    if plain:
        return (PLAIN_BOTH if shown else PLAIN_KEPT) if kept else (PLAIN_SHOWN if shown else PLAIN_NEITHER)
    return (BOTH if shown else KEPT) if kept else (SHOWN if shown else NEITHER)


def _paragraphs(blocks: Sequence[Block]) -> Iterator[str]:
    """The blocks' text, the cells of a table's row in one line."""
    row: Place | None = None
    cells: list[str] = []
    for block in blocks:
        home = next((place for place in ancestors(block.place) if place.element.tag == "tr"), None)
        if cells and home is not row:
            yield " | ".join(cells)
            cells = []
        row = home
        if home is None:
            yield block.text
        else:
            cells.append(block.text)
    if cells:
        yield " | ".join(cells)
