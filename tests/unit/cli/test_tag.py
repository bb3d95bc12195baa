"""`dateline tag`: one article as the enrich stage sees it, without servers and without a trace."""

from __future__ import annotations

import json
import random
import re
from html import unescape
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.cli.tag import tag
from pipeline.cli.tag_page import page
from pipeline.models import Article, Findings, Mention, Quote

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
    assert row and re.search(rf'<a id="m\d+" href="#{row[1]}"><mark', page)
    entities = page.split("<h2>Entities</h2>")[1].split("</table>")[0]
    assert "DATE" in page and "DATE" not in entities


GERMAN = (
    "Hochwasser am Damm\n\nBei dem Hochwasser kamen am Montag mindestens zwölf Menschen ums Leben. Ministerpräsident"
    " Jonas Albrecht sagte, die Lage sei ernst. „Wir bleiben <hier> und helfen“, sagte Albrecht am Dienstag in Potsdam."
)


@pytest.fixture
def german(tmp_path: Path) -> str:
    path = tmp_path / "damm.txt"
    path.write_text(GERMAN, encoding="utf-8")
    return CliRunner().invoke(tag, [str(path), "--html"]).output


def test_a_page_says_in_which_language_it_was_read_by_what_and_that_its_day_is_not_known(german: str) -> None:
    assert '<article lang="de" dir="auto">' in german
    assert "language: de · model: rules@1 · published: not known" in german
    assert "words like Monday have no date" in german


def test_each_row_of_quotes_dates_and_figures_leads_to_its_words_in_the_text(german: str) -> None:
    anchors = re.findall(r'<a href="#((?:quote|date|figure|m)\d+)">', german)
    assert {"quote0", "date0", "figure0", "m1"} <= set(anchors)
    assert all(german.count(f' id="{anchor}"') == 1 for anchor in anchors)


def test_a_figure_that_no_mention_marks_is_seen_with_its_value(german: str) -> None:
    assert 'title="casualties: at least 12 killed">mindestens zwölf Menschen ums Leben' in german


def test_a_quote_is_underlined_with_its_speaker(german: str) -> None:
    body = german.split("<article")[1].split("</article>")[0]
    quoted = re.findall(r'<span class="quote" title="([^"]*)"', body)
    assert {"reported speech: Jonas Albrecht", "direct speech: Jonas Albrecht"} <= set(quoted)


def test_a_quote_that_begins_in_a_name_and_ends_in_another_paragraph_parts_neither() -> None:
    text = "Ana <Lima> said.\n\nShe left Porto Novo."
    found = Findings(
        (Mention("PERSON", 0, 10, "Ana <Lima>", "Ana <Lima>"), Mention("GPE", 27, 37, "Porto Novo", "Porto Novo")),
        "m@1",
        quotes=(Quote(4, 32, text[4:32], "direct"),),
    )
    made = page(Article(url="", title="T", text=text, language="en"), found)
    body = made.split("<article")[1].split("</article>")[0]
    assert ">Ana &lt;Lima&gt;</mark>" in body and ">Porto Novo</mark>" in body
    for paragraph in re.findall(r"<p>(.*?)</p>", body, re.DOTALL):
        assert paragraph.count("<span") == paragraph.count("</span>") > 0


def test_the_words_of_a_page_are_those_of_the_article(german: str, article: str) -> None:
    for made, text in ((german, GERMAN), (CliRunner().invoke(tag, [article, "--html"]).output, TEXT)):
        body = made.split("<article")[1].split("</article>")[0].split("</h1>")[1]
        words = unescape(
            re.sub(r"<[^>]+>", "", re.sub(r"</p><p>", "\n\n", re.sub(r'<p class="about".*?</p>', "", body)))
        )
        assert words.split() == text.removeprefix("Hochwasser am Damm").split()


def test_what_is_no_file_is_wrong_usage_and_what_is_no_article_fails_with_its_reason(tmp_path: Path) -> None:
    gone = CliRunner().invoke(tag, [str(tmp_path / "gone.txt")])
    assert gone.exit_code == 2 and "no such file" in gone.output
    (tmp_path / "noise.bin").write_bytes(random.Random(7).randbytes(9_000))
    noise = CliRunner().invoke(tag, [str(tmp_path / "noise.bin")], standalone_mode=False)
    assert noise.return_value == 1
    assert noise.output.startswith("dateline: ") and noise.output.count("\n") == 1
