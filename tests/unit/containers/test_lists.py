"""Mailboxes, lists of JSON and news messages: each entry once, known by its own id; broken ones refused by number."""

from __future__ import annotations

import gzip
import io
import json
import mailbox
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.containers import is_container, walk
from pipeline.containers.walk import Member
from pipeline.errors import Reject, StageError
from pipeline.policy import FetchLimits

LIMITS = FetchLimits(max_body_bytes=100_000)
MAIL = "From: a@b.example\nSubject: {0}\nMessage-ID: <{0}@b.example>\n\nWords of {0}.\n"
START = "From a@b.example Tue May  5 06:38:00 2026\n"


def entries(content: bytes, *, name: str = "") -> list[Member]:
    return list(walk(io.BytesIO(content), size=len(content), limits=LIMITS, name=name))


def told(content: bytes, *, name: str = "") -> list[tuple[str, str]]:
    """Each entry's address, and 'ok' or what was said against it."""
    return [
        ("=".join(member.steps[-1]), member.refusal.detail if member.refusal else "ok")
        for member in entries(content, name=name)
    ]


def test_a_mailbox_gives_its_messages_under_their_own_ids() -> None:
    box = "".join(START + MAIL.format(name) + "\n" for name in ("one", "two"))
    assert told(box.encode()) == [("id=one@b.example", "ok"), ("id=two@b.example", "ok")]
    assert entries(box.encode())[1].content.decode() == MAIL.format("two") + "\n"
    assert told(box.replace("\n", "\r\n").encode())[1] == ("id=two@b.example", "ok")


def test_a_from_line_within_a_text_begins_no_message() -> None:
    text = (
        START + MAIL.format("one") + "From here on it was dark in 1999\n\nFrom there 2001\nnot a field\n>From the top\n"
    )
    (message,) = entries(text.encode())
    assert message.content.endswith(b"From here on it was dark in 1999\n\nFrom there 2001\nnot a field\nFrom the top\n")


def test_messages_without_an_id_or_with_one_twice_are_known_by_their_number() -> None:
    box = START + "From: a@b\nSubject: x\n\nNo id.\n\n" + (START + MAIL.format("one") + "\n") * 2
    assert told(box.encode()) == [("entry=1", "ok"), ("id=one@b.example", "ok"), ("entry=3", "ok")]


def test_a_message_larger_than_a_document_is_refused_and_its_neighbours_are_read() -> None:
    big = MAIL.format("big") + ("word " * 20 + "\n") * 2000
    box = START + MAIL.format("one") + "\n" + START + big + "\n" + START + MAIL.format("two")
    found = told(box.encode())
    assert [address for address, _ in found] == ["id=one@b.example", "id=big@b.example", "id=two@b.example"]
    assert [why == "ok" for _, why in found] == [True, False, True]


@settings(deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40), min_size=1, max_size=5))
def test_a_mailbox_gives_as_many_messages_as_were_put_in_with_their_words(words: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        box = mailbox.mbox(Path(folder) / "box")
        for number, line in enumerate(words):
            box.add(f"From: a@b.example\nSubject: {number}\n\nFrom {line}\n".encode())
        box.flush()
        content = (Path(folder) / "box").read_bytes()
    found = entries(content)
    assert [f"From {line}" in member.content.decode() for line, member in zip(words, found, strict=True)] == [
        True for _ in words
    ]


def test_a_bad_line_is_refused_by_its_number_and_the_rest_goes_on() -> None:
    lines = [
        b'{"id": "a", "title": "A"}', b"{broken", b'"a string"', b"", b'{"title": "No id"}\r', b"\xff\xfe{}",
        b'{"id": "big", "text": "' + b"x" * 200_000 + b'"}', b'{"id": "a", "title": "Again"}', b'{"id": 7}',
    ]  # fmt: skip
    found = told(b"\n".join(lines))
    assert [address for address, _ in found] == [
        "id=a", "line=2", "line=3", "line=5", "line=6", "line=7", "line=8", "id=7",
    ]  # fmt: skip
    assert [number for number, (_, why) in enumerate(found) if why != "ok"] == [1, 2, 4, 5]
    assert "line 2" in found[1][1] and "line 7" in found[5][1]


def test_a_list_keeps_its_ids_when_it_is_written_anew() -> None:
    rows = [json.dumps({"uri": f"urn:{n}", "headline": n}).encode() for n in range(4)]
    first, second = entries(b"\n".join(rows)), entries(gzip.compress(b"\n".join(reversed(rows))))
    assert {m.steps: m.content for m in first} == {m.steps: m.content for m in second}


@pytest.mark.parametrize(
    "content",
    [b'[{"id": 1}, "x", {"id": 2}]', b'{"status": "ok", "articles": [{"id": 1}, "x", {"id": 2}]}'],
)
def test_the_elements_of_a_json_array_or_of_a_named_list_are_entries(content: bytes) -> None:
    found = told(content)
    assert [address for address, _ in found] == ["id=1", "entry=2", "id=2"] and "element 2" in found[1][1]


def test_one_json_object_is_a_document_and_no_list_unless_its_lines_are_objects() -> None:
    assert not is_container(io.BytesIO(b'{\n "headline": "A",\n "body_text": "B"\n}'))
    assert not is_container(io.BytesIO(b'{"headline": "A", "related": 1, "items": [{"a": 1}]}'))
    assert not is_container(io.BytesIO(b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1"}]}'))
    assert not is_container(io.BytesIO(b'{"headline": "A"}\n'))
    assert is_container(io.BytesIO(b'{"headline": "A"}\n'), name="a.jsonl")
    assert is_container(io.BytesIO(b'{"headline": "' + b"A" * 90_000 + b'"}\n{"headline": "B"}\n'))


def test_a_broken_array_is_refused_as_a_whole() -> None:
    with pytest.raises(StageError) as refusal:
        entries(b'[{"id": 1}, {"id": 2]')
    assert refusal.value.reason == "broken_entry"


@settings(deadline=None)
@given(st.lists(st.dictionaries(st.text(max_size=5), st.text(max_size=20), max_size=3), min_size=2, max_size=6))
def test_lines_that_were_written_are_the_entries_that_are_read(values: list[dict[str, str]]) -> None:
    content = "\n".join(json.dumps(value, ensure_ascii=True) for value in values).encode()
    assert [json.loads(member.content) for member in entries(content)] == values


ITEM = '<newsItem guid="urn:{0}" version="1"><contentMeta><headline>{0}</headline></contentMeta></newsItem>'
HEAD = '<?xml version="1.0"?><newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header/><itemSet>'


def test_a_news_message_gives_its_items_whole_and_under_their_guids() -> None:
    content = HEAD + ITEM.format("a") + ITEM.format("b").replace("news", "package") + "</itemSet></newsMessage>"
    assert told(content.encode()) == [("id=urn:a", "ok"), ("id=urn:b", "ok")]
    first = entries(content.encode())[0].content
    assert first.startswith(b'<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:a"')


def test_a_news_message_that_breaks_off_gives_what_came_before_and_says_so() -> None:
    content = (HEAD + ITEM.format("a") + ITEM.format("b")[:40]).encode()
    walking = walk(io.BytesIO(content), size=len(content), limits=LIMITS)
    assert next(walking).steps == (("id", "urn:a"),)
    with pytest.raises(Reject, match="after 1 entries"):
        next(walking)


def test_a_news_message_with_entities_of_its_own_is_refused() -> None:
    with pytest.raises(Reject, match="entities"):
        entries(HEAD.replace("<news", "<!DOCTYPE x [<!ENTITY a 'b'>]><news", 1).encode())


def test_names_of_elements_that_are_none_break_nothing() -> None:
    content = HEAD + ITEM.format("a").replace("<headline>", "<x:y:z/><headline>") + "</itemSet></newsMessage>"
    try:
        assert told(content.encode()) == [("id=urn:a", "ok")]
    except Reject as refusal:
        assert refusal.reason == "broken_entry"
