"""Where there is no room for more, nothing new is looked for, and somebody is told; what is on its way goes on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from pipeline.models import State
from pipeline.storage import Connection, books
from tests.builders import wait_until
from tests.tasks.conftest import Service, register
from workers import chains
from workers.context import Context
from workers.pressure import SLOW_SECONDS

NO_DISK_IS_SO_LARGE = 10**18


@pytest.fixture
def context(service: Service) -> Iterator[Context]:
    """A sweeper's context, whose messages go nowhere."""
    made = Context(service.settings)
    yield made
    with made.connection() as conn:
        conn.close()


@pytest.fixture
def lengths(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """What the broker says of its queues."""
    told = dict.fromkeys(("poll", "fetch", "parse", "enrich"), 0)
    monkeypatch.setattr(chains, "queue_lengths", lambda names: {name: told[name] for name in names})
    monkeypatch.setattr(chains, "send", lambda chosen: "")
    return told


def kinds(conn: Connection) -> list[str]:
    return [row["kind"] for row in books.alarms(conn)]


def waiting(conn: Connection, source: int) -> None:
    conn.execute(
        "insert into ingest.documents (source_id, entry_key, url, state, due_at)"
        " values (%s, sha256('1'::bytea), 'u', 'fetched', now())",
        (source,),
    )


def test_a_disk_that_is_nearly_full_stops_polls_and_nothing_else(
    context: Context, owner: Connection, lengths: dict[str, int]
):
    waiting(owner, register(owner, "https://news.example/feed"))
    context.pressure._settings = replace(context.settings, min_free_bytes=NO_DISK_IS_SO_LARGE)
    with context.connection() as conn:
        swept = chains.hand_out(conn, context)
        assert swept.sources == [] and len(swept.documents[State.FETCHED]) == 1
        assert kinds(owner) == ["low disk"]
        context.pressure._settings = context.settings
        assert len(chains.hand_out(conn, context).sources) == 1
    owner.execute("update ingest.pauses set until = now()")
    assert kinds(owner) == []


def test_a_slow_database_stops_polls_until_a_sweep_is_quick_again(
    context: Context, owner: Connection, lengths: dict[str, int]
):
    register(owner, "https://news.example/feed")
    context.pressure.slow = SLOW_SECONDS + 1
    with context.connection() as conn:
        assert chains.hand_out(conn, context).sources == [] and kinds(owner) == ["slow database"]
        assert len(chains.hand_out(conn, context).sources) == 1


def test_a_broker_that_takes_no_message_is_an_alarm(
    context: Context, owner: Connection, lengths: dict[str, int], monkeypatch: pytest.MonkeyPatch
):
    register(owner, "https://news.example/feed")
    monkeypatch.setattr(chains, "send", lambda chosen: "OperationalError: OOM command not allowed")
    with context.connection() as conn:
        assert len(chains.hand_out(conn, context).sources) == 1
        chains.hand_out(conn, context)
    (alarm,) = books.alarms(owner)
    assert alarm["kind"] == "broker" and "OOM command not allowed" in alarm["detail"]


def test_a_redis_without_memory_left_raises_the_alarm(service: Service, owner: Connection):
    for number in range(30):
        register(owner, f"https://news.example/{number}")
    used = int(service.broker.info("memory")["used_memory"])
    service.broker.config_set("maxmemory", used - 100_000)
    try:
        with service.running("sweeper"):
            wait_until(lambda: kinds(owner) == ["broker"])
            service.broker.config_set("maxmemory", 0)
            wait_until(lambda: service.queue_length("poll") == 30)
    finally:
        service.broker.config_set("maxmemory", 0)


def test_polls_pause_while_enough_documents_wait_and_go_on_when_a_quarter_of_them_is_done(
    context: Context, owner: Connection, lengths: dict[str, int]
):
    crowd, *others = (register(owner, f"https://{name}.example/") for name in "abcde")
    context.pressure._settings = replace(context.settings, max_waiting=40)
    fill(owner, crowd, 30)
    with context.connection() as conn:
        # one source counts for a quarter at most, and is the only one that is not polled then
        assert sorted(chains.hand_out(conn, context).sources) == others and kinds(owner) == []
        for other in others:
            fill(owner, other, 10)
        owner.execute("update ingest.sources set sent_at = null")
        assert chains.hand_out(conn, context).sources == [] and kinds(owner) == ["backlog"]
        assert "40 documents wait, of 40 at most" in books.alarms(owner)[0]["detail"]
        close(owner, others[0], 6)  # 34: fewer than the limit, more than three quarters of it
        assert chains.hand_out(conn, context).sources == [] and kinds(owner) == ["backlog"]
        close(owner, others[1], 10)
        close(owner, others[2], 10)
        assert sorted(chains.hand_out(conn, context).sources) == others[:3] and kinds(owner) == []


def test_old_pages_that_wait_hold_up_their_like_alone(context: Context, owner: Connection, lengths: dict[str, int]):
    feed, older = register(owner, "https://a.example/"), register(owner, "https://a.example/?page=2")
    owner.execute(
        "update ingest.sources set older_page = true, parent_source_id = %s where source_id = %s", (feed, older)
    )
    other = register(owner, "https://b.example/")
    context.pressure._settings = replace(context.settings, max_waiting=40)
    fill(owner, other, 40, priority=1)
    with context.connection() as conn:
        assert sorted(chains.hand_out(conn, context).sources) == [feed, other] and kinds(owner) == []
        close(owner, other, 15)
        assert chains.hand_out(conn, context).sources == [older]


def fill(conn: Connection, source: int, count: int, *, priority: int = 0) -> None:
    conn.execute(
        "insert into ingest.documents (source_id, entry_key, url, state, due_at, priority)"
        " select %s, sha256((%s || '.' || n)::bytea), 'u', 'discovered', now(), %s from generate_series(1, %s) as n",
        (source, source, priority, count),
    )


def close(conn: Connection, source: int, count: int) -> None:
    conn.execute(
        "update ingest.documents set state = 'enriched', due_at = null where document_id in"
        " (select document_id from ingest.documents where source_id = %s and due_at is not null limit %s)",
        (source, count),
    )
