"""Markdown to a title, front matter and paragraphs, by CommonMark's rules (markdown-it-py)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.token import Token

from pipeline.parse.clean import as_paragraphs, clean_line, plain_line

_FRONT = re.compile(r"\A\s*(---|\+\+\+)[ \t]*\n(.{0,20000}?)\n(?:\1|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_PAIR = re.compile(r"^([A-Za-z_][\w-]{0,40})\s*[:=]\s*(.*)$")
MAX_CHARACTERS = 2_000_000


@dataclass(frozen=True, slots=True)
class Markdown:
    """A Markdown file's own claims and words. `front` holds front matter under lower-case keys."""

    title: str
    text: str
    front: dict[str, list[str]] = field(default_factory=dict)


def read_markdown(text: str) -> Markdown:
    """The title (front matter, else the first heading of the first level), and the paragraphs without their markup.

    A heading, a list point, a table cell and a code block are a paragraph each. Raw HTML is struck, its text stays.
    """
    front, body = _front_matter(text)
    tokens = MarkdownIt("commonmark", {"maxNesting": 40}).enable("table").parse(body)
    title = next(iter(front.get("title", ())), "")
    blocks: list[str] = []
    heading_taken = bool(title)
    for kind, block in _blocks(tokens):
        if not heading_taken and kind == "h1" and not blocks:
            title, heading_taken = block, True
            continue
        if kind == "h1" and clean_line(block) == clean_line(title):
            continue
        blocks.append(block)
    return Markdown(clean_line(title), as_paragraphs(blocks), front)


def _front_matter(text: str) -> tuple[dict[str, list[str]], str]:
    """Keys and values of a YAML or TOML head as far as they are plain, and the text behind it."""
    match = _FRONT.match(text[:30_000])
    if match is None:
        return {}, text
    found: dict[str, list[str]] = {}
    key = ""
    for line in match[2].split("\n"):
        pair = _PAIR.match(line)
        if pair:
            key = pair[1].lower()
            found[key] = (
                [v for v in (_unquoted(v) for v in re.split(r"\s*,\s*", pair[2].strip("[] "))) if v]
                if pair[2].startswith("[")
                else []
            )
            if not pair[2].startswith("[") and _unquoted(pair[2]):
                found[key] = [_unquoted(pair[2])]
        elif key and line.strip().startswith("- "):
            found[key].append(_unquoted(line.strip()[2:]))
    return found, text[match.end() :]


def _unquoted(value: str) -> str:
    value = value.strip()
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value


def _blocks(tokens: list[Token]) -> Iterator[tuple[str, str]]:
    """Each block's kind ('h1', 'p', 'code') and its text."""
    kind = "p"
    for token in tokens:
        if token.type == "heading_open":
            kind = token.tag
        elif token.type == "heading_close":
            kind = "p"
        elif token.type == "inline":
            yield kind, _inline(token.children or [])
        elif token.type in ("fence", "code_block"):
            yield "code", token.content
        elif token.type == "html_block":
            yield "p", plain_line(token.content, limit=100_000)


def _inline(children: list[Token]) -> str:
    """The words of a line: links by their text, images left out, breaks as spaces."""
    words: list[str] = []
    for child in children:
        if child.type in ("text", "code_inline"):
            words.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            words.append(" ")
    return "".join(words)
