"""One label a name within a document."""

from __future__ import annotations

from pipeline.enrich.agreement import agree, join_surnames
from pipeline.enrich.spans import Span
from pipeline.models import Mention


def labelled(*mentions: tuple[str, str]) -> list[str]:
    """The labels after agreement of mentions given as (text, label), in order."""
    text, spans = "", []
    for name, label in mentions:
        spans.append(Span(len(text), len(text) + len(name), label))
        text += name + " "
    after = agree(text, spans)
    assert [span[:2] for span in after] == [span[:2] for span in spans]
    return [span.label for span in after]


def test_the_label_that_a_name_has_most_often_is_its_only_one() -> None:
    assert labelled(("Hifter", "ORG"), ("Hifter", "PERSON"), ("Hifter", "PERSON")) == ["PERSON"] * 3


def test_of_labels_that_are_equally_frequent_the_first_counts() -> None:
    assert labelled(("Tajoura", "GPE"), ("Tajoura", "ORG")) == ["GPE", "GPE"]


def test_article_and_possessive_do_not_make_another_name() -> None:
    assert labelled(("the UN", "ORG"), ("UN", "GPE"), ("UN", "ORG")) == ["ORG"] * 3


def test_names_that_differ_in_a_letter_or_a_capital_keep_their_labels() -> None:
    assert labelled(("May", "PERSON"), ("may", "ORG"), ("Maye", "GPE")) == ["PERSON", "ORG", "GPE"]


def test_values_are_left_to_their_sentences() -> None:
    assert labelled(("40", "CARDINAL"), ("40", "DATE"), ("40", "DATE")) == ["CARDINAL", "DATE", "DATE"]


def test_a_value_has_no_vote_on_a_name() -> None:
    assert labelled(("May", "PERSON"), ("May", "DATE"), ("May", "DATE")) == ["PERSON", "DATE", "DATE"]


def test_nothing_gives_nothing() -> None:
    assert agree("", []) == []


def called(*mentions: tuple[str, str]) -> list[str]:
    """What mentions given as (text, label) are called after surnames were joined."""
    return [mention.name for mention in join_surnames([Mention(label, 0, len(t), t, t) for t, label in mentions])]


def test_a_lone_surname_is_the_one_person_of_the_text_who_bears_it() -> None:
    names = called(("Diallo", "PERSON"), ("Awa Diallo", "PERSON"), ("Diallo", "ORG"), ("Awa", "PERSON"))
    assert names == ["Awa Diallo", "Awa Diallo", "Diallo", "Awa"]


def test_a_surname_that_two_persons_bear_is_given_to_neither() -> None:
    names = ("Awa Diallo", "Omar Diallo", "Diallo")
    assert called(*((name, "PERSON") for name in names)) == list(names)
