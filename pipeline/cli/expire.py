"""`dateline expire`: what the rule of retention removes, before and when it does."""

from __future__ import annotations

import click

from pipeline.cli import HELP

BATCH = 1000
OUTCOMES = {"enriched": "published"}
"""States that the books call by another word."""


@click.command(context_settings=HELP)
@click.option("--dry-run", is_flag=True, help="Only say what would go.")
def expire(dry_run: bool) -> int:
    """Remove the raw bytes of documents whose outcome is older than DATELINE_KEEP_BODIES_DAYS.

    The service does it by itself, every hour. Rows, keys, log and articles stay: nothing comes back as new, and the
    books hold. What is processed again after that is fetched again.
    """
    import os

    from pipeline.cli.output import print_table
    from pipeline.cli.servers import books_open
    from pipeline.settings import read
    from pipeline.storage.documents import count_expiring, expire_bodies

    rules = read(os.environ).keep_bodies_days
    if not rules:
        click.echo("nothing expires: DATELINE_KEEP_BODIES_DAYS is not set")
        return 0
    with books_open() as conn:
        rows = [
            {
                "outcome": OUTCOMES.get(row["state"], row["state"]),
                "documents": row["documents"],
                "bytes": int(row["bytes"]),
            }
            for row in count_expiring(conn, rules)
        ]
        print_table(rows)
        gone = BATCH if not dry_run else 0
        total = 0
        while gone == BATCH:
            gone = expire_bodies(conn, rules, most=BATCH)
            total += gone
        if not dry_run:
            click.echo(f"the bytes of {total} documents are gone")
    return 0
