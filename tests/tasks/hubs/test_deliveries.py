"""Deliveries: read by the source's poller into documents, each once, and none of them stops the source."""

from __future__ import annotations

import hashlib
import hmac
from urllib.parse import urlsplit

import pytest

from pipeline import stages
from pipeline.policy import StageRules
from pipeline.polling import Polled
from pipeline.storage import Connection, hubs
from tests import stories
from tests.builders import WORKER
from tests.publisher import Publisher
from tests.tasks.hubs.conftest import Asked, Receiver, due_now


def _deliver(receiver: Receiver, told: dict[str, str], body: bytes) -> None:
    assert receiver.deliver(told, body) == 202


def test_what_a_hub_delivers_is_a_document_though_the_source_never_listed_it(
    conn: Connection, receiver: Receiver, publisher: Publisher, asked: Asked, local: StageRules
):
    told = asked()
    receiver.verify(told)
    before = conn.execute("select due_at from ingest.sources").fetchone()
    polls = publisher.paths().count("/feed")
    body = stories.feed([stories.story(7), stories.story(0)], publisher.url(""))
    assert receiver.deliver(told, body) == 202
    assert stages.poll_source(conn, 1, rules=local, worker=WORKER) == Polled(new_documents=1)
    urls = [row["url"] for row in conn.execute("select url from ingest.documents order by document_id").fetchall()]
    assert urls == [publisher.url("/news/0.html"), publisher.url("/news/7.html")]
    assert conn.execute("select due_at from ingest.sources").fetchone() == before
    assert publisher.paths().count("/feed") == polls
    assert conn.execute("select from ingest.deliveries").fetchall() == []
    outcomes = conn.execute(
        "select outcome, detail from ingest.events where stage = 'poll' order by event_id"
    ).fetchall()
    assert outcomes[-1] == {"outcome": "delivered", "detail": "1 new"}


def test_a_delivery_that_is_no_feed_is_in_the_event_log_and_the_source_goes_on(
    conn: Connection, receiver: Receiver, asked: Asked, local: StageRules
):
    told = asked()
    receiver.verify(told)
    assert receiver.deliver(told, b"<html><body>Sorry</body></html>") == 202
    assert stages.poll_source(conn, 1, rules=local, worker=WORKER) == Polled(new_documents=0)
    row = conn.execute("select outcome, detail from ingest.events order by event_id desc limit 1").fetchone()
    assert row is not None and row["outcome"] == "failed" and row["detail"].startswith("delivered: ")
    assert conn.execute("select from ingest.sources where due_at <= now() and lease_token is null").fetchall()


def test_a_delivery_that_ends_its_reader_or_its_memory_does_not_stop_the_source(
    conn: Connection, owner: Connection, receiver: Receiver, publisher: Publisher, asked: Asked,
    local: StageRules, monkeypatch: pytest.MonkeyPatch,
):  # fmt: skip
    told = asked()
    receiver.verify(told)
    body = stories.feed([stories.story(7)], publisher.url(""))
    assert receiver.deliver(told, body) == 202

    def hungry(*_: object, **__: object) -> None:
        raise MemoryError

    with monkeypatch.context() as patched:
        patched.setattr("pipeline.subscribing.parse.read_entries", hungry)
        assert stages.poll_source(conn, 1, rules=local, worker=WORKER) == Polled(new_documents=0)
    assert receiver.deliver(told, body) == 202
    for _ in range(3):  # whoever reads it is killed
        claim = stages.sources.claim_source(conn, 1, lease=local.lease)
        assert claim is not None and hubs.begin_delivery(conn, 1, above=0) is not None
        owner.execute("update ingest.sources set lease_token = null, due_at = now()")
    assert stages.poll_source(conn, 1, rules=local, worker=WORKER) == Polled(new_documents=0)
    due_now(owner)
    polls = publisher.paths().count("/feed")
    assert stages.poll_source(conn, 1, rules=local, worker=WORKER) is not None
    assert publisher.paths().count("/feed") == polls + 1
    told_why = conn.execute("select reason from ingest.events where outcome = 'failed' order by event_id").fetchall()
    assert [row["reason"] for row in told_why] == ["out_of_memory", "worker_lost"]


def test_a_delivery_is_read_by_its_own_charset_and_its_links_count_from_where_the_list_is(
    conn: Connection, receiver: Receiver, publisher: Publisher, asked: Asked, local: StageRules
):
    told = asked("/a/b/feed.xml")
    receiver.verify(told)
    item = "<item><title>Привет</title><link>deep/2.html</link><guid>2</guid></item>"
    body = f"<rss version='2.0'><channel><title>N</title>{item}</channel></rss>".encode("koi8-r")
    signature = "sha256=" + hmac.new(told["hub.secret"].encode(), body, hashlib.sha256).hexdigest()
    path = urlsplit(told["hub.callback"]).path
    media_type = "application/rss+xml; charset=koi8-r"
    assert receiver.ask("POST", path, body, X_Hub_Signature=signature, Content_Type=media_type)[0] == 202
    stages.poll_source(conn, 1, rules=local, worker=WORKER)
    row = conn.execute(
        "select url, entry ->> 'title' as title from ingest.documents join ingest.entries using (document_id)"
        " order by document_id desc limit 1"
    ).fetchone()
    assert row == {"url": publisher.url("/a/b/deep/2.html"), "title": "Привет"}


def test_entries_under_one_guid_that_are_delivered_one_by_one_are_as_many_documents(
    conn: Connection, receiver: Receiver, asked: Asked, local: StageRules
):
    told = asked()
    receiver.verify(told)
    titles = (
        "Storm hits the northern coast",
        "Minister visits the northern province",
        "Bank of the northern city fails",
    )
    item = "<item><title>{0}</title><link>https://n.example/{1}</link><guid>same</guid></item>"
    for number, title in enumerate(titles):
        body = f"<rss version='2.0'><channel>{item.format(title, number)}</channel></rss>".encode()
        assert receiver.deliver(told, body) == 202
        stages.poll_source(conn, 1, rules=local, worker=WORKER)
    rows = conn.execute("select url from ingest.documents where url like '%n.example%' order by 1").fetchall()
    assert [row["url"] for row in rows] == [f"https://n.example/{number}" for number in range(3)]


def test_a_poller_that_lost_its_lease_keeps_no_delivery_and_drops_none(
    conn: Connection, owner: Connection, receiver: Receiver, publisher: Publisher, asked: Asked,
    local: StageRules,
):  # fmt: skip
    told = asked()
    receiver.verify(told)
    receiver.deliver(told, stories.feed([stories.story(7)], publisher.url("")))
    claim = stages.sources.claim_source(conn, 1, lease=local.lease)
    assert claim is not None
    owner.execute("update ingest.sources set lease_token = gen_random_uuid()")
    from pipeline.subscribing import take_deliveries

    assert take_deliveries(conn, claim, rules=local, worker=WORKER) == 0
    assert len(conn.execute("select from ingest.deliveries").fetchall()) == 1
    assert len(conn.execute("select from ingest.documents").fetchall()) == 1


def test_a_delivery_during_a_poll_is_read_after_it(
    conn: Connection, owner: Connection, receiver: Receiver, publisher: Publisher, asked: Asked,
    local: StageRules,
):  # fmt: skip
    told = asked()
    receiver.verify(told)
    due_now(owner)
    body = stories.feed([stories.story(8)], publisher.url(""))
    publisher.raw("/feed", lambda _sock: _deliver(receiver, told, body))
    stages.poll_source(conn, 1, rules=local, worker=WORKER)
    due_now(owner)
    assert stages.poll_source(conn, 1, rules=local, worker=WORKER) == Polled(new_documents=1)
