"""Markdown: words without marks, front matter, and the title."""

from __future__ import annotations

import time

import pytest

from pipeline.parse.markdown import read_markdown


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Plain words.", "Plain words."),
        ("*one* **two** ***three*** `four`", "one two three four"),
        ("[the port](https://example.org 'title') opens", "the port opens"),
        ("![a boat](boat.jpg) The boat.", "The boat."),
        ("<https://example.org/x>", "https://example.org/x"),
        ("one\ntwo  \nthree", "one two three"),
        ("one\n\ntwo", "one\n\ntwo"),
        ("- bread\n- milk\n", "bread\n\nmilk"),
        ("1. bread\n2. milk\n", "bread\n\nmilk"),
        ("> quoted words", "quoted words"),
        ("```python\nx = 1\n```", "x = 1"),
        ("    indented code", "indented code"),
        ("a\n\n---\n\nb", "a\n\nb"),
        ("## Part\n\nWords.", "Part\n\nWords."),
        ("a \\* b", "a * b"),
        ("snake_case_name stays", "snake_case_name stays"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("fish &amp; chips", "fish & chips"),
        ("a <b>bold</b> word", "a bold word"),
        ("<div>\nraw <i>words</i>\n</div>", "raw words"),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "a\n\nb\n\n1\n\n2"),
        ("[ref][1]\n\n[1]: https://example.org", "ref"),
    ],
)
def test_markup_goes_and_words_stay(source: str, text: str) -> None:
    assert read_markdown(source).text == text


@pytest.mark.parametrize(
    "source", ["# The port\n\nIt opens.", "The port\n========\n\nIt opens.", "# *The* port #\n\nIt opens."]
)
def test_the_first_heading_is_the_title_and_no_paragraph(source: str) -> None:
    page = read_markdown(source)
    assert (page.title, page.text) == ("The port", "It opens.")


def test_a_heading_below_text_is_no_title() -> None:
    page = read_markdown("It opens.\n\n# Later")
    assert (page.title, page.text) == ("", "It opens.\n\nLater")


def test_front_matter_is_read_and_taken_off() -> None:
    page = read_markdown(
        '---\ntitle: "The port: a view"\nauthors: [Ann Lee, Bo Kim]\ndate: 2026-05-04\n---\n\n'
        "# The port: a view\n\nIt opens."
    )
    assert page.title == "The port: a view"
    assert page.front["authors"] == ["Ann Lee", "Bo Kim"]
    assert page.front["date"] == ["2026-05-04"]
    assert page.text == "It opens."


def test_front_matter_may_be_toml_or_hold_a_list_in_lines() -> None:
    assert read_markdown('+++\ntitle = "The port"\n+++\nIt opens.').title == "The port"
    assert read_markdown("---\nauthor:\n- Ann Lee\n- Bo Kim\n---\nIt opens.").front["author"] == ["Ann Lee", "Bo Kim"]


def test_a_rule_at_the_top_is_no_front_matter() -> None:
    assert read_markdown("---\n\nIt opens.").text == "It opens."


@pytest.mark.parametrize(
    "source",
    [
        "[" * 50_000,
        ">" * 20_000,
        "*a " * 30_000,
        "`" * 30_000 + "a",
        "- " * 5_000,
        "![" * 20_000,
        "<" * 50_000,
        "\\" * 50_000,
        "a\n" * 50_000,
    ],
    ids=lambda source: repr(source[:4]),
)
def test_hostile_markdown_ends_in_bounded_time(source: str) -> None:
    started = time.process_time()
    read_markdown(source)
    assert time.process_time() - started < 5
