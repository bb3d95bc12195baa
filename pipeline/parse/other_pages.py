"""Pages that are no articles: nothing to read, error pages, consent walls, robots' gates, bare lists of links."""

from __future__ import annotations

import re

from pipeline.errors import Reason, Reject
from pipeline.parse.evidence import Evidence
from pipeline.parse.tree import Element, text_of

MIN_TEXT = 25
SHORT = 1_200
"""Characters below which a text is read for what it says of itself; a long one is an article whatever it says."""

_ERROR_TITLE = re.compile(
    r"^\W*(?:(?:error|http)?\s*(?:40[0-9]|410|429|50[0-9])\b|"
    r"(?:the )?page (?:was |could )?not (?:be )?found|not found|"
    r"page (?:no longer|unavailable)|"
    r"access denied|forbidden|bad gateway|service (?:temporarily )?unavailable|internal server error|gateway time-?out|"
    r"just a moment|attention required|are you (?:a )?(?:robot|human)|verify(?:ing)? you are human|security check|"
    r"site (?:is )?under maintenance|(?:sorry|oops)\b.{0,40}(?:not|can.t|cannot|error|wrong))",
    re.IGNORECASE,
)
_GATE = re.compile(
    r"enable (?:javascript|cookies)|checking your browser|verify (?:that )?you are (?:a )?human|"
    r"unusual traffic|complete the captcha|"
    r"page you (?:are|were) looking for|page (?:cannot|could not|can.t) be found|ray id",
    re.IGNORECASE,
)
_CONSENT = re.compile(
    r"\b(?:cookies?|consent|privacy|partners|personali[sz]ed|legitimate interest|vendors|"
    r"datenschutz|einwilligung|zustimm\w+|"
    r"consentement|confidentialité|accept all|reject all|manage (?:options|preferences))\b",
    re.IGNORECASE,
)


def refuse_other_pages(tree: Element, *, text: str, title: str, evidence: Evidence) -> None:
    """Raises Reject(NO_CONTENT) for a page without text, Reject(NOT_AN_ARTICLE) for one that is something else."""
    if len(text) < MIN_TEXT:
        if _GATE.search(text_of(tree)[:5_000]) or _ERROR_TITLE.match(title):
            raise Reject(Reason.NOT_AN_ARTICLE, f"an error page or a gate: {title[:80]}")
        raise Reject(Reason.NO_CONTENT, "the page has no main text")
    if len(text) < SHORT:
        if _ERROR_TITLE.match(title) and not evidence.is_article:
            raise Reject(Reason.NOT_AN_ARTICLE, f"an error page: {title[:80]}")
        if _GATE.search(text) and not evidence.is_article:
            raise Reject(Reason.NOT_AN_ARTICLE, "an error page or a robots' gate")
        if is_consent_wall(text):
            raise Reject(Reason.NOT_AN_ARTICLE, "a consent wall")
    if not evidence.is_article and not evidence.published and is_link_list(tree):
        raise Reject(Reason.NOT_AN_ARTICLE, "a list of links")


def is_consent_wall(text: str) -> bool:
    """Whether a short text speaks of consent in one word of fifteen and more, and three times, or twice in forty."""
    words = len(text.split())
    return words > 0 and len(_CONSENT.findall(text)) >= max(2 if words < 40 else 3, words / 15)


def is_link_list(tree: Element) -> bool:
    """Whether four fifths of the page's words stand in links, twenty links and more."""
    links = [text_of(link) for link in tree.iter("a") if link.get("href")]
    if len(links) < 20:
        return False
    return sum(len(link) for link in links) > 0.8 * max(len(text_of(tree)), 1)
