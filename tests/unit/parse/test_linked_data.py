"""JSON-LD in pages."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import html

from pipeline.parse.linked_data import MAX_NODES, article_node, author_names, read_nodes, text_value, types


def nodes(*scripts: str) -> tuple[dict[str, Any], ...]:
    markup = "".join(f'<script type="application/ld+json">{script}</script>' for script in scripts)
    return read_nodes(html.document_fromstring(f"<html><head>{markup}</head><body>x</body></html>"))


def test_nodes_are_found_in_graphs_lists_and_within_each_other() -> None:
    found = nodes(
        '{"@graph":[{"@type":"WebSite"},{"@type":"NewsArticle","author":{"@type":"Person"}}]}',
        '[{"@type":"Organization"}]',
    )
    assert [types(node)[0] for node in found] == ["WebSite", "NewsArticle", "Person", "Organization"]


@pytest.mark.parametrize("script", ["", "{", "null", "5", '"x"', "[" * 100_000, '{"@type":', "<!-- -->"])
def test_a_broken_script_gives_nothing_and_stops_nothing(script: str) -> None:
    assert [types(node) for node in nodes(script, '{"@type":"Article"}')] == [("Article",)]


@pytest.mark.parametrize(
    "script",
    [
        '{"@type":"Article","headline":"A",}',
        '<!-- {"@type":"Article","headline":"A"} -->',
        '// <![CDATA[\n{"@type":"Article","headline":"A"}\n// ]]>',
        '{"@type":"Article","headline":"A"};',
        '{"@type":"Article",\n"headline":"A","x":"line\nbreak"}',
    ],
)
def test_common_slips_in_the_json_are_forgiven(script: str) -> None:
    assert article_node(nodes(script)).get("headline") == "A"


def test_the_article_that_says_most_is_the_pages_own() -> None:
    found = nodes(
        '[{"@type":"NewsArticle","headline":"teaser"},{"@type":"NewsArticle","headline":"own","datePublished":"x","author":"y"}]'
    )
    assert article_node(found)["headline"] == "own"


@pytest.mark.parametrize(
    "kind", ["NewsArticle", "BlogPosting", "ReportageNewsArticle", "http://schema.org/Article", "schema:Report"]
)
def test_every_kind_of_article_counts(kind: str) -> None:
    assert article_node(nodes(f'{{"@type":"{kind}","headline":"A"}}'))


def test_a_dated_web_page_stands_in_and_a_site_does_not() -> None:
    assert article_node(nodes('{"@type":"WebPage","datePublished":"2026-05-04"}'))
    assert article_node(nodes('{"@type":"WebSite","name":"x"}')) == {}


@pytest.mark.parametrize(
    ("author", "persons", "organisations"),
    [
        ('"Jane Roe"', ["Jane Roe"], []),
        ('{"@type":"Person","name":"Jane Roe"}', ["Jane Roe"], []),
        ('[{"name":"Jane Roe"},"Bo Kim"]', ["Jane Roe", "Bo Kim"], []),
        ('{"name":["Jane Roe","Bo Kim"]}', ["Jane Roe", "Bo Kim"], []),
        ('{"@type":"Organization","name":"AFP"}', [], ["AFP"]),
        ('{"@id":"#jane"}', ["Jane Roe"], []),
        ('{"@id":"#nobody"}', [], []),
        ("[null, 5, []]", [], []),
    ],
)
def test_authors_are_read_in_every_shape(author: str, persons: list[str], organisations: list[str]) -> None:
    found = nodes(f'[{{"@type":"Article","author":{author}}},{{"@type":"Person","@id":"#jane","name":"Jane Roe"}}]')
    assert author_names(article_node(found), found) == (persons, organisations)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("a", "a"),
        (["a", "b"], "a"),
        ({"@value": "a"}, "a"),
        ({"name": "a"}, "a"),
        (5, "5"),
        (None, ""),
        ([], ""),
        ({}, ""),
    ],
)
def test_a_value_has_a_text_whatever_its_shape(value: object, text: str) -> None:
    assert text_value(value) == text


def test_the_number_of_nodes_is_capped() -> None:
    assert len(nodes("[" + ",".join(['{"@type":"Thing"}'] * (MAX_NODES + 50)) + "]")) == MAX_NODES
