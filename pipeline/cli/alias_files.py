"""Tables of names that belong together: CSV, and lines of a Wikidata dump. Pure."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping
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
            label = next((KINDS[kind] for kind in _classes(item) if kind in KINDS), None)
            name = item.get("labels", {}).get(language, {}).get("value")
            if not label or not name:
                continue
            others = [alias["value"] for alias in item.get("aliases", {}).get(language, ())]
            for alias in (name, *others):
                yield Alias(label, _name(alias, f"line {number}"), label, _name(name, f"line {number}"), item["id"])
        except (json.JSONDecodeError, AttributeError, TypeError, KeyError) as error:
            raise AliasFileError(f"line {number}: no entity of a Wikidata dump ({type(error).__name__})") from None


def _classes(item: Mapping[str, Any]) -> Iterator[str]:
    for claim in item.get("claims", {}).get("P31", ()):
        value = claim.get("mainsnak", {}).get("datavalue", {}).get("value", {})
        if isinstance(value, dict) and "id" in value:
            yield value["id"]


def _label(text: str | None, where: str) -> str:
    label = (text or "").strip().upper()
    if label not in LABELS:
        raise AliasFileError(f"{where}: {label[:40]!r} is no label; the labels are {', '.join(sorted(LABELS))}")
    return label


def _name(text: str | None, where: str) -> str:
    name = " ".join((text or "").replace("\0", " ").split())
    if not name or len(name) > MAX_NAME_CHARS:
        raise AliasFileError(f"{where}: a name has 1 to {MAX_NAME_CHARS} characters, not {len(name)}")
    return name
