"""How alike texts are: exact figures, sketches that are the same everywhere, and what a sketch finds."""

from __future__ import annotations

import hashlib
import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import likeness
from pipeline.likeness import Kind, compare, compare_all, shingles, sketch

WORDS = [f"word{n}" for n in range(4000)]


def text(start: int, words: int) -> str:
    return " ".join(WORDS[start : start + words])


def test_a_shingle_is_three_words_whatever_their_case_and_marks():
    assert len(shingles(text(0, 50))) == 48
    assert (shingles("The ferry, late again.") == shingles("the FERRY late – again")).all()
    assert len(shingles("")) == 0 and len(shingles("two words")) == 2


def test_in_scripts_without_spaces_a_character_is_a_word():
    assert len(shingles("東京の港でフェリーが遅れた")) == 11
    assert len(shingles("เรือข้ามฟาก")) == 9


def test_a_sketch_is_the_same_on_every_machine_and_in_every_process():
    """Values are kept in a database: if these change, SKETCHER has to change with them."""
    made = sketch(text(0, 400))
    assert hashlib.sha256(json.dumps(made.marks).encode()).hexdigest()[:16] == "4099aa7b923aaf1b"
    code = f"from pipeline.likeness import sketch; print(sketch({text(0, 400)!r}).marks)"
    for seed in ("1", "2"):
        told = subprocess.run(
            [sys.executable, "-c", code], env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, text=True,
            check=True, cwd=Path(likeness.__file__).parent.parent,
        )  # fmt: skip
        assert told.stdout.strip() == str(made.marks)


@pytest.mark.parametrize(
    ("words", "marks"), [(31, 0), (32, 16), (100, 16), (4000, 64)], ids=["too short", "shortest", "short", "long"]
)
def test_a_sketch_holds_few_marks_of_a_short_text_and_not_many_of_a_long_one(words: int, marks: int):
    assert len(sketch(text(0, words)).marks) == marks
    assert sketch(text(0, words)).shingles == max(words - 2, 0)


def test_marks_fit_a_signed_column_and_are_the_smallest_without_sign():
    marks = [mark % 2**64 for mark in sketch(text(0, 400)).marks]
    assert marks == sorted(int(value) for value in shingles(text(0, 400)))[: len(marks)]
    assert all(-(2**63) <= mark < 2**63 for mark in sketch(text(0, 400)).marks)


def test_figures_are_exact_and_the_kinds_told_apart():
    half = compare(shingles(text(0, 102)), shingles(text(50, 102)))
    assert half is not None and (half.kind, half.jaccard, half.containment) == (Kind.NEAR_TEXT, 50 / 150, 0.5)
    copy = compare(shingles(text(0, 52)), shingles(text(0, 502)))
    assert copy is not None and (copy.kind, copy.jaccard, copy.containment) == (Kind.WIRE_COPY, 0.1, 1.0)
    assert compare(shingles(text(0, 102)), shingles(text(70, 102))) is None
    assert compare(shingles(text(0, 31)), shingles(text(0, 31))) is None


def test_a_digest_is_near_equal_to_one_of_its_texts_alone():
    own = shingles(text(0, 300))
    parts = {1: shingles(text(0, 160)), 2: shingles(text(160, 140)), 3: shingles(text(100, 120))}
    kinds = {number: found.kind for number, found in compare_all(own, parts).items()}
    assert kinds == {1: Kind.NEAR_TEXT, 2: Kind.WIRE_COPY, 3: Kind.NEAR_TEXT}


def test_a_copy_is_found_by_its_marks_however_long_the_rest():
    for seed in range(40):
        chance = random.Random(seed)
        own = [str(chance.random()) for _ in range(220)]
        whole = " ".join([*(str(chance.random()) for _ in range(500)), *own])
        assert len(set(sketch(" ".join(own)).marks) & set(sketch(whole).marks)) >= 2, seed


@given(st.text(max_size=400), st.text(max_size=400))
def test_likeness_is_the_same_both_ways_and_never_above_one(one: str, other: str):
    found = compare(shingles(one), shingles(other))
    assert found == compare(shingles(other), shingles(one))
    assert found is None or 0 < found.jaccard <= found.containment <= 1


def test_copies_of_the_test_material_are_found_and_nothing_else(shared: Path):
    """The regression gate on public texts; the figure of the benchmark is in tests/benchmarks/alike.py."""
    sys.path.insert(0, str(shared / "quality"))
    try:
        import score
    finally:
        sys.path.pop(0)
    from tests.benchmarks.alike import group

    class Options:
        data, seed, articles = score.DATA, 2, 200

    row, _ = next(score.score_neardup(group, Options))
    assert row["P"] >= 0.99 and row["R"] >= 0.95, row
