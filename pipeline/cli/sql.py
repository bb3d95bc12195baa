"""`dateline sql`: ask the tables, as the analyst's role."""

from __future__ import annotations

import click


@click.command()
@click.argument("query", required=False)
@click.option("--example", "name", metavar="NAME", help="Run one of the example queries, by its name or number.")
@click.option("--examples", "listing", is_flag=True, help="List the example queries with the questions they answer.")
@click.option(
    "--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True,
    help="How to print the rows.",
)  # fmt: skip
def sql(query: str | None, name: str | None, listing: bool, form: str) -> int:
    """Run one QUERY as the read-only role, which sees schema news alone ('-' reads it from standard input).

    Queries to start from: `dateline sql --examples`.
    """
    import sys

    from pipeline.cli.output import print_rows

    if [query is not None, name is not None, listing].count(True) != 1:
        raise click.UsageError("give a QUERY, or --example NAME, or --examples")
    if listing:
        from pipeline.storage.examples import examples

        listed = [{"number": one.number, "name": one.name, "question": one.question} for one in examples()]
        print_rows(listed, ["number", "name", "question"], form=form)
        return 0
    text = _example(name, shown=form == "table") if name is not None else sys.stdin.read() if query == "-" else query
    assert text is not None
    return _ask(text, form)


def _example(name: str, *, shown: bool) -> str:
    """The query of this name; `shown` prints it first, to be copied and changed."""
    from pipeline.storage.examples import example

    one = example(name)
    if one is None:
        raise click.UsageError(f"no example is called {name}: see `dateline sql --examples`")
    if shown:
        click.echo(f"{one.question}\n\n{one.query};\n")
    return one.query


def _ask(text: str, form: str) -> int:
    from pipeline import storage
    from pipeline.cli.complaints import one_line
    from pipeline.cli.output import print_rows
    from pipeline.cli.servers import prepare, serving
    from pipeline.storage import reader

    with serving(redis=False) as settings:
        with storage.connect(settings.database_url) as conn:
            prepare(conn)
        try:
            columns, rows = reader.ask(settings.reader_url, text, fallback_url=settings.database_url)
        except reader.QueryError as error:
            click.echo(f"dateline: {one_line(str(error))}", err=True)
            return 1
    print_rows(rows, columns, form=form)
    return 0
