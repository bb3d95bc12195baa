"""Bytes in: the only package that opens sockets or source files.

`fetch` brings one URL's bytes, whichever scheme it has; `list_directory` says which files a directory holds,
`list_members` which entries a file holds, `web_members` which a file from the web; `post_form` asks something of a
server; `source_url` makes a URL of what an operator typed. All of them raise the three errors of `pipeline.errors` and
nothing else, but for bugs and for a machine that has run out of files or memory.
"""

from __future__ import annotations

from collections.abc import Callable

from pipeline.errors import Reason, Reject
from pipeline.fetch.answer import fresh_seconds, read_content_type
from pipeline.fetch.archives import (
    container_stamp,
    fetch_member,
    holds_entries,
    list_members,
    web_document,
    web_members,
)
from pipeline.fetch.directory import FoundFile, directory_path, is_directory, list_directory
from pipeline.fetch.files import fetch_file
from pipeline.fetch.paths import source_url
from pipeline.fetch.posting import post_form
from pipeline.fetch.urls import scheme_of
from pipeline.fetch.web import fetch_page
from pipeline.models import NotModified, RawDocument
from pipeline.policy import FetchLimits

__all__ = [
    "FoundFile",
    "container_stamp",
    "directory_path",
    "fetch",
    "fresh_seconds",
    "holds_entries",
    "is_directory",
    "list_directory",
    "list_members",
    "post_form",
    "read_content_type",
    "source_url",
    "web_document",
    "web_members",
]


def fetch(
    url: str,
    *,
    limits: FetchLimits,
    etag: str | None = None,
    last_modified: str | None = None,
    permit: Callable[[str], None] | None = None,
) -> RawDocument | NotModified:
    """The bytes behind an http, https or file URL; NotModified only where a validator was sent and the server agreed.

    `permit` is asked before a redirect is followed, with its target, and raises what forbids it. Raises Retry, Reject
    or Fail. Safe from many threads at once.
    """
    scheme = scheme_of(url)
    if scheme in ("http", "https"):
        return fetch_page(url, limits=limits, etag=etag, last_modified=last_modified, permit=permit)
    if scheme == "file":
        return fetch_member(url, limits=limits) if "#" in url else fetch_file(url, limits=limits)
    raise Reject(Reason.BLOCKED_SCHEME, f"{scheme[:20] or 'no scheme'}: only http, https and file can be fetched")
