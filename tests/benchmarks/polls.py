"""Sources polled in an hour by one fetch worker on this machine: local servers, nine of ten with nothing new.

    .venv/bin/python -m tests.benchmarks.polls [--sources 2000] [--latency-ms 200] [--threads 16,64] [--rounds 3]

The server runs on the same cores and answers after the latency: 304 for nine sources of ten, one new entry for the
tenth, whose document goes through the fetch stage as well. The sources are the operator's own: no slots, no robots.txt.
Prints polls a second and in an hour, the cores that worker and sweeper took, and the memory of the largest process.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import tempfile
import time
from dataclasses import replace
from multiprocessing.connection import Connection as Pipe
from pathlib import Path

from tornado.web import Application, RequestHandler

from pipeline import embedded, identity, settings, storage
from pipeline.cli.programs import ONE_SHOT, worker_programs
from pipeline.cli.supervisor import Supervisor
from pipeline.models import Pages
from pipeline.settings import Settings
from pipeline.storage import migrations, sources
from tests.benchmarks.measure import cpu_seconds, resident_bytes, spread, tree
from tests.benchmarks.site import served

ENTRY = "<item><title>Entry {0}</title><guid>{0}</guid><description>What entry {0} says.</description></item>"


class Feed(RequestHandler):
    """A list of twenty entries; every tenth has one more whenever it is asked."""

    async def get(self, number: str) -> None:
        await asyncio.sleep(self.settings["latency"])
        asked = self.settings["asked"]
        changes = int(number) % 10 == 0
        asked[number] = asked.get(number, 0) + changes
        tag = f'"{number}-{asked[number]}"'
        self.set_header("Etag", tag)
        if self.request.headers.get("If-None-Match") == tag:
            self.set_status(304)
            return
        self.set_header("Content-Type", "application/rss+xml")
        entries = "".join(ENTRY.format(f"{number}-{n}") for n in range(asked[number], asked[number] + 20))
        self.write(f'<rss version="2.0"><channel><title>{number}</title>{entries}</channel></rss>')

    def compute_etag(self) -> None:
        """The handler's own stands."""


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sources", type=int, default=2000)
    parser.add_argument("--latency-ms", type=float, default=200.0)
    parser.add_argument("--threads", default="16,64")
    parser.add_argument("--rounds", type=int, default=3)
    told = parser.parse_args()
    for threads in map(int, told.threads.split(",")):
        with (
            tempfile.TemporaryDirectory(prefix="dateline-polls-") as home,
            embedded.running(Path(home)) as servers,
            served(_serve, told.latency_ms / 1000) as address,
        ):
            base = replace(
                settings.read(), home=Path(home), database_url=servers.database_url, redis_url=servers.redis_url,
                fetch_threads=threads, allow_addresses=frozenset({address}),
            )  # fmt: skip
            measure(base, address, count=told.sources, rounds=told.rounds)
    return 0


def measure(told: Settings, address: str, *, count: int, rounds: int) -> None:
    """Poll all of them round by round; the first is warm-up: nothing is known then."""
    with storage.connect(told.database_url, timeout_ms=0) as conn:
        migrations.migrate(conn)
        for number in range(count):
            url = f"http://{address}/{number}"
            sources.add_source(conn, url, url_key=identity.url_key(url), pages=Pages.NEVER)
        environ = dict(ONE_SHOT) | {
            "DATELINE_ALLOW_ADDRESSES": address, "DATELINE_QUEUE_LIMIT": "2000", "DATELINE_RESEND_SECONDS": "120",
            "DATELINE_FETCH_THREADS": str(told.fetch_threads), "DATELINE_POLL_FLOOR_SECONDS": "3600",
            "DATELINE_LEASE_SECONDS": "360",
        } | _path()  # fmt: skip
        programs = [p for p in worker_programs(told, environ, events=False) if p.name in ("fetch", "sweeper")]
        rates, cores = [], []
        with Supervisor(programs, log=lambda *_: None) as supervisor:
            for round_no in range(rounds + 1):
                seconds, used = _round(conn, supervisor, count)
                if round_no:
                    rates.append(count / seconds)
                    cores.append(used / seconds)
            memory = max(resident_bytes(tree(supervisor.pids().values())).values()) / 1e6
    hour = 3600 * sorted(rates)[len(rates) // 2]
    print(f"{told.fetch_threads} threads: {spread(rates, 1)} polls/s, {hour:,.0f} in an hour;"
          f" worker and sweeper took {spread(cores)} cores, largest process {memory:.0f} MB", flush=True)  # fmt: skip


def _round(conn: storage.Connection, supervisor: Supervisor, count: int) -> tuple[float, float]:
    """Seconds until each source was polled once more, and processor seconds of worker and sweeper meanwhile."""
    used = cpu_seconds(tree(supervisor.pids().values()))
    began = time.monotonic()
    row = conn.execute("update ingest.sources set due_at = now(), sent_at = null returning now() as now").fetchone()
    assert row is not None
    while True:
        supervisor.check()
        done = conn.execute(
            "select count(*) as n from ingest.sources where last_success_at > %s", (row["now"],)
        ).fetchone()
        if done is not None and done["n"] >= count:
            break
        time.sleep(0.1)
    seconds = time.monotonic() - began
    return seconds, cpu_seconds(tree(supervisor.pids().values())) - used


def _path() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("DATELINE_")}


def _serve(pipe: Pipe, latency: float) -> None:
    async def serve() -> None:
        server = Application([(r"/(\d+)", Feed)], latency=latency, asked={}, log_function=lambda _: None).listen(
            0, address="127.0.0.1", backlog=1024
        )
        port = next(iter(server._sockets.values())).getsockname()[1]
        pipe.send(f"127.0.0.1:{port}")
        await asyncio.get_running_loop().run_in_executor(None, pipe.recv)

    asyncio.run(serve())


if __name__ == "__main__":
    raise SystemExit(main())
