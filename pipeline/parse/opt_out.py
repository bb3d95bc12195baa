"""Whether a publisher reserves its pages against text and data mining. Pure.

Read are the TDM Reservation Protocol (W3C community group report of 2024: header, meta element and
/.well-known/tdmrep.json) and the `noai` of X-Robots-Tag and meta robots. `noimageai` speaks of images, which are never
fetched; `noindex` of search engines.
"""

from __future__ import annotations

import json
import re
from urllib.parse import urlsplit

from pipeline.errors import Reject
from pipeline.models import RawDocument
from pipeline.parse.robots import agent_token
from pipeline.parse.tree import read_tree

MAX_TDMREP = 200_000
_HEAD = 1_000_000
"""Characters that are looked through: styles and scripts of hundreds of thousands may stand before a meta element."""
_RULES = 1_000
_AGENT = re.compile(r"\s*(?!max-|unavailable_after)([\w-]+)\s*:\s*(.*)", re.DOTALL)
"""'googlebot: noindex' opens a part for one agent; 'max-image-preview: large' and other rules with a value do not."""


def opt_out(raw: RawDocument, *, agent: str) -> str | None:
    """Where the page or its headers reserve it ('tdm-reservation (header)', 'noai (meta)', ...); None if nowhere.

    The header of the protocol outweighs the meta element, whichever way it decides.
    """
    if _noai(raw.headers.get("x-robots-tag", ""), agent=agent):
        return "noai (header)"
    said = {value.strip() for value in raw.headers.get("tdm-reservation", "").split(",")}
    if said & {"0", "1"}:
        return "tdm-reservation (header)" if "1" in said else None
    head = raw.content[:_HEAD].replace(b"\0", b"").decode("latin-1")  # the words are ASCII in every encoding
    if "tdm-reservation" not in head.lower() and "noai" not in head.lower():
        return None
    metas = _metas(head)
    if ("tdm-reservation", "1") in metas:
        return "tdm-reservation (meta)"
    ours = ("robots", agent_token(agent).lower())
    if any(name in ours and _noai(content, agent=agent) for name, content in metas):
        return "noai (meta)"
    return None


def reserved_by_site(body: str, url: str) -> bool:
    """Whether a tdmrep.json reserves this URL: its first rule whose location matches decides.

    Locations are paths with `*` and a closing `$`, as in robots.txt. What cannot be read reserves nothing.
    """
    try:
        rules = json.loads(body[:MAX_TDMREP])
    except (ValueError, RecursionError):
        return False
    parts = urlsplit(url)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    for rule in rules[:_RULES] if isinstance(rules, list) else []:
        if isinstance(rule, dict) and _matches(str(rule.get("location", "")), path):
            return rule.get("tdm-reservation") in (1, "1", True)
    return False


def _matches(location: str, path: str) -> bool:
    """Linear in both: each part between stars is looked for behind the one before."""
    if not location.startswith("/") and not location.startswith("*"):
        return False
    whole = location.endswith("$")
    first, *others = location.rstrip("$").split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    for part in others[:-1]:
        found = path.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    if not others:
        return not whole or at == len(path)
    if whole:
        return path.endswith(others[-1]) and len(path) - len(others[-1]) >= at
    return path.find(others[-1], at) >= 0


def _noai(text: str, *, agent: str) -> bool:
    """Whether a list of robots rules, perhaps with parts for single agents, holds `noai` for this one."""
    ours = True
    for rule in text.lower().split(","):
        named = _AGENT.match(rule)
        if named:
            ours, rule = named[1] == agent_token(agent).lower(), named[2]
        if ours and rule.strip() == "noai":
            return True
    return False


def _metas(head: str) -> list[tuple[str, str]]:
    """(name in lower case, content) of the meta elements."""
    try:
        tree = read_tree(head)
    except Reject:
        return []
    return [
        ((meta.get("name") or "").strip().lower(), (meta.get("content") or "").strip()) for meta in tree.iter("meta")
    ]
