"""What a worker process holds open: settings, one checked connection a thread, the tagger. Made after the fork."""

from __future__ import annotations

import logging
import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

from billiard.exceptions import SoftTimeLimitExceeded
from celery import current_task
from celery.exceptions import Ignore

from pipeline import storage
from pipeline.enrich import ModelError, Tagger, installed_models, load_tagger
from pipeline.models import STAGE_OF, Stage, State
from pipeline.settings import Settings, read
from pipeline.storage import migrations
from pipeline.storage.migrations import SchemaError
from workers import groups
from workers.pressure import Pressure

logger = logging.getLogger("dateline")

WORKER_ROLE = "dateline_worker"
OUTAGES = (*storage.Unavailable, SchemaError)
"""What is neither a document's fault nor a bug: there is no database, or it was not migrated yet."""

LONGEST_PAUSE_SECONDS = 10.0
MAX_ID = 2**63 - 1


class Context:
    """Opens what is needed when it is needed, and throws away a connection that may have been hurt."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.rules = settings.rules(interrupts=(SoftTimeLimitExceeded,))
        self.pid = os.getpid()
        self.pressure = Pressure(settings)
        self.unsent = ""
        """Why the broker did not take all of the last sweep's messages; '' if it did."""
        self._local = threading.local()
        self._lock = threading.Lock()
        self._outages = 0

    @property
    def worker(self) -> str:
        """Who works here: node name and process number, as the event log shows it."""
        node = getattr(current_task.request, "hostname", None) if current_task else None
        return f"{node or socket.gethostname()}/{self.pid}"

    @cached_property
    def tagger(self) -> Tagger:
        """The models for the languages that this worker is to read, loaded once. Raises ModelError if one cannot be."""
        models = installed_models() if self.settings.models is None else self.settings.models
        with self._lock:
            return load_tagger(groups.models_for(groups.served(), self.settings.language_queues, models))

    @contextmanager
    def connection(self) -> Iterator[storage.Connection]:
        """This thread's connection, known to be between transactions; closed if anything at all goes wrong inside.

        An exception may have come at any point of a statement (a time limit is a signal): none is trusted afterwards.
        """
        conn: storage.Connection | None = getattr(self._local, "conn", None)
        if conn is None or not storage.usable(conn):
            if conn is not None:
                conn.close()
            conn = self._local.conn = self._connect()
        try:
            yield conn
        except BaseException:
            conn.close()
            raise
        if not storage.usable(conn):
            conn.close()

    def _connect(self) -> storage.Connection:
        conn = storage.connect(
            self.settings.database_url, role=WORKER_ROLE, application=f"dateline {self.worker}", writable=True
        )
        try:
            # A worker that was deployed before the migration waits for it: statements that fail would burn attempts.
            migrations.check_for_work(conn)
        except BaseException:
            conn.close()
            raise
        return conn

    def rest(self, error: Exception) -> None:
        """Pause, longer with every outage in a row, so that messages are not burnt against a server that is away."""
        self._outages += 1
        pause = min(0.5 * 2 ** min(self._outages, 6), LONGEST_PAUSE_SECONDS)
        logger.warning("outage=%s pause=%.1fs %s", self._outages, pause, one_line(error))
        time.sleep(pause)

    def recovered(self) -> None:
        """Forget past outages: something worked."""
        self._outages = 0


_context: Context | None = None
_context_lock = threading.Lock()


def context() -> Context:
    """This process's context; a forked child makes its own."""
    global _context
    with _context_lock:
        if _context is None or _context.pid != os.getpid():
            _context = Context(read())
        return _context


def one_line(error: BaseException) -> str:
    """An error as one printable line for the log: what comes from outside cannot start a line of its own.

    PostgreSQL's errors have their SQLSTATE beside their name, by which its manual lists them.
    """
    code = getattr(error, "sqlstate", None)
    text = f"{type(error).__name__}{f' {code}' if code else ''}: {error}"
    return "".join(c if c.isprintable() else " " for c in text)[:500]


@contextmanager
def at_work(number: object) -> Iterator[tuple[Context, storage.Connection]]:
    """This process's context and a checked connection, for a message that names a row.

    A message that cannot name one is refused. An outage is neither the row's fault nor an error to show: the message is
    dropped after a pause, and the sweeper sends it again.
    """
    if type(number) is not int or not 0 < number <= MAX_ID:
        logger.warning("refused message: %.80r is no row's number", number)
        raise Ignore
    here = context()
    try:
        with here.connection() as conn:
            yield here, conn
    except (*OUTAGES, ModelError) as error:
        here.rest(error)
        raise Ignore from None
    here.recovered()


def mark_alive(path: Path) -> None:
    """Touch a file whose age is a process's health. A disk that is full or not ours is told, and stops nothing."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    except OSError as error:
        logger.warning("%s cannot be touched, so the health check will fail: %s", path, error.strerror)


def go_on(stage: Stage, document_id: int, state: State | None, *, queue: str | None = None) -> None:
    """Let the chain go on if the document now stands before the next stage; else it ends here, which is no error.

    The next link goes into `queue` where one is named.

    The links that are left are struck from the request: raising `Ignore` would end the chain too, and cost milliseconds
    for a traceback that nobody reads.
    """
    logger.info("document=%d stage=%s state=%s", document_id, stage, state or "unchanged")
    if state not in STAGE_OF and current_task:
        current_task.request.chain = None
    elif queue and current_task and current_task.request.chain:
        current_task.request.chain[-1]["options"]["queue"] = queue
