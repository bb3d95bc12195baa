"""Tables of articles: each record an entry, broken ones by their line, the rest goes on."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.containers import is_container, walk
from pipeline.containers.walk import Member
from pipeline.errors import Reason
from pipeline.policy import FetchLimits

HEAD = "title,url,text\n"


def read(content: bytes | str, *, limits: FetchLimits | None = None) -> list[Member]:
    data = content.encode() if isinstance(content, str) else content
    return list(walk(io.BytesIO(data), size=len(data), limits=limits or FetchLimits(), name="articles.csv"))


def values(members: list[Member]) -> list[dict[str, str]]:
    return [json.loads(member.content) for member in members if member.refusal is None]


def test_each_record_is_an_article_known_by_its_own_address() -> None:
    members = read(
        HEAD + "Ferry returns,https://isle.example/1,The ferry is back.\nLamp lit,https://isle.example/2,It burns."
    )
    assert [member.steps for member in members] == [
        (("id", "https://isle.example/1"),), (("id", "https://isle.example/2"),),
    ]  # fmt: skip
    assert values(members)[1] == {"title": "Lamp lit", "url": "https://isle.example/2", "text": "It burns."}


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_other_delimiters_and_ends_of_lines_are_read_and_a_cell_may_hold_them(delimiter: str, end: str) -> None:
    line = delimiter.join(["Title", "Text"]) + end + delimiter.join(["A", f'"one{delimiter}{end}""two"""']) + end
    assert values(read(line)) == [{"title": "A", "text": f'one{delimiter}{end}"two"'}]


def test_a_broken_record_is_refused_by_its_line_and_the_rest_is_read() -> None:
    members = read(HEAD + 'A,u1,one\nB,u2\nC,u3,"never closed\nD,u4,four\n\nE,u5,"five\nlines"\nF,u6,last')
    assert [value["title"] for value in values(members)] == ["A", "D", "E", "F"]
    refused = [member for member in members if member.refusal]
    assert [member.steps for member in refused] == [(("line", "3"),), (("line", "4"),)]
    assert all(member.refusal and member.refusal.reason is Reason.BROKEN_ENTRY for member in refused)


def test_a_line_longer_than_a_document_may_be_is_refused_and_the_rest_is_read() -> None:
    limits = FetchLimits(max_body_bytes=1000)
    members = read(HEAD + f"A,u1,{'x' * 5000}\nB,u2,two\n", limits=limits)
    assert members[0].refusal is not None and members[0].refusal.reason is Reason.TOO_LARGE
    assert [value["title"] for value in values(members)] == ["B"]


def test_what_spreadsheets_write_in_an_older_encoding_is_read() -> None:
    assert values(read(HEAD.encode() + "Caf\u00e9,u1,D\u00e9j\u00e0 vu".encode("cp1252")))[0]["title"] == "Caf\u00e9"


@pytest.mark.parametrize("text", ["Text, title and more.\nA story.", "name,size\nA,1", "a,b\n", "title\nA\n", ""])
def test_words_with_commas_are_no_table_of_articles(text: str) -> None:
    assert not is_container(io.BytesIO(text.encode()), name="a.csv")


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(*(st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), max_size=30),) * 2),
        max_size=8,
    )
)
def test_what_a_table_writer_writes_comes_back(rows: list[tuple[str, str]]) -> None:
    told = io.StringIO(newline="")
    writer = csv.writer(told)
    writer.writerow(["title", "text"])
    writer.writerows(rows)
    found = values(read(told.getvalue()))
    kept = [{name: cell for name, cell in zip(("title", "text"), row, strict=True) if cell} for row in rows]
    assert len(found) <= len(kept)
    assert [value for value in found if value] == [value for value in kept if value]
