"""The pictures that stand with an article: where they are, what stands below them, and whose they are. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from pipeline.extras import Extras, Image
from pipeline.parse.clean import plain_line
from pipeline.parse.linked_data import Node, text_value
from pipeline.parse.links import web_link
from pipeline.parse.tree import Element, text_of

MAX_IMAGES = 50
MOST_FIGURES = 300
MAX_CAPTION, MAX_CREDIT = 2_000, 300

_FRAMES = ("nav", "footer", "aside", "form")
_FRAME_NAMES = re.compile(
    r"(?:^|[\s_-])(?:nav|menu|footer|sidebar|comments?|promo|related|recommend\w*|teasers?|newsletter|adverts?|more"
    r"|read-?next|most-?read|outbrain|taboola)(?:$|[\s_-])",
    re.IGNORECASE,
)
_CAPTION = re.compile(r"caption|legend|bildunterschrift", re.IGNORECASE)
_CREDIT = re.compile(
    r"credit|copyright|photographer|attribution|(?:^|[\s_-])(?:source|author|byline|cite)", re.IGNORECASE
)
_PICTURE = re.compile(r"(?:^|[\s_-])(?:wp-caption|image|img|photo|picture|media|figure)(?:$|[\s_-])", re.IGNORECASE)
_SOURCES = ("src", "data-src", "data-original", "data-lazy-src")
_SETS = ("srcset", "data-srcset")
_WORD = (
    r"(?:photo(?:graph(?:ie)?)?s?|images?|pictures?|fotos?|fotograf[ií]as?|bilde?r?|imagen|imagem|immagine"
    r"|crédits?(?: photo)?|créditos?|credits?|quelle|fuente|фото|снимок|写真|撮影|图片(?:来源)?|图源|摄影|تصوير|صورة)"
)
_AGENCIES = r"(?:AP|AFP|EPA|EFE|Reuters|REUTERS|dpa|Getty Images|Shutterstock|Alamy|Bloomberg|Xinhua|Anadolu)"
_NAME = r"[^\Wa-z\d_][\w.'’-]*(?: [^\Wa-z\d_][\w.'’-]*){1,3}"
_CAPITAL = r"(?=[^\Wa-z\d_])"
_FROM = r"(?:(?<=[.!?…。\]|/(\[•·–—])|(?<=[.!?…•|/–—])\s|^|\s(?=[^\Wa-zа-я\d_]))"
_SAID = (
    re.compile(
        rf"{_FROM}(?i:{_WORD}(?: credits?)?\s?(?:by\b\s?|[:：©]\s?)){_CAPITAL}(?P<who>[^.()\[\]]{{2,120}})[.)\]]*$"
    ),
    re.compile(
        rf"\s*[(\[]{_CAPITAL}(?P<who>[^()\[\]]{{2,100}}/\s?{_CAPITAL}[^()\[\]]{{2,60}}"
        rf"|{_AGENCIES}\b[^()\[\]]{{0,60}})[)\]]\.?$"
    ),
    re.compile(r"(?<![\s(\[|,–—-])[\s(\[|,–—-]*(?:©|\([cC]\))\s?(?P<who>[^.()\[\]©]{2,120})[.)\]]*$"),
    re.compile(rf"(?<=[.!?”\"])\s{_CAPITAL}(?P<who>[^.!?()]{{2,80}}[ /]{_AGENCIES})$"),
    re.compile(rf"^(?P<who>{_NAME}/\s?{_NAME})$"),
)
"""How a credit ends a caption: 'Photo: Jane Roe', '(AP Photo/Jane Roe)', '© Jane Roe', 'Jane Roe via Getty Images'."""

_LABEL = re.compile(rf"^\W*(?:(?:{_WORD}(?: credits?)?|©|\(c\)|copyright)\s?(?:by\b|:|©)?\s*)+", re.IGNORECASE)
_LABEL_LEFT = re.compile(
    rf"(?<![\s(\[|,–—-])[\s(\[|,–—-]*\b{_WORD}(?: credits?)?\s?(?:by\b|[:©])?[\s:)\]]*$", re.IGNORECASE
)


def with_images(extras: Extras, tree: Element, node: Node, *, url: str) -> Extras:
    """The extras with the page's figures and its lead image, each picture once, in the page's order, the lead first."""
    told = list(_declared(node, url=url))
    images: dict[str, Image] = {}
    if extras.image_url:
        images[_key(extras.image_url)] = Image(extras.image_url, alt=extras.image_alt)
    for image in _figures(tree, url=url):
        key = _key(image.url)
        images[key] = _merged(images[key], image) if key in images else image
        if len(images) >= MAX_IMAGES:
            break
    for image in told:
        key = _key(image.url)
        if key in images:
            images[key] = _merged(images[key], image)
    return replace(extras, images=tuple(images.values()))


def split_credit(caption: str) -> tuple[str, str | None]:
    """A caption without the credit that ends it, and the credit; all that is left may be nothing."""
    for pattern in _SAID:
        if found := pattern.search(caption):
            return caption[: found.start()].rstrip(" |,/•·–—-([") or "", _bare(found["who"])
    return caption, None


def _figures(tree: Element, *, url: str) -> Iterator[Image]:
    """The figures that are the article's: in no frame of the page, and no link to another story."""
    for figure in _holders(tree):
        link = next((one for value in _links(figure) if (one := web_link(value, base=url))), None)
        if link is None or "@" in urlsplit(link).netloc or _framed(figure):
            continue
        caption, credit = _below(figure)
        linked = figure.find(".//a[@href]") is not None or any(True for _ in figure.iterancestors("a"))
        if linked and (not caption or _mostly_linked(figure)):
            continue
        alts = (plain_line(one.get("alt") or "", limit=500) for one in figure.iter("img", "amp-img"))
        yield Image(link, next(filter(None, alts), None), caption or None, credit)


def _holders(tree: Element) -> Iterator[Element]:
    """The figures that hold no other, so that all of them together are read once."""
    named = (
        one
        for one in tree.iter("figure", "div")
        if one.tag == "figure" or (_names_picture((one.get("class") or "")[:300]) and _is_captioned(one))
    )
    holders = list(islice(named, MOST_FIGURES))
    known = set(holders)
    outer = {node for holder in holders for node in holder.iterancestors("figure", "div") if node in known}
    yield from (holder for holder in holders if holder not in outer)


def _is_captioned(box: Element) -> bool:
    """Whether a box that is named as a picture's holds one and a caption, among few elements."""
    inside = list(islice(box.iterdescendants(), MOST_INSIDE + 1))
    pictured = any(one.tag in _IMAGES for one in inside)
    return pictured and len(inside) <= MOST_INSIDE and any(map(_is_caption, inside))


MOST_INSIDE = 40
"""Elements in a box of a picture and its caption."""

_IMAGES = ("img", "amp-img", "source")


def _links(figure: Element) -> Iterator[str]:
    """The addresses of a figure's picture: what is shown first may be a stand-in until the reader comes there."""
    for picture in islice(figure.iter(*_IMAGES), 20):
        if picture.get("width") in ("0", "1") or picture.get("height") in ("0", "1"):
            continue  # counts readers
        told = [picture.get(name) or "" for name in _SOURCES]
        sets = [(picture.get(name) or "").split(maxsplit=1) for name in _SETS]
        for value in (*told, *(one[0].rstrip(",") for one in sets if one)):
            if value.strip() and value.lstrip()[:5].lower() != "data:":
                yield value


def _framed(figure: Element) -> bool:
    return any(
        node.tag in _FRAMES or _names_frame(f"{node.get('class') or ''} {node.get('id') or ''}"[:300])
        for node in (figure, *figure.iterancestors())
        if node.tag not in ("html", "body")
    )


@lru_cache(maxsize=4096)
def _names_picture(names: str) -> bool:
    return bool(names) and _PICTURE.search(names) is not None


@lru_cache(maxsize=4096)
def _names_frame(names: str) -> bool:
    return _FRAME_NAMES.search(names) is not None


def _below(figure: Element) -> tuple[str, str | None]:
    """What stands below a picture, and whose it is."""
    captions = [one for one in figure.iter("figcaption", "p", "span", "div") if _is_caption(one)]
    if not captions:
        return "", None
    text = plain_line(text_of(captions[0]), limit=MAX_CAPTION)
    credits = [one for one in figure.iter("span", "p", "div", "cite", "small", "em", "i") if _is_credit(one)]
    credit = plain_line(text_of(credits[0]), limit=MAX_CREDIT) if credits else ""
    if credit and credit != text:
        rest = text.replace(credit, " ").strip()
        return _LABEL_LEFT.sub("", rest).strip(" |,–—-") if credit in text else text, _bare(credit)
    return split_credit(text) if not credit else ("", _bare(credit))


def _is_caption(element: Element) -> bool:
    return element.tag == "figcaption" or _CAPTION.search(element.get("class") or "") is not None


def _is_credit(element: Element) -> bool:
    return element.tag == "cite" or _CREDIT.search(element.get("class") or "") is not None


def _mostly_linked(figure: Element) -> bool:
    words = sum(len(text_of(one)) for one in islice(figure.iter("a"), 20))
    return 2 * words > len(text_of(figure))


def _declared(node: Node, *, url: str) -> Iterator[Image]:
    """The pictures that the article's JSON-LD tells of."""
    value = node.get("image")
    for one in (value if isinstance(value, list) else [value])[:MAX_IMAGES]:
        if not isinstance(one, dict):
            continue
        link = web_link(text_value(one.get("url") or one.get("contentUrl")), base=url)
        who = next(
            (name for key in ("creditText", "creator", "author", "copyrightHolder") if (name := _name(one.get(key)))),
            "",
        )
        if link:
            caption, credit = split_credit(plain_line(text_value(one.get("caption")), limit=MAX_CAPTION))
            yield Image(link, None, caption or None, (_bare(who) if who else None) or credit)


def _name(value: Any) -> str:
    first = value[0] if isinstance(value, list) and value else value
    return plain_line(text_value(first.get("name") if isinstance(first, dict) else first), limit=MAX_CREDIT)


def _merged(image: Image, other: Image) -> Image:
    return Image(image.url, image.alt or other.alt, image.caption or other.caption, image.credit or other.credit)


def _bare(credit: str) -> str | None:
    """Whose a picture is, without 'Photo:' or '©' before the name, and without brackets around it."""
    bare = plain_line(_LABEL.sub("", credit), limit=MAX_CREDIT).strip(" .,:;–—-")
    if bare.endswith((")", "]")) and bare.count("(") + bare.count("[") < bare.count(")") + bare.count("]"):
        bare = bare[:-1]
    return bare.strip() or None


def _key(url: str) -> str:
    """Equal for one picture in several sizes: sizes stand in the query."""
    parts = urlsplit(url)
    return f"{parts.netloc}{parts.path}"
