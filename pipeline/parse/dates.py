"""Dates as pages and feeds write them: an instant in the zone it is written in, with its precision, or None."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

from pipeline.parse.months import month_number

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
LATEST = datetime(2100, 1, 1, tzinfo=UTC)
LEEWAY = timedelta(days=2)

Moment = tuple[datetime, str]
"""An aware instant, in its own zone, and its precision, 'instant' or 'day'."""

_NAMED_ZONE = r"[A-Z]{2,4}(?![A-Za-z])"
_OFFSET = r"[+-]\d{2}:?\d{2}|[+-]\d{2}"
_HALF = r"(?:\s*(?P<half>[ap]\.?m\.?)(?!\w))?"
_ISO = re.compile(
    r"(?:\D{0,40}?(?<![\w-])(?=\d{4}[-/]))?"
    r"(?P<year>\d{4})(?P<sep>[-/]?)(?P<month>\d{2})(?P=sep)(?P<day>\d{2})"
    r"(?:(?:[T ,]+|(?=\d{6}$))(?P<hour>\d{1,2}):?(?P<minute>\d{2})(?::?(?P<second>\d{2})(?:[.,]\d+)?)?"
    rf"{_HALF}\s*(?P<zone>(?:UTC|GMT)?(?:{_OFFSET})|Z|{_NAMED_ZONE})?)?",
    re.IGNORECASE,
)
_DOTTED = re.compile(r"(?<![\d.])(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?!\d)(?:\D{1,5}(\d{1,2})[:.](\d{2})(?!\d))?")
"""Day first, as all who write dates with full stops do."""
_MONTH = r"(?P<month>[^\W\d_]{3,12})\.?"
_CLOCK = (
    r"(?:\s*(?:,|at|-|–|\||à|às|a las|alle ore|alle|ore|um|kl\.?|om|в)*"
    r"\s*(?P<hour>\d{1,2})\s?[:.hH]\s?(?P<minute>\d{2})"
    rf"(?::(?P<second>\d{{2}}))?{_HALF}\s*(?P<zone>(?-i:(?:UTC|GMT)?(?:{_OFFSET})|{_NAMED_ZONE}))?)?"
)
_WORDS = re.compile(
    rf"(?:{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?"
    rf"|(?<!\d)(?P<day2>\d{{1,2}})(?:st|nd|rd|th|er|\.|º)?\s+(?:de\s+)?{_MONTH.replace('month', 'month2')},?)"
    rf"\s+(?:del?\s+)?(?P<year>\d{{4}})(?!\d)(?:\s(?:года|г\.)|\sr\.)?{_CLOCK}",
    re.IGNORECASE,
)
_YEAR_FIRST = re.compile(
    r"(?<!\d)(?P<year>\d{4})\s?(?:[年년.]\s?(?P<month>\d{1,2})\s?[月월.]\s?|\.\s(?P<named>[^\W\d_]{3,12})\.?\s)"
    r"(?P<day>\d{1,2})(?!\d)[日일.]?"
    r"(?:[^\d\n]{0,8}?(?P<half>오후|下午|午後|午后)?\s?(?P<hour>\d{1,2})\s?[:时時시点點]\s?(?P<minute>\d{2}))?"
)
"""'2026年10月6日 08:15', '2026. 10. 6.', '2026. október 6.'"""
_SLASHED = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(\d{4})(?![\d/])")
_YEAR_LAST = re.compile(
    rf"[A-Za-z]{{3}} (?P<month>[A-Za-z]{{3}})\s+(?P<day>\d{{1,2}})"
    rf" (?P<hour>\d{{2}}):(?P<minute>\d{{2}}):(?P<second>\d{{2}}) (?:(?P<zone>{_NAMED_ZONE}) )?(?P<year>\d{{4}})"
)
"""'Tue Oct 06 08:15:00 CEST 2026', as programs print it."""
_ZONES = {"UTC": 0, "GMT": 0, "Z": 0, "EST": -5, "EDT": -4, "ET": -5, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6,
          "PST": -8, "PDT": -7, "BST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3, "IST": 5.5,
          "JST": 9}  # fmt: skip


def read_date(value: object, *, now: datetime | None = None) -> Moment | None:
    """The instant that a date names, in the zone that it is written in: the publisher's day is not always UTC's.

    One without a zone is taken as UTC; one without an hour has precision 'day'. Reads ISO 8601, RFC 822, seconds or
    milliseconds since 1970, and dates in the words of some thirty languages. None for what is no date or lies outside
    1990 to two days after `now` (2100 when the caller has no clock). Never raises.
    """
    text = " ".join(str(value if value is not None else "")[:100].split())
    if not any(c.isdigit() for c in text) or (text.isdigit() and len(text) > 14):
        return None
    for reader in (_epoch, _iso, _year_last, _dotted, _rfc822, _words, _year_first, _slashed):
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
    day = datetime(int(match["year"]), int(match["month"]), int(match["day"]), tzinfo=UTC)
    return _at_clock(day, match)


def _at_clock(day: datetime, match: re.Match[str]) -> Moment:
    """The day of a match, or the instant on it if the match has an hour; its half of the day and its zone count."""
    said = match.groupdict()
    if said["hour"] is None:
        return day, "day"
    hour, half = int(said["hour"]), (said.get("half") or "").lower()
    if half and not half.startswith("a"):
        hour = hour % 12 + 12
    elif half:
        hour %= 12
    instant = day.replace(hour=hour % 24, minute=int(said["minute"]), second=min(int(said.get("second") or 0), 59))
    return _aware(instant.replace(tzinfo=_offset(said.get("zone")))), "instant"


def _offset(zone: str | None) -> timezone:
    """The zone of '+05:30', 'GMT+0200', 'EST', 'Z' or nothing, an unknown one as UTC; ValueError beyond a day."""
    said = re.fullmatch(r"([A-Za-z]*)([+-]?)(\d{0,2}):?(\d{0,2})", zone or "")
    if said is None or not said[3]:
        return timezone(timedelta(hours=_ZONES.get((zone or "UTC").upper(), 0)))
    minutes = int(said[3]) * 60 + int(said[4] or 0)
    return timezone(timedelta(minutes=-minutes if said[2] == "-" else minutes))


def _dotted(text: str) -> Moment | None:
    match = _DOTTED.search(text)
    if match is None:
        return None
    day, month, year, hour, minute = (int(part or 0) for part in match.groups())
    return datetime(year, month, day, hour, minute, tzinfo=UTC), "instant" if match[4] else "day"


def _epoch(text: str) -> Moment | None:
    if re.fullmatch(r"1\d{9}|1\d{12}", text) is None:
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
        month = month_number(match["month"] or match["month2"])
        if month is not None:
            day = datetime(int(match["year"]), month, int(match["day"] or match["day2"]), tzinfo=UTC)
            return _at_clock(day, match)
    return None


def _year_first(text: str) -> Moment | None:
    match = _YEAR_FIRST.search(text)
    month = month_number(match["named"]) if match and match["named"] else int(match["month"]) if match else None
    if match is None or month is None:
        return None
    return _at_clock(datetime(int(match["year"]), month, int(match["day"]), tzinfo=UTC), match)


def _year_last(text: str) -> Moment | None:
    match = _YEAR_LAST.match(text)
    month = month_number(match["month"]) if match else None
    if match is None or month is None:
        return None
    return _at_clock(datetime(int(match["year"]), month, int(match["day"]), tzinfo=UTC), match)


def _slashed(text: str) -> Moment | None:
    """'14/05/2026' or '05/14/2026'; of '04/05/2026' nobody knows whether it is in April or in May."""
    match = _SLASHED.search(text)
    if match is None:
        return None
    first, second, year = map(int, match.groups())
    day, month = (first, second) if first > 12 else (second, first)
    return (datetime(year, month, day, tzinfo=UTC), "day") if day > 12 else None


def _aware(moment: datetime) -> datetime:
    """The instant as it is, if it is one in UTC as well: OverflowError at the ends of the calendar."""
    moment.astimezone(UTC)
    return moment
