"""What a page's template repeats of an article in its text: its title, who signs it, and when. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from pipeline.parse.agencies import agency_of
from pipeline.parse.bylines import begins_byline
from pipeline.parse.dates import Moment, read_date
from pipeline.parse.names import is_job, read_names
from pipeline.parse.titles import fold

MOST = 6
"""Paragraphs that are looked at before the text begins."""

MOST_REPEATED, MOST_DATED, MOST_SIGNED, MOST_TITLED = 60, 32, 200, 150
"""Characters of a byline and of a date that is repeated, of a byline before the text, and of a part of the title."""

LEAST_TITLED = 10
"""Letters and digits from which on a line is a part of the title, and no word of it."""

_STOPS = (".", "!", "?", "。", "！", "？")


def without_head(text: str, *, titles: Collection[str], claimed: Collection[str] = (), authors: tuple[str, ...]) -> str:
    """The text without the title, kicker, byline and date that extraction took for its first paragraphs.

    `titles` are the article's title and headings, `claimed` what else the page calls it: often kicker and title in one.
    """
    paragraphs = text.split("\n\n")
    said = {title.casefold() for title in titles if title}
    parts = {folded for title in (*titles, *claimed) if len(folded := fold(title)) >= LEAST_TITLED}
    for _ in range(MOST):
        if len(paragraphs) < 2:
            break
        first, second = paragraphs[:2]
        titled = first.casefold() in said or is_of_title(first, parts)
        kicks = _is_line(first) and is_of_title(second, parts)
        if not titled and not kicks and not _is_stamp(first, authors):
            break
        paragraphs.pop(0)
    return "\n\n".join(paragraphs)


def is_of_title(line: str, titles: Collection[str]) -> bool:
    """Whether a line is a part of one of these titles (folded), or one with a kicker; sentences are none."""
    wide = sum(c > "\u2e7f" for c in line)  # each says as much as three letters
    if len(line) + 2 * wide > MOST_TITLED or line.endswith((".", "。")):
        return False
    folded = fold(line)
    if len(folded) < LEAST_TITLED:
        return False
    return any(folded in title or (title in folded and len(folded) <= 2 * len(title)) for title in titles)


def _is_stamp(line: str, authors: tuple[str, ...]) -> bool:
    """Whether a line says who signs, what they do, or when."""
    names = read_names([line]) if len(line) <= MOST_SIGNED else ()
    if names and set(people(names)) == set(authors):
        return True
    return _is_line(line) and (read_date(line) is not None or (bool(authors) and is_job(line)))


def _is_line(line: str) -> bool:
    return len(line) <= MOST_REPEATED and not line.endswith(_STOPS)


def without_repeats(text: str, *, authors: tuple[str, ...], day: Moment | None) -> str:
    """The text without the lines further down that are nothing but its byline or the day that it was published on."""
    return "\n\n".join(
        line
        for number, line in enumerate(text.split("\n\n"))
        if number == 0 or len(line) > MOST_REPEATED or not (_signs(line, authors) or _dates(line, day))
    )


def _signs(line: str, authors: tuple[str, ...]) -> bool:
    return begins_byline(line) and bool(authors) and set(people(read_names([line]))) == set(authors)


def _dates(line: str, day: Moment | None) -> bool:
    alone = len(line) <= MOST_DATED and not line.endswith((".", "!", "?"))
    said = read_date(line) if day and alone else None
    return said is not None and day is not None and said[0].date() == day[0].date()


def people(names: Iterable[str]) -> tuple[str, ...]:
    """The names but those of wire agencies, which are told apart."""
    return tuple(name for name in names if agency_of(name) is None)
