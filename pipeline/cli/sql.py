"""`dateline sql`: ask the tables, as the analyst's role."""

from __future__ import annotations

import click


@click.command()
@click.argument("query")
@click.option(
    "--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True,
    help="How to print the rows.",
)  # fmt: skip
def sql(query: str, form: str) -> int:
    """Run one QUERY as the read-only role, which sees schema news alone ('-' reads it from standard input)."""
    import sys

    from pipeline import storage
    from pipeline.cli.complaints import one_line
    from pipeline.cli.output import print_rows
    from pipeline.cli.servers import prepare, serving
    from pipeline.storage import reader

    text = sys.stdin.read() if query == "-" else query
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
