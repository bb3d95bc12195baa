"""What a page is by structure and declarations: an article, a live blog, a gallery, a video, a listing. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice

from pipeline.parse.blocks import Block
from pipeline.parse.evidence import Evidence
from pipeline.parse.tree import Element, text_of
from pipeline.parse.walls import words_in

SPARE = 60
"""Words below which the text of a page that is there for its pictures or its film is no article."""

POSTS = 5
"""Time-stamped posts that make a live blog, where they hold most of the text."""

CAPTIONS = 0.8
"""Share of a text in captions from which on it is a gallery's."""

TEASERS = 6
"""Headings that lead elsewhere which make a listing, where no long text stands beside them."""

LINKED_LINES, LINKED = 8, 0.8
"""Lines of links, and their share of a text, that make a listing."""

LEAST_LINE, HARDLY = 25, 300
"""Characters of a line that can be a headline, and of a text that is hardly any."""

FRAMES = frozenset(("nav", "header", "footer", "aside"))
"""Elements in which the words tell nothing about what kind of page it is."""

_LIST_TYPES = frozenset(("CollectionPage", "SearchResultsPage"))
_GALLERY_TYPES = frozenset(("ImageGallery", "MediaGallery"))
_CLOCK = re.compile(r"^\W*(?:\w+ ){0,3}\d{1,2}[:.h]\d{2}\b")
_NO_POSTS = re.compile(r"comment|disqus|repl(?:y|ies)|related|teaser|recommend|sidebar|promo", re.IGNORECASE)
_POST_NAME = re.compile(r"\b\w*(?:post|entry|update|live|ticker|event|block|item|key-?moment)\w*", re.IGNORECASE)


def kind_of(tree: Element, *, blocks: Sequence[Block], text: str, evidence: Evidence) -> str:
    """'article', 'live-blog', 'gallery', 'video' or 'listing', whether or not there is text enough to publish."""
    if is_live_blog(tree, blocks=blocks, text=text, evidence=evidence):
        return "live-blog"
    if is_listing(tree, blocks=blocks, text=text, evidence=evidence):
        return "listing"
    of_pictures = bool(_GALLERY_TYPES & set(evidence.all_types)) or evidence.og_type.endswith(("gallery", "photo"))
    if of_pictures and not ("NewsArticle" in evidence.types and words_in(text) > 5 * SPARE):
        return "gallery"
    filmed = evidence.og_type.startswith("video") or (
        "VideoObject" in evidence.all_types and not (evidence.is_article and words_in(text) >= SPARE)
    )
    if filmed and words_in(text) < 5 * SPARE:
        return "video"
    if words_in(text) < SPARE and _captioned(tree) >= POSTS:
        return "gallery"
    if _of_captions(blocks, text) and _captioned(tree) >= POSTS:
        return "gallery"
    return "article"


def _of_captions(blocks: Sequence[Block], text: str) -> bool:
    """Whether nearly all of the text stands below pictures."""
    captions = {" ".join(block.text.split()) for block in blocks if "figcaption" in block.place.tags}
    paragraphs = text.split("\n\n")
    held = sum(len(paragraph) for paragraph in paragraphs if paragraph in captions)
    return bool(text) and held >= CAPTIONS * sum(map(len, paragraphs))


def is_live_blog(tree: Element, *, blocks: Sequence[Block], text: str, evidence: Evidence) -> bool:
    """Whether the page says so, or elements of one form, each with a time at its head, hold most of the text."""
    if "LiveBlogPosting" in evidence.all_types:
        return True
    if sum(_CLOCK.match(block.text) is not None for block in blocks) < POSTS:
        return False
    homes: dict[tuple[Element, str], list[Element]] = defaultdict(list)
    for post in _timed(tree):
        homes[(post.getparent(), str(post.tag))].append(post)
    most = max(homes.values(), key=len, default=[])
    if len(most) < POSTS:
        return False
    joined = "\n".join(map(text_of, most))
    paragraphs = [paragraph for paragraph in text.split("\n\n") if len(paragraph) >= 40]
    held = sum(len(paragraph) for paragraph in paragraphs if paragraph in joined)
    return bool(paragraphs) and held > 0.6 * sum(map(len, paragraphs))


def _timed(tree: Element) -> Iterator[Element]:
    """The elements that are posts by their name or kind, begin with a time of day and are no comments or teasers."""
    for number, element in enumerate(tree.iter("article", "section", "div", "li")):
        if number >= 5_000:
            return
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        timed = len(element) > 0 and element[0].tag == "time"
        if element.tag not in ("article", "section") and not timed and not _POST_NAME.search(names):
            continue
        parent = element.getparent()
        around = f"{names} {parent.get('class') or ''} {parent.get('id') or ''}" if parent is not None else names
        if not _NO_POSTS.search(around) and _CLOCK.match(_start_of(element)):
            yield element


def _start_of(element: Element) -> str:
    """The first words of an element; elements hold each other, and reading all of each would take quadratic time."""
    return " ".join(" ".join(islice(element.itertext(), 20)).split())[:80]


def is_listing(tree: Element, *, blocks: Sequence[Block], text: str, evidence: Evidence) -> bool:
    """Whether a page that declares no article of its own is headings that lead elsewhere, or hardly more than links."""
    if evidence.is_article:
        return False
    if any(claim.source in ("json-ld", "opengraph") for claim in evidence.published):
        return False
    if (not evidence.published and is_link_list(tree)) or _reads_as_links(blocks, text):
        return True
    long = sum(len(paragraph) >= 250 for paragraph in text.split("\n\n"))
    plain = bool(_LIST_TYPES & set(evidence.all_types)) or (long <= 1 and len(text) < 6_000 and not _runs_on(text))
    return plain and _teasers(tree) >= TEASERS


def is_link_list(tree: Element) -> bool:
    """Whether four fifths of the page's words stand in links, twenty links and more."""
    links = [text_of(link) for link in tree.iter("a") if link.get("href")]
    if len(links) < 20:
        return False
    return sum(len(link) for link in links) > 0.8 * max(len(text_of(tree)), 1)


def _reads_as_links(blocks: Sequence[Block], text: str) -> bool:
    """Whether most of a text's words, or of those of a page with hardly any text, stand in lines that are links."""
    hardly = len(text) < HARDLY
    begun = {paragraph[:LEAST_LINE] for paragraph in text.split("\n\n")}
    framed = (not b.place.tags.isdisjoint(FRAMES) for b in blocks)
    taken = [b for b, out in zip(blocks, framed, strict=True) if not out and (b.text[:LEAST_LINE] in begun or hardly)]
    linked = [block for block in taken if 2 * block.link_chars > len(block.text) and len(block.text) >= LEAST_LINE]
    return len(linked) >= LINKED_LINES and sum(len(b.text) for b in linked) > LINKED * sum(len(b.text) for b in taken)


def _runs_on(text: str) -> bool:
    """Whether two paragraphs of some length that end in a full stop follow each other three times: running text."""
    ends = [len(p) >= 120 and p.rstrip("\"'”’»)").endswith((".", "!", "?", "。")) for p in text.split("\n\n")]
    return any(all(ends[i : i + 4]) for i in range(len(ends) - 3))


def _teasers(tree: Element) -> int:
    """How many different pages the links in the page's lower headings lead to."""
    found: set[str] = set()
    for number, heading in enumerate(tree.iter("h2", "h3", "h4")):
        if number >= 500:
            break
        link = heading.find(".//a[@href]")
        if link is None:
            link = next((a for a in heading.iterancestors("a") if a.get("href")), None)
        if link is not None and len(_start_of(heading)) >= 20:
            found.add(link.get("href"))
    return len(found)


def _captioned(tree: Element) -> int:
    """How many figures of the page have words below them, as far as it matters."""
    return sum(1 for _ in islice(tree.iter("figcaption"), POSTS))
