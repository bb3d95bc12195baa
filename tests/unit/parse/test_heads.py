"""What a template repeats above the first paragraph is no part of the text: title, kicker, byline, date."""

from __future__ import annotations

import pytest

from pipeline.parse.heads import is_of_title, without_head
from pipeline.parse.titles import fold

BODY = "The count took until two in the morning, because the hall had one bulb."
TITLE = "Nine lamps for one cliff"
WIDE = "九盏灯照亮悬崖渔民说他们会照着教堂的钟声驶进港口岛上的老人却想起了那座灯塔的守护者和他的女儿"
CLAIM = "Vote on the coast: Nine lamps for one cliff after all"


@pytest.mark.parametrize(
    "head",
    [
        [TITLE],
        ["Coast", TITLE],
        ["Vote on the coast", "Nine lamps for one cliff after all"],
        [f"Coast - {TITLE}", "4 May 2026"],
        ["World", TITLE, "By Ada Quay", "4 May 2026"],
    ],
)
def test_a_title_goes_with_its_kicker_wherever_they_are_cut(head: list[str]) -> None:
    text = "\n\n".join([*head, BODY, "Poles fall over."])
    assert without_head(text, titles=[TITLE], claimed=[CLAIM], authors=("Ada Quay",)) == f"{BODY}\n\nPoles fall over."


@pytest.mark.parametrize(
    "first",
    [
        "Coast",
        "Lamps",
        "They voted for nine lamps for one cliff.",
        "What the vote means for the nine lamps, the tower, the goats and one man on a cliff",
        f"渡轮社城里四月二十四日电 题：{WIDE}",
    ],
)
def test_other_lines_before_the_first_paragraph_stay(first: str) -> None:
    titles = [TITLE, WIDE]
    text = f"{first}\n\n{BODY}"
    assert without_head(text, titles=titles, claimed=[CLAIM], authors=()) == text


def test_a_word_of_a_title_is_no_part_of_it() -> None:
    assert not is_of_title("Nine", {fold(TITLE)})
    assert is_of_title("Nine lamps for one", {fold(TITLE)})


def test_a_text_of_one_paragraph_is_left_alone() -> None:
    assert without_head(TITLE, titles=[TITLE], authors=()) == TITLE
