"""`dateline entities`: what names belong together, said by an operator, for old rows and new ones."""

from __future__ import annotations

import getpass
import zlib
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from pipeline.storage import Connection
    from pipeline.storage.aliases import Alias


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def entities() -> None:
    """Find entities, merge and relabel them, and load tables of names that belong together.

    What is said here holds for the mentions that are stored and for all to come; the last word on a name counts.
    """


@entities.command()
@click.argument("name")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array.")
@click.option("--most", default=20, show_default=True, type=click.IntRange(1, 1000), help="At most so many.")
def find(name: str, as_json: bool, most: int) -> None:
    """Show the entities whose name begins with NAME, the most mentioned first."""
    from pipeline.cli.output import print_json, print_table
    from pipeline.cli.servers import books_open
    from pipeline.storage import aliases

    with books_open() as conn:
        rows = aliases.find_entities(conn, name, most=most)
    (print_json if as_json else print_table)(rows)


@entities.command()
@click.argument("entity_id", type=int)
@click.argument("into", type=int)
def merge(entity_id: int, into: int) -> int:
    """Give all mentions of one entity to another, which stands for it from now on."""
    from pipeline.storage.aliases import Alias

    def say(conn: Connection) -> list[Alias]:
        one, other = _entity(conn, entity_id), _entity(conn, into)
        if entity_id == into:
            raise click.UsageError("an entity cannot be merged into itself")
        return [Alias(one["label"], one["name"], other["label"], other["name"])]

    return _review(say)


@entities.command()
@click.argument("entity_id", type=int)
@click.argument("label")
def relabel(entity_id: int, label: str) -> int:
    """Say that what this entity's mentions name is a LABEL (PERSON, ORG, GPE, ...)."""
    from pipeline.enrich import LABELS
    from pipeline.storage.aliases import Alias

    if label.upper() not in LABELS:
        raise click.UsageError(f"{label!r} is no label; the labels are {', '.join(sorted(LABELS))}")

    def say(conn: Connection) -> list[Alias]:
        one = _entity(conn, entity_id)
        if one["label"] == label.upper():
            raise click.UsageError(f"{one['name']!r} is {label.upper()} already")
        return [Alias(one["label"], one["name"], label.upper(), one["name"])]

    return _review(say)


@entities.command()
@click.argument("entity_id", type=int)
def split(entity_id: int) -> int:
    """Take back what was said of an entity: that it is another one, or else all that was joined to it.

    Its mentions get back the entity and the label that the tagger gave them, whatever was merged in between: after A
    into B and B into C, split of C makes A and B entities of their own, split of B makes B one and leaves A with C, and
    none gives A back to B. Of an entity that is merged into another, only what was said of itself is taken back.
    """
    from pipeline.cli.servers import books_open
    from pipeline.storage import reviews

    with books_open() as conn, conn.transaction():
        one = _entity(conn, entity_id)
        said = reviews.said_about(conn, entity_id)
        if not said:
            raise click.UsageError(f"nothing was said of {one['name']!r}: there is nothing to take back")
        gone, moved = reviews.take_back(conn, said)
    click.echo(f"{gone} names taken back, {moved} stored mentions moved")
    return 0


@entities.command()
@click.argument("entity_id", type=int)
@click.argument("place_id", type=int)
def link(entity_id: int, place_id: int) -> int:
    """Say which place an entity is: PLACE_ID of news.places, for all its mentions."""
    return _set_place(entity_id, place_id)


@entities.command()
@click.argument("entity_id", type=int)
def unlink(entity_id: int) -> int:
    """Say that an entity is none of the places that its mentions were taken for."""
    return _set_place(entity_id, None)


@entities.command()
@click.argument("entity_id", type=int, required=False)
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array.")
@click.option("--most", default=20, show_default=True, type=click.IntRange(1, 1000), help="At most so many.")
def review(entity_id: int | None, as_json: bool, most: int) -> None:
    """List the entities that look wrong and that nobody judged yet; or what ENTITY_ID is linked to, and why."""
    from pipeline.cli.output import print_json, print_table
    from pipeline.cli.servers import books_open
    from pipeline.storage import reviews

    show = print_json if as_json else print_table
    with books_open() as conn:
        if entity_id is None:
            show(reviews.to_review(conn, most=most))
            return
        _entity(conn, entity_id)
        show(reviews.links(conn, entity_id))
        if (said := reviews.said(conn, entity_id)) and not as_json:
            show(said)


@entities.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--wikidata", is_flag=True, help="The file holds lines of a Wikidata JSON dump, not CSV.")
@click.option("--undo", is_flag=True, help="Take back what the file says, unless a review said otherwise since.")
def load(file: Path, wikidata: bool, undo: bool) -> int:
    """Load a table of names: CSV with the columns alias,name,label[,name_label][,wikidata]; all of it or nothing.

    The file may be packed (gzip). Of a Wikidata dump, names that several of its entities have are left out.
    """
    from pipeline.cli.alias_files import AliasFileError, open_lines, read_csv, read_wikidata, without_doubtful

    try:
        with open_lines(file) as lines:
            said = without_doubtful(read_wikidata(lines)) if wikidata else list(read_csv(lines))
    except (AliasFileError, UnicodeDecodeError, EOFError, OSError, zlib.error) as error:
        click.echo(f"dateline: {file}: {error}", err=True)
        return 1
    return _unload(said) if undo else _put(said, origin="file", said_by=str(file))


def _unload(said: Sequence[Alias]) -> int:
    from pipeline.cli.servers import books_open
    from pipeline.storage import reviews

    with books_open() as conn, conn.transaction():
        gone, moved = reviews.take_back(conn, reviews.said_in(said), origin="file")
    click.echo(f"{gone} names taken back, {moved} stored mentions moved")
    return 0


def _set_place(entity_id: int, place_id: int | None) -> int:
    from pipeline.cli.servers import books_open
    from pipeline.enrich.places import PLACE_LABELS
    from pipeline.storage import reviews

    with books_open() as conn, conn.transaction():
        entity = _entity(conn, entity_id)
        if place_id is not None and entity["label"] not in PLACE_LABELS:
            told = f"entity {entity_id} is {entity['label']}, no place: `dateline entities relabel` it first"
            raise click.UsageError(told)
        changed = reviews.set_place(conn, entity_id, place_id, said_by=getpass.getuser())
        if changed is None:
            raise click.UsageError(f"there is no place {place_id}: see `dateline sql` and the table news.places")
    click.echo(f"noted, {changed} stored mentions changed")
    return 0


def _review(say: Callable[[Connection], list[Alias]]) -> int:
    from pipeline.cli.servers import books_open

    with books_open() as conn:
        said = say(conn)
        return _put_into(conn, said, origin="review", said_by=getpass.getuser())


def _put(said: Iterable[Alias], *, origin: str, said_by: str) -> int:
    from pipeline.cli.servers import books_open

    with books_open() as conn:
        return _put_into(conn, said, origin=origin, said_by=said_by)


def _put_into(conn: Connection, said: Iterable[Alias], *, origin: str, said_by: str) -> int:
    from pipeline.storage import aliases

    with conn.transaction():
        noted, moved = aliases.put_aliases(conn, said, origin=origin, said_by=said_by)
    click.echo(f"{noted} names noted, {moved} stored mentions moved")
    return 0


def _entity(conn: Connection, entity_id: int) -> dict[str, Any]:
    from pipeline.storage import aliases

    row = aliases.entity(conn, entity_id)
    if row is None:
        raise click.UsageError(f"there is no entity {entity_id}: see `dateline entities find NAME`")
    return row
