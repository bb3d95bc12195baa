"""Archives and lists that are polled: every member with its outcome, changed and gone ones too."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import zipfile
from dataclasses import replace
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from pipeline import identity, stages
from pipeline.errors import Reason
from pipeline.models import State
from pipeline.policy import StageRules
from pipeline.storage import Connection, books
from tests.builders import WORKER
from tests.integration.test_files import RSS, STORY, log_of, outcomes, poll, poll_children, sound, work


def zip_of(*members: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return out.getvalue()


def test_every_member_of_an_archive_ends_with_an_article_or_a_reason_that_stays(
    conn: Connection, owner: Connection, rules: StageRules, folder: Path
):
    before = sorted(path for path in folder.parent.rglob("*"))
    inner = zip_of(("deep.txt", STORY.format("Deep").encode()), ("news.xml", RSS))
    path = folder / "week"
    path.write_bytes(
        zip_of(
            ("good.txt", STORY.format("Good").encode()), ("../../evil.txt", b"x"), ("/etc/evil", b"x"),
            ("zeros", b"\0" * 30_000_000), ("in.zip", inner), ("picture.png", b"\x89PNG\r\n\x1a\nrest"),
        )
    )  # fmt: skip
    polled = poll(conn, owner, path, rules)
    assert (polled.new_documents, polled.new_sources, polled.failure) == (6, 1, None)
    work(conn, rules)
    assert outcomes(conn) == {
        "week#member=good.txt": ("enriched", None),
        "week#member=../../evil.txt": ("rejected", Reason.OUTSIDE_ROOT),
        "week#member=/etc/evil": ("rejected", Reason.OUTSIDE_ROOT),
        "week#member=zeros": ("rejected", Reason.ARCHIVE_BOMB),
        "week#member=in.zip&member=deep.txt": ("enriched", None),
        "week#member=picture.png": ("rejected", Reason.UNSUPPORTED_MEDIA_TYPE),
    }
    assert sorted(folder.parent.rglob("*")) == sorted([*before, path]) and sound(conn)
    row = conn.execute(
        "select url, media_type from ingest.raw_documents join ingest.documents using (document_id) order by 1 limit 1"
    )
    assert row.fetchone() == {
        "url": f"{path.as_uri()}#member=good.txt", "media_type": "text/plain",
    }  # fmt: skip
    poll_children(conn, rules)
    feed = conn.execute("select url, title, failures from ingest.sources where parent_source_id is not null").fetchall()
    assert feed == [{"url": f"{path.as_uri()}#member=in.zip&member=news.xml", "title": "N", "failures": 0}]


def test_a_member_is_fetched_again_out_of_its_archive_and_missed_when_it_is_gone(
    conn: Connection, owner: Connection, rules: StageRules, folder: Path
):
    path = folder / "week.tgz"
    raw = io.BytesIO()
    with tarfile.open(fileobj=raw, mode="w:gz") as archive:
        for name in ("a", "b"):
            info = tarfile.TarInfo(name)
            info.size = len(content := STORY.format(name).encode())
            archive.addfile(info, io.BytesIO(content))
    path.write_bytes(raw.getvalue())
    poll(conn, owner, path, rules)
    owner.execute("update ingest.documents set state = 'discovered', due_at = now() where url like '%#member=b'")
    (row,) = conn.execute("select document_id from ingest.documents where url like '%=b'").fetchall()
    number = row["document_id"]
    assert stages.fetch_document(conn, number, rules=rules, worker=WORKER) is State.FETCHED
    path.write_bytes(zip_of(("a", b"words")))
    owner.execute("update ingest.documents set state = 'discovered', due_at = now() where document_id = %s", (number,))
    assert stages.fetch_document(conn, number, rules=rules, worker=WORKER) is State.FAILED
    assert outcomes(conn)["week.tgz#member=b"] == ("failed", Reason.NOT_FOUND)


def test_an_archive_that_changed_gives_new_changed_and_gone_members(
    conn: Connection, owner: Connection, rules: StageRules, folder: Path
):
    path, names = folder / "week.zip", ("a", "b", "c")
    path.write_bytes(zip_of(*((f"{name}.txt", STORY.format(name).encode()) for name in names)))
    poll(conn, owner, path, rules)
    work(conn, rules)
    assert poll(conn, owner, path, rules).new_documents == 0
    assert conn.execute("select outcome from ingest.events where document_id is null order by 1").fetchall() == [
        {"outcome": "polled"}, {"outcome": "unchanged"},
    ]  # fmt: skip
    changed = STORY.format("b") + "\nIt barks.\n"
    path.write_bytes(zip_of(("b.txt", changed.encode()), ("c.txt", STORY.format("c").encode()), ("d.txt", b"d d d d")))
    assert poll(conn, owner, path, rules).new_documents == 1
    work(conn, rules)
    versions = conn.execute("select url, version from news.articles order by url").fetchall()
    assert [(row["url"][-5:], row["version"]) for row in versions] == [
        ("a.txt", 1), ("b.txt", 2), ("c.txt", 1), ("d.txt", 1),
    ]  # fmt: skip
    assert log_of(conn, "a.txt")[-1] == "gone" and sound(conn)
    path.unlink()
    poll(conn, owner, path, rules)
    assert [log_of(conn, f"{name}.txt")[-1] for name in "bcd"] == ["gone"] * 3


def test_an_archive_that_breaks_off_keeps_what_came_before_and_says_so(
    conn: Connection, owner: Connection, rules: StageRules, folder: Path
):
    lines = [json.dumps({"id": n, "title": f"T{n}", "text": STORY.format(n)}) for n in range(3000)]
    path = folder / "all"
    path.write_bytes(gzip.compress("\n".join(lines).encode())[:-5000])
    small = replace(rules, limits=replace(rules.limits, max_archive_entries=250))
    polled = poll(conn, owner, path, small)
    assert polled.failure is not None and polled.failure.reason is Reason.ARCHIVE_BOMB
    assert len(outcomes(conn)) == 251 and outcomes(conn)["all"] == ("rejected", Reason.ARCHIVE_BOMB)
    polled = poll(conn, owner, path, rules)
    assert polled.failure is not None and polled.failure.reason is Reason.TRUNCATED
    assert len(outcomes(conn)) > 1000 and outcomes(conn)["all"] == ("failed", Reason.TRUNCATED)
    path.write_bytes(gzip.compress("\n".join(lines[:300]).encode()))
    assert poll(conn, owner, path, rules).failure is None
    assert outcomes(conn)["all"] == ("duplicate", Reason.LISTED_AS_SOURCE) and sound(conn)


def test_archives_and_lists_in_a_directory_become_sources_of_their_own(
    conn: Connection, owner: Connection, rules: StageRules, folder: Path
):
    (folder / "a.txt").write_text(STORY.format("A"))
    (folder / "packed").write_bytes(gzip.compress(STORY.format("Packed").encode()))
    (folder / "lines").write_text('{"id": "x", "title": "X", "text": "One two three four."}\n{bad\n')
    (folder / "week").write_bytes(zip_of(("z.txt", STORY.format("Z").encode())))
    polled = poll(conn, owner, folder, rules)
    assert (polled.new_documents, polled.new_sources) == (2, 2)
    poll_children(conn, rules)
    work(conn, rules)
    assert outcomes(conn) == {
        "a.txt": ("enriched", None), "packed": ("enriched", None), "lines#id=x": ("enriched", None),
        "lines#line=2": ("rejected", Reason.BROKEN_ENTRY), "week#member=z.txt": ("enriched", None),
    }  # fmt: skip
    assert sound(conn)


def test_a_page_out_of_a_web_archive_has_the_address_it_came_from(
    conn: Connection, owner: Connection, rules: StageRules, folder: Path
):
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    head = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=iso-8859-1")], protocol="HTTP/1.1")
    words = "Das Café am Hafen öffnet am Montag wieder, sagte der Wirt, der den ganzen Winter über gebaut hatte."
    body = f"<article><p>{words}</p><p>{words[:60]}.</p></article>"
    page = f"<html><head><title>Café</title></head><body>{body}</body></html>"
    part = writer.create_warc_record(
        "https://news.example/cafe?utm_source=x",
        "response",
        payload=io.BytesIO(page.encode("latin-1")),
        http_headers=head,
    )
    writer.write_record(part)
    path = folder / "crawl"
    path.write_bytes(out.getvalue())
    poll(conn, owner, path, rules)
    work(conn, rules)
    row = conn.execute("select url, canonical_url, text from news.articles").fetchone()
    assert row is not None and row["text"].startswith(words)
    assert row["url"] == f"{path.as_uri()}#offset=0" and row["canonical_url"].startswith("https://news.example/cafe")
    for asked in (row["url"], "https://news.example/cafe?utm_source=x"):
        assert len(books.find_documents(conn, document_id=None, url=asked, url_key=identity.url_key(asked))) == 1
