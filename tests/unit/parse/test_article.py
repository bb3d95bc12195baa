"""Documents of every form to articles, completed from the entry."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipeline.errors import Reason, Reject
from pipeline.models import Article, BodySource, FeedEntry, RawDocument
from pipeline.parse import read_article
from pipeline.parse.article import MAX_BYTES

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
SEED = sorted((Path(__file__).parents[4] / "shared" / "corpus" / "seed").glob("*.txt"))
NOTE = (
    "Harbour closes for winter\n\nBy Jane Roe\n\n"
    "The harbour of the town closed on Friday. It will open in May.\n\nThe boats are ashore.\n"
)
ENTRY = FeedEntry(
    "g1",
    url="https://news.example.org/boats",
    title="Title of the entry",
    authors=("Ann Lee",),
    published_at=datetime(2026, 11, 18, 5, 0, tzinfo=UTC),
    modified_at=datetime(2026, 11, 19, 5, 0, tzinfo=UTC),
    language="en",
)


def read(
    content: bytes | str,
    *,
    name: str = "note.txt",
    media_type: str = "",
    body: BodySource = BodySource.FILE,
    entry: FeedEntry | None = None,
    charset: str | None = None,
) -> Article:
    raw = RawDocument(
        url=f"file:///in/{name}",
        final_url=f"file:///in/{name}",
        content=content.encode() if isinstance(content, str) else content,
        media_type=media_type,
        charset=charset,
        body_source=body,
    )
    return read_article(raw, entry=entry, now=NOW)


def reason(content: bytes | str, **said: str) -> Reason:
    with pytest.raises(Reject) as refusal:
        read(content, **said)  # type: ignore[arg-type]
    assert refusal.value.detail
    return refusal.value.reason


def test_a_text_file_with_a_headline_gives_title_byline_and_paragraphs() -> None:
    article = read(NOTE)
    assert (article.title, article.title_source) == ("Harbour closes for winter", "headline")
    assert article.authors == ("Jane Roe",)
    assert article.paragraphs == (
        "The harbour of the town closed on Friday. It will open in May.",
        "The boats are ashore.",
    )
    assert [s.paragraph_no for s in article.sentences] == [0, 0, 1]
    assert (article.language, article.language_source) == ("en", "detected")


def test_a_text_file_without_a_headline_is_titled_by_its_first_sentence() -> None:
    article = read("KISUMU — The harbour closed on Friday. It was cold in the town.\n\nThe boats are ashore now.")
    assert (article.title, article.title_source) == ("KISUMU — The harbour closed on Friday.", "first-sentence")
    assert article.dateline == "Kisumu"
    assert article.text.startswith("KISUMU — ")


@pytest.mark.skipif(not SEED, reason="the seed corpus is not beside this checkout")
def test_the_seed_article_is_read_whole() -> None:
    source = SEED[0].read_text(encoding="utf-8")
    article = read(SEED[0].read_bytes(), media_type="text/plain")
    assert (article.language, article.dateline, article.title_source) == ("en", "Cairo", "first-sentence")
    assert len(article.paragraphs) == len([block for block in source.split("\n\n") if block.strip()])
    assert article.text.split() == source.split()
    assert len(article.sentences) > len(article.paragraphs)
    assert all(s.text.split()[0] != "Secretary" for s in article.sentences), "'U.N.' ended a sentence"


@pytest.mark.parametrize("said", [{"name": "note.md"}, {"name": "x", "media_type": "text/markdown"}])
def test_markdown_is_known_by_its_name_or_type(said: dict[str, str]) -> None:
    article = read(
        "---\nauthor: Jane Roe\ndate: 2026-05-04\nlang: en\n---\n"
        "# Harbour *closes*\n\nThe [harbour](x) closed **today**.",
        **said,
    )  # type: ignore[arg-type]
    assert (article.title, article.title_source) == ("Harbour closes", "heading")
    assert article.text == "The harbour closed today."
    assert article.authors == ("Jane Roe",)
    assert (article.published_at, article.published_precision, article.published_source) == (
        datetime(2026, 5, 4, tzinfo=UTC),
        "day",
        "front-matter",
    )


@pytest.mark.parametrize(
    "said",
    [
        {"name": "page.html"},
        {"name": "page"},
        {"name": "page.txt"},
        {"name": "page", "media_type": "text/plain"},
        {"name": "x.md"},
    ],
)
def test_a_page_is_a_page_whatever_it_is_called(said: dict[str, str]) -> None:
    words = "<article><p>The harbour of the town closed on Friday for winter.</p></article>"
    markup = f"<!doctype html><html><title>Harbour</title><body>{words}</body></html>"
    assert read(markup, **said).text == "The harbour of the town closed on Friday for winter."  # type: ignore[arg-type]


def test_text_that_a_server_calls_html_is_still_text() -> None:
    assert read(NOTE, name="x", media_type="text/html").title == "Harbour closes for winter"


def test_angle_brackets_in_a_text_file_are_words() -> None:
    assert "a < b" in read("The rule is that a < b and c > d hold at once.", media_type="text/plain").text


def test_what_a_feed_gave_is_read_in_full_and_titled_by_the_entry() -> None:
    html = "<p>KISUMU (Reuters) - The harbour closed.</p><ul><li>One boat</li><li>Two boats</li></ul>"
    html += "It was<br>cold.<script>x()</script>"
    article = read(html, body=BodySource.FEED, entry=ENTRY)
    assert article.paragraphs == ("KISUMU (Reuters) - The harbour closed.", "One boat", "Two boats", "It was cold.")
    assert (article.title, article.title_source) == ("Title of the entry", "feed")
    assert article.dateline == "Kisumu"


def test_plain_text_out_of_a_feed_keeps_its_paragraphs() -> None:
    article = read(
        "One &amp; two came\nthis way.\n\nThree went home.", body=BodySource.FEED, media_type="text/plain", entry=ENTRY
    )
    assert article.paragraphs == ("One & two came this way.", "Three went home.")


def test_what_the_page_lacks_comes_from_the_entry() -> None:
    article = read("KISUMU — The harbour of the town closed on Friday.", entry=ENTRY)
    assert (article.title, article.title_source) == ("Title of the entry", "feed")
    assert article.authors == ("Ann Lee",)
    assert (article.published_at, article.published_precision, article.published_source) == (
        ENTRY.published_at,
        "instant",
        "feed",
    )
    assert article.modified_at == ENTRY.modified_at


def test_what_the_page_says_itself_is_not_overwritten_by_the_entry() -> None:
    article = read(NOTE, entry=ENTRY)
    assert (article.title, article.authors) == ("Harbour closes for winter", ("Jane Roe",))


def test_a_text_too_short_to_detect_has_the_entrys_language() -> None:
    article = read("Habari za leo asubuhi", entry=FeedEntry("g", language="sw"))
    assert (article.language, article.language_source) == ("sw", "feed")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "cp1251", "koi8-r", "utf-8-sig"])
def test_a_text_file_is_read_in_the_encoding_it_has(encoding: str) -> None:
    text = "Сегодня в городе прошёл большой праздник, и на него пришли тысячи людей из деревень."
    assert read(text.encode(encoding), charset="utf-8").text == text


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"%PDF-1.7 rest", Reason.PARSE_ERROR),
        (b"PK\x03\x04rest", Reason.UNSUPPORTED_MEDIA_TYPE),
        (b"\x89PNG\r\n\x1a\nrest", Reason.UNSUPPORTED_MEDIA_TYPE),
        (b"\xff\xd8\xff\xe0rest", Reason.UNSUPPORTED_MEDIA_TYPE),
        (b"\x1f\x8b\x08rest", Reason.UNSUPPORTED_MEDIA_TYPE),
        (bytes(range(256)) * 40, Reason.UNSUPPORTED_MEDIA_TYPE),
        (b'{"a": [1, 2]}', Reason.NOT_AN_ARTICLE),
        (b'<?xml version="1.0"?><svg xmlns="x"><text>t</text></svg>', Reason.UNSUPPORTED_MEDIA_TYPE),
        (b'<rss version="2.0"><channel></channel></rss>', Reason.NOT_AN_ARTICLE),
        (b"", Reason.NO_CONTENT),
        (b" \n\t ", Reason.NO_CONTENT),
        (b"ok", Reason.NO_CONTENT),
        (b"\xef\xbb\xbf" + b"\xff\xfe\xfd" * 100, Reason.BAD_ENCODING),
        (b"x" * (MAX_BYTES + 1), Reason.TOO_LARGE),
    ],
    ids=lambda value: repr(value)[:24],
)
def test_what_is_no_article_is_rejected_with_what_it_is(content: bytes, why: Reason) -> None:
    assert reason(content) is why


@pytest.mark.parametrize("media_type", ["image/png", "application/json", "text/css", "video/mp4", "application/pdf"])
def test_a_media_type_of_no_text_is_refused_when_the_bytes_do_not_say_otherwise(media_type: str) -> None:
    assert reason("some words that could be anything", media_type=media_type) is Reason.UNSUPPORTED_MEDIA_TYPE


@pytest.mark.parametrize(
    "words", ["'; DROP TABLE documents;-- and more", "100 %s of {0} and $$ \\copy", "a\\b c\\d e\\f"]
)
def test_words_that_mean_something_elsewhere_are_stored_as_they_are(words: str) -> None:
    assert read(words).text == words


def test_no_field_holds_what_a_database_refuses() -> None:
    article = read("Harbour\x00closes\n\nBy Jane\x00 Roe\n\nThe\x00har\ufeffbour closed\x1b[31m on Fri\u00adday.")
    assert article.title == "Harbour closes" and article.authors == ("Jane Roe",)
    assert article.text == "The harbour closed[31m on Friday."


@pytest.mark.parametrize("name", ["note.md", "note.html"])
def test_a_title_has_one_longest_length_wherever_it_comes_from(name: str) -> None:
    words = "word " * 300
    told = FeedEntry("g", title=words)
    assert len(read("Three plain words stand here.", entry=told).title) == 499
    start = f"<title>{words}</title><p>" if name == "note.html" else f"# {words}\n\n"
    assert len(read(f"{start}Three plain words stand here, and a few more.", name=name).title) == 499


def test_the_url_of_the_article_is_where_the_bytes_came_from_in_the_end() -> None:
    raw = RawDocument(url="https://a.example/1", final_url="https://a.example/2", content=NOTE.encode())
    assert read_article(raw, now=NOW).url == "https://a.example/2"


def test_extraction_does_not_write_to_the_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG), pytest.raises(Reject):
        read("<html><body></body></html>", name="x.html")
    assert not [entry for entry in caplog.records if entry.levelno >= logging.WARNING]
