"""The standfirst is a part of the text wherever a template puts it; posts that are quoted are too."""

from __future__ import annotations

from pipeline.parse.blocks import cut_blocks
from pipeline.parse.quoted_posts import quoted_posts
from pipeline.parse.standfirst import standfirst_of
from pipeline.parse.tree import read_tree

LEAD = "The island voted for a row of small lights instead of the old tower."
BODY = "The count took until two in the morning, because the hall had one bulb and the ballots were printed in grey."
PAGE = "<p>Coast</p><h1>Nine lamps</h1><div><h2>{}</h2></div><p>4 May 2026</p><div><p>{}</p></div>"


def found(markup: str, *, described: str, chosen: str = BODY) -> list[str]:
    blocks = cut_blocks(read_tree(markup))
    taken = [number for number, block in enumerate(blocks) if block.text == chosen]
    return [blocks[number].text for number in standfirst_of(blocks, taken, [described])]


def test_what_a_page_says_that_it_is_about_is_a_standfirst_below_its_heading() -> None:
    assert found(PAGE.format(LEAD, BODY), described=LEAD) == [LEAD]
    assert found(PAGE.format(f"Quay. {LEAD}", BODY), described=LEAD[:60] + "…") == [f"Quay. {LEAD}"]


def test_what_a_page_says_of_itself_is_none_elsewhere() -> None:
    assert found(f"<p>{LEAD}</p>" + PAGE.format("Coast", BODY), described=LEAD) == []
    assert found(PAGE.format(f"<a href=/1>{LEAD}</a>", BODY), described=LEAD) == []
    assert found(PAGE.format(f"<p hidden>{LEAD}</p>", BODY), described=LEAD) == []
    assert found(PAGE.format(LEAD, BODY), described="News from the quay, every day since 1911.") == []
    assert found(PAGE.format(LEAD, BODY).replace("h1", "p"), described=LEAD) == []


def test_a_description_that_is_the_first_paragraph_adds_nothing() -> None:
    assert found(PAGE.format(BODY[:80], BODY), described=BODY) == []


def test_quoted_posts_are_those_among_the_chosen_blocks_and_right_behind_them() -> None:
    post = '<blockquote class="twitter-tweet"><p>{}</p></blockquote>'.format
    page = f"{post('before')}<p>one</p>{post('among')}<p>two</p>{post('behind')}<p>aside</p>{post('apart')}"
    blocks = cut_blocks(read_tree(page + "<blockquote><p>said</p></blockquote>"))
    chosen = [number for number, block in enumerate(blocks) if block.text in ("one", "two")]
    assert [blocks[number].text for number in sorted(quoted_posts(blocks, chosen))] == ["among", "behind"]
    assert quoted_posts(blocks, []) == set()
