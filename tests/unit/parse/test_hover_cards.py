"""Cards that show when a reader points at a name are no words of the sentence; links that a sentence holds are."""

from __future__ import annotations

import pytest

from pipeline.parse.tree import read_tree, text_of

LINKS = (
    '<a href="/petra">Petra Lund</a>'
    '<a href="/1">The lamp of the old lighthouse was lit on Sunday for the first time</a> '
    '<a href="/2">Nine years of darkness on the cliff and who pays for the oil</a> <a href="/more">MORE</a>'
)


def test_a_card_goes_and_what_stands_behind_it_stays() -> None:
    card = f'<span><span><img src="/p.jpg">{LINKS}</span></span>'
    card = f'<span class="person"><a href="/petra">Petra Lund</a>{card}</span>'
    page = f"<p>The keeper, {card} by name, pulled the lever.</p>"
    assert text_of(read_tree(page)) == "The keeper, Petra Lund by name, pulled the lever."
    assert text_of(read_tree(f"<p><span>{LINKS}</span> and all</p>")) == "and all"


@pytest.mark.parametrize(
    "page",
    [
        f"<div><span>{LINKS}</span></div>",
        "<p>See <span><a href=/1>one</a> <a href=/2>two</a> <a href=/3>three</a></span>.</p>",
        f"<p>They asked <span>{LINKS} and went</span>.</p>",
        f"<p>They asked <span>first {LINKS}</span>.</p>",
    ],
)
def test_links_outside_sentences_or_among_words_stay(page: str) -> None:
    assert "two" in text_of(read_tree(page)) or "Nine years" in text_of(read_tree(page))
