"""What stands around an article: menus, asides, forms. Pure."""

from __future__ import annotations

import re

from pipeline.parse.tree import Element

_CHROME = re.compile(
    r"\b(?:nav|menu|footer|sidebar|comment|cookie|consent|banner|promo|related|share|social|newsletter|breadcrumb|advert)"
)
_CHROME_TAGS = frozenset(("nav", "footer", "aside", "form", "header", "button"))


def in_chrome(element: Element) -> bool:
    """Whether an element or one around it is chrome by its name, class or id."""
    for node in (element, *element.iterancestors()):
        if node.tag in _CHROME_TAGS or _CHROME.search(f"{node.get('class') or ''} {node.get('id') or ''}".lower()):
            return node.tag not in ("html", "body")
    return False
