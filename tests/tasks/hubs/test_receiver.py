"""The receiver: what a hub asks and delivers is checked, kept, and only then thanked for."""

from __future__ import annotations

import hmac
import http.client
from urllib.parse import urlsplit

import pytest

from pipeline import storage
from pipeline.storage import Connection, hubs
from tests.tasks.hubs.conftest import Asked, Receiver, subscription
from workers.receiver import is_signed


def test_a_hub_is_asked_and_its_subscription_runs_only_after_it_has_asked_back_for_the_same_topic(
    conn: Connection, receiver: Receiver, asked: Asked
):
    told = asked()
    assert (told["hub.mode"], told["hub.topic"]) == ("subscribe", "https://news.example/topic")
    assert told["hub.callback"].startswith(receiver.url) and len(told["hub.secret"]) >= 32
    assert subscription(conn)["state"] == "asked"
    assert receiver.verify(told, topic="https://news.example/other")[0] == 404
    assert receiver.verify({**told, "hub.callback": receiver.url + "/" + "x" * 32})[0] == 404
    assert receiver.verify(told, mode="unsubscribe")[0] == 404
    assert receiver.verify(told) == (200, "c-1")
    assert (subscription(conn)["state"], subscription(conn)["runs"]) == ("confirmed", True)


@pytest.mark.parametrize("secret", ["another", "é"])
def test_a_delivery_that_is_not_signed_with_our_secret_is_thanked_for_and_never_read(
    conn: Connection, receiver: Receiver, asked: Asked, secret: str
):
    told = asked()
    receiver.verify(told)
    assert receiver.deliver(told, b"<rss/>", secret=secret) == 202
    assert receiver.ask("POST", urlsplit(told["hub.callback"]).path, b"<rss/>")[0] == 202
    assert conn.execute("select from ingest.deliveries").fetchall() == []
    assert (subscription(conn)["refused"], subscription(conn)["deliveries"]) == (2, 0)


def test_a_body_is_not_taken_in_before_its_token_is_known(receiver: Receiver):
    connection = http.client.HTTPConnection("127.0.0.1", receiver.port, timeout=20)
    connection.putrequest("POST", "/dateline/" + "x" * 32)
    connection.putheader("Content-Length", "9000000")
    connection.endheaders()
    connection.send(b"x" * 1000)  # of nine million: the answer does not wait for the rest
    assert connection.getresponse().status == 410
    connection.close()


def test_bodies_that_exceed_the_room_for_all_are_asked_for_again(
    receiver: Receiver, asked: Asked, conn: Connection, monkeypatch: pytest.MonkeyPatch
):
    told = asked()
    receiver.verify(told)
    monkeypatch.setattr("workers.receiver.MOST_HELD_BYTES", 10_000)
    assert receiver.deliver(told, b"<rss>" + b"x" * 20_000) == 503
    assert receiver.deliver(told, b"<rss>" + b"x" * 5_000) == 202
    assert receiver.deliver(told, b"<rss>" + b"x" * 5_000) == 202


def test_a_request_that_cannot_be_read_brings_no_token_into_the_log(
    receiver: Receiver, asked: Asked, caplog: pytest.LogCaptureFixture
):
    path = urlsplit(asked()["hub.callback"]).path
    assert receiver.ask("GET", f"{path}?hub.mode=%ff")[0] == 400
    assert path.rpartition("/")[2] not in caplog.text


def test_one_source_that_is_locked_holds_up_no_other_hub(
    conn: Connection, database_url: str, receiver: Receiver, asked: Asked
):
    told = asked()
    receiver.verify(told)
    with storage.connect(database_url) as other, other.transaction():
        other.execute("select from ingest.sources for update")
        assert receiver.deliver(told, b"<rss/>") == 503
    assert receiver.deliver(told, b"<rss/>") == 202


def test_more_deliveries_than_may_wait_are_not_thanked_for_and_become_a_poll(
    conn: Connection, receiver: Receiver, asked: Asked, monkeypatch: pytest.MonkeyPatch
):
    told = asked()
    receiver.verify(told)
    monkeypatch.setattr(hubs, "MOST_WAITING", 2)
    assert [receiver.deliver(told, b"<rss/>") for _ in range(4)] == [202, 202, 503, 503]
    assert len(conn.execute("select from ingest.deliveries").fetchall()) == 2
    assert conn.execute("select from ingest.sources where asked_at > last_success_at").fetchall()


def test_a_hub_that_denies_is_left_alone_and_the_operator_can_see_it(
    conn: Connection, receiver: Receiver, asked: Asked
):
    told = asked()
    assert receiver.verify(told, mode="denied", reason="not here")[0] == 200
    row = subscription(conn)
    assert (row["state"], row["detail"], row["runs"]) == ("denied", "the hub denies it: not here", None)
    assert receiver.verify(told)[0] == 404


def test_a_source_that_was_removed_ends_its_hubs_deliveries(
    conn: Connection, owner: Connection, receiver: Receiver, asked: Asked
):
    told = asked()
    receiver.verify(told)
    owner.execute("update ingest.sources set state = 'removed'")
    assert receiver.deliver(told, b"<rss/>") == 410
    assert receiver.verify(told)[0] == 404


def test_a_receiver_that_cannot_keep_a_delivery_thanks_for_none_and_goes_on(
    owner: Connection, receiver: Receiver, asked: Asked
):
    told = asked()
    receiver.verify(told)
    owner.execute("alter table ingest.subscriptions rename to away")  # a migration that went wrong
    owner.execute(
        "select pg_terminate_backend(pid) from pg_stat_activity"
        " where datname = current_database() and pid <> pg_backend_pid()"
    )
    try:
        assert receiver.deliver(told, b"<rss/>") in (500, 503)
    finally:
        owner.execute("alter table ingest.away rename to subscriptions")
    assert receiver.deliver(told, b"<rss/>") == 202


@pytest.mark.parametrize("header", ["", "sha256", "md5=00", "sha256=", "sha256=zz", "=", "sha1=é"])
def test_a_signature_that_is_none_signs_nothing(header: str):
    assert not is_signed(b"body", "secret", header)


@pytest.mark.parametrize("algorithm", ["sha1", "sha256", "sha384", "sha512"])
def test_every_signature_of_the_recommendation_is_taken(algorithm: str):
    signature = hmac.new(b"secret", b"body", algorithm).hexdigest()
    assert is_signed(b"body", "secret", f"{algorithm}={signature}")
    assert not is_signed(b"other", "secret", f"{algorithm}={signature}")
