"""Files of every form give the article that stands beside them, whatever they are called; broken ones give a reason."""

from __future__ import annotations

import contextlib
import io
import json
import zipfile
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import Reason, Reject
from pipeline.models import Article, BodySource, RawDocument
from pipeline.parse import office, read_article

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
FILES = Path(__file__).parents[2] / "data" / "parse" / "files"
EXPECTED = sorted(FILES.glob("*.expected.json"))
WORDS = "The ferry to the island sails again on Monday, the harbour office said, and takes lorries too."


def read(content: bytes, *, name: str = "input") -> Article:
    url = f"file:///in/{name}"
    return read_article(RawDocument(url, url, content, body_source=BodySource.FILE), now=NOW)


def refused(content: bytes) -> Reject:
    with pytest.raises(Reject) as refusal:
        read(content)
    assert refusal.value.detail and len(refusal.value.detail) < 400 and "\n" not in refusal.value.detail
    return refusal.value


def jsonable(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return list(value) if isinstance(value, tuple) else value


@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: path.name.partition(".")[0])
@pytest.mark.parametrize("named", ["as it is", "without an ending"])
def test_a_file_gives_the_article_that_stands_beside_it(path: Path, named: str) -> None:
    expected = json.loads(path.read_text(encoding="utf-8"))
    file = expected.pop("file")
    article = read((FILES / file).read_bytes(), name=file if named == "as it is" else "x")
    assert {name: jsonable(getattr(article, name)) for name in expected} == expected
    assert all(article.text[s.start_char : s.end_char] == s.text for s in article.sentences)


def test_every_file_has_its_expectation() -> None:
    told = {json.loads(path.read_text(encoding="utf-8"))["file"] for path in EXPECTED}
    assert told == {path.name for path in FILES.iterdir() if not path.name.endswith(".expected.json")}


def test_an_e_mail_whose_text_part_is_a_stub_gives_its_page() -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = "news@isle.example", "Ferry"
    message.set_content("Read this in your browser.")
    message.add_alternative(
        f"<html><body><article><p>{WORDS}</p><p>{WORDS}</p></article></body></html>", subtype="html"
    )
    article = read(message.as_bytes())
    assert article.text.startswith(WORDS) and article.authors == ()


def test_an_e_mail_in_a_wrongly_declared_charset_comes_out_right() -> None:
    head = b"From: Ann Lee <a@b.example>\nSubject: Caf\xc3\xa9\nContent-Type: text/plain; charset=us-ascii\n\n"
    article = read(head + "Ein Café öffnet am Montag wieder, sagte der Wirt, und brät Äpfel.".encode())
    assert "Café öffnet" in article.text and article.authors == ("Ann Lee",)


def test_an_e_mail_of_more_parts_than_any_has_is_refused() -> None:
    parts = b"".join(b"--b\nContent-Type: image/png\n\nx\n" for _ in range(300))
    head = b'From: a@b.example\nSubject: x\nContent-Type: multipart/mixed; boundary="b"\n\n'
    assert refused(head + parts + b"--b--\n").reason is Reason.TOO_LARGE


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_whatever_follows_the_head_of_an_e_mail_it_is_an_article_or_refused(rest: bytes) -> None:
    head = b"From: a@b.example\nMessage-ID: <1@b>\nMIME-Version: 1.0\n"
    with contextlib.suppress(Reject):
        assert read(head + rest).text


@pytest.mark.parametrize(
    "value",
    [
        {"uri": "urn:1", "versioncreated": "2026-01-01", "type": "picture", "headline": "A", "body_text": WORDS},
        {"uri": "urn:1", "versioncreated": "2026-01-01", "pubstatus": "canceled", "headline": "A", "body_text": WORDS},
        {"settings": {"theme": "dark"}},
    ],
)
def test_json_that_is_no_article_says_so(value: dict[str, Any]) -> None:
    assert refused(json.dumps(value).encode()).reason is Reason.NOT_AN_ARTICLE


def test_text_that_stands_in_braces_is_no_json() -> None:
    assert read(f"{{{WORDS}}}".encode()).text == f"{{{WORDS}}}"


def test_json_without_a_body_and_broken_json_are_told_apart() -> None:
    assert refused(b'{"headline": "Only this"}').reason is Reason.NO_CONTENT
    assert refused(b'{"headline": "Cut off", }').reason is Reason.PARSE_ERROR
    assert refused(b'{"a":' * 100_000 + b"1" + b"}" * 100_000).reason is Reason.PARSE_ERROR


@settings(deadline=None)
@given(st.text(max_size=80), st.text(max_size=80))
def test_the_words_of_a_json_article_are_what_its_fields_say(first: str, second: str) -> None:
    body = f"Kept words stand here. {first}\n\n{second} and the last words are these."
    article = read(json.dumps({"headline": "Headline", "text": body}).encode())
    assert article.text.startswith("Kept words stand here.") and article.text.endswith("the last words are these.")


def nitf(body: str, head: str = "") -> bytes:
    return f"{head}<nitf><body><body.content>{body}</body.content></body></nitf>".encode()


def test_newsroom_xml_opens_no_door() -> None:
    bomb = '<!DOCTYPE nitf [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    assert refused(nitf("<p>&b;</p>", bomb)).reason is Reason.PARSE_ERROR
    outside = '<!DOCTYPE nitf [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
    assert refused(nitf(f"<p>{WORDS} &a;</p>", outside)).reason is Reason.PARSE_ERROR


def test_broken_deep_and_empty_newsroom_xml_are_refused() -> None:
    assert refused(nitf("<p>Not closed")).reason is Reason.PARSE_ERROR
    assert refused(nitf("<b>" * 600 + "x" + "</b>" * 600)).reason is Reason.PARSE_ERROR
    assert refused(nitf("")).reason is Reason.NO_CONTENT
    assert refused(b"<nitf><body/></nitf>").reason is Reason.NO_CONTENT


@pytest.mark.parametrize(
    ("inside", "reason"),
    [
        ('<itemMeta><itemClass qcode="ninat:picture"/></itemMeta>', Reason.NOT_AN_ARTICLE),
        ('<itemMeta><pubStatus qcode="stat:canceled"/></itemMeta>', Reason.NOT_AN_ARTICLE),
        ('<contentSet><remoteContent href="x.jpg"/></contentSet>', Reason.NO_CONTENT),
    ],
)
def test_a_news_item_that_is_no_text_says_so(inside: str, reason: Reason) -> None:
    xml = f'<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="1">{inside}</newsItem>'
    assert refused(xml.encode()).reason is reason


def test_a_package_is_no_article() -> None:
    assert refused(b'<packageItem xmlns="http://iptc.org/std/nar/2006-10-01/"/>').reason is Reason.NOT_AN_ARTICLE


def word_document(**said: Any) -> bytes:
    document, out = docx.Document(), io.BytesIO()
    for name, value in said.items():
        setattr(document.core_properties, name, value)
    document.add_heading("Ferry sails again", 1)
    document.add_paragraph(WORDS)
    document.save(out)
    return out.getvalue()


def test_a_word_documents_empty_metadata_give_way_to_its_heading() -> None:
    article = read(word_document(title="Document1", author="python-docx"))
    assert (article.title, article.title_source, article.authors) == ("Ferry sails again", "heading", ())
    assert article.text == WORDS


def test_a_word_document_that_unpacks_to_too_much_or_is_cut_off_is_refused() -> None:
    out = io.BytesIO(word_document())
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/zeros.bin", b"\0" * (office.MAX_UNPACKED + 1))
    assert refused(out.getvalue()).reason is Reason.TOO_LARGE
    broken = word_document().replace(b"[Content_Types].xml", b"[Content_Tapes].xml")
    assert refused(broken).reason is Reason.PARSE_ERROR


@settings(deadline=None)
@given(st.integers(0, 3_000), st.binary(min_size=1, max_size=40))
def test_a_damaged_pdf_is_read_or_refused(at: int, junk: bytes) -> None:
    content = (FILES / "lamp.pdf").read_bytes()
    at %= len(content)
    try:
        assert read(b"%PDF-1.4" + content[8:at] + junk + content[at + len(junk) :]).text
    except Reject as error:
        assert error.reason in (Reason.PARSE_ERROR, Reason.NO_CONTENT)


def test_a_pdf_without_text_says_so() -> None:
    content = (FILES / "lamp.pdf").read_bytes().replace(b" Tj ", b" Xj ")
    assert refused(content).reason is Reason.NO_CONTENT


class TooLong(Exception):
    """Stands for the exception by which a worker ends a parser that takes too long."""


@pytest.mark.parametrize(
    ("file", "place"), [("whale.docx", "docx.Document"), ("lamp.pdf", "pdfminer.pdfpage.PDFPage.create_pages")]
)
def test_a_parser_that_takes_too_long_can_be_ended(file: str, place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def late(*_: object, **__: object) -> None:
        raise TooLong

    monkeypatch.setattr(place, late)
    with pytest.raises(TooLong):
        read((FILES / file).read_bytes())


def test_a_pdf_whose_references_go_in_a_circle_ends() -> None:
    content = (FILES / "lamp.pdf").read_bytes()
    start, end = content.index(b"6 0 obj"), content.index(b"endobj", content.index(b"6 0 obj"))
    circle = content[:start] + b"6 0 obj\n6 0 R\n".ljust(end - start) + content[end:]
    assert refused(circle).reason is Reason.PARSE_ERROR
