"""When two articles are on one event, and when that is left open."""

from __future__ import annotations

from dataclasses import replace

from pipeline.gathering import PLAUSIBLE, SURE, Tie, sure_enough, sure_stories

TIE = Tie(7, 1, 7, SURE, 2, 2, ("kenya", "en:dam"))


def test_enough_weight_in_names_and_headline_is_the_same_event():
    assert sure_enough([TIE]) == [1]
    (found,) = sure_stories([TIE], {1: {7}}).values()
    assert (found.reason, found.evidence) == ("same-event", "7: kenya, en:dam (25)")


def test_less_weight_or_names_alone_or_a_headline_alone_is_not():
    for tie in (replace(TIE, weight=SURE - 0.1), replace(TIE, words=1), replace(TIE, names=1)):
        assert sure_stories([tie], {1: {7}}) == {}
    assert sure_enough([replace(TIE, weight=SURE - 0.1)]) == []


def test_half_of_a_storys_texts_must_agree():
    told = {1: {7, 8, 9}}
    assert sure_stories([TIE], told) == {}
    second = replace(TIE, article_id=8, representative_id=8, weight=PLAUSIBLE, words=0)
    assert set(sure_stories([TIE, second], told)) == {1}
    copy = replace(second, representative_id=7)  # a copy of the same text is no second voice
    assert sure_stories([TIE, copy], told) == {}


def test_an_article_may_belong_to_two_stories_which_are_one_then():
    other = replace(TIE, article_id=9, story_id=2, representative_id=9, weight=SURE + 5)
    assert set(sure_stories([other, TIE], {1: {7}, 2: {9}})) == {1, 2}
