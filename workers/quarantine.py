"""`python -m workers.quarantine QUEUE...`: moves messages aside when one of them may be what kills workers.

A message that the broker's client cannot read ends a worker before any task of ours sees it, goes back to its queue,
and ends the next one. Nothing is lost by moving them all: what waited is still a row, and the sweeper sends it again.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Sequence

from workers.app import KEY_PREFIX, QUEUES, app, lanes
from workers.chains import UNREACHABLE
from workers.context import logger, one_line
from workers.signals import log_to_one_stream

KEPT_SECONDS = 7 * 24 * 3600
"""How long the moved messages stay in Redis for somebody to look at."""


def quarantine(queues: Sequence[str]) -> list[str]:
    """Rename the lists of these queues and what workers hold unacknowledged; gives the names of what was moved.

    The new names are `dateline:quarantine.NAME.SECONDS`. Raises one of UNREACHABLE if the broker cannot be asked,
    ValueError for a queue that is not ours.
    """
    unknown = sorted(set(queues) - set(QUEUES))
    if unknown:
        raise ValueError(f"no queue {', '.join(unknown)}: the queues are {', '.join(QUEUES)}")
    moved = []
    with app.pool.acquire(block=True, timeout=5) as connection:
        connection.ensure_connection(max_retries=1, timeout=5)
        with connection.default_channel.conn_or_acquire() as client:
            seconds, _ = client.time()
            for name in (*(lane for queue in queues for lane in lanes(queue)), "unacked", "unacked_index"):
                # kombu's client puts the prefix before the keys of the commands that it uses itself; these are others.
                if client.execute_command("EXISTS", f"{KEY_PREFIX}{name}"):
                    target = f"{KEY_PREFIX}quarantine.{name}.{seconds}"
                    client.execute_command("RENAME", f"{KEY_PREFIX}{name}", target)
                    client.execute_command("EXPIRE", target, KEPT_SECONDS)
                    moved.append(target)
    return moved


def main(queues: Sequence[str]) -> int:
    """Move aside and log what was moved. Exit status 1 if the broker does not answer, 2 for an unknown queue."""
    log_to_one_stream(logging.INFO)
    try:
        moved = quarantine(queues)
    except UNREACHABLE as error:
        logger.warning("broker unreachable, nothing was moved: %s", one_line(error))
        return 1
    except ValueError as error:
        logger.error("%s", error)
        return 2
    logger.warning("moved aside: %s", ", ".join(moved) or "nothing was there")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
