"""An article's title: of a page's claims the one that names the article and not the site."""

from __future__ import annotations

import re
from itertools import pairwise
from urllib.parse import urlsplit

from pipeline.parse.clean import plain_line
from pipeline.parse.dates import read_date
from pipeline.parse.evidence import Claim, Evidence

_SEPARATOR = re.compile(
    r"\s+(?:[|·•»«–—―-]+|::|[:/])\s+|\s*[|»]\s*|(?<=[\u3000-\u9fff\uac00-\ud7af])_(?=[\u3000-\u9fff\uac00-\ud7af])"
)
_BRACKETED = re.compile(r"\s*[(\[]([^()\[\]]{2,60})[)\]]$")
_LOOSE_END = re.compile(r"\s*[-–—|ㅣ·•»:]")
MAX_TITLE = 500
LEAST = 2 / 3
"""Share of a title's words that another form of it has at least."""


def choose_title(evidence: Evidence, *, url: str) -> Claim:
    """The best title with the evidence for it; an empty claim when the page has none.

    The claim that JSON-LD and OpenGraph agree on comes first, then the most trusted. A heading stands in where there
    are none, or where the claim is a heading cut short.
    """
    claims = [Claim(line, c.source) for c in evidence.titles if (line := plain_line(c.value, limit=MAX_TITLE))]
    if evidence.page_title:
        claims.append(Claim(evidence.page_title[:MAX_TITLE], "html"))
    site = site_words(evidence, url=url)
    others = [*(claim.value for claim in claims), *(line for line in evidence.headings if _is_told(line))]
    claims = [Claim(strip_site(c.value, site=site, others=others), c.source) for c in claims]
    claims = [c for c in claims if c.value and fold(c.value) not in site]
    if claims:
        return _uncut(_plainer(_most_said(claims), claims), evidence.headings)
    headings = [h for h in evidence.headings if fold(h) not in site]
    return Claim(headings[0][:MAX_TITLE], "html") if headings else Claim("", "")


def _most_said(claims: list[Claim]) -> Claim:
    """The claim that JSON-LD and OpenGraph agree on, else the first.

    Publishers write one title for search engines, one to be shared, one to be read; two that agree are the article's.
    """
    kinds: dict[str, set[str]] = {}
    for claim in claims:
        kinds.setdefault(fold(claim.value), set()).add(claim.source)
    return max(claims, key=lambda claim: len(kinds[fold(claim.value)] & {"json-ld", "opengraph"}))


def _plainer(claim: Claim, claims: list[Claim]) -> Claim:
    """OpenGraph's title where it is the claim with a third of the words left out at most, else the claim.

    Publishers add words to a headline for those who search; the one to be shared stays as it was written.
    """
    words = _words(claim.value)
    for other in claims:
        said = _words(other.value)
        if other.source == "opengraph" and max(4, LEAST * len(words)) <= len(said) < len(words):
            rest = iter(words)
            if all(word in rest for word in said) and not other.value.endswith(("…", "...")):
                return other
    return claim


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _uncut(claim: Claim, headings: tuple[str, ...]) -> Claim:
    """The heading that a claim with '…' at its end is the beginning of, else the claim."""
    if claim.value.endswith(("…", "...")):
        start = fold(claim.value)
        for heading in headings:
            if len(start) > 10 and fold(heading).startswith(start):
                return Claim(heading[:MAX_TITLE], "html")
    return claim


def site_words(evidence: Evidence, *, url: str) -> set[str]:
    """The names under which the page's site may stand in its titles, folded."""
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    names = {host, host.split(".")[0], ".".join(host.split(".")[-2:]), evidence.site_name or "", *evidence.publishers}
    names |= {".".join(host.split(".")[-2:]).split(".")[0]}
    return {fold(name) for name in names} - {""}


def strip_site(title: str, *, site: set[str], others: list[str]) -> str:
    """The title without the site's name at its end or start, and without a tail that no other claim has."""
    title = _without_loose_end(title, site=site, others=others)
    bracketed = _BRACKETED.search(title)
    if bracketed and is_site(bracketed[1], site):
        title = title[: bracketed.start()]
    for _ in range(3):
        cuts = list(_SEPARATOR.finditer(title))
        if not cuts:
            return title
        head, tail = title[: cuts[-1].start()], title[cuts[-1].end() :]
        if not tail and head.count("«") > head.count("»"):
            return title  # the last mark closes a quotation
        if head and read_date(tail) is not None and len(tail) <= 20:
            title = head
            continue
        first, rest = title[: cuts[0].start()], title[cuts[0].end() :]
        whole = [fold(other) for other in others]
        if is_site(tail, site) or (head and fold(head) in whole):
            title = head
        elif len(cuts) > 1 and first and _is_told(first) and fold(first) in whole:
            title = first
        elif is_site(first, site) or (rest and fold(rest) in whole):
            title = rest
        elif (end := _site_inside(title, cuts, site=site)) is not None:
            title = title[:end]
        else:
            return title
    return title


def _is_told(heading: str) -> bool:
    """Whether a heading is long enough to be an article's, and no section's."""
    words = len(heading.split())
    return words >= 3 or (words == 2 and len(heading) >= 15) or sum(c > "\u2e7f" for c in heading) >= 4


def _site_inside(title: str, cuts: list[re.Match[str]], *, site: set[str]) -> int | None:
    """Where the mark before the site's name stands, behind which the page's section follows."""
    for before, after in pairwise(cuts):
        if is_site(title[before.end() : after.start()], site):
            return before.start()
    return None


def _without_loose_end(title: str, *, site: set[str], others: list[str]) -> str:
    """The claim that the title begins with, where a mark follows it, with or without spaces, and the site ends it."""
    for other in others:
        rest = title[len(other) :]
        goes_on = len(other) > 10 and title.startswith(other) and _LOOSE_END.match(rest)
        if goes_on and any(fold(rest).endswith(name) for name in site):
            return other
    return title


def is_site(part: str, site: set[str]) -> bool:
    """Whether words are a name of the site, give or take a few letters behind it."""
    bare = fold(part.strip().removeprefix("The ").removeprefix("the "))
    return any(_names_site(folded, site) for folded in {fold(part), bare})


def _names_site(folded: str, site: set[str]) -> bool:
    return bool(folded) and (
        folded in site or any(len(s) >= 5 and folded.startswith(s) and len(folded) < len(s) + 8 for s in site)
    )


def fold(text: str) -> str:
    """The letters and digits alone, without case: equal for spellings that differ in nothing else."""
    return "".join(_words(text))
