"""The schema: numbered migrations, forward only, then views and roles."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import psycopg
from psycopg import sql

from pipeline.storage.connection import Connection
from pipeline.storage.keys import renew_page_keys
from pipeline.storage.queries import run_one, sql_folder

FIRST_LOCK = 0x646C_6D69_6772
"""Advisory key on which two migrations of an empty database wait for each other: there is no table yet to lock."""

LOCK_SECONDS = 75.0
"""How long each lock is waited for: longer than a statement of the reader may take (sql/roles.sql)."""


class SchemaError(RuntimeError):
    """The database's schema is not one that this program can work with; the message says what to do."""


@dataclass(frozen=True)
class Migration:
    """One file of `sql/migrations/`."""

    number: int
    name: str
    statements: str

    @property
    def digest(self) -> str:
        """SHA-256 of the file, in hex: a migration that was applied never changes."""
        return hashlib.sha256(self.statements.encode()).hexdigest()


def available() -> list[Migration]:
    """The migrations that this program knows, in order."""
    paths = sorted((sql_folder() / "migrations").glob("[0-9]*.sql"))
    return [Migration(int(path.stem[:4]), path.stem, path.read_text(encoding="utf-8")) for path in paths]


@cache
def _needed() -> frozenset[int]:
    return frozenset(migration.number for migration in available())


def migrate(conn: Connection, *, lock_seconds: float = LOCK_SECONDS) -> list[str]:
    """Apply what is missing, then make the roles anew, and the views if anything changed, all in one transaction; gives
    the new names.

    Raises SchemaError if the database was migrated by a newer program or from files that have changed since, if it
    does not keep its text as UTF-8, or if somebody holds a lock that is needed for longer than `lock_seconds`.
    Keys of pages that an older normaliser made are renewed afterwards, in transactions of their own.
    """
    _need_utf8(conn)
    with _bounded(conn, lock_seconds):
        _lock_ledger(conn)
        conn.execute("set local statement_timeout to 0")
        applied = _apply(conn)
    renew_page_keys(conn)
    return applied


@contextmanager
def _bounded(conn: Connection, lock_seconds: float) -> Iterator[None]:
    """A transaction that waits for no lock longer than this, and then says whose transaction it may be."""
    try:
        with conn.transaction():
            conn.execute("select set_config('lock_timeout', %s, true)", (f"{round(lock_seconds * 1000)}ms",))
            yield
    except psycopg.errors.LockNotAvailable:
        raise SchemaError(_who_holds_on(conn, lock_seconds)) from None


def _apply(conn: Connection) -> list[str]:
    missing = _missing(_applied(conn))
    for migration in missing:
        _run_file(conn, migration.statements)
        conn.execute(
            "insert into ingest.migrations (number, name, digest) values (%s, %s, %s)",
            (migration.number, migration.name, migration.digest),
        )
    views = [path.read_text(encoding="utf-8") for path in sorted((sql_folder() / "views").glob("*.sql"))]
    digest = hashlib.sha256("".join(views).encode()).hexdigest()
    if missing or _made_views(conn) != digest:
        _drop_views(conn)
        for statements in views:
            _run_file(conn, statements)
        conn.execute(
            "insert into ingest.made_views (digest) values (%s)"
            " on conflict (one) do update set digest = excluded.digest",
            (digest,),
        )
    _run_path(conn, sql_folder() / "roles.sql")
    # In a database that was restored on another server the numbers of old changes may lie in the future.
    conn.execute("select ingest.change_epoch() where exists (select from news.change_epochs)")
    return [migration.name for migration in missing]


def _lock_ledger(conn: Connection) -> None:
    """Have the ledger alone until the commit. A table, for whoever may log in may take any advisory lock."""
    if not _has_ledger(conn):
        conn.execute("select pg_advisory_xact_lock(%s)", (FIRST_LOCK,))
        _make_ledger(conn)
    conn.execute("lock table ingest.migrations in exclusive mode")


def _who_holds_on(conn: Connection, lock_seconds: float) -> str:
    oldest = run_one(conn, "oldest_transaction")
    told = f"the migration waited {lock_seconds:g} s for a lock and changed nothing"
    if oldest is None:
        return f"{told}: run `dateline migrate` again"
    name = oldest["application_name"] or "no name"
    who = f"{oldest['login']} ({name}, {oldest['state'] or 'at work'} since {oldest['xact_start']:%H:%M:%S} UTC)"
    return (
        f"{told}: the oldest open transaction is of {who}; let it end, or `select pg_terminate_backend("
        f"{oldest['pid']})`, and run `dateline migrate` again"
    )


def set_password(conn: Connection, role: str, password: str, *, lock_seconds: float = LOCK_SECONDS) -> None:
    """Give a role its password; only the SCRAM hash of it travels to the server, so no server log can hold it.

    Raises SchemaError if somebody holds the role for longer than `lock_seconds`, as its own login can.
    """
    hashed = conn.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256").decode()
    with _bounded(conn, lock_seconds):
        conn.execute(sql.SQL("alter role {} password {}").format(sql.Identifier(role), sql.Literal(hashed)))


def check(conn: Connection) -> None:
    """Raise SchemaError unless the schema is exactly the one that this program was made for."""
    if not _has_ledger(conn):
        raise SchemaError("the database has no Dateline schema yet: run `dateline migrate`")
    missing = _missing(_applied(conn))
    if missing:
        raise SchemaError(f"the schema lacks {', '.join(m.name for m in missing)}: run `dateline migrate`")


def check_for_work(conn: Connection) -> None:
    """Raise SchemaError if the schema lacks what this program needs. A newer schema is fine: it only adds."""
    lacking = _needed() - set(_applied(conn) if _has_ledger(conn) else ())
    if lacking:
        raise SchemaError(f"the schema lacks migration {min(lacking):04}: run `dateline migrate`")


def _need_utf8(conn: Connection) -> None:
    """In any other encoding PostgreSQL counts bytes or loses characters, and no offset into a text would hold."""
    row = conn.execute("select current_database() as name, current_setting('server_encoding') as encoding").fetchone()
    if row is not None and row["encoding"] != "UTF8":
        raise SchemaError(
            f"the database {row['name']} keeps its text as {row['encoding']}, not UTF8: make it anew with"
            f" `createdb --encoding=UTF8 --template=template0 {row['name']}`"
        )


def _missing(applied: dict[int, str]) -> list[Migration]:
    known = {migration.number: migration for migration in available()}
    newer = sorted(set(applied) - set(known))
    if newer:
        raise SchemaError(f"the database has migration {newer[-1]}, which this version does not know: upgrade Dateline")
    changed = [known[number].name for number, digest in applied.items() if known[number].digest != digest]
    if changed:
        raise SchemaError(f"{changed[0]} was applied from another text than this version has: restore the file")
    return [migration for number, migration in sorted(known.items()) if number not in applied]


def _make_ledger(conn: Connection) -> None:
    conn.execute("create schema if not exists ingest")
    if _has_ledger(conn):
        return
    conn.execute(
        "create table ingest.migrations (number integer primary key, name text not null, digest text not null,"
        " applied_at timestamptz not null default now())"
    )
    conn.execute("comment on table ingest.migrations is 'The migrations that this database has been through.'")
    for column, comment in (
        ("number", "Order."),
        ("name", "Name of the file."),
        ("digest", "SHA-256 of the file, in hex."),
        ("applied_at", "When."),
    ):
        _run_file(conn, f"comment on column ingest.migrations.{column} is '{comment}'")


def is_empty(conn: Connection) -> bool:
    """Whether the database holds no table, sequence, view or function of anybody's."""
    row = conn.execute(
        "select exists (select from pg_namespace where nspname in ('ingest', 'news')) or exists ("
        "select from pg_class where relnamespace = 'public'::regnamespace) as filled"
    ).fetchone()
    return row is not None and not row["filled"]


def _has_ledger(conn: Connection) -> bool:
    row = conn.execute("select to_regclass('ingest.migrations') is not null as present").fetchone()
    return row is not None and bool(row["present"])


def _applied(conn: Connection) -> dict[int, str]:
    rows = conn.execute("select number, digest from ingest.migrations").fetchall()
    return {row["number"]: row["digest"] for row in rows}


def _made_views(conn: Connection) -> str | None:
    """The digest of what the views were made from; None if they were never made."""
    row = conn.execute("select digest from ingest.made_views").fetchone()
    return None if row is None else str(row["digest"])


def _drop_views(conn: Connection) -> None:
    rows = conn.execute("select schemaname, viewname from pg_views where schemaname in ('ingest', 'news')").fetchall()
    for row in rows:
        _run_file(conn, f'drop view if exists {row["schemaname"]}."{row["viewname"]}" cascade')


def _run_path(conn: Connection, path: Path) -> None:
    _run_file(conn, path.read_text(encoding="utf-8"))


def _run_file(conn: Connection, statements: str) -> None:
    """Run trusted text of our own files; several statements at once need the simple protocol: no parameters."""
    conn.execute(statements)
