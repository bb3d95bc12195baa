"""A poller in a process of its own that dies at a given line of the program."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline import settings, storage
from pipeline.polling import poll_source
from pipeline.storage import Connection
from tests.acceptance.faults.harness import Trial

ENTRIES = 5
OURS = f"{os.sep}pipeline{os.sep}"


@dataclass
class Ends:
    """What so many killed pollers left behind."""

    killed: int = 0
    committed: int = 0
    ahead: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)


def poll_lines(trial: Trial) -> int:
    """How many lines of the program a poll runs through, of one that nobody kills."""
    url = trial.press.announce(ENTRIES)
    read, write = os.pipe()
    if (child := os.fork()) == 0:
        lines = _Lines(None)
        _poll(trial, _source(trial, url), lines)
        os.write(write, str(lines.count).encode())
        os._exit(0)
    os.waitpid(child, 0)
    os.close(write)
    with os.fdopen(read) as answer:
        return int(answer.read())


def killed_polls(
    trial: Trial, owner: Connection, points: Sequence[int], *, mutant: Callable[[], None] | None = None
) -> Ends:
    """Poll a new feed for each point and die there by SIGKILL, poll again after the lease, and count what is there."""
    ends = Ends()
    urls = [trial.press.announce(ENTRIES) for _ in range(len(points) // 10)]
    for turn, point in enumerate(points):
        url = urls[turn % len(urls)]
        source_id = _source(trial, url)
        _forget(owner, source_id)
        _forked(trial, source_id, point, mutant, ends)
        row = owner.execute(BOOKS, (source_id,)).fetchone()
        assert row is not None
        ends.committed += row["documents"] == ENTRIES
        if row["documents"] not in (0, ENTRIES) or ((row["etag"] or row["body_key"]) and not row["documents"]):
            ends.ahead.append(f"{url} killed at line {point}: {dict(row)}")
        owner.execute("update ingest.sources set lease_token = null, due_at = now() where source_id = %s", (source_id,))
        _forked(trial, source_id, None, None, ends)
        after = owner.execute(BOOKS, (source_id,)).fetchone()
        if after is None or after["documents"] != ENTRIES:
            ends.lost.append(f"{url} killed at line {point}: {after}")
    return ends


BOOKS = """
select s.etag, s.body_key, s.lease_token, (select count(*) from ingest.documents d where d.source_id = s.source_id)
    as documents
from ingest.sources s where s.source_id = %s
"""


def _forked(trial: Trial, source_id: int, point: int | None, mutant: Callable[[], None] | None, ends: Ends) -> None:
    if (child := os.fork()) == 0:
        status = 1
        try:
            if mutant is not None:
                mutant()
            _poll(trial, source_id, _Lines(point))
            status = 0
        finally:
            os._exit(status)
    _, status = os.waitpid(child, 0)
    ends.killed += os.WIFSIGNALED(status)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0


def _forget(owner: Connection, source_id: int) -> None:
    """The source as it was before its first poll."""
    for statement in (
        "delete from ingest.events where source_id = %s",
        "delete from ingest.entries where document_id in"
        " (select document_id from ingest.documents where source_id = %s)",
        "delete from ingest.documents where source_id = %s",
        "update ingest.sources set etag = null, body_key = null, last_modified = null, lease_token = null,"
        " due_at = now(), last_entry_at = null, last_success_at = null, failures = 0, reason = null, scheduled = true"
        " where source_id = %s",
    ):
        owner.execute(statement, (source_id,))


def _source(trial: Trial, url: str) -> int:
    return trial.number(f"select source_id from ingest.sources where url = '{url}'")


def _poll(trial: Trial, source_id: int, lines: _Lines) -> None:
    environ = trial.service.environ | {"DATELINE_ALLOW_ADDRESSES": trial.press.publisher.address}
    rules = settings.read(environ).rules()
    with storage.connect(trial.database_url, role="dateline_worker") as conn:
        sys.settrace(lines)
        poll_source(conn, source_id, rules=rules, worker="test/1")
        sys.settrace(None)


class _Lines:
    """A trace function that counts the program's lines and, at the last one, kills the process."""

    def __init__(self, last: int | None) -> None:
        self.count, self._last = 0, last

    def __call__(self, frame: Any, event: str, _argument: Any) -> Any:
        if OURS not in frame.f_code.co_filename or "/parse/" in frame.f_code.co_filename:
            return None
        if event == "line":
            self.count += 1
            if self.count == self._last:
                os.kill(os.getpid(), signal.SIGKILL)
        return self
