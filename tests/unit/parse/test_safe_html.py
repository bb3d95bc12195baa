"""Markup of feeds that is safe to show: what could run or load goes, links are absolute, the rest stays."""

from __future__ import annotations

import random
import re
import time
import unicodedata

import pytest
from lxml import html

from pipeline.parse.safe_html import safe_content, safe_html

BASE = "https://news.example/2026/boats"


@pytest.mark.parametrize(
    "markup",
    [
        "", "plain", "1 &gt; 0", "Fish &amp; chips", '<p class="lead">One<br />two</p>',
        '<a href="https://example.org/a?b=1&amp;c=2" title="He said &quot;no&quot;">x</a>', '<a href="#note">1</a>',
        '<img alt="a &gt; b" src="https://cdn.example/x.png" />', '<p data-id="1" aria-hidden="true">x</p>',
        '<span style="display: none; color: #fff;">x</span>', '<a href="mailto:desk@news.example">write</a>',
        "<table><tbody><tr><td>1</td></tr></tbody></table>", "<ul><li>a</li><li>b</li></ul>",
    ],
)  # fmt: skip
def test_markup_that_is_safe_and_written_as_browsers_do_stays_letter_for_letter(markup: str) -> None:
    assert safe_html(markup, base=BASE) == markup


@pytest.mark.parametrize(
    ("markup", "safe"),
    [
        ('<img src="https://e.org/a.png" onerror="alert(1)">', '<img src="https://e.org/a.png" />'),
        ("<img/onerror=alert(1)/src=x>", "<img />"),
        ('a<script>if (1 < 2) { "</p>" }</script> b', "a b"),
        ("a<SCRIPT src=x></sCript > b<script>never ends", "a b"),
        ("<style>p {}</style><blink>b</blink>", "b"),
        ("<iframe src=x>fallback</iframe>b<iframe>c", "bc"),
        ("How the <title> is set <b>here</b>", "How the  is set <b>here</b>"),
        ("a<!-- <p> -->b<!-- c", "ab"),
        ("a<!-- never > ended <b>b</b>", "a ended <b>b</b>"),
        ("<![CDATA[<p>x</p>]]>", "x<p></p>]]&gt;"),
        ('<a href="javascript:alert(1)">x</a>', '<a href="">x</a>'),
        ('<a href=" java&#10;script&colon;alert(1)">x</a>', '<a href="">x</a>'),
        ('<a href="&#1;javascript:alert(1)">x</a>', '<a href="">x</a>'),
        ("<a href='vbscript:x' id=a>x</a>", '<a href="" id="a">x</a>'),
        ("<a href='unheard-of:x'>x</a>", "<a>x</a>"),
        ('<img src="data:text/html,x">', "<img />"),
        ('<p style="position:fixed; color:red">x</p>', '<p style="color: red;">x</p>'),
        ('<p style="background:url(x)">x</p>', "<p>x</p>"),
        ('<p style="background:url&#40;x&#41;;width:expression(x);color:\\75rl(x)">x</p>', "<p>x</p>"),
        ('<p style="background-image: none; background-color: #eee; margin: 0 auto;">x</p>',
         '<p style="background-color: #eee; margin: 0 auto;">x</p>'),
        ("<scr<script>x</script>ipt>alert(1)", "xipt&gt;alert(1)"),
        ('<a title="<b>" onclick=x>x</a>', '<a title="&lt;b&gt;">x</a>'),
        ("1 < 2 <b>x</b>", "1 &lt; 2 <b>x</b>"),
        ("<<!-- -->img onerror=alert(1) src=x>", "&lt;img onerror=alert(1) src=x&gt;"),
        ("<form action=/x><input name=q>words</form>", "words"),
        ("<img\u00a0onerror=alert(1)>x", "x"),
        ("<custom-card>words</custom-card>", "words"),
        ("<p>one<p>two", "<p>one</p><p>two</p>"),
        ("<svg><p><style><img src=x onerror=alert(1)></style></svg>b", "<p>b</p>"),
        ("<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style>b", ""),
    ],
)  # fmt: skip
def test_what_could_run_or_load_is_gone_and_the_words_stay(markup: str, safe: str) -> None:
    assert safe_html(markup, base=BASE) == safe
    assert safe_html(safe, base=BASE) == safe


def test_no_tag_goes_on_into_the_words_behind_it_when_a_unicode_form_is_chosen_later() -> None:
    """U+0338 behind '>' is another character in form NFC."""
    safe = safe_content("<b>&#x338; onclick=alert(1) x</b>\u0338&#x202e;&#8203;y", base=BASE)
    assert safe == "<b>&#824; onclick=alert(1) x</b>&#824;y" == safe_content(safe, base=BASE)
    assert unicodedata.normalize("NFC", safe) == safe


@pytest.mark.parametrize(
    ("link", "absolute"),
    [
        ("/a?b=1&amp;c=2", "https://news.example/a?b=1&amp;c=2"),
        ("photo.jpg", "https://news.example/2026/photo.jpg"),
        ("//cdn.example/x", "https://cdn.example/x"),
        ("?page=2", "https://news.example/2026/boats?page=2"),
    ],
)
def test_relative_links_count_from_the_base(link: str, absolute: str) -> None:
    assert safe_html(f'<a href="{link}">x</a>', base=BASE) == f'<a href="{absolute}">x</a>'
    assert safe_html(f"<img src='{link}' alt=x>", base=BASE) == f'<img src="{absolute}" alt="x" />'


def test_each_candidate_of_a_set_of_pictures_is_made_absolute() -> None:
    made = safe_html('<img srcset="a.png 1x, /b.png 2x,https://e.org/c.png 3x, javascript:x 4x">', base=BASE)
    assert made == (
        '<img srcset="https://news.example/2026/a.png 1x, https://news.example/b.png 2x,https://e.org/c.png 3x,  4x" />'
    )


HOSTILE = {
    "<": "<", "a": "<a ", "quote": '<a "', "quotes": "<a '\"", "comment": "<!--", "script": "<script>", "end": "</",
    "frame": "<iframe>", "address": '<a href="', "p": "<p>", "attributes": "<a b=", "declaration": "<![",
    "set": "<img src=a,",
    "nested": "<div>", "misnested": "<div></p>", "table": "<table><td>", "styled": "<b id=1><p>", "title": "<title>",
    "words": "word ", "letters": "x", "quoted": "<a b='<>'c='", "many": " a a", "open": "<b ",
}  # fmt: skip


@pytest.mark.parametrize("kind", HOSTILE)
def test_markup_made_to_hurt_takes_time_in_proportion(kind: str) -> None:
    piece = HOSTILE[kind]
    started = time.process_time()
    made = safe_html("<a" + piece * (150_000 // len(piece)), base=BASE)
    safe_html("<img srcset='" + piece.replace("'", "") * (50_000 // len(piece)) + "'>", base=BASE)
    assert time.process_time() - started < 1
    assert len(made) < 1_000_000


def test_elements_that_never_close_are_not_written_again_for_each_block() -> None:
    soup = "".join(f"<b id={number}>" for number in range(900)) + "<p>x" * 900
    started = time.process_time()
    made = safe_html(soup * 20, base=BASE)
    assert time.process_time() - started < 2
    assert len(made) < 5 * len(soup) * 20
    assert len(re.sub(r"<[^<>]*>", "", made)) == 900 * 20


def test_a_long_text_loses_no_word_where_it_is_read_in_pieces() -> None:
    text = "".join(f"<p>Paragraph {number} of <i>many</i> &amp; more.</p>" for number in range(2_500))
    assert safe_html(text, base=BASE) == text
    words = "<p>" + "word &amp; word " * 20_000 + "</p>"
    assert re.sub(r"<[^<>]*>", "", safe_html(words, base=BASE)) == re.sub(r"<[^<>]*>", "", words)


PIECES = re.findall(
    r"\S+|\s",
    "< > \" ' / = ` ! ? <a <img <b <svg <iframe href= src= onerror= style= srcset= title= javascript:alert(1) url(x)"
    " <script> </script> <!-- --> <![CDATA[ ]]> <p> </p> <style> </style> <noscript> </noscript> /> &#106; &lt;"
    " img script data:x\n\t\u00a0",
)


def test_nothing_runs_in_whatever_markup_and_a_second_pass_changes_nothing() -> None:
    chance = random.Random(1)
    for _ in range(3_000):
        soup = "".join(chance.choices(PIECES, k=chance.randint(1, 18)))
        safe = safe_html(soup, base=BASE)
        assert safe_html(safe, base=BASE) == safe
        for element in html.fragment_fromstring(safe, create_parent="div").iter() if "<" in safe else ():
            assert element.tag not in ("script", "style", "svg", "iframe", "noscript"), (soup, safe)
            assert not [key for key in element.attrib if key.startswith("on")], (soup, safe)
            led = [element.get(key, "").strip().lower() for key in ("href", "src")]
            assert not [url for url in led if url.startswith(("javascript:", "data:"))], (soup, safe)
