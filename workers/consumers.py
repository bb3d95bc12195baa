"""Queues in which messages wait and that no worker serves: asked of the workers themselves."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from pipeline.storage import Connection
from pipeline.storage.rhythms import note_unserved
from workers.app import QUEUES, app
from workers.chains import UNREACHABLE, queue_lengths
from workers.context import logger, one_line

LOOK_SECONDS = 30.0
"""Between two looks."""

LOOKS = 3
"""So many looks in a row make an alarm: a worker that starts needs a while, and a busy one may answer late."""

ANSWER_SECONDS = 1.0


class Consumers:
    """What one sweeper has seen of the queues."""

    def __init__(self) -> None:
        self._alone: Counter[str] = Counter()

    def look(self, conn: Connection) -> None:
        """Look once, and note as an alarm each queue that was found unserved often enough."""
        try:
            lengths = queue_lengths(QUEUES)
            waiting = {name for name, length in lengths.items() if length}
            unserved = waiting - (served() if waiting else set())
        except UNREACHABLE as error:
            logger.warning("broker unreachable, nobody knows which queues are served: %s", one_line(error))
            return
        self._alone = Counter({name: self._alone[name] + 1 for name in unserved})
        noted = {name: lengths[name] for name, looks in self._alone.items() if looks >= LOOKS}
        for name, length in noted.items():
            if self._alone[name] == LOOKS:
                logger.warning("alarm=no_consumer %s: %d messages wait and no worker takes from it", name, length)
        note_unserved(conn, noted, holds=timedelta(seconds=LOOKS * LOOK_SECONDS))


def served() -> set[str]:
    """The queues that some worker says it takes from. Raises one of UNREACHABLE if the broker cannot be asked."""
    answers = app.control.inspect(timeout=ANSWER_SECONDS).active_queues() or {}
    return {queue["name"] for queues in answers.values() for queue in queues}
