"""What `dateline tag` shows of an article as rows: entities, quotes, dates, figures; and in which colours."""

from __future__ import annotations

from typing import Any

from pipeline.models import DateValue, Findings, Quantity, Quote

COLOURS = {
    "PERSON": ("bold blue", "#cfe2ff"),
    "ORG": ("bold magenta", "#ead1f5"),
    "GPE": ("bold green", "#d1efd1"),
    "LOC": ("green", "#e0f5e0"),
    "FAC": ("green", "#e0f5e0"),
    "NORP": ("yellow", "#fff1c2"),
    "DATE": ("cyan", "#d6f1f5"),
    "TIME": ("cyan", "#d6f1f5"),
}
"""Names of other kinds are red, values grey."""

OTHER_NAMES = frozenset({"EVENT", "LAW", "PRODUCT", "WORK_OF_ART", "LANGUAGE"})

VALUES = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "CARDINAL", "ORDINAL"})
"""Labels of what a page shows among its dates and figures, not among its entities."""


def entity_rows(findings: Findings) -> list[dict[str, Any]]:
    """One row an entity, the most mentioned first: name, label, mentions, spellings, place."""
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    places = {location.mention_no: location for location in findings.locations}
    for number, mention in enumerate(findings.mentions):
        row = rows.setdefault(
            (mention.label, mention.name),
            {"entity": mention.name, "label": mention.label, "mentions": 0, "spellings": [], "place": ""},
        )
        row["mentions"] += 1
        if mention.text not in row["spellings"]:
            row["spellings"].append(mention.text)
        if (location := places.get(number)) and not row["place"]:
            place = location.place
            where = f"{place.name}, {place.country}" if place.country and place.kind != "country" else place.name
            row["place"] = f"{where} ({place.latitude:.2f}, {place.longitude:.2f})"
    return sorted(rows.values(), key=lambda row: -row["mentions"])


def date_row(date: DateValue) -> dict[str, Any]:
    """One row: the words, and the time that they mean."""
    return {
        "date": date.text,
        "from": date.start or "",
        "until": date.end or "",
        "precision": ("about " if date.approximate else "") + date.precision,
    }


def quantity_row(quantity: Quantity) -> dict[str, Any]:
    """One row: the words, and the value that they mean."""
    value = f"{quantity.value:,f}" + (f" to {quantity.high:,f}" if quantity.high is not None else "")
    bound = (quantity.bound or "").replace("-", " ")
    return {
        "figure": quantity.text,
        "kind": quantity.kind,
        "value": " ".join(filter(None, ["about" if quantity.approximate else "", bound, value])),
        "unit": quantity.unit or "",
    }


def quote_row(quote: Quote, findings: Findings) -> dict[str, Any]:
    """One row: who says it, by entity where it is known, and what."""
    return {
        "speaker": findings.mentions[quote.mention_no].name if quote.mention_no is not None else quote.speaker or "",
        "cue": quote.cue or "",
        "kind": quote.kind,
        "quote": quote.text,
    }


def style_of(label: str) -> tuple[str, str]:
    """How a label looks: in a terminal, and behind the words of a page."""
    return COLOURS.get(label, ("red", "#fbd5d5") if label in OTHER_NAMES else ("dim", "#eeeeee"))
