"""Organisations and places that English news names without saying what they are, and acronyms."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files


def organisations() -> Iterator[tuple[str, ...]]:
    """The names of each organisation in organisations.txt, as the file has them: the first is what it is called.

    Evidence that a name is an organisation's, no more. What is also a common word, a place or a surname (Gap, Orange,
    Santander, Dell) is left out there: the text decides.
    """
    return _rows("organisations.txt")


def landmarks() -> Iterator[tuple[str, ...]]:
    """The names of each place in landmarks.txt: rivers, ranges, quarters, camps, crossings, squares and the like.

    They are what gazetteers of cities lack, without coordinates: evidence that a name is a place's, no more.
    """
    return _rows("landmarks.txt")


def _rows(file: str) -> Iterator[tuple[str, ...]]:
    content = files(__package__).joinpath(file).read_text(encoding="utf-8")
    for line in content.splitlines():
        if line and not line.startswith("#"):
            yield tuple(line.split(" = "))


KNOWN_ACRONYMS = {
    "UN": "United Nations",
    "EU": "European Union",
    "AU": "African Union",
    "US": "United States",
    "USA": "United States",
    "UK": "United Kingdom",
    "UAE": "United Arab Emirates",
    "DRC": "Democratic Republic of the Congo",
    "NATO": "NATO",
    "WHO": "World Health Organization",
    "IMF": "International Monetary Fund",
    "IOM": "International Organization for Migration",
    "ICC": "International Criminal Court",
    "ICRC": "International Committee of the Red Cross",
    "MSF": "Doctors Without Borders",
    "UNHCR": "UNHCR",
    "UNICEF": "UNICEF",
    "FBI": "Federal Bureau of Investigation",
    "CIA": "Central Intelligence Agency",
    "WTO": "World Trade Organization",
    "OPEC": "OPEC",
    "IAEA": "International Atomic Energy Agency",
    "ASEAN": "ASEAN",
    "ECOWAS": "ECOWAS",
}
"""Acronyms that news uses without saying what they stand for, and what their entity is called."""

OTHER_NAMES: dict[tuple[str, ...], str] = {("Médecins", "Sans", "Frontières"): "Doctors Without Borders"}
"""What English news also calls an organisation, by its words -> what its entity is called."""

TITLED = frozenset(
    {("Sheikh", "Hasina"), ("Mother", "Teresa"), ("Dalai", "Lama"), ("Panchen", "Lama"), ("Prince", "Harry")}
)
"""People whose title everybody takes for a part of their name."""
