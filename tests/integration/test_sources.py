"""Sources: registered once, polled when due, asked for by name, paused and removed without losing anything."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from pipeline import identity
from pipeline.errors import Reason
from pipeline.models import EntryList, Pages
from pipeline.storage import Connection, sources
from pipeline.storage.sources import SourceClaim
from tests.builders import LEASE

URL = "https://news.example/feed"
RESEND = timedelta(minutes=1)


def add(conn: Connection, url: str = URL, *, scheduled: bool = True) -> tuple[int, bool]:
    return sources.add_source(conn, url, url_key=identity.url_key(url), scheduled=scheduled)


def take(conn: Connection, source_id: int) -> SourceClaim:
    claim = sources.claim_source(conn, source_id, lease=LEASE)
    assert claim is not None
    return claim


def end(conn: Connection, claim: SourceClaim) -> bool:
    saved = sources.save_poll(
        conn, claim, due_at=claim.now + timedelta(hours=1), due_why="a test",
        poll_interval=timedelta(hours=1), etag='"1"', last_modified=None, body_key=b"k", about=EntryList(title="News"),
    )  # fmt: skip
    return saved is not None


def row(conn: Connection, source_id: int) -> dict[str, Any]:
    found = conn.execute("select * from ingest.sources where source_id = %s", (source_id,)).fetchone()
    assert found is not None
    return found


def test_a_url_is_one_source_however_it_is_written(conn: Connection):
    assert add(conn) == (1, True)
    assert add(conn, "http://news.example:80/feed#top") == (1, False)


def test_a_scheduled_source_is_due_again_after_its_interval(conn: Connection):
    number, _ = add(conn)
    claim = take(conn, number)
    assert sources.claim_source(conn, number, lease=LEASE) is None
    assert end(conn, claim)
    assert row(conn, number)["due_at"] == claim.now + timedelta(hours=1)
    assert sources.hand_out_sources(conn, resend=RESEND, room=9) == []


def test_a_source_that_is_not_scheduled_is_polled_once(conn: Connection):
    number, _ = add(conn, scheduled=False)
    assert sources.hand_out_sources(conn, resend=RESEND, room=9) == [number]
    assert end(conn, take(conn, number))
    assert row(conn, number)["due_at"] is None
    assert sources.claim_source(conn, number, lease=LEASE) is None


def test_a_poll_that_was_asked_for_while_another_runs_comes_after_it(conn: Connection):
    number, _ = add(conn, scheduled=False)
    claim = take(conn, number)
    assert add(conn, scheduled=False) == (number, False)
    assert sources.claim_source(conn, number, lease=LEASE) is None, "the poll that runs keeps its lease"
    assert end(conn, claim)
    assert end(conn, take(conn, number))
    assert row(conn, number)["due_at"] is None


def test_once_scheduled_a_source_stays_so_when_it_is_run_by_name(conn: Connection):
    number, _ = add(conn)
    add(conn, scheduled=False)
    assert row(conn, number)["scheduled"] is True


def test_a_failed_poll_is_tried_again_until_it_is_certain(conn: Connection):
    number, _ = add(conn, scheduled=False)
    for certain in (False, True):
        claim = take(conn, number)
        assert sources.fail_poll(
            conn, claim, due_at=claim.now, due_why="a test", failures=claim.failures + 1,
            certain=certain, reason=Reason.GONE, detail="410",
        )  # fmt: skip
    found = row(conn, number)
    assert (found["due_at"], found["failures"], found["reason"]) == (None, 2, "gone")


def test_a_poller_that_lost_its_lease_saves_nothing(conn: Connection, owner: Connection):
    number, _ = add(conn)
    late = take(conn, number)
    owner.execute("update ingest.sources set due_at = now() - interval '1 second'")
    assert [found["source_id"] for found in sources.recover_sources(conn, room=9)] == [number]
    current = take(conn, number)
    assert not end(conn, late)
    assert row(conn, number)["etag"] is None
    assert end(conn, current)
    assert row(conn, number)["etag"] == '"1"'


def test_a_paused_source_waits_and_a_resumed_one_is_polled_by_the_schedule(conn: Connection):
    number, _ = add(conn, scheduled=False)
    key = identity.url_key(URL)
    assert [r["url"] for r in sources.set_source_state(conn, "paused", source_id=None, url_key=key)] == [URL]
    assert sources.hand_out_sources(conn, resend=RESEND, room=9) == []
    sources.set_source_state(conn, "active", source_id=number, url_key=None)
    assert sources.hand_out_sources(conn, resend=RESEND, room=9) == [number]
    assert row(conn, number)["scheduled"] is True


def test_a_removed_source_keeps_its_number_and_comes_back_when_it_is_added(conn: Connection):
    number, _ = add(conn)
    sources.set_source_state(conn, "removed", source_id=number, url_key=None)
    assert sources.list_sources(conn) == []
    assert sources.set_source_state(conn, "active", source_id=number, url_key=None) == []
    assert add(conn) == (number, False)
    assert [found["source_id"] for found in sources.list_sources(conn)] == [number]


def test_a_message_for_a_source_is_sent_once_within_the_time_to_resend(conn: Connection):
    number, _ = add(conn)
    assert sources.hand_out_sources(conn, resend=RESEND, room=9) == [number]
    assert sources.hand_out_sources(conn, resend=RESEND, room=9) == []
    assert sources.hand_out_sources(conn, resend=timedelta(0), room=9) == [number]
    assert sources.hand_out_sources(conn, resend=timedelta(0), room=0) == []


def test_feeds_of_a_directory_are_children_that_inherit_how_they_are_polled(conn: Connection):
    url = "file:///inbox"
    number, _ = sources.add_source(conn, url, url_key=identity.url_key(url), pages=Pages.NEVER, scheduled=False)
    feeds = ["file:///inbox/a.xml", "file:///inbox/b.xml"]
    keys = [identity.url_key(feed) for feed in feeds]
    children = sources.add_child_sources(conn, number, feeds, url_keys=keys)
    assert len(children) == 2
    family = sources.source_family(conn, [number])
    assert [found["url"] for found in family] == [url, *feeds]
    child = row(conn, children[0])
    assert (child["pages"], child["scheduled"], child["parent_source_id"]) == ("never", False, number)
    assert end(conn, take(conn, children[0]))
    assert sources.add_child_sources(conn, number, feeds, url_keys=keys) == children
    assert sources.claim_source(conn, children[0], lease=LEASE) is not None
