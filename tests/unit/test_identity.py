"""What makes two documents the same."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import identity

SAME = [
    ("http://Example.com/a", "https://example.com/a"),
    ("https://example.com:443/a", "https://example.com/a"),
    ("http://example.com:80/a/", "https://example.com/a"),
    ("https://example.com", "https://example.com/"),
    ("https://example.com/a#top", "https://example.com/a"),
    ("https://example.com/a?utm_source=x&utm_medium=y", "https://example.com/a"),
    ("https://example.com/a?fbclid=1&id=7&gclid=2", "https://example.com/a?id=7"),
    ("https://example.com/a?b=2&a=1", "https://example.com/a?a=1&b=2"),
    ("https://example.com/%7Ejo", "https://example.com/~jo"),
    ("https://example.com/%e4%b8%ad", "https://example.com/中"),
    ("https://bücher.example/x", "https://xn--bcher-kva.example/x"),
    ("https://example.com./a", "https://example.com/a"),
    ("  https://example.com/a ", "https://example.com/a"),
]
DIFFERENT = [
    ("https://example.com/a", "https://example.com/A"),
    ("https://example.com/a%2Fb", "https://example.com/a/b"),
    ("https://example.com/a?id=1", "https://example.com/a?id=2"),
    ("https://example.com:8443/a", "https://example.com/a"),
    ("https://a.example.com/a", "https://example.com/a"),
    ("https://example.com/a?x", "https://example.com/a"),
    ("file:///a", "https:///a"),
    ("https://example.com/?q=%EF%F0%E8", "https://example.com/?q=%E2%F1%E5"),  # two words in windows-1251
]


SAME_PAGE = [
    ("https://m.example.com/a", "https://www.example.com/a"),
    ("https://mobile.example.com/a", "https://example.com/a"),
    ("https://en.m.example.org/wiki/A", "https://en.example.org/wiki/A"),
    ("https://amp.example.com/a?id=3", "https://www.example.com/a?id=3"),
    ("https://example.com/a/amp/", "https://example.com/a"),
    ("https://example.com/amp/2026/a", "https://example.com/2026/a"),
    ("https://example.com/a.amp.html", "https://example.com/a.html"),
    ("https://example.com/a.amp", "https://example.com/a"),
    ("https://example.com/a?amp=1&id=3", "https://example.com/a?id=3"),
    ("https://example.com/a?amp", "https://example.com/a"),
    ("https://example.com/a?outputType=amp", "https://example.com/a"),
    ("https://www.google.com/amp/s/www.example.com/a/amp/?utm_source=x", "https://example.com/a"),
    ("https://www.google.co.uk/amp/example.com/a", "https://example.com/a"),
    ("https://www-example-com.cdn.ampproject.org/c/s/www.example.com/a?id=3", "https://example.com/a?id=3"),
]
OTHER_PAGES = [
    ("https://m.com/a", "https://com/a"),
    ("https://amp.dev/a", "https://dev/a"),
    ("https://example.com/amplifier", "https://example.com/lifier"),
    ("https://example.com/stamp", "https://example.com/st"),
    ("https://example.com/amp3/a", "https://example.com/a"),
    ("https://example.com/a?amp=220", "https://example.com/a"),
    ("https://news.example.com/a", "https://example.com/a"),
    ("https://www.google.com/amp/s/localhost/a", "https://localhost/a"),
    ("https://example.com/week.zip#member=a.txt", "https://example.com/week.zip#member=b.txt"),
    ("https://example.com/week.zip#member=a.txt", "https://example.com/week.zip"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_two_spellings_of_one_page_share_a_key(one: str, other: str):
    assert identity.url_key(one) == identity.url_key(other)
    assert identity.page_key(one) == identity.page_key(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_two_pages_have_two_keys(one: str, other: str):
    assert identity.url_key(one) != identity.url_key(other)
    assert identity.page_key(one) != identity.page_key(other)


@pytest.mark.parametrize(("one", "other"), SAME_PAGE)
def test_the_forms_of_a_page_for_phones_and_caches_are_the_page_but_other_sources(one: str, other: str):
    assert identity.page_key(one) == identity.page_key(other)
    assert identity.url_key(one) != identity.url_key(other)
    assert identity.page_url(identity.page_url(one)) == identity.page_url(one)


@pytest.mark.parametrize(("one", "other"), OTHER_PAGES)
def test_what_only_looks_like_a_form_for_phones_is_another_page(one: str, other: str):
    assert identity.page_key(one) != identity.page_key(other)


ODD = [
    "http:////tr/a?#b",
    "x:////tr/a#b",
    "mailto:a\u2002#b",
    "x\x1c#y",
    "https://example.com/?q=\ud800",
    "https://example.com/?q=%ED%A0%80&a=\udcff",
]


@pytest.mark.parametrize("url", [*(url for pair in SAME + DIFFERENT for url in pair), *ODD])
def test_a_canonical_url_is_its_own_canonical_url(url: str):
    once = identity.canonical_url(url)
    assert identity.canonical_url(once) == once


@pytest.mark.parametrize(
    "url", ["http://[::1", "http://x:99999/", "", "://", "http://", "\udcff", "a b", "http://[x]/"]
)
def test_what_is_no_url_stays_as_it_is_and_has_a_key(url: str):
    assert len(identity.url_key(url)) == 32


def test_a_file_url_keeps_its_path():
    assert identity.canonical_url("file:///tmp/a%20b/") == "file:///tmp/a%20b/"


@pytest.mark.parametrize(
    "words", [("Title", "One, two."), ("TITLE", "one two"), ("Title", "One,\n\ntwo."), ("“Title”", "One—two")]
)
def test_texts_that_differ_in_case_spacing_and_marks_are_the_same(words: tuple[str, str]):
    assert identity.text_key(*words) == identity.text_key("title", "one two")


@pytest.mark.parametrize("words", [("title", "one three"), ("other", "one two"), ("title", "one two three")])
def test_texts_that_differ_in_words_are_not(words: tuple[str, str]):
    assert identity.text_key(*words) != identity.text_key("title", "one two")


def test_texts_without_any_word_are_told_apart_by_their_marks():
    assert identity.text_key("", "!!!") != identity.text_key("", "???")
    assert identity.text_key("", "😀") != identity.text_key("", "😁")


NAMES = st.binary(max_size=30).map(lambda name: name.decode("utf-8", "surrogateescape"))
KINDS = st.sampled_from(["member", "member.2", "id", "line", "entry", "offset"])


@settings(deadline=None)
@given(
    st.lists(st.tuples(KINDS, NAMES), min_size=1, max_size=4),
    st.sampled_from(["file:///in/a%23b.zip", "https://example.com/a%23b.zip"]),
)
def test_the_way_to_a_member_comes_out_of_its_url_as_it_went_in(steps: list[tuple[str, str]], container: str):
    url = identity.member_url(container, steps)
    assert url.isascii() and url.isprintable() and " " not in url
    assert identity.member_steps(url) == (container, tuple(steps))
    assert identity.canonical_url(url) == url
    assert identity.page_url(url) == url


def test_two_members_of_a_file_are_two_documents_and_its_url_is_a_third():
    file = "file:///in/week.zip"
    urls = [file, *(identity.member_url(file, [("member", name)]) for name in ("a.txt", "A.txt", "a.txt/"))]
    assert len({identity.url_key(url) for url in urls}) == 4
    assert urls[1] == "file:///in/week.zip#member=a.txt"
