"""`dateline demo`: a small publisher on loopback, ingested like any other."""

from __future__ import annotations

from datetime import timedelta

import click

from pipeline.cli.demo.server import PORT

QUERIES = (
    (
        "Who is named most, and in how many articles?",
        "select e.name, e.label, count(*) as mentions, count(distinct m.article_id) as articles"
        " from news.mentions m join news.entities e using (entity_id)"
        " where e.label in ('PERSON', 'ORG', 'GPE') group by 1, 2 order by 3 desc, 1 limit 8",
    ),
    (
        "Which sentences name a place and a person together?",
        "select a.dateline, s.text from news.sentences s join news.articles a using (article_id)"
        " where exists (select from news.mentions m where m.article_id = s.article_id"
        " and m.sentence_no = s.sentence_no and m.label = 'PERSON')"
        " and exists (select from news.mentions m where m.article_id = s.article_id"
        " and m.sentence_no = s.sentence_no and m.label = 'GPE') order by a.article_id, s.sentence_no limit 5",
    ),
)


@click.command()
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=PORT,
    show_default=True,
    metavar="N",
    help="The publisher's port on loopback; another one if it is taken. The same port means the same articles.",
)
@click.option("--verbose", is_flag=True, help="Show the workers' log.")
def demo(port: int, verbose: bool) -> int:
    """Serve a small publisher on loopback, ingest it, and show what landed, with two queries worth reading.

    Nothing leaves this machine. Run it again: nothing new is discovered and nothing changes.
    """
    from pipeline.cli.demo import serve
    from pipeline.cli.output import print_table
    from pipeline.cli.run import one_shot, report
    from pipeline.models import Pages
    from pipeline.storage import reader

    with serve(port) as site:
        allowed = {"DATELINE_ALLOW_ADDRESSES": site.address}
        with one_shot(verbose=verbose, environ=allowed) as ingest:
            result = ingest(site.feeds, pages=Pages.AUTO, patience=timedelta(seconds=30))
            settings = ingest.settings
            answers = [
                (title, query, reader.ask(settings.reader_url, query, fallback_url=settings.database_url)[1])
                for title, query in QUERIES
            ]
    for title, query, rows in answers:
        click.echo(f"\n{title}\n{query};\n")
        print_table(rows)
    click.echo("")
    report(result, as_json=False)
    return 0 if result.clean else 1
