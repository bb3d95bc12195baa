"""The gate to text: what it drops, what it keeps, and that nothing makes it raise or crawl."""

from __future__ import annotations

import time
import unicodedata

import pytest

from pipeline.parse import clean_text
from pipeline.parse.clean import as_paragraphs, clean_line, line_as_written, plain_line, text_as_written


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("plain", "plain"),
        ("", ""),
        ("Hello\x00World", "Hello World"),
        ("a\x1b[31mred", "a[31mred"),
        ("tab\tstays", "tab\tstays"),
        ("line\nstays", "line\nstays"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("a\x0bb\x0cc\x85d", "a\nb\nc\nd"),
        ("a\u2028b\u2029c", "a\nb\nc"),
        ("a\u00a0b\u202fc\u2009d", "a b c d"),
        ("soft\u00adhyphen", "softhyphen"),
        ("zero\u200bwidth\ufeffmark\u2060", "zerowidthmark"),
        ("left\u200eright\u200f\u202eover", "leftrightover"),
        ("c1\x80\x9fgone", "c1gone"),
        ("e\u0301", "é"),
        ("lone\ud800", "lone"),
        ("\udc00lone", "lone"),
        ("\ud83d\ude00", "😀"),
        ("\uffff\ufffe", ""),
        ("a\U000e0001\U000e0068\U000e0069b", "ab"),
        ("\U0001f3f4\U000e0067\U000e0062\U000e007f", "\U0001f3f4\U000e0067\U000e0062\U000e007f"),
    ],
)
def test_a_character_that_cannot_be_seen_is_dropped_and_a_space_is_a_space(given: str, expected: str) -> None:
    assert clean_text(given) == expected


@pytest.mark.parametrize(
    "joined",
    [
        "\U0001f468\u200d\U0001f469\u200d\U0001f467",  # a family of three in one picture
        "\U0001f3f3\ufe0f\u200d\U0001f308",  # a flag with its variation selector
        "می\u200cخواهم",  # Persian: a prefix kept apart
        "क्\u200dष",  # Devanagari: a half form
        "അവൻ അവന്\u200d വന്നു",  # Malayalam: a chillu as it was written before Unicode 5.1, at the end of a word
        "\u200fسال ۱۳۹۹ ه\u200d. ق"[1:],  # Persian: the abbreviated year
        "क्\u200c",  # Devanagari: a virama that is to be seen
    ],
)
def test_a_joiner_stays_where_it_shapes_letters_or_emoji(joined: str) -> None:
    assert clean_text(joined) == unicodedata.normalize("NFC", joined)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("a\u200db", "ab"),
        ("a\u200cb", "ab"),
        ("\u200dstart", "start"),
        ("end\u200d", "end"),
        ("می\u200c", "می"),
        ("a\u200d\u200c\u200db", "ab"),
        ("می\u200c\u200cخواهم", "می\u200cخواهم"),
        ("\u2329\u200d\u2190", "\u3008\u2190"),
    ],
)
def test_a_joiner_that_joins_nothing_is_dropped(given: str, expected: str) -> None:
    assert clean_text(given) == expected


@pytest.mark.parametrize(
    "text", ["a\u200d\u200cb\x00é", "x\u0301" * 3, "\r\n\r", "क्\u200dष\u200d", "\ud83d\ud83d\ude00"]
)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean_text(clean_text(text)) == clean_text(text)


def test_every_code_point_passes_without_an_error_and_comes_out_storable() -> None:
    everything = "".join(map(chr, range(0x110000)))
    cleaned = clean_text(everything)
    assert "\x00" not in cleaned
    assert len(cleaned.encode("utf-8")) > 1_000_000


def test_marks_beyond_thirty_on_one_letter_are_dropped() -> None:
    assert len(clean_text("a" + "\u0334" * 500)) <= 32


@pytest.mark.parametrize("between", ["", "\u200d", "\u200e", "\u200b"])
def test_marks_in_the_worst_order_take_linear_time(between: str) -> None:
    started = time.perf_counter()
    clean_text("a" + ("\u0301\u0327" * 10 + between) * 20_000)
    assert time.perf_counter() - started < 2


def test_what_a_source_wrote_stays_its_own_but_for_what_could_harm() -> None:
    kept = "\u2329e\u0301\u232a \u05d0\u200e(c) \u200d x\ny"
    assert text_as_written(kept) == kept
    assert text_as_written("a\u202eb\u2066c\x00d\x1be\u200bf\ud800g\u00a0h\r\ni\u00ad") == "abc def" + "g h\ni"
    assert line_as_written("<b>e\u0301</b> &lrm; \u200d\n x") == "e\u0301 \u200e \u200d x"


def test_a_line_has_single_spaces_and_a_limit() -> None:
    assert clean_line("  one \n two\t three  ") == "one two three"
    assert clean_line("word " * 10_000, limit=12) == "word word wo"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("A <b>bold</b> claim", "A bold claim"),
        ("Fish &amp; chips", "Fish & chips"),
        ("Fish &amp;amp; chips", "Fish & chips"),
        ("one<br/>two", "one two"),
        ("if a < b, then c > d", "if a < b, then c > d"),
        ("&lt;b&gt;escaped&lt;/b&gt;", "escaped"),
        ("AT&T and R&D", "AT&T and R&D"),
        ("caf&eacute; &#8212; &#x41;", "café — A"),
        ("safe<script>alert(1)</script> title", "safe title"),
        ("<!-- hidden -->shown", "shown"),
        ("A <p title='</noscript><img src=x>'>claim", "A claim"),
    ],
)
def test_a_field_with_markup_becomes_one_plain_line(given: str, expected: str) -> None:
    assert plain_line(given) == expected


def test_blocks_become_paragraphs_parted_by_one_empty_line() -> None:
    assert as_paragraphs(["one\ntwo ", "  ", "\u200b", "three"]) == "one two\n\nthree"


def test_angle_brackets_without_end_take_linear_time() -> None:
    started = time.perf_counter()
    plain_line("<" * 100_000, limit=100_000)
    plain_line("<a " * 100_000, limit=100_000)
    assert time.perf_counter() - started < 3
