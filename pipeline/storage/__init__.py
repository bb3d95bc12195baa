"""Rows in and out. The only package that imports psycopg; it never commits: a stage decides what belongs together.

Connections are in autocommit mode: one statement is one transaction, and a stage that needs several says
`with conn.transaction()`. Each function runs one named statement from `sql/queries/`.
"""

from pipeline.storage.connection import (
    Connection,
    DatabaseError,
    Unavailable,
    connect,
    rollback,
    usable,
    without_password,
)

__all__ = ["Connection", "DatabaseError", "Unavailable", "connect", "rollback", "usable", "without_password"]
