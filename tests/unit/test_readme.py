"""What the README promises is there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


def test_every_row_of_what_survives_what_names_a_test_that_exists():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    section = readme.partition("## What survives what")[2].partition("\n## ")[0]
    rows = [line for line in section.splitlines() if line.startswith("|")][2:]
    assert len(rows) > 20
    for row in rows:
        named = re.findall(r"`((?:tests|faults)/[^`]+\.py)`", row)
        assert named, row
        for name in named:
            path = ROOT / name if name.startswith("tests/") else ROOT / "tests" / "acceptance" / name
            assert "def test_" in path.read_text(encoding="utf-8"), row
