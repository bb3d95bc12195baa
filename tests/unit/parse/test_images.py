"""The pictures with an article: which are its own, what stands below them, and whose they are."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest

from pipeline.extras import Image
from pipeline.parse import parse_page
from pipeline.parse.images import MAX_IMAGES, split_credit

URL = "https://quay.example/news/ferry"
WORDS = "The ferry to the outer islands was held in port on Monday after its pilot overslept, the harbour master said. "
BODY = f"<p>{WORDS}</p><p>{WORDS * 2}</p><p>It sailed at noon, with all of those who had waited for it on the quay.</p>"


def images(figures: str, *, head: str = "", node: dict[str, Any] | None = None) -> tuple[Image, ...]:
    data = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Ferry held", **(node or {})}
    script = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    page = f"<html><head>{head}{script}</head><body><article><h1>Ferry held</h1>{BODY}{figures}</article></body></html>"
    return parse_page(page.encode(), url=URL).extras.images


@pytest.mark.parametrize(
    ("figure", "image"),
    [
        (
            "<figure><img src=/1.jpg alt='A ferry'><figcaption>The ferry at its pier.</figcaption></figure>",
            Image("https://quay.example/1.jpg", "A ferry", "The ferry at its pier.", None),
        ),
        (
            "<figure><img src=/1.jpg><figcaption>The ferry at its pier. (Photo: Ann Lee)</figcaption></figure>",
            Image("https://quay.example/1.jpg", None, "The ferry at its pier.", "Ann Lee"),
        ),
        (
            "<figure><img src=/1.jpg><figcaption>The ferry. <span class=credit>Bild: Bo Kim/dpa</span></figcaption>"
            "</figure>",
            Image("https://quay.example/1.jpg", None, "The ferry.", "Bo Kim/dpa"),
        ),
        (
            "<figure><img src=/1.jpg><figcaption>The ferry.</figcaption><cite>© Ann Lee</cite></figure>",
            Image("https://quay.example/1.jpg", None, "The ferry.", "Ann Lee"),
        ),
        (
            "<figure><img src=/1.jpg><figcaption>The ferry | Image Credits: <span class='photo-credit'>Quay Co."
            "</span></figcaption></figure>",
            Image("https://quay.example/1.jpg", None, "The ferry", "Quay Co"),
        ),
        (
            "<figure><img src='data:image/gif;base64,AA' data-src=/2.jpg><figcaption>Late.</figcaption></figure>",
            Image("https://quay.example/2.jpg", None, "Late.", None),
        ),
        (
            "<figure><picture><source srcset='/3.webp 1x, /4.webp 2x'><img></picture></figure>",
            Image("https://quay.example/3.webp", None, None, None),
        ),
        (
            "<div class='wp-caption alignleft'><img src=/5.jpg><p class='wp-caption-text'>The quay. Foto: Bo Kim</p>"
            "</div>",
            Image("https://quay.example/5.jpg", None, "The quay.", "Bo Kim"),
        ),
        (
            "<figure><img src='https://cdn.example/c_fill,w_500/6.jpg'><figcaption>The quay</figcaption></figure>",
            Image("https://cdn.example/c_fill,w_500/6.jpg", None, "The quay", None),
        ),
        (
            "<figure><img srcset='/c_fill,w_500/7.jpg 500w, /8.jpg 900w'><figcaption>The quay</figcaption></figure>",
            Image("https://quay.example/c_fill,w_500/7.jpg", None, "The quay", None),
        ),
        (
            "<figure><img src=' /old quay.jpg '><figcaption>The quay</figcaption></figure>",
            Image("https://quay.example/old%20quay.jpg", None, "The quay", None),
        ),
        (
            "<figure><amp-img src=/9.jpg alt='A quay'></amp-img><figcaption>The quay</figcaption></figure>",
            Image("https://quay.example/9.jpg", "A quay", "The quay", None),
        ),
        (
            "<div class='article-image'><div class='img-wrap'><img src=/10.jpg></div><p class='caption'>"
            "The quay at dawn. <span class='credit'>Ann Lee</span></p></div>",
            Image("https://quay.example/10.jpg", None, "The quay at dawn.", "Ann Lee"),
        ),
    ],
)
def test_a_figure_is_a_picture_with_its_caption_and_its_credit_apart(figure: str, image: Image):
    assert images(figure) == (image,)


@pytest.mark.parametrize(
    "figure",
    [
        "<a href=/other><figure><img src=/1.jpg></figure></a>",
        "<figure><a href=/other><img src=/1.jpg><figcaption>Bridge opens</figcaption></a></figure>",
        "<aside><figure><img src=/1.jpg><figcaption>Bridge</figcaption></figure></aside>",
        "<div class='related-stories'><figure><img src=/1.jpg><figcaption>Bridge</figcaption></figure></div>",
        "<figure><blockquote>No picture at all.</blockquote></figure>",
        "<figure><img src='javascript:void(0)'></figure>",
        "<figure><img src='java&#10;script:void(0)'></figure>",
        "<figure><img src='https://ann:secret@quay.example/1.jpg'></figure>",
        "<figure><img src=/pixel.gif width=1 height=1></figure>",
        "<div class='image'><img src=/1.jpg></div>",
    ],
    ids=[
        "a link",
        "a linked caption",
        "an aside",
        "related",
        "no picture",
        "no address",
        "hidden script",
        "password",
        "pixel",
        "no caption",
    ],
)
def test_pictures_of_other_stories_and_figures_without_one_are_none_of_the_articles(figure: str):
    assert images(figure) == ()


def test_the_lead_image_comes_first_and_takes_from_its_figure_and_the_pages_data_what_they_know():
    head = '<meta property="og:image" content="/1.jpg?w=1200"><meta property="og:image:alt" content="A ferry">'
    figure = (
        "<figure><img src=/2.jpg></figure><figure><img src=/1.jpg?w=600><figcaption>At its pier.</figcaption></figure>"
    )
    node = {"image": [{"@type": "ImageObject", "url": "/1.jpg", "creditText": "Photo: Ann Lee"}]}
    lead, other = images(figure, head=head, node=node)
    assert lead == Image("https://quay.example/1.jpg?w=1200", "A ferry", "At its pier.", "Ann Lee")
    assert other == Image("https://quay.example/2.jpg", None, None, None)


@pytest.mark.parametrize(
    ("caption", "parts"),
    [
        ("A pier at dawn (AP Photo/Ann Lee)", ("A pier at dawn", "AP Photo/Ann Lee")),
        ("A pier at dawn. Photograph: Ann Lee/Quay Pictures", ("A pier at dawn", "Ann Lee/Quay Pictures")),
        ("A pier at dawn © Ann Lee", ("A pier at dawn", "Ann Lee")),
        ("A pier at dawn. Crédit photo : Ann Lee", ("A pier at dawn", "Ann Lee")),
        ("Photo by Ann Lee", ("", "Ann Lee")),
        ("The photo shows a pier at dawn.", ("The photo shows a pier at dawn.", None)),
        ("FILE - A pier at dawn", ("FILE - A pier at dawn", None)),
        ("A pier (left) at dawn", ("A pier (left) at dawn", None)),
    ],
)
def test_a_credit_that_ends_a_caption_is_told_apart(caption: str, parts: tuple[str, str | None]):
    text, credit = split_credit(caption)
    assert (text.rstrip(" ."), credit) == (parts[0].rstrip(" ."), parts[1])


def test_a_page_of_nothing_but_figures_keeps_the_first_ones():
    many = "".join(f"<figure><img src=/{n}.jpg><figcaption>No {n}.</figcaption></figure>" for n in range(2_000))
    assert [one.caption for one in images(many)] == [f"No {n}." for n in range(MAX_IMAGES)]


def test_of_figures_inside_each_other_the_innermost_is_the_picture():
    inner = "<figure><img src=/1.jpg><figcaption>At its pier.</figcaption></figure>"
    assert [one.caption for one in images(f"<figure>{inner}<figcaption>All of them.</figcaption></figure>")] == [
        "At its pier."
    ]


@pytest.mark.parametrize(
    ("caption", "parts"),
    [
        ("She holds a photo: her father in 1940", ("She holds a photo: her father in 1940", None)),
        ("The mayor and her deputy (left/right)", ("The mayor and her deputy (left/right)", None)),
        ("The quay in fog Photo: Ann Lee", ("The quay in fog", "Ann Lee")),
        ("Le port. • Crédits : Ann Lee", ("Le port.", "Ann Lee")),
        ("Порт. Фото: Иван Петров / ТАСС", ("Порт.", "Иван Петров / ТАСС")),
        ("港の朝。写真：山田太郎", ("港の朝。", "山田太郎")),
        ("The quay on Monday. Ann Lee via Getty Images", ("The quay on Monday.", "Ann Lee via Getty Images")),
        ("Ann Lee/Quay Gazette", ("", "Ann Lee/Quay Gazette")),
        ("The Queen/King debate goes on in town", ("The Queen/King debate goes on in town", None)),
    ],
)
def test_a_credit_is_told_from_words_of_the_caption(caption: str, parts: tuple[str, str | None]):
    assert split_credit(caption) == parts


def test_a_caption_made_to_hurt_takes_no_time() -> None:
    began = time.process_time()
    for caption in ("(" * 2_000, "- " * 1_000, "Photo: " * 285, "A/A " * 500):
        for _ in range(20):
            split_credit(caption)
    assert time.process_time() - began < 0.5
