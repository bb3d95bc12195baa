"""Watched directories: what changes in one is looked at at once, and a watch that fails stops nothing."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.storage import Connection
from tests.builders import wait_until
from tests.tasks.conftest import Service, register, settle
from workers import folders
from workers.context import Context

PAGE = "The ferry to the island runs again after the storm, the harbour master said on Monday.\n\nIt leaves at noon.\n"


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """A directory that is a source."""
    made = tmp_path / "inbox"
    made.mkdir()
    (made / "first.txt").write_text(PAGE)
    return made


@pytest.fixture
def watching(service: Service, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The watch in a thread, looking for new sources every second."""
    monkeypatch.setattr(folders, "RELOAD_SECONDS", 1.0)
    stop = threading.Event()
    thread = threading.Thread(target=folders.Folders(Context(service.settings)).loop, args=(stop,), daemon=True)
    thread.start()
    yield
    stop.set()
    thread.join(20)
    assert not thread.is_alive()


def sleeping(owner: Connection, number: int) -> None:
    """Let the source's next poll be far away, as after a success."""
    owner.execute(
        "update ingest.sources set due_at = now() + interval '1 day', asked_at = now() - interval '1 hour',"
        " last_attempt_at = now() where source_id = %s", (number,),
    )  # fmt: skip


def is_due(conn: Connection, number: int) -> bool:
    row = conn.execute("select due_at <= now() as due from ingest.sources where source_id = %s", (number,)).fetchone()
    return row is not None and bool(row["due"])


@pytest.mark.parametrize("change", ["new", "changed", "removed", "below"])
def test_a_directory_in_which_something_changes_is_due_at_once(
    conn: Connection, owner: Connection, inbox: Path, watching: None, change: str
):
    number = register(conn, inbox.as_uri())
    sleeping(owner, number)

    def made_and_seen() -> bool:  # again and again: the watch may not have begun
        if change == "new":
            (inbox / "second.txt").unlink(missing_ok=True)
            (inbox / "second.txt").write_text(PAGE)
        elif change == "changed":
            (inbox / "first.txt").write_text(PAGE * 2)
        elif change == "removed":
            (inbox / "gone.txt").touch()
            (inbox / "gone.txt").unlink()
            (inbox / "first.txt").unlink(missing_ok=True)
        else:
            (inbox / "a" / "b").mkdir(parents=True, exist_ok=True)
            (inbox / "a" / "b" / "third.txt").write_text(PAGE)
        return is_due(conn, number)

    wait_until(made_and_seen, seconds=30)


def test_a_directory_that_is_removed_and_made_again_is_watched_again(
    service: Service, conn: Connection, owner: Connection, inbox: Path, watching: None
):
    number = register(conn, inbox.as_uri())
    wait_until(lambda: _touched(conn, owner, number, inbox / "a.txt"), seconds=30)
    shutil.rmtree(inbox)
    inbox.mkdir()
    wait_until(lambda: _touched(conn, owner, number, inbox / "b.txt"), seconds=30)


def _touched(conn: Connection, owner: Connection, number: int, path: Path) -> bool:
    """Whether a file that is written now makes the source due within a second or two."""
    sleeping(owner, number)
    path.write_text(PAGE)
    time.sleep(1.5)
    return is_due(conn, number)


def test_a_name_that_is_no_text_is_polled_and_stops_no_watch(service: Service, conn: Connection, tmp_path: Path):
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/in\xff")).mkdir()
    register(conn, f"{tmp_path.as_uri()}/in%FF")
    assert folders.Folders(Context(service.settings))._roots() == {}


def test_names_that_begin_with_a_dot_wake_nobody():
    roots = {"/in": 1, "/in/deep": 2, "/other": 3}
    assert folders._sources_of("/in/a.txt", roots) == [1]
    assert folders._sources_of("/in/deep/a.txt", roots) == [1, 2]
    assert folders._sources_of("/in/.part/a.txt", roots) == folders._sources_of("/inner/a.txt", roots) == []


def test_a_source_that_is_being_polled_is_looked_at_again_afterwards(conn: Connection, owner: Connection, inbox: Path):
    from pipeline.storage.sources import claim_source, wake_sources

    number = register(conn, inbox.as_uri())
    from datetime import timedelta

    assert claim_source(conn, number, lease=timedelta(minutes=5)) is not None
    wake_sources(conn, [number])
    row = conn.execute(
        "select asked_at >= last_attempt_at as again, due_at > now() as held from ingest.sources"
    ).fetchone()
    assert row == {"again": True, "held": True}


def test_a_watch_that_cannot_be_had_is_tried_again_and_stops_nothing(
    service: Service, conn: Connection, owner: Connection, inbox: Path, monkeypatch: pytest.MonkeyPatch
):
    number, tries, stop = register(conn, inbox.as_uri()), list[int](), threading.Event()
    monkeypatch.setattr(folders, "RELOAD_SECONDS", 0.1)

    def refuse(*_: object, **__: object) -> Iterator[object]:
        tries.append(1)
        if len(tries) == 3:
            stop.set()
        raise OSError(28, "OS file watch limit reached")

    monkeypatch.setattr(folders, "watch", refuse)
    folders.Folders(Context(service.settings)).loop(stop)
    assert len(tries) == 3 and is_due(conn, number)


def test_a_file_that_is_put_into_a_directory_is_published_long_before_the_next_poll(
    service: Service, conn: Connection, inbox: Path
):
    with service.running():
        register(conn, inbox.as_uri())
        assert settle(conn, 1) == {"enriched": 1}
        wait_until(lambda: service.logged("watching 1 directories"), seconds=60)
        (inbox / "second.txt").write_text(PAGE.replace("ferry", "night train"))
        assert settle(conn, 2, seconds=60) == {"enriched": 2}
