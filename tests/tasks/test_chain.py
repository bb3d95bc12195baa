"""Documents on their way through real workers: the chain, the sweeper behind it, and queues that know their room."""

from __future__ import annotations

import json
import subprocess
import sys

from pipeline.storage import Connection
from tests import stories
from tests.builders import wait_until
from tests.publisher import Publisher
from tests.tasks.conftest import ROOT, Service, findings, register, settle
from workers.app import KEY_PREFIX, QUEUES, lanes


def opened(publisher: Publisher) -> dict[str, str]:
    return {"DATELINE_ALLOW_ADDRESSES": publisher.address}


def test_a_feed_goes_through_all_stages_and_ends_as_articles(service: Service, owner: Connection, publisher: Publisher):
    register(owner, stories.serve(publisher, range(8)))
    with service.running(**opened(publisher)):
        assert settle(owner, 8) == {"enriched": 8}
    stages = owner.execute(
        "select stage, count(*) as n, count(distinct document_id) as documents from ingest.events"
        " where document_id is not null group by stage order by stage"
    ).fetchall()
    assert [(row["stage"], row["n"], row["documents"]) for row in stages] == [
        ("enrich", 8, 8), ("fetch", 8, 8), ("parse", 8, 8),
    ]  # fmt: skip
    assert findings(owner) == []


def test_messages_carry_the_number_of_a_document_and_nothing_else(
    service: Service, owner: Connection, publisher: Publisher
):
    register(owner, stories.serve(publisher, range(3)))
    with service.running("sweeper"):
        wait_until(lambda: service.queue_length("poll") == 1)
    with service.running("fetch", **opened(publisher)):
        wait_until(lambda: service.queue_length("parse") == 3)
    for raw in service.messages("parse"):
        message = json.loads(raw)
        assert message["content-type"] == "application/json"
        arguments, options, embedded = json.loads(__import__("base64").b64decode(message["body"]))
        assert len(arguments) == 1 and type(arguments[0]) is int
        assert options == {}
        assert [link["task"] for link in embedded["chain"]] == ["enrich"]
        assert [link["args"] for link in embedded["chain"]] == [arguments]


def test_workers_start_with_plain_celery_too(service: Service, owner: Connection, publisher: Publisher):
    register(owner, stories.serve(publisher, range(2)))
    environ = service.environ | opened(publisher)
    argv = [sys.executable, "-m", "celery", "-A", "workers", "worker", "-c", "1", "-P", "solo", "-Q", ",".join(QUEUES)]
    with service.running("sweeper", **opened(publisher)):
        worker = subprocess.Popen(argv, cwd=ROOT, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            assert settle(owner, 2) == {"enriched": 2}
        finally:
            worker.terminate()
            assert worker.wait(30) == 0


def test_the_sweeper_sends_into_free_room_only(service: Service, owner: Connection):
    source = register(owner, "https://news.example/feed")
    owner.execute("update ingest.sources set due_at = now() + interval '1 day'")
    owner.execute(
        "insert into ingest.documents (source_id, entry_key, url, state, due_at)"
        " select %s, sha256(n::text::bytea), 'https://news.example/' || n, 'discovered', now()"
        " from generate_series(1, 900) as n",
        (source,),
    )
    with service.running("sweeper", DATELINE_RESEND_SECONDS="300"):
        wait_until(lambda: service.queue_length("fetch") >= 300)
        assert _sent(owner) == service.queue_length("fetch") == 300  # a quarter is kept free for news
        service.broker.ltrim(f"{KEY_PREFIX}{lanes('fetch')[1]}", 0, 94)
        wait_until(lambda: service.queue_length("fetch") >= 300)
        assert service.queue_length("fetch") == 300
        assert _sent(owner) == 500


def test_one_new_entry_is_worked_on_before_the_thousands_that_another_source_has_in_the_queues(
    service: Service, owner: Connection, publisher: Publisher
):
    crowd = register(owner, "https://news.example/feed")
    owner.execute("update ingest.sources set due_at = now() + interval '1 day'")
    entered = (
        "insert into ingest.documents (source_id, entry_key, url, state, due_at)"
        " select %s, sha256((%s::text || n)::bytea), %s || n, 'discovered', now() from generate_series(1, %s) as n"
    )
    page = publisher.url("/page-")
    owner.execute(entered, (crowd, "crowd", page, 3_000))
    with service.running("sweeper", DATELINE_RESEND_SECONDS="300"):
        wait_until(lambda: service.queue_length("fetch") >= 300)
        single = register(owner, "https://small.example/feed")
        owner.execute("update ingest.sources set due_at = now() + interval '1 day'")
        owner.execute(entered, (single, "single", page + "late-", 1))
        wait_until(lambda: service.queue_length("fetch") >= 301)
    with service.running("fetch", DATELINE_FETCH_THREADS="1", **opened(publisher)):
        place = "select count(*) as n from ingest.events where stage = 'fetch' and event_id <= (%s)"
        of_single = f"select event_id from ingest.events where stage = 'fetch' and source_id = {single}"
        wait_until(lambda: owner.execute(of_single).fetchone())  # type: ignore[arg-type]
        row = owner.execute(place % of_single).fetchone()  # type: ignore[arg-type]
        assert row is not None and row["n"] <= 20


def test_a_message_that_vanished_is_sent_again_and_one_whose_work_is_done_does_nothing(
    service: Service, owner: Connection, publisher: Publisher
):
    register(owner, stories.serve(publisher, range(4)))
    with service.running("sweeper", "fetch", **opened(publisher)):
        wait_until(lambda: service.queue_length("parse") == 4)
    messages = service.messages("parse")
    service.broker.flushdb()
    with service.running(**opened(publisher)):
        assert settle(owner, 4) == {"enriched": 4}
        before = owner.execute("select count(*) as n from ingest.events").fetchall()
        service.broker.rpush(f"{KEY_PREFIX}parse", *messages, *messages)
        wait_until(lambda: service.queue_length("parse") == 0)
        service.send("parse", 1)
        wait_until(lambda: service.queue_length("parse") == 0 and not service.broker.hlen(f"{KEY_PREFIX}unacked"))
        assert owner.execute("select count(*) as n from ingest.events").fetchall() == before
    assert findings(owner) == []


def test_two_sweepers_at_once_send_a_document_once(service: Service, owner: Connection):
    source = register(owner, "https://news.example/feed")
    owner.execute("update ingest.sources set due_at = now() + interval '1 day'")
    patient = {"DATELINE_RESEND_SECONDS": "300"}
    with service.running("sweeper", **patient), service.running("sweeper", **patient):
        for start in range(0, 300, 50):
            owner.execute(
                "insert into ingest.documents (source_id, entry_key, url, state, due_at)"
                " select %s, sha256(n::text::bytea), 'https://news.example/' || n, 'discovered', now()"
                " from generate_series(%s::integer, %s::integer) as n",
                (source, start, start + 49),
            )
        wait_until(lambda: service.queue_length("fetch") >= 300)
        bodies = [json.loads(raw)["body"] for raw in service.messages("fetch")]
    assert len(bodies) == len(set(bodies)) == 300


def _sent(conn: Connection) -> int:
    row = conn.execute("select count(*) as n from ingest.documents where sent_at is not null").fetchone()
    assert row is not None
    return int(row["n"])


def test_a_chain_ends_where_its_document_does(service: Service, owner: Connection, publisher: Publisher):
    told = [stories.story(number) for number in range(3)]
    publisher.add(told[0].path, stories.page(told[0]))
    publisher.add(told[1].path, b"<html><body><nav><a href=/>Home</a></nav></body></html>")
    publisher.add("/feed.rss", stories.feed(told, publisher.url("")), media_type="application/rss+xml")
    register(owner, publisher.url("/feed.rss"))
    with service.running("sweeper", "fetch", "parse", DATELINE_RESEND_SECONDS="300", **opened(publisher)):
        wait_until(lambda: _closed(owner) == 2)
        wait_until(lambda: service.queue_length("enrich") == 1)
        assert service.queue_length("fetch") == service.queue_length("parse") == 0


def _closed(conn: Connection) -> int:
    row = conn.execute("select count(*) as n from ingest.documents where due_at is null").fetchone()
    assert row is not None
    return int(row["n"])
