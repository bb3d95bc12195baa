"""Web URLs: one strict reading of them, so that what is checked is what is connected to."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from pipeline.errors import Fail, Reason, Reject

MAX_URL_BYTES = 8192
DEFAULT_PORTS = {"http": 80, "https": 443}

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*):")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_HOST = re.compile(r"[a-z0-9_]([a-z0-9._\-]*[a-z0-9_])?\.?")
_SAFE_PATH = "/%:@!$&'()*+,;=~"
_SAFE_QUERY = _SAFE_PATH + "?[]"


@dataclass(frozen=True, slots=True)
class Target:
    """An http or https URL taken apart: ASCII throughout, an IPv6 host without brackets, `path` with its query."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def address(self) -> str:
        """'host:port', as an operator lists it in `allowed_addresses`."""
        return address_of(self.host, self.port)

    @property
    def url(self) -> str:
        """The URL, without its port where that is the scheme's own."""
        shown = self.address
        if self.port == DEFAULT_PORTS[self.scheme]:
            shown = shown.rpartition(":")[0]
        return f"{self.scheme}://{shown}{self.path}"


def address_of(host: str, port: int) -> str:
    """'host:port', an IPv6 host in brackets."""
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def scheme_of(url: str) -> str:
    """The scheme in lower case, '' if there is none. Raises Reject(BAD_URL) for a URL that no scheme allows.

    The checks are here because `urlsplit` silently drops tabs and line ends: it would read another URL than is there.
    """
    text = url.strip()
    if len(text) > MAX_URL_BYTES:
        raise Reject(Reason.BAD_URL, f"the URL is longer than {MAX_URL_BYTES} characters")
    if _CONTROL.search(text):
        raise Reject(Reason.BAD_URL, "the URL holds a control character")
    found = _SCHEME.match(text)
    return found[1].lower() if found else ""


def read_url(url: str) -> Target:
    """The target that an http or https URL names; its fragment is dropped, spaces and non-ASCII are percent-encoded.

    Raises Reject: BLOCKED_SCHEME for other schemes, BAD_URL for what cannot be read in one way only: user names,
    backslashes, control characters, more than 8 KB. No message repeats the URL, which may hold a password.
    """
    scheme = scheme_of(url)
    if scheme not in DEFAULT_PORTS:
        raise Reject(Reason.BLOCKED_SCHEME, f"{scheme[:20] or 'no scheme'}: only http and https can be fetched here")
    if "\\" in url:
        raise Reject(Reason.BAD_URL, "the URL holds a backslash, which programs read in different ways")
    try:
        parts = urlsplit(url.strip())
        port = parts.port
        path = quote(parts.path, safe=_SAFE_PATH) or "/"
        query = quote(parts.query, safe=_SAFE_QUERY)
    except ValueError:
        raise Reject(Reason.BAD_URL, "the URL cannot be read") from None
    if "@" in parts.netloc:
        raise Reject(Reason.BAD_URL, "the URL holds a user name or password")
    target = Target(scheme, _read_host(parts), DEFAULT_PORTS[scheme] if port is None else port, path)
    if query:
        target = Target(scheme, target.host, target.port, f"{path}?{query}")
    if len(target.path) > MAX_URL_BYTES:
        raise Reject(Reason.BAD_URL, f"the URL is longer than {MAX_URL_BYTES} bytes when encoded")
    return target


def read_location(location: str, *, base: Target) -> Target:
    """Where a redirect leads. `location` is the header's value as http.client gives it: bytes read as Latin-1.

    Raises Reject(BLOCKED_SCHEME) where it leaves http and https, Fail(BAD_REDIRECT) where it cannot be read.
    """
    raw = location.encode("latin-1", "replace")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        text = quote(raw, safe="".join(map(chr, range(0x20, 0x7F))))
    try:
        scheme_of(text)
        return read_url(urljoin(base.url, text.strip()))
    except ValueError:
        raise Fail(Reason.BAD_REDIRECT, f"{base.address} redirects to what is not a URL") from None
    except Reject as error:
        if error.reason is Reason.BLOCKED_SCHEME:
            raise Reject(error.reason, f"{base.address} redirects to {error.detail}") from None
        raise Fail(Reason.BAD_REDIRECT, f"{base.address} redirects badly: {error.detail}") from None


def _read_host(parts: SplitResult) -> str:
    """The host in ASCII. IDNA 2003 also folds full-width digits and dots, as the resolver would do later."""
    host = parts.hostname or ""
    if "[" in parts.netloc:
        try:
            address = ipaddress.IPv6Address(host)
        except ValueError:
            raise Reject(Reason.BAD_URL, "the URL's IPv6 address cannot be read") from None
        if address.scope_id is not None:
            raise Reject(Reason.BAD_URL, "the URL's IPv6 address names a network card")
        return str(address)
    try:
        host = host.encode("idna").decode("ascii").lower()
    except UnicodeError:
        raise Reject(Reason.BAD_URL, "the URL's host name cannot be read") from None
    if not _HOST.fullmatch(host) or len(host) > 254:
        raise Reject(Reason.BAD_URL, "the URL has no host name that can be read")
    return host
