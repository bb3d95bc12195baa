"""What the fuzzer begins with, and all that it ever found: tried again each time."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzz.entry_points import ENTRY_POINTS, Broken, bounded, require, warm_up
from tests.fuzz.seeds import SEEDS

FOUND = Path(__file__).parent.parent / "data" / "fuzz"
CASES = [
    pytest.param(path.parent.name, path, id=f"{path.parent.name}-{path.name}") for path in sorted(FOUND.glob("*/*"))
]


@pytest.fixture(autouse=True, scope="module")
def warm() -> None:
    warm_up()


@pytest.mark.parametrize(("entry_point", "path"), CASES)
def test_what_the_fuzzer_once_found_keeps_every_promise(entry_point: str, path: Path) -> None:
    ENTRY_POINTS[entry_point].run(path.read_bytes())


@pytest.mark.parametrize("entry_point", sorted(ENTRY_POINTS))
def test_what_the_fuzzer_begins_with_keeps_every_promise(entry_point: str) -> None:
    for seed in SEEDS[entry_point]:
        ENTRY_POINTS[entry_point].run(seed)


def test_every_kind_of_input_is_taken_as_what_it_is_and_not_only_refused() -> None:
    """A seed that an entry point refuses would lead the fuzzer nowhere."""
    from tests.fuzz import entry_points

    taken: list[object] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(entry_points, "_check_entries", taken.append)
        patch.setattr(entry_points, "_check_article", taken.append)
        for name in ("feed", "page"):
            for seed in SEEDS[name]:
                ENTRY_POINTS[name].run(seed)
    assert len(taken) >= 0.9 * (len(SEEDS["feed"]) + len(SEEDS["page"]))


def test_a_promise_that_is_broken_is_told() -> None:
    with pytest.raises(Broken, match="it took"), bounded(0.0):
        sum(range(100_000))
    with pytest.raises(Broken, match="no"):
        require(False, "no")
