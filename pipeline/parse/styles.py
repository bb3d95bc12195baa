"""Styles of a feed's markup: what sets letters and boxes stays, what loads, moves or covers something goes."""

from __future__ import annotations

import re

MAX_STYLE = 4_000


def words(text: str) -> frozenset[str]:
    """The words of a list that is written as one text."""
    return frozenset(text.split())


_SET = words(
    "clear color direction display float font font-family font-size font-style font-variant font-weight height"
    " letter-spacing line-height list-style-type max-height max-width min-height min-width overflow text-align"
    " text-decoration text-indent text-transform unicode-bidi vertical-align white-space width word-spacing"
)
_BOX = re.compile(r"(?:background(?!-(?:attachment|clip|image|origin|repeat|size)$)|border|margin|padding)(?:-[a-z]+)*")
_HARMLESS = re.compile(r"(?:[\w\s,.#%!-]|\([\d\s,.%]*\))+", re.ASCII)


def safe_style(style: str) -> str | None:
    """The declarations that are kept, in one form; None where none is. A background is kept without its picture."""
    declared = (one.partition(":") for one in style[:MAX_STYLE].split(";"))
    named = ((name.strip().lower(), value.strip()) for name, _, value in declared)
    kept = (
        f"{name}: {value};"
        for name, value in named
        if (name in _SET or _BOX.fullmatch(name)) and _HARMLESS.fullmatch(value)
    )
    return " ".join(kept) or None
