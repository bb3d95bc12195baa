"""When a source is asked again, how, and where: its own wishes, validators that lie, moves, a host that is busy."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import timedelta

import click
import pytest
from click.testing import CliRunner

from pipeline import identity, stages
from pipeline.cli.books import explain
from pipeline.cli.sources import sources as sources_command
from pipeline.errors import Reason
from pipeline.models import Pages
from pipeline.policy import MOVE_AFTER, MOVE_HITS, Politeness, StageRules
from pipeline.storage import Connection, sources
from tests.builders import WORKER
from tests.publisher import Publisher

SECOND = timedelta(seconds=1)
ITEM = "<item><title>{0}</title><link>https://news.example/{0}</link><guid>{0}</guid></item>"
RSS = "application/rss+xml"


def feed(*names: str, head: str = "") -> bytes:
    items = "".join(ITEM.format(name) for name in names)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>{head}{items}</channel></rss>'.encode()


@pytest.fixture
def local(rules: StageRules, publisher: Publisher) -> StageRules:
    """Rules that let the fetcher reach the local web server as the operator's own."""
    own = frozenset({publisher.address})
    return replace(rules, limits=replace(rules.limits, allowed_addresses=own), politeness=Politeness(own=own))


def add(conn: Connection, url: str) -> int:
    return sources.add_source(conn, url, url_key=identity.url_key(url), pages=Pages.NEVER)[0]


def poll(conn: Connection, owner: Connection, number: int, rules: StageRules) -> dict[str, object]:
    owner.execute("update ingest.sources set due_at = now() where lease_token is null")
    stages.poll_source(conn, number, rules=rules, worker=WORKER)
    (row,) = [row for row in sources.list_sources(conn) if row["source_id"] == number]
    return row


def waits(row: dict[str, object]) -> timedelta:
    return row["due_at"] - row["last_attempt_at"]  # type: ignore[operator, no-any-return]


@pytest.mark.parametrize(("head", "headers"), [("<ttl>120</ttl>", {}), ("", {"Cache-Control": "max-age=7200"})])
def test_a_source_that_asks_to_be_left_alone_is_and_the_operator_sees_why(
    conn: Connection, owner: Connection, publisher: Publisher, local: StageRules, head: str, headers: dict[str, str]
):
    publisher.add("/feed", feed("a", head=head), media_type=RSS, headers=headers)
    row = poll(conn, owner, add(conn, publisher.url("/feed")), local)
    assert timedelta(hours=2) <= waits(row) <= timedelta(hours=2.2)
    assert (row["due_why"], row["health"]) == ("it asks to be left alone so long", "ok")


def test_a_source_whose_validators_lie_is_found_out_and_asked_without_them_from_then_on(
    conn: Connection, owner: Connection, publisher: Publisher, local: StageRules
):
    publisher.add("/feed", feed("a"), media_type=RSS, etag='"for ever"')
    number = add(conn, publisher.url("/feed"))
    poll(conn, owner, number, local)
    publisher.add("/feed", feed("a", "b"), media_type=RSS, etag='"for ever"')
    assert poll(conn, owner, number, local)["discovered"] == 1  # believed
    owner.execute("update ingest.sources set full_at = now() - interval '2 days'")
    row = poll(conn, owner, number, local)
    assert (row["discovered"], row["validators_lie"]) == (2, True)
    publisher.add("/feed", feed("a", "b", "c"), media_type=RSS, etag='"for ever"')
    assert poll(conn, owner, number, local)["discovered"] == 3
    asked = ["if-none-match" in request.headers for request in publisher.requests]
    assert asked == [False, True, False, False]


def test_validators_that_change_while_the_body_does_not_are_those_that_are_sent_next(
    conn: Connection, owner: Connection, publisher: Publisher, local: StageRules
):
    number = add(conn, publisher.url("/feed"))
    for etag in ('"1"', '"2"', '"2"'):
        publisher.add("/feed", feed("a"), media_type=RSS, etag=etag)
        poll(conn, owner, number, local)
    asked = [request.headers.get("if-none-match") for request in publisher.requests]
    assert asked == [None, '"1"', '"2"']


def test_a_poll_that_is_redirected_counts_at_the_host_where_it_ends_and_that_host_is_asked_no_faster(
    conn: Connection, owner: Connection, publisher: Publisher, local: StageRules
):
    with Publisher() as other:
        opened = replace(local.limits, allowed_addresses=frozenset({publisher.address, other.address}))
        slow = replace(local, limits=opened, politeness=Politeness(robots=False, opt_outs=False, delay=60 * SECOND))
        publisher.redirect("/feed", other.url("/feed"))
        other.add("/feed", feed("a"), media_type=RSS)
        poll(conn, owner, add(conn, publisher.url("/feed")), slow)
        row = poll(conn, owner, add(conn, other.url("/more")), slow)
        assert row["due_why"] == "its turn at the host" and other.paths() == ["/feed"]


def test_patience_that_a_redirects_target_asks_for_is_had_with_that_host_alone(
    conn: Connection, owner: Connection, publisher: Publisher, local: StageRules
):
    with Publisher() as other:
        opened = replace(local.limits, allowed_addresses=frozenset({publisher.address, other.address}))
        quick = Politeness(robots=False, opt_outs=False, delay=SECOND / 1000)
        publisher.redirect("/feed", other.url("/feed"))
        publisher.add("/own", feed("a"), media_type=RSS)
        other.add("/feed", b"", status=503, headers={"Retry-After": "600"})
        guest = replace(local, limits=opened, politeness=quick)
        poll(conn, owner, add(conn, publisher.url("/feed")), guest)
        assert waits(poll(conn, owner, add(conn, other.url("/more")), guest)) > 500 * SECOND
        assert poll(conn, owner, add(conn, publisher.url("/own")), guest)["health"] == "ok"
        assert other.paths() == ["/feed"]


def test_a_source_moves_only_after_many_permanent_redirects_over_days_and_is_known_by_its_old_url(
    conn: Connection, owner: Connection, publisher: Publisher, local: StageRules
):
    old, new = publisher.url("/old"), publisher.url("/new")
    publisher.redirect("/old", "/new", status=301)
    publisher.add("/new", feed("a"), media_type=RSS, etag='"1"')
    number = add(conn, old)
    for _ in range(MOVE_HITS + 1):
        assert poll(conn, owner, number, local)["url"] == old
    owner.execute("update ingest.sources set moved_since = moved_since - %s::interval", (MOVE_AFTER,))
    row = poll(conn, owner, number, local)
    assert (row["url"], row["moves"]) == (new, 1)
    assert sources.add_source(conn, old, url_key=identity.url_key(old)) == (number, False)


def test_one_temporary_redirect_breaks_the_row(
    conn: Connection, owner: Connection, publisher: Publisher, local: StageRules
):
    publisher.add("/new", feed("a"), media_type=RSS)
    number = add(conn, publisher.url("/old"))
    for status in (308, 308, 302):
        publisher.redirect("/old", "/new", status=status)
        poll(conn, owner, number, local)
    row = conn.execute("select moved_hits, moved_to from ingest.sources").fetchone()
    assert row == {"moved_hits": 0, "moved_to": None}


def test_a_source_does_not_move_to_where_another_is_polled(
    conn: Connection, owner: Connection, publisher: Publisher, local: StageRules
):
    publisher.redirect("/old", "/new", status=301)
    publisher.add("/new", feed("a"), media_type=RSS)
    other, number = add(conn, publisher.url("/new")), add(conn, publisher.url("/old"))
    poll(conn, owner, number, local)
    owner.execute(
        "update ingest.sources set moved_hits = 9, moved_since = now() - interval '9 days' where moved_hits > 0"
    )
    assert poll(conn, owner, number, local)["url"] == publisher.url("/old")
    assert poll(conn, owner, other, local)["moves"] == 0


def test_a_source_that_is_gone_says_so_and_is_asked_once_a_week(
    conn: Connection, owner: Connection, publisher: Publisher, local: StageRules
):
    publisher.add("/feed", b"", status=410)
    row = poll(conn, owner, add(conn, publisher.url("/feed")), local)
    assert row["health"] == "gone" and waits(row) >= timedelta(days=7)


def test_a_poll_waits_for_its_turn_at_the_host_and_then_has_it(
    conn: Connection, owner: Connection, publisher: Publisher, local: StageRules
):
    slow = replace(local, politeness=Politeness(robots=False, opt_outs=False, delay=60 * SECOND))
    for path in ("/1", "/2"):
        publisher.add(path, feed("a"), media_type=RSS)
    first, second = add(conn, publisher.url("/1")), add(conn, publisher.url("/2"))
    poll(conn, owner, first, slow)
    row = poll(conn, owner, second, slow)
    assert row["due_why"] == "its turn at the host" and waits(row) > 50 * SECOND and publisher.paths() == ["/1"]
    assert poll(conn, owner, second, slow)["health"] == "ok" and publisher.paths() == ["/1", "/2"]


def test_a_host_that_asks_a_poll_for_patience_is_left_alone_by_all(
    conn: Connection, owner: Connection, publisher: Publisher, local: StageRules
):
    slow = replace(local, politeness=Politeness(robots=False, opt_outs=False, delay=SECOND / 1000))
    publisher.add("/1", b"", status=429, headers={"Retry-After": "600"})
    poll(conn, owner, add(conn, publisher.url("/1")), slow)
    row = poll(conn, owner, add(conn, publisher.url("/2")), slow)
    assert waits(row) > 500 * SECOND and publisher.paths() == ["/1"]


def test_a_feed_that_is_reserved_against_mining_is_refused_and_stands_in_the_books(
    conn: Connection, owner: Connection, publisher: Publisher, local: StageRules
):
    guest = replace(local, politeness=Politeness(delay=timedelta(0)))
    publisher.add("/feed", feed("a"), media_type=RSS, headers={"TDM-Reservation": "1"})
    poll(conn, owner, add(conn, publisher.url("/feed")), guest)
    rows = conn.execute("select state, reason from ingest.documents").fetchall()
    assert rows == [{"state": "rejected", "reason": Reason.OPTED_OUT}]


def test_the_redirects_of_a_page_are_in_its_journey(
    conn: Connection, owner: Connection, publisher: Publisher, local: StageRules
):
    publisher.redirect("/1", "/2", status=301)
    publisher.redirect("/2", "/3")
    publisher.add("/3", b"<html><body><p>Text.</p></body></html>")
    entry = f"<item><link>{publisher.url('/1')}</link></item>"
    publisher.add("/feed", f"<rss><channel>{entry}</channel></rss>".encode(), media_type=RSS)
    poll(conn, owner, add(conn, publisher.url("/feed")), local)
    owner.execute("update ingest.sources set pages = 'auto'")
    (found,) = conn.execute("select document_id from ingest.documents").fetchall()
    stages.fetch_document(conn, found["document_id"], rules=local, worker=WORKER)
    row = conn.execute("select detail from ingest.events where stage = 'fetch'").fetchone()
    assert row == {"detail": f"redirected: 301 {publisher.url('/2')}, 302 {publisher.url('/3')}"}


def test_a_wish_to_be_left_alone_counts_for_nothing_while_most_of_the_list_is_new_at_each_poll(
    conn: Connection, owner: Connection, publisher: Publisher, local: StageRules
):
    number = add(conn, publisher.url("/feed"))
    for names in ("abcd", "defg"):
        publisher.add("/feed", feed(*names), media_type=RSS, headers={"Cache-Control": "max-age=86400"})
        row = poll(conn, owner, number, local)
    assert row["due_why"] == "its own rhythm" and waits(row) < timedelta(hours=1)


def test_an_operator_sees_of_each_source_how_it_fares_when_it_is_polled_next_and_why_and_each_hop_of_its_polls(
    conn: Connection, publisher: Publisher, local: StageRules, database_url: str
):
    publisher.redirect("/old", "/feed", status=301)
    said = "<link>/home</link><description>All ports</description><language>de</language>"
    publisher.add("/feed", feed("a", head=said), media_type=RSS)
    publisher.add("/gone", b"", status=410)
    number, gone = add(conn, publisher.url("/old")), add(conn, publisher.url("/gone"))
    for source in (number, gone):
        stages.poll_source(conn, source, rules=local, worker=WORKER)

    def told(command: click.Command, *arguments: str) -> str:
        done = CliRunner().invoke(command, arguments, env={"DATELINE_DATABASE_URL": database_url, "COLUMNS": "200"})
        assert done.exit_code == 0, done.output
        return done.output

    head, first, second, *_ = told(sources_command, "list").splitlines()
    assert head.split()[:7] == ["id", "state", "attempt", "success", "entry", "next", "poll"]
    assert first.split()[:2] == ["1", "ok"] and " min: its own rhythm" in first and first.count("<1 min") == 3
    assert second.split()[:3] == ["2", "gone", "×1"] and " d: gone, by its own word" in second
    journey = told(explain, publisher.url("/old"))
    assert f"source {number}  {publisher.url('/old')}" in journey and " min: its own rhythm" in journey
    moved = re.escape(f"1 new; redirected: 301 {publisher.url('/feed')}")
    assert re.search(rf"polled in \d+\.\d\d s by test/1 - {moved}\n", journey)
    assert f"title     News, {publisher.url('/home')}, de" in journey and "about     All ports" in journey
    assert "gone: 127.0.0.1" in told(explain, publisher.url("/gone"))
    written = told(sources_command, "export")
    assert f'text="News" title="News" xmlUrl="{publisher.url("/old")}" htmlUrl="{publisher.url("/home")}"' in written
    assert json.loads(told(sources_command, "list", "--json"))[0]["language"] == "de"
