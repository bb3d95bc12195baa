"""Plain text files: paragraphs, and whether the first line is a headline."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.parse.clean import as_paragraphs, clean_line, clean_text
from pipeline.parse.dateline import read_dateline
from pipeline.parse.sentences import split_sentences

MAX_HEADLINE = 160
MAX_TITLE = 120
_ENDS = (".", "!", "?", "…", ",", ";", "。", "।", "”", '"')
_BYLINE = re.compile(r"(?:by|von|par|por)\s+([^\W\d_][^\n]{2,90})$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PlainText:
    """A text without markup: the headline and byline that stand above it ('' without), and its paragraphs."""

    title: str
    byline: str
    text: str


def read_plain(text: str) -> PlainText:
    """The headline, byline and paragraphs of a text file.

    Paragraphs are parted by empty lines; a file without any has one paragraph a line where its lines are long, and is
    one paragraph with wrapped lines otherwise.
    """
    blocks = _blocks(clean_text(text))
    title = blocks.pop(0) if len(blocks) > 1 and is_headline(blocks[0]) else ""
    byline = ""
    if len(blocks) > 1 and len(blocks[0]) <= 100 and (match := _BYLINE.match(clean_line(blocks[0]))):
        byline = match[1]
        blocks.pop(0)
    return PlainText(clean_line(title), byline, as_paragraphs(blocks))


def is_headline(block: str) -> bool:
    """Whether a first block is a headline: one line, not long, no sentence's end, no dateline, no byline."""
    line = block.strip()
    if "\n" in line or not 3 <= len(line) <= MAX_HEADLINE or not any(c.isalpha() for c in line):
        return False
    if _BYLINE.match(line) or read_dateline(line + " x") is not None:
        return False
    if len(split_sentences(line)) != 1 or line.rstrip("”’\"'").endswith("."):
        return False
    return not line.endswith(_ENDS) or (line[-1] in '?!”"' and len(line) <= 100)


def first_sentence(text: str, *, language: str | None) -> str:
    """The text's first sentence as a title: at most 120 characters, cut at a word with '…'."""
    first = next(iter(split_sentences(text[:5_000].split("\n\n")[0], language=language or "en")), None)
    line = clean_line(first.text) if first is not None else ""
    if len(line) <= MAX_TITLE:
        return line
    head = line[: MAX_TITLE - 1]
    cut = head.rfind(" ")
    return head[: cut if cut > MAX_TITLE // 2 else len(head)].rstrip(" ,;:—–-") + "…"


def _blocks(text: str) -> list[str]:
    blocks = [block.strip("\n") for block in re.split(r"\n[^\S\n]*\n\s*", text.strip()) if block.strip()]
    if len(blocks) <= 2 and any(block.count("\n") >= 2 for block in blocks):
        lines = [line for block in blocks for line in block.split("\n") if line.strip()]
        if sum(len(line) for line in lines) > 120 * len(lines):
            return lines
    return blocks
