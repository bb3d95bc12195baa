"""HTML to trees: nothing lost, nothing endless."""

from __future__ import annotations

import pytest

from pipeline.errors import Reason, Reject
from pipeline.parse.tree import MAX_CHARACTERS, MAX_DEPTH, MAX_TAGS, bare_text, read_tree, text_of, too_deep


@pytest.mark.parametrize("depth", [10, 253, 254, 400, 1_000])
def test_text_is_kept_at_any_depth(depth: int) -> None:
    assert text_of(read_tree("<div>" * depth + "bottom" + "</div>" * depth)) == "bottom"


def test_a_text_node_of_many_megabytes_is_kept() -> None:
    assert len(text_of(read_tree("<p>" + "x" * 11_000_000 + "</p>"))) == 11_000_000


def test_depth_is_judged_without_recursion() -> None:
    assert too_deep(read_tree("<div>" * (MAX_DEPTH + 5) + "x"))
    assert not too_deep(read_tree("<div>" * 50 + "x"))


@pytest.mark.parametrize(
    ("markup", "why"),
    [
        ("", Reason.NO_CONTENT),
        (" \n", Reason.NO_CONTENT),
        ("<?xml version='1.0'?>", Reason.NO_CONTENT),
        ("x" * (MAX_CHARACTERS + 1), Reason.TOO_LARGE),
        ("<b>" * (MAX_TAGS + 1), Reason.TOO_LARGE),
        ("<![" * 1_000, Reason.PARSE_ERROR),
    ],
    ids=["empty", "blank", "declaration", "long", "tags", "marks"],
)
def test_what_cannot_be_a_tree_says_why(markup: str, why: Reason) -> None:
    with pytest.raises(Reject) as refusal:
        read_tree(markup)
    assert refusal.value.reason is why


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>one</p><p>two</p>", "one two"),
        ("<b>one</b>two", "onetwo"),
        ("one<br>two", "one two"),
        ("<p>one<script>x()</script> two</p>", "one two"),
        ("<p>a\x00b</p>", "ab"),
        ("<p>one<template>hidden</template>two</p>", "onetwo"),
        ("<?xml version='1.0' encoding='utf-16'?><p>one</p>", "one"),
        ("<p>größe 大 😀</p>", "größe 大 😀"),
    ],
)
def test_the_text_of_an_element_is_what_a_reader_sees(markup: str, text: str) -> None:
    assert text_of(read_tree(markup)) == text


def test_striking_the_tags_leaves_the_words_in_blocks() -> None:
    assert bare_text("<p>one <b>bold</b></p><script>x()</script><div>two</div>") == ["one bold", "two"]
