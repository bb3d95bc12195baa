"""What bytes are."""

from __future__ import annotations

import pytest

from pipeline.errors import Reason, Reject
from pipeline.models import RawDocument
from pipeline.parse.sniff import Form, form_of, is_page, refuse_binary


def form(text: str, *, name: str = "", media_type: str = "") -> Form:
    return form_of(
        text, RawDocument(url=f"file:///in/{name}", final_url=f"file:///in/{name}", content=b"", media_type=media_type)
    )


@pytest.mark.parametrize(
    ("text", "name", "media_type", "expected"),
    [
        ("<!DOCTYPE html><p>x", "", "", Form.HTML),
        ("<html>", "a.txt", "text/plain", Form.HTML),
        ("<?xml version='1.0'?>\n<!-- c -->\n<!DOCTYPE html>", "", "", Form.HTML),
        ("\ufeff <HTML lang='en'>", "", "", Form.HTML),
        ("<div><p>x</p></div>", "", "", Form.HTML),
        ("<p>x</p>", "a.html", "", Form.HTML),
        ("words <b>bold</b>", "a.htm", "", Form.HTML),
        ("words", "", "text/html", Form.TEXT),
        ("words", "a.txt", "", Form.TEXT),
        ("words", "", "", Form.TEXT),
        ("<b>not a page</b> but words", "a.txt", "", Form.TEXT),
        ("# Head", "a.md", "", Form.MARKDOWN),
        ("# Head", "A.MARKDOWN", "", Form.MARKDOWN),
        ("<div align=center>x</div>\n\n# Head", "README.md", "", Form.MARKDOWN),
        ("words", "", "text/markdown", Form.MARKDOWN),
        ("[a link](x) begins the text", "", "", Form.TEXT),
    ],
)
def test_the_form_follows_the_look_then_the_type_then_the_name(
    text: str, name: str, media_type: str, expected: Form
) -> None:
    assert form(text, name=name, media_type=media_type) is expected


@pytest.mark.parametrize(
    ("text", "media_type"),
    [
        ('{"a": 1}', ""),
        ("[{}]", ""),
        ("<?xml version='1.0'?><nitf/>", ""),
        ("body { color: red }", "text/css"),
        ("a,b", "text/csv"),
        ("x", "image/svg+xml"),
    ],
)
def test_data_and_code_are_no_articles(text: str, media_type: str) -> None:
    with pytest.raises(Reject) as refusal:
        form(text, media_type=media_type)
    assert refusal.value.reason is Reason.UNSUPPORTED_MEDIA_TYPE


def test_a_list_of_feeds_is_refused_with_what_reads_it() -> None:
    with pytest.raises(Reject, match="dateline sources import"):
        form("<?xml version='1.0'?><opml version='2.0'><body/></opml>", media_type="text/x-opml")


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"%PDF-1.4", "PDF"),
        (b"GIF89a", "GIF"),
        (b"RIFF1234WEBP", "WebP"),
        (b"{\\rtf1", "RTF"),
        (b"OggS", "Ogg"),
        (b"\x7fELF", "program"),
    ],
)
def test_a_known_form_of_bytes_is_named(content: bytes, name: str) -> None:
    with pytest.raises(Reject, match=name):
        refuse_binary(content + b"rest" * 20)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"words",
        "größe".encode(),
        "größe".encode("utf-16"),
        "слово и дело".encode("utf-16-le"),
        b"one\x00two",
        b"BMW sells cars",
        b"\x1b[31mred",
    ],
)
def test_text_in_any_encoding_is_let_through(content: bytes) -> None:
    assert refuse_binary(content) is None


def test_a_page_is_known_by_its_beginning() -> None:
    assert is_page("  <!-- x --><html>") and not is_page("words <html>") and not is_page("")
