"""What the Harbour Wire publishes: stories worth reading, and every case that the demo is there to show."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

import pytest

from pipeline import identity
from pipeline.cli.demo.content import FEEDS, Story, resources, stories
from pipeline.models import BodySource, EntryList, RawDocument
from pipeline.parse import read_article, read_entries

BASE = "http://127.0.0.1:18472"
NOW = datetime(2026, 11, 20, tzinfo=UTC)


def raw(path: str) -> RawDocument:
    resource = resources(BASE)[path]
    return RawDocument(BASE + path, BASE + path, resource.body, resource.media_type, "utf-8", 200)


def entries(name: str) -> EntryList:
    return read_entries(raw(FEEDS[name]), now=NOW)


def story_at(url: str) -> Story:
    return next(story for story in stories() if BASE + story.path == url)


def announced() -> list[str]:
    return [entry.url or "" for name in FEEDS for entry in entries(name).entries]


def pages() -> list[Story]:
    return [story for story in stories() if not story.missing]


@pytest.mark.parametrize("name", FEEDS)
def test_a_feed_lists_its_stories_without_complaint(name: str) -> None:
    listed = entries(name)
    assert listed.complaint == "" and 6 <= len(listed.entries) <= 8
    assert [entry.url for entry in listed.entries] == [BASE + s.path for s in stories() if name in s.feeds]


@pytest.mark.parametrize("name", FEEDS)
def test_an_entry_says_what_its_story_says(name: str) -> None:
    for entry in entries(name).entries:
        story = story_at(entry.url or "")
        assert (entry.title, entry.published_at) == (story.title, story.published)
        assert len({each.identity for each in entries(name).entries}) == len(entries(name).entries)


@pytest.mark.parametrize("story", pages(), ids=lambda story: story.path)
def test_a_page_is_read_as_the_story_and_nothing_of_what_stands_around_it(story: Story) -> None:
    article = read_article(raw(story.path), entry=None, now=NOW)
    assert article.paragraphs == story.text
    assert (article.title, article.authors, article.language) == (story.title, story.authors, story.language)
    assert (article.published_at, article.modified_at) == (story.published, story.modified)
    assert article.dateline is not None and article.dateline.upper() == story.place.partition(",")[0]
    assert article.canonical_url == BASE + story.path


def test_a_page_wears_the_clothes_of_a_real_site() -> None:
    body = raw(pages()[0].path).content.decode()
    for part in (
        "cookie",
        "<nav",
        "share-bar",
        "newsletter",
        "Read next",
        "Most read",
        "<footer",
        "ld+json",
        "og:title",
    ):
        assert part in body


def test_a_story_has_the_length_of_a_short_report() -> None:
    for story in stories():
        assert 150 <= len(" ".join(story.text).split()) <= 400


def test_one_page_is_missing_and_its_entry_carries_the_whole_text() -> None:
    (missing,) = (story for story in stories() if story.missing)
    assert missing.path not in resources(BASE)
    (entry,) = (entry for name in FEEDS for entry in entries(name).entries if entry.url == BASE + missing.path)
    own = RawDocument(
        BASE + missing.path,
        BASE + missing.path,
        entry.content.encode(),
        entry.content_type,
        "utf-8",
        body_source=BodySource.FEED,
    )
    assert read_article(own, entry=entry, now=NOW).paragraphs == missing.text


def test_only_the_missing_page_has_its_text_in_the_feed() -> None:
    assert sum(bool(story.missing) for story in stories()) == 1
    with_text = [
        e for name in FEEDS for e in entries(name).entries if len(e.content) > len(story_at(e.url or "").summary)
    ]
    assert len(with_text) == 1


def test_one_page_is_announced_by_both_feeds() -> None:
    assert sorted(Counter(announced()).values())[-2:] == [1, 2]


def test_one_text_stands_at_two_addresses_and_has_one_key() -> None:
    by_text: dict[bytes, set[str]] = {}
    for story in pages():
        article = read_article(raw(story.path), entry=None, now=NOW)
        by_text.setdefault(identity.text_key(article.title, article.text), set()).add(story.path)
    assert sorted(len(paths) for paths in by_text.values())[-2:] == [1, 2]


def test_one_story_is_german() -> None:
    assert Counter(story.language for story in stories())["de"] == 1


def test_every_page_is_announced_by_a_feed() -> None:
    assert {BASE + story.path for story in stories()} == set(announced())
