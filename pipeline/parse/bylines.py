"""Bylines that a page's own claims leave out: behind its heading with 'By', or alone before its text. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import dropwhile, islice

from pipeline.parse.blocks import Block
from pipeline.parse.clean import clean_line
from pipeline.parse.dates import read_date
from pipeline.parse.evidence import Claim
from pipeline.parse.names import is_job
from pipeline.parse.titles import fold
from pipeline.parse.tree import Element, text_of

MOST = 50
"""Elements behind the first heading in which a byline is looked for."""

BEFORE = 3
"""Blocks before the first paragraph in which names may stand alone."""

LONG = 80
"""Characters of a block that is a paragraph of running text."""

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_ELEMENTS = ("h1", "p", "li", "span", "div", "h5", "h6", "address")
_WORD = r"[^\W\d_a-z][^\W\d_]*(?:[-’'.][^\W\d_]*)*"
_NAME = rf"{_WORD}(?:\s(?:(?:van|von|der|den|de|da|di|du|la|le|al|el|bin|y|e)\s){{0,3}}{_WORD}){{1,4}}"
_AND = r"(?:and|und|et|y|e|en|og|och|и|&|/)"
_WIDE_NAME = r"[\u3400-\u9fff]{2,5}"
_BYLINE = re.compile(
    rf"(?:(?i:by|von|par|por|di|door|av|af|oleh|text|autor(?:in)?|author|автор|текст|بقلم|كتبت?)\s?:?\s{_NAME}"
    rf"|(?:作者|撰文|文|记者|記者)(?:\s?[:：・]\s?|\s)(?:{_NAME}|{_WIDE_NAME}))"
    rf"(?:\s{_AND}\s{_NAME}|,\s{_NAME}|、{_WIDE_NAME}){{0,4}}(?:,?\s(?:in|à|en|aus)\s{_WORD}(?:\s{_WORD}){{0,2}})?"
)

_ALONE = re.compile(rf"{_NAME}(?:(?:\s?[/&,]\s?|\s(?:and|und|et|y|e|en|og|och)\s){_NAME}){{0,4}}")


def head_bylines(tree: Element, *, title: str) -> Iterator[Claim]:
    """The first line soon behind the heading that is the article's title which is nothing but 'By' and names."""
    headings = list(islice(tree.iter("h1"), 20))
    alike = [one for one in headings if _is_short(one, most=500) and fold(text_of(one)) == fold(title)]
    heading = next(iter(alike or (headings if len(headings) == 1 else ())), None)
    if heading is None:
        return
    elements = dropwhile(lambda element: element is not heading, tree.iter(*_ELEMENTS))
    for element in islice(elements, 1, MOST):
        if not _is_short(element):
            continue
        line = text_of(element)
        if not _BYLINE.match(line):
            continue
        line, *behind = re.split(r"\s+[|•·–—]\s+", line, maxsplit=1)
        if _BYLINE.fullmatch(line) and all(read_date(rest) is not None for rest in behind):
            yield Claim(line, "html")
            return


def opening_bylines(blocks: Sequence[Block], *, text: str) -> Iterator[Claim]:
    """The names that stand alone beside and before the first paragraph of `text`, in bold, italics or capitals.

    Headings stand there too: the words of a name are none that the text has in small letters.
    """
    paragraphs = set(text.split("\n\n"))
    long = (
        n
        for n, block in enumerate(blocks)
        if block.place.element.tag not in _HEADINGS and len(block.text) >= LONG and clean_line(block.text) in paragraphs
    )
    first = next(long, None)
    if first is None:
        return
    home = blocks[first].place.parent
    small = {word for word in re.findall(r"\w+", text) if word.islower()}
    for number in range(max(0, first - BEFORE), first):
        block, line = blocks[number], blocks[number].text
        if not _ALONE.fullmatch(line) or block.place.element.tag in _HEADINGS:
            continue
        beside = block.place.parent is home and block.place.element.tag == "p"
        marked = beside and (line.isupper() or _is_set_apart(block))
        if not marked and not _is_job_or_date(blocks[number + 1].text):
            continue
        if not any(word.casefold() in small for word in re.findall(r"\w{3,}", line) if not word.islower()):
            yield from (Claim(name.strip(), "opening") for name in line.split("/"))
            return


def _is_job_or_date(line: str) -> bool:
    """Whether a line is what stands below a name: what they do, or when they wrote."""
    if len(line) > LONG or line.endswith((".", "!", "?")):
        return False
    return is_job(line) or read_date(line) is not None


def begins_byline(line: str) -> bool:
    """Whether a line begins with 'By', in whatever language, and a name."""
    return _BYLINE.match(line) is not None


def _is_set_apart(block: Block) -> bool:
    marked = block.place.element.iter("strong", "b", "em", "i")
    return any(fold(text_of(one)) == fold(block.text) for one in islice(marked, 10) if _is_short(one))


def _is_short(element: Element, *, most: int = 100) -> bool:
    """Whether an element holds no more than a line, without reading all of a long one."""
    length = 0
    for number, piece in enumerate(element.itertext()):
        length += len(piece.strip())
        if length > most or number > 30:
            return False
    return length > 5
