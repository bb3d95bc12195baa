"""The stages on real rows: what each does with a document, and with one that resists."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from pipeline import identity, stages, storage
from pipeline.enrich import Tagger
from pipeline.errors import Reason
from pipeline.models import FeedEntry, Pages, State
from pipeline.policy import Politeness, StageRules
from pipeline.storage import Connection, documents, sources
from pipeline.storage.aliases import Alias, put_aliases
from pipeline.storage.documents import Discovery
from tests.builders import WORKER, article, outcome
from tests.publisher import Publisher

BODY = "<p>" + "</p><p>".join(
    f"Mayor Ann Lee said on Monday that the harbour of Oslo would open its gate number {n} again after the storm."
    for n in range(6)
) + "</p>"  # fmt: skip


def page(title: str = "The harbour opens again", body: str = BODY) -> bytes:
    head = f"<html lang=en><head><title>{title}</title></head>"
    return f"{head}<body><article><h1>{title}</h1>{body}</article></body></html>".encode()


@pytest.fixture
def local(rules: StageRules, publisher: Publisher) -> StageRules:
    """Rules that let the fetcher reach the local web server."""
    own = frozenset({publisher.address})
    return replace(rules, limits=replace(rules.limits, allowed_addresses=own), politeness=Politeness(own=own))


def add(conn: Connection, source_id: int, entry: FeedEntry, url: str) -> int:
    found = Discovery(entry, identity.entry_key(entry.identity), url, identity.url_key(url))
    return documents.discover_documents(conn, source_id, [found], worker=WORKER)[0]


def through(conn: Connection, number: int, rules: StageRules, tagger: Tagger) -> State | None:
    stages.fetch_document(conn, number, rules=rules, worker=WORKER)
    stages.parse_document(conn, number, rules=rules, worker=WORKER)
    return stages.enrich_document(conn, number, tagger=tagger, rules=rules, worker=WORKER)


def test_a_page_goes_through_all_three_stages_and_is_published(
    conn: Connection, source_id: int, publisher: Publisher, local: StageRules, tagger: Tagger
):
    publisher.add("/1", page())
    url = publisher.url("/1")
    number = add(conn, source_id, FeedEntry("1", url), url)
    assert through(conn, number, local, tagger) is State.ENRICHED
    row = conn.execute("select title, language, body_source, model, version from news.articles").fetchone()
    assert row == {
        "title": "The harbour opens again",
        "language": "en",
        "body_source": "page",
        "model": "en_core_web_md@3.7.1",
        "version": 1,
    }
    events = conn.execute("select version, stage, outcome from ingest.events order by event_id").fetchall()
    assert [tuple(event.values()) for event in events] == [
        (1, "fetch", "fetched"),
        (2, "parse", "parsed"),
        (3, "enrich", "enriched"),
    ]


def test_places_dates_and_what_operators_said_of_names_are_published_with_the_article(
    conn: Connection, owner: Connection, source_id: int, local: StageRules, tagger: Tagger
):
    with owner.transaction():
        put_aliases(owner, [Alias("GPE", "Lisbon", "GPE", "Lisboa")], origin="review", said_by="an operator")
    when = datetime(2024, 5, 9, 12, tzinfo=UTC)
    body = "<p>The harbour of Lisbon was closed on Tuesday night after a storm, the mayor said.</p>" * 2
    entry = FeedEntry("1", None, title="Storm", content=body, published_at=when, language="en")
    assert through(conn, add(conn, source_id, entry, "https://news.example/feed"), local, tagger) is State.ENRICHED
    named = conn.execute(
        "select distinct e.name, p.country_code from news.mentions join news.entities as e using (entity_id)"
        " join news.locations using (article_id, mention_no) join news.places as p using (place_id)"
    ).fetchall()
    assert named == [{"name": "Lisboa", "country_code": "PT"}]
    date = conn.execute("select text, precision, starts_at::date::text as day from news.dates limit 1").fetchone()
    assert date == {"text": "Tuesday night", "precision": "part-of-day", "day": "2024-05-07"}


def test_a_page_that_is_gone_leaves_the_feeds_own_content_as_the_article(
    conn: Connection, source_id: int, publisher: Publisher, local: StageRules, tagger: Tagger
):
    url = publisher.url("/gone")
    number = add(conn, source_id, FeedEntry("1", url, title="Harbour", content=BODY), url)
    assert through(conn, number, local, tagger) is State.ENRICHED
    assert conn.execute("select body_source, title from news.articles").fetchone() == {
        "body_source": "feed",
        "title": "Harbour",
    }
    why = conn.execute("select reason from ingest.events where stage = 'fetch'").fetchone()
    assert why == {"reason": Reason.NOT_FOUND}


def test_a_page_that_is_gone_without_content_in_the_feed_fails_with_the_reason(
    conn: Connection, source_id: int, publisher: Publisher, local: StageRules
):
    url = publisher.url("/gone")
    number = add(conn, source_id, FeedEntry("1", url), url)
    assert stages.fetch_document(conn, number, rules=local, worker=WORKER) is State.FAILED
    assert outcome(conn, number) == ("failed", Reason.NOT_FOUND)


@pytest.mark.parametrize(
    ("path", "outcome_"), [("/gone", ("failed", "not_found")), ("/inside", ("rejected", "blocked_address"))]
)
def test_where_neither_the_page_nor_the_feeds_words_are_an_article_the_pages_failure_is_the_reason(
    conn: Connection, source_id: int, publisher: Publisher, local: StageRules, path: str, outcome_: tuple[str, str]
):
    publisher.redirect("/inside", "http://169.254.169.254/latest/")
    url = publisher.url(path)
    number = add(conn, source_id, FeedEntry("1", url, title="Harbour", content="Soon."), url)
    stages.fetch_document(conn, number, rules=local, worker=WORKER)
    stages.parse_document(conn, number, rules=local, worker=WORKER)
    row = conn.execute("select detail from ingest.documents").fetchone()
    assert outcome(conn, number) == outcome_ and row is not None
    assert row["detail"].endswith("the feed's own words: no_content: no main text")


def test_with_pages_never_no_page_is_asked_for(
    conn: Connection, owner: Connection, source_id: int, publisher: Publisher, local: StageRules, tagger: Tagger
):
    owner.execute("update ingest.sources set pages = %s", (Pages.NEVER,))
    url = publisher.url("/1")
    number = add(conn, source_id, FeedEntry("1", url, title="Harbour", content=BODY), url)
    empty = add(conn, source_id, FeedEntry("2", url + "2", title="Nothing"), url + "2")
    assert through(conn, number, local, tagger) is State.ENRICHED
    assert stages.fetch_document(conn, empty, rules=local, worker=WORKER) is State.REJECTED
    assert outcome(conn, empty) == ("rejected", Reason.NO_CONTENT)
    assert publisher.paths() == []


def test_a_teaser_page_gives_way_to_the_full_text_of_the_feed(
    conn: Connection, source_id: int, publisher: Publisher, local: StageRules, tagger: Tagger
):
    teaser = (
        "<p>Mayor Ann Lee said on Monday that the harbour of Oslo would open its gate again. Subscribe to read on.</p>"
    )
    publisher.add("/1", page(body=teaser))
    url = publisher.url("/1")
    number = add(conn, source_id, FeedEntry("1", url, title="Harbour", content=BODY), url)
    assert through(conn, number, local, tagger) is State.ENRICHED
    assert conn.execute("select body_source from news.articles").fetchone() == {"body_source": "feed"}


def test_a_server_error_is_tried_again_and_given_up_at_last(
    conn: Connection, source_id: int, publisher: Publisher, local: StageRules
):
    publisher.add("/1", b"down", status=500)
    url = publisher.url("/1")
    number = add(conn, source_id, FeedEntry("1", url), url)
    for _ in (1, 2):
        assert stages.fetch_document(conn, number, rules=local, worker=WORKER) is None
        assert outcome(conn, number) == ("discovered", Reason.HTTP_SERVER_ERROR)
    assert stages.fetch_document(conn, number, rules=local, worker=WORKER) is State.FAILED
    assert outcome(conn, number) == ("failed", Reason.GAVE_UP)
    attempts = conn.execute("select attempt, outcome from ingest.events order by event_id").fetchall()
    assert [tuple(row.values()) for row in attempts] == [(1, "retry"), (2, "retry"), (3, "failed")]


def test_a_page_in_five_sources_is_fetched_once(
    conn: Connection, publisher: Publisher, local: StageRules, tagger: Tagger
):
    publisher.add("/1", page())
    url = publisher.url("/1")
    numbers = []
    for n in range(5):
        feed = f"https://news.example/feed{n}"
        source, _ = sources.add_source(conn, feed, url_key=identity.url_key(feed))
        spelled = f"{url}?utm_source=feed{n}"
        numbers.append(add(conn, source, FeedEntry(f"guid-{n}", spelled), spelled))
    assert stages.fetch_document(conn, numbers[1], rules=local, worker=WORKER) is None
    assert outcome(conn, numbers[1]) == ("discovered", Reason.SAME_URL_PENDING)
    assert through(conn, numbers[0], local, tagger) is State.ENRICHED
    for number in numbers[2:]:
        assert stages.fetch_document(conn, number, rules=local, worker=WORKER) is State.DUPLICATE
        assert outcome(conn, number) == ("duplicate", Reason.SAME_URL)
    assert len(publisher.paths()) == 1
    row = conn.execute("select attempts, duplicate_of from ingest.documents where document_id = %s", (numbers[1],))
    assert row.fetchone() == {"attempts": 0, "duplicate_of": None}


def test_a_page_that_rests_for_an_hour_is_not_asked_for_every_two_seconds_by_who_announced_it_too(
    conn: Connection, owner: Connection, source_id: int, publisher: Publisher, local: StageRules
):
    url = publisher.url("/1")
    first, second = (add(conn, source_id, FeedEntry(guid, url), url) for guid in "ab")
    owner.execute("update ingest.documents set due_at = now() + interval '1 hour' where document_id = %s", (first,))
    assert stages.fetch_document(conn, second, rules=local, worker=WORKER) is None
    assert outcome(conn, second) == ("discovered", Reason.SAME_URL_PENDING)
    assert stages.fetch_document(conn, second, rules=local, worker=WORKER) is None, "it rests as well"
    row = conn.execute("select max(due_at) - min(due_at) as behind from ingest.documents")
    assert row.fetchone() == {"behind": timedelta(seconds=2)}
    assert conn.execute("select count(*) as retries from ingest.events").fetchone() == {"retries": 1}


def test_when_the_first_announcement_of_a_page_fails_the_next_one_is_tried(
    conn: Connection, source_id: int, publisher: Publisher, local: StageRules, tagger: Tagger
):
    url = publisher.url("/1")
    first = add(conn, source_id, FeedEntry("a", url), url)
    second = add(conn, source_id, FeedEntry("b", url), url)
    assert stages.fetch_document(conn, first, rules=local, worker=WORKER) is State.FAILED
    publisher.add("/1", page())
    assert through(conn, second, local, tagger) is State.ENRICHED


def test_the_same_text_at_another_address_is_a_duplicate_of_the_first(
    conn: Connection, source_id: int, publisher: Publisher, local: StageRules, tagger: Tagger
):
    numbers = []
    for path in ("/1", "/2"):
        publisher.add(path, page())
        numbers.append(add(conn, source_id, FeedEntry(path, publisher.url(path)), publisher.url(path)))
    assert through(conn, numbers[0], local, tagger) is State.ENRICHED
    assert through(conn, numbers[1], local, tagger) is State.DUPLICATE
    assert outcome(conn, numbers[1]) == ("duplicate", Reason.SAME_TEXT)


def test_two_workers_that_publish_the_same_text_at_once_leave_one_article(
    conn: Connection, database_url: str, parsed: Callable[..., int], rules: StageRules, tagger: Tagger
):
    numbers = [parsed(str(n), article()) for n in range(8)]
    barrier = threading.Barrier(4)
    results: list[State | None] = []

    def work(part: int) -> None:
        with storage.connect(database_url, role="dateline_worker") as own:
            for number in numbers[part::4]:
                barrier.wait()
                results.append(stages.enrich_document(own, number, tagger=tagger, rules=rules, worker=WORKER))

    threads = [threading.Thread(target=work, args=(part,)) for part in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(str(result) for result in results) == ["duplicate"] * 7 + ["enriched"]


def test_a_language_without_a_model_is_published_without_mentions(
    conn: Connection, parsed: Callable[..., int], rules: StageRules, tagger: Tagger
):
    number = parsed(value=article("Die Bürgermeisterin Ann Lee sprach in Oslo.", language="tlh"))
    assert stages.enrich_document(conn, number, tagger=tagger, rules=rules, worker=WORKER) is State.ENRICHED
    assert conn.execute("select model from news.articles").fetchone() == {"model": None}
    assert conn.execute("select count(*) as n from news.mentions").fetchone() == {"n": 0}
