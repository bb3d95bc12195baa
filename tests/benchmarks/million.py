"""The example queries on many articles: which plans PostgreSQL makes of them, and how long they take.

`python -m tests.benchmarks.million --articles 100000` fills a new database with made-up rows and asks each example as
the reader, once to warm up and twenty times by the clock. Then it audits the books, check by check. Articles come at
the rate of a million in two years, so that a query about a week has the work that it has at a million; what concerns
one entity or all words grows with --articles.
"""

from __future__ import annotations

import argparse
import json
import math
import tempfile
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any

from psycopg import sql

from pipeline import embedded, storage
from pipeline.storage import Connection, books, examples, migrations
from tests.benchmarks.made_up import fill

RUNS = 20
BIG = 20_000
"""Rows from which on a table is not to be read whole."""


def as_reader(conn: Connection) -> None:
    """Act as the reader's role with its settings, and have the plans of statements inside functions told as notices."""
    conn.execute("set session_replication_role to origin; set session authorization default")
    try:
        conn.execute("load 'auto_explain'; set auto_explain.log_nested_statements to on")
        conn.execute("set auto_explain.log_format to json")
    except storage.DatabaseError:
        print("auto_explain is not there: plans inside functions are not looked into")
    row = conn.execute("select rolconfig from pg_roles where rolname = 'dateline_reader'").fetchone()
    assert row is not None
    for setting in row["rolconfig"]:
        name, _, value = setting.partition("=")
        conn.execute(sql.SQL("select set_config({}, {}, false)").format(name, value))
    conn.execute("set role dateline_reader")


def nodes(plan: dict[str, Any]) -> list[dict[str, Any]]:
    """A plan's nodes, the top one first."""
    return [plan] + [below for part in plan.get("Plans", ()) for below in nodes(part)]


def read_whole(plan: dict[str, Any], big: set[str]) -> set[str]:
    """The big tables that a plan reads from end to end."""
    return {node["Relation Name"] for node in nodes(plan) if node["Node Type"] == "Seq Scan"} & big


def measure(conn: Connection, query: str, big: set[str]) -> dict[str, Any]:
    """Top node, big tables read whole (functions included), rows, and the times in milliseconds, sorted."""
    row = conn.execute(f"explain (format json) {query}").fetchone()  # type: ignore[arg-type]
    assert row is not None
    plan = row["QUERY PLAN"][0]["Plan"]
    whole, notices = read_whole(plan, big), []
    conn.add_notice_handler(notices.append)
    conn.execute("reset role; set client_min_messages to log; set auto_explain.log_min_duration to 0")
    conn.execute("set role dateline_reader")
    rows = conn.execute(query).fetchall()  # type: ignore[arg-type]
    conn.execute("reset role; set client_min_messages to notice; set auto_explain.log_min_duration to -1")
    conn.execute("set role dateline_reader")
    conn.remove_notice_handler(notices.append)
    for notice in notices:
        told = notice.message_primary or ""
        if "plan:" in told:
            whole |= read_whole(json.loads(told.partition("plan:")[2])["Plan"], big)
    times = []
    for _ in range(RUNS):
        began = time.perf_counter()
        conn.execute(query).fetchall()  # type: ignore[arg-type]
        times.append(1000 * (time.perf_counter() - began))
    return {"top": plan["Node Type"], "whole": whole, "rows": len(rows), "times": sorted(times)}


def report(conn: Connection) -> None:
    """One line an example."""
    found = conn.execute(
        "select relname from pg_class where relkind = 'r' and reltuples > %s and relnamespace::regnamespace::text"
        " in ('news', 'ingest')", (BIG,),
    ).fetchall()  # fmt: skip
    big = {row["relname"] for row in found}
    as_reader(conn)
    print(f"{'example':<26}{'top node':<16}{'rows':>5}{'median ms':>11}{'p95 ms':>9}  big tables read whole")
    for one in examples.examples():
        got = measure(conn, one.query, big)
        half, most = got["times"][RUNS // 2], got["times"][math.ceil(0.95 * RUNS) - 1]
        line = f"{one.number:02} {one.name:<23}{got['top']:<16}{got['rows']:>5}{half:>11.1f}{most:>9.1f}"
        print(f"{line}  {', '.join(sorted(got['whole'])) or '-'}", flush=True)


def audit(conn: Connection) -> None:
    """One line a check, and what all of them took."""
    began: list[float] = []
    findings = list(
        books.audit(conn, grace=timedelta(hours=1), begin=lambda _done, _all: began.append(time.perf_counter()))
    )
    parts = Counter(check for check, _ in books.audit_steps(conn, grace=timedelta(hours=1)))
    at = 0
    for check in books.AUDITS:
        upto = at + parts[check]
        print(f"{check.removeprefix('audit_'):<26}{began[upto] - began[at]:>8.1f} s")
        at = upto
    print(f"{len(books.AUDITS)} checks, {len(findings)} findings, {began[-1] - began[0]:.1f} s")


def main() -> None:
    """Fill (unless --home holds a filled database) and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--home", type=Path, help="keep the embedded database here, and fill it only if it is empty")
    parser.add_argument("--audit-only", action="store_true", help="leave the examples out")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="dateline-million-") as scratch:
        home = options.home or Path(scratch)
        with embedded.running(home, redis=False) as servers:
            ask(servers.database_url, options)


def ask(database_url: str, options: argparse.Namespace) -> None:
    """Fill the database if it is empty, ask the examples and audit it."""
    with storage.connect(database_url, timeout_ms=0) as conn:
        migrations.migrate(conn)
        row = conn.execute("select exists (select from news.articles) as filled").fetchone()
        began = time.perf_counter()
        if row is not None and not row["filled"]:
            fill(conn, options.articles)
            print(f"filled in {time.perf_counter() - began:.0f} s")
        if not options.audit_only:
            report(conn)
    with storage.connect(database_url, timeout_ms=0) as conn:
        audit(conn)


if __name__ == "__main__":
    main()
