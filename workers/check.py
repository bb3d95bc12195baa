"""`python -m workers.check`: asks the broker who it is, how many messages wait, with `--served` which queues
some worker serves, and prints that as JSON.
"""

from __future__ import annotations

import json
import sys

from workers.app import QUEUES, app
from workers.chains import UNREACHABLE, queue_lengths
from workers.consumers import served
from workers.context import one_line


def server() -> str:
    """Name and version of the broker. Raises one of UNREACHABLE if it does not answer."""
    with app.connection_for_read() as connection:
        connection.ensure_connection(max_retries=1, timeout=5)
        with connection.default_channel.conn_or_acquire() as client:
            info = client.info("server")
    name = info.get("server_name", "redis").capitalize()
    return f"{name} {info.get(f'{name.lower()}_version') or info['redis_version']}"


def main() -> int:
    """Print the answer; exit status 1 and one line on standard error if there is none."""
    try:
        told = {"server": server(), "queues": queue_lengths(QUEUES)}
        if "--served" in sys.argv:  # a second, to wait for answers
            told["served"] = sorted(served())
        print(json.dumps(told))  # noqa: T201
    except UNREACHABLE as error:
        print(one_line(error), file=sys.stderr)  # noqa: T201
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
