"""Dates as pages and feeds write them: an instant in the zone it is written in, with its precision, or None."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
LATEST = datetime(2100, 1, 1, tzinfo=UTC)
LEEWAY = timedelta(days=2)

Moment = tuple[datetime, str]
"""An aware instant, in its own zone, and its precision, 'instant' or 'day'."""

_ISO = re.compile(
    r"(\d{4})-?(\d{2})-?(\d{2})"
    r"(?:[T ,]+(\d{1,2}):?(\d{2})(?::?(\d{2})(?:[.,]\d+)?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?",
    re.IGNORECASE,
)
_DOTTED = re.compile(r"(?<![\d.])(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?!\d)(?:\D{1,5}(\d{1,2})[:.](\d{2})(?!\d))?")
"""Day first, as all who write dates with full stops do."""
_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = r"(?P<month>[A-Za-z]{3,9})\.?"
_WORDS = re.compile(
    rf"(?:{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?"
    rf"|(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH.replace('month', 'month2')},?)"
    r"\s+(?P<year>\d{4})(?!\d)(?:\s*(?:,|at|-|–|\|)?\s*(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?::\d{2})?\s*(?P<half>[ap]\.?m\.?)?"
    r"\s*(?P<zone>[A-Z]{2,4})?)?",
    re.IGNORECASE,
)
_ZONES = {"UTC": 0, "GMT": 0, "Z": 0, "EST": -5, "EDT": -4, "ET": -5, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6,
          "PST": -8, "PDT": -7, "BST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3, "IST": 5.5,
          "JST": 9}  # fmt: skip


def read_date(value: object, *, now: datetime | None = None) -> Moment | None:
    """The instant that a date names, in the zone that it is written in: the publisher's day is not always UTC's.

    One without a zone is taken as UTC; one without an hour has precision 'day'. Reads ISO 8601, RFC 822, seconds or
    milliseconds since 1970, and English dates in words. None for what is no date or lies outside 1990 to two days after
    `now` (2100 when the caller has no clock). Never raises.
    """
    text = " ".join(str(value if value is not None else "")[:100].split())
    if not any(c.isdigit() for c in text) or (text.isdigit() and len(text) > 13):
        return None
    for reader in (_iso, _dotted, _epoch, _rfc822, _words):
        try:
            moment = reader(text)
        except (ValueError, OverflowError, TypeError, IndexError):
            moment = None
        if moment is not None:
            return moment if in_range(moment[0], now=now) else None
    return None


def in_range(instant: datetime, *, now: datetime | None = None) -> bool:
    """Whether an aware instant can be when news was published: 1990 to two days after `now`."""
    return EARLIEST <= instant <= (now + LEEWAY if now is not None else LATEST)


def _iso(text: str) -> Moment | None:
    match = _ISO.match(text)
    if match is None:
        return None
    year, month, day, hour, minute, second, zone = match.groups()
    if hour is None:
        return datetime(int(year), int(month), int(day), tzinfo=UTC), "day"
    naive = datetime(int(year), int(month), int(day), int(hour) % 24, int(minute), min(int(second or 0), 59))
    return _aware(naive.replace(tzinfo=_offset(zone))), "instant"


def _offset(zone: str | None) -> timezone:
    """The zone of '+05:30', 'Z' or nothing; ValueError beyond a day."""
    if not zone or zone.upper() in ("Z", "UTC", "GMT"):
        return UTC
    digits = zone[1:].replace(":", "")
    minutes = int(digits[:2]) * 60 + int(digits[2:] or 0)
    return timezone(timedelta(minutes=-minutes if zone[0] == "-" else minutes))


def _dotted(text: str) -> Moment | None:
    match = _DOTTED.search(text)
    if match is None:
        return None
    day, month, year, hour, minute = (int(part or 0) for part in match.groups())
    return datetime(year, month, day, hour, minute, tzinfo=UTC), "instant" if match[4] else "day"


def _epoch(text: str) -> Moment | None:
    if re.fullmatch(r"\d{10}|\d{13}", text) is None:
        return None
    seconds = int(text) if len(text) == 10 else int(text) // 1000
    return datetime.fromtimestamp(seconds, UTC), "instant"


def _rfc822(text: str) -> Moment | None:
    if re.match(r"(?:[A-Za-z]{3,9},?\s+)?\d{1,2}[\s-]+[A-Za-z]{3,9}[\s-]+\d{2,4}\s+\d{1,2}:\d{2}", text) is None:
        return None
    moment = parsedate_to_datetime(text)
    return _aware(moment if moment.tzinfo else moment.replace(tzinfo=UTC)), "instant"


def _words(text: str) -> Moment | None:
    for match in _WORDS.finditer(text):
        month = _MONTHS.get((match["month"] or match["month2"]).lower())
        if month is None:
            continue
        day, hour = int(match["day"] or match["day2"]), match["hour"]
        if hour is None:
            return datetime(int(match["year"]), month, day, tzinfo=UTC), "day"
        hours = int(hour) % 12 if match["half"] else int(hour)
        hours += 12 if (match["half"] or "a").lower().startswith("p") else 0
        zone = timezone(timedelta(hours=_ZONES.get((match["zone"] or "UTC").upper(), 0)))
        return _aware(datetime(int(match["year"]), month, day, hours, int(match["minute"]), tzinfo=zone)), "instant"
    return None


def _aware(moment: datetime) -> datetime:
    """The instant as it is, if it is one in UTC as well: OverflowError at the ends of the calendar."""
    moment.astimezone(UTC)
    return moment
