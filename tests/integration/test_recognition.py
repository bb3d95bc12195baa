"""Sources whose guids lie, and hosts that are slow: as the stages see them."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import timedelta

from pipeline import identity, stages, storage
from pipeline.policy import Politeness, StageRules
from pipeline.politeness import turn
from pipeline.storage import Connection, documents, sources
from tests.builders import WORKER
from tests.publisher import Publisher

ITEM = "<item><title>{1}</title><link>https://news.example/{2}</link><guid>{0}</guid></item>"
TITLES = ("Harbour reopens", "Council votes", "Bakery wins", "Trains delayed")


def feed(*items: tuple[str, str, str]) -> bytes:
    listed = "".join(ITEM.format(*item) for item in items)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>{listed}</channel></rss>'.encode()


def poll(conn: Connection, owner: Connection, number: int, publisher: Publisher, body: bytes, rules: StageRules) -> int:
    publisher.add("/feed", body, media_type="application/rss+xml")
    owner.execute("update ingest.sources set due_at = now()")
    polled = stages.poll_source(conn, number, rules=rules, worker=WORKER)
    assert polled is not None and polled.failure is None
    return polled.new_documents


def test_random_guids_announce_nothing_twice_and_a_new_entry_is_found_among_them(
    conn: Connection, owner: Connection, publisher: Publisher, rules: StageRules
):
    own = frozenset({publisher.address})
    local = replace(rules, limits=replace(rules.limits, allowed_addresses=own), politeness=Politeness(own=own))
    url = publisher.url("/feed")
    number = sources.add_source(conn, url, url_key=identity.url_key(url))[0]
    for turn_no in range(3):
        items = [(f"{turn_no}-{n}", title, str(n)) for n, title in enumerate(TITLES)]
        assert poll(conn, owner, number, publisher, feed(*items), local) == (0 if turn_no else 4)
    items.append(("3-4", "Ferry strike", "4"))
    assert poll(conn, owner, number, publisher, feed(*items), local) == 1
    row = sources.list_sources(conn)[0]
    assert (row["identity_policy"], row["gaps"], row["discovered"]) == ("link", 0, 5)
    told = conn.execute("select detail from ingest.events where outcome = 'degraded'").fetchall()
    assert [row["detail"] for row in told] == ["by link: 4 of 4 entries came again with another guid"]


def test_a_source_never_comes_back_to_guids(conn: Connection, source_id: int):
    policies = sources.IdentityPolicy
    assert sources.degrade_identity(conn, source_id, policies.LINK, why="seen")
    assert not sources.degrade_identity(conn, source_id, policies.GUID, why="seen")
    assert sources.identity_policy(conn, source_id) is policies.LINK


def test_a_slow_host_has_no_more_guests_at_once_than_it_may_have(
    conn: Connection, database_url: str, rules: StageRules
):
    asked = replace(rules, politeness=Politeness(delay=timedelta(microseconds=1), requests=2))
    url, inside, leave = "https://slow.example/a", threading.Semaphore(0), threading.Event()

    def visit() -> None:
        with storage.connect(database_url) as own, turn(own, url, asked, held=False) as later:
            assert later is None
            inside.release()
            leave.wait(20)

    guests = [threading.Thread(target=visit) for _ in range(2)]
    for guest in guests:
        guest.start()
    assert all(inside.acquire(timeout=20) for _ in guests)
    with turn(conn, url, asked, held=False) as later:
        assert later is not None
    with turn(conn, "https://quick.example/", asked, held=False) as later:
        assert later is None
    leave.set()
    for guest in guests:
        guest.join()
    with turn(conn, url, asked, held=False) as later:
        assert later is None
    assert conn.execute("select busy from ingest.hosts where host like 'slow%'").fetchall() == [{"busy": []}]


def test_a_guest_that_died_is_counted_out_when_its_time_is_over(conn: Connection, owner: Connection, rules: StageRules):
    asked = replace(rules, politeness=Politeness(delay=timedelta(microseconds=1), requests=1))
    with turn(conn, "https://slow.example/", asked, held=False):
        with turn(conn, "https://slow.example/", asked, held=False) as later:
            assert later is not None
        owner.execute("update ingest.hosts set busy = array[now() - interval '1 second']")
        with turn(conn, "https://slow.example/", asked, held=False) as later:
            assert later is None


def test_a_document_whose_host_is_full_waits_without_an_attempt(conn: Connection, source_id: int, rules: StageRules):
    asked = replace(rules, politeness=Politeness(delay=timedelta(microseconds=1), requests=1))
    url = "https://slow.example/page"
    entry = documents.FeedEntry(identity=url, url=url)
    found = documents.Discovery(entry, identity.entry_key(url), url, identity.url_key(url))
    (number,) = documents.discover_documents(conn, source_id, [found], worker=WORKER)
    with turn(conn, url, asked, held=False):
        assert stages.fetch_document(conn, number, rules=asked, worker=WORKER) is None
    row = conn.execute("select state, reason, attempts, due_at > now() as later from ingest.documents").fetchone()
    assert row == {"state": "discovered", "reason": "host_slot", "attempts": 0, "later": True}
