"""Articles a second from a local publisher to SQL: the pipeline, and in turn the loops that one would write instead.

    .venv/bin/python -m tests.benchmarks.throughput [--articles 300] [--rounds 3] [--overhead-documents 1000]

Prints all rates round by round, the ratio to each loop (see loop.py), memory of the workers along the way; then the
processor time that Celery, Redis and SQL take for a document whose stages do nothing.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import psutil
import psycopg
from psycopg.conninfo import make_conninfo

from pipeline import embedded, identity, settings, storage
from pipeline.cli.programs import ONE_SHOT, worker_programs
from pipeline.cli.supervisor import Program, Supervisor
from pipeline.models import Pages
from pipeline.settings import Settings
from pipeline.storage import books, documents, migrations, sources
from pipeline.storage.documents import Discovery
from tests.benchmarks import loop
from tests.benchmarks.measure import cpu_seconds, resident_bytes, spread, tree
from tests.benchmarks.site import Site, site

MEGABYTE = 1_000_000


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=300, help="made-up stories beside the real pages")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--overhead-documents", type=int, default=1000, metavar="N")
    told = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="dateline-benchmark-") as home, embedded.running(Path(home)) as servers:
        base = replace(settings.read(), home=Path(home), database_url=servers.database_url, redis_url=servers.redis_url)
        with storage.connect(base.database_url) as conn:
            migrations.migrate(conn)
        with site(told.articles) as publisher:
            print(f"{len(publisher.pages)} pages ({publisher.real_pages} real ones), {os.cpu_count()} cores,"
                  f" models {dict(base.models)}")  # fmt: skip
            compare(replace(base, allow_addresses=frozenset({publisher.address})), publisher, rounds=told.rounds)
        overhead(base, told.overhead_documents)
    return 0


def compare(told: Settings, publisher: Site, *, rounds: int) -> None:
    """The two in turn, each warm, on the same servers."""
    ours: list[float] = []
    theirs: dict[str, list[float]] = {"spaCy as it comes": [], "our tagging": []}
    with running(told, worker_programs(told, environment(told), events=False)) as supervisor:
        own = make_conninfo(told.database_url, dbname=other_database(told.database_url, "loop"))
        with loop.pool(own, told.limits, dict(told.models)) as workers:
            for number in range(rounds + 1):  # the first warms all up and does not count
                pipeline, published = run_pipeline(told, publisher)
                rates = {kind: run_loop(workers, own, publisher, stock=kind != "our tagging") for kind in theirs}
                if number == 0:
                    continue
                ours.append(published / pipeline)
                for kind, rate in rates.items():
                    theirs[kind].append(rate)
                largest = max(resident_bytes(tree(supervisor.pids().values())).values()) / MEGABYTE
                told_rates = ", ".join(f"loop with {kind} {rate:.1f}/s" for kind, rate in rates.items())
                print(f"round {number}: pipeline {ours[-1]:.1f}/s ({published} articles), {told_rates},"
                      f" largest worker {largest:.0f} MB")  # fmt: skip
    print(f"articles a second: pipeline {spread(ours, 1)}")
    for kind, rates_ in theirs.items():
        ratios = [mine / other for mine, other in zip(ours, rates_, strict=True)]
        print(f"loop with {kind}: {spread(rates_, 1)}; pipeline to loop {spread(ratios)}")


def run_loop(workers: ProcessPoolExecutor, own: str, publisher: Site, *, stock: bool) -> float:
    """Articles a second of one round of the loop; its tables are empty afterwards."""
    began = time.monotonic()
    kept = loop.ingest(workers, publisher.pages, stock=stock)
    rate = kept / (time.monotonic() - began)
    with psycopg.connect(own, autocommit=True) as conn:
        conn.execute("truncate articles, sentences, mentions")
    return rate


def run_pipeline(told: Settings, publisher: Site) -> tuple[float, int]:
    """Seconds from registering the feed to the last outcome, and the articles that came of it."""
    with storage.connect(told.database_url, timeout_ms=0) as conn:
        began = time.monotonic()
        sources.add_source(conn, publisher.feed, url_key=identity.url_key(publisher.feed), pages=Pages.AUTO)
        wait(conn, len(publisher.pages))
        took = time.monotonic() - began
        published = int(books.status(conn)["published"])
        conn.execute("truncate ingest.sources, ingest.documents, ingest.bodies, news.entities cascade")
    return took, published


def overhead(told: Settings, count: int) -> None:
    """Processor time and memory for documents whose stages do nothing."""
    programs = [replace(p, argv=idle(p.argv)) for p in worker_programs(told, environment(told), events=False)]
    with storage.connect(told.database_url, timeout_ms=0) as conn, running(told, programs) as supervisor:
        source, _ = sources.add_source(conn, "https://idle.example/", url_key=b"idle", pages=Pages.AUTO)
        conn.execute("update ingest.sources set state = 'paused'")
        discover(conn, source, 0, count // 10)
        wait(conn, count // 10)
        servers = [p for p in psutil.process_iter() if str(told.home) in " ".join(_cmdline(p))]
        watched = tree([*supervisor.pids().values(), *(p.pid for p in servers)])
        before, sizes = cpu_seconds(watched), resident_bytes(tree(supervisor.pids().values()))
        began = time.monotonic()
        discover(conn, source, count // 10, count // 10 + count)
        wait(conn, count // 10 + count)
        took = time.monotonic() - began
        used = cpu_seconds(watched) - before
        after = resident_bytes(tree(supervisor.pids().values()))
    alone = empty_chains(told, count)
    growth = max((after[pid] - size) / MEGABYTE for pid, size in sizes.items() if pid in after)
    print(
        f"stages that do nothing: {1000 * used / count:.1f} ms of processor time a document for Celery, Redis and SQL"
        f" ({count} documents, {count / took:.0f}/s), {used / alone:.2f} times that of a chain of three empty tasks"
        f" ({1000 * alone / count:.1f} ms); the process that grew most grew by {growth:.1f} MB"
    )


def empty_chains(told: Settings, count: int) -> float:
    """Processor seconds of as many chains of three tasks that are empty: what Celery and Redis cost by themselves."""
    environ = environment(told) | {"DATELINE_REDIS_URL": told.redis_url, "DATELINE_DATABASE_URL": told.database_url}
    programs = [
        replace(p, argv=idle(p.argv)) for p in worker_programs(told, environ, events=False) if p.name != "sweeper"
    ]
    with running(told, programs) as supervisor:
        run = [sys.executable, "-m", "tests.benchmarks.idle"]
        subprocess.run([*run, "200"], env=environ, check=True)
        servers = [p for p in psutil.process_iter() if str(told.home) in " ".join(_cmdline(p))]
        watched = tree([*supervisor.pids().values(), *(p.pid for p in servers)])
        before = cpu_seconds(watched)
        done = subprocess.run([*run, str(count)], env=environ, check=True, capture_output=True, text=True)
        return cpu_seconds(watched) - before + float(done.stdout)


def discover(conn: storage.Connection, source: int, start: int, end: int) -> None:
    """Documents of an idle source, in batches."""
    for at in range(start, end, 200):
        found = []
        for number in range(at, min(at + 200, end)):
            url = f"https://idle.example/{number}"
            entry = documents.FeedEntry(identity=url, url=url)
            found.append(Discovery(entry, identity.entry_key(url), url, identity.url_key(url)))
        documents.discover_documents(conn, source, found, worker="benchmark")


def wait(conn: storage.Connection, count: int) -> None:
    """Until so many documents have an outcome. Raises TimeoutError if nothing moves for two minutes."""
    last, moved = -1, time.monotonic()
    while True:
        row = conn.execute("select count(*) filter (where due_at is null) as n from ingest.documents").fetchone()
        assert row is not None
        if row["n"] >= count:
            return
        if row["n"] != last:
            last, moved = row["n"], time.monotonic()
        if time.monotonic() - moved > 120:
            raise TimeoutError(f"{row['n']} of {count} documents have an outcome, and no more come")
        time.sleep(0.25)


@contextmanager
def running(told: Settings, programs: Sequence[Program]) -> Iterator[Supervisor]:
    """The programs, with every process up and its model loaded."""
    loaded: list[str] = []

    def log(name: str, line: str) -> None:
        if "models loaded" in line:
            loaded.append(name)
        elif " ERROR " in line or " CRITICAL " in line:
            print(name, line, file=sys.stderr)

    with Supervisor(programs, log=log) as supervisor:
        while len(loaded) < told.enrich_processes:
            supervisor.check()
            time.sleep(0.1)
        yield supervisor


def environment(told: Settings) -> dict[str, str]:
    """The environment of the workers of `dateline run`, with where the checkout is and what may be fetched."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DATELINE_")}
    root = str(Path(__file__).parent.parent.parent)
    return kept | dict(ONE_SHOT) | {"DATELINE_ALLOW_ADDRESSES": ",".join(told.allow_addresses), "PYTHONPATH": root}


def idle(argv: Sequence[str]) -> tuple[str, ...]:
    """The same program with stages that do nothing."""
    return tuple("tests.benchmarks.idle" if word == "workers" else word for word in argv)


def other_database(url: str, name: str) -> str:
    """Make another database on the same server and give its name."""
    with psycopg.connect(url, autocommit=True) as admin:
        admin.execute(f"create database {name}")  # type: ignore[arg-type]
    return name


def _cmdline(process: psutil.Process) -> Sequence[str]:
    try:
        return list(process.cmdline())
    except psutil.Error:
        return ()


if __name__ == "__main__":
    sys.exit(main())
