"""What a page says about itself, gathered by kind and ranked by trust: JSON-LD, OpenGraph, meta elements, HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from pipeline.extras import NO_EXTRAS, Extras
from pipeline.parse import linked_data
from pipeline.parse.clean import plain_line
from pipeline.parse.extras import read_extras
from pipeline.parse.links import web_link
from pipeline.parse.tree import Element, text_of

MAX_META = 2_000


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing that a page says, and where: 'json-ld', 'opengraph', 'meta', 'html'."""

    value: str
    source: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """A page's claims, the most trusted first in every tuple. `body` is JSON-LD's articleBody, `node` all of
    it; `types` are its own, `all_types` those of everything that JSON-LD tells of, `og_type` is OpenGraph's."""

    titles: tuple[Claim, ...] = ()
    headings: tuple[str, ...] = ()
    page_title: str = ""
    authors: tuple[Claim, ...] = ()
    publishers: tuple[str, ...] = ()
    published: tuple[Claim, ...] = ()
    modified: tuple[Claim, ...] = ()
    language: str = ""
    canonical_url: str | None = None
    site_name: str | None = None
    body: str = ""
    types: tuple[str, ...] = ()
    all_types: tuple[str, ...] = ()
    og_type: str = ""
    is_article: bool = False
    extras: Extras = NO_EXTRAS
    node: linked_data.Node = field(default_factory=dict)


_TITLES = (
    "og:title",
    "twitter:title",
    "dc.title",
    "dcterms.title",
    "title",
    "headline",
    "citation_title",
    "sailthru.title",
    "parsely-title",
)
_AUTHORS = (
    "article:author", "author", "og:article:author", "byl", "dc.creator", "dcterms.creator", "sailthru.author",
    "parsely-author", "cxenseparse:author", "citation_author", "article:author_name", "authors",
)  # fmt: skip
_PUBLISHED = (
    "article:published_time", "article:published:time", "og:article:published_time", "article:published",
    "og:published_time", "datepublished",
    "date", "pubdate", "publishdate", "publish-date", "publication_date", "dc.date.issued", "dcterms.issued",
    "dc.date", "dcterms.date", "dcterms.created", "sailthru.date", "parsely-pub-date", "article.published",
    "cxenseparse:recs:publishtime", "citation_publication_date",
    "rnews:datepublished", "article_date_original", "originalpublicationdate", "date.release", "last-published",
)  # fmt: skip
_MODIFIED = (
    "article:modified_time",
    "article:modified:time",
    "og:updated_time",
    "datemodified",
    "last-modified",
    "dcterms.modified",
    "lastmod",
)


def read_evidence(tree: Element, *, url: str) -> Evidence:
    """All that the page's head and markup claim. `url` resolves relative links. Never raises on odd markup."""
    nodes = linked_data.read_nodes(tree)
    node = linked_data.article_node(nodes)
    metas = _metas(tree)
    persons, organisations = linked_data.author_names(node, nodes)
    kinds = linked_data.types(node)
    og_type = next(iter(metas.get("og:type", ())), "").lower()
    canonical = _canonical(tree, metas, url)
    return Evidence(
        titles=(*_of_node(node, "headline", "name"), *_of_metas(metas, _TITLES)),
        headings=tuple(_headings(tree)),
        page_title=plain_line(text_of(t)) if (t := tree.find(".//title")) is not None else "",
        authors=(
            *(Claim(n, "json-ld") for n in persons),
            *_of_metas(metas, _AUTHORS),
            *_card_authors(metas),
            *_html_authors(tree),
        ),
        publishers=tuple(organisations),
        published=(
            *_of_node(node, "datePublished", "dateCreated", "uploadDate"),
            *_of_metas(metas, _PUBLISHED),
            *_html_dates(tree),
        ),
        modified=(*_of_node(node, "dateModified"), *_of_metas(metas, _MODIFIED)),
        language=_language(tree, metas, node),
        canonical_url=canonical,
        site_name=_site_name(metas, nodes, node),
        body=linked_data.text_value(node.get("articleBody")),
        types=kinds,
        all_types=tuple(dict.fromkeys(kind for one in nodes for kind in linked_data.types(one))),
        og_type=og_type,
        is_article=any(kind.endswith(("Article", "Posting")) for kind in kinds) or og_type.startswith("article"),
        extras=read_extras(metas, node, url=url_of_links(url, canonical)),
        node=node,
    )


def url_of_links(url: str, canonical: str | None) -> str:
    """What a page's relative links are resolved by: a page that was saved to a file has none but its canonical URL."""
    return url if url.startswith("http") else canonical or url


def _metas(tree: Element) -> dict[str, list[str]]:
    """The contents of meta elements under their lower-case name, property or itemprop."""
    found: dict[str, list[str]] = {}
    for number, meta in enumerate(tree.iter("meta")):
        if number >= MAX_META:
            break
        content = (meta.get("content") or "").strip()
        for key in {(meta.get(a) or "").strip().lower() for a in ("property", "name", "itemprop", "http-equiv")} - {""}:
            if content:
                found.setdefault(key, []).append(content)
    return found


def _of_metas(metas: dict[str, list[str]], names: tuple[str, ...]) -> Iterator[Claim]:
    for name in names:
        source = "opengraph" if name.startswith(("og:", "article:")) else "meta"
        for value in metas.get(name, ())[:20]:
            yield Claim(value, source)


def _of_node(node: linked_data.Node, *keys: str) -> Iterator[Claim]:
    for key in keys:
        value = linked_data.text_value(node.get(key))
        if value:
            yield Claim(value, "json-ld")


_CARD_LABEL = re.compile(
    r"(?:written by|author|by|verfasst von|geschrieben von|autor(?:/?in)?|von|écrit par|rédigé par|par|escrito por|por|"
    r"scritto da|di|geschreven door|door|skrevet av|skriven av|napisane przez|автор|yazan|oleh|penulis)",
    re.IGNORECASE,
)


def _card_authors(metas: dict[str, list[str]]) -> Iterator[Claim]:
    """The names that a preview card labels 'Written by', in the words of several languages."""
    for number in ("1", "2", "3", "4"):
        label = next(iter(metas.get(f"twitter:label{number}", ())), "")
        if _CARD_LABEL.fullmatch(plain_line(label, limit=60).rstrip(":")):
            for value in metas.get(f"twitter:data{number}", ())[:1]:
                yield Claim(value, "twitter")
    for name, values in metas.items():
        if name.startswith("twitter:misc:") and _CARD_LABEL.fullmatch(name.removeprefix("twitter:misc:")):
            yield Claim(values[0], "twitter")


def _headings(tree: Element) -> Iterator[str]:
    for number, heading in enumerate(tree.iter("h1")):
        if number >= 10:
            break
        line = plain_line(text_of(heading))
        if line:
            yield line


def _attribute_words(element: Element) -> str:
    return " ".join([value for name, value in element.items() if name in _TELLING]).lower()


_TELLING = frozenset(("class", "id", "itemprop", "rel", "data-testid"))


_BYLINE = re.compile(
    r"\b(?:by-?line|author(?:s|-?name|__name|-link)?|post-author|entry-author|article-?author|writer|autor(?:en)?|auteur)\b"
)
_NOT_BYLINE = re.compile(
    r"bio|avatar|image|photo|comment|follow|social|share|date|time|box|related|more|desc|title|role|job|twitter|email"
)


def _html_authors(tree: Element) -> Iterator[Claim]:
    """rel=author and itemprop=author first, then elements whose class says byline."""
    exact: list[str] = []
    likely: list[str] = []
    place: set[Element] = set()
    for element in tree.iter("a", "span", "div", "p", "address", "li", "strong", "em", "b", "small", "cite"):
        if len(exact) >= 20 or len(likely) >= 20:
            break
        words = _attribute_words(element)
        if not words.strip():
            continue
        if element.get("rel") == "author" or element.get("itemprop") in ("author", "creator"):
            # Teasers of other articles name their authors too: those count that stand beside the first.
            around = set(islice(element.iterancestors(), 3))
            if exact and not place & around:
                continue
            place = place or around
            named = element.find(".//*[@itemprop='name']")
            exact.append(text_of(element if named is None else named))
        elif _BYLINE.search(words) and not _NOT_BYLINE.search(words):
            likely.append(text_of(element))
    for text in [t for t in exact if 2 < len(t) <= 100] or [t for t in likely if 2 < len(t) <= 80][:1]:
        yield Claim(text, "html")


_DATE_CLASS = re.compile(
    r"\b(?:pub(?:lish(?:ed)?)?(?:-?date|-?time|-on)?|post-?date|entry-?date|article-?date|date(?:line)?|timestamp|posted(?:-on)?)\b"
)


def _html_dates(tree: Element) -> Iterator[Claim]:
    for number, element in enumerate(tree.iter("time")):
        if number >= 5:
            break
        yield Claim(element.get("datetime") or text_of(element), "html")
    for element in tree.xpath("//*[@itemprop='datePublished']")[:3]:
        yield Claim(element.get("content") or element.get("datetime") or text_of(element), "html")
    count = 0
    for element in tree.iter("span", "div", "p", "abbr", "li"):
        words = element.get("class") or element.get("id")
        if words and _DATE_CLASS.search(words.lower()) and len(text := text_of(element)) <= 80:
            yield Claim(text, "html")
            count += 1
            if count >= 5:
                return


def _language(tree: Element, metas: dict[str, list[str]], node: linked_data.Node) -> str:
    root = tree.getroottree().getroot()
    declared = [
        root.get("lang"),
        root.get("{http://www.w3.org/XML/1998/namespace}lang"),
        linked_data.text_value(node.get("inLanguage")),
    ]
    declared += [
        next(iter(metas.get(name, ())), "") for name in ("og:locale", "content-language", "language", "dc.language")
    ]
    return next((str(value).strip() for value in declared if value and value.strip()), "")


def _canonical(tree: Element, metas: dict[str, list[str]], url: str) -> str | None:
    links = [link.get("href") for link in tree.iter("link") if "canonical" in (link.get("rel") or "").lower().split()]
    return next((found for value in (*links, *metas.get("og:url", ())) if (found := web_link(value, base=url))), None)


def _site_name(metas: dict[str, list[str]], nodes: tuple[linked_data.Node, ...], node: linked_data.Node) -> str | None:
    names = [*metas.get("og:site_name", ()), linked_data.text_value(node.get("publisher"))]
    names += [linked_data.text_value(n.get("name")) for n in nodes if "WebSite" in linked_data.types(n)]
    names += metas.get("application-name", [])
    return next((line for name in names if (line := plain_line(name, limit=200)) and not line.startswith("http")), None)
