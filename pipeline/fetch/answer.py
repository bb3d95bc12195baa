"""What an answer's status and headers mean: pure, from strings to values and errors."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from urllib3 import HTTPHeaderDict

from pipeline.errors import Fail, Reason, Retry, StageError
from pipeline.policy import MAX_RETRY_AFTER

REDIRECTS = frozenset({301, 302, 303, 307, 308})
WITH_BODY = frozenset({200, 203})

KEPT_HEADERS = (
    "age", "cache-control", "content-language", "content-location", "content-type", "date", "etag", "expires",
    "last-modified", "link", "location", "retry-after", "tdm-policy", "tdm-reservation", "vary", "x-robots-tag",
)  # fmt: skip
MAX_HEADER_CHARS = 2000

_VALIDATORS = frozenset({"etag", "last-modified"})
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]+")
_MEDIA_TYPE = re.compile(r"\s*([A-Za-z0-9!#$&^_.+\-]{1,80}/[A-Za-z0-9!#$&^_.+\-]{1,80})\s*(?:$|[;,])")
_CHARSET = re.compile(r""";\s*charset\s*=\s*["']?([A-Za-z0-9_.:\-]{1,40})""", re.IGNORECASE)
_FOR_ONE_AGENT = re.compile(r"\s*(?!max-|unavailable_after)[\w-]+\s*:", re.IGNORECASE)
_YEAR = 366 * 86_400
_MIN_RETRY_AFTER = timedelta(seconds=1)

_FINAL: Mapping[int, Reason] = {
    401: Reason.FORBIDDEN, 403: Reason.FORBIDDEN, 451: Reason.FORBIDDEN,
    404: Reason.NOT_FOUND, 410: Reason.GONE,
}  # fmt: skip
_PASSING_CLIENT_ERRORS = frozenset({408, 425})
"""Request Timeout and Too Early (RFC 9110, RFC 8470): the same request may well succeed later."""


def one_line(text: str, *, limit: int = MAX_HEADER_CHARS) -> str:
    """A header's value without control characters, at most `limit` characters long."""
    return _CONTROL.sub(" ", text).strip()[:limit]


def keep_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """The useful headers under lower-case names; a validator too long to be kept whole is not kept at all."""
    kept = {}
    for name in KEPT_HEADERS:
        value = _robots_rules(headers) if name == "x-robots-tag" else headers.get(name)
        if value is None or (name in _VALIDATORS and not can_validate(value)):
            continue
        kept[name] = one_line(value)
    return kept


def _robots_rules(headers: Mapping[str, str]) -> str | None:
    """The values of all X-Robots-Tag in one, those for a single agent last: a list that opens with an agent's name
    speaks to it until the next name, so that what is said to all must not come behind it."""
    several = headers.getlist("x-robots-tag") if isinstance(headers, HTTPHeaderDict) else []
    values = sorted(several, key=lambda value: _FOR_ONE_AGENT.match(value) is not None)
    return ", ".join(values) if values else headers.get("x-robots-tag")


def can_validate(value: str | None) -> bool:
    """Whether an ETag or Last-Modified can be sent back as it is."""
    return bool(value) and one_line(value or "") == value and value.isascii()


def read_content_type(values: list[str]) -> tuple[str, str | None]:
    """Media type in lower case ('' if unknown) and charset of a Content-Type; of several the last counts."""
    for value in reversed(values):
        found = _MEDIA_TYPE.match(value)
        if found:
            charset = _CHARSET.search(value)
            return found[1].lower(), charset[1].lower() if charset else None
    return "", None


def refusal(status: int, headers: Mapping[str, str], *, now: datetime, host: str) -> StageError:
    """The error for an answer that is neither a body nor a redirect.

    429, and 503 with a Retry-After, ask for patience and do not count as an attempt: the document is not to blame.
    """
    detail = f"{host} answered {status}"
    wait = retry_after(headers.get("retry-after"), date=headers.get("date"), now=now)
    if status == 429 or (status == 503 and wait is not None):
        return Retry(Reason.RATE_LIMITED, detail, after_seconds=wait, counts=False)
    if status >= 500:
        return Retry(Reason.HTTP_SERVER_ERROR, detail, after_seconds=wait)
    if status in _FINAL:
        return Fail(_FINAL[status], detail)
    if status in _PASSING_CLIENT_ERRORS:
        return Retry(Reason.HTTP_CLIENT_ERROR, detail, after_seconds=wait)
    if status >= 400:
        return Fail(Reason.HTTP_CLIENT_ERROR, detail)
    if status in (204, 205):
        return Retry(Reason.EMPTY_BODY, detail)
    if 300 <= status < 400 and status != 304:
        return Fail(Reason.BAD_REDIRECT, f"{detail} without saying where to")
    return Retry(Reason.BAD_HTTP, f"{detail}, which was not asked for")


def retry_after(value: str | None, *, date: str | None, now: datetime) -> float | None:
    """Seconds to wait by a Retry-After (RFC 9110, 10.2.3), from 1 to a day; None if there is none that can be read.

    A date counts from the server's own Date: its clock may be wrong, but it is wrong in both.
    """
    text = (value or "").strip()
    if not text:
        return None
    number = re.fullmatch(r"([+-]?)([0-9]+)(\.[0-9]*)?", text)
    if number:
        digits = number[2] if len(number[2]) < 10 else "9" * 9
        wait = timedelta(seconds=int(number[1] + digits))
    else:
        until = _read_date(text)
        if until is None:
            return None
        wait = until - (_read_date(date or "") or now)
    return min(max(wait, _MIN_RETRY_AFTER), MAX_RETRY_AFTER).total_seconds()


def _read_date(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment


def fresh_seconds(headers: Mapping[str, str]) -> float | None:
    """How long an answer says that it stays fresh (RFC 9111, 4.2.1): max-age, else Expires less its own Date.

    None where it does not say, or says that it must not be kept. Never negative, at most a year.
    """
    control = headers.get("cache-control", "").lower()
    if re.search(r"\bno-(?:store|cache)\b", control):
        return None
    age = re.search(r"""(?:^|[\s,])max-age\s*=\s*"?([0-9]{1,18})""", control)
    if age:
        return float(min(int(age[1]), _YEAR))
    expires, date = _read_date(headers.get("expires", "")), _read_date(headers.get("date", ""))
    if expires is None or date is None:
        return None
    return float(min(max((expires - date).total_seconds(), 0.0), _YEAR))
