"""A JSON object to an article: ninjs 1, 2 and 3, and the plain objects that scrapers and archives write."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from pipeline.errors import Reason, Reject
from pipeline.models import Article
from pipeline.parse.clean import as_paragraphs, plain_line
from pipeline.parse.evidence import Claim, Evidence
from pipeline.parse.links import web_link
from pipeline.parse.main_text import read_fragment
from pipeline.parse.newsroom import nitf_text
from pipeline.parse.page import build_article
from pipeline.parse.plain import read_plain

TITLES = ("headline", "headlines", "title", "name", "titles")
BODIES = ("body_html", "body_xhtml", "body_text", "bodies", "contents", "content", "body", "text", "articlebody",
          "article_body", "full_text", "maintext", "description_html", "content_html", "content_text")  # fmt: skip
AUTHORS = ("byline", "by", "bylines", "authors", "author", "creator", "creators")
PUBLISHED = ("firstpublished", "published", "published_at", "publishedat", "date_published", "datepublished",
             "date_publish", "publication_date", "pub_date", "pubdate", "contentcreated", "firstcreated",
             "versioncreated", "date", "created_at", "timestamp")  # fmt: skip
MODIFIED = ("contentmodified", "versioncreated", "updated", "updated_at", "date_modified", "datemodified",
            "modified")  # fmt: skip
LANGUAGES = ("language", "lang", "inlanguage")
LINKS = ("canonical_url", "canonicalurl", "url", "link", "web_url", "permalink", "uri")
"""The names of the fields that are read, in capitals or not (ninjs 3 writes versionCreated, ninjs 1 versioncreated);
the first that holds something wins."""

_OPENS = re.compile(r'[\ufeff \t\r\n]{0,10000}\{\s{0,10000}"')
_MAIN_ROLES = ("main", "body", "headline", "title", "")
_TAG = re.compile(r"</?(?:p|br|div|h[1-6]|ul|ol|li|a|b|i|em|strong|blockquote|table|span|figure|section)[\s/>]", re.I)


def is_json_object(text: str) -> bool:
    """Whether the text is one JSON object, by its two ends."""
    return _OPENS.match(text) is not None and text[-100_000:].rstrip("\0 \t\r\n").endswith("}")


def read_json_article(text: str, *, url: str, now: datetime | None) -> Article:
    """The article that a JSON object holds. Raises Reject: PARSE_ERROR, NOT_AN_ARTICLE, NO_CONTENT."""
    try:
        value = json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise Reject(Reason.PARSE_ERROR, f"broken JSON: {str(error)[:100]}") from None
    if not isinstance(value, dict):
        raise Reject(Reason.NOT_AN_ARTICLE, "JSON that is no object")
    value = _lowered(value)
    source = "ninjs" if _is_ninjs(value) else "json"
    _refuse_other_kinds(value)
    body = _body(value)
    title = _first(value, TITLES)
    if not body and not title:
        raise Reject(Reason.NOT_AN_ARTICLE, "JSON without a headline or a body")
    if not body:
        raise Reject(Reason.NO_CONTENT, f"JSON without a body: none of {', '.join(BODIES[:8])} holds text")
    evidence = Evidence(
        authors=tuple(Claim(name, source) for name in _authors(value)),
        published=tuple(Claim(date, source) for date in _dates(value, PUBLISHED)),
        modified=tuple(Claim(date, source) for date in _dates(value, MODIFIED)),
        language=_first(value, LANGUAGES),
        canonical_url=_link(value),
        site_name=plain_line(_first(value, ("source", "publisher", "source_name", "sitename")), limit=200) or None,
    )
    return build_article(evidence, title=Claim(plain_line(title), source if title else ""), text=body, url=url, now=now)


def _lowered(value: Mapping[str, Any]) -> dict[str, Any]:
    """The object with lower-case names; of two that differ in case alone the first stays."""
    lowered: dict[str, Any] = {}
    for name, held in value.items():
        lowered.setdefault(name.lower(), held)
    return lowered


def _is_ninjs(value: Mapping[str, Any]) -> bool:
    return "uri" in value and any(name in value for name in ("versioncreated", "representationtype", "standard"))


def _refuse_other_kinds(value: Mapping[str, Any]) -> None:
    """ninjs says what an object is and whether it may be used."""
    if not _is_ninjs(value):
        return
    kind = value.get("type")
    if kind in ("picture", "graphic", "audio", "video", "composite", "planning", "event", "component"):
        raise Reject(Reason.NOT_AN_ARTICLE, f"ninjs of type {kind}")
    if value.get("pubstatus") in ("canceled", "cancelled", "withheld"):
        raise Reject(Reason.NOT_AN_ARTICLE, f"its publisher says that it is {value['pubstatus']}")


def _first(value: Mapping[str, Any], names: tuple[str, ...]) -> str:
    return next((text for name in names for text in _texts(value.get(name))), "")


def _texts(value: object) -> Iterator[str]:
    """The texts of a field: a string, a list of strings, or objects with a `value` and a role, the main one first."""
    if isinstance(value, str) and value.strip():
        yield value
    elif isinstance(value, dict):
        for key in ("value", "text", "name", "title", "main"):
            if isinstance(value.get(key), str) and value[key].strip():
                yield value[key]
                return
    elif isinstance(value, list):
        for part in sorted(value[:100], key=_rank):
            yield from _texts(part)


def _rank(part: object) -> int:
    role = str(part.get("role") or "").lower() if isinstance(part, dict) else ""
    return next((number for number, name in enumerate(_MAIN_ROLES) if role == name), len(_MAIN_ROLES))


def _body(value: Mapping[str, Any]) -> str:
    """The longest of the bodies: publishers give one text in several forms, and a summary under the same names."""
    best = ""
    for name in BODIES:
        parts = [value[name]] if isinstance(value.get(name), str | dict) else value.get(name)
        if not isinstance(parts, list):
            continue
        if all(isinstance(part, str) for part in parts):
            parts = ["\n\n".join(parts)]
        for part in parts[:100]:
            text = _as_text(name, part)
            best = text if len(text) > len(best) else best
    return best


def _as_text(name: str, part: object) -> str:
    words = next(_texts(part), "")
    if not words:
        return ""
    fields = _lowered(part) if isinstance(part, dict) else {}
    said = str(fields.get("contenttype") or fields.get("content_type") or "").lower()
    if "nitf" in said:
        return nitf_text(words)
    if "html" in name or "html" in said or ("text/plain" not in said and _TAG.search(words)):
        return read_fragment(words)
    plain = read_plain(words)
    return as_paragraphs([part for part in (plain.title, plain.byline, *plain.text.split("\n\n")) if part])


def _authors(value: Mapping[str, Any]) -> list[str]:
    found = next((names for name in AUTHORS if (names := list(_texts(value.get(name))))), [])
    if found:
        return found
    infosources = value.get("infosources")
    people = infosources if isinstance(infosources, list) else []
    return [
        name
        for person in people
        if isinstance(person, dict) and "author" in str(person.get("role")).lower()
        for name in _texts(person.get("name"))
    ]


def _dates(value: Mapping[str, Any], names: tuple[str, ...]) -> list[str]:
    return [str(value[name]) for name in names if isinstance(value.get(name), str | int) and value[name]]


def _link(value: Mapping[str, Any]) -> str | None:
    for name in LINKS:
        link = value.get(name)
        if isinstance(link, str) and link.startswith(("http://", "https://")):
            return web_link(link, base=link)
    return None
