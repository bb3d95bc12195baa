"""Markup of a feed that is safe to show: what could run, load or hide is gone, what links leads to an absolute address.

The sanitiser is nh3 (Ammonia), which reads markup as browsers do. Here stand what is kept, what words are saved from
tags that never close, and what keeps time and size in proportion: a parser that follows the standard takes quadratic
time over elements that nest without end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextvars import ContextVar
from urllib.parse import urljoin

import nh3

from pipeline.parse.clean import text_as_written
from pipeline.parse.styles import safe_style, words

ELEMENTS = words(
    "a abbr acronym address area article aside audio b bdi bdo big blockquote br caption center cite code col colgroup"
    " dd del details dfn dir div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li"
    " main map mark menu meter nav ol p picture pre progress q rp rt ruby s samp section small source span strike"
    " strong sub summary sup table tbody td tfoot th thead time tr track tt u ul var video wbr"
)
_CODE = words("script style")
_UNSEEN = words("applet button head iframe noembed noframes noscript select svg template textarea title")
DROPPED_WHOLE = _CODE | _UNSEEN
"""Elements that are dropped with all that they hold: no reader of the page sees it as text."""
_ATTRIBUTES = words(
    "abbr align alt axis bgcolor border cellpadding cellspacing char charoff cite class clear color cols colspan"
    " compact controls coords datetime dir face headers height hidden href hreflang hspace id itemprop itemscope"
    " itemtype kind label lang loading loop max media min name noshade nowrap open poster preload rel rev reversed role"
    " rowspan rules scope shape size sizes span src srclang srcset start style summary tabindex target title type"
    " usemap valign value vspace width xml:lang"
)
_URLS = words("cite href poster src")
_SCHEMES = words("http https mailto tel sms ftp news magnet geo xmpp sip")
_SHOWN_TO_US = _SCHEMES | words("javascript vbscript data")
"""Links of the last three lead nowhere, as readers of feeds have it: `_address` sees to it, nh3 would drop them."""
_SEEN_BY_NO_BROWSER = re.compile(r"[\x00-\x20\x7f-\x9f]+")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):", re.ASCII)
_CANDIDATE = re.compile(r"([^\s,]\S*?)(,?(?:\s+[^,]*,?|\s*$|(?<=,)\s*))")
_VOID = re.compile(r"<((?:area|br|col|hr|img|source|track|wbr)\b[^<>]*)>")
_OPEN_COMMENT = re.compile(r"<!--[^>]*>?")
_UNSEEN_TAG = re.compile(rf"<(/?)({'|'.join(sorted(_UNSEEN))})\b[^<>]*>?", re.IGNORECASE)
_MOST_TAGS = 2_000
_MOST_CHARACTERS = 50_000
_MOST_STYLED = 20
_LONG_TAG = re.compile(rf"(<[A-Za-z][^\s<>/]{{0,60}})[^<>]{{{_MOST_CHARACTERS},}}")
_FORMATTING = re.compile(r"<(b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)\b[^>]{1,2000}>", re.IGNORECASE)


def safe_html(markup: str, *, base: str) -> str:
    """The markup without scripts, handlers, frames, forms, comments and elements that are unknown; links absolute.

    A relative address counts from `base`; a link of a scheme that is not known leads nowhere. Written as a browser
    would write what it read, void elements as in XHTML. What holds no tag stays as it is. Never raises for what can
    be written in UTF-8.
    """
    if "<" not in markup:
        return markup
    return "".join(_cleaned(piece, base) for piece in _pieces(_closed(markup)))


def safe_content(markup: str, *, base: str) -> str:
    """The same of an entry's content: what its character references stand for is text as its source wrote it, too."""
    return text_as_written(safe_html(markup, base=base)).strip()


def _closed(markup: str) -> str:
    """The markup without what opens a comment or an unseen element and is never closed: words stand behind it."""
    closed, end, rest = markup.rpartition("-->")
    if "<!--" in rest:
        markup = closed + end + _OPEN_COMMENT.sub("", rest)
    last = {tag[2].lower(): tag.start() for tag in _UNSEEN_TAG.finditer(markup) if tag[1]}
    return _UNSEEN_TAG.sub(lambda tag: tag[0] if tag.start() <= last.get(tag[2].lower(), -1) else "", markup)


def _pieces(markup: str) -> Iterator[str]:
    """The markup cut before a tag, and in words where there is none for long, into pieces that are soon read."""
    if len(markup) > _MOST_CHARACTERS:
        markup = _LONG_TAG.sub(r"\1", markup)
    start, tags = 0, 0
    for tag in re.finditer("<", markup):
        tags += 1
        if tags > _MOST_TAGS or tag.start() - start > _MOST_CHARACTERS:
            yield from _stretches(markup[start : tag.start()])
            start, tags = tag.start(), 1
    yield from _stretches(markup[start:])


def _stretches(piece: str) -> Iterator[str]:
    while len(piece) > 2 * _MOST_CHARACTERS:
        cut = piece.rfind(" ", 1, _MOST_CHARACTERS) if " " in piece[1:_MOST_CHARACTERS] else _MOST_CHARACTERS
        yield piece[:cut]
        piece = piece[cut:]
    yield piece


def _cleaned(piece: str, base: str) -> str:
    """One piece, safe: its text alone where elements that never close would be written again and again."""
    if len(_FORMATTING.findall(piece)) > _MOST_STYLED:
        piece = _FORMATTING.sub(r"<\1>", piece)
    safe = _clean(piece, base, _SAFE)
    return safe if len(safe) <= 4 * len(piece) + 1_000 else _clean(piece, base, _TEXT_ALONE)


def _clean(piece: str, base: str, cleaner: nh3.Cleaner) -> str:
    _BASE.set(base)
    safe = _VOID.sub(r"<\1 />", cleaner.clean(piece))  # the one '<' or '>' that nh3 does not escape is a tag's
    return safe.replace(">\u0338", ">&#824;")  # in form NFC the two are one character, and the tag would go on


def _attribute(_element: str, name: str, value: str) -> str | None:
    """The value that an attribute is kept with; None where the attribute goes."""
    base = _BASE.get()
    if name in _URLS:
        return _address(base, value) if name != "href" else _address(base, value) or ""
    if name == "srcset":
        return _CANDIDATE.sub(lambda one: (_address(base, one[1]) or "") + one[2], value)
    return safe_style(value) if name == "style" else value


def _address(base: str, value: str) -> str | None:
    """The address, made absolute if it is relative, but for one within the text; None where its scheme is not known."""
    plain = _SEEN_BY_NO_BROWSER.sub("", value)
    if scheme := _SCHEME.match(plain):
        return value if scheme[1].lower() in _SCHEMES else None
    if not plain or plain.startswith("#"):
        return value
    try:
        absolute = urljoin(base, value.strip(" \t\r\n\f"))
    except ValueError:
        return None
    leads = _SCHEME.match(absolute)
    return absolute if leads is None or leads[1].lower() in _SCHEMES else None


def _cleaner(elements: frozenset[str]) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(elements), clean_content_tags=set(DROPPED_WHOLE), attributes={"*": set(_ATTRIBUTES)},
        generic_attribute_prefixes={"data-", "aria-"}, url_schemes=set(_SHOWN_TO_US), link_rel=None,
        attribute_filter=_attribute,
    )  # fmt: skip


_BASE: ContextVar[str] = ContextVar("_BASE")
"""What relative addresses count from while a cleaner is at work: it takes longer to make one than to clean an entry."""
_SAFE, _TEXT_ALONE = _cleaner(ELEMENTS), _cleaner(frozenset())
