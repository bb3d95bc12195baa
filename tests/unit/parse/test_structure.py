"""Typed paragraphs: what each is, by where it stands on its page."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from pipeline.models import Article, BodySource, RawDocument
from pipeline.parse import parse_page, read_article
from pipeline.parse.blocks import cut_blocks
from pipeline.parse.structure import paragraph_kinds
from pipeline.parse.tree import read_tree

URL = "https://quay.example/ferries"
LONG = "The harbour board met on Monday and heard, for two hours, what the skippers had to say about the new quay. "
BODY = f"""
<ul class="nav"><li>Tides</li><li>{LONG}</li></ul>
<article><h1>Ferries come back</h1>
<p>{LONG}One skipper wept.</p>
<h2>What changes</h2>
<ul><li>{LONG}Boats leave at six.</li><li>{LONG}Dogs travel free of charge.</li></ul>
<blockquote><p>{LONG}We have waited for nine years.</p></blockquote>
<p>{LONG}</p>
<table><tr><th>Pier</th><th>Boats</th></tr><tr><td>North</td><td>Seven boats</td></tr></table>
<p>{LONG}The board will vote in May.</p></article>
"""


def kinds_of(article: Article) -> dict[str, str]:
    return dict(zip(article.paragraphs, article.paragraph_kinds, strict=True))


def test_each_paragraph_of_a_page_has_the_kind_of_the_element_it_stands_in() -> None:
    kinds = kinds_of(parse_page(f"<html><body>{BODY}</body></html>".encode(), url=URL))
    assert kinds["What changes"] == "heading"
    assert {kind for text, kind in kinds.items() if "Dogs" in text or "at six" in text} == {"list-item"}
    assert {kind for text, kind in kinds.items() if "nine years" in text} == {"quote"}
    assert {kind for text, kind in kinds.items() if "wept" in text or "in May" in text} == {"paragraph"}


def test_a_first_paragraph_that_its_elements_name_a_standfirst_is_one_and_the_dateline_follows_it() -> None:
    head = "<h2 class='article-subtitle'>The board heard the skippers for two hours.</h2>"
    body = f"{head}<p>OSLO (NTB) - {LONG}</p><p>{LONG}</p>"
    article = parse_page(f"<html><body><article>{body}<p>{LONG}A vote.</p></article></body></html>".encode(), url=URL)
    assert article.paragraph_kinds[:2] == ("standfirst", "paragraph")
    assert article.extras.standfirst == "The board heard the skippers for two hours."
    assert article.dateline == "Oslo"


def test_a_paragraph_that_its_elements_name_a_standfirst_is_none_further_down() -> None:
    page = f"<div><p>{LONG}</p><p class='dek'>{LONG}Twice.</p><p>{LONG}</p></div>"
    blocks = cut_blocks(read_tree(page))
    text = f"{LONG.strip()}\n\n{LONG}Twice.\n\n{LONG.strip()}"
    assert paragraph_kinds(blocks, text) == ("paragraph",) * 3


def test_the_cells_of_a_row_are_one_paragraph_of_a_table_and_a_bar_in_a_sentence_is_none() -> None:
    blocks = cut_blocks(read_tree(f"<html><body>{BODY}<p>Quay | The harbour's paper</p></body></html>"))
    text = "Pier | Boats\n\nNorth | Seven boats\n\nQuay | The harbour's paper"
    assert paragraph_kinds(blocks, text) == ("table", "table", "paragraph")


def test_words_that_stand_in_a_menu_too_have_the_kind_that_they_have_in_the_text() -> None:
    blocks = cut_blocks(read_tree(f"<html><body>{BODY}</body></html>"))
    text = f"{LONG}One skipper wept.\n\n{LONG.strip()}"
    assert paragraph_kinds(blocks, text) == ("paragraph", "paragraph")


def test_what_the_page_says_of_itself_is_a_standfirst_at_the_head_of_its_text_alone() -> None:
    blocks = cut_blocks(read_tree(f"<html><body>{BODY}</body></html>"))
    assert paragraph_kinds(blocks, "Late again.\n\nLate again.", standfirst="Late again.") == (
        "standfirst",
        "paragraph",
    )


def test_a_feeds_own_text_has_kinds_too() -> None:
    content = b"<p>A line of the feed, and it is long enough.</p><blockquote>They said so.</blockquote>"
    raw = RawDocument(URL, URL, content, body_source=BodySource.FEED)
    article = read_article(raw, now=datetime(2026, 5, 1, tzinfo=UTC))
    assert article.paragraph_kinds == ("paragraph", "quote")


@given(st.text(max_size=200))
def test_there_are_as_many_kinds_as_paragraphs_whatever_the_text(text: str) -> None:
    paragraphs = Article(URL, text).paragraphs or ("",)
    assert len(paragraph_kinds(cut_blocks(read_tree("<p>x</p>")), text)) == len(paragraphs)
