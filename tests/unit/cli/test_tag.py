"""`dateline tag`: one article as the enrich stage sees it, without servers and without a trace."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.cli.tag import tag

TEXT = (
    "LISBON — The ferry <Aurora> ran aground on Monday, its captain, Marta Vilarinho, said.\n\n"
    "Vilarinho told the Harbour Pilots Association (HPA) in Lisbon that the HPA had closed the pier."
)


@pytest.fixture
def article(tmp_path: Path) -> str:
    path = tmp_path / "ferry.txt"
    path.write_text(TEXT, encoding="utf-8")
    return str(path)


def test_an_article_is_shown_with_its_entities_joined(article: str) -> None:
    shown = CliRunner().invoke(tag, [article])
    assert shown.exit_code == 0 and "ran aground on Monday" in shown.output
    rows = [line.split() for line in shown.output.splitlines()]
    assert ["Marta", "Vilarinho", "PERSON", "2", "Marta", "Vilarinho,", "Vilarinho"] in rows
    assert any(row[:4] == ["Lisbon", "GPE", "2", "LISBON,"] and "PT" in row for row in rows), shown.output


def test_programs_get_one_object_whose_offsets_hold(article: str) -> None:
    done = CliRunner().invoke(tag, [article, "--json"])
    value = json.loads(done.output)
    assert value["language"] == "en" and value["model"].startswith("en_core_web_md@")
    for mention in value["mentions"]:
        assert value["text"][mention["start_char"] : mention["end_char"]] == mention["text"]
    assert {"Harbour Pilots Association", "Marta Vilarinho"} <= {row["entity"] for row in value["entities"]}


def test_a_page_escapes_what_the_article_says(article: str) -> None:
    page = CliRunner().invoke(tag, [article, "--html"]).output
    assert "&lt;" in page and "<Aurora>" not in page
    assert 'title="PERSON: Marta Vilarinho">Vilarinho</mark>' in page


def test_on_a_page_a_name_leads_to_its_entity_and_values_are_no_entities(article: str) -> None:
    page = CliRunner().invoke(tag, [article, "--html"]).output
    row = re.search(r'<tr id="(e\d+)"><td>Marta Vilarinho</td>', page)
    assert row and f'<a href="#{row[1]}"><mark' in page
    entities = page.split("<h2>Entities</h2>")[1].split("</table>")[0]
    assert "DATE" in page and "DATE" not in entities


def test_what_is_no_file_is_wrong_usage_and_what_is_no_article_fails_with_its_reason(tmp_path: Path) -> None:
    gone = CliRunner().invoke(tag, [str(tmp_path / "gone.txt")])
    assert gone.exit_code == 2 and "no such file" in gone.output
    (tmp_path / "noise.bin").write_bytes(random.Random(7).randbytes(9_000))
    noise = CliRunner().invoke(tag, [str(tmp_path / "noise.bin")], standalone_mode=False)
    assert noise.return_value == 1
    assert noise.output.startswith("dateline: ") and noise.output.count("\n") == 1
