"""Credits at an article's end go: who reported, edited and translated it, and how to reach them."""

from __future__ import annotations

import time

import pytest

from pipeline.parse.credits import LONGEST, is_credit, without_credits
from pipeline.parse.page import parse_page


@pytest.mark.parametrize(
    "line",
    [
        "(Reporting by Ada Quay and Per Holm; editing by Ruth Mole)",
        "(Reporting by Ada Quay in Lisbon, with reporting by Per Holm, editing by Ruth Mole.)",
        "Additional reporting by Ada Quay",
        "With reporting by Associated Press writer Per Holm",
        "(Bericht von Ada Quay, redigiert von Per Holm)",
        "(Reportage de Ada Quay, édité par Per Holm)",
        "(Reporte de Ada Quay; editado por Per Holm)",
        "(Reportagem de Ada Quay; edição de Per Holm)",
        "Ada Quay contributed to this report.",
        "—Quay Gazette writer Ada Quay in Paris contributed to this report.",
        "Holm reported from Oslo. Quay Gazette writers Ada Quay and Ruth Mole contributed to this report.",
        "Per Holm contributed reporting from Oslo.",
        "Write to Ada Quay at ada.quay@gazette.example",
        "Email Ada Quay at ada@gazette.example or follow her @adaquay.",
        "• Email: ada@gazette.example",
        "Have a tip? Ada Quay may be reached at ada@gazette.example.",
        "Follow us on Twitter and Facebook",
        "Follow Quay Gazette on Instagram, Facebook and YouTube.",
        "With files from The Associated Press and Per Holm",
        "Her book on lamps is out now. Follow her on Twitter @adaquay.",
    ],
)
def test_a_line_that_credits_those_who_made_an_article_is_a_credit(line: str) -> None:
    assert is_credit(line)


@pytest.mark.parametrize(
    "line",
    [
        "Reporting by the council shows that boats are late.",
        "Editing by hand takes nine hours a page.",
        "Cold water contributed to the wreck, the report said.",
        "“All of us contributed to this report,” said the mayor.",
        "Contact the hall for tickets: hall@quay.example.",
        "He told them to follow him on foot.",
        "Follow the river on foot and you come to Facebook's old office.",
        "The letter was written by hand and never sent.",
        "Research by Ada Quay found that nine of ten lamps were dark.",
    ],
)
def test_sentences_that_tell_of_such_work_are_text(line: str) -> None:
    assert not is_credit(line)


def test_credits_are_taken_off_the_end_of_a_text_and_never_all_of_it() -> None:
    credit = "(Reporting by Ada Quay; editing by Per Holm)"
    assert without_credits(f"Boats sail.\n\n{credit}") == ("Boats sail.", credit)
    assert without_credits(credit) == (credit, "")
    early = "\n\n".join([credit, *["Boats sail."] * 5])
    assert without_credits(early) == (early, "")


@pytest.mark.parametrize(
    ("line", "is_life"),
    [
        ("Ada Quay is a reporter at the Gazette. She lives on the island with nine cats.", True),
        ("Ada Quay, a reporter at the Gazette, covers the sea.", True),
        ("Korrespondentin Ada Quay berichtet seit 2011 von den Inseln.", True),
        ("Ada Quay's book on lamps is out now.", True),
        ("Ada Quay: And what will you do on Monday?", False),
        ("Ada sailed on.", False),
        ("The mayor thanked Ada Quay for the lamp.", False),
        ("Per Holm is the keeper of the lamp.", False),
        ("Ada Quay is a reporter. " * 30, False),
    ],
)
def test_a_paragraph_at_the_end_that_opens_with_an_authors_name_is_their_life(line: str, is_life: bool) -> None:
    text = f"Boats sail.\n\n{line}"
    assert (without_credits(text, authors=("Ada Quay", "Gazette"))[0] == "Boats sail.") is is_life


def test_the_agency_that_a_credit_ends_with_is_kept_apart() -> None:
    lines = [
        "The lamp was lit on Sunday, and half of the island stood on the cliff to see it burn until midnight.",
        "A lens maker from the mainland had worked on the glass since February, and two prisms were ground anew.",
        "The coast guard will pay for the oil until autumn; after that the island has to find a volunteer.",
        "Reporting by Ada Quay - Reuters",
    ]
    page = "<html><body><article><h1>Lamp lit</h1>" + "".join(f"<p>{line}</p>" for line in lines) + "</article></body>"
    article = parse_page(page.encode(), url="https://quay.example/lamp")
    assert article.text.split("\n\n") == lines[:-1]
    assert article.extras.agency == "Reuters"


def test_a_long_line_of_names_is_told_in_no_time() -> None:
    begun = time.process_time()
    for line in ("Reporting by " + "A" * (LONGEST - 20), "Reporting by " + "A a, " * 55 + "!", "A b " * 70 + "x"):
        is_credit(line)
    assert time.process_time() - begun < 0.5
