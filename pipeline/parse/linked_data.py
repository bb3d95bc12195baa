"""JSON-LD in pages: schema.org nodes, and the one among them that is the article."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from pipeline.parse.tree import Element

Node = dict[str, Any]
MAX_NODES = 5_000
MAX_SCRIPT = 4_000_000
_ARTICLE = re.compile(
    r"(?:Article|BlogPosting|Report|LiveBlogPosting|SocialMediaPosting|DiscussionForumPosting|Review)$"
)
_PAGE = ("WebPage", "ItemPage", "VideoObject", "PodcastEpisode", "CreativeWork")


def read_nodes(tree: Element) -> tuple[Node, ...]:
    """Every object with a type in the page's JSON-LD, nested ones too, in order; broken scripts are skipped."""
    found: list[Node] = []
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        text = "".join(script.itertext())
        if len(text) > MAX_SCRIPT:
            continue
        for node in _walk(_loads(text)):
            found.append(node)
            if len(found) >= MAX_NODES:
                return tuple(found)
    return tuple(found)


def article_node(nodes: tuple[Node, ...]) -> Node:
    """The node of the page's article: the article type that says most, else a page node, else {}."""
    articles = [node for node in nodes if any(_ARTICLE.search(kind) for kind in types(node))]
    if articles:
        return max(articles, key=lambda node: sum(bool(node.get(key)) for key in _TELLING))
    pages = [node for node in nodes if any(kind in _PAGE for kind in types(node)) and node.get("datePublished")]
    return pages[0] if pages else {}


_TELLING = (
    "headline",
    "datePublished",
    "author",
    "articleBody",
    "dateModified",
    "mainEntityOfPage",
    "image",
    "description",
)


def types(node: Node) -> tuple[str, ...]:
    """A node's schema.org types without their prefix."""
    kinds = node.get("@type")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    return tuple(kind.rsplit("/", 1)[-1].rsplit(":", 1)[-1] for kind in kinds if isinstance(kind, str))


def text_value(value: Any) -> str:
    """The text of a value that may be a string, a list, or an object with @value or name."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name") or value.get("@id") or ""
    return value if isinstance(value, str) else str(value) if isinstance(value, int | float) else ""


def author_names(node: Node, nodes: tuple[Node, ...]) -> tuple[list[str], list[str]]:
    """The persons and the organisations that a node calls its authors; references by @id are followed."""
    persons: list[str] = []
    organisations: list[str] = []
    index = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and node.get("name")}
    values = node.get("author") or node.get("creator") or []
    for value in (values if isinstance(values, list) else [values])[:100]:
        if isinstance(value, str):
            persons.append(text_value(index.get(value, value)))
        elif isinstance(value, dict):
            known = value if value.get("name") else index.get(str(value.get("@id")), value)
            names = known.get("name")
            target = organisations if "Organization" in "".join(types(known)) else persons
            target.extend(text_value(name) for name in (names if isinstance(names, list) else [names]) if name)
    return persons, organisations


def _loads(text: str) -> Any:
    text = (
        re.sub(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*;?\s*$", "", text)
        .strip()
        .rstrip(";")
    )
    for attempt in (text, re.sub(r",\s*([\]}])", r"\1", text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _walk(value: Any) -> Iterator[Node]:
    """Objects with a type, outer before inner, without recursion."""
    stack = [value]
    steps = 0
    while stack and steps < 50_000:
        steps += 1
        node = stack.pop()
        if isinstance(node, dict):
            if "@type" in node:
                yield node
            stack.extend(reversed([child for child in node.values() if isinstance(child, dict | list)]))
        elif isinstance(node, list):
            stack.extend(reversed(node))
