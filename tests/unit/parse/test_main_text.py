"""The main text of pages and fragments."""

from __future__ import annotations

import pytest

from pipeline.parse.blocks import cut_blocks
from pipeline.parse.main_text import MAX_CELLS, first_reading, read_fragment, read_main_text
from pipeline.parse.tree import read_tree

WORDS = "The council of the town met on Friday and decided, after a long debate, to mend the old bridge. "


def read(body: str, *, declared: str = "", deep: bool = False) -> str:
    markup = f"<html><body>{body}</body></html>"
    tree = read_tree(markup)
    return read_main_text(
        tree, blocks=[] if deep else cut_blocks(tree), body=declared, deep=deep, markup=markup, is_article=True
    ).text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>one</p><p>two</p>", "one\n\ntwo"),
        ("one<br>two", "one two"),
        (f"{WORDS}<br>{WORDS}<br/>{WORDS}", f"{WORDS.strip()}\n\n{WORDS.strip()}\n\n{WORDS.strip()}"),
        ("<p>one <b>bold</b> word</p>", "one bold word"),
        ("<ul><li>one</li><li>two</li></ul>three", "one\n\ntwo\n\nthree"),
        ("<p>one</p><script>x()</script><style>y</style>tail", "one\n\ntail"),
        ("plain words", "plain words"),
        ("a &lt; b &amp; c", "a < b & c"),
        ("<div><div><p>deep</p></div></div>", "deep"),
        ("<p>one<p>two", "one\n\ntwo"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a\n\nb"),
        ("<img alt='x'>", ""),
        ("", ""),
    ],
)
def test_a_fragment_out_of_a_feed_is_text_throughout(markup: str, text: str) -> None:
    assert read_fragment(markup) == text


def test_what_a_feed_says_for_its_site_is_no_part_of_an_entrys_text() -> None:
    markup = (
        f"<p>{WORDS}</p><p>{WORDS * 2}</p><p>ADVERTISEMENT</p><p><a href=/x>Continue reading →</a></p>"
        "<p>The post <a href=/x>Old bridge mended</a> appeared first on <a href=/>The Quay</a>.</p>"
    )
    assert read_fragment(markup) == f"{WORDS.strip()}\n\n{(WORDS * 2).strip()}"
    assert read_fragment("<p>Advertisement</p>") == "Advertisement"


def test_a_fragment_that_nests_without_end_keeps_its_words() -> None:
    assert "words at the bottom" in read_fragment("<div>" * 3_000 + "words at the bottom" + "</div>" * 3_000)


def test_navigation_and_footer_are_not_the_article() -> None:
    text = read(
        f"<nav><a href='/'>Home</a></nav><article><p>{WORDS}</p><p>{WORDS}</p></article><footer>Imprint</footer>"
    )
    assert "met on Friday" in text and "Home" not in text and "Imprint" not in text


def test_a_declared_body_wins_where_the_page_shows_a_teaser() -> None:
    assert read("<p>Subscribe to read on.</p>", declared=WORDS * 5).count("met on Friday") == 5


def test_the_page_wins_over_a_declared_body_that_is_a_teaser() -> None:
    assert read(f"<article><p>{WORDS * 3}</p><p>{WORDS * 3}</p></article>", declared=WORDS).count("met on Friday") >= 3


def test_a_declared_body_in_html_comes_in_paragraphs() -> None:
    assert read("", declared=f"<p>{WORDS * 2}</p><p>{WORDS * 2}</p>").count("\n\n") == 1


def test_a_tree_too_deep_to_walk_is_read_by_striking_the_tags() -> None:
    assert read(f"<p>{WORDS}</p><script>x()</script>", deep=True) == WORDS.strip()


def test_a_page_of_nothing_but_cells_is_read_without_laying_out_the_table() -> None:
    assert isinstance(read("<table><tr>" + "<td>cell</td>" * (MAX_CELLS + 5) + "</tr></table>"), str)


def test_empty_cells_of_a_table_leave_no_marks_in_the_first_reading() -> None:
    row = f"<tr><td></td><td>{WORDS}</td><td> </td></tr>"
    markup = (
        f"<html><body><article><p>{WORDS * 3}</p><table>{row}<tr><td></td></tr>{row}</table></article></body></html>"
    )
    text, _ = first_reading(read_tree(markup), body="", markup=markup, blocks=4)
    assert text.count("mend the old bridge") >= 4 and "|" not in text


def test_no_text_is_an_empty_string() -> None:
    assert read("<div></div>") == ""
