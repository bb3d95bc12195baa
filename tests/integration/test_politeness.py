"""A guest's manners: robots.txt before the first page, and one request at a time."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from pipeline import identity, stages, storage
from pipeline.enrich import Tagger
from pipeline.errors import Reason
from pipeline.models import FeedEntry, Stage, State
from pipeline.policy import Politeness, StageRules
from pipeline.storage import Connection, again, claims, documents, hosts
from pipeline.storage.documents import Discovery
from tests.builders import LEASE, WORKER, outcome, wait_until
from tests.publisher import Publisher

SECOND = timedelta(seconds=1)
PAGE = (
    b"<html><body><article><h1>Tides</h1>"
    + b"<p>The tide gauge was read twice today.</p>" * 9
    + b"</article></body></html>"
)


@pytest.fixture
def guest(rules: StageRules, publisher: Publisher) -> StageRules:
    """Rules by which the local web server may be reached and is a host like others, without a delay."""
    limits = replace(rules.limits, allowed_addresses=frozenset({publisher.address}), user_agent="Dateline/9 (+me)")
    return replace(rules, limits=limits, politeness=Politeness(delay=timedelta(0)))


@pytest.fixture
def add(conn: Connection, source_id: int) -> Callable[..., int]:
    """Discover the document of a URL."""

    def make(url: str, content: str = "") -> int:
        entry = FeedEntry(url, url, title="Tides", content=content)
        found = Discovery(entry, identity.entry_key(url), url, identity.url_key(url))
        return documents.discover_documents(conn, source_id, [found], worker=WORKER)[0]

    return make


def pages(publisher: Publisher) -> list[str]:
    """What was asked for beside the files of rules."""
    return [path for path in publisher.paths() if path not in ("/robots.txt", "/.well-known/tdmrep.json")]


def fetch(conn: Connection, number: int, rules: StageRules) -> State | None:
    return stages.fetch_document(conn, number, rules=rules, worker=WORKER)


def test_what_robots_txt_forbids_is_refused_and_the_rest_is_fetched(
    conn: Connection, publisher: Publisher, guest: StageRules, add: Callable[..., int]
):
    publisher.add("/robots.txt", b"User-agent: dateline\nDisallow: /private/\n", media_type="text/plain")
    publisher.add("/open/1", PAGE)
    shut, open_ = add(publisher.url("/private/1")), add(publisher.url("/open/1"))
    assert fetch(conn, shut, guest) is State.REJECTED
    assert fetch(conn, open_, guest) is State.FETCHED
    assert outcome(conn, shut) == ("rejected", Reason.ROBOTS)
    assert publisher.paths() == ["/robots.txt", "/.well-known/tdmrep.json", "/open/1"]


def test_rules_for_others_and_a_missing_robots_txt_allow_all(
    conn: Connection, publisher: Publisher, guest: StageRules, add: Callable[..., int]
):
    publisher.add("/1", PAGE)
    assert fetch(conn, add(publisher.url("/1")), guest) is State.FETCHED
    row = conn.execute("select status, expires_at > now() + interval '23 hours' as kept from ingest.robots").fetchone()
    assert row == {"status": "unavailable", "kept": True}


def test_while_robots_txt_cannot_be_reached_nothing_is_fetched(
    conn: Connection, publisher: Publisher, guest: StageRules, add: Callable[..., int]
):
    publisher.add("/robots.txt", b"down", status=500)
    publisher.add("/1", PAGE)
    number = add(publisher.url("/1"))
    assert fetch(conn, number, guest) is None
    assert outcome(conn, number) == ("discovered", Reason.ROBOTS_UNREACHABLE)
    assert publisher.paths() == ["/robots.txt"]


def test_rules_that_were_read_hold_on_while_robots_txt_cannot_be_reached(
    conn: Connection, owner: Connection, publisher: Publisher, guest: StageRules, add: Callable[..., int]
):
    publisher.add("/robots.txt", b"User-agent: *\nDisallow: /private/\n", media_type="text/plain")
    publisher.add("/1", PAGE)
    assert fetch(conn, add(publisher.url("/1")), guest) is State.FETCHED
    publisher.add("/robots.txt", b"down", status=503)
    publisher.add("/2", PAGE)
    owner.execute("update ingest.robots set expires_at = now()")
    assert fetch(conn, add(publisher.url("/2")), guest) is State.FETCHED
    assert fetch(conn, add(publisher.url("/private/2")), guest) is State.REJECTED


def test_the_feeds_own_text_is_used_where_the_page_is_forbidden(
    conn: Connection, publisher: Publisher, guest: StageRules, add: Callable[..., int]
):
    publisher.add("/robots.txt", b"User-agent: *\nDisallow: /\n", media_type="text/plain")
    number = add(publisher.url("/1"), content="<p>All that the feed says of the tide.</p>")
    assert fetch(conn, number, guest) is State.FETCHED
    row = conn.execute("select body_source from ingest.raw_documents").fetchone()
    assert row == {"body_source": "feed"}


def test_what_the_operator_opened_by_name_and_an_operator_who_ignores_it_ask_nothing(
    conn: Connection, publisher: Publisher, guest: StageRules, add: Callable[..., int]
):
    publisher.add("/robots.txt", b"User-agent: *\nDisallow: /\n", media_type="text/plain")
    for number, manners in enumerate((Politeness(own=frozenset({publisher.address})), Politeness(robots=False))):
        publisher.add(f"/{number}", PAGE)
        own = replace(guest, politeness=manners)
        assert fetch(conn, add(publisher.url(f"/{number}")), own) is State.FETCHED
    assert pages(publisher) == ["/0", "/1"] and "/robots.txt" not in publisher.paths()


def test_a_second_page_of_a_host_waits_for_its_turn_and_keeps_its_attempt(
    conn: Connection, publisher: Publisher, guest: StageRules, add: Callable[..., int]
):
    slow = replace(guest, politeness=Politeness(robots=False, delay=timedelta(seconds=3)))
    publisher.add("/1", PAGE)
    publisher.add("/2", PAGE)
    first, second = add(publisher.url("/1")), add(publisher.url("/2"))
    assert fetch(conn, first, slow) is State.FETCHED
    assert fetch(conn, second, slow) is None
    assert outcome(conn, second) == ("discovered", Reason.HOST_SLOT)
    row = conn.execute(
        "select attempts, due_at > now() as later from ingest.documents where document_id = %s", (second,)
    ).fetchone()
    assert row == {"attempts": 0, "later": True}
    wait_until(lambda: fetch(conn, second, slow) is State.FETCHED, seconds=20)


def test_slots_of_one_host_lie_apart_whoever_reserves_them_and_another_host_is_not_held_up(database_url: str):
    slots: list[datetime] = []
    barrier = threading.Barrier(4)

    def reserve() -> None:
        with storage.connect(database_url, role="dateline_worker") as own:
            barrier.wait()
            for _ in range(25):
                slots.append(hosts.reserve_slot(own, "busy.example:443", delay=SECOND, ceiling=SECOND)[0])

    threads = [threading.Thread(target=reserve) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    ordered = sorted(slots)
    assert len(ordered) == 100
    assert all(later - earlier >= SECOND for earlier, later in pairwise(ordered))
    with storage.connect(database_url, role="dateline_worker") as own:
        slot, now = hosts.reserve_slot(own, "calm.example:443", delay=SECOND, ceiling=SECOND)
    assert slot <= now


def test_a_host_that_asks_for_nothing_has_slots_the_plain_delay_apart_however_high_the_ceiling(conn: Connection):
    slots = [hosts.reserve_slot(conn, "plain.example:443", delay=SECOND, ceiling=30 * SECOND) for _ in range(4)]
    assert slots[0][0] == slots[0][1], "the first slot is now"
    gaps = [(later[0] - earlier[0]).total_seconds() for earlier, later in pairwise(slots)]
    assert gaps == pytest.approx([1, 1, 1], abs=0.2)


def test_a_hosts_own_crawl_delay_counts_up_to_the_ceiling(
    conn: Connection, publisher: Publisher, guest: StageRules, add: Callable[..., int]
):
    publisher.add("/robots.txt", b"User-agent: *\nCrawl-delay: 7\nAllow: /\n", media_type="text/plain")
    publisher.add("/1", PAGE)
    assert fetch(conn, add(publisher.url("/1")), guest) is State.FETCHED
    gaps = []
    for ceiling in (60 * SECOND, 3 * SECOND):
        before, _ = hosts.reserve_slot(conn, publisher.address, delay=SECOND, ceiling=ceiling)
        after, _ = hosts.reserve_slot(conn, publisher.address, delay=SECOND, ceiling=ceiling)
        gaps.append((after - before).total_seconds())
    assert gaps == pytest.approx([7, 3], abs=0.5)


def test_a_host_that_asks_for_patience_gives_no_slot_before(
    conn: Connection, publisher: Publisher, guest: StageRules, add: Callable[..., int]
):
    publisher.add("/1", b"slow down", status=429, headers={"Retry-After": "120"})
    slow = replace(guest, politeness=Politeness(robots=False, delay=timedelta(milliseconds=1)))
    assert fetch(conn, add(publisher.url("/1")), slow) is None
    other = add(publisher.url("/2"))
    assert fetch(conn, other, slow) is None
    row = conn.execute(
        "select due_at > now() + interval '100 seconds' as patient, reason from ingest.documents"
        " where document_id = %s",
        (other,),
    ).fetchone()
    assert row == {"patient": True, "reason": Reason.HOST_SLOT}
    assert claims.claim_fetch(conn, other, lease=LEASE) is None and pages(publisher) == ["/1"]


def test_a_slot_that_was_reserved_before_counts_for_nothing_once_the_host_asks_for_patience(
    conn: Connection, owner: Connection, publisher: Publisher, guest: StageRules, add: Callable[..., int]
):
    publisher.add("/1", PAGE)
    slow = replace(guest, politeness=Politeness(robots=False, delay=SECOND))
    assert fetch(conn, add(publisher.url("/1")), slow) is State.FETCHED
    held = add(publisher.url("/2"))
    assert fetch(conn, held, slow) is None
    hosts.rest_host(conn, publisher.address, pause=60 * SECOND)
    owner.execute("update ingest.documents set due_at = now() where document_id = %s", (held,))
    assert fetch(conn, held, slow) is None
    row = conn.execute(
        "select due_at > now() + interval '50 seconds' as patient from ingest.documents where document_id = %s", (held,)
    ).fetchone()
    assert row == {"patient": True} and pages(publisher) == ["/1"]


def test_a_robots_txt_larger_than_a_body_may_be_opens_nothing(
    conn: Connection, publisher: Publisher, guest: StageRules, add: Callable[..., int]
):
    publisher.add("/robots.txt", b"# " + b"x" * 5_000, media_type="text/plain")
    publisher.add("/1", PAGE)
    small = replace(guest, limits=replace(guest.limits, max_wire_bytes=2_000, max_body_bytes=2_000))
    number = add(publisher.url("/1"))
    assert fetch(conn, number, small) is None
    assert outcome(conn, number) == ("discovered", Reason.ROBOTS_UNREACHABLE)


@pytest.fixture
def reserved(publisher: Publisher) -> str:
    """A page that is reserved against text and data mining; gives its URL."""
    publisher.add("/1", PAGE, headers={"TDM-Reservation": "1"})
    return publisher.url("/1")


def opt_outs(conn: Connection) -> list[str | None]:
    return [row["opt_out"] for row in conn.execute("select opt_out from ingest.documents order by document_id")]


def test_a_reserved_page_is_refused_its_feed_content_too_and_nothing_of_it_is_kept(
    conn: Connection, publisher: Publisher, guest: StageRules, add: Callable[..., int], reserved: str
):
    number = add(reserved, content="<p>The feed has the whole text as well.</p>")
    assert fetch(conn, number, guest) is State.REJECTED
    assert outcome(conn, number) == ("rejected", Reason.OPTED_OUT)
    assert opt_outs(conn) == ["tdm-reservation (header)"]
    assert conn.execute("select from ingest.raw_documents").fetchall() == []


def test_an_operator_may_record_reservations_instead_and_the_article_carries_them(
    conn: Connection, publisher: Publisher, guest: StageRules, add: Callable[..., int], reserved: str, tagger: Tagger
):
    recording = replace(guest, politeness=replace(guest.politeness, opt_outs=False))
    number = add(reserved)
    assert fetch(conn, number, recording) is State.FETCHED
    assert stages.parse_document(conn, number, rules=recording, worker=WORKER) is State.PARSED
    assert stages.enrich_document(conn, number, tagger=tagger, rules=recording, worker=WORKER) is State.ENRICHED
    assert conn.execute("select opt_out from news.articles").fetchall() == [{"opt_out": "tdm-reservation (header)"}]


def test_a_page_that_is_reserved_after_it_was_published_is_marked_and_consumers_hear_of_it(
    conn: Connection, publisher: Publisher, guest: StageRules, add: Callable[..., int], tagger: Tagger
):
    publisher.add("/news/9", PAGE)
    number = add(publisher.url("/news/9"))
    for stage in (stages.fetch_document, stages.parse_document):
        stage(conn, number, rules=guest, worker=WORKER)
    assert stages.enrich_document(conn, number, tagger=tagger, rules=guest, worker=WORKER) is State.ENRICHED
    publisher.add("/news/9", PAGE, headers={"tdm-reservation": "1"})
    again.requeue_documents(conn, [number], stage=Stage.FETCH, worker=WORKER)
    assert fetch(conn, number, guest) is State.REJECTED
    assert conn.execute("select opt_out from news.articles").fetchall() == [{"opt_out": "tdm-reservation (header)"}]
    changes = conn.execute("select kind from news.changes order by epoch, xid, change_id").fetchall()
    assert [row["kind"] for row in changes] == ["published", "enriched"]


def test_what_a_site_reserves_as_a_whole_is_not_even_asked_for(
    conn: Connection, publisher: Publisher, guest: StageRules, add: Callable[..., int]
):
    rules = b'[{"location": "/archive/*", "tdm-reservation": 1}]'
    publisher.add("/.well-known/tdmrep.json", rules, media_type="application/json")
    publisher.add("/archive/1", PAGE)
    publisher.add("/news/1", PAGE)
    first, second = add(publisher.url("/archive/1")), add(publisher.url("/news/1"))
    assert (fetch(conn, first, guest), fetch(conn, second, guest)) == (State.REJECTED, State.FETCHED)
    assert opt_outs(conn) == [f"http://{publisher.address}/.well-known/tdmrep.json", None]
    assert publisher.paths() == ["/robots.txt", "/.well-known/tdmrep.json", "/news/1"]


def test_a_redirect_to_what_robots_txt_forbids_is_not_followed(
    conn: Connection, publisher: Publisher, guest: StageRules, add: Callable[..., int]
):
    publisher.add("/robots.txt", b"User-agent: *\nDisallow: /private", media_type="text/plain")
    publisher.redirect("/open", "/private/1")
    publisher.add("/private/1", PAGE)
    number = add(publisher.url("/open"))
    assert fetch(conn, number, guest) is State.REJECTED
    assert outcome(conn, number) == ("rejected", Reason.ROBOTS) and "/private/1" not in publisher.paths()
