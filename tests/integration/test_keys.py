"""Keys of pages that an older normaliser made are renewed, so that no page is fetched once more under its new key."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from pipeline import identity
from pipeline.storage import Connection, claims, migrations
from pipeline.storage.keys import renew_page_keys


@pytest.fixture
def old(conn: Connection, owner: Connection, discovered: Callable[..., int]) -> list[int]:
    """Documents with the keys of a normaliser that knew nothing of mobile hosts and AMP."""
    urls = [f"https://www.news.example/{name}/amp" for name in "abcd"]
    numbers = [discovered(url, url) for url in urls]
    for number, url in zip(numbers, urls, strict=True):
        owner.execute(
            "update ingest.documents set url_key = %s where document_id = %s", (identity.url_key(url), number)
        )
    return numbers


def keys(conn: Connection) -> list[bytes]:
    return [row["url_key"] for row in conn.execute("select url_key from ingest.documents order by document_id")]


def test_a_page_known_under_an_old_key_is_not_fetched_once_more(
    owner: Connection, conn: Connection, old: list[int], discovered: Callable[..., int]
):
    owner.execute("update ingest.page_keys set normaliser = 3")
    migrations.migrate(owner)
    assert keys(conn) == [identity.page_key(f"https://news.example/{name}") for name in "abcd"]
    claim = claims.claim_fetch(conn, discovered("again", "https://news.example/a"), lease=timedelta(minutes=1))
    assert claim is not None and claim.same_document_id == old[0]


def test_renewing_keys_goes_on_where_it_was_cut_short_and_is_done_once(
    owner: Connection, conn: Connection, old: list[int]
):
    done = {"version": identity.NORMALISER_VERSION, "until": old[1]}
    owner.execute("update ingest.page_keys set normaliser = %(version)s, renewed_until = %(until)s", done)
    before = keys(conn)
    assert renew_page_keys(owner, batch=1) == 2
    assert keys(conn)[:2] == before[:2] and keys(conn)[2] == identity.page_key("https://news.example/c")
    owner.execute("update ingest.documents set url_key = '\\x00'")
    assert renew_page_keys(owner) == 0
    assert owner.execute("select normaliser, renewed_until from ingest.page_keys").fetchall() == [
        {"normaliser": identity.NORMALISER_VERSION, "renewed_until": None}
    ]
