"""Which hub delivers what a list publishes: its Link headers, else its own link elements (WebSub, section 4)."""

from __future__ import annotations

import html
import json
import re
from collections import deque

from pipeline.models import RawDocument
from pipeline.parse.decode import decode
from pipeline.parse.feed_guard import is_json
from pipeline.parse.links import web_link

_HEADER = re.compile(r'<([^<>]{1,2000})>((?:\s*;\s*[\w*-]+\s*=\s*(?:"[^"]*"|[^\s",;]+))*)')
_ELEMENT = re.compile(r"<(?:\w{1,40}:)?link\b([^<>]{1,4000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""(?<![\w:-])([\w:-]{1,40})\s{0,20}=\s{0,20}("[^"]*"|'[^']*'|[^\s"'<>;,]+)""")
_OPENED = re.compile(r"<(?:\w{1,40}:)?(?:item|entry)\b", re.IGNORECASE)
_CLOSED = re.compile(r"</(?:\w{1,40}:)?(?:item|entry)\s{0,20}>", re.IGNORECASE)
_MOST = 262_144
"""Characters at each end of a list that are looked through: its own links stand before or after its entries."""


def hub_of(raw: RawDocument) -> tuple[str, str] | None:
    """The hub of a list and the topic under which the hub knows it, the first of each that is named; None without."""
    base = raw.final_url or raw.url
    links = _of_headers(raw.headers.get("link", ""))
    if not any("hub" in relations for relations, _ in links):
        links = _of_json(raw) if is_json(raw.content) else _of_xml(raw)
    hub = next((url for rel, href in links if "hub" in rel and (url := web_link(href, base=base))), None)
    topic = next((url for rel, href in links if "self" in rel and (url := web_link(href, base=base))), None)
    return (hub, topic or base) if hub else None


def _of_headers(header: str) -> list[tuple[list[str], str]]:
    return [(_relations(match[2]), match[1].strip()) for match in _HEADER.finditer(header)]


def _of_xml(raw: RawDocument) -> list[tuple[list[str], str]]:
    text = decode(raw.content, charset=raw.charset)
    opened = _OPENED.search(text)
    closed = deque(_CLOSED.finditer(text), maxlen=1)
    head = text[: opened.start() if opened else None][:_MOST]
    tail = text[closed[0].end() :][-_MOST:] if opened and closed else ""
    found = []
    for match in _ELEMENT.finditer(f"{head}\n{tail}"):
        named = {name.lower(): html.unescape(value.strip("\"'")) for name, value in _ATTRIBUTE.findall(match[1])}
        if "href" in named:
            found.append((named.get("rel", "").lower().split(), named["href"]))
    return found


def _of_json(raw: RawDocument) -> list[tuple[list[str], str]]:
    try:
        read = json.loads(raw.content)
    except (ValueError, RecursionError):
        return []
    if not isinstance(read, dict):
        return []
    hubs = read.get("hubs")
    found = [(["self"], str(read.get("feed_url") or ""))]
    for one in hubs if isinstance(hubs, list) else []:
        if isinstance(one, dict) and str(one.get("type", "")).lower() == "websub":
            found.append((["hub"], str(one.get("url") or "")))
    return found


def _relations(parameters: str) -> list[str]:
    named: dict[str, str] = {name.lower(): value.strip('"') for name, value in _ATTRIBUTE.findall(parameters)}
    return named.get("rel", "").lower().split()
