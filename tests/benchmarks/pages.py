"""Pages against the best single library, in one run (`python -m tests.benchmarks.pages [--pages N]`).

For each set of pages in ../shared/quality: F1 of word 4-grams of the main text (of the means of precision and recall
over the pages) of trafilatura's default and of ours, and the ratio of processor time. For the publishers also the share
of titles that are the gold's letter for letter, F1 over authors' names, and the share of right days, of trafilatura's
metadata and of ours, and F1 over paragraphs of four words and more that have the same letters. An agency that stands
apart counts among the names, under its short name; `--authors-alone` leaves ours out. A page that
we refuse counts as one without text. Then the share of texts whose language is right, and F1 of the boundaries of
sentences inside paragraphs.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
import time
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import Path
from typing import Any

from pipeline.errors import StageError
from pipeline.parse import split_sentences
from pipeline.parse.agencies import agency_of
from pipeline.parse.language import read_language
from pipeline.parse.months import load_months
from pipeline.parse.page import parse_page

DATA = Path("../shared/quality/data/pages")


@dataclass(frozen=True)
class Read:
    """What a reader makes of a page."""

    text: str = ""
    title: str = ""
    authors: tuple[str, ...] = ()
    day: str = ""


def main() -> int:
    """Print the table; status 1 if the pages are not here."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=10_000, help="at most so many pages of each set")
    parser.add_argument("--authors-alone", action="store_true", help="count no agency among the authors")
    options = parser.parse_args()
    if not DATA.is_dir():
        print(f"there is no {DATA}: nothing to measure on", file=sys.stderr)
        return 1
    heads = f"{'text F1':>9}{'par. F1':>9}{'title':>8}{'authors':>9}{'day':>7}{'CPU ratio':>11}"
    print(f"{'set':<14}{'reader':<13}{'pages':>6}{heads}")
    for path in sorted(DATA.glob("*.zip")):
        pages = list(_pages(path, options.pages))
        readers = {"trafilatura": _trafilatura, "ours": _ours_alone if options.authors_alone else _ours}
        _table(path.stem, pages, readers)
    print(f"language right: {_language():.3f}")
    for genre in ("news", "genres"):
        print(f"sentences F1, {genre}: {_sentences(genre):.3f}")
    return 0


def _pages(path: Path, most: int) -> Iterator[tuple[dict[str, Any], bytes]]:
    with zipfile.ZipFile(path) as archive:
        for line in archive.read("index.jsonl").decode().splitlines()[:most]:
            page = json.loads(line)
            yield page, archive.read(page["file"])


def _table(
    name: str, pages: Sequence[tuple[dict[str, Any], bytes]], readers: dict[str, Callable[[bytes, str], Read]]
) -> None:
    """A row for each reader; they take turns at each page, so that what else the machine does slows all alike."""
    answers: dict[str, list[Read]] = {reader: [] for reader in readers}
    seconds = dict.fromkeys(readers, 0.0)
    load_months()  # what a process loads once is no page's
    for read in readers.values():
        read(pages[0][1], pages[0][0]["url"])
    for page, html in pages:
        for reader, read in readers.items():
            begun = time.process_time()
            answers[reader].append(read(html, page["url"]))
            seconds[reader] += time.process_time() - begun
    gold = [page for page, _ in pages]
    base = next(iter(seconds.values()))
    for reader, given in answers.items():
        cells = [judge(gold, given) for judge in (_text_f1, _paragraphs_f1, _titles, _authors, _days)]
        shown = [f"{value:.3f}" if value is not None else "" for value in cells]
        row = f"{shown[0]:>9}{shown[1]:>9}{shown[2]:>8}{shown[3]:>9}{shown[4]:>7}{seconds[reader] / base:>11.2f}"
        print(f"{name:<14}{reader:<13}{len(pages):>6}{row}", flush=True)


def _ours(html: bytes, url: str) -> Read:
    try:
        article = parse_page(html, url=url)
    except StageError:
        return Read()
    day = article.published_at.date().isoformat() if article.published_at else ""
    agency = (article.extras.agency,) if article.extras.agency else ()
    return Read(article.text, article.title, (*article.authors, *agency), day)


def _ours_alone(html: bytes, url: str) -> Read:
    read = _ours(html, url)
    return replace(read, authors=tuple(name for name in read.authors if agency_of(name) is None))


def _trafilatura(html: bytes, url: str) -> Read:
    from trafilatura import bare_extraction

    document: Any = bare_extraction(html, url=url, with_metadata=True)
    if document is None:
        return Read()
    authors = tuple((document.author or "").split("; ")) if document.author else ()
    return Read(document.text or "", document.title or "", authors, document.date or "")


def _grams(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", unicodedata.normalize("NFKC", text).lower())
    return Counter(zip(*(words[n:] for n in range(4)), strict=False)) if len(words) >= 4 else Counter([tuple(words)])


def _text_f1(gold: Sequence[dict[str, Any]], answers: Sequence[Read]) -> float | None:
    pairs = [
        (_grams(page["text"]), _grams(read.text)) for page, read in zip(gold, answers, strict=True) if page.get("text")
    ]
    if not pairs:
        return None
    precision = sum((a & b).total() / max(1, b.total()) for a, b in pairs) / len(pairs)
    recall = sum((a & b).total() / max(1, a.total()) for a, b in pairs) / len(pairs)
    return 2 * precision * recall / (precision + recall)


def _paragraphs_f1(gold: Sequence[dict[str, Any]], answers: Sequence[Read]) -> float | None:
    right = given = wanted = 0
    for page, read in zip(gold, answers, strict=True):
        if page.get("paragraphs"):
            lines = ("\n".join(page["paragraphs"]).split("\n"), read.text.split("\n"))
            names, found = (Counter(_letters(one) for one in some if len(one.split()) >= 4) for some in lines)
            right, given, wanted = right + (names & found).total(), given + found.total(), wanted + names.total()
    return 2 * right / (given + wanted) if wanted else None


def _titles(gold: Sequence[dict[str, Any]], answers: Sequence[Read]) -> float | None:
    pairs = [(page["title"], read.title) for page, read in zip(gold, answers, strict=True) if page.get("title")]
    return sum(_letters(a) == _letters(b) for a, b in pairs) / len(pairs) if pairs else None


def _authors(gold: Sequence[dict[str, Any]], answers: Sequence[Read]) -> float | None:
    right = given = wanted = 0
    for page, read in zip(gold, answers, strict=True):
        if page.get("authors"):
            names, found = ({_letters(agency_of(n) or n) for n in some} for some in (page["authors"], read.authors))
            right, given, wanted = right + len(names & found), given + len(found), wanted + len(names)
    return 2 * right / (given + wanted) if wanted else None


def _days(gold: Sequence[dict[str, Any]], answers: Sequence[Read]) -> float | None:
    pairs = [
        (page["publishing_date"][:10], read.day)
        for page, read in zip(gold, answers, strict=True)
        if page.get("publishing_date")
    ]
    return sum(a == b for a, b in pairs) / len(pairs) if pairs else None


def _rows(name: str) -> Iterator[dict[str, Any]]:
    with gzip.open(DATA.parent / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _language() -> float:
    rows = list(_rows("language/udhr"))
    return sum(read_language(row["text"], declared=None)[0] == row["language"] for row in rows) / len(rows)


def _sentences(genre: str) -> float:
    right = given = wanted = 0
    for document in _rows(f"sentences/{genre}"):
        for gold in document["paragraphs"]:
            answers = [sentence.text for sentence in split_sentences(" ".join(gold))]
            ends, found = (set(accumulate(len("".join(one.split())) for one in some[:-1])) for some in (gold, answers))
            right, given, wanted = right + len(ends & found), given + len(found), wanted + len(ends)
    return 2 * right / (given + wanted)


def _letters(text: str) -> str:
    return "".join(re.findall(r"\w", text.casefold()))


if __name__ == "__main__":
    sys.exit(main())
