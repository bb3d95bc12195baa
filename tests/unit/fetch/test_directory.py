"""Directories: every name in them comes out once, whatever it is."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import Fail, Reason, Reject, StageError
from pipeline.fetch import FoundFile, directory, fetch, is_directory, list_directory
from pipeline.fetch.paths import path_of, url_of
from pipeline.models import RawDocument
from pipeline.policy import FetchLimits

LIMITS = FetchLimits()


def url(path: Path) -> str:
    return url_of(os.fsencode(path))


def listed(folder: Path) -> dict[str, FoundFile]:
    """What a directory holds, under names relative to it, in order."""
    found = list(list_directory(url(folder), limits=LIMITS))
    names = [os.fsdecode(path_of(file.url)).removeprefix(f"{folder}/") for file in found]
    assert len(set(names)) == len(names)
    return dict(zip(names, found, strict=True))


def reason_of(address: str) -> str:
    try:
        fetch(address, limits=LIMITS)
    except StageError as error:
        return error.reason.value
    return "read"


def test_files_come_in_the_order_of_their_names_folder_by_folder(folder: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/b/c.txt", "a/a.txt", "c/x.txt", "Z.txt"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name)
    assert list(listed(folder)) == ["Z.txt", "a/a.txt", "a/b/c.txt", "a/z.txt", "b.txt", "c/x.txt"]


def test_a_found_file_has_its_first_bytes_and_its_time(folder: Path) -> None:
    path = folder / "long.xml"
    path.write_bytes(b"<rss>" + b"x" * 10_000)
    os.utime(path, (0, 1714564800))
    (file,) = list_directory(url(folder), limits=LIMITS)
    assert file == FoundFile(url(path), b"<rss>" + b"x" * 4091, datetime(2024, 5, 1, 12, tzinfo=UTC))


def test_names_that_begin_with_a_dot_are_left_out_and_no_others(folder: Path) -> None:
    (folder / ".git").mkdir()
    for name in (".hidden", ".git/config", "~backup", "a.tmp", "..."):
        (folder / name).write_text("x")
    assert list(listed(folder)) == ["a.tmp", "~backup"]


def test_what_cannot_be_read_is_found_without_bytes_and_refused_with_a_reason(folder: Path) -> None:
    (folder / "real").mkdir()
    (folder / "real" / "a.txt").write_text("text")
    (folder / "link.txt").symlink_to("real/a.txt")
    (folder / "secret.txt").symlink_to("/etc/passwd")
    (folder / "linked").symlink_to("/etc")
    os.mkfifo(folder / "pipe.html")
    (folder / "empty.txt").touch()
    found = listed(folder)
    assert {name: reason_of(file.url) for name, file in found.items()} == {
        "empty.txt": "empty_body",
        "link.txt": "not_a_file",
        "linked": "not_a_file",
        "pipe.html": "not_a_file",
        "real/a.txt": "read",
        "secret.txt": "not_a_file",
    }
    assert all(file.head == b"" for name, file in found.items() if name != "real/a.txt")


def test_a_device_is_found_but_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    assert directory._look(b"/dev/zero", limits=LIMITS) == FoundFile("file:///dev/zero")


def test_names_of_any_bytes_lead_back_to_their_files(folder: Path) -> None:
    names = [b"line\nbreak.txt", b"bad\xff.txt", b"a" * 255, "caf\u00e9?#%.txt".encode()]
    for name in names:
        with open(os.fsencode(folder) + b"/" + name, "wb") as file:
            file.write(name)
    answers = [fetch(found.url, limits=LIMITS) for found in list_directory(url(folder), limits=LIMITS)]
    assert sorted(names) == [answer.content for answer in answers if isinstance(answer, RawDocument)]


def test_a_file_too_large_to_be_fetched_is_found_without_bytes(folder: Path) -> None:
    with (folder / "sparse.xml").open("wb") as file:
        file.write(b"<rss>")
        file.truncate(6_000_000_000)
    (found,) = list_directory(url(folder), limits=LIMITS)
    assert found.head == b""
    assert reason_of(found.url) == "too_large"


def test_a_subdirectory_that_may_not_be_read_is_found_itself(
    open_folder: Path, as_nobody: Callable[[Callable[[], Any]], Any]
) -> None:
    (open_folder / "shut").mkdir()
    (open_folder / "shut" / "a.txt").write_text("x")
    (open_folder / "shut").chmod(0)
    (open_folder / "b.txt").write_text("x")
    (open_folder / "c.txt").write_text("x")
    (open_folder / "c.txt").chmod(0)
    heads = as_nobody(lambda: {name: file.head for name, file in listed(open_folder).items()})
    assert heads == {"b.txt": b"x", "c.txt": b"", "shut": b""}
    assert as_nobody(lambda: reason_of(url(open_folder / "shut"))) == "unreadable"


def test_a_directory_that_may_not_be_read_fails_at_once(
    open_folder: Path, as_nobody: Callable[[Callable[[], Any]], Any]
) -> None:
    (open_folder / "shut").mkdir()
    (open_folder / "shut").chmod(0)
    assert as_nobody(lambda: list_directory(url(open_folder / "shut"), limits=LIMITS)) == ("Fail", "unreadable")


def test_a_directory_that_is_no_directory_is_refused_at_once(folder: Path) -> None:
    (folder / "file").write_text("x")
    (folder / "real").mkdir()
    (folder / "link").symlink_to("real")
    (folder / "real" / "inner").mkdir()
    for path, kind, reason in (
        (folder / "gone", Fail, Reason.NOT_FOUND),
        (folder / "file", Reject, Reason.NOT_A_FILE),
        (folder / "link", Reject, Reason.NOT_A_FILE),
        (folder / "link" / "inner", Reject, Reason.OUTSIDE_ROOT),
    ):
        with pytest.raises(StageError) as caught:
            list_directory(url(path), limits=LIMITS)
        assert (type(caught.value), caught.value.reason) == (kind, reason)


def test_a_directory_of_many_files_is_read_in_parts_and_in_order(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(directory, "NAMES_AT_ONCE", 7)
    for number in range(50):
        (folder / f"{number:02}.txt").write_text("x")
    assert list(listed(folder)) == [f"{number:02}.txt" for number in range(50)]


def test_listing_begins_before_a_directory_has_been_read_to_its_end(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(directory, "NAMES_AT_ONCE", 3)
    for number in range(9):
        (folder / f"{number}.txt").write_text("x")
    files = list_directory(url(folder), limits=LIMITS)
    first = next(files)
    (folder / "7.txt").unlink()
    (folder / "9.txt").write_text("late")
    assert [file.url[-5] for file in (first, *files)] == ["0", "1", "2", "3", "4", "5", "6", "8", "9"]


def test_a_directory_that_vanishes_while_it_is_listed_is_found_itself(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(directory, "NAMES_AT_ONCE", 2)
    (folder / "sub").mkdir()
    for number in range(4):
        (folder / "sub" / f"{number}.txt").write_text("x")
    (folder / "z.txt").write_text("x")
    files = list_directory(url(folder), limits=LIMITS)
    seen = [next(files).url, next(files).url]
    (folder / "sub").rename(folder.parent / "elsewhere")
    seen += [file.url for file in files]
    assert [found.rpartition("/")[2] for found in seen] == ["0.txt", "1.txt", "sub", "z.txt"]


def test_deep_folders_are_walked_to_the_bottom_or_named(folder: Path) -> None:
    """Deeper than Python's calls go; what lies below the longest path that the system opens stands for itself."""
    here = os.open(folder, os.O_RDONLY)
    for _ in range(2100):
        os.mkdir("d", dir_fd=here)
        inner = os.open("d", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = inner
    os.close(os.open("bottom.txt", os.O_CREAT | os.O_WRONLY, dir_fd=here))
    os.close(here)
    try:
        (found,) = list_directory(url(folder), limits=LIMITS)
        assert found.url.count("/d") > 1500
        assert reason_of(found.url) == "not_a_file"
    finally:
        # pytest's own clean-up calls itself for every level.
        subprocess.run(["rm", "-rf", str(folder / "d")], check=True)


def test_only_real_directories_are_directories(folder: Path) -> None:
    (folder / "file").write_text("x")
    (folder / "link").symlink_to(folder)
    assert is_directory(url(folder))
    assert is_directory(url(folder) + "/")
    assert is_directory("file:///")
    for address in (
        url(folder / "file"),
        url(folder / "link"),
        url(folder / "gone"),
        "https://a.example/",
        "file://x/",
        "",
    ):
        assert not is_directory(address)


def test_no_descriptor_is_left_behind_when_a_listing_is_given_up(folder: Path) -> None:
    for name in ("a/1.txt", "b/2.txt"):
        (folder / name).parent.mkdir()
        (folder / name).write_text("x")
    before = len(list(Path("/proc/self/fd").iterdir()))
    files = list_directory(url(folder), limits=LIMITS)
    next(files)
    del files
    assert len(list(Path("/proc/self/fd").iterdir())) == before


def test_a_time_that_no_calendar_holds_is_none() -> None:
    assert directory._moment(1e18) is None
    assert directory._moment(0) == datetime(1970, 1, 1, tzinfo=UTC)
