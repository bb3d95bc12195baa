"""Publishing: an article with all that belongs to it, or nothing."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from pipeline import storage
from pipeline.extras import Extras, Image
from pipeline.models import Article, Findings, Location, Mention, Place, Quantity, Quote, Sentence
from pipeline.storage import Connection, articles, claims, documents
from tests.builders import LEASE, WORKER, article, wait_until
from tests.tellings import write

TEXT = "Ann Lee spoke in Oslo. The Oslo talks failed."
SENTENCES = (Sentence(0, 0, 0, 22, TEXT[:22]), Sentence(1, 0, 23, 45, TEXT[23:]))
MENTIONS = (
    Mention("PERSON", 0, 7, "Ann Lee", "Ann Lee"),
    Mention("GPE", 17, 21, "Oslo", "Oslo", 0.75),
    Mention("GPE", 23, 31, "The Oslo", "Oslo"),
)


def value(text: str = TEXT) -> Article:
    return Article(url="u", text=text, title="Talks", language="en", sentences=SENTENCES)


def publish(
    conn: Connection,
    number: int,
    mentions: tuple[Mention, ...] = MENTIONS,
    locations: tuple[Location, ...] = (),
    quotes: tuple[Quote, ...] = (),
    quantities: tuple[Quantity, ...] = (),
) -> bool:
    claim = claims.claim_enrich(conn, number, lease=LEASE)
    assert claim is not None
    with conn.transaction():
        assert documents.advance_enriched(conn, claim, worker=WORKER)
        return articles.publish_article(
            conn,
            claim,
            Findings(mentions, "m@1", locations, quotes=quotes, quantities=quantities),
            canonical_url=claim.url,
        )


def blocked(owner: Connection) -> bool:
    row = owner.execute(
        "select count(*) as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"
    ).fetchone()
    return row == {"n": 1}


def test_an_article_is_published_with_its_sentences_and_mentions(conn: Connection, parsed: Callable[..., int]):
    number = parsed(value=value())
    assert publish(conn, number)
    row = conn.execute("select article_id, title, text, word_count, model from news.articles").fetchone()
    assert row == {"article_id": number, "title": "Talks", "text": TEXT, "word_count": 9, "model": "m@1"}
    sentences = conn.execute("select sentence_no, text from news.sentences order by 1").fetchall()
    assert sentences == [{"sentence_no": s.sentence_no, "text": s.text} for s in SENTENCES]
    mentions = conn.execute(
        "select sentence_no, start_char, text, score from news.mentions order by mention_no"
    ).fetchall()
    assert [(m["sentence_no"], m["start_char"], m["text"]) for m in mentions] == [
        (0, 0, "Ann Lee"),
        (0, 17, "Oslo"),
        (1, 23, "The Oslo"),
    ]
    assert [m["score"] for m in mentions] == [None, 0.75, None]


def test_two_spellings_of_a_name_are_one_entity_with_an_alias(conn: Connection, parsed: Callable[..., int]):
    publish(conn, parsed(value=value()))
    rows = conn.execute("select name, label, aliases from news.entities order by name").fetchall()
    assert rows == [
        {"name": "Ann Lee", "label": "PERSON", "aliases": []},
        {"name": "Oslo", "label": "GPE", "aliases": ["The Oslo"]},
    ]


def test_an_entity_is_shared_between_articles(conn: Connection, parsed: Callable[..., int]):
    publish(conn, parsed("a", value()))
    publish(conn, parsed("b", value("Ann Lee spoke in Oslo? The Oslo talks ended.")))
    row = conn.execute("select count(*) as n from news.entities").fetchone()
    assert row == {"n": 2}
    spread = conn.execute(
        "select count(distinct article_id) as n from news.mentions"
        " join news.entities using (entity_id) where name = 'Oslo'"
    )
    assert spread.fetchone() == {"n": 2}


def test_a_second_article_with_the_same_text_is_not_published(conn: Connection, parsed: Callable[..., int]):
    first, second = parsed("a", value()), parsed("b", value())
    assert publish(conn, first)
    assert not publish(conn, second)
    assert conn.execute("select array_agg(article_id) as ids from news.articles").fetchone() == {"ids": [first]}


def test_of_two_transactions_that_publish_the_same_text_at_once_one_waits_and_loses(
    conn: Connection, owner: Connection, database_url: str, parsed: Callable[..., int]
):
    first, second = parsed("a", value()), parsed("b", value())
    answers: list[bool] = []

    def late() -> None:
        with storage.connect(database_url, role="dateline_worker") as other:
            answers.append(publish(other, second))

    thread = threading.Thread(target=late)
    claim = claims.claim_enrich(conn, first, lease=LEASE)
    assert claim is not None
    with conn.transaction():
        assert documents.advance_enriched(conn, claim, worker=WORKER)
        assert articles.publish_article(conn, claim, Findings(MENTIONS, "m@1"), canonical_url="")
        thread.start()
        wait_until(lambda: blocked(owner))
    thread.join()
    assert answers == [False]


def test_many_workers_that_meet_the_same_names_at_once_neither_deadlock_nor_double_them(
    conn: Connection, database_url: str, parsed: Callable[..., int]
):
    numbers = [parsed(str(n), value(f"{TEXT[:-1]}{n}")) for n in range(16)]
    names = [f"Name {n}" for n in range(30)]
    errors: list[Exception] = []

    def work(part: int) -> None:
        with storage.connect(database_url, role="dateline_worker") as own:
            for place, number in enumerate(numbers[part::4]):
                order = names if (part + place) % 2 else names[::-1]
                mentions = tuple(Mention("ORG", 0, 3, "Ann", name) for name in order)
                try:
                    assert publish(own, number, mentions)
                except Exception as error:
                    errors.append(error)

    threads = [threading.Thread(target=work, args=(part,)) for part in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert conn.execute("select count(*) as n from news.entities").fetchone() == {"n": 30}
    assert conn.execute("select count(*) as n from news.mentions").fetchone() == {"n": 480}


def test_readers_never_see_an_article_without_its_mentions(
    conn: Connection, database_url: str, parsed: Callable[..., int]
):
    numbers = [parsed(str(n), value(f"{TEXT[:-1]}{n}")) for n in range(30)]
    done = threading.Event()
    torn: list[object] = []

    def read() -> None:
        with storage.connect(database_url, role="dateline_reader") as reader:
            while not done.is_set():
                torn.extend(
                    reader.execute(
                        "select article_id from news.articles a where 3 <> (select count(*) from news.mentions m"
                        " where m.article_id = a.article_id) or 2 <> (select count(*) from news.sentences s"
                        " where s.article_id = a.article_id)"
                    ).fetchall()
                )

    thread = threading.Thread(target=read)
    thread.start()
    for number in numbers:
        publish(conn, number)
    done.set()
    thread.join()
    assert torn == []


def test_text_that_looks_like_sql_is_stored_as_it_is(conn: Connection, parsed: Callable[..., int]):
    nasty = "'; DROP TABLE documents;-- %s {0} \\copy $$ \\' \\x00"
    number = parsed(value=article(text=nasty, title=nasty))
    assert publish(conn, number, ())
    assert conn.execute("select text, title from news.articles").fetchone() == {"text": nasty, "title": nasty}


def test_a_name_of_ten_thousand_characters_is_cut_and_kept(conn: Connection, parsed: Callable[..., int]):
    long = Mention("ORG", 0, 7, "Ann Lee", "N" * 10_000)
    assert publish(conn, parsed(value=value()), (long,))
    assert conn.execute("select length(name) as n from news.entities").fetchone() == {"n": 500}


OSLO = Place("Oslo", "city", "NO", 12, 59.9, 10.7, 700_000, 3143244)
EUROPE = Place("Europe", "area", None, None, 51.0, 18.0, 0, None)


def test_the_place_that_a_mention_means_is_written_with_it(conn: Connection, parsed: Callable[..., int]):
    number = parsed(value=value())
    where = (Location(1, OSLO, 0.9, "city"), Location(2, EUROPE, 0.5, "area"))
    assert publish(conn, number, locations=where)
    rows = conn.execute(
        "select l.mention_no, p.name, p.country_code, p.place_key, l.evidence"
        " from news.locations as l join news.places as p using (place_id) order by 1"
    ).fetchall()
    assert [tuple(row.values()) for row in rows] == [
        (1, "Oslo", "NO", "geonames:3143244", "city"),
        (2, "Europe", None, "area:Europe", "area"),
    ]


def test_a_place_that_two_articles_name_is_one_row(conn: Connection, parsed: Callable[..., int]):
    for number, text in (("a", TEXT), ("b", TEXT.replace("Lee", "Low"))):
        publish(conn, parsed(number, value(text)), mentions=MENTIONS[1:2], locations=(Location(0, OSLO, 0.9, "city"),))
    counts = conn.execute(
        "select (select count(*) from news.places) as places, (select count(*) from news.locations) as locations"
    ).fetchone()
    assert counts == {"places": 1, "locations": 2}


def test_quotes_point_to_their_speakers_mention_and_quantities_keep_their_value(
    conn: Connection, parsed: Callable[..., int]
):
    number = parsed(value=value())
    quote = Quote(23, 45, TEXT[23:], "reported", "said", "Ann Lee", 0, 0)
    figure = Quantity(0, 3, "Ann", "money", Decimal("2500000.50"), Decimal("3e6"), "EUR", True, "at-least")
    assert publish(conn, number, quotes=(quote,), quantities=(figure,))
    said = conn.execute(
        "select e.name, q.kind, q.text from news.quotes as q join news.mentions using (article_id, mention_no)"
        " join news.entities as e using (entity_id)"
    ).fetchall()
    assert said == [{"name": "Ann Lee", "kind": "reported", "text": TEXT[23:]}]
    row = conn.execute("select value, high, unit, approximate, bound from news.quantities").fetchone()
    assert row == {
        "value": Decimal("2500000.50"), "high": Decimal("3000000"), "unit": "EUR", "approximate": True,
        "bound": "at-least",
    }  # fmt: skip


def test_what_a_page_says_beside_its_text_is_published_and_replaced(conn: Connection, parsed: Callable[..., int]):
    extras = Extras(
        "A pilot overslept.", "Harbour", ("Ferries", "Islands"), "https://quay.example/1.jpg", "A ferry", True,
        "live-blog", "AFP", (Image("https://quay.example/1.jpg", "A ferry", "Late.", "Ann Lee"),),
    )  # fmt: skip
    evidence = {"taken": 3, "agreement": {"feed": {"of_text": 0.5, "of_it": 1.0}}}
    number = parsed("extras", replace(article(), extras=extras, text_source="blocks", text_evidence=evidence))
    write(conn, number)
    columns = (
        "select standfirst, section, tags, image_url, image_alt, truncated, article_kind, agency from news.articles"
    )
    row = conn.execute(columns).fetchone()
    assert row is not None and tuple(row.values()) == (
        "A pilot overslept.", "Harbour", ["Ferries", "Islands"], "https://quay.example/1.jpg", "A ferry", True,
        "live-blog", "AFP",
    )  # fmt: skip

    assert conn.execute("select text_source, text_evidence from news.articles").fetchall() == [
        {"text_source": "blocks", "text_evidence": evidence}
    ]
    pictures = conn.execute("select * from news.images").fetchall()
    assert [tuple(row.values()) for row in pictures] == [
        (number, 0, "https://quay.example/1.jpg", "A ferry", "Late.", "Ann Lee")
    ]


def test_paragraphs_keep_their_kind_and_stand_where_they_say(conn: Connection, parsed: Callable[..., int]):
    text = "Ferries\n\nAnn Lee said it was late.\n\n“We waited.”"
    value = replace(article(text), paragraph_kinds=("heading", "paragraph", "quote"))
    write(conn, parsed("kinds", value))
    rows = conn.execute(
        "select paragraph_no, kind, substr(text, start_char + 1, end_char - start_char) as said"
        " from news.paragraphs join news.articles using (article_id) order by 1"
    ).fetchall()
    assert [tuple(row.values()) for row in rows] == [
        (0, "heading", "Ferries"), (1, "paragraph", "Ann Lee said it was late."), (2, "quote", "“We waited.”"),
    ]  # fmt: skip


def test_a_parsed_article_of_the_version_before_is_published_with_plain_paragraphs(
    conn: Connection, owner: Connection, parsed: Callable[..., int]
):
    number = parsed("before", article("One came.\n\nTwo went."))
    owner.execute("update ingest.parsed_documents set article = article - 'paragraph_kinds' #- '{extras,kind}'")
    write(conn, number)
    rows = conn.execute("select paragraph_no, kind from news.paragraphs order by 1").fetchall()
    assert [tuple(row.values()) for row in rows] == [(0, "paragraph"), (1, "paragraph")]
    assert conn.execute("select article_kind from news.articles").fetchone() == {"article_kind": "article"}
