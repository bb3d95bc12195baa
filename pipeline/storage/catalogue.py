"""What the database says of itself: the schema as one text, and the data dictionary made from its comments."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from pipeline.storage.connection import Connection
from pipeline.storage.queries import run

Rows = list[dict[str, Any]]

SCHEMA_HEAD = """\
-- The schema as the migrations, views and roles leave it; PostgreSQL 15 and 18 give the same text. Not to be run or
-- edited: it shows what a change changes. DATELINE_WRITE_SCHEMA=1 pytest tests/integration/test_schema.py writes it.
"""


def dump_schema(conn: Connection) -> str:
    """Tables with columns, keys and indexes, views with their columns, and grants; the same for equal schemas."""
    columns, constraints = (
        _by_relation(run(conn, "catalogue_columns")),
        _by_relation(run(conn, "catalogue_constraints")),
    )
    indexes, grants = _by_relation(run(conn, "catalogue_indexes")), _by_relation(run(conn, "catalogue_grants"))
    parts = [SCHEMA_HEAD]
    for relation in run(conn, "catalogue_relations"):
        key = relation["schema"], relation["name"]
        lines = [_column(column) for column in columns[key]]
        lines += [f"constraint {row['name']} {row['definition'].lower()}" for row in constraints[key]]
        kind = "view" if relation["is_view"] else "table"
        parts.append(f"{kind} {'.'.join(key)} (\n" + "".join(f"    {line},\n" for line in lines) + ")\n")
        parts[-1] += "".join(f"{_index(row['definition'])}\n" for row in indexes[key])
        parts[-1] += "".join(f"grant {row['rights']} to {row['role']}\n" for row in grants[key])
    return "\n".join(parts)


def data_dictionary(conn: Connection, schema: str) -> str:
    """The relations of a schema in Markdown: a table of columns, types and meanings for each."""
    columns = _by_relation(run(conn, "catalogue_columns"))
    return "\n".join(
        _section(relation, columns[relation["schema"], relation["name"]])
        for relation in run(conn, "catalogue_relations")
        if relation["schema"] == schema
    )


def functions(conn: Connection, schema: str) -> str:
    """The functions of a schema in Markdown: a list of what each takes, gives and means."""
    return "\n".join(
        f"- `{schema}.{row['name']}({row['arguments']})` gives `{row['result']}`\\\n  {row['comment']}"
        for row in run(conn, "catalogue_functions", schema=schema)
    )


def diagram(conn: Connection, schema: str) -> str:
    """The tables of a schema as a Mermaid entity-relationship diagram, drawn from keys and references.

    Columns that a key or a reference is made of are shown, and no others: the dictionary has them all.
    """
    references = run(conn, "catalogue_references", schema=schema)
    keys = {(row["relation"], row["name"]) for row in run(conn, "catalogue_keys", schema=schema)}
    leading = {(row["relation"], column) for row in references for column in row["columns"].split(", ")}
    lines = ["erDiagram"]
    for row in references:
        near, far = "o|" if row["is_optional"] else "||", "o|" if row["is_unique"] else "o{"
        lines.append(f'    {row["target"]} {near}--{far} {row["relation"]} : "{row["columns"]}"')
    shown: dict[str, list[str]] = {row["name"]: [] for row in run(conn, "catalogue_relations")
                                   if row["schema"] == schema and not row["is_view"]}  # fmt: skip
    for column in run(conn, "catalogue_columns"):
        place = column["relation"], column["name"]
        marks = [mark for mark, those in (("PK", keys), ("FK", leading)) if place in those]
        if column["schema"] == schema and marks and column["relation"] in shown:
            shown[column["relation"]].append(
                f"        {column['type'].replace(' ', '_')} {column['name']} {', '.join(marks)}"
            )
    for name, columns in shown.items():
        lines += [f"    {name} {{", *columns, "    }"]
    return "\n".join(["```mermaid", *lines, "```", ""])


def undocumented(conn: Connection) -> list[str]:
    """Names of the relations, columns and functions of `news` that have no comment: always empty."""
    missing = [f"{row['schema']}.{row['name']}" for row in run(conn, "catalogue_relations") if not row["comment"]]
    missing += [
        f"news.{row['name']}()" for row in run(conn, "catalogue_functions", schema="news") if not row["comment"]
    ]
    return missing + [
        f"{row['schema']}.{row['relation']}.{row['name']}"
        for row in run(conn, "catalogue_columns")
        if not row["comment"]
    ]


def _section(relation: dict[str, Any], columns: Rows) -> str:
    kind = " (view)" if relation["is_view"] else ""
    lines = [f"### {relation['schema']}.{relation['name']}{kind}", "", _cell(relation["comment"]), ""]
    lines += ["| column | type | meaning |", "| --- | --- | --- |"]
    lines += [f"| {c['name']} | {c['type']} | {_cell(c['comment'])} |" for c in columns]
    return "\n".join(lines) + "\n"


def _cell(text: str | None) -> str:
    return (text or "").replace("|", "\\|").replace("\n", " ")


def _column(column: dict[str, Any]) -> str:
    words = [column["name"], column["type"]]
    words += ["not null"] if column["not_null"] else []
    if column["is_identity"]:
        words.append("generated always as identity")
    elif column["is_generated"]:
        words.append(f"generated always as ({' '.join(column['expression'].split())}) stored")
    elif column["expression"]:
        words.append(f"default {column['expression']}")
    return " ".join(words)


def _index(definition: str) -> str:
    return definition.replace("CREATE UNIQUE INDEX", "unique index").replace("CREATE INDEX", "index")


def _by_relation(rows: Rows) -> dict[tuple[str, str], Rows]:
    found: dict[tuple[str, str], Rows] = defaultdict(list)
    for row in rows:
        found[row["schema"], row["relation"]].append(row)
    return found
