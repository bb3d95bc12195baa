"""Section, tags, lead image, standfirst, and texts of which a page keeps the rest for those who pay."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pipeline.extras import Extras, Image
from pipeline.models import FeedEntry, RawDocument
from pipeline.parse import parse_page, read_article
from pipeline.storage.staging import article_from_json, article_to_json
from tests.conftest import NOW

URL = "https://quay.example/2026/ferry"
SENTENCE = "The ferry to the islands left two hours late, because its pilot had slept at his sister's that night. "


def page(head: str = "", *, node: dict[str, Any] | None = None, sentences: int = 6) -> bytes:
    told = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Late"} | (node or {})
    script = f'<script type="application/ld+json">{json.dumps(told)}</script>'
    body = "".join(f"<p>{number}. {SENTENCE}</p>" for number in range(sentences))
    return f"<html><head><title>Late</title>{head}{script}</head><body><article>{body}</article></body></html>".encode()


def extras(head: str = "", *, node: dict[str, Any] | None = None, sentences: int = 6) -> Extras:
    return parse_page(page(head, node=node, sentences=sentences), url=URL).extras


def test_what_a_page_says_beside_its_text_is_kept_as_written():
    head = (
        '<meta property="og:description" content="A pilot overslept.">'
        '<meta property="article:section" content="Harbour">'
        '<meta property="article:tag" content="Ferries"><meta property="article:tag" content="Islands, the outer">'
        '<meta property="og:image" content="/img/ferry.jpg"><meta property="og:image:alt" content="A white ferry">'
    )
    assert extras(head) == Extras(
        "A pilot overslept.", "Harbour", ("Ferries", "Islands, the outer"), "https://quay.example/img/ferry.jpg",
        "A white ferry", images=(Image("https://quay.example/img/ferry.jpg", "A white ferry"),),
    )  # fmt: skip


def test_json_ld_says_it_where_meta_elements_do_not():
    node = {
        "description": "A pilot overslept.", "articleSection": ["Harbour", "News"],
        "keywords": "Ferries, Islands,ferries",
        "image": [{"@type": "ImageObject", "url": "https://img.example/1.jpg"}],
    }  # fmt: skip
    assert extras(node=node) == Extras(
        "A pilot overslept.", "Harbour", ("Ferries", "Islands"), "https://img.example/1.jpg",
        images=(Image("https://img.example/1.jpg"),),
    )  # fmt: skip


def test_a_page_that_says_nothing_has_nothing():
    assert extras() == Extras()


@pytest.mark.parametrize(
    "image", ["javascript:alert(1)", "data:image/png;base64,AAAA", "ftp://img.example/1.jpg", "http://["]
)
def test_an_image_that_is_no_link_of_the_web_is_none(image: str):
    found = extras(f'<meta property="og:image" content="{image}"><meta property="og:image:alt" content="x">')
    assert found.image_url is None and found.image_alt is None


def test_markup_and_line_ends_are_no_part_of_a_section_or_a_tag():
    found = extras(
        '<meta name="section" content="&lt;b&gt;Har&#10;bour&lt;/b&gt;"><meta name="keywords" content=" , a ,,b">'
    )
    assert found.section == "Har bour" and found.tags == ("a", "b")


@pytest.mark.parametrize(
    ("node", "sentences", "truncated"),
    [
        ({"isAccessibleForFree": False, "wordCount": 900}, 6, True),
        ({"isAccessibleForFree": "False", "wordCount": "900"}, 6, True),
        ({"isAccessibleForFree": False, "wordCount": 120}, 6, False),
        ({"isAccessibleForFree": False}, 3, True),
        ({"isAccessibleForFree": False}, 40, False),
        ({"hasPart": {"@type": "WebPageElement", "isAccessibleForFree": False, "cssSelector": ".more"}}, 3, True),
        ({"isAccessibleForFree": True, "wordCount": 900}, 6, False),
        ({"wordCount": 900}, 6, False),
        ({"isAccessibleForFree": False, "wordCount": "9" * 40}, 3, True),
    ],
)
def test_a_text_is_a_part_only_where_the_page_wants_money_and_the_words_are_few(
    node: dict[str, Any], sentences: int, truncated: bool
):
    assert extras(node=node, sentences=sentences).truncated is truncated


def test_a_feeds_tags_stand_in_for_those_of_a_page_that_names_none():
    raw = RawDocument(url=URL, final_url=URL, content=page(), media_type="text/html")
    entry = FeedEntry("1", URL, tags=("Ferries",))
    assert read_article(raw, entry=entry, now=NOW).extras.tags == ("Ferries",)


def test_an_article_waits_between_stages_with_all_of_it_and_what_a_newer_program_adds_is_passed_over():
    article = parse_page(page('<meta name="keywords" content="a,b">'), url=URL)
    told = json.loads(article_to_json(article))
    assert article_from_json(told) == article
    told["mood"] = "glad"
    told["extras"]["mood"] = "glad"
    assert article_from_json(told) == article
    del told["extras"]
    assert article_from_json(told).extras == Extras()
