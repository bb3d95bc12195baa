"""Whether line breaks in running text end paragraphs: some pages know no other mark. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

LONG = 60
"""Characters from which on a line that ends a sentence may be a paragraph: shorter ones are verses and addresses."""

_ENDS = re.compile(r"[.!?…。！？।؟][\"'”’»)\]]*$")


def end_paragraphs(lines: Sequence[str]) -> bool:
    """Whether each of these lines but the last is long and ends a sentence; the last is at least half as long."""
    whole = [line.strip() for line in lines]
    return len(whole) > 1 and all(_is_paragraph(line) for line in whole[:-1]) and len(whole[-1]) >= LONG / 2


def _is_paragraph(line: str) -> bool:
    return len(line) >= LONG and _ENDS.search(line) is not None
