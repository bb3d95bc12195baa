"""Pages that hide, pile up or garble their words (B22, B23, B24, B28): text or a reason, in bounded time and memory."""

from __future__ import annotations

import json
import resource
import time
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from pipeline.errors import Reason, Reject
from pipeline.models import Article, RawDocument
from pipeline.parse import read_article, read_entries

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
URL = "https://news.example/a"
WORDS = "The harbour opens again on Monday, the mayor of the town said to everybody who asked. "


def read(content: bytes, *, media_type: str = "text/html", charset: str | None = None) -> Article:
    return read_article(RawDocument(URL, URL, content, media_type=media_type, charset=charset), now=NOW)


def outcome(content: bytes, **said: str | None) -> Article | Reason:
    try:
        return read(content, **said)  # type: ignore[arg-type]
    except Reject as refusal:
        return refusal.reason


@pytest.fixture
def bounded() -> Callable[[float], None]:
    """Ask whether so many seconds of the processor and 400 MB have not been passed since."""
    began = time.process_time()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    def check(seconds: float) -> None:
        assert time.process_time() - began < seconds
        assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 400_000

    return check


def test_b22_a_text_node_of_eleven_megabytes_is_too_large_and_not_an_empty_article(bounded: Callable[[float], None]):
    assert outcome(b"<html><body><p>" + b"word " * 2_200_000 + b"</p></body></html>") is Reason.TOO_LARGE
    bounded(2)


@pytest.mark.parametrize("around", [b"<p>", b"<div>", b"<pre>", b"<article><p>", b"<td>"])
def test_b22_a_single_block_of_megabytes_is_kept_to_its_last_word(around: bytes, bounded: Callable[[float], None]):
    words = b" ".join(b"word%d" % number for number in range(120_000))
    article = read(b"<html><title>Harbour</title><body>" + around + words + b" the end.</body></html>")
    assert "the end." in article.text[-20:]
    assert len(article.text) >= len(words)
    bounded(8)


@pytest.mark.faults
def test_b22_five_megabytes_in_one_paragraph_are_kept_to_the_last_word(bounded: Callable[[float], None]):
    article = read(b"<html><title>Harbour</title><body><p>" + b"word " * 1_000_000 + b"the end.</p></body></html>")
    assert article.text.endswith("the end.") and len(article.text) >= 5_000_000
    bounded(40)


DEPTHS = [
    b"<div>" * 30_000,
    b"<a " * 60_000,
    b"<td>" * 20_000,
    b"<![" * 60_000,
    b"<svg><g>" * 9_000,
    b"<p><!-- " * 9_000,
    b"<table><tr>" + b"<td>x</td>" * 50_000,
    b"<div>" * 600 + b"<script>" * 90_000,
]


@pytest.mark.parametrize("before", DEPTHS, ids=lambda before: before[:24].decode())
def test_b23_markup_without_end_hides_no_words_and_takes_bounded_time(before: bytes, bounded: Callable[[float], None]):
    found = outcome(b"<html><title>Harbour</title><body><p>" + WORDS.encode() * 9 + b"</p>" + before)
    bounded(20)
    assert isinstance(found, Article), found
    assert "harbour opens again on Monday" in found.text


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<noscript><p>{words}{words}</p></noscript>", None),
        ("<template><p>{words}{words}</p></template>", None),
        ("<p hidden>{words}{words}</p>", None),
        ("<div style='display:none'><p>{words}{words}</p></div>", None),
        ("<script type='application/ld+json'>{data}</script>", "JSON-LD"),
        ("<script>var article = {data}</script>", None),
        ("<!-- <p>{words}{words}</p> -->", None),
        ("<article></article>", None),
        ("<article>&nbsp;\u200b&#0;</article>", None),
        ("<p>We use cookies. Accept all or manage them.</p>", None),
        ("<div><h1>We value your privacy</h1><p>We and our 842 partners use cookies for personalised ads.</p>", None),
        ("<div id=app></div><noscript>You need to enable JavaScript to run this app.</noscript>", None),
    ],
    ids=[
        "noscript",
        "template",
        "hidden",
        "none",
        "ld",
        "script",
        "comment",
        "bare",
        "blank",
        "short wall",
        "wall",
        "app",
    ],
)
def test_b24_words_that_are_not_shown_end_with_a_reason_or_as_text_but_never_as_an_empty_article(
    body: str, expected: str | None
):
    data = json.dumps({"@type": "NewsArticle", "headline": "Harbour", "articleBody": WORDS * 3})
    found = outcome(f"<html><title>Harbour</title><body>{body.format(words=WORDS, data=data)}</body></html>".encode())
    if isinstance(found, Article):
        assert "harbour opens again on Monday" in found.text
    else:
        assert expected is None
        assert found in (Reason.NO_CONTENT, Reason.NOT_AN_ARTICLE)


RUSSIAN = "Порт снова откроется в понедельник, сказал мэр города всем, кто его спросил об этом утром. "
GERMAN = "Der Hafen öffnet wieder am Montag, sagte die Bürgermeisterin von Köln, und alle Gäste hörten es gern. "
CODED: dict[str, tuple[bytes, str | None, str]] = {
    "UTF-16 without a mark, little": (RUSSIAN.encode("utf-16-le"), None, RUSSIAN),
    "UTF-16 without a mark, big": (GERMAN.encode("utf-16-be"), None, GERMAN),
    "header says UTF-8, body is windows-1251": (RUSSIAN.encode("cp1251"), "utf-8", RUSSIAN),
    "header says punycode": (GERMAN.encode(), "punycode", GERMAN),
    "header says utf-7": (GERMAN.encode(), "utf-7", GERMAN),
    "header says zlib_codec": (GERMAN.encode(), "zlib_codec", GERMAN),
    "header says idna": (GERMAN.encode(), "idna", GERMAN),
    "UTF-8 twice": (GERMAN.encode().decode("cp1252").encode(), None, GERMAN),
    "a mark in the middle": (GERMAN.encode() + b"\xef\xbb\xbf" + GERMAN.encode(), "utf-8", GERMAN),
    "a mark of the other kind": (b"\xff\xfe" + GERMAN.encode("utf-16-le"), "utf-8", GERMAN),
    "bytes that are invalid": (GERMAN.encode() + b" \xff\xfe\xc3\x28 " + GERMAN.encode(), "utf-8", GERMAN),
    "half a character": (GERMAN.encode() + b" \xed\xa0\x80 " + GERMAN.encode(), "utf-8", GERMAN),
}


@pytest.mark.parametrize("name", CODED)
def test_b28_a_feed_in_any_encoding_comes_out_right(name: str):
    body, charset, words = CODED[name]
    wide = "utf-16-le" if "little" in name or "other kind" in name else "utf-16-be" if "big" in name else "ascii"
    mark, body = (body[:2], body[2:]) if body.startswith(b"\xff\xfe") else (b"", body)
    for declared, said in ((charset or "utf-8", None), (None, charset), (charset or "utf-8", charset)):
        opening = f'<?xml version="1.0" encoding="{declared}"?>' if declared else '<?xml version="1.0"?>'
        item = f"{opening}<rss version='2.0'><channel><title>N</title><item><link>/a</link><title>".encode(wide)
        feed = mark + item + body + "</title></item></channel></rss>".encode(wide)
        listed = read_entries(RawDocument(URL, URL, feed, "application/rss+xml", charset=said), now=NOW)
        assert words.strip() in listed.entries[0].title, listed.entries[0].title


@pytest.mark.parametrize("name", CODED)
@pytest.mark.parametrize("form", ["page", "text", "declared"])
def test_b28_a_text_in_any_encoding_comes_out_right_or_says_so(name: str, form: str):
    body, charset, words = CODED[name]
    if form == "text":
        found = outcome(body * 3, media_type="text/plain", charset=charset)
    else:
        wide = "utf-16-le" if "little" in name or "other kind" in name else "utf-16-be" if "big" in name else "ascii"
        meta = f'<meta charset="{charset}">' if form == "declared" and charset else ""
        mark, body = (body[:2], body[2:]) if body.startswith(b"\xff\xfe") else (b"", body)
        head = f"<html><title>x</title>{meta}<body><p>".encode(wide)
        said = None if form == "declared" else charset
        found = outcome(mark + head + (body + "</p><p>".encode(wide)) * 3, charset=said)
    if isinstance(found, Article):
        assert " ".join(words.split()) in " ".join(found.text.split()), found.text[:300]
    else:
        assert found is Reason.BAD_ENCODING
