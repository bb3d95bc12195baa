"""Which text tells an entry from the others of its feed: guid, else link, else content; degraded where two share it."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import replace

from pipeline.models import FeedEntry


def identified(entries: tuple[FeedEntry, ...]) -> tuple[FeedEntry, ...]:
    """The entries with their identity settled: same bytes, same identities, whatever the order.

    A guid that stands on entries with different links names none of them: the link joins it. Where guid and link are
    shared by entries that say different things, the SHA-256 of what they say joins as well. Entries equal in all three
    are one entry that is listed twice, and keep one identity.
    """
    levels = [tuple(_names(entry)) for entry in entries]
    chosen: list[str] = []
    distinct = [Counter(names[depth] for names in set(levels)) for depth in range(2)]
    for names in levels:
        depth = next((d for d in range(2) if names[d] and distinct[d][names[d]] == 1), None)
        if depth == 1 and distinct[0][names[0]] == 1 and names[0]:
            depth = 0
        chosen.append(names[2] if depth is None else names[depth])
    return tuple(replace(entry, identity=identity) for entry, identity in zip(entries, chosen, strict=True))


def _names(entry: FeedEntry) -> tuple[str, str, str]:
    """An entry's identity at three depths: guid or link; guid and link; all with the hash of title and content."""
    said = hashlib.sha256(f"{entry.title}\n{entry.content}".encode("utf-8", "replace")).hexdigest()
    first = entry.identity or entry.url or ""
    second = " ".join(part for part in (entry.identity, entry.url) if part)
    return first, second, f"{second} {said}" if second else said
