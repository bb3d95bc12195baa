"""Every variable that an operator may set, one line each. All start with DATELINE_."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import timedelta
from pathlib import Path
from typing import Any

from pipeline.models import State
from pipeline.policy import RECHECKS, FetchLimits, Politeness, PollPolicy, RetryPolicy, StageRules


class SettingError(ValueError):
    """A variable holds what it cannot hold; the message names it, its value and what is expected."""


MOST_SECONDS = 1e9
"""Thirty years; what is longer is a slip, and `inf` and `nan` are no times at all."""


def _duration_list(text: str) -> tuple[timedelta, ...]:
    values = [float(part) for part in text.split(",")]
    if not all(0 <= value <= MOST_SECONDS for value in values):
        raise ValueError(text)
    return tuple(timedelta(seconds=value) for value in values)


def _hours(text: str) -> tuple[timedelta, ...]:
    return tuple(delay * 3600 for delay in _duration_list(text) if delay)


def _names(text: str) -> frozenset[str]:
    return frozenset(part.strip() for part in text.split(",") if part.strip())


def _addresses(text: str) -> frozenset[str]:
    found = _names(text)
    if not all(_ADDRESS.fullmatch(one) and 0 < int(one.rpartition(":")[2]) < 65536 for one in found):
        raise ValueError(text)
    return found


_ADDRESS = re.compile(r"(\[[0-9a-fA-F:.%]+\]|[^\s:/@\[\]]+):\d{1,5}", re.ASCII)


def _numbers(text: str) -> frozenset[int]:
    return frozenset(int(part) for part in _names(text))


def _pairs(text: str) -> dict[str, str]:
    pairs = {key.strip(): value.strip() for key, _, value in (part.partition("=") for part in _names(text))}
    if not all(key and value for key, value in pairs.items()):
        raise ValueError(text)
    return pairs


def _days_kept(text: str) -> dict[State, float]:
    """'90' for every outcome, or 'published=90,rejected=30': days, one at least; 0 keeps for good."""
    outcomes = {
        "published": State.ENRICHED,
        "duplicate": State.DUPLICATE,
        "rejected": State.REJECTED,
        "failed": State.FAILED,
    }
    told = _pairs(text) if "=" in text else dict.fromkeys(outcomes, text)
    days = {outcomes[name]: float(value) for name, value in told.items() if float(value) != 0}
    if not all(1 <= value <= MOST_SECONDS / 86_400 for value in days.values()):
        raise ValueError(text)
    return days


def _models(text: str) -> Mapping[str, str]:
    return {} if text == "none" else _pairs(text)


def _language_queues(text: str) -> Mapping[str, str]:
    groups = _pairs(text)
    if not all(re.fullmatch("[a-z]{2,3}", language) for language in groups):
        raise ValueError(text)
    if not all(re.fullmatch("[a-z0-9_-]{1,40}", group) for group in groups.values()):
        raise ValueError(text)
    return groups


def _positive(text: str) -> int:
    value = int(text)
    if value <= 0:
        raise ValueError(text)
    return value


def _seconds(text: str) -> float:
    value = float(text)
    if not 0 < value <= MOST_SECONDS:
        raise ValueError(text)
    return value


def _pause(text: str) -> float:
    return 0.0 if float(text) == 0 else _seconds(text)


def _home() -> Path:
    import platformdirs

    return Path(platformdirs.user_data_dir("dateline", appauthor=False))


def _broker(text: str) -> str:
    if not text.startswith(BROKER_SCHEMES):
        raise ValueError(text)
    return text


def _callback(text: str) -> str:
    if not text.startswith(("https://", "http://")) or not text.isascii() or any(sign in text for sign in "?# "):
        raise ValueError(text)
    return text


def _obedience(text: str) -> bool:
    return {"obey": True, "ignore": False}[text]


def _opt_outs(text: str) -> bool:
    return {"obey": True, "record": False}[text]


BROKER_SCHEMES = ("redis://", "rediss://", "redis+socket://", "sentinel://")

READERS: Mapping[str, tuple[Callable[[str], Any], str]] = {
    "home": (Path, "a folder"),
    "database_url": (str, "postgresql://user:password@host/database"),
    "reader_url": (str, "postgresql://user:password@host/database"),
    "redis_url": (_broker, "redis://:password@host:port/0"),
    "allow_addresses": (_addresses, "host:port,host:port"),
    "allow_ports": (_numbers, "numbers with commas"),
    "user_agent": (str, "a name with a way to reach you"),
    "robots": (_obedience, "obey or ignore"),
    "opt_outs": (_opt_outs, "obey or record"),
    "host_delay_seconds": (_pause, "a number, 0 for none"),
    "keep_bodies_days": (_days_kept, "days, or published=days,rejected=days; 0 for ever"),
    "recheck_hours": (_hours, "hours after publication with commas, 0 for never"),
    "models": (_models, "language=package,language=package, or none"),
    "language_queues": (_language_queues, "language=group,language=group: ISO 639 codes and names in small letters"),
    "retry_delays": (_duration_list, "seconds with commas"),
    "flower_password": (str, "a password"),
    "worker_password": (str, "a password"),
    "reader_password": (str, "a password"),
    "metrics_address": (str, "an address"),
    "callback_address": (str, "an address"),
    "callback_url": (_callback, "https://host/path, as the web reaches the receiver"),
}
"""How the variables that are not plain numbers are read, and what an error says they should look like."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the program was told. Times in seconds, sizes in bytes; `read` fills it from the environment."""

    home: Path  # DATELINE_HOME: where the embedded servers keep their data
    database_url: str = ""  # DATELINE_DATABASE_URL: an own PostgreSQL; unset: the embedded one
    reader_url: str = ""  # DATELINE_READER_URL: the reader's own login for `dateline sql`
    worker_password: str = ""  # DATELINE_WORKER_PASSWORD: `dateline migrate` gives it to the worker's role
    reader_password: str = ""  # DATELINE_READER_PASSWORD: `dateline migrate` gives it to the reader's role
    redis_url: str = ""  # DATELINE_REDIS_URL: an own Redis; unset: the embedded one
    allow_addresses: frozenset[str] = frozenset()  # DATELINE_ALLOW_ADDRESSES: local host:port that may be fetched
    allow_ports: frozenset[int] = FetchLimits.allowed_ports  # DATELINE_ALLOW_PORTS: ports that may be fetched from
    user_agent: str = "Dateline/0.1"  # DATELINE_USER_AGENT: how the fetcher calls itself; add a contact
    max_wire_bytes: int = 10_000_000  # DATELINE_MAX_WIRE_BYTES: most that is read from one answer
    max_body_bytes: int = 20_000_000  # DATELINE_MAX_BODY_BYTES: most that it may become when decompressed
    max_archive_bytes: int = 10_000_000_000  # DATELINE_MAX_ARCHIVE_BYTES: most that all of an archive may unpack to
    fetch_seconds: float = 30.0  # DATELINE_FETCH_SECONDS: longest fetch, redirects included
    robots: bool = True  # DATELINE_ROBOTS: obey or ignore the hosts' robots.txt
    opt_outs: bool = True  # DATELINE_OPT_OUTS: obey or only record what publishers reserve against text mining
    host_delay_seconds: float = 1.0  # DATELINE_HOST_DELAY_SECONDS: shortest time between two pages of one host
    host_ceiling_seconds: float = 30.0  # DATELINE_HOST_CEILING_SECONDS: longest crawl delay that is kept
    host_requests: int = 2  # DATELINE_HOST_REQUESTS: most requests that are with one host at once
    min_free_bytes: int = 500_000_000  # DATELINE_MIN_FREE_BYTES: with less free where the home is, no polls
    keep_bodies_days: Mapping[State, float]  # DATELINE_KEEP_BODIES_DAYS: after them raw bytes go
    recheck_hours: tuple[timedelta, ...] = RECHECKS  # DATELINE_RECHECK_HOURS: when pages are looked at again; 0: never
    models: Mapping[str, str] | None = None  # DATELINE_MODELS: a package for each language; default: those installed
    language_queues: Mapping[str, str]  # DATELINE_LANGUAGE_QUEUES: enrich has a queue for each group of languages
    max_attempts: int = 5  # DATELINE_MAX_ATTEMPTS: tries at one stage before a document is given up
    retry_delays: tuple[timedelta, ...] = RetryPolicy.delays  # DATELINE_RETRY_DELAYS: rest after each failed try
    soft_seconds: float = 60.0  # DATELINE_SOFT_SECONDS: a stage that runs longer is stopped with a reason
    hard_seconds: float = 90.0  # DATELINE_HARD_SECONDS: a process that does not stop then is killed
    visibility_seconds: float = 300.0  # DATELINE_VISIBILITY_SECONDS: Redis hands an unacknowledged message out again
    lease_seconds: float = 360.0  # DATELINE_LEASE_SECONDS: a document whose worker is silent is handed out again
    resend_seconds: float = 120.0  # DATELINE_RESEND_SECONDS: a message that nobody took is sent again
    sweep_seconds: float = 2.0  # DATELINE_SWEEP_SECONDS: pause between two sweeps
    queue_limit: int = 400  # DATELINE_QUEUE_LIMIT: most messages that wait in one queue
    max_waiting: int = 20_000  # DATELINE_MAX_WAITING: with so many documents on their way no source is polled
    poll_floor_seconds: float = 300.0  # DATELINE_POLL_FLOOR_SECONDS: shortest time between two polls of a source
    poll_ceiling_seconds: float = 86400.0  # DATELINE_POLL_CEILING_SECONDS: longest time between two polls
    fetch_threads: int = 16  # DATELINE_FETCH_THREADS: fetches at once in one worker
    parse_processes: int = 2  # DATELINE_PARSE_PROCESSES: processes of a parse worker
    enrich_processes: int = 2  # DATELINE_ENRICH_PROCESSES: processes of an enrich worker
    memory_limit_bytes: int = 2_000_000_000  # DATELINE_MEMORY_LIMIT_BYTES: how far a pool process may grow
    flower_port: int = 5555  # DATELINE_FLOWER_PORT: loopback port of Flower
    flower_password: str = ""  # DATELINE_FLOWER_PASSWORD: Flower's password (user dateline); unset: one is made
    callback_url: str = ""  # DATELINE_CALLBACK_URL: where hubs reach the receiver from outside; unset: no hub is asked
    callback_address: str = "127.0.0.1"  # DATELINE_CALLBACK_ADDRESS: address on which the receiver listens
    callback_port: int = 8087  # DATELINE_CALLBACK_PORT: port on which the receiver listens
    metrics_address: str = "127.0.0.1"  # DATELINE_METRICS_ADDRESS: address on which the metrics are served
    metrics_port: int = 9808  # DATELINE_METRICS_PORT: loopback port of the Prometheus metrics

    @property
    def limits(self) -> FetchLimits:
        """The limits of one fetch."""
        return FetchLimits(
            max_wire_bytes=self.max_wire_bytes,
            max_body_bytes=self.max_body_bytes,
            max_archive_bytes=self.max_archive_bytes,
            total_seconds=self.fetch_seconds,
            allowed_ports=self.allow_ports,
            allowed_addresses=self.allow_addresses,
            user_agent=self.user_agent,
        )

    @property
    def retry(self) -> RetryPolicy:
        """How documents are retried."""
        return RetryPolicy(max_attempts=self.max_attempts, delays=self.retry_delays)

    @property
    def poll(self) -> PollPolicy:
        """How sources are polled."""
        floor = timedelta(seconds=self.poll_floor_seconds)
        ceiling = timedelta(seconds=self.poll_ceiling_seconds)
        return PollPolicy(floor=floor, ceiling=ceiling, start=min(max(PollPolicy.start, floor), ceiling))

    @property
    def politeness(self) -> Politeness:
        """How we behave as guests."""
        return Politeness(
            robots=self.robots,
            opt_outs=self.opt_outs,
            delay=timedelta(seconds=self.host_delay_seconds),
            ceiling=timedelta(seconds=self.host_ceiling_seconds),
            requests=self.host_requests,
            own=self.allow_addresses,
        )

    def free_bytes(self) -> int | None:
        """What is free on the home's disk; None where nobody asked for a least, or it cannot be seen."""
        try:
            return shutil.disk_usage(self.home).free if self.min_free_bytes > 1 else None
        except OSError:
            return None

    def rules(self, *, interrupts: tuple[type[BaseException], ...] = ()) -> StageRules:
        """What the stages are told about time and limits."""
        return StageRules(
            lease=timedelta(seconds=self.lease_seconds),
            resend=timedelta(seconds=self.resend_seconds),
            limits=self.limits,
            retry=self.retry,
            poll=self.poll,
            politeness=self.politeness,
            rechecks=self.recheck_hours,
            callback_url=self.callback_url,
            interrupts=interrupts,
        )


def read(environ: Mapping[str, str] = os.environ) -> Settings:
    """The settings in `environ`; what is unset or empty keeps its default.

    Raises SettingError, naming the variable, for a value that cannot be read and for time limits in the wrong order:
    a lease must outlive Redis's visibility timeout, which must outlive the hard limit.
    """
    values: dict[str, Any] = {"home": _home(), "language_queues": {}, "keep_bodies_days": {}}
    for entry in fields(Settings):
        name = f"DATELINE_{entry.name.upper()}"
        text = environ.get(name, "")
        if text:
            convert, expected = READERS.get(entry.name) or _number_reader(str(entry.type))
            try:
                values[entry.name] = convert(text)
            except (ValueError, KeyError):
                shown = name if "password" in expected else f"{name}={text!r}"
                raise SettingError(f"{shown} cannot be read: it takes {expected}") from None
    settings = Settings(**values)
    if not settings.soft_seconds < settings.hard_seconds < settings.visibility_seconds < settings.lease_seconds:
        raise SettingError(
            "the time limits must rise: DATELINE_SOFT_SECONDS < DATELINE_HARD_SECONDS < DATELINE_VISIBILITY_SECONDS"
            f" < DATELINE_LEASE_SECONDS, not {settings.soft_seconds:g}, {settings.hard_seconds:g},"
            f" {settings.visibility_seconds:g}, {settings.lease_seconds:g}"
        )
    return settings


def _number_reader(type_name: str) -> tuple[Callable[[str], Any], str]:
    return (_positive, "a whole number above 0") if type_name == "int" else (_seconds, "a number above 0")
