"""Paths and file URLs: bytes of any kind go into a URL and come out again the same."""

from __future__ import annotations

import os
import re
from pathlib import Path
from urllib.parse import quote, unquote_to_bytes, urlsplit

from pipeline.errors import Reason, Reject
from pipeline.fetch.urls import read_url, scheme_of

_FEED_PREFIX = re.compile(r"feed:(//)?(?=.)", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.\-]*:", re.IGNORECASE)
_HOST_LIKE = re.compile(r"[^\s/\\:@]+\.[^\s/\\:@.]{2,}(:\d+)?(/\S*)?")


def url_of(path: bytes) -> str:
    """The file URL of an absolute path (RFC 8089); bytes that are not plain ASCII are percent-encoded."""
    return "file://" + quote(path)


def path_of(url: str) -> bytes:
    """The absolute path that a file URL names.

    Raises Reject: OUTSIDE_ROOT for a path that climbs with '..', BAD_URL for another host, a query, or no path.
    """
    scheme_of(url)
    parts = urlsplit(url.strip())
    if parts.scheme != "file" or parts.netloc.lower() not in ("", "localhost"):
        raise Reject(Reason.BAD_URL, "a file URL names a path on this machine: file:///folder/name")
    if parts.query or parts.fragment:
        raise Reject(Reason.BAD_URL, "a file URL has no query or fragment: write ? as %3F and # as %23")
    path = unquote_to_bytes(os.fsencode(parts.path))
    if not path.startswith(b"/") or b"\0" in path:
        raise Reject(Reason.BAD_URL, "a file URL names an absolute path: file:///folder/name")
    names = [name for name in path.split(b"/") if name not in (b"", b".")]
    if b".." in names:
        raise Reject(Reason.OUTSIDE_ROOT, "the path climbs out of its folder with '..'")
    return b"/" + b"/".join(names)


def source_url(text: str, *, must_exist: bool = True) -> str:
    """The absolute URL of what an operator typed: a URL, with or without 'feed:', or the path of a file or directory.

    Symbolic links in a path are resolved here, once, because the fetcher follows none. Raises ValueError with one line
    that says what is wrong; it repeats paths, but no URL, which may hold a password. A path where nothing is, is wrong
    only if it `must_exist`.
    """
    typed = text.strip()
    try:
        if not typed:
            raise ValueError("nothing given: a source is a URL or the path of a file or directory")
        if _exists(typed):
            return _existing(typed)
        plain = _FEED_PREFIX.sub(lambda found: "http://" if found[1] else "", typed, count=1)
        scheme = scheme_of(plain) if _SCHEME.match(plain) else ""
        if scheme in ("http", "https"):
            return read_url(plain).url
        if scheme == "file":
            return _existing(os.fsdecode(path_of(plain)), must_exist=must_exist)
    except Reject as error:
        raise ValueError(error.detail) from None
    if "://" in plain:
        raise ValueError(f"{scheme[:20]}: is not fetched; a source is an https, http or file URL, or a path")
    if not must_exist:
        return url_of(os.fsencode(os.path.realpath(plain)))
    hint = f"; for a web address write https://{plain}" if _HOST_LIKE.fullmatch(plain) else ""
    raise ValueError(f"{plain[:200]!r}: no such file or directory{hint}")


def _existing(path: str, *, must_exist: bool = True) -> str:
    if must_exist and not _exists(path):
        raise ValueError(f"{path[:200]!r}: no such file or directory")
    return url_of(os.fsencode(os.path.realpath(path)))


def _exists(path: str) -> bool:
    """Whether there is something at a path; a path that cannot be (too long, a NUL in it) is not there."""
    try:
        return Path(path).exists()
    except (OSError, ValueError):
        return False
