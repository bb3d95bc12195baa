"""`dateline export`: schema news as files, resumed where the last export ended."""

from __future__ import annotations

import fcntl
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import click

from pipeline import storage


@dataclass(frozen=True)
class Place:
    """How far an export has come: a cursor of news.changes_since, the database's history, the format of its files."""

    cursor: str
    history: str | None
    form: str


@click.command()
@click.option(
    "--to", "folder", required=True, type=click.Path(file_okay=False, path_type=Path), help="Folder for the files."
)
@click.option("--format", "form", type=click.Choice(["parquet", "csv", "jsonl"]), default="csv", show_default=True,
              help="Parquet needs the extra dateline[parquet].")  # fmt: skip
@click.option("--cursor", "cursor_file", type=click.Path(dir_okay=False, path_type=Path),
              help="File that keeps how far the export has come; by default DIR/cursor.json.")  # fmt: skip
@click.option("--batch", type=click.IntRange(1, 100_000), default=1000, show_default=True, metavar="N",
              help="Changes in one batch.")  # fmt: skip
def export(folder: Path, form: str, cursor_file: Path | None, batch: int) -> int:
    """Write what changed in schema news since the last export: a file a table a batch, in DIR/TABLE/.

    Interrupt it at any time and run it again: it goes on after the last whole batch, and nothing is lost or comes
    twice. An article that changed comes again as it is now, with its change; of rows with the same number those of the
    later file count, and so it is with entities and places. A retracted article is a row of `changes` alone.
    """
    from pipeline.cli.complaints import one_line
    from pipeline.cli.datafiles import MissingParquet, need
    from pipeline.cli.servers import prepare, serving
    from pipeline.storage import exports, reader

    try:
        need(form)
        with serving(redis=False) as settings:
            with storage.connect(settings.database_url) as owner:
                prepare(owner)
            url = settings.reader_url or settings.database_url
            with storage.connect(url, role=reader.READER_ROLE, timeout_ms=reader.STATEMENT_TIMEOUT_MS) as conn:
                batches, changes = export_all(conn, folder, form=form, cursor_file=cursor_file, most=batch)
    except (MissingParquet, exports.CursorError, OSError) as error:
        click.echo(f"dateline: {one_line(str(error))}", err=True)
        return 1
    click.echo(f"{changes} changes written to {folder} ({batches} batches)" if changes else "nothing has changed")
    return 0


def export_all(
    conn: storage.Connection, folder: Path, *, form: str, cursor_file: Path | None, most: int
) -> tuple[int, int]:
    """Write batches until one is not full; how many, and how many changes.

    A batch's files carry the cursor before it in their names and are replaced, all of them, if the batch has to be
    written again; the cursor moves once they are in place. Raises CursorError and OSError.
    """
    from pipeline.cli.datafiles import WRITERS, put
    from pipeline.storage import exports

    cursor_file = cursor_file or folder / "cursor.json"
    batches = changes = 0
    with _alone(folder):
        place = _read(cursor_file, folder, form)
        while batch := exports.next_batch(conn, place.cursor, history=place.history, most=most):
            name = "-".join(
                f"{int(part):0{width}}" for part, width in zip(batch.after.split("."), (6, 19, 19), strict=True)
            )
            for rows in batch.tables:
                (folder / rows.table).mkdir(exist_ok=True)
                put(folder / rows.table / f"{name}.{form}", partial(WRITERS[form], rows))
            place = Place(batch.upto, batch.history, form)
            _write(cursor_file, place)
            batches, changes = batches + 1, changes + batch.changes
            if batch.changes < most:
                break
    return batches, changes


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Make the folder and hold it; raises CursorError if another export is at work there."""
    from pipeline.storage.exports import CursorError

    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CursorError(f"another export is at work in {folder}: wait for its end") from None
        yield


def _read(path: Path, folder: Path, form: str) -> Place:
    from pipeline.storage.exports import START, CursorError

    if not path.exists():
        start = "-".join(f"{0:0{width}}" for width in (6, 19, 19))
        if any(not file.name.startswith((start, ".")) for file in (folder / "changes").glob("*")):
            raise CursorError(
                f"{folder} holds an export, but {path} is not there: name its cursor or take a new folder"
            )
        return Place(START, None, form)
    try:
        known = json.loads(path.read_text(encoding="utf-8"))
        place = Place(str(known["cursor"]), str(known["history"]), str(known["format"]))
    except (ValueError, KeyError, TypeError):
        raise CursorError(f"{path} is not the cursor of an export: name another file") from None
    if place.form != form:
        raise CursorError(
            f"{path} belongs to an export as {place.form}: say --format {place.form} or take a new folder"
        )
    return place


def _write(path: Path, place: Place) -> None:
    from pipeline.cli.datafiles import put

    content = {"cursor": place.cursor, "history": place.history, "format": place.form}
    put(path, lambda file: file.write(json.dumps(content).encode() + b"\n"))
