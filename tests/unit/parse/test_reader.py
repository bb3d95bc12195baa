"""Which elements a browser's reader view would show: one of the things that tell an article's blocks from others."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.parse.blocks import cut_blocks
from pipeline.parse.reader import shown_elements
from pipeline.parse.tree import read_tree

PROSE = [
    "The lock keeper, who had opened the gates since he was nine, went home on Monday, and nobody took his place.",
    "Barges waited in the upper basin, their crews played cards, and the baker walked along the bank with her cart.",
    "On Thursday the county sent an engineer, a patient woman, who read the old manual and then opened the gates.",
]
TEXT = "".join(f"<p>{words}</p>" for words in PROSE * 3)


def shown(body: str) -> list[str]:
    """The blocks of a page that stand in elements which are shown, each once."""
    tree = read_tree(f"<html><body>{body}</body></html>")
    elements = shown_elements(tree)
    return list(dict.fromkeys(block.text for block in cut_blocks(tree) if block.place.element in elements))


def around(text: str) -> str:
    links = "".join(f"<li><a href='/{n}'>A headline about something else, number {n}</a></li>" for n in range(12))
    return f"<div class='menu'><ul>{links}</ul></div><div>{text}</div><div class='sidebar'><ul>{links}</ul></div>"


def test_the_element_that_holds_the_prose_is_shown_and_what_is_around_it_is_not():
    assert shown(around(TEXT)) == PROSE


@pytest.mark.parametrize(
    "extra",
    [
        "<div class='sharedaddy'><p>Share this, if you please</p></div>",
        "<aside><p>Another story, which is not this one, and has its own words</p></aside>",
        "<form><p>Your address</p><input></form>",
        "<div><a href='/1'>One more story</a> <a href='/2'>And yet another one</a></div>",
        "<p style='display: none'>For the eyes of machines alone, and of nobody else</p>",
        "<ul class='widget'><li>Weather</li></ul>",
        "<div role='complementary'><p>Something beside the matter, told in a few words</p></div>",
    ],
)
def test_what_readers_skip_within_the_article_is_not_shown(extra: str):
    assert shown(around(TEXT + extra)) == PROSE


@pytest.mark.parametrize(
    ("extra", "words"),
    [
        ("<figure><img><figcaption>The gates, seen from the towpath</figcaption></figure>", "The gates, seen"),
        ("<table><caption>Barges a day</caption><tr><td>Monday</td><td>4</td></tr></table>", "Monday"),
        ("<h2>The engineer</h2>", "The engineer"),
        ("<ul><li>Four barges on Monday, none of them laden</li></ul>", "Four barges"),
    ],
)
def test_what_belongs_to_the_article_is_shown_with_it(extra: str, words: str):
    found = shown(around(TEXT + extra + TEXT))
    assert any(line.startswith(words) for line in found)


def test_text_that_only_line_breaks_part_is_read_as_paragraphs():
    assert shown(around("<br><br>".join(PROSE * 3))) == PROSE


def test_siblings_of_the_best_element_go_with_it_where_they_read_as_text():
    parts = f"<div class='part'>{TEXT}</div><div class='part'><p>{PROSE[0]} And so it went.</p></div>"
    assert f"{PROSE[0]} And so it went." in shown(around(parts))


def test_a_short_page_is_read_again_with_less_taken_away():
    assert shown(f"<div class='comment'><p>{PROSE[0]}</p><p>{PROSE[1]}</p></div>") == PROSE[:2]


def test_a_page_without_prose_shows_something_or_nothing_but_never_fails():
    assert shown_elements(read_tree("<html><head></head></html>")) is not None
    assert shown("<p>x</p>") == ["x"]


MARKUP = st.lists(
    st.sampled_from(["<p>", "</p>", "<div class='nav'>", "<div>", "</div>", "<br>", "<table><tr><td>", "</table>",
                     "<a href=#x>", "</a>", "<h1>", "<li>", "<ul>", "</ul>", "<aside>", "<b>", "</b>", "<body>",
                     "<form>", "<img>", "some words, and more of them, so that it is long enough"])
    | st.text(max_size=12), max_size=60,
).map("".join)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(MARKUP)
def test_any_markup_shows_elements_of_its_own(markup: str):
    tree = read_tree(f"<div>x{markup}</div>")
    assert shown_elements(tree) <= set(tree.iter())


@pytest.mark.parametrize("tag", ["div", "span", "table", "ul", "a"])
def test_a_page_of_many_nested_elements_takes_no_longer_than_its_size(tag: str):
    tree = read_tree(f"<{tag}>x, and y " * 480 + f"</{tag}>" * 480 + "<p>a, b</p>" * 5_000)
    begun = time.process_time()
    shown_elements(tree)
    assert time.process_time() - begun < 2
