"""What makes two documents the same: pure functions from what was announced or read to keys of 32 bytes."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from contextlib import suppress
from urllib.parse import parse_qsl, quote, unquote_to_bytes, urlencode, urlsplit, urlunsplit

NORMALISER_VERSION = 4
"""Counts up when `canonical_url` or `page_url` start to give other answers, so that keys can be told apart."""

_TRACKING = re.compile(
    r"^(utm_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|igshid|mc_cid|mc_eid|_ga|_gl|ref_src|cmpid|ns_campaign|"
    r"ns_mchannel|ns_source|at_medium|at_campaign|wt_mc|ocid)$",
    re.IGNORECASE,
)
_AMP_CACHE = re.compile(
    r"^https://(?:www\.google\.[a-z.]{2,6}/amp|(?:[a-z0-9-]+\.)?cdn\.ampproject\.org/[a-z]+)(?:/s)?/([a-z0-9-]+\.[a-z0-9.-]+/.*)",
)
_MOBILE_HOST = re.compile(r"^(?:(?:www|m|mobile|amp)\.)+(?=[^.]+\.[^.]+)|(?<=\.)(?:m|mobile)\.(?=[^.]+\.[^.]+$)")
_AMP_PATH = re.compile(r"^(?:/amp)+(?=/)|(?:/amp|\.amp)+(?=(?:\.html)?$)")
_AMP_QUERY = re.compile(r"^(?:amp=(?:1|true)?|(?:output|outputtype)=amp)$", re.IGNORECASE)
_STEPS = re.compile(r"(?:(?:member(?:\.\d{1,7})?|id|line|entry|offset)=[^&]*(?:&|$))+")
_DEFAULT_PORTS = {"http": 80, "https": 443}
_SAFE_PATH = "/:@!$&'()*+,;=~-._%"
_SAFE_QUERY = _SAFE_PATH + "?[]"
_ESCAPE = re.compile("%([0-9a-fA-F]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")


def canonical_url(url: str) -> str:
    """The URL under which a page is known: lower-case host, no default port, fragment, tracking parameter or trailing
    slash, percent-encoding in one form, query parameters in order of name. A URL that cannot be read stays as it is.

    Scheme http and https name one page. A fragment that names an entry within a file stays (`member_url`).
    The raw URL is kept beside it wherever it is stored.
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return url
    if parts.scheme.lower() == "file":
        return urlunsplit(parts)
    if parts.scheme.lower() not in _DEFAULT_PORTS or not parts.hostname:
        return url.partition("#")[0].strip()
    host = parts.hostname.rstrip(".").lower()
    with suppress(UnicodeError):
        host = host.encode("idna").decode("ascii")
    if ":" in host:
        host = f"[{host}]"
    if port is not None and port not in _DEFAULT_PORTS.values():
        host = f"{host}:{port}"
    path = _ESCAPE.sub(_one_form, quote(parts.path, safe=_SAFE_PATH, errors="surrogatepass"))
    # Octet by octet: read as UTF-8, all that is not (a query in windows-1251) would become one and the same page.
    query = quote(parts.query, safe=_SAFE_QUERY, errors="surrogatepass")
    fields = parse_qsl(query, keep_blank_values=True, encoding="latin-1")
    pairs = sorted((name, value) for name, value in fields if not _TRACKING.match(name))
    steps = parts.fragment if _STEPS.fullmatch(parts.fragment) else ""
    fragment = quote(steps, safe="/:@%&=.", errors="surrogatepass")
    return urlunsplit(("https", host, path.rstrip("/") or "/", urlencode(pairs, encoding="latin-1"), fragment))


def page_url(url: str) -> str:
    """The canonical URL of the page that a reader at a desk would get: AMP forms and caches, mobile hosts and `www.`
    lead to the one article. It serves for telling pages apart alone; nothing is fetched there."""
    canonical = canonical_url(url)
    while found := _AMP_CACHE.match(canonical):
        canonical = canonical_url(f"https://{found[1]}")
    try:
        parts = urlsplit(canonical)
    except ValueError:
        return canonical
    if parts.scheme != "https" or not parts.netloc:
        return canonical
    host = _MOBILE_HOST.sub("", parts.netloc)
    path = _AMP_PATH.sub("", parts.path)
    fields = "&".join(field for field in parts.query.split("&") if not _AMP_QUERY.match(field))
    return urlunsplit(("https", host, path.rstrip("/") or "/", fields, parts.fragment))


def member_url(container: str, steps: Sequence[tuple[str, str]]) -> str:
    """The URL of an entry within a file: the file's, and after `#` the steps to it, as in a query.

    `member=NAME` in a ZIP or tar (`member.2` a second one of that name), `id=ID` for an entry that has its own id, else
    `line=N` of JSON Lines, `entry=N` of another list (both from 1), `offset=N` in a WARC. Compression is no step.
    """
    named = (f"{kind}={quote(name.encode('utf-8', 'surrogateescape'), safe='/:@')}" for kind, name in steps)
    return f"{container}#{'&'.join(named)}"


def member_steps(url: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """What `member_url` was made of; no steps for a file that is no member."""
    container, _, fragment = url.partition("#")
    pairs = (step.partition("=") for step in fragment.split("&") if step)
    return container, tuple(
        (kind, unquote_to_bytes(name).decode("utf-8", "surrogateescape")) for kind, _, name in pairs
    )


def url_key(url: str) -> bytes:
    """SHA-256 of the canonical URL: equal for two spellings of one address, as sources are told apart."""
    return _sha256(canonical_url(url))


def page_key(url: str) -> bytes:
    """SHA-256 of `page_url`: equal for two addresses of one page, as documents are told apart."""
    return _sha256(page_url(url))


def entry_key(identity: str) -> bytes:
    """SHA-256 of an entry's identity within its source (guid, else link, else content)."""
    return _sha256(identity)


def body_key(content: bytes) -> bytes:
    """SHA-256 of raw bytes: the name under which they are stored."""
    return hashlib.sha256(content).digest()


def text_key(title: str, text: str) -> bytes:
    """SHA-256 of an article's words: equal when title and text agree but for case, spacing and typographic marks."""
    folded = unicodedata.normalize("NFKC", f"{title}\n{text}").casefold()
    return _sha256(" ".join(re.findall(r"\w+", folded)) or folded)


def _one_form(escape: re.Match[str]) -> str:
    """RFC 3986, 6.2.2: an escaped unreserved character stands for itself, other escapes are upper case."""
    character = chr(int(escape[1], 16))
    return character if character in _UNRESERVED else escape[0].upper()


def _sha256(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
