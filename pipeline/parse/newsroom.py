"""What newsrooms send each other, to articles: NITF, and NewsML-G2 with NITF, XHTML or plain text inside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from lxml import etree

from pipeline.errors import Reason, Reject
from pipeline.models import Article
from pipeline.parse.clean import as_paragraphs, clean_line
from pipeline.parse.evidence import Claim, Evidence
from pipeline.parse.main_text import read_fragment
from pipeline.parse.page import build_article
from pipeline.parse.plain import read_plain
from pipeline.parse.tree import Element, text_of, too_deep

_ROOT = re.compile(rb"<(?:[A-Za-z_][\w.-]{0,40}:)?(nitf|newsItem|packageItem|knowledgeItem|conceptItem)[\s>/]")
_BLOCKS = frozenset({"p", "hl2", "h1", "h2", "h3", "h4", "h5", "h6", "li", "dt", "dd", "td", "th", "pre", "bq", "q-p"})
_LEFT_OUT = frozenset(
    {"media", "head", "hedline", "byline", "distributor", "dateline", "abstract", "body.end", "script"}
)
_XML = "{http://www.w3.org/XML/1998/namespace}"


def newsroom_root(head: bytes) -> str:
    """'nitf', 'newsItem' or another root of NewsML-G2 if XML opens with it, else ''."""
    text = head[:65_536].replace(b"\0", b"")
    found = _ROOT.search(text)
    if found is None or not text.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<"):
        return ""
    before = re.sub(
        rb"<\?.{0,2000}?\?>|<!--.{0,8000}?-->|<!DOCTYPE[^>\[]{0,1000}(?:\[.{0,20000}?\]\s*)?>",
        b"",
        text[: found.start()],
        flags=re.DOTALL,
    )
    return "" if b"<" in before else found[1].decode("ascii")


def read_newsroom(content: bytes, *, url: str, now: datetime | None) -> Article:
    """The article of a NITF document or a NewsML-G2 newsItem. Raises Reject."""
    root = read_xml(content)
    kind = _name(root)
    if kind == "nitf":
        return _build(_nitf_evidence(root), _nitf_title(root), _paragraphs(_nitf_body(root)), url=url, now=now)
    if kind != "newsItem":
        raise Reject(Reason.NOT_AN_ARTICLE, f"NewsML-G2 of kind {kind}")
    return _news_item(root, url=url, now=now)


def read_xml(content: bytes) -> Element:
    """The root of XML; entities stay unread, nothing is loaded. Raises Reject(PARSE_ERROR)."""
    if re.search(rb"<!ENTITY", content[:100_000].replace(b"\0", b"")):
        raise Reject(Reason.PARSE_ERROR, "XML that declares entities of its own")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.LxmlError, ValueError) as error:
        raise Reject(Reason.PARSE_ERROR, f"broken XML: {clean_line(str(error), limit=100)}") from None
    if root is None or too_deep(root):
        raise Reject(Reason.PARSE_ERROR, "XML that nests too deep")
    return root


def nitf_text(markup: str) -> str:
    """The paragraphs of a NITF document that stands in another format's field; '' if it cannot be read."""
    try:
        return _paragraphs(_nitf_body(read_xml(markup.encode("utf-8", "replace"))))
    except Reject:
        return ""


def _news_item(root: Element, *, url: str, now: datetime | None) -> Article:
    kind = _attribute(root, "itemClass", "qcode")
    if kind and not kind.endswith((":text", ":composite")):
        raise Reject(Reason.NOT_AN_ARTICLE, f"NewsML-G2 of class {kind}")
    status = _attribute(root, "pubStatus", "qcode")
    if status.endswith((":canceled", ":withheld")):
        raise Reject(Reason.NOT_AN_ARTICLE, f"its publisher says that it is {status}")
    meta = next(_found(root, "contentMeta"), root)
    evidence, title = _g2_evidence(root, meta), Claim(_text(meta, "headline"), "newsml-g2")
    for part in _found(root, "inlineXML", "inlineData"):
        nitf = part if _name(part) == "nitf" else next(_found(part, "nitf"), None)
        if nitf is not None:
            evidence, title = _joined(evidence, _nitf_evidence(nitf)), title if title.value else _nitf_title(nitf)
            text = _paragraphs(_nitf_body(nitf))
        elif _name(part) == "inlineXML":
            body = next(_found(part, "body"), part)
            text = _paragraphs(body)
        else:
            text = _inline_data(part)
        if text:
            return _build(evidence, title, text, url=url, now=now)
    raise Reject(Reason.NO_CONTENT, "a newsItem without text of its own")


def _inline_data(part: Element) -> str:
    """Text that was put into XML as characters: HTML when its type says so, else plain."""
    words = "".join(part.itertext())
    if "html" in (part.get("contenttype") or ""):
        return read_fragment(words)
    plain = read_plain(words)
    return as_paragraphs([plain.title, plain.byline, *plain.text.split("\n\n")])


def _g2_evidence(root: Element, meta: Element) -> Evidence:
    names = [_text(one, "name") or clean_line(text_of(one)) for one in _found(meta, "creator", "contributor")]
    created = [_text(root, name) for name in ("contentCreated", "firstCreated", "versionCreated")]
    changed = [_text(root, name) for name in ("contentModified", "versionCreated")]
    return Evidence(
        authors=tuple(Claim(name, "newsml-g2") for name in (*_every(meta, "by"), *names) if name),
        published=tuple(Claim(date, "newsml-g2") for date in created if date),
        modified=tuple(Claim(date, "newsml-g2") for date in changed if date),
        language=next((one.get("tag") or "" for one in _found(meta, "language")), root.get(f"{_XML}lang") or ""),
        site_name=next((name for one in _found(root, "provider") if (name := _text(one, "name"))), None),
    )


def _nitf_evidence(root: Element) -> Evidence:
    issue = [one.get("norm") or "" for one in _found(root, "date.issue", "date.release")]
    shown = [one.get("norm") or clean_line(text_of(one)) for one in _found(root, "story.date", "pubdata")]
    people = [_text(one, "person") or clean_line(text_of(one)) for one in _found(root, "byline")]
    return Evidence(
        authors=tuple(Claim(name, "nitf") for name in people if name),
        published=tuple(Claim(date, "nitf") for date in (*issue, *shown) if date),
        language=root.get(f"{_XML}lang") or root.get("lang") or "",
        site_name=_text(root, "distributor") or None,
    )


def _joined(first: Evidence, second: Evidence) -> Evidence:
    return Evidence(
        authors=first.authors or second.authors,
        published=(*first.published, *second.published),
        modified=first.modified,
        language=first.language or second.language,
        site_name=first.site_name or second.site_name,
    )


def _nitf_title(root: Element) -> Claim:
    hedline = next(_found(root, "hedline"), None)
    line = (_text(hedline, "hl1") if hedline is not None else "") or _text(root, "title")
    return Claim(line, "nitf" if line else "")


def _nitf_body(root: Element) -> Element:
    body = next(_found(root, "body.content"), None)
    if body is None:
        raise Reject(Reason.NO_CONTENT, "NITF without body.content")
    return body


def _paragraphs(body: Element) -> str:
    """The blocks below an element in order; captions, bylines and other matter that is not the text left out."""
    blocks: list[str] = []
    taken = skipped = 0
    for event, node in etree.iterwalk(body, events=("start", "end")):
        name = _name(node)
        if event == "end":
            taken -= name in _BLOCKS
            skipped -= name in _LEFT_OUT
            continue
        if name in _BLOCKS and not taken and not skipped:
            blocks.append(text_of(node))
        taken += name in _BLOCKS
        skipped += name in _LEFT_OUT
    return as_paragraphs(blocks or [text_of(body)])


def _build(evidence: Evidence, title: Claim, text: str, *, url: str, now: datetime | None) -> Article:
    if not text:
        raise Reject(Reason.NO_CONTENT, "no text in the body")
    return build_article(evidence, title=title, text=text, url=url, now=now)


def _name(node: Element) -> str:
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def _found(root: Element, *names: str) -> Iterator[Element]:
    return (node for node in root.iter() if node is not root and _name(node) in names)


def _text(root: Element, name: str) -> str:
    return next(iter(_every(root, name)), "")


def _every(root: Element, name: str) -> list[str]:
    return [line for node in _found(root, name) if (line := clean_line(text_of(node)))]


def _attribute(root: Element, name: str, attribute: str) -> str:
    return next((str(node.get(attribute) or "") for node in _found(root, name)), "")
