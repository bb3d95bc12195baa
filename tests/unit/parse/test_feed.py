"""Feeds to entries: every family, broken ones, and those made to hurt."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest

from pipeline.errors import Reason, Reject
from pipeline.models import EntryList, RawDocument
from pipeline.parse import read_entries

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
URL = "https://news.example.org/feeds/all.xml"


def read(content: bytes | str, *, media_type: str = "", charset: str | None = None) -> EntryList:
    body = content.encode() if isinstance(content, str) else content
    return read_entries(
        RawDocument(url=URL, final_url=URL, content=body, media_type=media_type, charset=charset), now=NOW
    )


def reason(content: bytes | str, **said: str) -> Reason:
    with pytest.raises(Reject) as refusal:
        read(content, **said)  # type: ignore[arg-type]
    return refusal.value.reason


def rss(items: str, head: str = "") -> str:
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour News</title><link>https://news.example.org/</link>{head}{items}</channel></rss>'


ITEM = """<item><title>Fish &amp;amp; boats</title><link>/2026/boats</link><guid isPermaLink="false">n-1</guid>
<pubDate>Wed, 18 Nov 2026 08:00:00 +0300</pubDate><author>desk@example.org (Jane Roe)</author>
<category>sea</category><category>sea</category><category>trade</category>
<description>Short.</description>
<content:encoded xmlns:content="http://purl.org/rss/1.0/modules/content/"><![CDATA[<p>The whole text
 of it.</p>]]></content:encoded></item>""".replace("\n of", " of")
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de-CH" xml:base="https://blog.example.org/de/"><title>Hafen</title>
<link href="https://blog.example.org/"/><entry><id>urn:x:1</id><title type="html">Der &lt;b&gt;Hafen&lt;/b&gt;</title>
<link rel="alternate" href="2026/hafen"/><published>2026-11-18T08:00:00+01:00</published>
<updated>2026-11-19T08:00:00Z</updated>
<author><name>Anna Groß</name></author><category term="Meer"/><summary>Kurz.</summary>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Der ganze Text.</p></div></content></entry></feed>"""
RDF = """<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://news.example.org/"><title>Port</title></channel>
<item rdf:about="https://news.example.org/a"><title>A</title><link>https://news.example.org/a</link>
<dc:creator>Bo Kim</dc:creator><dc:date>2026-11-18</dc:date></item></rdf:RDF>"""
CDF = """<?xml version="1.0"?><CHANNEL HREF="https://news.example.org/"><TITLE>Port</TITLE>
<ITEM HREF="https://news.example.org/a"><TITLE>A</TITLE><ABSTRACT>Words.</ABSTRACT></ITEM></CHANNEL>"""


def test_an_rss_item_gives_all_its_fields() -> None:
    listed = read(rss(ITEM, "<language>en-gb</language>"))
    entry = listed.entries[0]
    assert (listed.title, listed.link, listed.complaint) == ("Harbour News", "https://news.example.org/", "")
    assert entry.identity == "n-1"
    assert entry.url == "https://news.example.org/2026/boats"
    assert entry.title == "Fish & boats"
    assert entry.authors == ("Jane Roe",)
    assert entry.published_at == datetime(2026, 11, 18, 5, 0, tzinfo=UTC)
    assert entry.modified_at is None
    assert entry.language == "en"
    assert entry.content == "<p>The whole text of it.</p>"
    assert entry.content_type == "text/html"
    assert entry.tags == ("sea", "trade")


def test_an_atom_entry_gives_all_its_fields() -> None:
    entry = read(ATOM).entries[0]
    assert entry.identity == "urn:x:1"
    assert entry.url == "https://blog.example.org/de/2026/hafen"
    assert entry.title == "Der Hafen"
    assert entry.authors == ("Anna Groß",)
    assert entry.published_at == datetime(2026, 11, 18, 7, 0, tzinfo=UTC)
    assert entry.modified_at == datetime(2026, 11, 19, 8, 0, tzinfo=UTC)
    assert entry.language == "de"
    assert "Der ganze Text." in entry.content
    assert entry.tags == ("Meer",)


def test_an_rdf_item_and_a_channel_definition_are_entries_too() -> None:
    assert [(e.url, e.authors, e.published_at) for e in read(RDF).entries] == [
        ("https://news.example.org/a", ("Bo Kim",), datetime(2026, 11, 18, tzinfo=UTC))
    ]
    assert read(CDF).entries[0].url == "https://news.example.org/a"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_a_feed_is_read_in_any_encoding_with_a_mark(encoding: str) -> None:
    body = rss("<item><title>Größe – 大きさ</title><link>/a</link></item>").replace('<?xml version="1.0"?>', "")
    assert read(body.encode(encoding)).entries[0].title == "Größe – 大きさ"


@pytest.mark.parametrize("declared", ["utf-8", "punycode", "zlib_codec", "utf-7", "no-such-encoding", "idna"])
def test_a_wrong_or_hostile_declaration_ends_in_text_or_a_reason(declared: str) -> None:
    body = f'<?xml version="1.0" encoding="{declared}"?>'.encode() + rss(
        "<item><title>Größe</title><link>/a</link></item>"
    )[21:].encode("utf-8")
    try:
        assert read(body).entries[0].title == "Größe"
    except Reject as refusal:
        assert refusal.reason in (Reason.BAD_ENCODING, Reason.PARSE_ERROR)


def test_a_header_that_lies_about_the_encoding_does_not_lose_the_entries() -> None:
    body = rss("<item><title>Сегодня праздник</title><link>/a</link></item>")
    listed = read(body.encode("cp1251"), media_type="application/rss+xml", charset="utf-8")
    assert listed.entries[0].url == "https://news.example.org/a"


def test_a_feed_that_breaks_off_keeps_the_entries_before_and_says_so() -> None:
    listed = read(rss(ITEM)[:-40] + "<item><title>cut")
    assert listed.entries[0].identity == "n-1"
    assert listed.complaint


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("<!doctype html><html><body><p>no feed</p></body></html>", Reason.NOT_A_FEED),
        ("just words", Reason.NOT_A_FEED),
        ("", Reason.NOT_A_FEED),
        ("<opml version='2.0'><body><outline text='x'/></body></opml>", Reason.NOT_A_FEED),
        ('{"a": 1}', Reason.NOT_A_FEED),
        (rss("")[:-10], Reason.NO_ENTRIES),
        (rss("<item/>").replace("<item/>", "<x:entry a='1'/>"), Reason.NO_ENTRIES),
        (b"\x00" * 1000, Reason.NOT_A_FEED),
        (b"<rss>" + b"x" * 8_000_001, Reason.TOO_LARGE),
    ],
    ids=lambda value: repr(value)[:20],
)
def test_what_lists_nothing_that_can_be_read_is_rejected_with_its_reason(body: bytes | str, why: Reason) -> None:
    assert reason(body) is why


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "mailto:x@example.org",
        "ftp://example.org/a",
        "file:///etc/passwd",
        "http://[::1",
        "data:text/html,x",
    ],
)
def test_only_web_links_are_kept(link: str) -> None:
    entry = read(rss(f"<item><title>A</title><guid isPermaLink='false'>1</guid><link>{link}</link></item>")).entries[0]
    assert entry.url is None or entry.url.startswith("https://news.example.org/")


@pytest.mark.parametrize(
    "date", ["Thu, 01 Jan 1970 00:00:00 GMT", "0000-00-00", "Mon, 20 Nov 2099 10:00:00 GMT", "soon", "9" * 5000]
)
def test_a_date_out_of_range_is_none(date: str) -> None:
    assert (
        read(rss(f"<item><title>A</title><link>/a</link><pubDate>{date}</pubDate></item>")).entries[0].published_at
        is None
    )


def test_entities_are_not_expanded_and_files_not_read() -> None:
    bomb = '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/hostname">]>'
    body = rss("<item><title>A &b; &x;</title><link>/a</link></item>").replace('<?xml version="1.0"?>', bomb)
    title = read(body).entries[0].title
    assert "haha" not in title and len(title) < 20


@pytest.mark.parametrize("words", ["'; DROP TABLE documents;--", "%s {0} $$ \\copy", "a\\b"])
def test_words_that_mean_something_elsewhere_are_kept_as_they_are(words: str) -> None:
    assert read(rss(f"<item><title>{words}</title><link>/a</link></item>")).entries[0].title == words


def test_two_entries_with_one_guid_stay_two() -> None:
    items = "".join(
        f"<item><guid isPermaLink='false'>same</guid><link>/{n}</link><title>{n}</title></item>" for n in "ab"
    )
    assert len({entry.identity for entry in read(rss(items)).entries}) == 2


def test_the_same_bytes_give_the_same_identities() -> None:
    items = "".join(f"<item><title>{n}</title><description>words {n}</description></item>" for n in "abc")
    first, second = read(rss(items)), read(rss(items))
    assert [e.identity for e in first.entries] == [e.identity for e in second.entries]
    assert len({e.identity for e in first.entries}) == 3


def test_a_plain_summary_is_marked_as_text() -> None:
    body = ATOM.replace(
        '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Der ganze Text.</p></div></content>', ""
    )
    assert read(body).entries[0].content_type == "text/plain"


@pytest.mark.parametrize(
    "body",
    [
        "<rss "
        + " ".join(f"a{n}='1'" for n in range(100_000))
        + "><channel><item><title>A</title></item></channel></rss>",
        rss("<a>" * 100_000 + "x" + "</a>" * 100_000),
        rss("<item><title>A</title><description>" + "<![" * 60_000 + "</description></item>"),
        rss("<item><title>A</title><description>" + "x" * 5_000_000 + "</description></item>"),
        rss("<item><title>A</title><description>" + "&lt;p&gt;" * 100_000 + "</description></item>"),
        rss("<item><title>A</title><link>/a</link></item>" * 5_000),
        "<?xml version='1.0'?>" + "<!-- x -->" * 100_000 + "<rss/>",
        "<!DOCTYPE rss [" + "<!ENTITY a 'b'>" * 50_000 + "]>" + rss(ITEM)[21:],
    ],
    ids=["attributes", "nesting", "declarations", "long", "escaped", "many", "comments", "entities"],
)
def test_a_feed_made_to_hurt_ends_in_bounded_time(body: str) -> None:
    started = time.process_time()
    try:
        assert read(body).entries or "<item" not in body
    except Reject as refusal:
        assert refusal.reason in (Reason.PARSE_ERROR, Reason.NO_ENTRIES, Reason.NOT_A_FEED, Reason.BAD_ENCODING)
    assert time.process_time() - started < 10


NEW = {
    "rss": rss("", "<description>All &lt;b&gt;ports&lt;/b&gt;</description><language>de-CH</language>"),
    "broken": rss("", "<description>All&nbsp;ports</description><language>de</language>"),
    "atom": """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><id>urn:x:f</id><title>Harbour News</title>
<subtitle>All ports</subtitle><link rel="self" href="/feed"/><link href="/"/>
<author><name>Ann Lee</name></author></feed>""",
    "undeclared": rss("", "<description>All ports</description><language>de</language>").replace(
        "<link>https://news.example.org/</link>", '<atom:link href="/" rel="alternate"/>'
    ),
}


@pytest.mark.parametrize("kind", NEW)
def test_a_new_feed_lists_nothing_and_says_what_it_is(kind: str) -> None:
    listed = read(NEW[kind])
    assert listed.entries == ()
    assert (listed.title, listed.link) == ("Harbour News", "https://news.example.org/")
    assert (listed.description, listed.language) == ("All ports", "de")
    assert (listed.identity, listed.authors) == (("urn:x:f", ("Ann Lee",)) if kind == "atom" else ("", ()))


@pytest.mark.parametrize("cut", [30, 60, 100, 140])
def test_a_feed_that_breaks_off_before_its_entries_is_none_that_is_empty(cut: int) -> None:
    assert reason(NEW["atom"][:-cut]) is Reason.NO_ENTRIES


@pytest.mark.parametrize(
    ("said", "title", "marked"),
    [
        ("CO&lt;sub&gt;2&lt;/sub&gt; falls", "CO2 falls", "CO<sub>2</sub> falls"),
        ("&lt;b onclick=x&gt;Sea&lt;/b&gt;&lt;script&gt;x&lt;/script&gt;", "Sea", "<b>Sea</b>"),
        ("Sea &lt;!-- draft", "Sea", ""),
        ("1 &lt; 2 &amp;amp; 3", "1 < 2 & 3", ""),
        ("The sea", "The sea", ""),
    ],
)
def test_a_title_is_text_and_its_markup_is_kept_beside_it(said: str, title: str, marked: str) -> None:
    entry = read(rss(f"<item><title>{said}</title><link>/a</link></item>")).entries[0]
    assert (entry.title, entry.title_html) == (title, marked)
    entry = read(ATOM.replace("Der &lt;b&gt;Hafen&lt;/b&gt;", said)).entries[0]
    assert (entry.title, entry.title_html) == (title, marked)


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("History of the &lt;blink&gt; tag", "History of the <blink> tag"),
        ("Vec&lt;T&gt; at &lt;b&gt;sea&lt;/b&gt;", "Vec<T> at sea"),
        ("The &lt;blink&gt;sea&lt;/blink&gt; &lt;hr&gt; &lt;o:p&gt;&lt;T x=1&gt;", "The sea"),
        ("Sea &lt;script&gt;x", "Sea"),
        ("e\u0301 &amp;lrm; \u2329\u200d", "e\u0301 \u200e \u2329\u200d"),
        ("over\u202eturned\u200b", "overturned"),
    ],
)
def test_a_plain_title_keeps_its_own_characters_and_bare_tags_that_are_words(said: str, title: str) -> None:
    plain = ATOM.replace('<title type="html">Der &lt;b&gt;Hafen&lt;/b&gt;', f'<title type="text">{said}')
    assert read(plain).entries[0].title == title


@pytest.mark.parametrize("form", ["{}", "<![CDATA[{}]]>"])
@pytest.mark.parametrize(
    ("said", "read_as"),
    [
        ("&#55357;&#56832;", "\U0001f600"),
        ("&#xD83D;&#xde00;", "\U0001f600"),
        ("&#55357;", "\ufffd"),
        ("&#56832;&#55357;", "\ufffd\ufffd"),
        ("&#x110000;", "\ufffd"),
        ("&#" + "9" * 9_000 + ";", "\ufffd"),
    ],
)
def test_a_reference_to_no_character_costs_no_feed_and_half_an_emoji_finds_the_other(
    form: str, said: str, read_as: str
) -> None:
    first, second = read(
        rss(f"<item><title>{form.format(f'Sea {said}')}</title></item><item><title>B</title></item>")
    ).entries
    assert (first.title, second.title) == (f"Sea {read_as}", "B")
    escaped = said.replace("&", "&amp;")
    entry = read(rss(f"<item><title>A</title><description>&lt;p&gt;Sea {escaped}</description></item>")).entries[0]
    assert entry.content == f"<p>Sea {read_as}</p>"


def test_links_in_content_count_from_xml_base_else_from_the_entrys_page() -> None:
    relative = "<a xmlns='http://www.w3.org/1999/xhtml' href='bild.png'>b</a>"
    atom = ATOM.replace("<p>Der ganze Text.</p>", f"<p>Der ganze Text. {relative}</p>")
    assert 'href="https://blog.example.org/de/bild.png"' in read(atom).entries[0].content
    deeper = atom.replace('<content type="xhtml">', '<content type="xhtml" xml:base="archiv/">')
    assert 'href="https://blog.example.org/de/archiv/bild.png"' in read(deeper).entries[0].content
    unbased = atom.replace(' xml:base="https://blog.example.org/de/"', "")
    assert 'href="https://news.example.org/feeds/bild.png"' in read(unbased).entries[0].content
    item = rss(ITEM.replace("<p>The", "<p><img src='a.png' onload='x'>The"))
    assert read(item).entries[0].content.startswith('<p><img src="https://news.example.org/2026/a.png" />The whole')


def test_the_summary_is_kept_beside_the_content_and_what_is_mended_names_no_entry_anew() -> None:
    entry = read(rss(ITEM)).entries[0]
    assert (entry.summary, entry.content) == ("Short.", "<p>The whole text of it.</p>")
    words = "<item><description>&lt;p {}&gt;Words.&lt;/p&gt;</description></item>"
    first, second = (read(rss(words.format(made))).entries[0] for made in ("onclick='a'", "onclick='b'"))
    assert first.content == second.content == "<p>Words.</p>" and first.summary == ""
    assert first.identity != second.identity  # what stands for a guid is made of the words as they came
