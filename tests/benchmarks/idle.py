"""The app with stages that do nothing (`celery -A tests.benchmarks.idle`): what is left is Celery, Redis and SQL."""

from __future__ import annotations

from typing import Any

from pipeline import fetch, parse, stages
from pipeline.enrich import Tagging
from pipeline.models import Article, RawDocument, Sentence
from workers import context
from workers.app import app

__all__ = ["app"]


def _fetch(url: str, **_: Any) -> RawDocument:
    return RawDocument(url=url, final_url=url, content=b"<p>Nothing to see.</p>", media_type="text/html", status=200)


def _read(raw: RawDocument, **_: Any) -> Article:
    text = f"Nothing to see at {raw.url}."
    return Article(
        url=raw.url, text=text, title="Nothing", language="en", sentences=(Sentence(0, 0, 0, len(text), text),)
    )


class _Idle:
    languages = frozenset({"en"})

    def tag(self, *_: Any, **__: Any) -> Tagging:
        return Tagging((), None)


fetch.fetch = _fetch  # type: ignore[assignment]
parse.read_article = _read  # type: ignore[assignment]
stages.fetch.fetch = _fetch  # type: ignore[attr-defined]
context.load_tagger = lambda _: _Idle()  # type: ignore[assignment, return-value]
