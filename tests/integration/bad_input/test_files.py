"""Directories of things that are no documents (B33, B34) and the same words in many files (B38)."""

from __future__ import annotations

import os
import resource
import shutil
import socket
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipeline.errors import Reason
from pipeline.storage import Connection
from tests.integration.bad_input.conftest import Outcome, outcomes, texts

TEXT = b"The harbour opens again on Monday, the mayor of the town said to everybody who asked him."
Poll = Callable[..., int]
Settle = Callable[[], dict[str, Outcome]]


@pytest.fixture
def inbox() -> Iterator[Path]:
    """A folder with a path that has no link in it and is short enough for a socket."""
    path = Path(os.path.realpath(tempfile.mkdtemp()))
    yield path
    shutil.rmtree(path)


def named(found: dict[str, Outcome], inbox: Path) -> dict[str, tuple[str, str | None]]:
    """Outcomes by the name in the folder."""
    return {url.removeprefix(f"file://{inbox}/"): (outcome.state, outcome.reason) for url, outcome in found.items()}


def test_b33_whatever_lies_in_a_folder_is_read_or_has_a_reason_and_nothing_waits_for_it(
    conn: Connection, inbox: Path, poll: Poll, settle: Settle
):
    other = Path(tempfile.mkdtemp())
    (other / "inside.txt").write_bytes(b"Nobody may read this who only knows the way through a link.")
    (inbox / "good.txt").write_bytes(TEXT)
    (inbox / "passwd").symlink_to("/etc/passwd")
    (inbox / "linked").symlink_to(other)
    (inbox / "loop").symlink_to(inbox)
    os.mkfifo(inbox / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(inbox / "socket"))
    (inbox / "x.html").mkdir()
    (inbox / "x.html" / "below.txt").write_bytes(TEXT + b" Below.")
    (inbox / "empty.txt").write_bytes(b"")
    (inbox / "zeros.txt").write_bytes(bytes(5_000))
    (inbox / "line\nbreak.txt").write_bytes(TEXT + b" Broken.")
    (Path(os.fsdecode(os.fsencode(inbox) + b"/bad\xff.txt"))).write_bytes(TEXT + b" Bad name.")
    (inbox / ("n" * 251 + ".txt")).write_bytes(TEXT + b" Long name.")
    (inbox / "'; drop table x;--.txt").write_bytes(TEXT + b" Dropped.")
    with (inbox / "sparse.txt").open("wb") as huge:
        huge.truncate(6_000_000_000)
    before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic()
    poll(f"file://{inbox}")
    found = named(settle(), inbox)
    shutil.rmtree(other)
    assert time.monotonic() - began < 30
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000
    refused = {name: reason for name, (state, reason) in found.items() if state != "enriched"}
    assert refused == {
        "passwd": Reason.NOT_A_FILE, "linked": Reason.NOT_A_FILE, "loop": Reason.NOT_A_FILE,
        "pipe.txt": Reason.NOT_A_FILE, "socket": Reason.NOT_A_FILE, "empty.txt": Reason.EMPTY_BODY,
        "zeros.txt": Reason.UNSUPPORTED_MEDIA_TYPE, "sparse.txt": Reason.TOO_LARGE,
    }  # fmt: skip
    assert {name for name in found if name not in refused} == {
        "good.txt", "x.html/below.txt", "line%0Abreak.txt", "bad%FF.txt", "n" * 251 + ".txt",
        "%27%3B%20drop%20table%20x%3B--.txt",
    } or len(found) - len(refused) == 6, found  # fmt: skip
    assert not any("Nobody may read" in text or "root:" in text for text in texts(conn))


def test_b33_a_file_that_vanished_or_was_cut_short_between_listing_and_reading_ends_with_what_it_is_then(
    conn: Connection, inbox: Path, poll: Poll, settle: Settle
):
    for name in ("gone.txt", "cut.txt", "became-a-link.txt", "became-a-pipe.txt", "grown.txt"):
        (inbox / name).write_bytes(TEXT + name.encode())
    poll(f"file://{inbox}")
    for name in ("gone.txt", "became-a-link.txt", "became-a-pipe.txt"):
        (inbox / name).unlink()
    (inbox / "became-a-link.txt").symlink_to("/etc/passwd")
    os.mkfifo(inbox / "became-a-pipe.txt")
    (inbox / "cut.txt").write_bytes(b"")
    (inbox / "grown.txt").write_bytes(TEXT + b" And it grew.")
    assert named(settle(), inbox) == {
        "gone.txt": ("failed", Reason.NOT_FOUND), "cut.txt": ("rejected", Reason.EMPTY_BODY),
        "became-a-link.txt": ("rejected", Reason.NOT_A_FILE), "became-a-pipe.txt": ("rejected", Reason.NOT_A_FILE),
        "grown.txt": ("enriched", None),
    }  # fmt: skip


@pytest.mark.parametrize("count", [1_200, pytest.param(200_000, marks=pytest.mark.faults)])
def test_b34_many_small_files_in_one_folder_are_listed_in_bounded_memory(
    conn: Connection, inbox: Path, poll: Poll, count: int
):
    for number in range(count):
        (inbox / f"{number:07}.txt").touch()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert poll(f"file://{inbox}") == count
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 60_000 + count // 5
    waiting = conn.execute("select count(*) as n from ingest.documents where state = 'discovered'").fetchone()
    assert waiting == {"n": count}


def test_b38_the_same_words_in_many_files_and_polls_are_one_article(
    conn: Connection, owner: Connection, inbox: Path, poll: Poll, settle: Settle
):
    for name in ("a.txt", "b.txt", "copy of a.txt"):
        (inbox / name).write_bytes(TEXT)
    with zipfile.ZipFile(inbox / "c.zip", "w") as packed:
        packed.writestr("a.txt", TEXT)
    assert poll(f"file://{inbox}") == 3
    settle()
    assert poll(f"file://{inbox}/c.zip") == 1
    settle()
    owner.execute("update ingest.sources set due_at = now()")
    assert poll(f"file://{inbox}") == 0
    settle()
    assert len(texts(conn)) == 1
    states = sorted((outcome.state, outcome.reason) for outcome in outcomes(conn).values())
    assert states == [("duplicate", Reason.SAME_TEXT)] * 3 + [("enriched", None)]


def test_b38_a_file_that_is_replaced_after_half_of_it_was_read_gives_one_set_of_articles(
    conn: Connection, owner: Connection, inbox: Path, poll: Poll, settle: Settle, monkeypatch: pytest.MonkeyPatch
):
    """The first reading meets both versions, and says so; what was on its way then is corrected by a later one."""
    from pipeline.fetch import archives

    def lines(word: str) -> bytes:
        made = (f'{{"id": "{n}", "title": "Harbour", "body": "{TEXT.decode()} {word} {n}."}}\n' for n in range(60))
        return "".join(made).encode()

    path = inbox / "list.jsonl"
    path.write_bytes(lines("Old"))
    real, read = archives.walk, iter(range(10_000))

    def walk(*given: object, **named: object) -> Iterator[object]:
        for member in real(*given, **named):  # type: ignore[arg-type]
            if next(read) == 30:
                fresh = inbox / "fresh"
                fresh.write_bytes(lines("New"))
                fresh.rename(path)
            yield member

    monkeypatch.setattr(archives, "walk", walk)
    for _ in range(3):
        poll(f"file://{path}")
        owner.execute("update ingest.sources set due_at = now()")
    settle()
    poll(f"file://{path}")
    settle()
    found = texts(conn)
    assert len(found) == 60 and all("New" in text for text in found)


def test_b38_a_file_that_changes_while_its_words_are_on_their_way_is_corrected_by_a_later_poll(
    conn: Connection, owner: Connection, inbox: Path, poll: Poll, settle: Settle
):
    path = inbox / "one.txt"
    for words in (b" Old.", b" New.", b" New."):
        path.write_bytes(TEXT + words)
        poll(f"file://{path}")
        owner.execute("update ingest.sources set due_at = now()")
    settle()
    poll(f"file://{path}")
    settle()
    assert [text.endswith("New.") for text in texts(conn)] == [True]
