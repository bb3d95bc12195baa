"""Pages against the best single library, in one run (`python -m tests.benchmarks.pages [--pages N]`).

For each set of pages in ../shared/quality: F1 of word 4-grams of the main text (of the means of precision and recall
over the pages) of trafilatura's default and of ours, and the ratio of processor time. For the publishers also the share
of titles that are the gold's letter for letter, F1 over authors' names, and the share of right days, of trafilatura's
metadata and of ours. A page that we refuse counts as one without text.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import StageError
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
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--pages", type=int, default=10_000, help="at most so many pages of each set")
    most = options.parse_args().pages
    if not DATA.is_dir():
        print(f"there is no {DATA}: nothing to measure on", file=sys.stderr)
        return 1
    print(f"{'set':<14}{'reader':<13}{'pages':>6}{'text F1':>9}{'title':>8}{'authors':>9}{'day':>7}{'CPU ratio':>11}")
    for path in sorted(DATA.glob("*.zip")):
        pages = list(_pages(path, most))
        base = _row(path.stem, "trafilatura", pages, _trafilatura, 0.0)
        _row(path.stem, "ours", pages, _ours, base)
    return 0


def _pages(path: Path, most: int) -> Iterator[tuple[dict[str, Any], bytes]]:
    with zipfile.ZipFile(path) as archive:
        for line in archive.read("index.jsonl").decode().splitlines()[:most]:
            page = json.loads(line)
            yield page, archive.read(page["file"])


def _row(
    name: str, reader: str, pages: Sequence[tuple[dict[str, Any], bytes]], read: Callable[[bytes, str], Read],
    base: float,
) -> float:  # fmt: skip
    read(pages[0][1], pages[0][0]["url"])
    begun = time.process_time()
    answers = [read(html, page["url"]) for page, html in pages]
    seconds = time.process_time() - begun
    gold = [page for page, _ in pages]
    cells = [_text_f1(gold, answers), _titles(gold, answers), _authors(gold, answers), _days(gold, answers)]
    shown = [f"{value:.3f}" if value is not None else "" for value in cells]
    ratio = f"{seconds / base:.2f}" if base else "1"
    print(f"{name:<14}{reader:<13}{len(pages):>6}{shown[0]:>9}{shown[1]:>8}{shown[2]:>9}{shown[3]:>7}{ratio:>11}")
    return seconds


def _ours(html: bytes, url: str) -> Read:
    try:
        article = parse_page(html, url=url)
    except StageError:
        return Read()
    day = article.published_at.date().isoformat() if article.published_at else ""
    return Read(article.text, article.title, article.authors, day)


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


def _titles(gold: Sequence[dict[str, Any]], answers: Sequence[Read]) -> float | None:
    pairs = [(page["title"], read.title) for page, read in zip(gold, answers, strict=True) if page.get("title")]
    return sum(_letters(a) == _letters(b) for a, b in pairs) / len(pairs) if pairs else None


def _authors(gold: Sequence[dict[str, Any]], answers: Sequence[Read]) -> float | None:
    right = given = wanted = 0
    for page, read in zip(gold, answers, strict=True):
        if page.get("authors"):
            names, found = ({_letters(n) for n in some} for some in (page["authors"], read.authors))
            right, given, wanted = right + len(names & found), given + len(found), wanted + len(names)
    return 2 * right / (given + wanted) if wanted else None


def _days(gold: Sequence[dict[str, Any]], answers: Sequence[Read]) -> float | None:
    pairs = [
        (page["publishing_date"][:10], read.day)
        for page, read in zip(gold, answers, strict=True)
        if page.get("publishing_date")
    ]
    return sum(a == b for a, b in pairs) / len(pairs) if pairs else None


def _letters(text: str) -> str:
    return "".join(re.findall(r"\w", text.casefold()))


if __name__ == "__main__":
    sys.exit(main())
