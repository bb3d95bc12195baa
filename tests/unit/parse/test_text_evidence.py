"""Whose reading an article's text is, and what speaks for it."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from pipeline.errors import Reason, Reject
from pipeline.models import Article, BodySource, FeedEntry, RawDocument
from pipeline.parse import examine, parse_page, read_article

URL = "https://quay.example/news/ferry"
NOW = datetime(2026, 11, 1, tzinfo=UTC)
WHO = ["ferry", "bridge", "crane", "lock", "tram", "mill", "market", "library", "school", "court", "quay", "tower"]
LINES = [
    f"The {who} of the {WHO[n - 3]} quarter near {WHO[n - 5]} street stood still on day {n}; the {WHO[n - 7]} council"
    f" met until {n} o'clock to ask the {WHO[n - 2]} board why nobody had looked after the {who} since the flood."
    for n, who in enumerate(WHO)
]
BODY = "".join(f"<p>{line}</p>" for line in LINES)
PAGE = (
    "<html><head><title>Ferry held</title></head><body><nav><a href=/>Home</a><a href=/sea>Sea</a></nav>"
    f"<article><h1>Ferry held</h1>{BODY}</article><footer><p>Imprint of the quay</p></footer></body></html>"
)


def read(
    page: str, *, content: str = "", source: BodySource = BodySource.PAGE, media_type: str = "text/html"
) -> Article:
    raw = RawDocument(URL, URL, page.encode(), media_type, "utf-8", body_source=source)
    return read_article(raw, entry=FeedEntry(identity="1", title="Ferry held", content=content), now=NOW)


def test_a_text_chosen_block_by_block_says_how_many_and_who_agrees():
    article = read(PAGE)
    assert article.text_source == "blocks"
    told = article.text_evidence
    assert told["first_reading"] == "trafilatura" and told["taken"] in (len(LINES), len(LINES) + 1)  # the headline
    assert told["blocks"] > told["taken"] and 0 < told["least_likely"] <= 1
    assert told["agreement"]["first-reading"] == {"of_text": 1.0, "of_it": 1.0}
    assert told["agreement"]["reader-view"]["of_text"] == 1.0
    assert "json-ld" not in told["agreement"] and "feed" not in told["agreement"]


def test_what_the_page_declares_and_what_the_feed_said_are_weighed_beside_it():
    node = {"@type": "NewsArticle", "headline": "Ferry held", "articleBody": " ".join(LINES[:6])}
    page = PAGE.replace("</head>", f'<script type="application/ld+json">{json.dumps(node)}</script></head>')
    agreement = read(page, content=f"<p>{LINES[0]}</p>").text_evidence["agreement"]
    assert agreement["json-ld"]["of_it"] >= 0.95 and 0.4 < agreement["json-ld"]["of_text"] < 0.8
    assert agreement["feed"]["of_it"] == 1.0 and agreement["feed"]["of_text"] < 0.2


def test_a_declared_body_that_the_page_does_not_show_is_said_to_be_the_text():
    node = {"@type": "NewsArticle", "headline": "Ferry held", "articleBody": "\n".join(LINES)}
    page = (
        f'<html><head><script type="application/ld+json">{json.dumps(node)}</script></head><body>Log in.</body></html>'
    )
    article = read(page)
    assert (article.text_source, article.text_evidence["first_reading"]) == ("json-ld", "trafilatura")
    assert article.text_evidence["coverage"] < 0.5


@pytest.mark.parametrize(
    ("body", "source", "media_type", "whose"),
    [
        (BODY, BodySource.FEED, "text/html", "feed"),
        ("\n\n".join(LINES), BodySource.FILE, "text/plain", "plain"),
        (f"# Ferry held\n\n{LINES[0]}\n\n{LINES[1]}", BodySource.FILE, "text/markdown", "markdown"),
        (json.dumps({"title": "Ferry held", "text": "\n".join(LINES)}), BodySource.FILE, "application/json", "json"),
        ("<div>" * 3_000 + BODY, BodySource.PAGE, "text/html", "bare"),
    ],
)
def test_every_form_names_its_reader(body: str, source: BodySource, media_type: str, whose: str):
    assert read(body, source=source, media_type=media_type).text_source == whose


def test_a_page_of_a_few_words_shows_them_and_is_refused_with_them():
    page = "<html><body><a href='javascript:'><p>Pier closed</p>at noon</a></body></html>"
    article = parse_page(page.encode(), url=URL)
    assert (article.text, article.text_source) == ("Pier closed\n\nat noon", "few-words")
    with pytest.raises(Reject) as caught:
        read(page)
    assert caught.value.reason is Reason.NO_CONTENT and "Pier closed at noon" in caught.value.detail


def test_the_candidate_that_was_taken_is_the_one_that_the_row_names():
    raw = RawDocument(URL, URL, PAGE.encode(), "text/html", "utf-8")
    entry = FeedEntry(identity="1", title="Ferry held", content=LINES[0])
    texts = [one for one in examine(raw, entry=entry, now=NOW).candidates if one.field == "text"]
    assert [(one.source, one.chosen) for one in texts] == [("blocks", True), ("trafilatura", False), ("feed", False)]


def test_what_a_page_declares_and_its_row_has_no_column_for_is_kept_as_evidence() -> None:
    words = (
        "LISBON, Jan 5 (Reuters) - The ferry to the outer islands was held in port on Monday after its pilot overslept."
    )
    page = f"""<html lang="de-DE"><head><title>Ferry held</title><meta property="og:image" content="/quay.jpg">
    <link rel="canonical" href="https://quay.example/ferry">
    <meta property="article:published_time" content="2026-01-05T08:00:00+02:00">
    <meta property="article:modified_time" content="2026-01-06"></head><body><article><h1>Ferry held</h1>
    <p>{words}</p><p>It sailed at noon, with all of those who had waited for it on the quay since the morning.</p>"""
    article = parse_page(page.encode(), url="file:///in/ferry.html")
    told = article.text_evidence
    assert (article.language, told["declared_language"]) == ("en", "de-DE")
    assert told["published_offset"] == "+02:00" and "modified_offset" not in told
    assert (told["modified_precision"], told["modified_source"]) == ("day", "opengraph")
    assert (article.dateline, told["dateline_date"]) == ("Lisbon", "Jan 5")
    assert article.extras.image_url == "https://quay.example/quay.jpg"


def test_a_byline_counts_as_taken_where_the_article_has_its_names():
    page = PAGE.replace("</h1>", "</h1><p class='byline'>By Ann Lee and Bo Kim, reporters</p>")
    raw = RawDocument(URL, URL, page.encode(), "text/html", "utf-8")
    seen = examine(raw, now=NOW)
    assert seen.article is not None and seen.article.authors == ("Ann Lee", "Bo Kim")
    assert [one.chosen for one in seen.candidates if one.field == "author"] == [True]
