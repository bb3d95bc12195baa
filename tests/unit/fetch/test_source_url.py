"""What an operator types, made into a URL."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipeline.fetch import source_url


@pytest.fixture(autouse=True)
def here(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The tests run in an empty folder, and what they name is relative to it."""
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        ("https://news.example/feed", "https://news.example/feed"),
        ("  HTTP://News.Example:80/feed#top \n", "http://news.example/feed"),
        ("feed:https://news.example/feed", "https://news.example/feed"),
        ("feed://news.example/feed", "http://news.example/feed"),
        ("FEED://news.example/feed", "http://news.example/feed"),
        ("feed:http://news.example/a b", "http://news.example/a%20b"),
        ("https://b\u00fccher.example/\u00e9", "https://xn--bcher-kva.example/%C3%A9"),
    ],
)
def test_a_url_is_brought_into_one_form(typed: str, url: str) -> None:
    assert source_url(typed) == url


def test_a_path_becomes_an_absolute_file_url(here: Path) -> None:
    (here / "news").mkdir()
    (here / "news" / "a b\u00e9.html").write_text("x")
    assert source_url("news") == f"file://{here}/news"
    assert source_url("./news/") == f"file://{here}/news"
    assert source_url("news/../news/a b\u00e9.html") == f"file://{here}/news/a%20b%C3%A9.html"
    assert source_url(f"{here}/news") == f"file://{here}/news"
    assert source_url(f"file://{here}/news") == f"file://{here}/news"
    assert source_url(".") == f"file://{here}"


def test_links_on_the_way_to_a_source_are_resolved_once(here: Path) -> None:
    (here / "real").mkdir()
    (here / "link").symlink_to("real")
    assert source_url("link") == f"file://{here}/real"
    assert source_url(f"file://{here}/link") == f"file://{here}/real"


def test_a_name_that_looks_like_a_host_is_a_path_if_it_exists(here: Path) -> None:
    (here / "example.org").mkdir()
    (here / "example.org" / "feed").write_text("x")
    assert source_url("example.org/feed") == f"file://{here}/example.org/feed"


def test_a_name_of_any_bytes_becomes_a_url(here: Path) -> None:
    name = os.fsdecode(b"bad\xff\nname")
    (here / name).write_text("x")
    assert source_url(name) == f"file://{here}/bad%FF%0Aname"


@pytest.mark.parametrize(
    ("typed", "part"),
    [
        ("", "nothing given"),
        ("   ", "nothing given"),
        ("example.org/feed", "write https://example.org/feed"),
        ("localhost.example:8000/feed", "write https://localhost.example:8000/feed"),
        ("no/such/path", "no such file or directory"),
        ("no/such\npath", "no such file or directory"),
        ("file:///no/such/path", "no such file or directory"),
        ("file://host.example/path", "file:///folder/name"),
        ("file:///a/../b", "'..'"),
        ("gopher://host.example/", "gopher: is not fetched"),
        ("ftp://user:s3cret@host.example/", "ftp: is not fetched"),
        ("https://user:s3cret@host.example/", "user name or password"),
        ("https://", "no host name"),
        ("https://[::1", "cannot be read"),
        ("https://a.example/\x00", "control character"),
        ("feed:", "no such file or directory"),
        ("x" * 10_000, "no such file or directory"),
        ("https://a.example/" + "x" * 10_000, "longer than"),
    ],
)
def test_what_cannot_be_a_source_is_answered_in_one_line(typed: str, part: str) -> None:
    with pytest.raises(ValueError) as caught:
        source_url(typed)
    message = str(caught.value)
    assert part in message
    assert "\n" not in message
    assert len(message) < 400
    assert "s3cret" not in message


def test_a_path_that_need_not_exist_becomes_a_url_so_that_its_absence_can_be_told(here: Path) -> None:
    assert source_url("gone.txt", must_exist=False) == f"file://{here}/gone.txt"
    assert source_url("file:///no/such/path", must_exist=False) == "file:///no/such/path"
    for typed in ("", "gopher://host.example/", "https://", "nul\0"):
        with pytest.raises(ValueError):
            source_url(typed, must_exist=False)


def test_a_dangling_link_is_not_a_source(here: Path) -> None:
    (here / "dangling").symlink_to("nowhere")
    with pytest.raises(ValueError, match="no such file"):
        source_url("dangling")
