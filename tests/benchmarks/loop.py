"""The loop that a good engineer would write instead: a process pool, the same libraries, COPY, and no queue.

In two kinds: names found by spaCy as it comes, which is what there is to write with; and by our own tagging, so that
what the queue and the books cost stands alone.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any

import psycopg

from pipeline import fetch, parse
from pipeline.enrich import Tagger, load_tagger
from pipeline.errors import StageError
from pipeline.models import Article, Mention, RawDocument
from pipeline.policy import FetchLimits
from pipeline.storage import books, connect
from tests.benchmarks.measure import stock_pipeline

BATCH = 25
TABLES = """
drop table if exists articles, sentences, mentions;
create table articles (url text, title text, authors text[], published_at timestamptz, language text, dateline text,
    text text, word_count integer, search tsvector generated always as (
        setweight(to_tsvector('simple', left(title, 2000)), 'A') || to_tsvector('simple', left(text, 100000))) stored);
create index on articles using gin (search);
create index on articles (published_at);
create table sentences (url text, sentence_no integer, paragraph_no integer, start_char integer, end_char integer,
    text text);
create index on sentences (url, sentence_no);
create table mentions (url text, start_char integer, end_char integer, text text, label text, name text);
create index on mentions (name);
create index on mentions (url);
"""

_state: dict[str, Any] = {}


def begin(database_url: str, limits: FetchLimits, models: dict[str, str]) -> None:
    """What each process of the pool holds open."""
    _state.update(url=database_url, limits=limits, tagger=load_tagger(models), conn=connect(database_url))
    _state["stock"] = stock_pipeline()
    _state["now"] = books.clock(_state["conn"])


def pool(database_url: str, limits: FetchLimits, models: dict[str, str]) -> ProcessPoolExecutor:
    """A warm pool, a process a core."""
    with psycopg.connect(database_url, autocommit=True) as conn:
        conn.execute(TABLES)  # type: ignore[arg-type]
    cores = os.cpu_count() or 2
    made = ProcessPoolExecutor(cores, mp_context=get_context("spawn"), initializer=begin,
                               initargs=(database_url, limits, models))  # fmt: skip
    list(made.map(_warm, range(cores * 4)))
    return made


def ingest(workers: ProcessPoolExecutor, urls: Sequence[str], *, stock: bool) -> int:
    """Every page to rows, the names found by spaCy as it comes or by our tagging; gives how many became articles."""
    batches = [urls[at : at + BATCH] for at in range(0, len(urls), BATCH)]
    return sum(workers.map(_batch, batches, [stock] * len(batches)))


def _warm(_: int) -> int:
    return os.getpid()


def _batch(urls: Sequence[str], stock: bool) -> int:
    done = [found for url in urls if (found := _one(url, stock=stock)) is not None]
    conn = _state["conn"]
    with conn.transaction(), conn.cursor() as cursor:
        with cursor.copy(
            "copy articles (url, title, authors, published_at, language, dateline, text, word_count) from stdin"
        ) as copy:
            for url, a, _ in done:
                copy.write_row((url, a.title, list(a.authors), a.published_at, a.language, a.dateline, a.text,
                                len(a.text.split())))  # fmt: skip
        with cursor.copy("copy sentences from stdin") as copy:
            for url, a, _ in done:
                for s in a.sentences:
                    copy.write_row((url, s.sentence_no, s.paragraph_no, s.start_char, s.end_char, s.text))
        with cursor.copy("copy mentions from stdin") as copy:
            for url, _, mentions in done:
                for m in mentions:
                    copy.write_row((url, m.start_char, m.end_char, m.text, m.label, m.name))
    return len(done)


def _one(url: str, *, stock: bool) -> tuple[str, Article, Sequence[Mention]] | None:
    tagger: Tagger = _state["tagger"]
    try:
        raw = fetch.fetch(url, limits=_state["limits"])
        assert isinstance(raw, RawDocument)
        article = parse.read_article(raw, now=_state["now"])
    except StageError:
        return None
    if stock:
        marked = _state["stock"](article.text).ents if article.language == "en" else ()
        return url, article, [Mention(e.label_, e.start_char, e.end_char, e.text, e.text) for e in marked]
    return url, article, tagger.tag(article.text, language=article.language, sentences=article.sentences).mentions
