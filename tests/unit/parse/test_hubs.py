"""The hub that a list names: in its headers, in its own links, in JSON; never in an entry's."""

from __future__ import annotations

import time

import pytest

from pipeline.models import RawDocument
from pipeline.parse import hub_of

HUB, TOPIC = "https://hub.example/", "https://news.example/feed.atom"
ATOM = '<feed xmlns="http://www.w3.org/2005/Atom"><link rel="self" href="{1}"/><link rel="hub" href="{0}"/>{2}</feed>'
RSS = (
    '<rss version="2.0" xmlns:a="http://www.w3.org/2005/Atom"><channel><title>N</title>{2}'
    "<a:link href='{0}' rel='hub'></a:link><a:link href='{1}' rel='self' type='application/rss+xml'/></channel></rss>"
)
ENTRY = "<entry><link rel='hub' href='https://other.example/'/><title>A</title></entry>"
ITEM = "<item><atom:link rel='hub' href='https://other.example/'/><title>A</title></item>"


def raw(content: str, link: str = "") -> RawDocument:
    headers = {"link": link} if link else {}
    return RawDocument("https://news.example/f", "https://news.example/f", content.encode(), headers=headers)


@pytest.mark.parametrize("content", [ATOM.format(HUB, TOPIC, ENTRY), RSS.format(HUB, TOPIC, ITEM)])
def test_a_list_names_its_hub_and_its_topic_before_or_after_its_entries(content: str):
    assert hub_of(raw(content)) == (HUB, TOPIC)


def test_the_headers_win_over_the_list():
    link = f'<https://first.example/>; rel="hub", <{TOPIC}?a=1,2>; rel=self; type="application/atom+xml"'
    assert hub_of(raw(ATOM.format(HUB, TOPIC, ""), link)) == ("https://first.example/", f"{TOPIC}?a=1,2")


def test_a_json_feed_names_hubs_of_a_kind():
    hubs = f'[{{"type": "rssCloud", "url": "https://no.example/"}}, {{"type": "WebSub", "url": "{HUB}"}}]'
    feed = f'{{"version": "https://jsonfeed.org/version/1.1", "feed_url": "{TOPIC}", "hubs": {hubs}, "items": []}}'
    assert hub_of(raw(feed)) == (HUB, TOPIC)


def test_without_a_topic_it_is_the_url_that_was_asked():
    assert hub_of(raw('<feed><link rel="hub" href="/hub?a=1&amp;b=2"/></feed>')) == (
        "https://news.example/hub?a=1&b=2", "https://news.example/f",
    )  # fmt: skip


@pytest.mark.parametrize(
    "content",
    ["<item/>" * 100_000, "<feed>" + f"<link {'a' * 3900}/>" * 200, "<entry>" * 100_000 + "</entry>" * 100_000],
)
def test_a_list_made_to_hurt_is_looked_through_in_linear_time(content: str):
    began = time.process_time()
    hub_of(raw(content))
    assert time.process_time() - began < 5  # quadratic: minutes


@pytest.mark.parametrize(
    "content",
    ["", "<feed/>", "{", "[1]", '{"hubs": 1}', '{"hubs": [1, {"type": "WebSub"}]}', f"<feed>{ENTRY}</feed>",
     '<feed><link rel="hub" href="javascript:alert(1)"/></feed>', '<feed><link rel="hub"/></feed>', "<link " * 50_000],
)  # fmt: skip
def test_what_names_no_hub_of_its_own_has_none(content: str):
    assert hub_of(raw(content)) is None
