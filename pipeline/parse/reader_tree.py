"""A page as a browser's reader view sees it before it chooses: what nobody reads is gone, the rest is counted. Pure.

After Readability.js `_prepDocument` and the first half of `_grabArticle` (Apache-2.0; the rules, not the code).
"""

from __future__ import annotations

import re
from functools import lru_cache

from lxml import etree

from pipeline.parse.reader_nodes import MAKES_DIV, PROSE, Node, count_own, make_paragraph
from pipeline.parse.tree import Element

_UNLIKELY = re.compile(
    r"-ad-|ai2html|banner|breadcrumbs|combx|comment|community|cover-wrap|disqus|extra|footer|gdpr|header|legends|menu"
    r"|related|remark|replies|rss|shoutbox|sidebar|skyscraper|social|sponsor|supplemental|ad-break|agegate|pagination"
    r"|pager|popup|yom-remote",
    re.IGNORECASE,
)
_PERHAPS = re.compile(r"and|article|body|column|content|main|mathjax|shadow", re.IGNORECASE)
_BYLINE = re.compile(r"byline|author|dateline|writtenby|p-author", re.IGNORECASE)
_ROLES = frozenset(("menu", "menubar", "complementary", "navigation", "alert", "alertdialog", "dialog"))
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_VIDEO = re.compile(
    r"//(?:www\.)?(?:(?:dailymotion|youtube|youtube-nocookie|player\.vimeo|v\.qq|bilibili|live\.bilibili)\.com"
    r"|(?:archive|upload\.wikimedia)\.org|player\.twitch\.tv)"
)
_COMMA = re.compile("[,\u060c\ufe50\ufe10\ufe11\u2e41\u2e34\u2e32\uff0c]")
_NEVER = frozenset(
    ("script", "style", "noscript", "template", "head", "link", "iframe", "input", "textarea", "select", "button")
)
_INLINE = frozenset(
    ("a", "abbr", "audio", "b", "bdo", "big", "cite", "data", "del", "dfn", "em", "font", "i", "ins", "kbd", "label",
     "mark", "math", "meter", "output", "progress", "q", "ruby", "samp", "small", "span", "strong", "sub", "sup", "svg",
     "time", "u", "var", "wbr")
)  # fmt: skip
"""Elements whose words run on with those around them: no nodes of their own."""


class Reading:
    """The nodes of a page's body; with `strip`, without those whose names promise no text."""

    def __init__(self, body: Element, *, strip: bool) -> None:
        self.top = Node(body, "body", _names(body), None)
        self._strip = strip
        self._byline = False
        self._at = self.top
        self._linked = 0.0
        self._link: Element | None = None
        self._text(body.text)
        walker = etree.iterwalk(body, events=("start", "end"))
        for event, element in walker:
            if element is body:
                continue
            if event == "end":
                self._leave(element)
            elif self._is_dropped(element):
                self._count_dropped(element)
                walker.skip_subtree()
            else:
                self._enter(element)
        self._close_run(self.top)

    def _enter(self, element: Element) -> None:
        tag = element.tag
        if tag == "br":
            self._break(self._at)
        elif tag == "img":
            self._run(self._at).sums.img += 1
        elif tag not in _INLINE:
            self._at = Node(element, tag, _names(element), self._at)
        elif tag == "a" and self._link is None:
            self._link, self._linked = element, 0.3 if (element.get("href") or "").startswith("#") else 1.0
        self._text(element.text)

    def _leave(self, element: Element) -> None:
        node = self._at
        if element is self._link:
            self._link, self._linked = None, 0.0
        elif node.element is element and node.parent is not None:
            self._at = parent = node.parent
            count_own(node)
            self._close_run(node)
            make_paragraph(node)
            self._close_run(parent)
            parent.children.append(node)
            parent.sums.add(node.sums)
            parent.holds_block = parent.holds_block or node.holds_block or node.tag in MAKES_DIV
        self._text(element.tail)

    def _run(self, parent: Node) -> Node:
        if parent.run is None:
            parent.run = Node(None, "p", ("", ""), parent)
        return parent.run

    def _break(self, parent: Node) -> None:
        """A second line break in a row ends a paragraph of loose text."""
        run = parent.run
        if run is not None and run.ends_line:
            self._close_run(parent, broken=True)
        elif run is not None:
            run.ends_line = True

    def _text(self, text: str | None) -> None:
        if not text or text.isspace():
            return
        run = self._run(self._at)
        run.ends_line = False
        chars = len(" ".join(text.split()))
        run.sums.chars += chars
        run.sums.links += chars * self._linked
        run.sums.commas += len(_COMMA.findall(text))

    def _close_run(self, node: Node, *, broken: bool = False) -> None:
        """Loose text among blocks of a `div`, or parted by empty lines, is a paragraph; other is just held."""
        run = node.run
        if run is None:
            return
        node.run = None
        if node.tag == "div" or broken:
            run.sums.p += 1
            run.sums.textish = run.sums.chars
            run.scored = run.sums.chars >= PROSE
            node.holds_block = True
            node.children.append(run)
        node.sums.add(run.sums)

    def _count_dropped(self, element: Element) -> None:
        """What is not shown of an element may still speak against what is around it."""
        self._at.sums.inputs += element.tag == "input"
        self._at.sums.embeds += element.tag == "iframe" and not _VIDEO.search(element.get("src") or "")

    def _is_dropped(self, element: Element) -> bool:
        if element.tag in _NEVER:
            return True
        if not element.keys():
            return False
        if _is_unseen(element):
            return True
        names = " ".join(_names(element))
        if not self._byline and _is_byline(element, names):
            self._byline = True
            return True
        if not self._strip:
            return False
        if element.get("role") in _ROLES:
            return True
        return element.tag not in ("body", "a") and _is_unlikely(names) and not _in_table_or_code(self._at)


def _names(element: Element) -> tuple[str, str]:
    return ((element.get("class") or "")[:300], (element.get("id") or "")[:100])


@lru_cache(maxsize=4096)
def _is_unlikely(names: str) -> bool:
    words = [*map(_judged, names.split())]
    return any(unlikely for unlikely, _ in words) and not any(perhaps for _, perhaps in words)


@lru_cache(maxsize=32768)
def _judged(word: str) -> tuple[bool, bool]:
    """Whether one word of them speaks against its element, and whether it speaks for it all the same."""
    return _UNLIKELY.search(word) is not None, _PERHAPS.search(word) is not None


def _is_unseen(element: Element) -> bool:
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return "fallback-image" not in (element.get("class") or "")
    style = element.get("style")
    return bool(style and _UNSEEN.search(style))


def _is_byline(element: Element, names: str) -> bool:
    named = element.get("rel") == "author" or "author" in (element.get("itemprop") or "") or _BYLINE.search(names)
    if not named:
        return False
    length = 0
    for piece in element.itertext():
        length += len(piece.strip())
        if length >= 100:
            return False
    return length > 0


def _in_table_or_code(node: Node) -> bool:
    at: Node | None = node
    for _ in range(4):
        if at is None:
            return False
        if at.tag in ("table", "code"):
            return True
        at = at.parent
    return False
