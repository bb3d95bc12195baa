"""A small newsroom for tests of what analysts ask: the demo's stories, tagged by a list of names, and one more.

The newest story is of today, so that questions about the newest days have answers whenever the tests run.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from pipeline import identity
from pipeline.extras import Extras, Image
from pipeline.models import (
    Article,
    DateValue,
    FeedEntry,
    Findings,
    Location,
    Mention,
    Place,
    Quantity,
    Quote,
    RawDocument,
    Sentence,
    Stage,
)
from pipeline.storage import Connection, again, articles, claims, documents, sources
from pipeline.storage.documents import Discovery
from tests.builders import LEASE, WORKER

SOURCE = "https://harbour.example/feed"
TODAY = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
NAMES = {
    "Lisbon": "GPE", "Nairobi": "GPE", "Kenya": "GPE", "Austria": "GPE", "Hungary": "GPE", "Germany": "GPE",
    "Budapest": "GPE", "Vienna": "GPE", "European Union": "ORG", "European Commission": "ORG", "World Bank": "ORG",
    "United Nations": "ORG", "UNICEF": "ORG", "African Union": "ORG", "Teresa Vilhena": "PERSON",
    "Ilse Brandauer": "PERSON", "Bram Oosterling": "PERSON", "Simone Archambault": "PERSON", "Tuesday": "DATE",
}  # fmt: skip
PLACES = {
    "Nairobi": Place("Nairobi", "city", "KE", 30, -1.28, 36.82, 2_750_000, 184745),
    "Kenya": Place("Kenya", "country", "KE", None, 1.0, 38.0, 0, 192950),
    "Lisbon": Place("Lisbon", "city", "PT", 14, 38.72, -9.13, 517_000, 2267057),
    "Budapest": Place("Budapest", "city", "HU", 5, 47.5, 19.04, 1_741_000, 3054643),
    "Vienna": Place("Vienna", "city", "AT", 9, 48.21, 16.37, 1_691_000, 2761369),
}
FLOOD = (
    "Water rose in Budapest. Hungary asked Austria and the European Union for help.\n\n"
    "At least 12 people were killed. Damage of $2.5 billion was feared.\n\nThe ministers meet in Vienna on the 20th."
)
_SAID = re.compile(r"“(?P<words>[^”]+)” (?P<cue>said) (?:Dr\. )?(?P<speaker>\w+ \w+)")


@dataclass(frozen=True)
class Told:
    """A story: its headline, text and authors, the language, and how many days ago it came out."""

    title: str
    text: str
    authors: tuple[str, ...]
    language: str
    days_ago: int


def told() -> list[Told]:
    """The demo's stories in order, and the flood, which is the newest."""
    path = Path(__file__).parent.parent / "pipeline" / "cli" / "demo" / "texts.toml"
    stories = tomllib.loads(path.read_text(encoding="utf-8"))["stories"]
    newest = max(story["published"] for story in stories)
    return [
        Told(
            story["title"], "\n\n".join(story["paragraphs"]), tuple(story["authors"]), story.get("language", "en"),
            1 + (newest.date() - story["published"].date()).days,
        )
        for story in stories
    ] + [Told("Flood on the Danube", FLOOD, (), "en", 0)]  # fmt: skip


def open_newsroom(conn: Connection) -> list[int]:
    """Publish the stories by the way that every document goes, and reject one entry; gives the articles' numbers."""
    source_id = sources.add_source(conn, SOURCE, url_key=identity.url_key(SOURCE))[0]
    discovered(conn, source_id, "left behind")
    return [tell(conn, source_id, str(number), story) for number, story in enumerate(told())]


def tell(conn: Connection, source_id: int, name: str, story: Told) -> int:
    """Publish one story; gives its number."""
    number = discovered(conn, source_id, name)
    fetched = claims.claim_fetch(conn, number, lease=LEASE)
    assert fetched is not None
    content = RawDocument(fetched.url, fetched.url, name.encode(), media_type="text/html")
    assert documents.save_raw(conn, fetched, content, body_key=identity.body_key(content.content), worker=WORKER)
    return publish(conn, number, story)


def echo(conn: Connection) -> tuple[int, int]:
    """What other publishers and second thoughts do: Iceland's story is told again with another end, and then its own
    headline and one sentence are changed; gives the story's number and the copy's.
    """
    number, story = 5, told()[3]
    paragraphs = story.text.split("\n\n")
    copy = replace(story, title="House by house", text="\n\n".join(["By our staff", *paragraphs[:-1]]), authors=())
    second = tell(conn, 1, "echo", copy)
    again.requeue_documents(conn, [number], stage=Stage.PARSE, worker=WORKER)
    conn.execute("update ingest.documents set purpose = 'revise' where document_id = %s", (number,))
    own = f"{story.text} The move is to end in spring."
    return publish(conn, number, replace(story, title=f"{story.title}, slowly", text=own)), second


def publish(conn: Connection, number: int, story: Told) -> int:
    """Publish a story as that of a document that was fetched; gives the document's number."""
    parsed = claims.claim_parse(conn, number, lease=LEASE)
    assert parsed is not None and parsed.raw is not None
    article = Article(
        url=parsed.url, title=story.title, text=story.text, authors=story.authors, language=story.language,
        published_at=TODAY - timedelta(days=story.days_ago), published_precision="day",
        sentences=sentences(story.text), text_source="blocks",
        extras=Extras(images=(Image(f"https://quay.example/{number}.jpg", "A quay", story.title, "Ann Lee"),)),
    )  # fmt: skip
    key = identity.text_key(article.title, article.text)
    assert documents.save_parsed(conn, parsed, article, text_key=key, body_source="page", worker=WORKER)
    claim = claims.claim_enrich(conn, number, lease=LEASE)
    assert claim is not None
    with conn.transaction():
        assert documents.advance_enriched(conn, claim, worker=WORKER)
        assert articles.publish_article(conn, claim, findings(article), canonical_url=parsed.url)
    return number


def discovered(conn: Connection, source_id: int, name: str) -> int:
    """Announce an entry; gives its document."""
    url = f"https://harbour.example/{name}"
    entry = Discovery(FeedEntry(identity=name, url=url), identity.entry_key(name), url, identity.url_key(url))
    return documents.discover_documents(conn, source_id, [entry], worker=WORKER)[0]


def sentences(text: str) -> tuple[Sentence, ...]:
    """Sentences as far as full stops tell."""
    found = []
    for match in re.finditer(r"\S[^\n]*?(?:[.!?]”?(?= )|(?=\n|$))", text):
        start, end = match.span()
        found.append(Sentence(len(found), text[:start].count("\n\n"), start, end, match[0]))
    return tuple(found)


def findings(article: Article) -> Findings:
    """The listed names, their places, the quotes with `said`, and the flood's figures and day."""
    pattern = re.compile("|".join(rf"\b{name}\b" for name in NAMES))
    named = [(match, match[0]) for match in pattern.finditer(article.text)]
    mentions = tuple(Mention(NAMES[name], *match.span(), name, name) for match, name in named)
    located = tuple(Location(no, PLACES[name], 0.9, "listed") for no, (_, name) in enumerate(named) if name in PLACES)
    starts = {mention.start_char: no for no, mention in enumerate(mentions)}
    quotes = tuple(
        Quote(*match.span("words"), match["words"], "direct", match["cue"], match["speaker"], match.start("speaker"),
              starts.get(match.start("speaker")))
        for match in _SAID.finditer(article.text)
    )  # fmt: skip
    return Findings(mentions, "list@1", located, dates=_days(article), quotes=quotes, quantities=_figures(article.text))


def _days(article: Article) -> tuple[DateValue, ...]:
    at = article.text.find("the 20th")
    day = TODAY + timedelta(days=20)
    if at < 0:
        return ()
    return (DateValue(at, at + 8, "the 20th", day, day + timedelta(days=1), "day", False, None),)


def _figures(text: str) -> tuple[Quantity, ...]:
    listed = (
        ("At least 12 people were killed", "casualties", Decimal(12), "killed", "at-least"),
        ("$2.5 billion", "money", Decimal(2_500_000_000), "USD", None),
        ("$18 million", "money", Decimal(18_000_000), "USD", None),
    )
    found = [(text.find(words), words, *rest) for words, *rest in listed]
    return tuple(
        Quantity(at, at + len(words), words, kind, value, None, unit, False, bound)
        for at, words, kind, value, unit, bound in found if at >= 0
    )  # fmt: skip
