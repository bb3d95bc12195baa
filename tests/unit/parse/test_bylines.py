"""Bylines that a page's claims leave out are read from the line behind its title, and from its preview card."""

from __future__ import annotations

import pytest

from pipeline.models import Article
from pipeline.parse import parse_page
from pipeline.parse.blocks import cut_blocks
from pipeline.parse.bylines import head_bylines, opening_bylines
from pipeline.parse.tree import read_tree

URL = "https://www.quayside.example/aurora"
TEXT = "".join(
    f"<p>The ferry left the {n} pier on Tuesday, for the time being without a band, and came back in the evening.</p>"
    for n in ("first", "second", "third", "fourth")
)


def page(byline: str, head: str = "") -> Article:
    markup = f"<html><head>{head}</head><body><h1>The Aurora sails</h1>{byline}<div>{TEXT}</div></body></html>"
    return parse_page(markup.encode(), url=URL)


@pytest.mark.parametrize(
    ("byline", "authors"),
    [
        ("<ul><li><span> von </span> <b>Jemima Kelm</b></li></ul>", ("Jemima Kelm",)),
        ("<div>By Jane Roe and John van der Berg</div>", ("Jane Roe", "John van der Berg")),
        ("<p>Por Ana Ruiz</p>", ("Ana Ruiz",)),
        ("<p>By the old harbour</p>", ()),
        ("<p>By Tuesday Evening the boats were back, and nobody had expected that.</p>", ()),
        ("<p>Jane Roe</p>", ()),
        ("<p><strong>By Jane Roe in Port Lund</strong></p>", ("Jane Roe",)),
        ("<p>By Jane Roe, Harbour Correspondent</p>", ("Jane Roe",)),
        ("<p>By Jane Roe | October 6, 2026</p>", ("Jane Roe",)),
        ("<p>Автор: Иван Котов</p>", ("Иван Котов",)),
        ("<p>بقلم: أحمد علي</p>", ("أحمد علي",)),
        ("<p>作者：王小明</p>", ("王小明",)),
        ("<p>文・山田太郎</p>", ("山田太郎",)),
        ("<div>Jane Roe</div><div>Harbour Correspondent</div><div>6 October 2026 08:15</div>", ("Jane Roe",)),
        ("<div>Jane Roe</div><div>6 October 2026 08:15</div>", ("Jane Roe",)),
    ],
)
def test_a_line_that_is_nothing_but_by_and_names_gives_the_authors(byline: str, authors: tuple[str, ...]) -> None:
    assert page(byline).authors == authors


@pytest.mark.parametrize(
    "head",
    [
        "<p><strong>By Jane Roe in Port Lund</strong></p>",
        "<p>Jane Roe</p><p>Harbour Correspondent</p><p>6 October 2026 08:15</p>",
        "<p>By Jane Roe, Harbour Correspondent</p><p>8:15 AM, Oct 6, 2026</p>",
        "<p>بقلم: أحمد علي</p><p>٦ أكتوبر ٢٠٢٦</p>",
    ],
)
def test_names_jobs_and_dates_that_stand_before_the_text_are_no_part_of_it(head: str) -> None:
    markup = f"<html><body><article><h1>The Aurora sails</h1><div>{head}{TEXT}</div></article></body></html>"
    article = parse_page(markup.encode(), url=URL)
    assert article.text.startswith("The ferry left the first pier")
    if any(digit in head for digit in "6٦"):
        assert article.published_at is not None and article.published_at.date().isoformat() == "2026-10-06"


def test_a_person_in_the_byline_comes_before_the_site_that_signs() -> None:
    signed = '<script type="application/ld+json">{"@type":"Article","author":{"name":"Quayside"}}</script>'
    assert page("<p>By Jane Roe</p>", signed).authors == ("Jane Roe",)
    assert page("", signed).authors == ("Quayside",)


def test_a_byline_far_from_the_title_is_another_articles() -> None:
    tree = read_tree(f"<h1>Boats</h1><h1>The Aurora sails</h1>{'<p>words</p>' * 60}<p>By Jane Roe</p>")
    assert list(head_bylines(tree, title="The Aurora sails")) == []
    assert list(head_bylines(read_tree("<p>By Jane Roe</p>"), title="")) == []


@pytest.mark.parametrize("label", ["Written by", "Verfasst von", "Écrit par", "Автор"])
def test_a_preview_card_names_the_author_in_its_own_words(label: str) -> None:
    head = f'<meta name="twitter:label1" content="{label}"><meta name="twitter:data1" content="Jane Roe">'
    assert page("", head).authors == ("Jane Roe",)


def test_a_preview_card_names_the_author_under_the_label_itself() -> None:
    assert page("", '<meta name="twitter:misc:Written by" content="Jane Roe">').authors == ("Jane Roe",)
    assert page("", '<meta name="twitter:misc:Reading time" content="Four Minutes">').authors == ()


def test_what_a_preview_card_labels_otherwise_is_no_author() -> None:
    head = '<meta name="twitter:label1" content="Reading time"><meta name="twitter:data1" content="Four Minutes">'
    assert page("", head).authors == ()


OWN = '<meta name="author" content="Quayside">'


@pytest.mark.parametrize(
    ("opening", "authors"),
    [
        ("<p><strong>Jemima Kelm</strong></p>", ("Jemima Kelm",)),
        ("<p>…and the band stays at home</p><p><em>Jemima Kelm/Bo Ek</em></p>", ("Jemima Kelm", "Bo Ek")),
        ("<p>JEMIMA KELM</p>", ("Jemima Kelm",)),
        ("<p>Jemima Kelm</p>", ("Quayside",)),
        ("<p><strong>Tuesday Evening</strong></p>", ("Quayside",)),
        ("<h2><b>Jemima Kelm</b></h2>", ("Quayside",)),
        ("<section><p><b>Jemima Kelm</b></p></section>", ("Quayside",)),
        ("<p><b>Jemima Kelm met us there.</b></p>", ("Quayside",)),
    ],
)
def test_names_alone_before_the_text_sign_where_only_the_site_does(opening: str, authors: tuple[str, ...]) -> None:
    markup = f"<html><head>{OWN}</head><body><h1>The Aurora sails</h1><div>{opening}{TEXT}</div></body></html>"
    assert parse_page(markup.encode(), url=URL).authors == authors


def test_a_long_title_is_not_the_paragraph_that_names_stand_before() -> None:
    title = f"The Aurora sails, {'and the band plays on, ' * 4}as it did before the war"
    markup = f"<html><head>{OWN}</head><body><div><h1>{title}</h1><p>JEMIMA KELM</p>{TEXT}</div></body></html>"
    blocks = cut_blocks(read_tree(markup))
    text = "\n\n".join(block.text for block in blocks)
    assert [claim.value for claim in opening_bylines(blocks, text=text)] == ["JEMIMA KELM"]


def test_names_before_the_text_add_nothing_to_those_that_the_page_gives() -> None:
    head = '<meta name="author" content="Jane Roe">'
    markup = f"<html><head>{head}</head><body><div><p><b>Jemima Kelm</b></p>{TEXT}</div></body></html>"
    assert parse_page(markup.encode(), url=URL).authors == ("Jane Roe",)


def test_a_site_that_signs_by_its_address_is_named_by_it() -> None:
    head = """<script type="application/ld+json">{"@type": "Article", "headline": "The Aurora sails",
    "author": {"@type": "Organization", "name": "quayside.example"}}</script>"""
    assert page("", head).authors == ("quayside.example",)
    assert page("", head.replace("quayside.example", "other.example")).authors == ()
