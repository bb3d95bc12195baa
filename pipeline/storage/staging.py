"""Entries and articles as the JSON in which they wait between two stages."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from typing import Any

from pipeline.extras import Extras, Image
from pipeline.models import Article, FeedEntry, Sentence


def as_json(value: Any) -> str:
    """A value as JSON, instants in ISO 8601."""
    return json.dumps(value, default=lambda moment: moment.isoformat(), ensure_ascii=False)


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _known(kind: type[Any], values: dict[str, Any]) -> dict[str, Any]:
    """What this program knows of what a newer one may have written."""
    return {name: values[name] for name in kind.__slots__ if name in values}


def entry_to_json(entry: FeedEntry) -> str:
    """The entry, instants in ISO 8601."""
    return as_json(asdict(entry))


def entry_from_json(values: dict[str, Any]) -> FeedEntry:
    """What `entry_to_json` wrote, read back."""
    moments = {name: _moment(values[name]) for name in ("published_at", "modified_at")}
    return FeedEntry(
        **_known(FeedEntry, values) | moments | {"authors": tuple(values["authors"]), "tags": tuple(values["tags"])}
    )


def article_to_json(article: Article) -> str:
    """The article; each sentence as four numbers, since its text is the article's."""
    values = {name: getattr(article, name) for name in article.__slots__ if name != "sentences"}
    spans = [[s.sentence_no, s.paragraph_no, s.start_char, s.end_char] for s in article.sentences]
    told = {"extras": asdict(article.extras), "sentences": spans, "text_evidence": dict(article.text_evidence)}
    return as_json(values | told)


def article_from_json(values: dict[str, Any]) -> Article:
    """What `article_to_json` wrote, read back."""
    text = values["text"]
    sentences = tuple(
        Sentence(no, paragraph, start, end, text[start:end]) for no, paragraph, start, end in values["sentences"]
    )
    moments = {name: _moment(values[name]) for name in ("published_at", "modified_at")}
    told = _known(Extras, values.get("extras", {}))
    images = tuple(Image(**_known(Image, one)) for one in told.get("images", ()))
    extras = Extras(**told | {"tags": tuple(told.get("tags", ())), "images": images})
    read = {"authors": tuple(values["authors"]), "sentences": sentences, "extras": extras}
    read["paragraph_kinds"] = tuple(values.get("paragraph_kinds", ()))
    return Article(**_known(Article, values) | moments | read)
