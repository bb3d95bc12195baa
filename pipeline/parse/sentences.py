"""Paragraphs to sentences by rules: exact offsets, linear time, no model."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.models import Sentence
from pipeline.parse.abbreviations import (
    BEFORE_A_NAME,
    BEFORE_A_NAME_IN,
    BEFORE_A_NUMBER,
    BEFORE_A_NUMBER_IN,
    BEGINNERS,
    EITHER,
    HOURS,
    ORDINAL_LANGUAGES,
    PLAIN_IN_LOWER_CASE,
    SPEAKING,
)

_GAP = re.compile(r"\n[^\S\n]*\n\s*")
_CLOSERS = r"(?:[\"'”’»›)\]}」』】）〉》]|[“«‹](?=\s|$))"
_END = re.compile(
    rf"(?P<mark>[.!?…‽](?:[.!?…‽]|[ \u00a0]\.(?=[\s.]|$|{_CLOSERS}))*)"
    rf"(?P<closed>{_CLOSERS}*(?:[ \u00a0\u202f]»(?!\w))?)(?:[ \u00a0]?\[\d{{1,3}}\](?=[\s\[]|$))*"
    rf"|(?P<wide>[。！？｡؟۔।॥։።]+{_CLOSERS}*)"
)
_WORD_BEFORE = re.compile(r"(?<!\w)(?:[^\W\d_]\.)*[^\W_][\w'’&-]*$")
_WORD_AFTER = re.compile(r"(?:['’][a-z] )?[\"'“”‘’«‹»›„‚(\[{¿¡—–*•#-]*([^\W_][\w'’]*)")
_OPENERS = "\"'“‘«‹»›„‚([{¿¡「『"
_MARKER = re.compile(r"(?:[•⁃]\s?)?(\d{1,3}|[a-z])(\.\)|[.)])\s")
_NEXT_MARKER = re.compile(r"(?<=\s)(?:[•⁃]\s?)?(\d{1,3}|[a-z])(\.\)|[.)])\s")
_BULLET = re.compile(r"(?<=\s)[•⁃]")
_LOOK_BACK = 40


def split_sentences(text: str, *, language: str = "en") -> tuple[Sentence, ...]:
    """The sentences of a text, numbered through, with the number of their paragraph.

    Paragraphs are parted by empty lines; no sentence crosses one. Spans are half-open code points, in order, without
    white space at their ends, and cover everything else. Any string gives an answer, in linear time.
    """
    found: list[Sentence] = []
    for number, (start, end) in enumerate(_paragraphs(text)):
        for s, e in _sentences(text, start, end, language):
            found.append(Sentence(len(found), number, s, e, text[s:e]))
    return tuple(found)


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    position = 0
    for gap in _GAP.finditer(text):
        if text[position : gap.start()].strip():
            yield position, gap.start()
        position = gap.end()
    if text[position:].strip():
        yield position, len(text)


def _sentences(text: str, start: int, end: int, language: str) -> Iterator[tuple[int, int]]:
    """The spans between a paragraph's boundaries, trimmed."""
    position = start
    for cut in (*_boundaries(text, start, end, language), end):
        s, e = position, cut
        position = cut
        piece = text[s:e]
        s += len(piece) - len(piece.lstrip())
        e -= len(piece) - len(piece.rstrip())
        if s < e:
            yield s, e


def _boundaries(text: str, start: int, end: int, language: str) -> list[int]:
    points = sorted({*_list_cuts(text, start, end), *_line_cuts(text, start, end)})
    cuts = set(points)
    first, passed = start, 0
    for match in _END.finditer(text, start, end):
        while passed < len(points) and points[passed] <= match.start():
            first = max(first, points[passed])
            passed += 1
        if _ends_wide(text, match, end) if match["wide"] is not None else _ends(text, match, first, end, language):
            cuts.add(match.end())
            first = match.end()
    return sorted(cuts)


_GOES_ON_WIDE = re.compile(
    r"[\u3041-\u309f、]|[^，。！？：“”「」\n]{1,8}?(?:说|說|问|問|道|答|喊|叫)(?:道|着|著)?[，。：！]"
)
"""What follows a quotation of Japanese or Chinese in its sentence: a particle, or who said it."""


def _ends_wide(text: str, match: re.Match[str], end: int) -> bool:
    """Whether a mark of a script without spaces ends a sentence: not behind words in quotes that are somebody's."""
    quoted = match["wide"][-1] in "」』”"
    return not (quoted and _GOES_ON_WIDE.match(text, match.end(), end))


def _ends(text: str, match: re.Match[str], first: int, end: int, language: str) -> bool:
    """Whether a mark, with the quotes and brackets that close behind it, ends a sentence that began at `first`."""
    position = match.end()
    if position >= end:
        return False
    mark, closed = match["mark"], match["closed"]
    if not text[position].isspace():
        return mark == "." and not closed and _unspaced(text, match.start(), end)
    ahead = text[position : position + _LOOK_BACK].lstrip()
    after = _WORD_AFTER.match(ahead)
    word = after[1] if after else ""
    if word and word[0].islower() and not word[1:2].isupper() and not (ahead[0] == "(" and mark == "."):
        return False
    if not word:
        return bool(ahead) and ahead[0] not in ",;:)]}”»–—-&/+=%."
    if "!" in mark or "?" in mark or "‽" in mark:
        return not (closed and _goes_on_speaking(ahead))
    if len(mark) > 1 or mark == "…":
        return _ends_ellipsis(text, match, word, ahead)
    return _ends_stop(text, match, first, word, ahead, language)


def _ends_ellipsis(text: str, match: re.Match[str], word: str, ahead: str) -> bool:
    """Three dots that stand apart are words left out; four are three and a full stop."""
    mark = match["mark"]
    dots = mark.count(".") + 3 * mark.count("…")
    if dots != 3:
        return True
    if match["closed"]:
        return ahead[0] != "(" and not _goes_on_speaking(ahead)
    apart = " " in mark or text[max(0, match.start() - 1) : match.start()] in ("", " ")
    return not apart and word not in _FIRST_PERSON


_FIRST_PERSON = ("I", "I'm", "I’m", "I've", "I’ve", "I'd", "I’d", "I'll", "I’ll")
_SPEAKER = re.compile(r"(?:I|[^\W\d_][\w.’'-]*(?: [^\W\d_][\w’'-]*)?) ([a-z]+)\b")


def _goes_on_speaking(ahead: str) -> bool:
    """Whether a name and a verb of speaking follow a quotation."""
    speaker = _SPEAKER.match(ahead)
    return speaker is not None and (speaker[1] in SPEAKING or speaker[0].split()[1] in SPEAKING)


def _ends_stop(text: str, match: re.Match[str], first: int, word: str, ahead: str, language: str) -> bool:
    """One full stop, a space, and a capital, a digit, a bracket or a letter of a script without capitals."""
    stop = match.start()
    before = _WORD_BEFORE.search(text[max(first, stop - _LOOK_BACK) : stop])
    if before is None:
        return not (text[stop - 1 : stop] in ("°", "№", "º") and word[0].isdigit())
    token = before[0]
    low = token.lower()
    if len(token) == 1 and text[stop - 2 : stop - 1] in ("=", "&", "_", "?", "#"):
        return True  # the end of an address
    if (
        (token.isdigit() or len(token) == 1)
        and stop - first <= 16
        and not text[first:stop].strip(f"0123456789. \t•⁃{token}")
    ):
        return False  # the number or letter of a point in a list
    in_address = text[max(0, stop - len(token) - 1) : stop - len(token)] in ("@", ".", "/") and token[0].islower()
    if match["closed"].strip("'’") or in_address:
        return True
    if token.isdigit():
        return not (language in ORDINAL_LANGUAGES and len(token) <= 2 and ahead[0] not in _OPENERS)
    if _is_part_of_name(token, word, language):
        return False
    if low in HOURS and _RANK.match(ahead):
        return True
    begins = word.lower().replace("’", "'") in BEGINNERS or ahead[0] in '"“«„'
    if len(token) == 1 and token.isascii() and token.isupper():
        return begins
    if low in PLAIN_IN_LOWER_CASE and token == low:
        return not (low in BEFORE_A_NUMBER and word[0].isdigit())
    if low in BEFORE_A_NAME or (low in BEFORE_A_NUMBER and word[0].isdigit()) or (len(token) == 1 and token.isascii()):
        return False
    if low in EITHER or "." in token:
        return (begins or _LABEL.match(ahead) is not None) and not word[0].isdigit() and ahead[0] != "("
    return True


_RANK = re.compile(r"(?:Gen|Sen|Rep|Gov|Mr|Mrs|Ms|Dr|Prof|Capt|Lt|Col|Sgt|Maj)\.")


def _is_part_of_name(token: str, word: str, language: str) -> bool:
    """Whether a token is an initial of a script beyond Latin, or an abbreviation of its language alone.

    'l’on. Bianchi' stands before a name as 'on. Bianchi' does; the halves of 'EE. UU.' are one.
    """
    if len(token) == 1 and not token.isascii() and (token.isupper() or token.upper() == token.lower()):
        return True
    bare = re.split("['’]", token)[-1].lower()
    if word[0].isdigit() and bare in BEFORE_A_NUMBER_IN.get(language, ()):
        return True
    if bare in BEFORE_A_NAME_IN.get(language, ()) or (len(bare) < len(token) and bare in BEFORE_A_NAME):
        return True
    return len(token) == 2 and token.isupper() and token[0] == token[1] and word.isupper() and word[:1] == word[1:2]


_LABEL = re.compile(r"(?:Images?|Photos?|Photographs?|Pictures?|Maps?|Videos?|Graphics?|Sources?|Credits?|Note|File): ")
"""What begins the line that names a picture's maker, or where words come from."""


def _unspaced(text: str, stop: int, end: int) -> bool:
    """'world.Today': a full stop whose space was lost, not one within an address or a name."""
    if stop + 2 >= end or stop < 3 or not (text[stop + 1].isupper() and text[stop + 2].islower()):
        return False
    before = text[stop - 3 : stop]
    if not ((before.isalpha() and before.islower()) or (before[-1].isdigit() and before[0] != ".")):
        return False
    around = text[max(0, stop - _LOOK_BACK) : stop].split()[-1] + text[stop : stop + _LOOK_BACK].split()[0]
    return not any(c in around for c in "@/_:\\") and not around.startswith("www.")


def _list_cuts(text: str, start: int, end: int) -> Iterator[int]:
    """Where the second and later points of a list begin that runs on in one paragraph ('1) one 2) two')."""
    first = start + len(text[start:end]) - len(text[start:end].lstrip())
    if text[first] in "•⁃":
        yield from (match.start() for match in _BULLET.finditer(text, first + 1, end))
        return
    marker = _MARKER.match(text, first, end)
    if marker is None or marker[1] not in ("1", "a"):
        return
    wanted, style = _following(marker[1]), marker[2]
    for match in _NEXT_MARKER.finditer(text, marker.end(), end):
        if match[1] == wanted and match[2] == style:
            yield match.start()
            wanted = _following(wanted)


def _following(label: str) -> str:
    return str(int(label) + 1) if label.isdigit() else chr(ord(label) + 1)


def _line_cuts(text: str, start: int, end: int) -> Iterator[int]:
    """Line breaks of a paragraph that is a list of short lines without a full stop; other line breaks are a wrap."""
    if text.find("\n", start, end) < 0:
        return
    lines = text[start:end].strip().split("\n")
    if len(lines) < 3 or any(
        len(line) > 40 or line.rstrip()[-1:] in ".!?,;:-" or line != line.rstrip() for line in lines
    ):
        return
    position = text.find("\n", start, end)
    while position >= 0:
        yield position
        position = text.find("\n", position + 1, end)
