"""The given names of people all over the world, in Latin script: evidence that a name is a person's. Offline."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


def begins_with_a_given_name(key: tuple[str, ...]) -> bool:
    """Whether the first word, or two joined by a hyphen, is a given name in given_names.txt: Min-jun is one."""
    joined = "".join(key[:3]) if key[1:2] == ("-",) else key[0]
    return joined in given_names() or (joined != key[0] and key[0] in given_names())


@cache
def given_names() -> frozenset[str]:
    """All names of given_names.txt, each as it is written there."""
    lines = files(__package__).joinpath("given_names.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(name for line in lines if not line.startswith("#") for name in line.split())
