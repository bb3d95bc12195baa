"""Decisions about time."""

from __future__ import annotations

from datetime import timedelta

import pytest

from pipeline import policy
from pipeline.policy import PollPolicy, RetryPolicy
from tests.conftest import NOW

RETRY = RetryPolicy(max_attempts=4, delays=(timedelta(seconds=10), timedelta(minutes=1)))
POLL = PollPolicy(floor=timedelta(minutes=5), ceiling=timedelta(hours=8), start=timedelta(minutes=30))


@pytest.mark.parametrize(("attempts", "least"), [(1, 10), (2, 60), (3, 60), (50, 60), (0, 10)])
def test_a_retry_waits_for_its_delay_and_at_most_a_tenth_longer(attempts: int, least: int):
    wait = (policy.retry_at(RETRY, attempts=attempts, now=NOW) - NOW).total_seconds()
    assert least <= wait <= least * 1.1


def test_documents_that_failed_together_do_not_come_back_together():
    assert len({policy.retry_at(RETRY, attempts=2, now=NOW) for _ in range(50)}) > 40


def test_a_retry_waits_at_least_as_long_as_the_other_side_asked():
    assert policy.retry_at(RETRY, attempts=1, now=NOW, after_seconds=600) >= NOW + timedelta(seconds=600)


@pytest.mark.parametrize("asked", [1e30, 10**12])
def test_no_publisher_can_postpone_for_longer_than_a_day_and_a_tenth(asked: float):
    latest = NOW + policy.MAX_RETRY_AFTER * 1.1
    assert policy.retry_at(RETRY, attempts=1, now=NOW, after_seconds=asked) <= latest


def test_each_further_wish_for_patience_doubles_the_wait_up_to_a_day() -> None:
    waits = [
        policy.retry_at(RETRY, attempts=1, now=NOW, after_seconds=60, wishes=count) - NOW for count in (0, 1, 3, 60)
    ]
    for wait, seconds in zip(waits, (60, 120, 480, 86_400), strict=True):
        assert timedelta(seconds=seconds) <= wait <= timedelta(seconds=seconds * 1.1)


def test_a_negative_wish_is_no_wish():
    assert policy.retry_at(RETRY, attempts=1, now=NOW, after_seconds=-5) >= NOW + timedelta(seconds=10)


@pytest.mark.parametrize(("attempts", "answer"), [(3, False), (4, True), (5, True)])
def test_a_document_is_given_up_at_the_last_attempt(attempts: int, answer: bool):
    assert policy.exhausted(RETRY, attempts=attempts) is answer


@pytest.mark.parametrize(
    ("interval", "new", "expected"),
    [
        (None, 3, timedelta(minutes=15)),
        (None, 0, timedelta(minutes=45)),
        (timedelta(hours=2), 1, timedelta(hours=1)),
        (timedelta(minutes=6), 9, timedelta(minutes=5)),
        (timedelta(hours=7), 0, timedelta(hours=8)),
    ],
)
def test_news_halve_the_interval_and_silence_stretches_it_within_floor_and_ceiling(
    interval: timedelta | None, new: int, expected: timedelta
):
    assert policy.next_interval(POLL, interval=interval, new_entries=new) == expected


@pytest.mark.parametrize(("new", "expected"), [(0, 180), (1, 120), (5, 60), (25, 60), (26, 30), (50, 30)])
def test_the_larger_the_share_of_new_entries_the_sooner_is_the_next_poll(new: int, expected: int):
    interval = policy.next_interval(POLL, interval=timedelta(minutes=120), new_entries=new, listed=50)
    assert interval == timedelta(minutes=expected)


@pytest.mark.parametrize(("asked", "least"), [(None, 60), (0, 60), (-5, 60), (7_200, 120), (1e12, 480)])
def test_a_source_may_ask_for_a_longer_rest_than_its_rhythm_up_to_the_ceiling(asked: float | None, least: int):
    delay, _why = policy.next_poll(POLL, interval=timedelta(hours=1), asked_seconds=asked)
    assert timedelta(minutes=least) <= delay <= timedelta(minutes=least) * 1.05


def test_sources_that_are_polled_together_do_not_stay_together():
    delays = {policy.next_poll(POLL, interval=timedelta(hours=1), asked_seconds=None)[0] for _ in range(50)}
    assert len(delays) > 40


@pytest.mark.parametrize(
    ("failures", "gone", "days", "least"),
    [
        (3, False, 0, timedelta(hours=4)),
        (9, False, 1, timedelta(hours=8)),
        (10**6, False, 13, timedelta(hours=8)),
        (9, False, 15, timedelta(days=7)),
        (1, True, 0, timedelta(days=7)),
    ],
)
def test_a_failing_source_is_asked_ever_more_rarely_and_never_given_up(
    failures: int, gone: bool, days: int, least: timedelta
):
    delay, why = policy.failed_poll(
        POLL, interval=timedelta(minutes=30), failures=failures, gone=gone, silent=timedelta(days=days)
    )
    assert least <= delay <= least * 1.1 and why


@pytest.mark.parametrize(("hits", "days", "answer"), [(5, 3, True), (4, 9, False), (50, 2, False), (0, None, False)])
def test_a_source_moves_after_many_permanent_redirects_over_days(hits: int, days: int | None, answer: bool):
    since = None if days is None else NOW - timedelta(days=days)
    assert policy.moves(hits=hits, since=since, now=NOW) is answer


@pytest.mark.parametrize(
    ("page", "feed", "answer"), [(100, 1000, True), (499, 1000, True), (500, 1000, False), (1000, 0, False)]
)
def test_the_feed_is_preferred_where_the_page_is_a_teaser(page: int, feed: int, answer: bool):
    assert policy.prefers_feed(page_chars=page, feed_chars=feed) is answer


@pytest.mark.parametrize(("waited", "rest"), [(1, 2), (320, 20), (86_400, 600)])
def test_who_waits_for_another_of_the_same_page_asks_the_more_rarely_the_longer_it_has_waited(waited: int, rest: int):
    at = policy.follow_at(now=NOW, since=NOW - timedelta(seconds=waited), rests_until=None)
    assert at - NOW == timedelta(seconds=rest)


def test_who_waits_for_another_that_rests_does_not_ask_before_it_wakes():
    wakes = NOW + timedelta(hours=6)
    assert policy.follow_at(now=NOW, since=NOW, rests_until=wakes) == wakes + timedelta(seconds=2)
