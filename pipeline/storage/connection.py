"""Connections: how one is opened, as whom, and with which time-outs."""

from __future__ import annotations

from typing import Any, NoReturn, TypeAlias

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.rows import DictRow, dict_row

Connection: TypeAlias = psycopg.Connection[DictRow]

DatabaseError = psycopg.Error
"""Anything that PostgreSQL or the way to it says no to."""

Unavailable = (psycopg.OperationalError, psycopg.InterfaceError)
"""The database cannot be reached, is shutting down, or had to stop this transaction (a deadlock, a full disk)."""

STATEMENT_TIMEOUT_MS = 30_000
"""Bounds every statement of a worker, so that a frozen server is noticed within a lease."""


def connect(
    url: str,
    *,
    role: str | None = None,
    application: str = "dateline",
    timeout_ms: int = STATEMENT_TIMEOUT_MS,
) -> Connection:
    """Open a connection in autocommit mode that acts as `role` (if given) and keeps time in UTC.

    `timeout_ms` bounds each statement, 0 for none. Raises one of `Unavailable` if there is no server, or if the login
    may not act as the role.
    """
    parameters: dict[str, Any] = {
        "connect_timeout": 10,
        "client_encoding": "UTF8",
        "application_name": application[:63],
        "keepalives_idle": 30,
        "keepalives_interval": 10,
        "keepalives_count": 3,
        "tcp_user_timeout": 30_000,
    }
    try:
        conn = psycopg.connect(url, autocommit=True, row_factory=dict_row, **parameters)
    except (psycopg.ProgrammingError, ValueError):  # its message may hold the password
        raise psycopg.OperationalError(
            "the database's URL cannot be read: postgresql://user:password@host/database"
        ) from None
    try:
        settings = [
            sql.SQL("set timezone to 'UTC'"),
            sql.SQL("set statement_timeout to {}").format(timeout_ms),
        ]
        if role is not None:
            settings.append(sql.SQL("set role {}").format(sql.Identifier(role)))
        conn.execute(sql.SQL("; ").join(settings))
    except psycopg.Error as error:
        conn.close()
        raise psycopg.OperationalError(f"cannot work as {role}: {error.diag.message_primary}") from error
    except BaseException:
        conn.close()
        raise
    return conn


def usable(conn: Connection) -> bool:
    """Whether the connection is open and between transactions; one that was interrupted in a statement is not."""
    return not conn.closed and conn.info.transaction_status == psycopg.pq.TransactionStatus.IDLE


def rollback(transaction: psycopg.Transaction) -> NoReturn:
    """Leave the `with conn.transaction()` block and keep nothing of it; what comes after the block goes on."""
    raise psycopg.Rollback(transaction)


def without_password(database_url: str) -> tuple[str, str]:
    """The URL as a connection string without its password, which programs are told in PGPASSWORD; and the password."""
    told = conninfo_to_dict(database_url)
    password = str(told.pop("password", "") or "")
    return make_conninfo("", **told), password
