"""Made-up wire stories for tests, any number of them, no two alike, with the pages and feeds around them."""

from __future__ import annotations

import html
import random
from collections.abc import Sequence
from dataclasses import dataclass

from tests.publisher import Publisher

_PEOPLE = ("Ann Lee", "Omar Haddad", "Inés Robledo", "Jonas Berg", "Amara Diallo", "Keiko Mori", "Pavel Novak")
_PLACES = ("Oslo", "Nairobi", "Lisbon", "Toronto", "Tunis", "Geneva", "Lima", "Jakarta", "Vienna", "Dakar")
_BODIES = ("the United Nations", "the World Bank", "the African Union", "the European Commission", "UNICEF")
_THINGS = ("harbour", "railway", "clinic", "library", "dam", "market", "school", "bridge", "museum", "airport")
_DEEDS = ("opens again", "closes for repairs", "wins a grant", "gets a new director", "counts its visitors")


@dataclass(frozen=True)
class Story:
    """An invented story; the same number always gives the same one."""

    number: int
    title: str
    paragraphs: tuple[str, ...]

    @property
    def path(self) -> str:
        """Where its page is."""
        return f"/news/{self.number}.html"


def story(number: int, *, paragraphs: int = 6) -> Story:
    """The story of this number."""
    chance = random.Random(number)
    place, thing, deed = chance.choice(_PLACES), chance.choice(_THINGS), chance.choice(_DEEDS)
    title = f"The {thing} of {place} {deed}, report {number}"
    return Story(number, title, tuple(_paragraph(chance, place, thing, number, no) for no in range(paragraphs)))


def page(told: Story) -> bytes:
    """The story's page, with a little of what stands around an article."""
    body = "".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in told.paragraphs)
    return (
        f"<!doctype html><html lang=en><head><title>{told.title} | Test Wire</title>"
        f'<meta property="og:title" content="{told.title}"><meta property="og:site_name" content="Test Wire">'
        f'<meta property="article:published_time" content="2026-11-0{1 + told.number % 9}T08:00:00Z"></head>'
        '<body><nav><a href="/">Home</a> <a href="/news">News</a></nav>'
        f"<article><h1>{told.title}</h1>{body}</article><footer>Test Wire, Harbour Street 1</footer></body></html>"
    ).encode()


def feed(stories: Sequence[Story], base: str, *, content: bool = False) -> bytes:
    """An RSS feed of the stories; with `content` it carries them whole."""
    entries = "".join(
        f"<item><title>{html.escape(told.title)}</title><link>{base}{told.path}</link><guid>{told.path}</guid>"
        + (f"<description>{html.escape(_whole(told))}</description>" if content else "")
        + "</item>"
        for told in stories
    )
    return f'<rss version="2.0"><channel><title>Test Wire</title><link>{base}</link>{entries}</channel></rss>'.encode()


def serve(publisher: Publisher, numbers: Sequence[int], *, path: str = "/feed.rss", delay: float = 0.0) -> str:
    """Serve these stories and a feed of them; gives the feed's URL. Pages answer after `delay` seconds."""
    stories = [story(number) for number in numbers]
    for told in stories:
        publisher.add(told.path, page(told), delay=delay)
    publisher.add(path, feed(stories, publisher.url("")), media_type="application/rss+xml")
    return publisher.url(path)


def _whole(told: Story) -> str:
    return "".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in told.paragraphs)


def _paragraph(chance: random.Random, place: str, thing: str, number: int, no: int) -> str:
    person, other, body = chance.choice(_PEOPLE), chance.choice(_PEOPLE), chance.choice(_BODIES)
    away, count = chance.choice(_PLACES), chance.randrange(12, 9000)
    return chance.choice(
        (
            f"{person} said on Monday that the {thing} of {place} had counted {count} visitors, according to paper "
            f"{number} of {body}. A second count is due in {away} before the end of the year.",
            f"The plan, drawn up with {body}, costs ${count},000 and was signed in {away} by {person} and {other}."
            f" Nobody in {place} had expected page {no} of the file to be read aloud.",
            f"“We have waited {count} days for this,” said {person}, who looks after the {thing} in {place}."
            f" {other}, who came from {away}, asked for patience and for file {number}.",
        )
    )
