"""`dateline backup` and `dateline restore`: all of it in one file, by PostgreSQL's own programs."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import click

from pipeline.cli import HELP

WAIT_SECONDS = 0.5


class BackupError(click.ClickException):
    """One line that says what went wrong and what to do."""


@click.command(context_settings=HELP)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def backup(file: Path) -> None:
    """Write sources, documents, books, bytes and articles to FILE as of one moment; work may go on meanwhile."""
    from pipeline.cli.servers import serving

    if file.exists():
        raise BackupError(f"{file} exists: name another file, or remove it")
    if not file.absolute().parent.is_dir():
        raise BackupError(f"there is no directory {file.absolute().parent}: make it first")
    began = time.monotonic()
    part = file.with_name(f"{file.name}.part")
    with serving(redis=False) as settings:
        major = _server_major(settings.database_url)
        try:
            _call([_program("pg_dump", major), "--format=custom", f"--file={part}"], settings.database_url, grows=part)
            part.rename(file)
        finally:
            part.unlink(missing_ok=True)
    click.echo(f"{file}: {file.stat().st_size:,} bytes in {time.monotonic() - began:.0f} s")


@click.command(context_settings=HELP)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
def restore(file: Path) -> None:
    """Fill an empty database from FILE, then bring its schema, roles and change feed up to date.

    Work that was under way when the backup was made is taken up again once its leases have run out.
    """
    from pipeline import storage
    from pipeline.cli.servers import OWNER_TIMEOUT_MS, serving
    from pipeline.storage import migrations

    with serving(redis=False) as settings:
        with storage.connect(settings.database_url, timeout_ms=OWNER_TIMEOUT_MS) as conn:
            if not migrations.is_empty(conn):
                raise BackupError("the database is not empty: name another one, or another DATELINE_HOME")
        program = _program("pg_restore", _server_major(settings.database_url))
        options = ["--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error"]
        _call([program, *options, str(file)], settings.database_url)
        with storage.connect(settings.database_url, timeout_ms=0) as conn:
            migrations.migrate(conn)
            row = conn.execute("select count(*) as n from ingest.documents").fetchone()
    click.echo(f"{row['n'] if row else 0} documents are back: `dateline audit` proves it, `dateline up` goes on")


def _server_major(database_url: str) -> int:
    from pipeline import storage

    with storage.connect(database_url) as conn:
        return conn.info.server_version // 10_000


def _program(name: str, server_major: int) -> str:
    """The program of the server's own version where there is one, else a newer one's. Raises BackupError."""
    from pipeline.embedded.programs import EmbeddedError, postgres_programs

    found = {major: path for path in _installed(name) if (major := _major(path)) >= server_major}
    try:
        wheel = str(postgres_programs() / name)
        found.setdefault(_major(wheel), wheel)
    except EmbeddedError:
        pass
    fit = [major for major in sorted(found) if major >= server_major]
    if not fit:
        raise BackupError(f"no {name} for PostgreSQL {server_major}: install postgresql-client-{server_major}")
    return found[fit[0]]


def _installed(name: str) -> Sequence[str]:
    debian = sorted(str(path) for path in Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    on_path = shutil.which(name)
    return [*debian, *([on_path] if on_path else [])]


def _major(program: str) -> int:
    told = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout
    number = re.search(r"(\d+)(?:\.\d+)?\s*(?:\(|$)", told)
    return int(number[1]) if number else 0


def _call(command: list[str], database_url: str, *, grows: Path | None = None) -> None:
    """Run a program against the database; its password travels in the environment, where `ps` does not show it."""
    from pipeline import storage

    target, password = storage.without_password(database_url)
    environ = {**os.environ, **({"PGPASSWORD": password} if password else {})}
    with subprocess.Popen([*command, f"--dbname={target}"], env=environ, stderr=subprocess.PIPE, text=True) as process:
        try:
            _wait(process, grows)
        except BaseException:
            process.kill()
            raise
        errors = process.stderr.read() if process.stderr else ""
    if process.returncode != 0:
        lines = [line for line in errors.splitlines() if line.strip()]
        raise BackupError(lines[0] if lines else f"{Path(command[0]).name} ended with status {process.returncode}")


def _wait(process: subprocess.Popen[str], grows: Path | None) -> None:
    """Until the program ends; on a terminal with the bytes that it wrote so far."""
    while True:
        try:
            process.wait(WAIT_SECONDS)
        except subprocess.TimeoutExpired:
            if grows is not None and sys.stderr.isatty() and grows.exists():
                click.echo(f"\r{grows.stat().st_size:,} bytes", err=True, nl=False)
            continue
        if grows is not None and sys.stderr.isatty():
            click.echo("\r", err=True, nl=False)
        return
