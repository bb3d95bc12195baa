"""Bylines to names."""

from __future__ import annotations

import pytest

from pipeline.parse.names import MAX_NAMES, read_names


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Jane Roe", ("Jane Roe",)),
        ("By Jane Roe", ("Jane Roe",)),
        ("By Jane Roe, Harbour Correspondent", ("Jane Roe",)),
        ("Kari Vik in Bergen and Bo Li in New York", ("Kari Vik", "Bo Li")),
        ("Ines Reporter-Lund", ("Ines Reporter-Lund",)),
        ("BY JANE ROE-SMITH", ("Jane Roe-Smith",)),
        ("Written by Jane Roe", ("Jane Roe",)),
        ("Von Anna Groß", ("Anna Groß",)),
        ("Par Jean Petit", ("Jean Petit",)),
        ("By Jane Roe and John Doe", ("Jane Roe", "John Doe")),
        ("Jane Roe & John Doe", ("Jane Roe", "John Doe")),
        ("Jane Roe, John Doe and Bo Li", ("Jane Roe", "John Doe", "Bo Li")),
        ("Jane Roe; John Doe", ("Jane Roe", "John Doe")),
        ("Jane Roe | John Doe", ("Jane Roe", "John Doe")),
        ("Jane Roe, Staff Writer", ("Jane Roe",)),
        ("Jane Roe, Senior Political Correspondent", ("Jane Roe",)),
        ("John Doe, Jr.", ("John Doe, Jr",)),
        ("Roe, Jane", ("Roe, Jane",)),
        ("jane@example.org (Jane Roe)", ("Jane Roe",)),
        ("Jane Roe <jane@example.org>", ("Jane Roe",)),
        ("jane@example.org (Jane Roe), bo@example.org (Bo Kim)", ("Jane Roe", "Bo Kim")),
        ("Jane Roe <jane@example.org>, Bo Kim <bo@example.org>", ("Jane Roe", "Bo Kim")),
        ("By Jane Roe (jane@example.org) and Bo Kim", ("Jane Roe", "Bo Kim")),
        ("Jane Roe (jro)", ("Jane Roe",)),
        ("<a href='/x'>Jane Roe</a>", ("Jane Roe",)),
        ("Seán O&#39;Hara", ("Seán O'Hara",)),
        ("AFP", ("AFP",)),
        ("王小明", ("王小明",)),
        ("记者 王小明", ("王小明",)),
        ("山田太郎 記者", ("山田太郎",)),
        ("김하늘 기자, 박바다 특파원", ("김하늘", "박바다")),
        ("J. K. Roe", ("J. K. Roe",)),
        ("Jane Roe jane.roe@quay.example", ("Jane Roe",)),
        ("Jane Roe @janeroe", ("Jane Roe",)),
        ("By Jane Roe Published 6 October 2026", ("Jane Roe",)),
        ("Posted by Jane Roe on October 6, 2026", ("Jane Roe",)),
        ("Jane Roe Updated: 12:30", ("Jane Roe",)),
        ("Jane Roe with Reuters", ("Jane Roe",)),
        ("Par Jean Petit avec l’AFP", ("Jean Petit",)),
        ("AFP/Jane Roe", ("AFP", "Jane Roe")),
        ("Jane Roe for Quay Gazette", ("Jane Roe",)),
        ("Von Anna Groß, Berlin", ("Anna Groß",)),
        ("Jane Roe, AFP", ("Jane Roe", "AFP")),
        ("Text: Jane Roe, Photos: John Doe", ("Jane Roe",)),
        ("Words by Jane Roe, photographs by John Doe", ("Jane Roe",)),
        ("Par Jean Petit, correspondant à Rome", ("Jean Petit",)),
        ("Por Juan Paz - Corresponsal en Lima", ("Juan Paz",)),
        ("Escrito por Juan Paz", ("Juan Paz",)),
        ("Scritto da Marco Riva", ("Marco Riva",)),
        ("Иван Котов, корреспондент", ("Иван Котов",)),
        ("Автор: Иван Котов и Анна Лунина", ("Иван Котов", "Анна Лунина")),
        ("Av Kari Vik og Ola Berg", ("Kari Vik", "Ola Berg")),
        ("Jan Bos en Piet Smit", ("Jan Bos", "Piet Smit")),
        ("Luís Eça e Rui Paz", ("Luís Eça", "Rui Paz")),
        ("بقلم: أحمد علي", ("أحمد علي",)),
        ("作者：王小明、李娜", ("王小明", "李娜")),
        ("文・山田太郎", ("山田太郎",)),
        ("（记者王小明）", ("王小明",)),
        ("On Kim", ("On Kim",)),
        ("Published Poet", ("Published Poet",)),
    ],
)
def test_a_byline_gives_clean_names(line: str, names: tuple[str, ...]) -> None:
    assert read_names([line]) == names


@pytest.mark.parametrize(
    "line",
    [
        "",
        "admin",
        "Editor",
        "https://example.org/jane",
        "www.example.org",
        "@jane",
        "jane@example.org",
        "example.de",
        "null",
        "42 12345",
        "---",
        "Staff",
        "facebook",
        "<script>",
        "x" * 300,
    ],
)
def test_what_is_no_name_is_left_out(line: str) -> None:
    assert read_names([line]) == ()


def test_a_name_counts_once_whatever_its_case() -> None:
    assert read_names(["Jane Roe", "JANE ROE", "By Jane Roe"]) == ("Jane Roe",)


def test_the_number_of_names_is_capped() -> None:
    assert len(read_names([f"Person {chr(65 + i % 26)}{chr(97 + i // 26)}x" for i in range(500)])) == MAX_NAMES


def test_a_statement_in_sql_is_kept_as_text() -> None:
    assert read_names(["Robert'); DROP TABLE documents;--"])[0].startswith("Robert')")
