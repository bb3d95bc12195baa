"""ZIP, tar and compression: every member comes out once, whole or with the reason against it, and the rest goes on."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from backports import zstd
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.containers import is_container, unpacked, walk
from pipeline.containers.codings import Decoded
from pipeline.errors import Fail, Reason, Reject, StageError
from pipeline.policy import FetchLimits

LIMITS = FetchLimits(max_body_bytes=1_000_000)


def listed(content: bytes, *, limits: FetchLimits = LIMITS) -> dict[str, bytes | str]:
    """Each member's address, and its bytes or the reason against it; what ended the reading early under '!'."""
    found: dict[str, bytes | str] = {}
    try:
        for member in walk(io.BytesIO(content), size=len(content), limits=limits):
            address = "/".join(name if kind == "member" else f"{kind}={name}" for kind, name in member.steps)
            assert address not in found
            found[address] = member.refusal.reason.value if member.refusal else member.content
    except StageError as error:
        found["!"] = error.reason.value
    return found


def zipped(*members: tuple[str | zipfile.ZipInfo, bytes], packed: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packed) as archive:
        for name, content in members:
            archive.writestr(name, content, packed)
    return out.getvalue()


def tarred(*members: tuple[str | tarfile.TarInfo, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.GNU_FORMAT) as archive:
        for name, content in members:
            info = tarfile.TarInfo(name) if isinstance(name, str) else name
            info.size = info.size or len(content)
            archive.addfile(info, io.BytesIO(content))
    return out.getvalue()


def special(name: str, kind: bytes, target: str = "") -> tuple[tarfile.TarInfo, bytes]:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, target
    return info, b""


PACKERS: list[Callable[[bytes], bytes]] = [bytes, gzip.compress, bz2.compress, lzma.compress, zstd.compress]


@pytest.mark.parametrize("make", [zipped, tarred])
@pytest.mark.parametrize("pack", PACKERS, ids=["plain", "gzip", "bzip2", "xz", "zstd"])
def test_an_archive_gives_its_members_in_order_and_leaves_out_folders_and_hidden_names(
    make: Callable[..., bytes], pack: Callable[[bytes], bytes]
) -> None:
    content = make(("b/å.txt", b"one"), ("a.txt", b"two"), (".git/x", b"no"), ("__MACOSX/a.txt", b"no"))
    assert is_container(io.BytesIO(pack(content)))
    assert list(listed(pack(content)).items()) == [("b/å.txt", b"one"), ("a.txt", b"two")]


@pytest.mark.parametrize("make", [zipped, tarred])
@pytest.mark.parametrize("name", ["/etc/passwd", "../../x", "a/../../b", "..\\x", "C:/x"])
def test_a_name_that_leads_out_is_refused_and_the_rest_goes_on(make: Callable[..., bytes], name: str) -> None:
    found = listed(make(("first.txt", b"1"), (name, b"evil"), ("last.txt", b"2")))
    refused = [value for value in found.values() if isinstance(value, str)]
    assert refused == ["outside_root"] and [found["first.txt"], found["last.txt"]] == [b"1", b"2"]


@pytest.mark.parametrize("make", [zipped, tarred])
def test_a_second_member_of_a_name_is_refused_under_an_address_of_its_own(make: Callable[..., bytes]) -> None:
    with pytest.warns(UserWarning) if make is zipped else pytest.MonkeyPatch.context():
        content = make(("a.txt", b"1"), ("a.txt", b"2"), ("b.txt", b"3"))
    assert listed(content) == {"a.txt": b"1", "member.2=a.txt": "duplicate_name", "b.txt": b"3"}


def test_links_devices_pipes_and_files_with_holes_in_a_tar_are_refused() -> None:
    members = [
        special("link", tarfile.SYMTYPE, "/etc/passwd"), special("hard", tarfile.LNKTYPE, "../../x"),
        special("null", tarfile.CHRTYPE), special("disk", tarfile.BLKTYPE), special("pipe", tarfile.FIFOTYPE),
    ]  # fmt: skip
    found = listed(tarred(*members, ("a.txt", b"good")))
    assert found == {"link": "not_a_file", "hard": "not_a_file", "null": "not_a_file", "disk": "not_a_file",
                     "pipe": "not_a_file", "a.txt": b"good"}  # fmt: skip
    holes = bytearray(tarred(("holes", b"x" * 512), ("a.txt", b"good")))
    holes[156:157] = tarfile.GNUTYPE_SPARSE
    holes[386:482] = b"\0" * 96
    holes[148:156] = b"%06o\0 " % (sum(holes[:148]) + 8 * 32 + sum(holes[156:512]))
    assert listed(bytes(holes)) == {"holes": "archive_bomb", "a.txt": b"good"}


def test_a_symbolic_link_in_a_zip_and_a_member_with_a_password_are_refused() -> None:
    link = zipfile.ZipInfo("link")
    link.create_system, link.external_attr = 3, 0o120777 << 16
    content = bytearray(zipped((link, b"/etc/passwd"), ("secret.txt", b"x"), ("a.txt", b"good")))
    at = content.rindex(b"secret.txt") - 46
    content[at + 8] |= 1
    assert listed(bytes(content)) == {"link": "not_a_file", "secret.txt": "encrypted", "a.txt": b"good"}


def test_zeros_that_unpack_to_far_more_than_they_are_end_without_being_unpacked() -> None:
    found = listed(zipped(("zeros", b"\0" * 200_000_000), ("a.txt", b"good")))
    assert found == {"zeros": "archive_bomb", "a.txt": b"good"}
    packed = gzip.compress(tarred(("zeros", b"\0" * 60_000_000), ("a.txt", b"good")))
    assert listed(packed) == {"zeros": "too_large", "!": "archive_bomb"}


@pytest.mark.parametrize(
    "bomb",
    [("bomb.gz", gzip.compress(b"x" * 45_000_000)), ("bomb.tgz", gzip.compress(tarred(("x", b"\0" * 45_000_000))))],
)
def test_a_bomb_within_an_archive_costs_itself_alone_and_many_of_them_the_rest(bomb: tuple[str, bytes]) -> None:
    name, content = bomb
    found = listed(zipped(("a.txt", b"good"), (name, content), ("z.txt", b"good")), limits=FetchLimits())
    refused = {one for one in found if one.startswith(name)}
    assert {one for one in found if found[one] == b"good"} == {"a.txt", "z.txt"} and found[name] == "archive_bomb"
    assert set(found) == {"a.txt", "z.txt"} | refused
    many = zipped(*((f"{number}{name}", content) for number in range(20)), ("z.txt", b"good"))
    found = listed(many, limits=FetchLimits())
    assert found["!"] == "archive_bomb" and "z.txt" not in found


def test_an_archive_whose_members_lie_over_each_other_is_refused_member_by_member() -> None:
    """The central directory names one payload many times, as the overlapping bombs do."""
    single = zipped(("a.txt", b"x" * 1000), packed=zipfile.ZIP_STORED)
    start, end = single.index(b"PK\x01\x02"), single.index(b"PK\x05\x06")
    entry = single[start:end]
    many = b"".join(entry.replace(b"a.txt", b"%05d" % number) for number in range(2000))
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 2000, 2000, len(many), start, 0)
    found = listed(single[:start] + many + tail)
    assert len(found) == 2000 and set(found.values()) == {"archive_bomb"}


def test_a_zip_whose_directory_would_fill_the_memory_is_refused_before_it_is_read() -> None:
    content = bytearray(zipped(("a.txt", b"good")))
    struct.pack_into("<L", content, content.index(b"PK\x05\x06") + 12, 500_000_000)
    assert listed(bytes(content)) == {"!": "archive_bomb"}


def test_a_size_that_lies_breaks_that_member_alone() -> None:
    content = bytearray(zipped(("a.txt", b"A" * 500), ("b.txt", b"good")))
    at = content.index(b"PK\x01\x02") + 24
    content[at : at + 4] = struct.pack("<L", 100)
    found = listed(bytes(content))
    assert found == {"a.txt": "broken_entry", "b.txt": b"good"}


def test_a_member_larger_than_a_document_may_be_is_refused() -> None:
    content = bytes(range(256)) * 5000
    assert listed(tarred(("big", content), ("a.txt", b"good"))) == {"big": "too_large", "a.txt": b"good"}


def test_archives_within_archives_are_opened_down_to_a_depth_and_their_bytes_are_counted_together() -> None:
    inner = zipped(("a.txt", b"deep"))
    assert listed(tarred(("in.zip", inner))) == {"in.zip/a.txt": b"deep"}
    for _ in range(10):
        inner = zipped(("in.zip", inner), ("beside.txt", b"here"))
    found = listed(inner)
    assert found.pop("in.zip/in.zip/in.zip") == "nested_too_deep"
    assert set(found) == {"beside.txt", "in.zip/beside.txt", "in.zip/in.zip/beside.txt"}


def test_all_of_an_archive_together_may_not_unpack_to_more_than_is_allowed() -> None:
    content = tarred(*((f"{n}.txt", b"x" * 1000) for n in range(50)))
    found = listed(content, limits=FetchLimits(max_archive_bytes=20_000))
    assert found.pop("!") == "archive_bomb" and 5 < len(found) < 20
    found = listed(content, limits=FetchLimits(max_archive_entries=7))
    assert found.pop("!") == "archive_bomb" and len(found) == 7


def test_a_document_within_an_archive_comes_out_of_its_own_compression() -> None:
    assert listed(zipped(("a.txt.gz", gzip.compress(b"words")))) == {"a.txt.gz": b"words"}


def test_a_broken_header_in_the_middle_of_a_tar_is_not_taken_for_its_end() -> None:
    content = bytearray(tarred(("a.txt", b"1"), ("b.txt", b"2"), ("c.txt", b"3")))
    content[1024 + 148] ^= 0xFF
    assert listed(bytes(content)) == {"a.txt": b"1", "!": "broken_entry"}


def test_a_tar_that_breaks_off_says_so() -> None:
    content = tarred(("a.txt", b"1"), ("b.txt", b"2" * 2000))
    assert listed(content[:2000]) == {"a.txt": b"1", "b.txt": "truncated", "!": "truncated"}


def test_a_negative_size_does_not_turn_the_reading_back() -> None:
    info = tarfile.TarInfo("b.txt")
    content = bytearray(tarred(("a.txt", b"1"), (info, b"2")))
    content[1024 + 124 : 1024 + 136] = b"\xff" * 12
    content[1024 + 148 : 1024 + 156] = b" " * 8
    content[1024 + 148 : 1024 + 156] = b"%06o\0 " % sum(content[1024:1536])
    assert listed(bytes(content)) == {"a.txt": b"1", "!": "broken_entry"}


def test_gzip_in_several_parts_is_read_whole_and_rubbish_behind_it_is_told() -> None:
    tar = tarred(("a.txt", b"1"), ("b.txt", b"2"))
    assert listed(gzip.compress(tar[:700]) + gzip.compress(tar[700:]) + b"\0" * 100) == {"a.txt": b"1", "b.txt": b"2"}
    with pytest.raises(Fail) as failure:
        unpacked(io.BytesIO(gzip.compress(b"text") + b"rubbish"))[1].read()
    assert failure.value.reason is Reason.BAD_ENCODING


def test_compression_that_breaks_off_is_told() -> None:
    for pack in PACKERS[1:]:
        with pytest.raises(Fail) as failure:
            unpacked(io.BytesIO(pack(bytes(range(256)) * 9)[:-9]))[1].read()
        assert failure.value.reason is Reason.TRUNCATED


def test_a_file_compressed_over_and_over_is_refused() -> None:
    content = b"text"
    for _ in range(5):
        content = gzip.compress(content)
    with pytest.raises(Reject) as refusal:
        unpacked(io.BytesIO(content))
    assert refusal.value.reason is Reason.NESTED_TOO_DEEP


@settings(deadline=None)
@given(
    st.lists(st.binary(max_size=3000), min_size=1, max_size=4),
    st.sampled_from(["gzip", "bzip2", "xz", "zstd"]),
    st.integers(1, 900),
)
def test_what_was_compressed_in_parts_comes_out_as_it_was(parts: list[bytes], coding: str, size: int) -> None:
    pack = {"gzip": gzip.compress, "bzip2": bz2.compress, "xz": lzma.compress, "zstd": zstd.compress}[coding]
    stream = io.BufferedReader(Decoded(io.BytesIO(b"".join(pack(part) for part in parts)), coding), size)
    out = b""
    while piece := stream.read(size):
        out += piece
    assert out == b"".join(parts)


@settings(deadline=None)
@given(st.integers(0, 5000), st.binary(min_size=1, max_size=30), st.sampled_from([zipped, tarred]))
def test_a_damaged_archive_gives_members_or_reasons_and_never_a_crash(
    at: int, junk: bytes, make: Callable[..., bytes]
) -> None:
    content = make(("a.txt", b"first words"), ("b.txt", b"second words"), ("c/d.txt", b"third" * 50))
    at %= len(content)
    damaged = content[:at] + junk + content[at + len(junk) :]
    found = listed(damaged) if is_container(io.BytesIO(damaged)) else {}
    assert all(isinstance(outcome, bytes) or outcome in list(Reason) for outcome in found.values())


def test_an_office_document_is_no_archive_of_entries() -> None:
    whale = (Path(__file__).parents[2] / "data" / "parse" / "files" / "whale.docx").read_bytes()
    assert not is_container(io.BytesIO(whale)) and not is_container(io.BytesIO(gzip.compress(whale)))
    assert listed(zipped(("whale.docx.gz", gzip.compress(whale)))) == {"whale.docx.gz": whale}


def test_a_zip_that_was_compressed_again_is_read() -> None:
    assert listed(gzip.compress(zipped(("a.txt", b"words")))) == {"a.txt": b"words"}
