"""The article that only a page's scripts hold: its markup as a string under a name like 'contentHtml'. Pure."""

from __future__ import annotations

import json
import re

from pipeline.parse.tree import Element

MAX_SCRIPT = 4_000_000
LEAST = 250
"""Characters of markup below which nothing is an article."""

_NAMED = re.compile(
    r'"\w{0,30}(?:body|content|html|text|story)\w{0,10}"\s{0,5}:\s{0,5}("[^"\\]*(?:\\.[^"\\]*)*")', re.IGNORECASE
)
_TO_FILL = re.compile(r"\$\$\w{1,40}\$\$|%%\w{1,40}%%|\{\{[^{}<>]{1,80}\}\}|\[\[\w{1,40}\]\]")
"""What the page's program would put something in the place of."""

_PARAGRAPH = re.compile(r"<p[\s>]", re.IGNORECASE)


def script_body(tree: Element) -> str:
    """The longest markup of at least two paragraphs that a script of the page names as content; '' if none."""
    best = ""
    for script in tree.iter("script"):
        text = script.text or ""
        if len(text) > MAX_SCRIPT:
            continue
        for found in _NAMED.finditer(text):
            if len(found[1]) > max(LEAST, len(best)):
                markup = _read(found[1])
                if len(markup) > max(LEAST, len(best)) and len(_PARAGRAPH.findall(markup)) >= 2:
                    best = markup
    return best


def _read(literal: str) -> str:
    try:
        return _TO_FILL.sub("", str(json.loads(literal, strict=False)))
    except ValueError:
        return ""
