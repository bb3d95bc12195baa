"""Which entries of a list are known: by guid while the guids of a source can be trusted, else by link, else by content.

Guids are made anew with every answer by some programs, changed in bulk when a site moves to another one, and counted
from 1 in each list by others. The first two would announce the same entries again and again, the third would hide new
entries behind old ones. What tells a source's entries apart only ever degrades: it never wavers.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

MANY = 3
"""Fewer entries than this prove nothing about a source; nor does less than half of a list."""

ALIKE = 0.4
"""Titles of one entry, before and after it was rewritten, share at least this part of the shorter one's words."""

APART = timedelta(hours=12)
"""Two pages under one guid that were published further apart are two entries: who moves a page keeps its date."""


class IdentityPolicy(StrEnum):
    """What tells a source's entries apart, from the best to the last resort."""

    GUID = "guid"
    LINK = "link"
    CONTENT = "content"


@dataclass(frozen=True)
class Listed:
    """An entry as it is listed now; `entry_key` is that of its guid, or of what stands for one."""

    entry_key: bytes
    url_key: bytes | None
    title: str
    content: str
    published_at: datetime | None = None


@dataclass(frozen=True)
class Known:
    """An entry that the source has announced before; its title is None where it has been forgotten."""

    entry_key: bytes
    url_key: bytes | None
    title: str | None
    published_at: datetime | None = None


@dataclass(frozen=True)
class Recognised:
    """The key of each listed entry, in their order; what tells them apart now, and why that is less than before."""

    keys: list[bytes]
    policy: IdentityPolicy
    why: str = ""


def recognise(listed: Sequence[Listed], known: Sequence[Known], policy: IdentityPolicy) -> Recognised:
    """The keys under which a source's entries are known, or are to be. `known` holds the oldest first.

    An entry whose guid stands on another entry (another page with another title or another date) is a new one, whatever
    the policy. Degrades by one step at most.
    """
    site = _site_words([one.title for one in listed] + [one.title for one in known if one.title])
    by_key = {one.entry_key: one for one in known}
    by_url: dict[bytes, Known] = {}
    for one in known:
        if one.url_key is not None:
            by_url.setdefault(one.url_key, one)
    counts = Counter(one.url_key for one in listed if one.url_key is not None)
    pages = {url_key: one for url_key, one in by_url.items() if counts[url_key] == 1}
    degraded, why = policy, ""
    if policy is IdentityPolicy.GUID:
        degraded, why = _doubt_guids(listed, by_key, pages, site)
    elif policy is IdentityPolicy.LINK:
        degraded, why = _doubt_links(listed, by_key, pages, site)
    keys = [_key(one, by_key, pages, degraded, site) for one in listed]
    return Recognised(keys, degraded, why)


def _doubt_guids(
    listed: Sequence[Listed], by_key: Mapping[bytes, Known], pages: Mapping[bytes, Known], site: set[str]
) -> tuple[IdentityPolicy, str]:
    renamed = sum(
        one.entry_key not in by_key and (page := pages.get(one.url_key or b"")) is not None and page.title == one.title
        for one in listed
    )
    if _many(renamed, listed):
        return IdentityPolicy.LINK, f"{renamed} of {len(listed)} entries came again with another guid"
    reused = sum(_is_another(one, by_key.get(one.entry_key), site) for one in listed)
    if _many(reused, listed):
        return IdentityPolicy.LINK, f"{reused} of {len(listed)} guids stand on other entries than before"
    return IdentityPolicy.GUID, ""


def _doubt_links(
    listed: Sequence[Listed], by_key: Mapping[bytes, Known], pages: Mapping[bytes, Known], site: set[str]
) -> tuple[IdentityPolicy, str]:
    reused = sum(
        one.entry_key not in by_key
        and (page := pages.get(one.url_key or b"")) is not None
        and page.title is not None
        and _unlike(page.title, one.title, site)
        for one in listed
    )
    if _many(reused, listed):
        return IdentityPolicy.CONTENT, f"{reused} of {len(listed)} links lead to other entries than before"
    return IdentityPolicy.LINK, ""


def _key(
    one: Listed, by_key: Mapping[bytes, Known], pages: Mapping[bytes, Known], policy: IdentityPolicy, site: set[str]
) -> bytes:  # fmt: skip
    same = by_key.get(one.entry_key)
    if policy is IdentityPolicy.CONTENT:
        if same is not None and same.title == one.title:
            return one.entry_key
        said = f"{one.title}\n{one.content}".encode("utf-8", "surrogatepass")
        return hashlib.sha256(said).digest()
    if policy is IdentityPolicy.LINK and (page := pages.get(one.url_key or b"")) is not None:
        return page.entry_key
    if _is_another(one, same, site) or (policy is IdentityPolicy.LINK and same is not None and _elsewhere(one, same)):
        return hashlib.sha256(one.entry_key + (one.url_key or b"")).digest()
    return one.entry_key


def _is_another(one: Listed, same: Known | None, site: set[str]) -> bool:
    """Whether a guid stands on another entry now: a page that has moved, or a title that was rewritten, is none."""
    if same is None or same.title is None or not _elsewhere(one, same):
        return False
    if one.published_at and same.published_at and abs(one.published_at - same.published_at) > APART:
        return one.title != same.title
    return _unlike(same.title, one.title, site)


def _elsewhere(one: Listed, same: Known) -> bool:
    return None not in (one.url_key, same.url_key) and one.url_key != same.url_key


def _unlike(title: str, other: str, site: set[str]) -> bool:
    """Whether two titles are hardly those of one entry, by the words that they have in common."""
    title, other = _without_name(title, other)
    first, second = _words(title) - site or _words(title), _words(other) - site or _words(other)
    return bool(first) and bool(second) and len(first & second) < ALIKE * min(len(first), len(second))


def _without_name(title: str, other: str) -> tuple[str, str]:
    """Both titles without what stands behind their last separator, where that is the same: the site's name."""
    first, second = _SEPARATOR.split(title), _SEPARATOR.split(other)
    if min(len(first), len(second)) > 1 and first[-1].casefold() == second[-1].casefold():
        return " ".join(first[:-1]), " ".join(second[:-1])
    return title, other


_SEPARATOR = re.compile(r"\s+(?:[-–—|·:]+)\s+")


def _site_words(titles: Sequence[str]) -> set[str]:
    """Words of at least half of many titles: they are the site's, or its subject's, and tell no entry from another."""
    counts = Counter(word for title in titles for word in _words(title))
    return {word for word, count in counts.items() if count >= MANY and 2 * count >= len(titles)}


def _words(title: str) -> set[str]:
    """The longer words of a title; in scripts without spaces, each two characters in a row."""
    folded = title.casefold()
    if re.search(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]", folded):
        return {folded[at : at + 2] for at in range(len(folded) - 1)}
    return set(re.findall(r"\w{4,}", folded)) or set(re.findall(r"\w+", folded))


def _many(count: int, listed: Sequence[Listed]) -> bool:
    return count >= MANY and 2 * count >= len(listed)
