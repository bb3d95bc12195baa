"""Pages whose article stands in a script alone, for the browser to lay out."""

from __future__ import annotations

import json
import time

import pytest

from pipeline.errors import Reject
from pipeline.parse import parse_page
from pipeline.parse.script_body import script_body
from pipeline.parse.tree import read_tree

URL = "https://quay.example/2026/05/tower"
LINES = [
    "The clock of the water tower stopped at ten past four, and for a week the whole quarter rose too late.",
    "“We heard no bell,” said the baker, who had sold nothing before noon since Tuesday, and shut on Friday.",
    "A watchmaker from the next valley climbed up on Saturday, oiled the wheels, and would take no money for it.",
]
BODY = "".join(f'<p class="t">{line}</p>' for line in LINES)


def page(data: object, *, before: str = "window.__STATE__ = ") -> bytes:
    told = json.dumps(data).replace("<", "\\u003c")
    head = '<title>The tower stopped - The Quay</title><meta property="og:title" content="The tower stopped">'
    return (
        f'<html><head>{head}</head><body><div id="root"></div><script>{before}{told};</script></body></html>'.encode()
    )


@pytest.mark.parametrize("name", ["contentHtml", "articleBody", "body", "story_html", "content"])
def test_an_article_that_a_script_holds_is_read_from_there(name: str) -> None:
    article = parse_page(page({"data": {"id": 7, "teaser": "<p>x</p>", name: BODY}}), url=URL)
    assert article.title == "The tower stopped"
    assert article.text.split("\n\n") == LINES


@pytest.mark.parametrize("mark", ["$$ADSLOT$$", "{{ ad.slot }}", "[[video1]]", "%%AD_2%%"])
def test_the_places_that_a_program_would_fill_are_no_text(mark: str) -> None:
    assert parse_page(page({"content": f"{mark}{BODY}{mark}"}), url=URL).text.split("\n\n") == LINES


def test_the_longest_of_several_is_the_article() -> None:
    data = [{"body": f"<p>{'Another one. ' * 30}</p>" * 2}, {"body": BODY * 3}, {"text": "x" * 9_000}]
    assert script_body(read_tree(page(data).decode())) == BODY * 3


@pytest.mark.parametrize("value", ["words " * 200, "<p>One</p><p>two</p>", f"<p>{'words ' * 200}</p>", 7, None])
def test_what_is_no_markup_of_several_paragraphs_is_no_article(value: object) -> None:
    assert script_body(read_tree(page({"content": value}).decode())) == ""
    with pytest.raises(Reject):
        parse_page(page({"content": value}), url=URL)


def test_a_page_that_shows_its_text_is_not_read_from_its_scripts() -> None:
    shown = page({"content": BODY}).replace(b'<div id="root">', f"<div>{'<p>Shown to all who come. </p>' * 9}".encode())
    assert "baker" not in parse_page(shown, url=URL).text


def test_a_script_made_to_hurt_is_passed_over_in_bounded_time() -> None:
    tree = read_tree('<script>"body":"' + '"body":"\\' * 200_000 + "</script>")
    begun = time.process_time()
    assert script_body(tree) == ""
    assert time.process_time() - begun < 2
