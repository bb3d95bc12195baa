"""The table of bad input names tests that exist, and names all that say which row they cause."""

from __future__ import annotations

import re
from pathlib import Path

TESTS = Path(__file__).parent.parent
ROWS = [line for line in (TESTS / "bad-input.md").read_text(encoding="utf-8").splitlines() if line.startswith("| B")]


def test_every_row_names_tests_that_exist():
    assert len(ROWS) == len({row.split("|")[1] for row in ROWS}) >= 34
    for row in ROWS:
        named = re.findall(r"`([^`]+)::(test_[^`]+)`", row)
        assert named, row
        for path, name in named:
            assert f"def {name}(" in (TESTS / path).read_text(encoding="utf-8"), f"{path}::{name}"


def test_every_test_that_says_its_row_stands_in_that_row():
    for path in TESTS.rglob("test_*.py"):
        for name in re.findall(r"^def (test_(?:b\d\d_)+\w+)\(", path.read_text(encoding="utf-8"), re.MULTILINE):
            for number in re.findall(r"(?<=_b)\d\d(?=_)", name):
                row = next(row for row in ROWS if row.startswith(f"| B{number} "))
                assert f"::{name}`" in row, f"{name} does not stand in row B{number}"
