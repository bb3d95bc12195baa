"""What analysts build on stays: a name or type of schema news goes only after a version in which it was deprecated.

sql/contract.txt promises one thing a line: `relation.column type since VERSION`, or a function with its arguments and
result; a line that ends in `deprecated VERSION` may go with a later version than that. New promises are added by
DATELINE_WRITE_SCHEMA=1 pytest tests/integration/test_contract.py, which takes none away.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from pipeline.storage import Connection

ROOT = Path(__file__).parent.parent.parent
CONTRACT = ROOT / "sql" / "contract.txt"
LINE = re.compile(
    r"(?P<name>[\w.]+(?:\([^)]*\))?) (?P<type>.+?) since (?P<since>[\d.]+)(?: deprecated (?P<deprecated>[\d.]+))?"
)

COLUMNS = """
select c.relname || '.' || a.attname as name, format_type(a.atttypid, a.atttypmod) as type
from pg_class as c join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
where c.relnamespace = 'news'::regnamespace and c.relkind in ('r', 'v', 'p')
union all
select p.proname || '(' || pg_get_function_arguments(p.oid) || ')', pg_get_function_result(p.oid)
from pg_proc as p
where p.pronamespace = 'news'::regnamespace and has_function_privilege('dateline_reader', p.oid, 'execute')
order by 1
"""

COMMENT = """
select col_description(a.attrelid, a.attnum) as comment from pg_attribute as a
where a.attrelid = to_regclass('news.' || %(relation)s) and a.attname = %(column)s
union all
select obj_description(p.oid, 'pg_proc') from pg_proc as p
where p.pronamespace = 'news'::regnamespace
    and p.proname || '(' || pg_get_function_arguments(p.oid) || ')' = %(function)s
"""


def version() -> str:
    return str(tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"])


def of(number: str) -> tuple[int, ...]:
    """A version without its last number, in which nothing but mistakes is mended."""
    return tuple(int(part) for part in number.split(".")[:2])


def broken(promises: Iterable[str], there: Mapping[str, str], *, now: str) -> list[str]:
    """What was promised and does not hold, and what is there without a promise."""
    wrong, promised = [], set()
    for line in promises:
        told = LINE.fullmatch(line)
        if told is None:
            wrong.append(f"cannot be read: {line}")
            continue
        promised.add(told["name"])
        if there.get(told["name"]) == told["type"]:
            continue
        if told["deprecated"] is None or of(told["deprecated"]) >= of(now):
            what = "is gone" if told["name"] not in there else f"is {there[told['name']]} now"
            wrong.append(f"{told['name']} {told['type']} {what}, without a version in which it was deprecated")
    return wrong + [f"{name} is promised to nobody" for name in there if name not in promised]


def existing(conn: Connection) -> dict[str, str]:
    return {row["name"]: row["type"] for row in conn.execute(COLUMNS)}  # type: ignore[arg-type]


def test_every_promise_to_analysts_holds(owner: Connection):
    there = existing(owner)
    lines = CONTRACT.read_text("utf-8").splitlines() if CONTRACT.exists() else []
    if os.environ.get("DATELINE_WRITE_SCHEMA"):
        promised = {told["name"] for line in lines if (told := LINE.fullmatch(line))}
        lines = sorted([*lines, *(f"{n} {there[n]} since {version()}" for n in there if n not in promised)])
        CONTRACT.write_text("\n".join(lines) + "\n", "utf-8")
    assert broken(lines, there, now=version()) == []


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("articles.title text since 0.1.0", 0),
        ("articles.title text since 0.1.0 deprecated 0.2.0", 0),
        ("articles.headline text since 0.1.0", 1),
        ("articles.headline text since 0.1.0 deprecated 0.3.0", 1),
        ("articles.headline text since 0.1.0 deprecated 0.3.7", 1),
        ("articles.headline text since 0.1.0 deprecated 0.2.0", 0),
        ("articles.title integer since 0.1.0", 1),
        ("articles.title", 1),
    ],
)
def test_a_name_or_type_goes_only_after_a_version_in_which_it_was_deprecated(line: str, wrong: int):
    others = [] if line.startswith("articles.title") else ["articles.title text since 0.1.0"]
    found = [one for one in broken([*others, line], {"articles.title": "text"}, now="0.3.1") if "nobody" not in one]
    assert len(found) == wrong


def test_what_is_there_is_promised(owner: Connection):
    owner.execute("create view news.extra as select 1 as one")
    lines = CONTRACT.read_text("utf-8").splitlines()
    assert broken(lines, existing(owner), now=version()) == ["extra.one is promised to nobody"]


def unsaid(promises: Iterable[str], conn: Connection) -> list[str]:
    """What is deprecated and still there, and does not say so in its comment."""
    wrong = []
    for line in promises:
        told = LINE.fullmatch(line)
        if told is None or told["deprecated"] is None or told["name"] not in existing(conn):
            continue
        relation, _, column = told["name"].partition(".")
        row = conn.execute(
            COMMENT, {"relation": relation, "column": column, "function": told["name"]}, prepare=False
        ).fetchone()
        if row is None or "deprecated" not in (row["comment"] or "").lower():
            wrong.append(told["name"])
    return wrong


def test_what_is_deprecated_says_so_where_analysts_read(owner: Connection):
    assert unsaid(CONTRACT.read_text("utf-8").splitlines(), owner) == []


def test_what_is_deprecated_and_does_not_say_so_would_be_found(owner: Connection):
    lines = ["articles.title text since 0.1.0 deprecated 0.1.0", "newest_day() date since 0.1.0 deprecated 0.1.0"]
    assert unsaid(lines, owner) == ["articles.title", "newest_day()"]
    owner.execute("comment on column news.articles.title is 'Deprecated since 0.1: take headline.'")
    owner.execute("comment on function news.newest_day() is 'Deprecated since 0.1: take today.'")
    assert unsaid(lines, owner) == []


def test_an_argument_that_could_be_left_out_and_no_longer_can_is_a_broken_promise(owner: Connection):
    lines = CONTRACT.read_text("utf-8").splitlines()
    (promised,) = (line for line in lines if line.startswith("changes_since("))
    result = existing(owner)[promised[: promised.index(") ") + 1]]
    owner.execute("drop function news.changes_since")
    owner.execute(
        f"create function news.changes_since(since text, most integer) returns {result}"  # type: ignore[arg-type]
        " language sql as 'select null::text, 1::bigint, null::text, 1, null::text, now()'"
    )
    assert any(
        wrong.startswith("changes_since(since text DEFAULT")
        for wrong in broken([promised], existing(owner), now=version())
    )
