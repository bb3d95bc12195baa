"""Reservations against text and data mining, wherever a publisher states them."""

from __future__ import annotations

import pytest

from pipeline.models import RawDocument
from pipeline.parse import opt_out, reserved_by_site

AGENT = "Dateline/0.1 (+https://desk.example)"
URL = "https://harbour.example/tides/1.html?page=2"


def page(head: str = "", *, content: bytes | None = None, **headers: str) -> RawDocument:
    body = content if content is not None else f"<html><head>{head}</head><body><p>Tides.</p></body></html>".encode()
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return RawDocument(URL, URL, body, "text/html", "utf-8", 200, named)


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (page(tdm_reservation="1"), "tdm-reservation (header)"),
        (page('<meta name="TDM-Reservation" content="1">'), "tdm-reservation (meta)"),
        (page("<meta content=1 name=tdm-reservation>"), "tdm-reservation (meta)"),
        (page('<meta name="robots" content="index, NoAI">'), "noai (meta)"),
        (page('<meta name="dateline" content="noai">'), "noai (meta)"),
        (page(x_robots_tag="noindex, noai"), "noai (header)"),
        (page(x_robots_tag="otherbot: noindex, dateline: noai"), "noai (header)"),
        (page(x_robots_tag="max-snippet: 20, noai"), "noai (header)"),
        (page(x_robots_tag="index, max-image-preview:large, noai"), "noai (header)"),
        (page(x_robots_tag="unavailable_after: Monday, 25 Jun 2030 15:00:00 PST, noai"), "noai (header)"),
        (page('<meta name="robots" content="max-image-preview: standard, noai">'), "noai (meta)"),
        (page("<style>" + "p{margin:0}" * 20_000 + '</style><meta name="robots" content="noai">'), "noai (meta)"),
        (page(tdm_reservation="1, 1"), "tdm-reservation (header)"),
        (page(tdm_reservation="0, 1"), "tdm-reservation (header)"),
        (page(content='<meta name="robots" content="noai">'.encode("utf-16")), "noai (meta)"),
    ],
)
def test_a_reservation_is_found_where_it_is_stated(raw: RawDocument, said: str) -> None:
    assert opt_out(raw, agent=AGENT) == said


@pytest.mark.parametrize(
    "raw",
    [
        page(),
        page(tdm_reservation="0"),
        page(tdm_reservation="yes"),
        page('<meta name="tdm-reservation" content="0">'),
        page('<meta name="tdm-reservation" content="1">', tdm_reservation="0"),
        page('<!-- <meta name="tdm-reservation" content="1"> -->'),
        page('<meta name="otherbot" content="noai">'),
        page('<meta name="robots" content="noindex, noimageai">'),
        page("<title>tdm-reservation and noai explained</title>"),
        page(x_robots_tag="otherbot: noai, noindex"),
        page(content=b"\0\xff noai" * 1000),
        page(content=b""),
    ],
)
def test_nothing_else_is_a_reservation(raw: RawDocument) -> None:
    assert opt_out(raw, agent=AGENT) is None


@pytest.mark.parametrize(
    ("rules", "reserved"),
    [
        ('[{"location": "/tides/*", "tdm-reservation": 1}]', True),
        ('[{"location": "/tides", "tdm-reservation": 1, "tdm-policy": "https://harbour.example/policy.json"}]', True),
        ('[{"location": "/*.html?page=2$", "tdm-reservation": 1}]', True),
        ('[{"location": "/*/1*=*", "tdm-reservation": 1}]', True),
        ('[{"location": "/tides/1.html$", "tdm-reservation": 1}]', False),
        ('[{"location": "/tides/*", "tdm-reservation": 0}, {"location": "/*", "tdm-reservation": 1}]', False),
        ('[{"location": "/boats/*", "tdm-reservation": 1}]', False),
        ('[{"location": "tides", "tdm-reservation": 1}, 7, null]', False),
        ('{"location": "/", "tdm-reservation": 1}', False),
        ("<html>Not found</html>", False),
        ("[" * 100_000, False),
        ("", False),
    ],
)
def test_a_sites_rules_hold_for_what_they_match_and_the_first_decides(rules: str, reserved: bool) -> None:
    assert reserved_by_site(rules, URL) is reserved


def test_a_location_full_of_stars_takes_no_time() -> None:
    rules = '[{"location": "/' + "*a" * 5_000 + '*b$", "tdm-reservation": 1}]'
    assert reserved_by_site(rules, "https://harbour.example/" + "a" * 50_000) is False
