"""Links as sources write them to absolute web addresses."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

from pipeline.parse.clean import clean_text

MAX_URL = 2_000
_ESCAPED = str.maketrans({character: f"%{ord(character):02X}" for character in ' "<>`'})


def web_link(link: object, *, base: str) -> str | None:
    """The absolute http or https URL of a link, with what no URL may hold (spaces, markup) escaped; None for any other
    scheme and for what is no URL."""
    text = clean_text(str(link or "")).strip().replace("\n", "").replace("\t", "")
    if not text or len(text) > MAX_URL or text.rstrip("/").lower() in ("http:", "https:"):
        return None
    try:
        absolute = urljoin(base, text)
        parts = urlsplit(absolute)
        parts.port  # noqa: B018  (raises on a bad port)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return None
    return parts.geturl().translate(_ESCAPED)
