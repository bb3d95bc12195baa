"""What other readers are asked where the page's own evidence leaves a gap."""

from __future__ import annotations

import pytest

from pipeline.parse import second_opinion
from pipeline.parse.page import read_page
from pipeline.parse.second_opinion import found_date, longer_text
from pipeline.parse.tree import read_tree

PARAGRAPHS = [
    f"Paragraph {number} of the harbour report says that crane {number} was repaired and moved to the north quay."
    for number in range(12)
]
URL = "https://news.example/2024/harbour"


def page(*, head: str = "", before: str = "", paragraphs: list[str] = PARAGRAPHS) -> str:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f"<html><head><title>Harbour report</title>{head}</head><body><article><h1>Harbour report</h1>{before}{body}"
        "</article></body></html>"
    )


def test_a_text_that_was_cut_short_is_taken_from_the_reader_that_has_all_of_it():
    markup = page()
    cut = "\n\n".join(PARAGRAPHS[:4])
    longer, whose = longer_text(read_tree(markup), cut, markup=markup)
    assert whose == "readability"
    assert longer.split("\n\n")[-12:] == PARAGRAPHS


def test_a_whole_text_is_not_read_a_second_time(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(second_opinion, "_readability", lambda tree: pytest.fail("it was asked"))
    markup = page()
    assert longer_text(read_tree(markup), "\n\n".join(PARAGRAPHS[:9]), markup=markup) == ("", "")


def test_a_text_that_the_other_reader_does_not_hold_stands():
    markup = page()
    other = "A wholly different account of the ferry that sank, told by those who swam to the shore that night."
    assert longer_text(read_tree(markup), other, markup=markup) == ("", "")


def test_markup_that_breaks_the_other_reader_changes_nothing():
    markup = "<p>" + "x" * 200 + "</p>" + "<![CDATA[" * 50
    assert longer_text(read_tree(markup), "x", markup=markup) == ("", "")


def test_a_date_that_only_the_address_has_is_found():
    article = read_page(page(), url="https://news.example/2024/03/03/harbour.html")
    assert article.published_at is not None and article.published_at.date().isoformat() == "2024-03-03"
    assert article.published_source == "htmldate" and article.published_precision == "day"


def test_a_page_without_a_date_has_none():
    assert found_date(read_tree("<p>Nothing here.</p>"), url="https://news.example/a") == ""


def test_of_authors_only_those_beside_the_first_count():
    before = '<div class="head"><a rel="author" href="/a">Ann Lee</a> and <a rel="author" href="/b">Bo Ek</a></div>'
    teasers = '<aside><div><div><div><a rel="author" href="/c">Cy Dorn</a></div></div></div></aside>'
    article = read_page(page(before=before).replace("</body>", f"{teasers}</body>"), url=URL)
    assert article.authors == ("Ann Lee", "Bo Ek")


def test_the_title_that_two_kinds_of_evidence_agree_on_wins():
    head = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Cranes 2024: all repaired"}</script>'
        '<meta property="og:title" content="All cranes repaired"><meta name="title" content="Cranes">'
    )
    assert read_page(page(head=head), url=URL).title == "Cranes 2024: all repaired"
    agreed = head.replace('"headline"', '"name": "All cranes repaired", "headline"')
    assert read_page(page(head=agreed), url=URL).title == "All cranes repaired"


def test_a_date_behind_the_title_is_no_part_of_it():
    head = '<meta property="og:title" content="All cranes repaired | 28.04.2023">'
    assert read_page(page(head=head), url=URL).title == "All cranes repaired"
