"""Wire agencies are told from people: in bylines, in what pages declare, in datelines and at the end of texts."""

from __future__ import annotations

import json

import pytest

from pipeline.models import Article
from pipeline.parse import parse_page
from pipeline.parse.agencies import agency_of, first_agency, signed_agency

TEXT = "".join(
    f"<p>The council of the {n} town met on Friday and decided, after a long debate, to mend the old bridge there.</p>"
    for n in ("first", "second", "third", "fourth")
)


def page(authors: list[object], *, byline: str = "", start: str = "") -> Article:
    node = {"@type": "NewsArticle", "headline": "A bridge is mended", "author": authors}
    head = f"<script type='application/ld+json'>{json.dumps(node)}</script>"
    markup = f"<html><head>{head}</head><body><article>{byline}<p>{start}It rained.</p>{TEXT}</article></body></html>"
    return parse_page(markup.encode(), url="https://courier.example/bridge")


@pytest.mark.parametrize(
    ("name", "agency"),
    [
        ("Agence France-Presse", "AFP"),
        ("The Associated Press", "AP"),
        ("dpa", "dpa"),
        ("DPA", "dpa"),
        ("Efe", "EFE"),
        ("ТАСС", "TASS"),
        ("新华社", "Xinhua"),
        ("연합뉴스", "Yonhap"),
        ("رويترز", "Reuters"),
        ("Reuters", "Reuters"),
        ("Ap", None),
        ("Aa", None),
        ("pa", None),
        ("Ansa Meyer", None),
        ("Reuters Institute", None),
        ("", None),
    ],
)
def test_an_agency_has_one_short_name_however_it_is_written(name: str, agency: str | None) -> None:
    assert agency_of(name) == agency


@pytest.mark.parametrize(
    ("line", "agency"),
    [
        ("Jane Roe, Associated Press", "AP"),
        ("Von Max Moritz und dpa", "dpa"),
        ("Le Quai et AFP", "AFP"),
        ("Quelle: dpa/sid", "dpa"),
        ("Par l'AFP", "AFP"),
        ("Jane Roe and John Doe", None),
    ],
)
def test_an_agency_is_found_among_those_who_sign(line: str, agency: str | None) -> None:
    assert first_agency([line]) == agency


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("CAIRO (Reuters) - The river rose.", "Reuters"),
        ("LONDON, Jan 5 (AP) — The river rose.", "AP"),
        ("Berlin (dpa/lno) - Der Fluss stieg.", "dpa"),
        ("Madrid, 3 feb (EFE).- El río creció.", "EFE"),
        ("Paris (AFP) – Le fleuve a monté.", "AFP"),
        ("AFP — The river rose.", "AFP"),
        ("The river rose.\n\nIt fell. (ANSA).", "ANSA"),
        ("The river rose.\n\n© AFP", "AFP"),
        ("The river rose — Reuters", "Reuters"),
        ("The river (AP style) rose and fell.", None),
        ("The board (of the town) - rose.", None),
        ("He worked at Reuters.", None),
        ("", None),
    ],
)
def test_a_dateline_or_the_end_of_a_text_names_its_agency(text: str, agency: str | None) -> None:
    assert signed_agency(text) == agency


def test_people_stay_authors_and_their_agency_stands_apart() -> None:
    article = page([{"@type": "Person", "name": "Jane Roe"}, {"@type": "Organization", "name": "Associated Press"}])
    assert (article.authors, article.extras.agency) == (("Jane Roe",), "AP")
    article = page(["Jane Roe", "dpa"])
    assert (article.authors, article.extras.agency) == (("Jane Roe",), "dpa")


def test_an_article_that_an_agency_signs_alone_has_no_author() -> None:
    article = page(["Reuters"], byline="<span class='author'>Harbour Desk</span>")
    assert (article.authors, article.extras.agency) == ((), "Reuters")


def test_an_article_without_an_agency_has_none_and_a_dateline_gives_one() -> None:
    assert page(["Jane Roe"]).extras.agency is None
    article = page(["Jane Roe"], start="CAIRO (Reuters) - ")
    assert (article.authors, article.extras.agency, article.dateline) == (("Jane Roe",), "Reuters", "Cairo")


def test_the_agency_of_a_picture_beside_an_article_that_others_sign_is_not_its_own() -> None:
    article = page(["Jane Roe"], byline="<span class='author'>AFP</span>")
    assert (article.authors, article.extras.agency) == (("Jane Roe",), None)


def test_an_agency_in_brackets_behind_a_name_is_named() -> None:
    assert first_agency(["Jane Roe (AP)"]) == "AP"
    assert first_agency(["Jane Roe (with the lifeboat)"]) is None
