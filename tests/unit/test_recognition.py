"""What tells a source's entries apart: it degrades when guids or links turn out to be none, and never wavers."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from pipeline.identity import entry_key, url_key
from pipeline.recognition import IdentityPolicy, Known, Listed, recognise

TITLES = ("Harbour reopens after storm", "Council votes budget", "Bakery wins prize", "Trains delayed again")


def listed(guid: str, page: str | None, title: str) -> Listed:
    return Listed(entry_key(guid), url_key(f"https://n.example/{page}") if page else None, title, "")


def known(guid: str, page: str | None, title: str | None) -> Known:
    return Known(entry_key(guid), url_key(f"https://n.example/{page}") if page else None, title)


BEFORE = [known(f"g{n}", str(n), title) for n, title in enumerate(TITLES)]


def test_entries_keep_their_keys_while_guids_can_be_trusted():
    now = [listed(f"g{n}", str(n), title) for n, title in enumerate(TITLES)]
    found = recognise(now, BEFORE, IdentityPolicy.GUID)
    assert found.keys == [one.entry_key for one in now] and found.policy is IdentityPolicy.GUID and not found.why


def test_guids_that_are_made_anew_are_no_new_entries():
    now = [listed(f"random{n}", str(n), title) for n, title in enumerate(TITLES)]
    found = recognise(now, BEFORE, IdentityPolicy.GUID)
    assert found.policy is IdentityPolicy.LINK and found.keys == [one.entry_key for one in BEFORE]
    assert found.why == "4 of 4 entries came again with another guid"


def test_one_entry_with_another_guid_proves_nothing():
    now = [listed("other", "0", TITLES[0]), *(listed(f"g{n}", str(n), TITLES[n]) for n in (1, 2, 3))]
    found = recognise(now, BEFORE, IdentityPolicy.GUID)
    assert found.policy is IdentityPolicy.GUID and found.keys[0] == entry_key("other")


def test_guids_that_count_from_one_in_each_list_hide_no_entry():
    titles = ("Lighthouse keeper retires", "Mayor opens library", "Ferry strike ends", "Snow closes pass")
    now = [listed(f"g{n}", f"new{n}", title) for n, title in enumerate(titles)]
    found = recognise(now, BEFORE, IdentityPolicy.GUID)
    assert found.policy is IdentityPolicy.LINK
    assert not set(found.keys) & {one.entry_key for one in BEFORE} and len(set(found.keys)) == 4
    again = [*BEFORE, *(Known(key, one.url_key, one.title) for key, one in zip(found.keys, now, strict=True))]
    assert recognise(now, again, found.policy).keys == found.keys


def test_one_guid_on_another_entry_is_a_new_entry_and_stays_the_same_one():
    now = [listed("g0", "elsewhere", "Lighthouse keeper retires")]
    found = recognise(now, BEFORE, IdentityPolicy.GUID)
    assert found.policy is IdentityPolicy.GUID and found.keys[0] not in {one.entry_key for one in BEFORE}
    again = [*BEFORE, Known(found.keys[0], now[0].url_key, now[0].title)]
    assert recognise(now, again, IdentityPolicy.GUID).keys == found.keys


@pytest.mark.parametrize(
    ("page", "title"), [("0-rewritten", "Storm: harbour is open"), ("0", "Another headline"), ("x", TITLES[0])]
)
def test_a_page_that_moved_or_a_title_that_was_rewritten_is_the_same_entry(page: str, title: str):
    assert recognise([listed("g0", page, title)], BEFORE, IdentityPolicy.GUID).keys == [entry_key("g0")]


def test_links_that_lead_elsewhere_each_time_give_way_to_content():
    titles = ("Lighthouse keeper retires", "Mayor opens library", "Ferry strike ends", "Snow closes pass")
    now = [listed(f"h{n}", str(n), title) for n, title in enumerate(titles)]
    found = recognise(now, BEFORE, IdentityPolicy.LINK)
    assert found.policy is IdentityPolicy.CONTENT and len(set(found.keys)) == 4
    assert recognise(now, BEFORE, IdentityPolicy.CONTENT).keys == found.keys


def test_a_link_that_every_entry_has_names_none_of_them():
    before = [known(f"g{n}", "home", title) for n, title in enumerate(TITLES)]
    now = [listed(f"new{n}", "home", title) for n, title in enumerate(TITLES)]
    for policy in (IdentityPolicy.GUID, IdentityPolicy.LINK):
        found = recognise(now, before, policy)
        assert found.policy is policy and found.keys == [one.entry_key for one in now]


def test_a_site_name_in_every_title_hides_no_entry():
    before = [known(f"g{n}", str(n), f"{title} - Daily Herald") for n, title in enumerate(TITLES)]
    titles = ("Lighthouse keeper retires", "Mayor opens library", "Ferry strike ends", "Snow closes pass")
    now = [listed(f"g{n}", f"new{n}", f"{title} - Daily Herald") for n, title in enumerate(titles)]
    assert recognise(now, before, IdentityPolicy.GUID).policy is IdentityPolicy.LINK
    alone = recognise(now[:1], before[:1], IdentityPolicy.GUID)
    assert alone.keys[0] != before[0].entry_key


def test_two_pages_under_one_guid_that_were_published_on_two_days_are_two_entries():
    day = datetime(2026, 11, 1, tzinfo=UTC)
    before = [replace(known("g0", "a", "The weather on Monday"), published_at=day)]
    now = replace(listed("g0", "b", "The weather on Tuesday"), published_at=day + timedelta(days=1))
    assert recognise([now], before, IdentityPolicy.GUID).keys != [entry_key("g0")]
    moved = replace(now, published_at=day)
    assert recognise([moved], before, IdentityPolicy.GUID).keys == [entry_key("g0")]


def test_headlines_without_spaces_are_compared_by_their_characters():
    before = [known("g0", "a", "港口在暴风雨后重新开放")]
    assert recognise([listed("g0", "b", "暴风雨过后港口开放")], before, IdentityPolicy.GUID).keys == [entry_key("g0")]
    assert recognise([listed("g0", "b", "市长为图书馆揭幕")], before, IdentityPolicy.GUID).keys != [entry_key("g0")]


def test_an_entry_that_was_forgotten_has_no_title_and_is_still_known():
    before = [known("g0", "a", None)]
    assert recognise([listed("g0", "b", "Anything")], before, IdentityPolicy.GUID).keys == [entry_key("g0")]
