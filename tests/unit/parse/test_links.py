"""Links of sources."""

from __future__ import annotations

import pytest

from pipeline.parse.links import web_link

BASE = "https://example.org/feeds/all.xml"


@pytest.mark.parametrize(
    ("link", "url"),
    [
        ("https://a.example/x", "https://a.example/x"),
        ("HTTP://a.example/x", "http://a.example/x"),
        ("/x", "https://example.org/x"),
        ("x", "https://example.org/feeds/x"),
        ("//b.example/x", "https://b.example/x"),
        ("?p=1", "https://example.org/feeds/all.xml?p=1"),
        (" https://a.example/a b\n", "https://a.example/a%20b"),
        ("https://a.example/\tx", "https://a.example/x"),
        ('/<script>`"', "https://example.org/%3Cscript%3E%60%22"),
        ("https://a.example/\x01\x1b[2Jx", "https://a.example/[2Jx"),
        ("https://a.example/ü?q=ö", "https://a.example/ü?q=ö"),
    ],
)
def test_a_link_becomes_an_absolute_web_address(link: str, url: str) -> None:
    assert web_link(link, base=BASE) == url


@pytest.mark.parametrize(
    "link",
    [
        None,
        "",
        "javascript:alert(1)",
        "java\nscript:alert(1)",
        "mailto:a@example.org",
        "ftp://a.example/",
        "file:///etc/passwd",
        "data:,x",
        "https://",
        "http://[::1",
        "http://a.example:99999/",
        "https://a.example/" + "x" * 3_000,
        "tel:123",
    ],
)
def test_what_is_no_web_address_is_none(link: str | None) -> None:
    assert web_link(link, base=BASE) is None
