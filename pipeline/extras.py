"""What a page says about an article beside its text. A frozen value, no behaviour."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Image:
    """A picture that stands with an article: what it is said to show, what stands below it, and whose it is."""

    url: str
    alt: str | None = None
    caption: str | None = None
    credit: str | None = None


@dataclass(frozen=True, slots=True)
class Extras:
    """`standfirst` is the page's own summary in a line or two, `image_url` its lead image, `tags` are as written.

    `truncated` says that the page keeps the rest of the text for those who pay. `kind` is one of KINDS; `agency` the
    wire agency that sent the text, by its short name.
    """

    standfirst: str | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    image_url: str | None = None
    image_alt: str | None = None
    truncated: bool = False
    kind: str = "article"
    agency: str | None = None
    images: tuple[Image, ...] = ()


KINDS = ("article", "live-blog", "gallery", "video")
"""What a page may be and still be published."""

NO_EXTRAS = Extras()
