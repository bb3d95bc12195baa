"""What bytes are, by their own look first, then the media type, then the name's ending."""

from __future__ import annotations

import re
from enum import StrEnum
from urllib.parse import urlsplit

from pipeline.errors import Reason, Reject
from pipeline.models import RawDocument
from pipeline.parse.decode import unmarked_utf16


class Form(StrEnum):
    """The forms in which an article can come."""

    HTML = "html"
    MARKDOWN = "markdown"
    TEXT = "text"


_MAGIC: tuple[tuple[bytes, int, str], ...] = (
    (b"%PDF-", 0, "PDF"), (b"PK\x03\x04", 0, "ZIP (or an office document)"), (b"PK\x05\x06", 0, "ZIP"),
    (b"\x89PNG", 0, "PNG image"), (b"GIF8", 0, "GIF image"), (b"\xff\xd8\xff", 0, "JPEG image"),
    (b"WEBP", 8, "WebP image"), (b"WAVE", 8, "WAVE audio"), (b"\x1f\x8b", 0, "gzip"), (b"BZh", 0, "bzip2"),
    (b"7z\xbc\xaf", 0, "7-Zip"), (b"Rar!", 0, "RAR"), (b"\xfd7zXZ", 0, "xz"), (b"(\xb5/\xfd", 0, "zstd"),
    (b"OggS", 0, "Ogg"), (b"ID3", 0, "MP3 audio"), (b"fLaC", 0, "FLAC audio"), (b"ftyp", 4, "MP4 or HEIF"),
    (b"\x1aE\xdf\xa3", 0, "Matroska video"), (b"\x7fELF", 0, "program"), (b"MZ\x90", 0, "program"),
    (b"\xd0\xcf\x11\xe0", 0, "old office document"), (b"wOFF", 0, "font"), (b"wOF2", 0, "font"),
    (b"{\\rtf", 0, "RTF"), (b"%!PS", 0, "PostScript"), (b"ustar", 257, "tar"),
    (b"SQLite format 3", 0, "SQLite database"), (b"II*\x00", 0, "TIFF image"), (b"MM\x00*", 0, "TIFF image"),
    (b"\x00\x00\x01\x00", 0, "icon"), (b"BM", 0, "BMP image"),
)  # fmt: skip
_PAGE = re.compile(r"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
_ELEMENT = re.compile(
    r"</?(?:p|div|article|section|main|span|h[1-6]|ul|ol|table|br|a|b|i|em|strong|img|script|style|title|meta|link|header|"
    r"figure|blockquote|noscript|template|nav|form|center|font|td|tr|pre)(?:[\s/>]|$)",
    re.IGNORECASE,
)
_PROLOG = re.compile(r"\s+|<\?.{0,2000}?\?>|<!--.{0,20000}?-->", re.DOTALL)
_NO_TEXT = ("image/", "audio/", "video/", "font/", "model/")
_MARKDOWN_NAMES = (".md", ".markdown", ".mdown", ".mkd")
_HTML_TYPES = ("text/html", "application/xhtml+xml")
_PAGE_NAMES = (".html", ".htm", ".xhtml", ".shtml")


def refuse_binary(content: bytes) -> None:
    """Raises Reject(UNSUPPORTED_MEDIA_TYPE), saying what they are, for bytes that are no text in any encoding."""
    for magic, offset, name in _MAGIC:
        if content.startswith(magic, offset) and not (magic == b"BM" and b"\0" not in content[:64]):
            raise Reject(Reason.UNSUPPORTED_MEDIA_TYPE, name)
    head = content[:8192]
    nuls = head.count(0)
    if nuls and not _like_utf16(head) and nuls > max(8, len(head) // 50):
        raise Reject(Reason.UNSUPPORTED_MEDIA_TYPE, "binary data")
    controls = sum(head.count(b) for b in (*range(1, 7), *range(14, 27), 28, 29, 30, 31, 127))
    if controls > max(4, len(head) // 20) and not _like_utf16(head):
        raise Reject(Reason.UNSUPPORTED_MEDIA_TYPE, "binary data")


def form_of(text: str, raw: RawDocument) -> Form:
    """The form of a document's text. Raises Reject(UNSUPPORTED_MEDIA_TYPE) for text that is data: JSON, XML, code."""
    head = _after_prolog(text)
    name = urlsplit(raw.final_url or raw.url).path.lower()
    media = raw.media_type
    if _PAGE.match(head):
        return Form.HTML
    if media in ("text/markdown", "text/x-markdown") or name.endswith(_MARKDOWN_NAMES):
        return Form.MARKDOWN
    if media in _HTML_TYPES or (not media and name.endswith(_PAGE_NAMES)):
        return Form.HTML if re.search(r"<[a-zA-Z/!]", text) else Form.TEXT
    _refuse_data(head, text, media)
    named_text = media == "text/plain" or name.endswith((".txt", ".text"))
    if _ELEMENT.match(head) and not (named_text and not _PAGE.search(head[:4096])):
        return Form.HTML
    return Form.TEXT


def is_page(text: str) -> bool:
    """Whether the text opens as an HTML page does."""
    return _PAGE.match(_after_prolog(text)) is not None


def _after_prolog(text: str) -> str:
    """Up to 20,000 characters after byte-order mark, white space, comments and processing instructions."""
    position = 0
    text = text[:100_000].lstrip("\ufeff\0 \t\r\n\f")
    while (match := _PROLOG.match(text, position)) is not None:
        position = match.end()
    return text[position : position + 20_000]


def _refuse_data(head: str, text: str, media: str) -> None:
    if media.startswith(_NO_TEXT) or media in ("application/pdf", "application/zip"):
        raise Reject(Reason.UNSUPPORTED_MEDIA_TYPE, media)
    if media in ("application/json", "text/css", "text/csv", "application/javascript", "text/javascript"):
        raise Reject(Reason.UNSUPPORTED_MEDIA_TYPE, media)
    if re.match(r'[\[{]\s*["{\[\]}]', head) and text.rstrip()[-1:] in ("]", "}"):
        raise Reject(Reason.UNSUPPORTED_MEDIA_TYPE, "JSON")
    if text.lstrip("\ufeff \t\r\n").startswith("<?xml") and not _ELEMENT.match(head):
        root = re.sub(r"[^A-Za-z0-9:_-].*", "", head[1:40], flags=re.DOTALL)
        told = ", a list of feeds: dateline sources import FILE" if root.lower() == "opml" else ""
        raise Reject(Reason.UNSUPPORTED_MEDIA_TYPE, f"XML <{root}>{told}")


def _like_utf16(head: bytes) -> bool:
    return head[:2] in (b"\xff\xfe", b"\xfe\xff") or head[:4] == b"\0\0\xfe\xff" or unmarked_utf16(head) is not None
