"""Lines that send the reader to another article: 'Read more: Ten bridges that never opened'. Pure."""

from __future__ import annotations

import re

from pipeline.parse.blocks import Block

LONGEST = 300
"""Characters of such a line; a longer one is a paragraph that begins so."""

_SAYS = re.compile(
    r"^\W*(?:read (?:more|also|next)|see also|also read|more (?:on|from)|related(?: (?:stor|article|cover)\w*)?"
    r"|recommended|watch(?: more)?|listen|lesen sie(?: (?:auch|mehr|dazu|hier))?|lies auch|mehr (?:zum thema|dazu)"
    r"|(?:à )?lire (?:aussi|également)|voir aussi|leia (?:também|mais)|veja também|l[ea]e también|lea también"
    r"|(?:le|te) puede interesar|ver también|leggi anche|lees (?:ook|meer)|читайте (?:также|ещ[её])"
    r"|läs (?:också|även|mer)|les (?:også|mer)|læs (?:også|mere)|(?:czytaj|zobacz) (?:także|też|również)"
    r"|延伸阅读|相关阅读|関連記事|اقرأ أيض\w+)(?!\w)",
    re.IGNORECASE,
)


def is_pointer(block: Block) -> bool:
    """Whether a block opens with such words and most of the rest is a link."""
    if len(block.text) > LONGEST or not block.link_chars:
        return False
    said = _SAYS.match(block.text)
    return said is not None and 2 * block.link_chars >= len(block.text) - said.end()
