"""The other commands, as an operator and an analyst use them after a run."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from pipeline import __version__
from tests import stories
from tests.acceptance.conftest import Operator, allowed, free_port
from tests.publisher import Publisher

pytestmark = pytest.mark.acceptance

SHIFT = """
update news.mentions set start_char = start_char {0} 1, end_char = end_char {0} 1
where article_id = (select min(article_id) from news.articles) and mention_no = 0 returning article_id
"""


def test_the_demo_shows_its_summary_and_two_queries_and_changes_nothing_when_run_again(operator: Operator):
    operator = operator.tagging()
    port = str(free_port())
    first = operator.run("demo", "--port", port)
    assert first.returncode == 0, first.stderr
    assert "Harbour Wire" in first.stdout and first.stdout.count("select ") >= 2
    count = "select count(*) as n, max(enriched_at) as newest from news.articles"
    before = operator.rows(count)
    assert before[0]["n"] >= 10
    assert operator.run("demo", "--port", port).returncode == 0
    assert operator.rows(count) == before


def test_a_run_can_be_read_back_by_status_explain_audit_and_sql(operator: Operator, publisher: Publisher):
    operator = operator.tagging()
    feed = stories.serve(publisher, range(4))
    publisher.add(stories.story(3).path, b"gone", status=410)
    assert operator.ingest(feed, **allowed(publisher))["status"] == 1

    status = json.loads(operator.run("status", "--json").stdout)
    assert (status["discovered"], status["published"], status["failed"]) == (4, 3, 1)
    assert "gone" in operator.run("status").stdout

    url = publisher.url(stories.story(1).path)
    told = operator.run("explain", url)
    assert told.returncode == 0
    for part in (
        f"announced by source 1 {feed}",
        "fetch attempt 1",
        "parse attempt 1",
        "enrich attempt 1",
        "published at",
    ):
        assert part in told.stdout
    number = json.loads(operator.run("explain", url, "--json").stdout)["documents"][0]["document_id"]
    assert operator.run("explain", str(number)).stdout == told.stdout
    assert f"dateline parse --document {number}" in told.stdout
    seen = json.loads(operator.run("parse", "--document", str(number), "--json").stdout)
    kept = operator.rows(f"select text from news.articles where article_id = {number}")
    assert seen["article"]["text"] == kept[0]["text"] and seen["candidates"] and seen["blocks"]
    failed = operator.run("explain", publisher.url(stories.story(3).path))
    assert "failed (gone" in failed.stdout
    unknown = operator.run("explain", publisher.url("/news/77.html"))
    assert unknown.returncode == 1
    assert "no source announced" in unknown.stderr and "the nearest URL is" in unknown.stderr

    audit = operator.run("audit")
    assert audit.returncode == 0 and "4 discovered = 3 published" in audit.stdout
    operator.rows(SHIFT.format("+"))
    broken = operator.run("audit")
    assert broken.returncode == 1
    assert broken.stdout.startswith("mentions: article_id=")
    operator.rows(SHIFT.format("-"))


def test_sql_answers_in_three_formats_and_by_example_as_the_reader_alone_and_an_export_goes_on_from_its_cursor(
    operator: Operator, publisher: Publisher, tmp_path: Path
):
    operator.ingest(stories.serve(publisher, range(2)), **allowed(publisher))
    query = "select article_id, title from articles order by article_id"
    rows = json.loads(operator.run("sql", query, "--format", "json").stdout)
    assert [row["title"] for row in rows] == [stories.story(n).title for n in range(2)]
    as_csv = list(csv.DictReader(io.StringIO(operator.run("sql", query, "--format", "csv").stdout)))
    assert [row["title"] for row in as_csv] == [row["title"] for row in rows]
    assert stories.story(1).title in operator.run("sql", query).stdout
    odd = operator.run("sql", "select 'infinity'::date as a, 2 as a", "--format", "json")
    assert json.loads(odd.stdout) == [{"a": "infinity", "a_2": 2}]
    for forbidden in ("select * from ingest.documents", "delete from news.articles", "create table t (a int)",
                      "select pg_read_file('/etc/passwd')", "select 1; select 2", "selekt"):  # fmt: skip
        done = operator.run("sql", forbidden)
        assert done.returncode == 1, forbidden
        assert done.stderr.startswith("dateline: ") and done.stderr.count("\n") == 1
    listed = json.loads(operator.run("sql", "--examples", "--format", "json").stdout)
    assert (len(listed), listed[0]["question"]) == (23, "Which articles are the newest?")
    latest = json.loads(operator.run("sql", "--example", "latest", "--format", "json").stdout)
    assert {row["title"] for row in latest} == {stories.story(n).title for n in range(2)}
    shown = operator.run("sql", "--example", "1").stdout
    assert shown.startswith("Which articles are the newest?\n\nselect ") and stories.story(1).title in shown
    assert operator.run("sql", "--example", "none such").returncode == 2
    assert operator.run("sql", "select 1", "--examples").returncode == 2
    folder = tmp_path / "out"
    first = operator.run("export", "--to", str(folder), "--format", "csv")
    changes = operator.rows("select count(*) as n from news.changes")[0]["n"]
    assert (first.returncode, first.stdout) == (0, f"{changes} changes written to {folder} (1 batches)\n"), first.stderr
    assert operator.run("export", "--to", str(folder), "--format", "csv").stdout == "nothing has changed\n"
    (articles,) = (folder / "articles").iterdir()
    with articles.open(encoding="utf-8", newline="") as file:
        assert {row["title"] for row in csv.DictReader(file)} == {row["title"] for row in latest}
    other = operator.run("export", "--to", str(folder), "--format", "jsonl")
    assert other.returncode == 1 and other.stderr.count("\n") == 1 and "say --format csv" in other.stderr


def test_sources_are_added_listed_paused_resumed_removed_exported_and_imported(operator: Operator, tmp_path: Path):
    if operator.environ.get("DATELINE_DATABASE_URL"):
        assert operator.run("migrate").returncode == 0
    feeds = ["https://one.example/feed", "https://two.example/feed?a=1&b=2"]
    added = operator.run("sources", "add", *feeds)
    assert added.stdout.splitlines() == [f"added: 1 {feeds[0]}", f"added: 2 {feeds[1]}"]
    assert operator.run("sources", "add", feeds[0]).stdout == f"known: 1 {feeds[0]}\n"
    assert operator.run("sources", "pause", feeds[0]).stdout == f"paused: {feeds[0]}\n"
    listed = json.loads(operator.run("sources", "list", "--json").stdout)
    assert [(row["url"], row["state"]) for row in listed] == [(feeds[0], "paused"), (feeds[1], "active")]
    assert operator.run("sources", "resume", "1").returncode == 0
    opml = tmp_path / "feeds.opml"
    assert operator.run("sources", "export", str(opml)).returncode == 0
    assert operator.run("sources", "remove", "1", "2").returncode == 0
    assert json.loads(operator.run("sources", "list", "--json").stdout) == []
    assert operator.run("sources", "import", str(opml)).returncode == 0
    listed = json.loads(operator.run("sources", "list", "--json").stdout)
    assert [(row["url"], row["state"]) for row in listed] == [(url, "active") for url in feeds]
    unknown = operator.run("sources", "pause", "https://three.example/feed")
    assert unknown.returncode == 1 and "no source" in unknown.stderr
    mixed = '<opml><outline xmlUrl="javascript:1"/><outline xmlUrl="/etc/passwd"/><outline xmlUrl="{}"/></opml>'
    (tmp_path / "mixed.opml").write_text(mixed.format(feeds[0]))
    partly = operator.run("sources", "import", str(tmp_path / "mixed.opml"))
    assert partly.returncode == 1 and partly.stdout == f"known: 1 {feeds[0]}\n"
    assert ["passed over" in line for line in partly.stderr.splitlines()] == [True, True]
    (tmp_path / "broken.opml").write_text("<opml")
    broken = operator.run("sources", "import", str(tmp_path / "broken.opml"))
    assert broken.returncode == 1 and broken.stderr.count("\n") == 1


def test_a_source_whose_path_is_gone_is_still_known_by_its_path_and_by_its_url(operator: Operator, tmp_path: Path):
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "one.txt").write_text("Too short.")
    inbox = str(tmp_path / "inbox")
    operator.ingest(inbox)
    (tmp_path / "inbox").rename(tmp_path / "elsewhere")
    assert operator.run("sources", "pause", inbox).stdout == f"paused: file://{inbox}\n"
    assert operator.run("sources", "remove", f"file://{inbox}").stdout == f"removed: file://{inbox}\n"
    assert f"announced by source 1 file://{inbox}" in operator.run("explain", f"{inbox}/one.txt").stdout
    unknown = operator.run("explain", f"{inbox}/two.txt")
    assert unknown.returncode == 1 and f"the nearest URL is file://{inbox}/one.txt" in unknown.stderr


def test_the_doctor_finds_a_sound_machine_sound_and_says_what_is_wrong_with_another(operator: Operator):
    operator = operator.tagging()
    if operator.environ.get("DATELINE_DATABASE_URL"):
        assert operator.run("migrate").returncode == 0
    sound = operator.run("doctor")
    assert sound.returncode == 0, sound.stdout
    assert "no way to reach you; DATELINE_USER_AGENT" in sound.stdout
    for name in ("versions", "disk", "user agent", "postgresql", "schema", "clock", "redis", "model en"):
        assert f"ok    {name}" in sound.stdout
    ill = operator.run(
        "doctor", "--json", DATELINE_REDIS_URL="redis://127.0.0.1:9/0", DATELINE_MODELS="en=no_such_model"
    )  # fmt: skip
    assert ill.returncode == 1
    wrong = {check["name"]: check["advice"] for check in json.loads(ill.stdout) if not check["ok"]}
    assert set(wrong) == {"redis", "model en"} and all(wrong.values())


def test_a_server_that_is_away_and_a_wrong_setting_are_one_line_and_status_1(operator: Operator):
    away = operator.run("status", DATELINE_DATABASE_URL="postgresql://nobody@127.0.0.1:9/none")
    assert away.returncode == 1
    assert "PostgreSQL says" in away.stderr and away.stderr.count("\n") == 1
    unreadable = operator.run("status", DATELINE_DATABASE_URL="s3cret")
    assert unreadable.returncode == 1 and "s3cret" not in unreadable.stderr
    assert "PostgreSQL says" in unreadable.stderr and unreadable.stderr.count("\n") == 1
    wrong = operator.run("status", DATELINE_QUEUE_LIMIT="many")
    assert wrong.returncode == 1
    assert "DATELINE_QUEUE_LIMIT='many'" in wrong.stderr and wrong.stderr.count("\n") == 1


def test_the_version_is_the_packages(operator: Operator):
    assert operator.run("--version").stdout.strip() == f"dateline, version {__version__}"


def test_an_operator_joins_names_and_the_stored_mentions_follow(operator: Operator, tmp_path: Path) -> None:
    operator = operator.tagging()
    text = "The Harbour Board met on Monday. Talks with the Harbor Board had failed, the mayor of Lisbon said.\n"
    (tmp_path / "board.txt").write_text(text * 2, encoding="utf-8")
    operator.ingest(str(tmp_path / "board.txt"))
    found = operator.run("entities", "find", "Lisbon", "--json")
    assert found.returncode == 0, found.stderr
    (lisbon,) = json.loads(found.stdout)
    said = tmp_path / "names.csv"
    said.write_text("alias,name,label,name_label,wikidata\nLisbon,Lisboa,GPE,GPE,Q597\n", encoding="utf-8")
    done = operator.run("entities", "load", str(said))
    assert (done.returncode, done.stdout) == (0, "1 names noted, 2 stored mentions moved\n"), done.stderr
    rows = operator.rows(
        "select e.name, e.wikidata from news.mentions join news.entities e using (entity_id) where text = 'Lisbon'"
    )
    assert [tuple(row.values()) for row in rows] == [("Lisboa", "Q597")] * 2
    assert operator.run("entities", "relabel", str(lisbon["entity_id"]), "TOWN").returncode == 2
    assert operator.run("entities", "merge", "99999999", "1").returncode == 2
    (moved,) = json.loads(operator.run("entities", "find", "Lisboa", "--json").stdout)
    links = json.loads(operator.run("entities", "review", str(moved["entity_id"]), "--json").stdout)
    assert sorted(row["kind"] for row in links) == ["place", "wikidata"]
    broken = operator.run("entities", "unlink", str(moved["entity_id"]))
    assert broken.stdout == "noted, 2 stored mentions changed\n", broken.stderr
    undone = operator.run("entities", "load", str(said), "--undo")
    assert undone.stdout == "1 names taken back, 2 stored mentions moved\n", undone.stderr
    assert operator.run("entities", "split", str(lisbon["entity_id"])).returncode == 2
    assert operator.run("entities", "link", str(lisbon["entity_id"]), "99999999").returncode == 2
    (board,) = json.loads(operator.run("entities", "find", "Harbour Board", "--json").stdout)
    refused = operator.run("entities", "link", str(board["entity_id"]), "1")
    assert refused.returncode == 2 and "is ORG, no place: `dateline entities relabel` it first" in refused.stderr
    review = json.loads(operator.run("entities", "review", "--json").stdout)
    assert [row["why"] for row in review if row["name"] == "Lisbon"] == ["2 of its mentions mean no known place"]
    assert operator.run("audit").returncode == 0
