"""`dateline run`: from sources to outcomes, as somebody at a terminal sees it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests import stories
from tests.acceptance.conftest import Operator, allowed
from tests.publisher import Publisher

pytestmark = pytest.mark.acceptance

EXACT = """
select count(*) as wrong from news.mentions m join news.articles a using (article_id)
where substr(a.text, m.start_char + 1, m.end_char - m.start_char) <> m.text
"""


def test_a_feed_becomes_tagged_articles_and_a_second_run_changes_nothing(operator: Operator, publisher: Publisher):
    operator = operator.tagging()
    feed = stories.serve(publisher, range(12))
    first = operator.ingest(feed, **allowed(publisher))
    assert first["status"] == 0
    assert {name: first[name] for name in ("discovered", "published", "waiting")} == {
        "discovered": 12, "published": 12, "waiting": 0,
    }  # fmt: skip
    written = operator.rows("select article_id, text, enriched_at from news.articles order by article_id")
    assert [row["text"] for row in written] == ["\n\n".join(stories.story(n).paragraphs) for n in range(12)]
    assert operator.rows(EXACT) == [{"wrong": 0}]
    labels = operator.rows("select distinct label from news.mentions join news.entities using (entity_id, label)")
    assert {"PERSON", "GPE", "ORG"} <= {row["label"] for row in labels}

    second = operator.ingest(feed, **allowed(publisher))
    assert second["status"] == 0 and second["discovered"] == 0
    assert operator.rows("select article_id, text, enriched_at from news.articles order by article_id") == written
    assert operator.run("audit").returncode == 0


def test_the_summary_names_each_source_its_outcomes_and_what_to_do_next(operator: Operator, publisher: Publisher):
    feed = stories.serve(publisher, range(3))
    done = operator.run("run", "--patience", "0", feed, **allowed(publisher))  # what goes on is not what waits
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert "Test Wire" in done.stdout
    for command in ("dateline sql", "dateline explain", "dateline audit"):
        assert command in done.stdout


def test_where_a_page_cannot_be_had_the_feeds_own_content_becomes_the_article(operator: Operator, publisher: Publisher):
    told = [stories.story(n) for n in range(2)]
    publisher.add(told[0].path, stories.page(told[0]))
    publisher.add("/feed.rss", stories.feed(told, publisher.url(""), content=True), media_type="application/rss+xml")
    counts = operator.ingest(publisher.url("/feed.rss"), **allowed(publisher))
    assert counts["status"] == 0 and counts["published"] == 2
    sources = operator.rows("select url, body_source from news.articles order by url")
    assert [row["body_source"] for row in sources] == ["page", "feed"]


def test_with_pages_never_no_page_is_asked_for(operator: Operator, publisher: Publisher):
    told = [stories.story(n) for n in range(3)]
    publisher.add("/feed.rss", stories.feed(told, publisher.url(""), content=True), media_type="application/rss+xml")
    counts = operator.ingest("--pages", "never", publisher.url("/feed.rss"), **allowed(publisher))
    assert counts["status"] == 0 and counts["published"] == 3
    assert publisher.paths() == ["/feed.rss"]


def test_an_article_page_a_text_an_html_and_a_markdown_file_and_a_directory_are_sources(
    operator: Operator, publisher: Publisher, tmp_path: Path
):
    told = [stories.story(n) for n in range(5)]
    publisher.add(told[0].path, stories.page(told[0]))
    (tmp_path / "one.txt").write_text(f"{told[1].title}\n\n" + "\n\n".join(told[1].paragraphs), encoding="utf-8")
    (tmp_path / "two.html").write_bytes(stories.page(told[2]))
    (tmp_path / "inbox").mkdir()
    markdown = f"# {told[3].title}\n\n" + "\n\n".join(told[3].paragraphs)
    (tmp_path / "inbox" / "three.md").write_text(markdown, encoding="utf-8")
    feed = stories.feed([told[4]], publisher.url(""), content=True)
    (tmp_path / "inbox" / "feed.xml").write_bytes(feed)
    publisher.add(told[4].path, stories.page(told[4]))
    counts = operator.ingest(
        publisher.url(told[0].path), str(tmp_path / "one.txt"), str(tmp_path / "two.html"), str(tmp_path / "inbox"),
        **allowed(publisher),
    )  # fmt: skip
    assert counts["status"] == 0 and counts["published"] == 5
    titles = operator.rows("select title, body_source from news.articles")
    assert {row["title"] for row in titles} == {one.title for one in told}
    assert sorted(row["body_source"] for row in titles) == ["file", "file", "file", "page", "page"]


def test_bad_input_ends_as_rows_with_reasons_and_one_line_each_while_the_rest_goes_on(
    operator: Operator, publisher: Publisher, tmp_path: Path
):
    good = stories.serve(publisher, range(2))
    publisher.add("/broken.rss", b'<rss version="2.0"><channel><title>Broken off',
                  media_type="application/rss+xml")  # fmt: skip
    publisher.add("/menu.html", b"<html><body><nav><a href=/a>A</a></nav></body></html>")
    (tmp_path / "noise.txt").write_bytes(bytes(range(256)) * 40)
    dead = "http://127.0.0.1:9/feed"
    missing = tmp_path / "missing.txt"
    sources = (
        good, publisher.url("/broken.rss"), publisher.url("/menu.html"), publisher.url("/gone"), dead, str(missing),
        str(tmp_path / "noise.txt"),
    )  # fmt: skip
    opened = {"DATELINE_ALLOW_ADDRESSES": f"{publisher.address},127.0.0.1:9"}
    counts = operator.ingest(*sources, **opened)
    assert counts["status"] == 1
    assert counts["published"] == 2
    assert counts["discovered"] == 8
    assert counts["rejected"] + counts["failed"] == 6
    rows = operator.rows(
        "select url, state, reason, detail from ingest.documents where state in ('rejected', 'failed')"
    )
    reasons = {row["url"].removeprefix(publisher.url("")): row["reason"] for row in rows}
    assert reasons == {
        "/broken.rss": "no_entries", "/menu.html": "no_content", "/gone": "not_found", dead: "connect_failed",
        missing.as_uri(): "not_found", (tmp_path / "noise.txt").as_uri(): "unsupported_media_type",
    }  # fmt: skip
    assert all(row["detail"] and "\n" not in row["detail"] for row in rows)
    assert operator.run("audit").returncode == 0

    before = operator.rows("select document_id, version, changed_at from ingest.documents order by 1")
    again = operator.run("run", *sources, **opened)
    assert again.returncode == 1  # the sources fail still, and it says so; it discovers nothing and changes nothing
    assert re.search(r"^all sources( +0){6} *$", again.stdout, re.MULTILINE), again.stdout
    assert again.stdout.count("\nstill ") == 4
    assert operator.rows("select document_id, version, changed_at from ingest.documents order by 1") == before


def test_a_private_address_is_refused_unless_it_is_named(operator: Operator, publisher: Publisher):
    feed = stories.serve(publisher, range(1))
    counts = operator.ingest(feed)
    assert counts["status"] == 1 and counts["published"] == 0
    assert publisher.paths() == []
    assert operator.rows("select reason from ingest.documents") == [{"reason": "blocked_address"}]


def test_a_source_that_was_only_run_once_is_not_polled_again(operator: Operator, publisher: Publisher):
    first, second = stories.serve(publisher, range(1)), stories.serve(publisher, [7], path="/other.rss")
    operator.ingest(first, **allowed(publisher))
    operator.ingest(second, **allowed(publisher))
    assert publisher.paths().count("/feed.rss") == 1
    assert "when asked" in operator.run("sources", "list").stdout


def test_wrong_usage_is_status_2_and_a_line_that_says_why(operator: Operator):
    for arguments in ((), ("run",), ("run", "--pages", "maybe", "x"), ("frobnicate",), ("run", "ht!tp://[bad")):
        done = operator.run(*arguments)
        assert done.returncode == 2, arguments
        assert done.stderr or done.stdout
        assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("extra", "part"),
    [
        ({"DATELINE_REDIS_URL": "redis://127.0.0.1:9/0"}, "Redis does not answer"),
        ({"DATELINE_REDIS_URL": "garbage"}, "DATELINE_REDIS_URL cannot be read"),
        ({"DATELINE_MODELS": "en=no_such_model"}, "the model 'no_such_model' for 'en' cannot be loaded"),
    ],
)
def test_a_run_without_a_broker_or_a_model_ends_with_one_line(
    operator: Operator, tmp_path: Path, extra: dict[str, str], part: str
):
    told = stories.story(1)
    (tmp_path / "one.txt").write_text(f"{told.title}\n\n" + "\n\n".join(told.paragraphs), encoding="utf-8")
    done = operator.run("run", "--patience", "1", str(tmp_path), timeout=60, **extra)
    assert done.returncode == 1
    assert part in done.stderr and done.stderr.count("\n") == 1 and done.stderr.startswith("dateline: ")


def test_a_run_whose_workers_lack_a_library_ends_with_one_line(operator: Operator, tmp_path: Path):
    (tmp_path / "celery.py").write_text("raise ModuleNotFoundError(\"No module named 'celery'\")")
    (tmp_path / "one.txt").write_text("Nobody reads this.\n")
    done = operator.run("run", str(tmp_path / "one.txt"), timeout=60, PYTHONPATH=str(tmp_path))
    assert done.returncode == 1
    assert done.stderr == (
        "dateline: a worker cannot start: No module named 'celery': install Dateline again,"
        " `pip install -e '.[embedded]'`\n"
    )


def test_two_runs_at_once_on_one_home_do_not_harm_each_other(operator: Operator, publisher: Publisher, tmp_path: Path):
    first, second = stories.serve(publisher, range(20)), stories.serve(publisher, range(15, 35), path="/other.rss")
    logs = [tmp_path / "a.log", tmp_path / "b.log"]
    runs = [
        operator.start("run", "--json", *pair, log=log, **allowed(publisher))
        for pair, log in zip(((first,), (first, second)), logs, strict=True)
    ]
    assert [run.wait(240) for run in runs] == [0, 0]
    counts = [json.loads(log.read_text().splitlines()[-1]) for log in logs]
    assert counts[1]["discovered"] >= 20
    assert operator.rows("select count(*) as n from news.articles") == [{"n": 35}]
    assert operator.rows("select count(*) as n from ingest.documents where due_at is not null") == [{"n": 0}]
    assert operator.run("audit").returncode == 0


def test_the_seed_story_comes_out_as_a_careful_reader_would_file_it(operator: Operator, shared: Path):
    operator = operator.tagging()
    counts = operator.ingest(str(shared / "corpus" / "seed"))
    assert counts["status"] == 0 and counts["published"] == 1
    article = operator.rows("select article_id, language, dateline, text from news.articles")[0]
    assert (article["language"], article["dateline"]) == ("en", "Cairo")
    assert operator.rows(EXACT) == [{"wrong": 0}]
    sentences = operator.rows("select paragraph_no, text from news.sentences order by sentence_no")
    assert len({row["paragraph_no"] for row in sentences}) == article["text"].count("\n\n") + 1
    names = {row["name"] for row in operator.rows("select name from news.entities")}
    assert {"Khalifa Hifter", "Ghassan Salamé", "Tripoli", "African Union"} <= names


def test_fifty_nine_real_feeds_end_in_exact_books(operator: Operator, shared: Path):
    counts = operator.ingest("--pages", "never", str(shared / "corpus" / "feeds"))
    outcomes = sum(counts[name] for name in ("published", "duplicate", "rejected", "failed", "waiting"))
    assert counts["discovered"] == outcomes > 400
    assert counts["waiting"] == 0
    audit = operator.run("audit")
    assert audit.returncode == 0, audit.stdout


def test_a_run_on_a_disk_without_room_ends_at_once_and_says_so(operator: Operator, tmp_path: Path):
    (tmp_path / "one.txt").write_text("The pier is closed.", "utf-8")
    done = operator.run("run", str(tmp_path / "one.txt"), DATELINE_MIN_FREE_BYTES=str(10**18))
    assert done.returncode == 1 and "lower DATELINE_MIN_FREE_BYTES" in done.stderr and done.stderr.count("\n") == 1
