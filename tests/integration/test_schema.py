"""The schema and the data dictionary are what the files under sql/ say, and everything in them has a meaning.

DATELINE_WRITE_SCHEMA=1 pytest tests/integration/test_schema.py writes the files anew.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from pipeline.errors import Reason
from pipeline.storage import Connection, catalogue, examples

SQL = Path(__file__).parent.parent.parent / "sql"


def test_schema_sql_is_what_the_migrations_make(owner: Connection):
    dumped = catalogue.dump_schema(owner)
    assert kept(SQL / "schema.sql", dumped) == dumped, "out of date: see the head of this module"


def test_the_data_dictionary_is_what_the_comments_say(owner: Connection):
    text = (SQL / "README.md").read_text(encoding="utf-8")
    for name, content in (
        ("reasons", reasons()),
        ("diagram", catalogue.diagram(owner, "news")),
        ("news", catalogue.data_dictionary(owner, "news")),
        ("examples", "".join(f"- `{one.name}`: {one.question}\n" for one in examples.examples())),
        ("functions", catalogue.functions(owner, "news") + "\n"),
        ("ingest", catalogue.data_dictionary(owner, "ingest")),
    ):
        marked = re.compile(rf"(<!-- {name} -->\n).*(<!-- /{name} -->)", re.DOTALL)
        assert marked.search(text)
        text = marked.sub(lambda found, content=content: f"{found[1]}{content}{found[2]}", text)  # type: ignore[misc]
    assert kept(SQL / "README.md", text) == text, "out of date: see the head of this module"


def test_every_table_view_and_column_says_what_it_means(owner: Connection):
    assert catalogue.undocumented(owner) == []


def test_a_column_or_function_without_a_comment_would_be_found(owner: Connection):
    owner.execute("create table news.bare (a integer)")
    owner.execute("create function news.mute() returns integer language sql as 'select 1'")
    assert catalogue.undocumented(owner) == ["news.bare", "news.mute()", "news.bare.a"]


def test_the_diagram_tells_one_from_many_and_what_may_be_missing(owner: Connection):
    drawn = catalogue.diagram(owner, "news").splitlines()
    for line in (
        'articles ||--o{ sentences : "article_id"',
        'mentions ||--o| locations : "article_id, mention_no"',
        'mentions o|--o{ quotes : "article_id, mention_no"',
        'entities o|--o{ entities : "merged_into"',
        "bigint entity_id FK",
        "bigint article_id PK, FK",
    ):
        assert sum(line == drawn_line.strip() for drawn_line in drawn) >= 1, line
    owner.execute("create table news.extra (article_id bigint primary key references news.articles)")
    assert 'articles ||--o| extra : "article_id"' in catalogue.diagram(owner, "news")


def test_ids_are_bigint_and_instants_know_their_zone(owner: Connection):
    wrong = owner.execute(
        "select table_schema, table_name, column_name, data_type from information_schema.columns"
        " where table_schema in ('ingest', 'news') and ((column_name like '%\\_id' and data_type <> 'bigint')"
        " or data_type = 'timestamp without time zone')"
    ).fetchall()
    assert wrong == []


def reasons() -> str:
    """The closed list with what each word means, out of its own source."""
    source = Path(__file__).parent.parent.parent / "pipeline" / "errors.py"
    lines = re.findall(r'^    [A-Z_]+ = "(\w+)"  # (.+)$', source.read_text(encoding="utf-8"), re.MULTILINE)
    assert [word for word, _ in lines] == [str(reason) for reason in Reason], "a reason says behind it what it means"
    return "| reason | meaning |\n| --- | --- |\n" + "".join(f"| {word} | {meaning} |\n" for word, meaning in lines)


def kept(path: Path, text: str) -> str:
    """What the file says; what it should say is written there first if that was asked for."""
    if os.environ.get("DATELINE_WRITE_SCHEMA"):
        path.write_text(text, encoding="utf-8")
    return path.read_text(encoding="utf-8")
