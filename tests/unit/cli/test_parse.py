"""`dateline parse`: what a page becomes, side by side with what there was to choose from."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.cli.parse import parse_

PROSE = [
    "The lighthouse at Cabo Novo will be lit by hand for a month, because the lamp that turned it is being mended.",
    "Four keepers, two of them retired, take turns on the stairs; the oldest, Joana Reis, has done it since 1978.",
    "“It is quieter than the motor,” she said, and asked for a better chair.",
]
PAGE = f"""<!doctype html><html lang="en"><head><title>Lit by hand | The Cape Post</title>
<meta property="og:title" content="Lit by hand"><meta name="author" content="Rui Lopes">
<meta property="article:published_time" content="2026-04-03T08:00:00+01:00"></head>
<body><nav class="menu"><a href="/">Home</a> <a href="/sea">Sea</a></nav>
<article class="story"><h1>Lit by hand</h1>{"".join(f"<p>{words}</p>" for words in PROSE)}
<p>&lt;script&gt;alert(1)&lt;/script&gt; is how one keeper signs the log book, to the delight of the others.</p>
<div class="newsletter"><p>Subscribe to our newsletter</p></div></article>
<aside class="related"><ul><li><a href="/1">Ten walks in the rain</a></li><li><a href="/2">A pier</a></li></ul></aside>
<footer><p>Copyright The Cape Post</p></footer></body></html>"""


@pytest.fixture
def page(tmp_path: Path) -> str:
    path = tmp_path / "lamp.html"
    path.write_text(PAGE, encoding="utf-8")
    return str(path)


def test_a_page_is_shown_with_what_was_kept_and_what_was_dropped(page: str) -> None:
    shown = CliRunner().invoke(parse_, [page])
    lines = [line.split(maxsplit=2) for line in shown.output.splitlines()]
    kept = {line[2] for line in lines if len(line) == 3 and line[0] == "+"}
    dropped = {line[2] for line in lines if len(line) == 3 and line[0] == "-"}
    assert any(words.startswith("“It is quieter") for words in kept), shown.output
    assert "Subscribe to our newsletter" in dropped and "and 1 more" in shown.output
    assert shown.exit_code == 0


def test_programs_get_every_candidate_and_which_was_chosen(page: str) -> None:
    value = json.loads(CliRunner().invoke(parse_, [page, "--json"]).output)
    chosen = {(one["field"], one["value"], one["source"]) for one in value["candidates"] if one["chosen"]}
    assert {("title", "Lit by hand", "opengraph"), ("author", "Rui Lopes", "meta")} <= chosen
    assert ("language", "en", "declared") in chosen and not any(one[1].startswith("Lit by hand |") for one in chosen)
    text = value["article"]["text"]
    assert all(text[s["start_char"] : s["end_char"]] == s["text"] for s in value["article"]["sentences"])


def test_a_page_to_look_at_holds_nothing_of_the_documents_markup(page: str) -> None:
    shown = CliRunner().invoke(parse_, [page, "--html"]).output
    assert "<script" not in shown and "&lt;script&gt;alert(1)" in shown and "default-src 'none'" in shown
    assert shown.index('class="kept"') > 0 and 'class="dropped"' in shown and "<aside" not in shown


def test_what_is_no_article_says_why_and_still_shows_its_blocks(tmp_path: Path) -> None:
    path = tmp_path / "wall.html"
    path.write_text("<html><body><nav><a href=/>Home</a></nav><p>Hello</p></body></html>", encoding="utf-8")
    shown = CliRunner().invoke(parse_, [str(path)], standalone_mode=False)
    assert shown.return_value == 1 and "- " in shown.output
    assert shown.output.splitlines()[-1].startswith(f"dateline: {path}: no_content")


def test_a_text_file_has_no_blocks_and_shows_its_text(tmp_path: Path) -> None:
    path = tmp_path / "lamp.txt"
    path.write_text("Lit by hand\n\n" + "\n\n".join(PROSE), encoding="utf-8")
    assert "Four keepers" in CliRunner().invoke(parse_, [str(path)]).output


@pytest.mark.parametrize("arguments", [[], ["page.html", "--document", "3"], ["--document", "0"], ["gone.html"]])
def test_neither_or_both_or_what_is_not_there_is_wrong_usage(arguments: list[str]) -> None:
    assert CliRunner().invoke(parse_, arguments).exit_code == 2


def test_the_cells_of_a_table_that_is_in_the_text_are_shown_as_kept(tmp_path: Path) -> None:
    table = "<table><tr><th>Keeper</th><th>Nights</th></tr><tr><td>Rui Lopes</td><td>4</td></tr></table>"
    path = tmp_path / "lamp.html"
    path.write_text(PAGE.replace("<p>“It is", f"{table}<p>“It is"), encoding="utf-8")
    value = json.loads(CliRunner().invoke(parse_, [str(path), "--json"]).output)
    assert "Keeper | Nights" in value["article"]["text"]
    assert {one["text"]: one["kept"] for one in value["blocks"]}["Nights"]
