"""Files: regular, whole, of one moment, and nothing else."""

from __future__ import annotations

import functools
import os
import socket
import stat
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import Fail, Reason, Reject, Retry, StageError
from pipeline.fetch import fetch
from pipeline.fetch.files import media_type_of
from pipeline.fetch.paths import path_of, url_of
from pipeline.models import BodySource, RawDocument
from pipeline.policy import FetchLimits

LIMITS = FetchLimits()
AsNobody = Callable[[Callable[[], Any]], Any]


def url(path: Path) -> str:
    return url_of(os.fsencode(path))


def read(path: Path, limits: FetchLimits = LIMITS) -> RawDocument:
    answer = fetch(url(path), limits=limits)
    assert isinstance(answer, RawDocument)
    return answer


def refused(path: Path, limits: FetchLimits = LIMITS) -> tuple[type[StageError], Reason]:
    with pytest.raises(StageError) as caught:
        fetch(url(path), limits=limits)
    return type(caught.value), caught.value.reason


def while_reading(monkeypatch: pytest.MonkeyPatch, action: Callable[[], object]) -> None:
    """Do something to the file after its first piece has been read."""
    real = os.read
    done: list[object] = []

    def read_piece(descriptor: int, size: int) -> bytes:
        piece = real(descriptor, size)
        if not done and stat.S_ISREG(os.fstat(descriptor).st_mode):
            done.append(action())
        return piece

    monkeypatch.setattr(os, "read", read_piece)


def test_a_file_is_read_whole(folder: Path) -> None:
    path = folder / "page.html"
    path.write_bytes(b"<p>text</p>" * 300_000)
    answer = read(path)
    assert answer.content == path.read_bytes()
    assert (answer.url, answer.final_url) == (url(path), url(path))
    assert (answer.media_type, answer.charset, answer.status) == ("text/html", None, None)
    assert answer.body_source is BodySource.FILE


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        (b"a.html", "text/html"), (b"a.HTM", "text/html"), (b"a.txt", "text/plain"), (b"a.md", "text/markdown"),
        (b"a.xml", "text/xml"), (b"a.rss", "application/rss+xml"), (b"a.atom", "application/atom+xml"),
        (b"a.json", "application/json"), (b"a.pdf", "application/pdf"), (b"a.jpg", "image/jpeg"),
        (b"sitemap.xml.gz", "application/gzip"), (b"a.unheard", ""), (b"none", ""), (b"a.", ""),
        (b".html", "text/html"), (b"c:x.txt", "text/plain"), (b"\xff\n.html", "text/html"),
        (b"data:,x.md", "text/markdown"),
    ],
)  # fmt: skip
def test_the_media_type_is_guessed_from_the_ending_alone(name: bytes, media_type: str) -> None:
    assert media_type_of(b"/folder.d/" + name) == media_type


def test_any_name_makes_a_url_that_leads_back_to_the_file(folder: Path) -> None:
    names = [
        b"line\nbreak.txt",
        b"bad\xff\xfeutf8.txt",
        "caf\u00e9 ?#%.txt".encode(),
        b"a" * 251 + b".txt",
        b"-; rm *",
        b" ",
    ]
    for name in names:
        path = os.fsencode(folder) + b"/" + name
        with open(path, "wb") as file:
            file.write(name)
        address = url_of(path)
        assert address.isascii()
        assert address.isprintable()
        assert path_of(address) == path
        answer = fetch(address, limits=LIMITS)
        assert isinstance(answer, RawDocument)
        assert answer.content == name


@pytest.mark.parametrize(
    "address",
    ["file://other.example/a", "file://C:/a", "file:///a?b", "file:///a#b", "file:a", "file:///a%00b", "file://"],
)
def test_a_file_url_that_names_no_path_here_is_refused(address: str) -> None:
    with pytest.raises(Reject) as caught:
        fetch(address, limits=LIMITS)
    assert caught.value.reason is Reason.BAD_URL


@pytest.mark.parametrize("address", ["file:///tmp/../etc/passwd", "file:///tmp/%2e%2e/etc/passwd", "file:///.."])
def test_a_path_that_climbs_is_refused(address: str) -> None:
    with pytest.raises(Reject) as caught:
        fetch(address, limits=LIMITS)
    assert caught.value.reason is Reason.OUTSIDE_ROOT


def test_other_schemes_are_blocked() -> None:
    for address in ("ftp://a.example/", "data:text/html,x", "/etc/passwd", "", "gopher://127.0.0.1:6379/_FLUSHALL"):
        with pytest.raises(Reject) as caught:
            fetch(address, limits=LIMITS)
        assert caught.value.reason is Reason.BLOCKED_SCHEME


def test_a_link_is_not_followed(folder: Path) -> None:
    (folder / "real.txt").write_text("text")
    (folder / "inside").symlink_to("real.txt")
    (folder / "outside").symlink_to("/etc/passwd")
    (folder / "dangling").symlink_to("nowhere")
    (folder / "loop").symlink_to("loop")
    for name in ("inside", "outside", "dangling", "loop"):
        assert refused(folder / name) == (Reject, Reason.NOT_A_FILE)


def test_a_path_through_a_link_leads_outside(folder: Path) -> None:
    (folder / "etc").symlink_to("/etc")
    assert refused(folder / "etc" / "passwd") == (Reject, Reason.OUTSIDE_ROOT)


def test_pipes_sockets_devices_and_directories_are_no_files_and_nothing_waits_for_them(folder: Path) -> None:
    os.mkfifo(folder / "pipe.html")
    (folder / "folder.html").mkdir()
    with tempfile.TemporaryDirectory(dir="/tmp") as near, socket.socket(socket.AF_UNIX) as listening:
        listening.bind(f"{near}/s")
        assert refused(Path(os.path.realpath(near)) / "s") == (Reject, Reason.NOT_A_FILE)
    for path in (folder / "pipe.html", folder / "folder.html", Path("/dev/zero"), Path("/dev/null"), Path("/")):
        assert refused(path) == (Reject, Reason.NOT_A_FILE)


def test_an_empty_file_is_rejected(folder: Path) -> None:
    (folder / "empty.txt").touch()
    assert refused(folder / "empty.txt") == (Reject, Reason.EMPTY_BODY)


def test_what_is_not_there_is_not_found(folder: Path) -> None:
    (folder / "file").write_text("x")
    for path in (folder / "gone", folder / "gone" / "deeper", folder / "file" / "below", folder / ("a" * 300)):
        assert refused(path) == (Fail, Reason.NOT_FOUND)


def test_a_huge_file_is_too_large_without_being_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = folder / "sparse.html"
    with path.open("wb") as file:
        file.truncate(6_000_000_000)
    pieces: list[None] = []
    while_reading(monkeypatch, lambda: pieces.append(None))
    assert refused(path) == (Reject, Reason.TOO_LARGE)
    assert pieces == []


def test_a_file_of_exactly_the_largest_size_is_read(folder: Path) -> None:
    path = folder / "a.txt"
    path.write_bytes(b"a" * 1000)
    assert len(read(path, replace(LIMITS, max_body_bytes=1000)).content) == 1000
    assert refused(path, replace(LIMITS, max_body_bytes=999)) == (Reject, Reason.TOO_LARGE)


def test_a_file_that_may_not_be_read_fails(open_folder: Path, as_nobody: AsNobody) -> None:
    (open_folder / "shut.txt").write_text("x")
    (open_folder / "shut.txt").chmod(0)
    (open_folder / "closed").mkdir()
    (open_folder / "closed" / "a.txt").write_text("x")
    (open_folder / "closed").chmod(0)
    for path in (open_folder / "shut.txt", open_folder / "closed" / "a.txt", open_folder / "closed"):
        assert as_nobody(functools.partial(read, path)) == ("Fail", "unreadable")


def descriptors() -> int:
    """How many descriptors this process has open."""
    return len(list(Path("/proc/self/fd").iterdir()))


def grow(path: Path) -> None:
    with path.open("ab") as file:
        file.write(b"more")


def replace_with_same_size(path: Path) -> None:
    other = path.with_suffix(".new")
    other.write_bytes(b"B" * path.stat().st_size)
    other.rename(path)


def rewrite_in_place(path: Path) -> None:
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.write(b"C" * size)
    os.utime(path, ns=(0, path.stat().st_mtime_ns + 1))


def shrink(path: Path) -> None:
    os.truncate(path, 10)


def remove(path: Path) -> None:
    path.unlink()


def swap_for_a_link(path: Path) -> None:
    path.unlink()
    path.symlink_to("/etc/passwd")


@pytest.mark.parametrize(
    "action",
    [grow, replace_with_same_size, rewrite_in_place, swap_for_a_link, remove, shrink],
)
def test_a_file_that_changes_while_it_is_read_is_read_again_later(
    folder: Path, monkeypatch: pytest.MonkeyPatch, action: Callable[[Path], object]
) -> None:
    path = folder / "a.txt"
    path.write_bytes(b"A" * 3_000_000)
    while_reading(monkeypatch, lambda: action(path))
    assert refused(path) == (Retry, Reason.CHANGED_WHILE_READING)


def test_a_file_that_is_swapped_between_the_look_and_the_opening_is_read_again_later(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = folder / "a.txt"
    path.write_bytes(b"A" * 10)
    real = os.open

    def swap_then_open(name: Any, *rest: Any, **options: Any) -> int:
        if name == b"a.txt":
            replace_with_same_size(path)
        return real(name, *rest, **options)

    monkeypatch.setattr(os, "open", swap_then_open)
    assert refused(path) == (Retry, Reason.CHANGED_WHILE_READING)


def test_a_disk_that_fails_is_tried_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "a.txt").write_text("x")

    def fail(*_: Any) -> bytes:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "read", fail)
    assert refused(folder / "a.txt") == (Retry, Reason.UNREADABLE)


def test_no_descriptor_is_left_behind(folder: Path) -> None:
    (folder / "a.txt").write_text("x")
    before = descriptors()
    for name in ("a.txt", "gone", "gone/deeper"):
        for _ in range(20):
            try:
                fetch(url(folder / name), limits=LIMITS)
            except Fail:
                assert name != "a.txt"
    assert descriptors() == before
