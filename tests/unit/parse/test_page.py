"""Pages to articles: a whole page, and the evidence for each field."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipeline.errors import Reason, Reject
from pipeline.models import Article
from pipeline.parse import parse_page
from pipeline.parse.page import MAX_BYTES

DATA = Path(__file__).parents[2] / "data" / "parse"
URL = "https://courier.example/2026/05/ferry-returns?utm_source=x"
TEXT = (
    "<p>The council of the town met on Friday and decided, after a long debate about money, to mend the old bridge.</p>"
    "<p>Work will begin in March, said the mayor, who had walked over the bridge every morning for thirty years.</p>"
    "<p>The cost is put at four million, a quarter of which the county has promised to pay before the autumn comes.</p>"
)


def page(head: str = "", body: str = TEXT, lang: str = "en") -> Article:
    markup = f"<!doctype html><html lang='{lang}'><head>{head}</head><body><article>{body}</article></body></html>"
    return parse_page(markup.encode(), url=URL)


def reason(body: bytes) -> Reason:
    with pytest.raises(Reject) as refusal:
        parse_page(body, url=URL)
    return refusal.value.reason


def test_a_whole_page_gives_the_article_that_stands_beside_it() -> None:
    expected = json.loads((DATA / "harbour.json").read_text(encoding="utf-8"))
    article = parse_page((DATA / "harbour.html").read_bytes(), url=URL)
    for name in (
        "title",
        "title_source",
        "published_precision",
        "published_source",
        "language",
        "language_source",
        "canonical_url",
        "site_name",
        "dateline",
    ):
        assert getattr(article, name) == expected[name], name
    assert list(article.authors) == expected["authors"]
    assert article.published_at is not None and article.published_at == datetime.fromisoformat(expected["published_at"])
    assert article.modified_at is not None and article.modified_at == datetime.fromisoformat(expected["modified_at"])
    assert article.text.startswith(expected["starts"])
    assert article.text.endswith(expected["ends"])
    assert all(words in article.text for words in expected["holds"])
    assert not any(words in article.text for words in expected["lacks"])


def test_sentences_stand_off_against_the_text() -> None:
    article = parse_page((DATA / "harbour.html").read_bytes(), url=URL)
    assert len(article.sentences) > 6
    for sentence in article.sentences:
        assert article.text[sentence.start_char : sentence.end_char] == sentence.text
        assert sentence.text in article.paragraphs[sentence.paragraph_no]


def test_json_ld_is_believed_before_opengraph_and_that_before_html() -> None:
    ld = '<script type="application/ld+json">{"@type":"NewsArticle","headline":"From data"}</script>'
    og = '<meta property="og:title" content="From graph">'
    heading = "<h1>From heading</h1>" + TEXT
    assert (page(ld + og, heading).title, page(ld + og, heading).title_source) == ("From data", "json-ld")
    assert (page(og, heading).title, page(og, heading).title_source) == ("From graph", "opengraph")
    assert (page("", heading).title, page("", heading).title_source) == ("From heading", "html")


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Bridge to be mended | Courier", "Bridge to be mended"),
        ("Bridge to be mended - courier.example", "Bridge to be mended"),
        ("Courier: bridge to be mended", "Courier: bridge to be mended"),
        ("Bridge - or no bridge", "Bridge - or no bridge"),
        ("Courier | Bridge to be mended", "Bridge to be mended"),
    ],
)
def test_the_sites_name_is_taken_off_the_title(title: str, expected: str) -> None:
    assert page(f"<title>{title}</title><meta property='og:site_name' content='Courier'>").title == expected


def test_a_title_that_was_cut_is_completed_from_the_heading() -> None:
    head = "<meta property='og:title' content='The council of the town met on…'>"
    assert (
        page(head, "<h1>The council of the town met on Friday</h1>" + TEXT).title
        == "The council of the town met on Friday"
    )


@pytest.mark.parametrize(
    ("head", "authors"),
    [
        ('<meta name="author" content="By Jane Roe">', ("Jane Roe",)),
        (
            '<meta property="article:author" content="https://x.example/jane"><meta name="author" content="Jane Roe">',
            ("Jane Roe",),
        ),
        ('<script type="application/ld+json">{"@type":"Article","author":"Jane Roe"}</script>', ("Jane Roe",)),
        (
            '<script type="application/ld+json">{"@type":"Article","author":{"name":["Jane Roe","Bo Kim"]}}</script>',
            ("Jane Roe", "Bo Kim"),
        ),
        (
            '<script type="application/ld+json">'
            '{"@type":"Report","author":{"@type":"Organization","name":"Port Authority"}}</script>',
            ("Port Authority",),
        ),
        ('<meta name="author" content="courier.example">', ()),
        ("", ()),
    ],
)
def test_authors_are_clean_names_from_the_best_source(head: str, authors: tuple[str, ...]) -> None:
    assert page(head).authors == authors


def test_a_byline_in_the_page_names_the_author_when_the_head_names_the_site() -> None:
    head = '<meta name="author" content="Courier"><meta property="og:site_name" content="Courier">'
    assert page(head, '<a rel="author">Jane Roe</a>' + TEXT).authors == ("Jane Roe",)


@pytest.mark.parametrize(
    ("head", "body", "instant", "precision", "source"),
    [
        (
            '<meta property="article:published_time" content="2026-05-04T10:00:00+02:00">',
            "",
            datetime(2026, 5, 4, 8, tzinfo=UTC),
            "instant",
            "opengraph",
        ),
        ('<meta name="date" content="2026-05-04">', "", datetime(2026, 5, 4, tzinfo=UTC), "day", "meta"),
        (
            "",
            '<time datetime="2026-05-04T10:00:00Z">today</time>',
            datetime(2026, 5, 4, 10, tzinfo=UTC),
            "instant",
            "html",
        ),
        ("", '<span class="post-date">May 4, 2026</span>', datetime(2026, 5, 4, tzinfo=UTC), "day", "html"),
        (
            '<meta name="date" content="0000-00-00">',
            "<time>04.05.2026</time>",
            datetime(2026, 5, 4, tzinfo=UTC),
            "day",
            "html",
        ),
        ("", "", None, None, None),
    ],
)
def test_the_date_keeps_its_instant_its_precision_and_its_source(
    head: str, body: str, instant: datetime | None, precision: str | None, source: str | None
) -> None:
    article = page(head, body + TEXT)
    assert (article.published_at, article.published_precision, article.published_source) == (instant, precision, source)


def test_detection_overrules_a_declared_language_that_is_wrong() -> None:
    assert (page(lang="de").language, page(lang="de").language_source) == ("en", "detected")


def test_text_in_json_ld_alone_is_the_article() -> None:
    words = "The council met on Friday and mended the bridge. " * 12
    data = json.dumps({"@type": "NewsArticle", "headline": "Bridge", "articleBody": words})
    head = f'<script type="application/ld+json">{data}</script>'
    assert page(head, "<p>Please subscribe.</p>").text.startswith("The council met on Friday")


def test_markup_in_the_words_is_text_and_scripts_are_not() -> None:
    text = page(
        "", TEXT + "<p>The tag &lt;script&gt; is written so in the manual of the town.</p><script>alert('x')</script>"
    ).text
    assert "<script>" in text and "alert" not in text


def test_a_page_nested_too_deep_to_look_into_keeps_what_its_head_says() -> None:
    head = (
        '<title>Boats sail | Quay</title><meta property="og:title" content="Boats sail at two">'
        '<meta name="author" content="Ada Quay"><meta property="article:published_time" content="2026-05-04T09:30:00Z">'
    )
    deep = "<div>" * 600 + TEXT + "</div>" * 600
    article = parse_page(f"<html><head>{head}</head><body>{deep}</body></html>".encode(), url="https://quay.example/1")
    assert article.title == "Boats sail at two"
    assert article.authors == ("Ada Quay",)
    assert article.published_at is not None
    assert article.published_at.isoformat() == "2026-05-04T09:30:00+00:00"
    bare = parse_page(f"{deep}<p>And the band plays on until midnight.</p>".encode(), url="https://quay.example/1")
    assert bare.authors == ()


def test_text_nested_deeper_than_parsers_like_is_not_lost() -> None:
    deep = (
        "<div>" * 400
        + "<p>The words at the bottom of the page are as good as those at the top of it.</p>"
        + "</div>" * 400
    )
    assert "words at the bottom" in page("", TEXT + deep).text or "words at the bottom" in page("", deep).text
    assert "words at the bottom" in page("", "<div>" * 600 + deep + "</div>" * 600).text


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"", Reason.NO_CONTENT),
        (b"<html><body></body></html>", Reason.NO_CONTENT),
        (b"<html><body><article></article></body></html>", Reason.NO_CONTENT),
        (b"<html><body><template><p>words words words words words</p></template></body></html>", Reason.NO_CONTENT),
        (
            b"<html><title>404 Not Found</title><body><p>The page you are looking for is not here.</p></body></html>",
            Reason.NOT_AN_ARTICLE,
        ),
        (
            b"<html><title>Just a moment...</title><body><p>Checking your browser.</p></body></html>",
            Reason.NOT_AN_ARTICLE,
        ),
        (b"<html><body>" + b"<a href='/x'>A page to go to</a> " * 100 + b"</body></html>", Reason.NOT_AN_ARTICLE),
        (b"<" * (MAX_BYTES + 1), Reason.TOO_LARGE),
    ],
    ids=["none", "bare", "no words", "template", "404", "gate", "links", "large"],
)
def test_a_page_that_is_no_article_says_why(body: bytes, why: Reason) -> None:
    assert reason(body) is why


def test_a_consent_wall_is_no_article() -> None:
    wall = "<p>We and our partners store cookies. Give your consent to personalised ads, or manage options "
    wall += "in our privacy centre.</p>"
    assert (
        reason(f"<html><title>Before you go on</title><body>{wall}{wall}</body></html>".encode())
        is Reason.NOT_AN_ARTICLE
    )


def test_an_article_about_errors_is_an_article() -> None:
    assert page("<title>404 days in the desert</title>", TEXT * 4).text


@pytest.mark.parametrize(
    "body",
    [
        b"<div>" * 30_000 + b"words of the page " * 20,
        b"<a " * 200_000,
        b"<td>cell " * 50_000,
        b"<![" * 60_000,
        b"<p>" + b"word " * 600_000,
        b"<a href=x>link</a> " * 20_000,
        b"<b><i>" * 20_000 + b"x",
        b"<table><tr>" * 5_000 + b"words",
        b"<script>" * 50_000,
        b"<!--" * 100_000,
        b"&" * 1_000_000,
        b"<span class='date'>2026</span>" * 20_000,
        b"<p class='author'>a</p>" * 20_000,
        b"<div class=post>10:15 <h2>" * 240 + b"<section>10:15 words" * 3_000,
        b"<p>x</p>" * 20_000,
        b"<figure>" * 200 + b"<img src=/1.jpg>" + b"<p>x</p>" * 20_000,
    ],
    ids=[
        "divs",
        "opens",
        "cells",
        "declarations",
        "long",
        "links",
        "inline",
        "tables",
        "scripts",
        "comments",
        "references",
        "dates",
        "authors",
        "posts",
        "short",
        "figures",
    ],
)
def test_a_page_made_to_hurt_ends_in_bounded_time_with_text_or_a_reason(body: bytes) -> None:
    started = time.process_time()
    try:
        assert parse_page(b"<html><body>" + body, url=URL).text
    except Reject as refusal:
        assert refusal.reason in (Reason.NO_CONTENT, Reason.NOT_AN_ARTICLE, Reason.PARSE_ERROR, Reason.TOO_LARGE)
    assert time.process_time() - started < 20


def test_a_short_page_in_chinese_keeps_its_paragraphs_among_the_pages_own_lines() -> None:
    told = [
        "港口议会周二投票决定重建旧渡轮码头，结束了长达十多年的争议，这场争议曾使小镇陷入分裂。",
        "该计划以九票对四票获得通过，将耗资一千四百五十万克朗，预计在夏天之前完工。",
        "“我们等得够久了，”议会主席说，“每年冬天都有一块掉进水里。”",
    ]
    own = ["广告", "延伸阅读：渡轮缩减班次", "分享", "责任编辑：李娜", "扫描二维码关注我们"]
    lines = "".join(f"<p>{line}</p>" for line in (told[0], *own, *told[1:]))
    links = "".join(f"<li><a href=/{n}>栏目{n}</a></li>" for n in range(6))
    page = f"<html lang=zh><title>重建码头</title><body><ul>{links}</ul><article><h1>重建码头</h1>{lines}</article>"
    assert parse_page(page.encode(), url="https://quay.example/a").text.split("\n\n") == told


def test_a_byline_and_the_articles_own_day_are_repeated_nowhere_in_its_text() -> None:
    words = "The ferry left the pier on Tuesday, for the time being without a band, and came back in the evening. "
    body = (
        f"<p>{words}</p><p>By Jane Roe</p><p>6 October 2026</p><p>{words * 2}</p><p>What he did on 6 October 2026</p>"
    )
    page = f"""<html><head><title>The ferry sails</title><meta name="author" content="Jane Roe">
    <meta property="article:published_time" content="2026-10-06T08:15:00Z"></head><body>
    <article><h1>The ferry sails</h1>{body}<p>5 October 2026</p><p>{words * 3}</p><p>By Jane Roe</p></article>"""
    text = parse_page(page.encode(), url="https://quay.example/a").text
    lines = text.split("\n\n")
    assert "By Jane Roe" not in text and "6 October 2026" not in lines
