"""Files that hold entries: listed and fetched under the guards that every file is under."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest

from pipeline import identity
from pipeline.errors import Fail, Reason, Reject, Retry, StageError
from pipeline.fetch import container_stamp, fetch, list_directory, list_members
from pipeline.fetch.paths import url_of
from pipeline.policy import FetchLimits

LIMITS = FetchLimits()


def url(path: Path) -> str:
    return url_of(os.fsencode(path))


def zip_of(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, f"Words of {name}.")
    return out.getvalue()


def reason(address: str) -> Reason:
    with pytest.raises(StageError) as error:
        fetch(address, limits=LIMITS)
    return error.value.reason


def test_a_member_has_its_bytes_its_own_url_and_the_type_of_its_name(folder: Path) -> None:
    path = folder / "a # of ü?.zip"
    path.write_bytes(zip_of("b c.html", "ü/d"))
    (first, _), (second, _) = list_members(url(path), limits=LIMITS)
    assert first.url == first.final_url == f"{url(path)}#member=b%20c.html"
    assert (first.content, first.media_type, second.media_type) == (b"Words of b c.html.", "text/html", "")
    assert fetch(second.url, limits=LIMITS) == second


def test_a_way_that_leads_to_no_entry_and_one_that_is_none_are_told_apart(folder: Path) -> None:
    path = folder / "a.zip"
    path.write_bytes(zip_of("a.txt"))
    assert reason(f"{url(path)}#member=b.txt") is Reason.NOT_FOUND
    assert reason(f"{url(path)}#member=a.txt&member=b") is Reason.NOT_FOUND
    assert reason(f"{url(path)}#section-2") is Reason.BAD_URL
    assert reason(f"{url(folder / 'none.zip')}#member=a.txt") is Reason.NOT_FOUND
    assert reason(f"{url(folder)}/../x.zip#member=a.txt") is Reason.OUTSIDE_ROOT
    (folder / "plain.txt").write_text("No archive.")
    assert reason(f"{url(folder / 'plain.txt')}#member=a.txt") is Reason.NOT_A_FEED


def test_an_archive_behind_a_link_or_that_is_a_pipe_is_not_opened(folder: Path) -> None:
    (folder / "a.zip").write_bytes(zip_of("a.txt"))
    (folder / "link.zip").symlink_to(folder / "a.zip")
    os.mkfifo(folder / "pipe.zip")
    for name in ("link.zip", "pipe.zip"):
        assert container_stamp(url(folder / name)) is None
        assert reason(f"{url(folder / name)}#member=a.txt") is Reason.NOT_A_FILE


def test_a_member_that_is_refused_in_the_list_is_refused_when_it_is_fetched(folder: Path) -> None:
    path = folder / "a.zip"
    path.write_bytes(zip_of("../a.txt", "b.txt"))
    (raw, refusal), _ = list_members(url(path), limits=LIMITS)
    assert isinstance(refusal, Reject) and reason(raw.url) is refusal.reason is Reason.OUTSIDE_ROOT


def test_an_archive_that_is_replaced_while_it_is_read_is_tried_again(folder: Path) -> None:
    path = folder / "a.zip"
    path.write_bytes(zip_of("a.txt", "b.txt"))
    listing = list_members(url(path), limits=LIMITS)
    next(listing)
    (folder / "new").write_bytes(zip_of("c.txt"))
    (folder / "new").rename(path)
    with pytest.raises(Retry) as error:
        list(listing)
    assert error.value.reason is Reason.CHANGED_WHILE_READING


def test_the_stamp_of_an_archive_changes_with_it_and_other_files_have_none(folder: Path) -> None:
    path = folder / "a.zip"
    path.write_bytes(zip_of("a.txt"))
    before = container_stamp(url(path))
    assert before is not None and container_stamp(url(path)) == before
    path.write_bytes(zip_of("b.txt"))
    assert container_stamp(url(path)) != before
    (folder / "a.txt").write_text("Words.")
    for address in (url(folder / "a.txt"), url(folder), url(folder / "none"), "https://news.example/a.zip"):
        assert container_stamp(address) is None


def test_archives_of_any_size_are_found_in_a_directory_and_documents_only_to_their_limit(folder: Path) -> None:
    limits = FetchLimits(max_body_bytes=1000)
    (folder / "a").write_bytes(zip_of(*(f"{number}.txt" for number in range(100))))
    (folder / "b").write_bytes(b"words " * 1000)
    with (folder / "c").open("wb") as sparse:
        sparse.truncate(6_000_000_000)
    found = {file.url[-1]: file for file in list_directory(url(folder), limits=limits)}
    assert [found[name].lists for name in "abc"] == [True, False, False]
    assert found["b"].head == found["c"].head == b"" and all(found[name].stamp for name in "abc")


def test_a_compressed_document_is_fetched_out_of_its_compression(folder: Path) -> None:
    import gzip

    path = folder / "page.html.gz"
    path.write_bytes(gzip.compress(b"<p>Words.</p>"))
    raw = fetch(url(path), limits=LIMITS)
    assert (raw.content, raw.media_type) == (b"<p>Words.</p>", "text/html")  # type: ignore[union-attr]
    path.write_bytes(gzip.compress(b"\0" * 60_000_000))
    assert reason(url(path)) is Reason.ARCHIVE_BOMB
    path.write_bytes(gzip.compress(b"<p>Words.</p>")[:-4])
    with pytest.raises(Fail) as failure:
        fetch(url(path), limits=LIMITS)
    assert failure.value.reason is Reason.TRUNCATED


def test_names_of_every_kind_lead_back_to_their_member(folder: Path) -> None:
    path = folder / "a.zip"
    names = ["a&member=b.txt", "c=d", "e%20f", "g#h", "日本.txt", "i+j", 'k"l']
    path.write_bytes(zip_of(*names))
    for name, (raw, _) in zip(names, list_members(url(path), limits=LIMITS), strict=True):
        assert fetch(raw.url, limits=LIMITS).content == f"Words of {name}.".encode()  # type: ignore[union-attr]
        assert identity.member_steps(raw.url)[1] == (("member", name),)
