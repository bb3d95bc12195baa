"""Identity within a feed: guid, else link, else content, and degraded where it does not tell entries apart."""

from __future__ import annotations

import hashlib
import random

from pipeline.models import FeedEntry
from pipeline.parse.entry_identity import identified


def names(*entries: FeedEntry) -> list[str]:
    return [entry.identity for entry in identified(entries)]


def said(title: str, content: str = "") -> str:
    return hashlib.sha256(f"{title}\n{content}".encode()).hexdigest()


def test_a_guid_is_the_identity() -> None:
    assert names(FeedEntry("g1", url="https://a.example/1"), FeedEntry("g2", url="https://a.example/1")) == ["g1", "g2"]


def test_without_a_guid_the_link_is() -> None:
    assert names(FeedEntry("", url="https://a.example/1")) == ["https://a.example/1"]


def test_without_both_what_the_entry_says_is() -> None:
    assert names(FeedEntry("", title="A", content="b")) == [said("A", "b")]


def test_a_guid_on_two_links_takes_the_link_in() -> None:
    assert names(FeedEntry("g", url="https://a.example/1"), FeedEntry("g", url="https://a.example/2")) == [
        "g https://a.example/1",
        "g https://a.example/2",
    ]


def test_a_guid_and_link_on_two_texts_take_the_text_in() -> None:
    one, two = FeedEntry("g", url="https://a.example/", title="A"), FeedEntry("g", url="https://a.example/", title="B")
    assert names(one, two) == [f"g https://a.example/ {said('A')}", f"g https://a.example/ {said('B')}"]


def test_a_link_on_two_texts_takes_the_text_in() -> None:
    one, two = FeedEntry("", url="https://a.example/", title="A"), FeedEntry("", url="https://a.example/", title="B")
    assert names(one, two) == [f"https://a.example/ {said('A')}", f"https://a.example/ {said('B')}"]


def test_an_entry_that_is_listed_twice_keeps_one_identity() -> None:
    entry = FeedEntry("g", url="https://a.example/1", title="A")
    assert names(entry, entry) == ["g", "g"]


def test_others_in_the_list_keep_their_plain_identity() -> None:
    assert names(FeedEntry("g", title="A"), FeedEntry("g", title="B"), FeedEntry("h", title="C"))[2] == "h"


def test_the_order_of_the_list_changes_no_identity() -> None:
    chance = random.Random(7)
    entries = [
        FeedEntry(
            chance.choice(("", "g", "h")),
            url=chance.choice((None, "https://a.example/1", "https://a.example/2")),
            title=chance.choice("AB"),
        )
        for _ in range(40)
    ]
    before = dict(zip(entries, names(*entries), strict=True))
    chance.shuffle(entries)
    assert dict(zip(entries, names(*entries), strict=True)) == before


def test_entries_that_differ_never_share_an_identity() -> None:
    entries = [
        FeedEntry(g, url=u, title=t)
        for g in ("", "g", "h")
        for u in (None, "https://a.example/1", "https://a.example/2")
        for t in "AB"
    ]
    assert len(set(names(*entries))) == len(entries)


def test_no_entries_have_no_identities() -> None:
    assert identified(()) == ()
