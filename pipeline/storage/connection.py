"""Connections: how one is opened, as whom, and with which time-outs."""

from __future__ import annotations

import select
import traceback
from typing import Any, NoReturn, TypeAlias

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.rows import DictRow, dict_row

Connection: TypeAlias = psycopg.Connection[DictRow]

DatabaseError = psycopg.Error
"""Anything that PostgreSQL or the way to it says no to."""

Unavailable = (
    psycopg.OperationalError,
    psycopg.InterfaceError,
    psycopg.errors.ReadOnlySqlTransaction,
    psycopg.errors.IdleInTransactionSessionTimeout,
    psycopg.errors.TransactionTimeout,
)
"""The database cannot be reached, is shutting down, takes no writes (a standby), or had to stop this transaction (a
deadlock, a full disk, a time limit of its own)."""

STATEMENT_TIMEOUT_MS = 30_000
"""Bounds every statement of a worker, so that a frozen server is noticed within a lease."""


def connect(
    url: str,
    *,
    role: str | None = None,
    application: str = "dateline",
    timeout_ms: int = STATEMENT_TIMEOUT_MS,
    writable: bool = False,
) -> Connection:
    """Open a connection in autocommit mode that acts as `role` (if given) and keeps time in UTC.

    `timeout_ms` bounds each statement, 0 for none. Of several servers that the URL names, a `writable` connection goes
    to the one that takes writes: after a failover, to the standby that became the primary. Raises one of `Unavailable`
    if there is no such server, or if the login may not act as the role.
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
    if writable:
        parameters["target_session_attrs"] = "read-write"
    try:
        conn = psycopg.connect(url, autocommit=True, row_factory=dict_row, **parameters)
    except (psycopg.ProgrammingError, ValueError):  # its message may hold the password
        raise psycopg.OperationalError(
            "the database's URL cannot be read: postgresql://user:password@host/database"
        ) from None
    except BaseException as error:
        # A time limit's signal may have come while the server was waited for. The half-open session lives as long as
        # the frames of the traceback, which a pool's process keeps until its next task is done: a server that was
        # frozen would have a session more for each attempt.
        traceback.clear_frames(error.__traceback__)
        raise
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
    """Whether the connection is open, between transactions, and not ended by the server while nobody used it.

    One that was interrupted in a statement is not. Asks nothing of the server.
    """
    idle = not conn.closed and conn.info.transaction_status == psycopg.pq.TransactionStatus.IDLE
    return idle and not _has_news(conn)


def _has_news(conn: Connection) -> bool:
    """Whether the server said something between two statements: that it ended the session, or its socket's end.

    Found out by the next statement it would cost a document its message, once for every connection of a process.
    """
    waiting = select.poll()
    waiting.register(conn.fileno(), select.POLLIN)
    return bool(waiting.poll(0))


def rollback(transaction: psycopg.Transaction) -> NoReturn:
    """Leave the `with conn.transaction()` block and keep nothing of it; what comes after the block goes on."""
    raise psycopg.Rollback(transaction)


def without_password(database_url: str) -> tuple[str, str]:
    """The URL as a connection string without its password, which programs are told in PGPASSWORD; and the password."""
    told = conninfo_to_dict(database_url)
    password = str(told.pop("password", "") or "")
    return make_conninfo("", **told), password
