"""What a process does when it starts: log to one stream, bound its memory, load its model."""

from __future__ import annotations

import gc
import logging
import resource
import sys
from datetime import UTC, datetime
from typing import Any

from celery.signals import after_task_publish, beat_init, celeryd_after_setup, setup_logging, worker_process_init

from pipeline.enrich import ModelError, find_in, load_shared
from pipeline.errors import StageError
from pipeline.models import Article, RawDocument, Stage
from pipeline.parse import load_months, read_article
from pipeline.settings import read
from workers import groups
from workers.context import context, logger, mark_alive, one_line

BEAT_ALIVE = "beat-alive"
"""A file in DATELINE_HOME that beat touches whenever it has sent a task: its age is beat's health."""

_PAGE = "https://practice.invalid/"
_PRACTICE = (
    b"<html lang=en><head><title>Practice</title></head><body><article><h1>Practice</h1><p>Anna Berg of the Red Cross"
    b" said in Oslo on Monday that two million dollars had been spent on the harbour since the spring.</p><p>Nobody is"
    b" to read this page: it is there for whoever learns to read by it.</p></article></body></html>"
)


@beat_init.connect(weak=False)
def watch_beat(**_: Any) -> None:
    """In beat's process: every task that reached the broker shows that it lives."""
    home = read().home

    def sent(**_: Any) -> None:
        mark_alive(home / BEAT_ALIVE)

    after_task_publish.connect(sent, weak=False)


@setup_logging.connect(weak=False)
def log_to_one_stream(loglevel: int | str | None = None, **_: Any) -> None:
    """One line an event on standard error, time in UTC first; libraries speak from warnings on."""
    level = loglevel or logging.INFO
    handler = logging.StreamHandler(sys.stderr)
    formatter = logging.Formatter("%(asctime)sZ %(levelname)s %(name)s %(message)s", "%Y-%m-%dT%H:%M:%S")
    formatter.converter = __import__("time").gmtime
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("dateline").setLevel(level)
    logging.getLogger("celery.worker").setLevel(logging.WARNING)


@celeryd_after_setup.connect(weak=False)
def prepare(instance: Any, **_: Any) -> None:
    """Before the pool forks: remember which queues this worker serves, and load once what its processes may share.

    That is a second or more of each process's start, and some tens of megabytes of each: what is frozen is not looked
    through for garbage, so its pages stay common. Models are loaded by each process for itself.
    """
    groups.note_served(instance.app.amqp.queues.consume_from)
    if _enriches() and read().models != {}:
        load_shared()
    if _enriches() or Stage.PARSE in groups.served():
        load_months()
        _practise()
        gc.freeze()


@worker_process_init.connect(weak=False)
def begin(**_: Any) -> None:
    """In each pool process: bound the address space, then load and try all that the first document would wait for.

    It would have to load it within its time limit, and burn its attempts where the machine is too busy for that.
    """
    bound_memory(read().memory_limit_bytes)
    if not _enriches() and Stage.PARSE not in groups.served():
        return
    try:
        article = _practise()
        if _enriches():
            find_in(article, context().tagger)
            logger.info("models loaded for %s", ", ".join(sorted(context().tagger.languages)))
    except (ModelError, StageError) as error:
        logger.error("%s", one_line(error))


def _enriches() -> bool:
    return bool(groups.served() & set(groups.queues_of(read().language_queues)))


def _practise() -> Article:
    raw = RawDocument(url=_PAGE, final_url=_PAGE, content=_PRACTICE, media_type="text/html")
    return read_article(raw, entry=None, now=datetime.now(UTC))


def bound_memory(extra_bytes: int) -> None:
    """Let the process's address space grow by no more than this; beyond it, allocations raise MemoryError."""
    try:
        with open("/proc/self/statm", encoding="ascii") as statm:  # noqa: PTH123 - not a file of ours
            pages = int(statm.read().split()[0])
    except OSError:  # no /proc: not Linux, where address-space limits are not enforced either
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = pages * resource.getpagesize() + extra_bytes
    resource.setrlimit(resource.RLIMIT_AS, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))
