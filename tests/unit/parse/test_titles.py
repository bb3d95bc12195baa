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
