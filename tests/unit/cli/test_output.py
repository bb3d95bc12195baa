"""Rows for people and for programs, whatever is in them."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime, timedelta

import pytest

from pipeline.cli import output
from pipeline.cli.complaints import complaint, one_line
from pipeline.settings import SettingError
from pipeline.storage.migrations import SchemaError

MOMENT = datetime(2026, 11, 20, 12, 30, tzinfo=UTC)
ROWS = [
    {
        "id": 1, "title": "A \x1b[31mred\x1b[0m title\nin two lines", "at": MOMENT, "authors": ["Ann Lee", "Bo"],
        "key": b"\x01\xff",
    },
    {"id": 22, "title": "=cmd|' /C calc'!A0", "at": None, "authors": [], "key": None},
]  # fmt: skip


def test_a_table_shows_each_row_on_lines_of_its_own_without_control_characters(capsys: pytest.CaptureFixture[str]):
    output.print_table(ROWS, title="Rows")
    shown = capsys.readouterr().out
    assert "\x1b" not in shown
    assert "A [31mred [0m title in two lines" in shown
    assert "2026-11-20T12:30:00+00:00" in shown and "Ann Lee, Bo" in shown and "01ff" in shown
    assert [line.split()[0] for line in shown.splitlines()[2:]] == ["1", "22"]


def test_a_table_of_nothing_says_so(capsys: pytest.CaptureFixture[str]):
    output.print_table([])
    assert capsys.readouterr().out == "(no rows)\n"


def test_markup_in_a_cell_is_text(capsys: pytest.CaptureFixture[str]):
    output.print_table([{"title": "[bold]not bold[/bold] :smile:"}])
    assert "[bold]not bold[/bold] :smile:" in capsys.readouterr().out


def test_json_keeps_every_value_and_reads_back(capsys: pytest.CaptureFixture[str]):
    output.print_rows(ROWS, list(ROWS[0]), form="json")
    read = json.loads(capsys.readouterr().out)
    assert read[0]["title"] == ROWS[0]["title"]
    assert read[0]["at"] == "2026-11-20T12:30:00+00:00" and read[1]["at"] is None


def test_csv_reads_back_with_line_breaks_and_lists(capsys: pytest.CaptureFixture[str]):
    output.print_rows(ROWS, list(ROWS[0]), form="csv")
    read = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert read[0]["title"] == ROWS[0]["title"]
    assert json.loads(read[0]["authors"]) == ["Ann Lee", "Bo"]
    assert read[1]["at"] == ""


def test_csv_of_no_rows_still_names_its_columns(capsys: pytest.CaptureFixture[str]):
    output.print_rows([], ["a", "b"], form="csv")
    assert capsys.readouterr().out == "a,b\n"


def test_a_source_is_called_by_its_title_and_the_end_of_a_long_url():
    long = "https://news.example/" + "x" * 100
    assert output.source_name({"title": "", "source": "https://a.example/"}) == "https://a.example/"
    assert output.source_name({"title": "News", "source": long}).startswith("News (…xxx")
    assert len(output.source_name({"title": "T" * 500, "source": long})) < 110


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(-5, "<1 min"), (59, "<1 min"), (61, "1 min"), (7199, "120 min"), (7200, "2 h"), (200_000, "2 d")],
)
def test_a_time_is_told_in_the_unit_that_people_would_take(seconds: float, said: str):
    end = datetime(2026, 3, 1, 12, tzinfo=UTC)
    assert output.since(end - timedelta(seconds=seconds), end) == said and output.since(None, end) == ""


@pytest.mark.parametrize(
    ("text", "line"),
    [("a\nb\tc", "a b c"), ("\x1b]0;x\x07y", "]0;x y"), ("\u202ertl\u200b", "rtl"), ("a" * 400, "a" * 299 + "…")],
)
def test_one_line_is_one_printable_line(text: str, line: str):
    assert one_line(text) == line


def test_errors_that_people_can_mend_are_a_line_and_bugs_are_not():
    for error in (SettingError("X=1 cannot be read"), SchemaError("run `dateline migrate`")):
        assert complaint(error) == str(error)
    assert complaint(ZeroDivisionError("division by zero")) is None
