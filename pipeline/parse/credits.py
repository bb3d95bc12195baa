"""Lines that end an article and tell who made it, who they are or how to reach them, not what it tells. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection

LAST = 3
"""Paragraphs at the end of a text among which such lines are looked for."""

LONGEST = 300
"""Characters of such a line; a longer one is a paragraph that names its sources."""

LONGEST_LIFE, LONGEST_JOB = 500, 40
"""Characters of what is told of an author, and of the word for what they do before the name."""

_WORK = (
    r"(?:(?:additional |further )?(?:report|writ|edit)ing|reported|written|edited|translat(?:ed|ion)|research|graphics?"
    r"|bericht|mitarbeit|redaktion|redigiert|bearbeitet|reportage|rédigé|édité|écrit|version française"
    r"|reporte|reportaje|redacción|escrito|editado|traducido|reportagem|edição|redação|tradução|tradotto|redatto)"
)
_NAME = r"(?-i:[^\W\d_a-z][\w.'’-]*)"
_TOKEN = (
    rf"(?:{_NAME}|{_WORK}|and|with|in|at|by|for|from|of|the|und|mit|von|aus|bei|et|à|avec|de|du|des|par|y|e|en|con|por"
    r"|para|da|do|di|(?:writer|reporter|correspondent|editor|journalist)s?)"
)
_PERSON = rf"(?:{_NAME} {_NAME}|the (?:author|reporter|writer))"
_MAIL = r"\S@\S+\.\w"
_LINES = (
    # '(Reporting by A and B; editing by C)', 'Additional reporting by A'
    rf"(?:(?:with|mit|avec|con|com) )?{_WORK}(?:(?:,? and|,|/| und| et| y| e) {_WORK})* (?:by|von|par|por|da|di|de)"
    rf"(?:[\s,;:/&—–-]+{_TOKEN})+",
    r"with files from [^.?!]{3,120}",
    # 'A contributed to this report', 'A, a writer in Paris, contributed reporting from Rome'
    r"[^?!“”\"]{3,260} contributed (?:to this (?:report|story|article|piece)|reporting(?: (?:from|to) [^.]{2,60})?)",
    # 'Write to A at a@b.example', 'A can be reached at a@b.example', 'Follow her on Twitter @a'
    rf"(?:e-?mail|write to|contact|reach) {_PERSON}\b.{{0,60}}{_MAIL}.{{0,160}}|e-?mail\s?:\s?\S{{0,60}}{_MAIL}\S*",
    rf"(?:have a tip\? )?{_PERSON} (?:can|may) be (?:reached|contacted) (?:at|on|via) .{{0,40}}"
    rf"(?:{_MAIL}|@\w).{{0,160}}",
    r".{0,240}\bfollow (?:him|her|them|me) (?:on \w+,? (?:at )?)?@\w.{0,120}",
    rf"follow (?:us|{_NAME}(?: {_NAME}){{0,4}}) on"
    r" (?:twitter|facebook|instagram|youtube|google news|whatsapp|tiktok|x)\b"
    r"[^.]{0,200}",
)
_JOB = re.compile(rf"(?:{_NAME} )?")
_GOES_ON = re.compile(r",? \w|['’]s ")
_CREDIT = re.compile(rf"^[(\[—–•*-]{{0,2}}\s?(?:{'|'.join(_LINES)})[.)\]\s]*$", re.IGNORECASE)


def without_credits(text: str, *, authors: Collection[str] = ()) -> tuple[str, str]:
    """The text without the lines at its end that credit those who made it, and these lines; never all of it.

    `authors` sign it: a paragraph there that opens with the name of one of them tells of their life.
    """
    paragraphs = text.split("\n\n")
    last = range(max(1, len(paragraphs) - LAST), len(paragraphs))
    credited = {n for n in last if is_credit(paragraphs[n]) or is_life(paragraphs[n], authors)}
    kept = [line for number, line in enumerate(paragraphs) if number not in credited]
    return "\n\n".join(kept), "\n\n".join(paragraphs[number] for number in sorted(credited))


def is_credit(line: str) -> bool:
    """Whether a line is nothing but such a credit."""
    return len(line) <= LONGEST and _CREDIT.match(line) is not None


def is_life(line: str, authors: Collection[str]) -> bool:
    """Whether a line opens with the whole name of an author, or a word for what they do and the name, and goes on."""
    if len(line) > LONGEST_LIFE:
        return False
    for name in authors:
        before, found, _ = line[: LONGEST_JOB + len(name)].partition(name)
        if found and " " in name and _GOES_ON.match(line, len(before) + len(name)):
            return _JOB.fullmatch(before) is not None
    return False
