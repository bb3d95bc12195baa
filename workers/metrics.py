"""Prometheus metrics: `python -m workers.metrics` serves gauges that are read from PostgreSQL at each scrape.

They are the rows themselves, not counters of messages: a lost event or a restarted worker cannot make them drift.
"""

from __future__ import annotations

import logging
import threading
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime

from prometheus_client import start_http_server
from prometheus_client.core import REGISTRY, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from pipeline.settings import read
from pipeline.storage import books, hubs, sites
from workers.app import QUEUES
from workers.chains import UNREACHABLE, queue_lengths
from workers.context import OUTAGES, Context, logger, one_line
from workers.signals import log_to_one_stream

OUTCOMES = ("published", "duplicate", "rejected", "failed")
STAGES = ("fetch", "parse", "enrich")


class Books(Collector):
    """The books as gauges. `dateline_up` is 0 while the database cannot be asked."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def describe(self) -> list[Metric]:
        """Nothing in advance: the database may be away when the server starts."""
        return []

    def collect(self) -> Iterator[Metric]:
        """Read the rows once and give every gauge."""
        up = GaugeMetricFamily("dateline_up", "1 if the database answers")
        try:
            with self._context.connection() as conn:
                status, reasons, alarms = books.status(conn), books.reasons(conn), books.alarms(conn)
                drifts, told = sites.drifts(conn), hubs.hub_status(conn)
        except OUTAGES as error:
            logger.warning("metrics: %s", one_line(error))
            up.add_metric([], 0)
            yield up
            return
        up.add_metric([], 1)
        yield up
        yield from _gauges(status, reasons)
        yield _alarms(alarms)
        yield _drifts(drifts)
        yield from _hubs(told)
        yield _queues()


def _gauges(status: dict[str, object], reasons: list[dict[str, object]]) -> Iterator[Metric]:
    documents = GaugeMetricFamily("dateline_documents", "Documents by outcome", labels=["outcome"])
    for outcome in OUTCOMES:
        documents.add_metric([outcome], _number(status[outcome]))
    yield documents
    waiting = GaugeMetricFamily("dateline_waiting_documents", "Documents that wait for a stage", labels=["stage"])
    for stage in STAGES:
        waiting.add_metric([stage], _number(status[f"waiting_for_{stage}"]))
    yield waiting
    because = GaugeMetricFamily("dateline_reasons", "Documents by state and reason", labels=["state", "reason"])
    for row in reasons:
        because.add_metric([str(row["state"]), str(row["reason"])], _number(row["documents"]))
    yield because
    sources = GaugeMetricFamily("dateline_sources", "Sources that are polled, and those that fail", labels=["state"])
    sources.add_metric(["active"], _number(status["sources"]))
    sources.add_metric(["failing"], _number(status["failing_sources"]))
    yield sources
    yield GaugeMetricFamily("dateline_in_work", "Documents that a worker holds", value=_number(status["in_work"]))
    overdue = GaugeMetricFamily("dateline_oldest_due_seconds", "How long the oldest due document has waited")
    overdue.add_metric([], _number(status["oldest_due_seconds"]))
    yield overdue


def _alarms(rows: list[dict[str, object]]) -> Metric:
    alarms = GaugeMetricFamily("dateline_alarms", "What has fallen off its own rhythm, by kind", labels=["kind"])
    counts = Counter(str(row["kind"]) for row in rows)
    for kind in books.ALARMS:
        alarms.add_metric([kind], counts[kind])
    return alarms


def _drifts(rows: list[dict[str, object]]) -> Metric:
    since = GaugeMetricFamily(
        "dateline_drift_since_seconds", "When a site's pages began to be read worse than before", labels=["site"]
    )
    for row in rows:
        since.add_metric([str(row["site"])], datetime.fromisoformat(f"{row['since']}T00:00:00+00:00").timestamp())
    return since


def _hubs(told: Mapping[str, object]) -> Iterator[Metric]:
    states = GaugeMetricFamily("dateline_hubs", "Sources with a hub, by what it does", labels=["state"])
    for state in ("delivering", "asked", "denied", "failed"):
        states.add_metric([state], _number(told[state]))
    yield states
    deliveries = GaugeMetricFamily(
        "dateline_hub_deliveries",
        "Deliveries of hubs: kept so far, refused for their signature, unread",
        labels=["kind"],
    )
    for kind in ("kept", "refused", "waiting"):
        deliveries.add_metric([kind], _number(told[kind]))
    yield deliveries
    oldest = GaugeMetricFamily("dateline_oldest_delivery_seconds", "How long the oldest unread delivery has waited")
    oldest.add_metric([], _number(told["oldest_seconds"]))
    yield oldest


def _queues() -> Metric:
    lengths = GaugeMetricFamily("dateline_queue_length", "Messages that wait in a queue", labels=["queue"])
    try:
        for name, length in queue_lengths(QUEUES).items():
            lengths.add_metric([name], length)
    except UNREACHABLE as error:
        logger.warning("metrics: broker unreachable: %s", one_line(error))
    return lengths


def _number(value: object) -> float:
    return float(str(value)) if value is not None else 0.0


def main() -> None:
    """Serve until the process is ended."""
    log_to_one_stream(logging.INFO)
    settings = read()
    REGISTRY.register(Books(Context(settings)))
    start_http_server(settings.metrics_port, addr=settings.metrics_address)
    logger.info("metrics on http://%s:%d/metrics", settings.metrics_address, settings.metrics_port)
    threading.Event().wait()


if __name__ == "__main__":
    main()
