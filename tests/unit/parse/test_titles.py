"""Titles without the site's name."""

from __future__ import annotations

import pytest

from pipeline.parse.evidence import Claim, Evidence
from pipeline.parse.titles import choose_title, is_site, site_words, strip_site

URL = "https://www.courier.example/a"
SITE = {"courier", "courierexample", "lakesidecourier"}


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Bridge mended | Lakeside Courier", "Bridge mended"),
        ("Bridge mended - Lakeside Courier", "Bridge mended"),
        ("Bridge mended — Courier", "Bridge mended"),
        ("Lakeside Courier » Bridge mended", "Bridge mended"),
        ("Bridge mended | News | Lakeside Courier", "Bridge mended | News"),
        ("Bridge mended – Lakeside Courier – Town and Lake", "Bridge mended"),
        ("Bridge mended (Lakeside Courier)", "Bridge mended"),
        ("Bridge mended / Lakeside Courier", "Bridge mended"),
        ("Bridge mended : The Lakeside Courier", "Bridge mended"),
        ("Bridge mended ― Lakeside Courier", "Bridge mended"),
        ("Bridge mended (again)", "Bridge mended (again)"),
        ("Bridge – mended at last", "Bridge – mended at last"),
        ("Twenty-one boats", "Twenty-one boats"),
        ("The mayor calls for « a new bridge »", "The mayor calls for « a new bridge »"),
        ("", ""),
    ],
)
def test_a_sites_name_is_taken_off_either_end(title: str, expected: str) -> None:
    assert strip_site(title, site=SITE, others=[]) == expected


def test_a_tail_that_no_other_claim_has_is_taken_off() -> None:
    assert (
        strip_site("Bridge mended - Local", site=SITE, others=["Bridge mended", "Bridge mended - Local"])
        == "Bridge mended"
    )


def test_a_tail_that_the_heading_has_not_is_taken_off() -> None:
    evidence = Evidence(page_title="Bridge mended at last | The Evening Lamp", headings=("Bridge mended at last",))
    assert choose_title(evidence, url=URL).value == "Bridge mended at last"
    sections = Evidence(page_title="桥修好了_本地新闻_湖边报", headings=("桥修好了",))
    assert choose_title(sections, url=URL).value == "桥修好了"


def test_a_site_is_known_by_its_host_and_its_own_name() -> None:
    words = site_words(Evidence(site_name="The Lake"), url=URL)
    assert {"courier", "courierexample", "thelake"} <= words
    assert is_site("The Lake", words) and is_site("Courier.example", words) and not is_site("Bridge", words)


def test_a_claim_that_is_only_the_site_is_no_title() -> None:
    evidence = Evidence(titles=(Claim("Courier", "opengraph"),), headings=("Bridge mended",))
    assert choose_title(evidence, url=URL) == Claim("Bridge mended", "html")


def test_a_page_without_any_claim_has_an_empty_title() -> None:
    assert choose_title(Evidence(), url=URL) == Claim("", "")


def test_a_url_without_a_host_does_no_harm() -> None:
    assert choose_title(Evidence(page_title="Bridge mended"), url="file:///in/a.html").value == "Bridge mended"


def test_an_endless_title_is_cut() -> None:
    assert len(choose_title(Evidence(titles=(Claim("| - " * 5_000, "meta"),)), url=URL).value) <= 500


def titled(*claims: tuple[str, str]) -> str:
    evidence = Evidence(titles=tuple(Claim(value, source) for source, value in claims), site_name="호수일보")
    return choose_title(evidence, url=URL).value


def test_a_headline_to_be_shared_wins_over_the_same_with_words_for_those_who_search() -> None:
    longer = "Ferry company told to mend the old harbour bridge by Friday, mayor says"
    assert titled(("json-ld", longer), ("opengraph", "Ferry company told to mend the old harbour bridge")) == (
        "Ferry company told to mend the old harbour bridge"
    )


@pytest.mark.parametrize(
    "shared",
    [
        "Ferry company told to mend",
        "Ferry company told to mend the old harbour…",
        "Bridge: ferry company told to mend it",
    ],
)
def test_a_headline_that_was_cut_short_or_written_anew_to_be_shared_does_not(shared: str) -> None:
    longer = "Ferry company told to mend the old harbour bridge"
    assert titled(("json-ld", longer), ("opengraph", shared)) == longer


def test_a_section_and_the_site_behind_a_mark_without_spaces_are_no_part_of_a_title() -> None:
    title = '다리를 고친다, 시장 "금요일까지"'
    assert titled(("opengraph", f"{title}-정치ㅣ호수일보"), ("meta", title)) == title
    assert titled(("opengraph", f"{title}-정치"), ("meta", title)) == f"{title}-정치"
