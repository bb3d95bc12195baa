"""Whom 'the general' means: the one person whom the text has called so by name. Pure, English."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from pipeline.enrich.lexicon import PERSON_ROLES, TITLES
from pipeline.models import Mention

REACH = 3_000
"""Characters back in which the post is looked for; further back another holder may have been named since."""

_SHORT = {
    "general": "gen", "colonel": "col", "senator": "sen", "governor": "gov", "representative": "rep", "doctor": "dr",
    "professor": "prof", "admiral": "adm", "captain": "capt", "lieutenant": "lt", "sergeant": "sgt", "major": "maj",
    "reverend": "rev",
}  # fmt: skip
_THE_ONE = re.compile(r"the\s+(?P<post>[a-z]+)", re.IGNORECASE)
_NOT_THE_HOLDER = re.compile(r"\b(?:former|late|deputy|vice|ex|then|acting)[\s-]+$", re.IGNORECASE)


def described(text: str, speaker: str, at: int, mentions: Sequence[Mention]) -> int | None:
    """The number of the mention that 'the general', whose words begin at `at`, stands for.

    None where nobody was called so by name, where two were, or where somebody else's post was spoken of: nothing is
    guessed.
    """
    found = _THE_ONE.fullmatch(speaker)
    if found is None or (post := found["post"].lower()) not in PERSON_ROLES | TITLES:
        return None
    forms = rf"\b(?:{post}|{_SHORT[post]}\.?)" if post in _SHORT else rf"\b{post}"
    holder: int | None = None
    for place in re.compile(forms + r"(?!\w)", re.IGNORECASE).finditer(text, max(0, at - REACH), at):
        number = bisect_left(mentions, place.end(), key=lambda mention: mention.start_char)
        before = text[max(0, place.start() - 12) : place.start()]
        person = mentions[number] if number < len(mentions) and mentions[number].start_char < at else None
        if person and person.label == "PERSON" and text[place.end() : person.start_char] in (" ", ", "):
            if _NOT_THE_HOLDER.search(before) or (holder is not None and mentions[holder].name != person.name):
                return None
            holder = number
        elif not re.search(r"\bthe\s+$", before, re.IGNORECASE) or re.match(
            r"\s+(?:of|for)\b", text[place.end() :][:9]
        ):
            return None
    return holder
