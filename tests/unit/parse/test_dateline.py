"""Datelines of wire stories."""

from __future__ import annotations

import pytest

from pipeline.parse.dateline import read_dateline, title_case


@pytest.mark.parametrize(
    ("start", "place"),
    [
        ("CAIRO — The council met.", "Cairo"),
        ("BAGHDAD (Reuters) - The talks ended.", "Baghdad"),
        ("LONDON, Jan 5 (AP) — A train", "London"),
        ("ST. LOUIS (AP) — The river", "St. Louis"),
        ("AL-KHADIM, Libya — The base", "Al-Khadim"),
        ("NEW YORK — The market", "New York"),
        ("RIO DE JANEIRO - The beach", "Rio de Janeiro"),
        ("PORT-AU-PRINCE, Haiti, Jan. 5 (AP) -- The port", "Port-au-Prince"),
        ("WASHINGTON, D.C. — The house", "Washington"),
        ("KING'S LYNN — The quay", "King's Lynn"),
        ("NAIROBI (Reuters): The court", "Nairobi"),
        ("BEIJING, March 3, 2024 (Xinhua) -- The hall", "Beijing"),
        ("MOSCOW. January 5 (Interfax) - The bank", "Moscow"),
        ("SÃO PAULO — The street", "São Paulo"),
        ("КИЇВ — The square", "Київ"),
        ("  TOKYO – The tower", "Tokyo"),
    ],
)
def test_a_place_in_capitals_before_a_dash_is_the_dateline(start: str, place: str) -> None:
    assert read_dateline(start) == place


@pytest.mark.parametrize(
    "start",
    [
        "",
        "Cairo — The council",
        "UPDATE: The talks",
        "BREAKING NEWS — The talks",
        "UN: says",
        "A — b",
        "PARIS: The mayor",
        "CAIRO",
        "CAIRO —",
        "The CAIRO — road",
        "2026 — a year",
        "WATCH — the film",
        "—",
        "CORRECTION - the text",
    ],
)
def test_what_only_looks_like_a_dateline_is_none(start: str) -> None:
    assert read_dateline(start) is None


@pytest.mark.parametrize(
    ("capitals", "name"),
    [
        ("THE HAGUE", "The Hague"),
        ("TEL AVIV", "Tel Aviv"),
        ("U.N. HEADQUARTERS", "U.N. Headquarters"),
        ("ISLE OF MAN", "Isle of Man"),
        ("STRATFORD-UPON-AVON", "Stratford-upon-Avon"),
        ("SANA'A", "Sana'a"),
    ],
)
def test_a_name_in_capitals_is_set_as_in_running_text(capitals: str, name: str) -> None:
    assert title_case(capitals) == name


def test_a_long_line_of_capitals_ends_at_once() -> None:
    assert read_dateline("A B-" * 100_000) is None
