"""Tables of names that belong together: CSV, and lines of a Wikidata dump, packed or not."""

from __future__ import annotations

import csv
import gzip
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pipeline.enrich import LABELS
from pipeline.storage.aliases import Alias

MAX_NAME_CHARS = 500

KINDS = {
    "Q5": "PERSON",
    "Q43229": "ORG", "Q4830453": "ORG", "Q6881511": "ORG", "Q7278": "ORG", "Q3918": "ORG", "Q484652": "ORG",
    "Q163740": "ORG", "Q79913": "ORG", "Q11032": "ORG", "Q476028": "ORG", "Q327333": "ORG", "Q783794": "ORG",
    "Q6256": "GPE", "Q515": "GPE", "Q5119": "GPE", "Q3624078": "GPE", "Q1549591": "GPE", "Q35657": "GPE",
}  # fmt: skip
"""Wikidata's classes (P31) -> label: human; organisation, business, enterprise, party, university, international
organisation, nonprofit, NGO, newspaper, football club, government agency, company; country, city, capital, sovereign
state, big city, US state."""

_NUMBER = re.compile(r"Q[1-9][0-9]*")


class AliasFileError(ValueError):
    """A line of the table cannot be used; the message says which and why."""


@contextmanager
def open_lines(path: Path) -> Iterator[Iterable[str]]:
    """The lines of a text in UTF-8, packed by gzip or not, whatever its name."""
    with path.open("rb") as raw:
        packed = raw.read(2) == b"\x1f\x8b"
    opener = gzip.open if packed else open
    with opener(path, "rt", encoding="utf-8-sig", newline="") as lines:
        yield lines


def without_doubtful(aliases: Iterable[Alias]) -> list[Alias]:
    """The aliases but for names that several entities have: nothing tells which of them a text means."""
    known = list(aliases)
    owners: dict[tuple[str, str], set[str | None]] = defaultdict(set)
    for alias in known:
        owners[alias.label, alias.alias.casefold()].add(alias.wikidata)
    return [alias for alias in known if len(owners[alias.label, alias.alias.casefold()]) == 1]


def read_csv(lines: Iterable[str]) -> Iterator[Alias]:
    """Rows with the columns alias, name, label, and optionally name_label and wikidata. Raises AliasFileError."""
    rows = csv.DictReader(lines)
    missing = {"alias", "name", "label"} - set(rows.fieldnames or ())
    if missing:
        raise AliasFileError(
            f"line 1: no column {', '.join(sorted(missing))}; the columns are alias,name,label[,wikidata]"
        )
    for row in rows:
        where = f"line {rows.line_num}"
        label = _label(row["label"], where)
        target = _label(row.get("name_label") or label, where)
        wikidata = (row.get("wikidata") or "").strip() or None
        if wikidata and not _NUMBER.fullmatch(wikidata):
            raise AliasFileError(f"{where}: {wikidata[:40]!r} is no Wikidata number such as Q42")
        yield Alias(label, _name(row["alias"], where), target, _name(row["name"], where), wikidata)


def read_wikidata(lines: Iterable[str], *, language: str = "en") -> Iterator[Alias]:
    """Names of the people, organisations and places in lines of a Wikidata JSON dump; all else is left out.

    Each entity leads from its aliases, and from its own name, to its label in the language. Raises AliasFileError.
    """
    for number, line in enumerate(lines, 1):
        text = line.strip().rstrip(",")
        if text in ("", "[", "]"):
            continue
        try:
            item = json.loads(text)
            if item.get("type", "item") != "item":
                continue
            label = next((KINDS[kind] for kind in _classes(item) if kind in KINDS), None)
            # The dump writes what is empty as a list, not as an object.
            name = _plain(((item.get("labels") or {}).get(language) or {}).get("value"))
            if not label or not name:
                continue
            others = [_plain(alias["value"]) for alias in (item.get("aliases") or {}).get(language) or ()]
            for alias in dict.fromkeys((name, *filter(None, others))):
                yield Alias(label, alias, label, name, item["id"])
        except (json.JSONDecodeError, AttributeError, TypeError, KeyError) as error:
            raise AliasFileError(f"line {number}: no entity of a Wikidata dump ({type(error).__name__})") from None


def _classes(item: Mapping[str, Any]) -> Iterator[str]:
    """What it is an instance of; what the editors deprecated apart."""
    for claim in (item.get("claims") or {}).get("P31") or ():
        value = claim.get("mainsnak", {}).get("datavalue", {}).get("value", {})
        if claim.get("rank") != "deprecated" and isinstance(value, dict) and "id" in value:
            yield value["id"]


def _plain(name: str | None) -> str | None:
    """The name as one line; None for what is no name that the table can hold."""
    plain = " ".join((name or "").replace("\0", " ").split())
    return plain if 0 < len(plain) <= MAX_NAME_CHARS else None


def _label(text: str | None, where: str) -> str:
    label = (text or "").strip().upper()
    if label not in LABELS:
        raise AliasFileError(f"{where}: {label[:40]!r} is no label; the labels are {', '.join(sorted(LABELS))}")
    return label


def _name(text: str | None, where: str) -> str:
    if (name := _plain(text)) is None:
        raise AliasFileError(f"{where}: a name has 1 to {MAX_NAME_CHARS} characters, not {len(text or '')}")
    return name
