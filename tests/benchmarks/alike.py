"""Finding near-equal texts: what is found, what it costs a document, and how long publishing waits for it.

`group` is for the scorer of the shared test material, from the checkout's folder:
`python ../shared/quality/score.py neardup --callable tests.benchmarks.alike:group`.
`python -m tests.benchmarks.alike --articles 20000` publishes so many made-up texts, one in five a copy, through the
statements that every article goes through, and tells what the search adds at the end.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline import embedded, likeness, storage
from pipeline.storage import Connection, migrations
from pipeline.storage.stories import COMMON, FEWEST, MOST, relate_article


def group(texts: Sequence[str]) -> list[int]:
    """A number for each text, the same for near-equal ones: the search of storage.stories, without a database."""
    leader = list(range(len(texts)))
    found = [likeness.shingles(text) for text in texts]
    having: defaultdict[int, list[int]] = defaultdict(list)

    def lead(number: int) -> int:
        while leader[number] != number:
            number = leader[number]
        return number

    for number, text in enumerate(texts):
        marks = likeness.sketch(text).marks
        shared = Counter(other for mark in marks for other in having[mark][-COMMON:])
        ranked = sorted(shared.items(), key=lambda pair: (-pair[1], -pair[0]))[:MOST]
        others = {other: found[other] for other, count in ranked if count >= FEWEST}
        for other, alike in likeness.compare_all(found[number], others).items():
            if alike.kind is likeness.Kind.NEAR_TEXT:
                one, two = sorted((lead(number), lead(other)))
                leader[two] = one
        for mark in marks:
            having[mark].append(number)
    return [lead(number) for number in range(len(texts))]


def texts(articles: int) -> Iterator[str]:
    """Made-up texts of 400 words by Zipf's law with a common foot, one in five an edited copy of an earlier one."""
    chance = random.Random(1)
    words = ["".join(chance.choices("abdefiklmnoprstuvz", k=chance.randrange(2, 10))) for _ in range(30_000)]
    weights = [1 / (rank + 3) for rank in range(len(words))]
    kept: list[list[str]] = []
    for number in range(articles):
        if number % 5 == 4:
            own = [chance.choice(words) if chance.random() < 0.06 else word for word in chance.choice(kept)]
        else:
            own = chance.choices(words, weights, k=400)
        kept = [*kept[-2000:], own]
        yield " ".join([*own, "Follow our channels for more news of the harbour and write to us whenever you like."])


def publish(conn: Connection, number: int, text: str) -> float:
    """Write an article as bare as may be; gives the seconds that the search for its like took."""
    with conn.transaction():
        conn.execute(
            "with d as (insert into ingest.documents (source_id, entry_key, url, state) select 1,"
            " sha256(%(no)s::text::bytea), 'https://a.example/' || %(no)s, 'enriched' returning document_id)"
            " insert into news.articles (article_id, source_id, source, url, canonical_url, title, title_source,"
            " authors, published_at, language, text, text_key, word_count, body_source, first_seen_at)"
            " select document_id, 1, '', '', '', %(title)s, 'html', '{}', now() - %(ago)s * interval '1 minute', 'en',"
            " %(text)s, sha256(%(no)s::text::bytea), 400, 'page', now() from d",
            {"no": number, "title": " ".join(text.split()[:6]), "text": text, "ago": 30_000 - number},
        )
        row = conn.execute("select max(article_id) as id from news.articles").fetchone()
        assert row is not None
        conn.execute(
            "insert into news.mentions select %(id)s, n, 0, 0, 1, 'x', 'ORG', 1 + (%(id)s * n * 7919) %% 5000, null,"
            " 'm@1' from generate_series(1, 12) as n", {"id": row["id"]},
        )  # fmt: skip
        began = time.perf_counter()
        relate_article(conn, row["id"], text, published=False)
        return time.perf_counter() - began


def main() -> None:
    """Publish and tell: milliseconds by thousands of articles, pairs, rows an article and their size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=20_000)
    options = parser.parse_args()
    with (
        tempfile.TemporaryDirectory(prefix="dateline-alike-") as scratch,
        embedded.running(Path(scratch), redis=False) as servers,
        storage.connect(servers.database_url, timeout_ms=0) as conn,
    ):
        migrations.migrate(conn)
        conn.execute("insert into ingest.sources (url, url_key) values ('u', 'u')")
        conn.execute(
            "insert into news.entities (name, label, name_key) select 'Name ' || n, 'ORG', sha256(n::text::bytea)"
            " from generate_series(1, 5000) as n"
        )
        took: list[float] = []
        for number, text in enumerate(texts(options.articles), 1):
            took.append(1000 * publish(conn, number, text))
            if number % 5000 == 0:
                last = sorted(took[-5000:])
                print(f"{number} articles: median {last[2500]:.1f} ms, p95 {last[4750]:.1f} ms", flush=True)
        row = conn.execute(
            "select (select count(*) from news.near_duplicates) as pairs,"
            " (select count(*) from ingest.sketch_marks) / count(*) as marks_an_article,"
            " pg_total_relation_size('ingest.sketch_marks') / count(*) as marks_bytes_an_article,"
            " pg_total_relation_size('ingest.story_clues') / count(*) as clues_bytes_an_article,"
            " pg_total_relation_size('ingest.sketches') / count(*) as sketch_bytes_an_article from news.articles"
        ).fetchone()
        print(row)


if __name__ == "__main__":
    main()
