"""Subscriptions: hubs are asked in time, left alone in time, and forgotten with their sources."""

from __future__ import annotations

from urllib.parse import parse_qs

from pipeline import stages
from pipeline.policy import StageRules
from pipeline.storage import Connection, again, sources
from tests import stories
from tests.builders import WORKER, wait_until
from tests.publisher import Publisher
from tests.tasks.conftest import Service, findings, register, settle
from tests.tasks.hubs.conftest import Asked, Receiver, due_now, subscription


def test_what_is_forgotten_or_removed_leaves_no_delivery_and_no_secret(
    conn: Connection, owner: Connection, receiver: Receiver, publisher: Publisher, asked: Asked
):
    told = asked()
    receiver.verify(told)
    body = stories.feed([stories.story(0)], publisher.url(""))
    receiver.deliver(told, body)
    again.forget_documents(owner, [1], why="asked", worker=WORKER)
    assert owner.execute("select from ingest.deliveries").fetchall() == []
    receiver.deliver(told, body)
    again.forget_source(owner, 1, why="asked", worker=WORKER)
    assert owner.execute("select from ingest.deliveries union all select from ingest.subscriptions").fetchall() == []


def test_a_source_that_is_removed_takes_its_subscription_along(conn: Connection, receiver: Receiver, asked: Asked):
    told = asked()
    receiver.verify(told)
    receiver.deliver(told, b"<rss/>")
    sources.set_source_state(conn, "removed", source_id=1, url_key=None)
    assert conn.execute("select from ingest.deliveries union all select from ingest.subscriptions").fetchall() == []


def test_a_source_that_is_resumed_asks_its_hub_again(
    conn: Connection, receiver: Receiver, publisher: Publisher, asked: Asked, local: StageRules
):
    told = asked()
    receiver.verify(told)
    sources.set_source_state(conn, "paused", source_id=1, url_key=None)
    assert receiver.deliver(told, b"<rss/>") == 410
    sources.set_source_state(conn, "active", source_id=1, url_key=None)
    assert stages.poll_source(conn, 1, rules=local, worker=WORKER) is not None
    assert publisher.paths().count("/hub") == 2


def test_a_topic_that_is_another_with_each_answer_is_asked_for_rarely(
    conn: Connection, owner: Connection, publisher: Publisher, asked: Asked, local: StageRules
):
    asked()
    for number in range(3):
        link = f'<{publisher.url("/hub")}>; rel="hub", <https://news.example/topic?{number}>; rel="self"'
        body = stories.feed([stories.story(number)], publisher.url(""))
        publisher.add("/feed", body, media_type="application/rss+xml", headers={"Link": link})
        due_now(owner)
        stages.poll_source(conn, 1, rules=local, worker=WORKER)
    assert publisher.paths().count("/hub") == 1


def test_a_source_that_is_polled_only_once_asks_no_hub(
    conn: Connection, owner: Connection, publisher: Publisher, asked: Asked, local: StageRules
):
    asked()
    owner.execute("delete from ingest.subscriptions; update ingest.sources set scheduled = false, body_key = null")
    due_now(owner)
    stages.poll_source(conn, 1, rules=local, worker=WORKER)
    assert publisher.paths().count("/hub") == 1


def test_a_hub_that_fails_is_no_failed_poll_and_is_asked_again_later(
    conn: Connection, owner: Connection, publisher: Publisher, asked: Asked, local: StageRules
):
    asked()
    publisher.add("/hub", b"", status=500)
    owner.execute("update ingest.subscriptions set renew_at = now()")
    due_now(owner)
    polled = stages.poll_source(conn, 1, rules=local, worker=WORKER)
    assert polled is not None and polled.failure is None
    assert subscription(conn)["state"] == "failed" and "500" in subscription(conn)["detail"]
    due_now(owner)
    stages.poll_source(conn, 1, rules=local, worker=WORKER)
    assert publisher.paths().count("/hub") == 2


def test_a_hub_inside_is_not_asked_neither_at_once_nor_by_way_of_a_redirect(
    conn: Connection, owner: Connection, publisher: Publisher, asked: Asked, local: StageRules
):
    asked()
    with Publisher() as inside:
        inside.add("/hub", b"", status=202)
        publisher.redirect("/hub", inside.url("/hub"), status=307)
        for hub in (publisher.url("/hub"), inside.url("/hub"), "http://169.254.169.254/latest", "file:///etc/passwd"):
            feed = stories.feed([stories.story(0)], publisher.url(""))
            publisher.add(
                "/feed", feed, media_type="application/rss+xml",
                headers={"Link": f'<{hub}>; rel="hub", <https://news.example/topic>; rel="self"'},
            )  # fmt: skip
            owner.execute("update ingest.subscriptions set renew_at = now(); update ingest.sources set body_key = null")
            due_now(owner)
            polled = stages.poll_source(conn, 1, rules=local, worker=WORKER)
            assert polled is not None and polled.failure is None
            if hub.startswith("http"):
                assert subscription(conn)["state"] == "failed", hub
                assert subscription(conn)["detail"].startswith(f"{hub}: blocked_address"), subscription(conn)
        assert inside.paths() == []


def test_a_lease_that_is_confirmed_brings_the_next_poll_before_its_end(
    conn: Connection, owner: Connection, receiver: Receiver, asked: Asked
):
    told = asked()
    owner.execute("update ingest.sources set due_at = now() + interval '1 day'")
    receiver.verify(told, lease=700)
    row = conn.execute(
        "select due_at = renew_at as then from ingest.sources join ingest.subscriptions using (source_id)"
    )
    assert row.fetchone() == {"then": True}


def test_a_lease_is_renewed_before_it_ends_though_the_source_would_be_polled_later(
    conn: Connection, owner: Connection, receiver: Receiver, asked: Asked, local: StageRules
):
    told = asked()
    receiver.verify(told, lease=700)
    owner.execute("update ingest.sources set poll_interval = '1 day', due_at = now(), last_success_at = now()")
    stages.poll_source(conn, 1, rules=local, worker=WORKER)
    row = conn.execute(
        "select due_at = renew_at as then from ingest.sources join ingest.subscriptions using (source_id)"
    )
    assert row.fetchone() == {"then": True}


def test_an_entry_that_only_a_hub_told_of_is_published_by_the_running_service(
    service: Service, conn: Connection, receiver: Receiver, publisher: Publisher
):
    told = {"DATELINE_ALLOW_ADDRESSES": publisher.address, "DATELINE_CALLBACK_URL": receiver.url}
    publisher.add("/hub", b"", status=202)
    for number in range(2):
        publisher.add(stories.story(number).path, stories.page(stories.story(number)))
    link = {"Link": f'<{publisher.url("/hub")}>; rel="hub"'}
    listed = stories.feed([stories.story(0)], publisher.url(""))
    publisher.add("/feed", listed, media_type="application/rss+xml", headers=link)
    with service.running(**told):
        register(conn, publisher.url("/feed"))
        assert settle(conn, 1) == {"enriched": 1}
        wait_until(lambda: "/hub" in publisher.paths(), seconds=30)
        posted = next(request.posted for request in publisher.requests if request.path == "/hub") or b""
        asked = {name: values[0] for name, values in parse_qs(posted.decode()).items()}
        assert receiver.verify(asked) == (200, "c-1")
        assert receiver.deliver(asked, stories.feed([stories.story(1)], publisher.url(""))) == 202
        assert settle(conn, 2) == {"enriched": 2}
    assert not findings(conn)
