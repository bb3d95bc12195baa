"""HTML to an element tree without losing text: lxml's defaults drop what is nested deep or longer than 10 MB."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree, html

from pipeline.errors import Reason, Reject
from pipeline.parse.hover_cards import drop_cards
from pipeline.parse.line_breaks import end_paragraphs

MAX_CHARACTERS = 12_000_000
MAX_DEPTH = 500
MAX_TAGS = 300_000
Element = Any
"""An lxml element (lxml ships no types)."""

_CLASSES = etree.ElementDefaultClassLookup(
    element=html.HtmlElement, comment=html.HtmlComment, pi=html.HtmlProcessingInstruction, entity=html.HtmlEntity
)
"""One class for all elements: lxml.html's own choice among classes for forms and the like calls Python at each look."""

_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,500}\?>")
_CODE = re.compile(r"<(script|style)\b[^>]{0,2000}>", re.IGNORECASE)


def read_tree(text: str) -> Element:
    """The element tree of a page. Raises Reject: TOO_LARGE, NO_CONTENT for nothing, PARSE_ERROR for no markup."""
    if len(text) > MAX_CHARACTERS:
        raise Reject(Reason.TOO_LARGE, f"{len(text)} characters of HTML")
    text = _XML_DECLARATION.sub("", text).replace("\0", "")
    if not text.strip():
        raise Reject(Reason.NO_CONTENT, "the page is empty")
    if text.count("<") > MAX_TAGS:
        raise Reject(Reason.TOO_LARGE, f"{text.count('<')} tags")
    parser = html.HTMLParser(huge_tree=True, encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False)
    parser.set_element_class_lookup(_CLASSES)
    try:
        tree = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise Reject(Reason.PARSE_ERROR, f"{type(error).__name__}: {str(error)[:100]}") from None
    etree.strip_elements(tree, "template", with_tail=False)  # nobody sees what a template holds
    drop_cards(tree)
    return tree


class TooDeep(Exception):
    """Elements nest deeper than MAX_DEPTH."""


def too_deep(tree: Element) -> bool:
    """Whether elements nest deeper than code that walks them by recursion can follow (iterative, linear)."""
    depth = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > MAX_DEPTH:
            return True
    return False


def text_of(element: Element) -> str:
    """The element's text in one line, line breaks and cells parted by a space; scripts and styles left out."""
    parts: list[str] = []
    hidden = 0
    for event, node in etree.iterwalk(element, events=("start", "end")):
        if not isinstance(node.tag, str):
            if event == "end":
                parts.append(node.tail or "" if node is not element else "")
            continue
        if event == "start":
            hidden += node.tag in HIDDEN
            if not hidden:
                parts.append((" " if node.tag in BREAKS else "") + (node.text or ""))
        else:
            hidden -= node.tag in HIDDEN
            if node is not element and not hidden:
                parts.append((" " if node.tag in BREAKS else "") + (node.tail or ""))
    return " ".join("".join(parts).split())


HIDDEN = frozenset(("script", "style", "noscript", "template", "svg", "head", "select", "button", "iframe", "textarea"))
BREAKS = frozenset(
    [
        "br",
        "p",
        "div",
        "li",
        "td",
        "th",
        "tr",
        "ul",
        "ol",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "section",
        "article",
        "blockquote",
        "figure",
        "figcaption",
        "table",
        "dd",
        "dt",
        "pre",
        "hr",
    ]
)
BLOCKS = BREAKS - {"br"}
"""Elements that begin a paragraph of their own."""


def blocks_under(tree: Element) -> Iterator[str]:
    """The text of a tree cut at its block elements, and where line breaks end paragraphs, in order, by one walk."""
    parts: list[str] = []
    hidden = 0
    for event, node in etree.iterwalk(tree, events=("start", "end")):
        cuts = node.tag in BLOCKS
        if event == "start":
            hidden += node.tag in HIDDEN
        if cuts and parts and not hidden:
            yield from _by_lines("".join(parts))
            parts = []
        if event == "start" and not hidden:
            parts.append(node.text or "")
            if node.tag == "br":
                parts.append(_BREAK)
        elif event == "end":
            hidden -= node.tag in HIDDEN
            if not hidden and node is not tree:
                parts.append(node.tail or "")
    yield from _by_lines("".join(parts))


_BREAK = "\0"
"""Stands for a line break: trees hold none."""


def _by_lines(text: str) -> list[str]:
    lines = [line for line in text.split(_BREAK) if line.strip()]
    return lines if end_paragraphs(lines) else [text.replace(_BREAK, " ")]


def bare_text(text: str) -> list[str]:
    """The words of markup by striking the tags, in blocks: what is left when a tree cannot be walked."""
    text = _without_code(text)
    text = re.sub(
        r"</?(?:p|div|br|li|h[1-6]|tr|td|section|article|blockquote)\b[^<>]{0,2000}>", "\n\n", text, flags=re.IGNORECASE
    )
    text = re.sub(r"<[^<>]{0,5000}>", "", text)
    return [" ".join(block.split()) for block in re.split(r"\n\s*\n", text) if block.strip()]


def _without_code(text: str) -> str:
    """Markup without its scripts and styles; one that nobody closes ends with the page."""
    kept: list[str] = []
    position = 0
    while opened := _CODE.search(text, position):
        kept.append(text[position : opened.start()])
        closed = re.compile(rf"</{opened[1]}\s*>", re.IGNORECASE).search(text, opened.end())
        position = closed.end() if closed else len(text)
    return " ".join((*kept, text[position:]))
