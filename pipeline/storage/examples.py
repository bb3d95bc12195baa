"""The example queries of `sql/examples/`: each a file that opens with the question it answers."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.storage.queries import sql_folder


@dataclass(frozen=True)
class Example:
    """A query for analysts: its number and name from the file's name, its question from the first line."""

    number: int
    name: str
    question: str
    query: str


def examples() -> list[Example]:
    """All of them, in order. Raises ValueError for a file that does not open with a question."""
    found = []
    for path in sorted((sql_folder() / "examples").glob("[0-9][0-9]_*.sql")):
        head, _, query = path.read_text(encoding="utf-8").partition("\n")
        if not (head.startswith("-- ") and head.endswith("?") and query.strip()):
            raise ValueError(f"{path.name}: the first line is not a question in a comment")
        number, _, name = path.stem.partition("_")
        found.append(Example(int(number), name, head.removeprefix("-- "), query.strip()))
    return found


def example(name: str) -> Example | None:
    """The example of this name or number; None if there is none."""
    for one in examples():
        if name in (one.name, str(one.number), f"{one.number:02}", f"{one.number:02}_{one.name}"):
            return one
    return None
