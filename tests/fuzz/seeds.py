"""Inputs to begin with: one of each form that an entry point reads, small, and made here, never downloaded."""

from __future__ import annotations

import bz2
import gzip
import io
import tarfile
import zipfile
from collections.abc import Iterator, Mapping

_FEEDS = (
    b'<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    b' xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Harbour</title><link>https://news.e'
    b"xample.org/</link>"
    b"<ttl>60</ttl><item><title>Fish &amp;amp; boats</title><link>/a?utm_source=x</link><guid isPermaLink='false'>n-1"
    b"</guid><pubDate>Wed, 18 Nov 2026 08:00:00 +0300</pubDate><author>desk@example.org (Jane Roe)</author><category>"
    b"sea</category><description>Short.</description><content:encoded><![CDATA[<p>The <b>whole</b> text.</p>]]>"
    b"</content:encoded><dc:date>2026-11-18</dc:date></item></channel></rss>",
    b'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en" xml:base="https://news.example.org/"><title type="html">H'
    b'</title><link rel="next" href="?page=2"/><entry><id>tag:example.org,2026:1</id><title>A</title><'
    b"updated>2026-11-18"
    b'T08:00:00Z</updated><author><name>Jane Roe</name></author><link href="b"/><content type="xhtml"><div xmlns='
    b'"http://www.w3.org/1999/xhtml"><p>Text.</p></div></content></entry></feed>',
    b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/'
    b'"><channel><title>'
    b'R</title></channel><item rdf:about="u"><title>T</title><link>http://example.org/u</link></item></rdf:RDF>',
    b'{"version":"https://jsonfeed.org/version/1.1","title":"J","items":[{"id":"1","url":"https://example.org/1",'
    b'"content_html":"<p>Text</p>","date_published":"2026-11-18T08:00:00+03:00","authors":[{"name":"Jane Roe"}],"tags":'
    b'["sea"]},{"id":2,"content_text":"t"}]}',
    b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/sc'
    b"hemas/sitemap-news"
    b'/0.9"><url><loc>https://example.org/a</loc><lastmod>2026-11-18</lastmod><news:news><news:title>T</news:title>'
    b"<news:publication_date>2026-11-18T08:00:00Z</news:publication_date></news:news></url></urlset>",
    b"<sitemapindex><sitemap><loc>https://example.org/s.xml</loc><lastmod>2026-11-18</lastmod></sitema"
    b"p></sitemapindex>",
    b'<!DOCTYPE r [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><rss><channel><item><title>&b;</title></item></channel></rss>',
)
_PAGES = (
    b'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Harbour opens | News</title><meta property='
    b'"og:title" content="Harbour opens"><meta property="article:published_time" content="2026-11-18T08:00:00Z"><link'
    b' rel="canonical" href="/a"><script type="application/ld+json">{"@context":"https://schema.org","@type":'
    b'"NewsArticle","headline":"Harbour opens","datePublished":"2026-11-18","author":{"name":"Jane Roe"},"articleBody":'
    b'"The harbour opens on Monday."}</script></head><body><nav><a href="/">Home</a></nav><article><h1'
    b">Harbour opens</h1>"
    b'<p class="byline">By Jane Roe</p><time datetime="2026-11-18">18 Nov</time><p>OSLO (AP) \xe2\x80\x94 The harbour'
    b" opens on Monday, the mayor said. It was shut for a year.</p><p>Ships may come in by night.</p><table><tr><td>1"
    b"</td></tr></table></article><footer>All rights</footer></body></html>",
    b"---\ntitle: Harbour\ndate: 2026-11-18\nauthor: Jane Roe\n---\n\n# Harbour\n\nThe *harbour* opens"
    b" [here](https://e.org)"
    b".\n\n- one\n- two\n\n> quoted\n\n```\ncode\n```\n",
    b"Harbour opens\nBy Jane Roe\n\nThe harbour opens on Monday.\nShips may come in.\n\nThe mayor is glad.\n",
    b"From: Jane Roe <jane@example.org>\nTo: desk@example.org\nSubject: =?utf-8?q?Harbour?=\nDate: Wed"
    b", 18 Nov 2026 08:00"
    b":00 +0300\nMIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=b\n\n--b\nContent-Ty"
    b"pe: text/plain\n\nThe"
    b" harbour opens on Monday.\n--b\nContent-Type: text/html\n\n<p>The harbour opens on Monday.</p>\n--b--\n",
    b'{"headline":"Harbour opens","body":"The harbour opens on Monday, the mayor said.","byline":"Jane'
    b' Roe","published":'
    b'"2026-11-18T08:00:00Z","language":"en"}',
    b"<nitf><head><title>Harbour</title></head><body><body.head><hedline><hl1>Harbour opens</hl1></hed"
    b"line><byline>By Jane"
    b" Roe</byline></body.head><body.content><p>The harbour opens on Monday, the mayor said.</p></body.content></body>"
    b"</nitf>",
    b'<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="g" version="1"><contentMeta><headlin'
    b"e>Harbour</headline>"
    b'</contentMeta><contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www'
    b'.w3.org/1999/xhtml">'
    b"<body><p>The harbour opens on Monday again.</p></body></html></inlineXML></contentSet></newsItem>",
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>e"
    b"ndobj 3 0 obj<</Type"
    b"/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj 4"
    b" 0 obj<</Length 60>>"
    b"stream\nBT /F 12 Tf 20 200 Td (The harbour opens on Monday.) Tj ET\nendstream endobj 5 0 obj<</Type/Font/Subtype"
    b"/Type1/BaseFont/Helvetica>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF",
    "<p>Порт открыт с понедельника, сказал мэр.</p>".encode("cp1251"),
    "<p>The harbour opens on Monday.</p>".encode("utf-16"),
)
_TEXTS = (
    "OSLO — The U.S. Navy’s ship came on 3 May 2024, Mr. Kamau said. “It cost $3.5 million,” he added; 12 people were"
    " killed last week in St. John’s.\n\n1) one 2) two\n\nHe scored 2. Jane Roe v. Acme Inc. fell 3.5"
    " percent since 2019.",
    "Вчера в 10 ч. вечера президент сказал: «Мы победили!» Это было 18 ноября 2026 г. в г. Москве.",
    "قال الرئيس إن الاجتماع سيعقد في القاهرة. هل ستحضر؟ نعم، يوم ٣ مايو.",
    "昨日、東京で会議が開かれた。「成功だ」と市長は述べた。参加者は3万人！",
    "Emoji 👩‍👩‍👧‍👦 and 🇳🇴 flags… e\u0301 n\u0303 \u200d\u200c \udc80 x\u0300\u0316\u0301.",
    "http://Example.ORG:80/a/../b/%7euser/?utm_source=x&b=2&a=1#top",
    "2026-11-18T08:00:00+99:99\n0000-01-01\nFeb 30 2026\n18 พ.ย. 2569\n99999-01-01\n1763452800",
    "...!?!?...  . . . ”’) (((\n\n\n«»“”„‟ —–-",
)


def _zip(*members: tuple[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return packed.getvalue()


def _tar(*members: tuple[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for name, content in members:
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
        link = tarfile.TarInfo("link")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    return packed.getvalue()


def _files() -> Iterator[bytes]:
    two = ("a.txt", b"The harbour opens on Monday."), ("b/c.html", _PAGES[0])
    yield from (_zip(*two), _tar(*two), gzip.compress(_tar(*two)), bz2.compress(b"text\n"), gzip.compress(_zip(*two)))
    yield _zip(("in.zip", _zip(*two)), ("../../x", b"out"), ("/etc/x", b"out"))
    yield b'{"id":"1","title":"one","body":"x"}\nnot json\n{"id":"2"}\r\n{"id":"1"}'
    yield b'[{"id":"1","title":"one"},{"title":"two"}]'
    yield b'{"count":1,"articles":[{"title":"one","text":"x"},{"title":"two"}]}'
    yield (
        b"From a@example.org Wed Nov 18 08:00:00 2026\nMessage-ID: <1@example.org>\nSubject: one\n\nTe"
        b"xt.\n>From here\n\n"
        b"From b@example.org Wed Nov 18 08:00:00 2026\r\nSubject: two\r\n\r\nText.\r\n"
    )
    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: 12\r\n\r\n<p>Text.</p>"
    head = (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Date: 2026-11-18T08:00:00Z\r\n"
        b"WARC-Target-URI: https://example.org/a\r\nContent-Type: application/http; msgtype=response\r"
        b"\nContent-Length: "
    )
    whole = head + str(len(body)).encode() + b"\r\n\r\n" + body + b"\r\n\r\n"
    yield from (whole + whole, gzip.compress(whole) + gzip.compress(whole))
    yield (
        b'<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet><newsItem guid="a"><conten'
        b"tMeta/></newsItem>"
        b'<newsItem guid="b"/></itemSet></newsMessage>'
    )


SEEDS: Mapping[str, tuple[bytes, ...]] = {
    "feed": tuple(b"\0" + seed for seed in _FEEDS),
    "page": tuple(said + seed for seed in _PAGES for said in (b"\0", b"\x0e")),
    "file": tuple(_files()),
    "segment": tuple(bytes([0x80 + n]) + seed.encode("utf-8", "surrogateescape") for n, seed in enumerate(_TEXTS)),
}
WORDS: Mapping[str, str] = {
    "feed": r"""<item> </item> <entry> <link> <guid> <pubDate> <title> <loc> <?xml <![CDATA[ ]]> <!ENTITY <!DOCTYPE
        &amp; &#0; &#xD800; xml:base= encoding= content:encoded utf-16 items \xef\xbb\xbf \xff\xfe""",
    "page": r"""<p> </p> <div> <table> <td> <script> <noscript> <template> <!-- --> <![CDATA[ <a\x20href= datePublished
        <meta\x20property= articleBody &lt; &#0; charset= \x00 ``` --- Content-Type: obj endobj stream << >> [ /Kids
        \xff\xfe""",
    "file": r"""PK\x03\x04 PK\x01\x02 PK\x05\x06 \x1f\x8b\x08 BZh9 ustar WARC/1.0 From\x20 ../ \x0d\x0a 
        Content-Length:\x20 [{ }] \x00 newsItem \xff\xff\xff\xff""",
    "segment": r""".\x20 ?\x20 ! ... \xe2\x80\x9d \xe2\x80\x9c Mr. U.S. said $ million 2024 May \x0a\x0a 1)\x20 percent
        %20 \xe3\x80\x82 \xe2\x80\x8d \xcc\x80 last\x20week killed http://""",
}
"""Words that the fuzzer puts into inputs, in libFuzzer's spelling."""
