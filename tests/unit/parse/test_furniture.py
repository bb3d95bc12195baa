"""Lines of advertisements, players, newsletters, live blogs and pointers, and text that begins as they do."""

from __future__ import annotations

import pytest

from pipeline.parse.blocks import cut_blocks
from pipeline.parse.furniture import furniture, is_furniture
from pipeline.parse.tree import read_tree


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement",
        "- ADVERTISEMENT -",
        "Story continues below advertisement",
        "Article continues after ad",
        "Anzeige",
        "Der Artikel wird nach der Anzeige fortgesetzt",
        "Publicité",
        "La suite après la publicité",
        "Publicidad",
        "Реклама",
        "Continua después de la publicidad",
        "Video Player is loading.",
        "Current Time 0:00",
        "Your browser does not support the video element.",
        "Listen to this article",
        "Listen (4 min)",
        "5 min read",
        "Lesezeit: 4 Minuten",
        "Copy link",
        "Share",
        "Partager",
        "Sign up for our daily briefing and get the best of the quay in your inbox.",
        "Sign up to our newsletter",
        "Sign up for our island letter",
        "Plenty more where that came from. Sign up today to get the island letter delivered to your inbox",
        "Get the best of the quay right in your inbox.",
        "Click here to subscribe to the Gazette",
        "Subscribe to the Quay YouTube channel for all of the latest boats",
        "Uppdaterad 15.59 | Publicerad 14.14",
        "Get the day's headlines delivered to your inbox every weekday.",
        "By signing up you agree to our terms and privacy policy.",
        "Melden Sie sich hier für unseren Newsletter an",
        "Newsletter: Melden Sie sich für unseren Newsletter an",
        "An dieser Stelle steht ein Beitrag von X. Dazu müssen Sie zustimmen, dass Cookies gesetzt werden.",
        "Inscrivez-vous à notre newsletter",
        "Suscríbete a nuestro boletín y recibe cada mañana las noticias del muelle",
        "Iscriviti alla newsletter",
        "Assine nossa newsletter",
        "Schrijf je in voor onze nieuwsbrief",
        "Подписывайтесь на наш канал в Telegram",
        "Join our WhatsApp channel for news of the quay",
        "Load more updates",
        "Show key events only",
        "Please turn on JavaScript to use this feature",
        "Auto update on",
        "12 minutes ago",
        "14:05",
        "延伸阅读：渡轮缩减班次",
        "関連記事：フェリーが便を減らす",
        "اقرأ أيضا: العبارات تقلص رحلاتها",
        "分享",
        "写真：山田太郎",
        "Фото: Иван Котов / ТАСС",
        "责任编辑：李娜",
        "2.05pm BST",
        "© 2026 Quay Gazette. All rights reserved.",
        "Filed under: Harbour",
        "Was this article helpful?",
        "Your email address will not be published.",
        "Support our journalism. Give today and keep the lamp burning.",
        "Download our app for the latest news.",
        "Also read: Ten bridges that never opened",
        "Lesen Sie auch: Zehn Brücken, die nie eröffnet wurden",
        "This site uses cookies. By reading on you accept that a cookie is kept on your device.",
        "We and our 842 partners use cookies to keep personal data on your device. You can accept or reject them.",
    ],
)
def test_what_a_page_says_for_itself_is_no_part_of_its_article(line: str) -> None:
    (block,) = cut_blocks(read_tree(f"<p>{line}</p>"))
    assert is_furniture(block)


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement for boats fell by a third last year, the quay's office said.",
        "Listen to this article of faith, said the priest: the sea gives back nothing.",
        "Share prices fell on Monday.",
        "Sign up sheets for the lifeboat hung in every shop of the town.",
        "The newsletter of the lifeboat has nine readers.",
        "Click here to see the lamp, said the page, and nothing moved.",
        "Subscribe to the view that boats are safe and you will be called a fool.",
        "They get the news in your inbox before you do, he said.",
        "14:05 The lifeboat leaves the harbour.",
        "Also read the sermon of Sunday: it was about boats.",
        "Anzeigen gingen bei der Polizei bis Montag keine ein.",
        "Copyright law changed on Monday",
        "Get the new app, the council told everybody who rows.",
        "Sign up forms of nine newsletters broke the law, the data office said.",
        "Subscribe buttons of newsletters were shown before anybody was asked.",
        "Seguridad en Facebook",
        "Support our troops, the posters said, and nobody did.",
        "The copyright of the map has ended.",
        "Load more coal, the captain cried.",
        "The office said that consent to cookies must be asked of readers, and fined nine papers.",
        "A browser that minds your privacy keeps no cookies, or keeps each one where only its own site can see it.",
        "Some browsers refuse cookies of others by default; a cookie that you never asked for cannot follow you there.",
    ],
)
def test_sentences_that_begin_as_such_lines_do_are_text(line: str) -> None:
    (block,) = cut_blocks(read_tree(f"<p>{line}</p>"))
    assert not is_furniture(block)


def test_hours_and_words_of_tables_and_lists_are_none_of_these() -> None:
    page = "<table><tr><td>Advertising</td><td>14:05</td></tr></table><dl><dt>15:10</dt></dl><ul><li>Werbung</ul>"
    blocks = cut_blocks(read_tree(page))
    assert not any(map(is_furniture, blocks))


def test_a_list_of_links_goes_with_the_heading_that_sends_there() -> None:
    page = (
        "<p>The bridge opened at noon.</p><h3>Related stories</h3><ul><li><a href=/a>Ten bridges that never opened</a>"
        "<li><a href=/b>Why the ferry sails on</a></ul><p>The band <a href=/c>played</a> until midnight.</p>"
    )
    blocks = cut_blocks(read_tree(page))
    assert [blocks[number].text for number in sorted(furniture(blocks, range(5)))] == [
        "Related stories",
        "Ten bridges that never opened",
        "Why the ferry sails on",
    ]


def test_a_heading_that_sends_nowhere_and_a_list_of_links_without_one_stay() -> None:
    page = "<h3>Related stories</h3><p>They were told at dusk.</p><h3>Where to give</h3><li><a href=/a>The lifeboat</a>"
    assert furniture(cut_blocks(read_tree(page)), range(4)) == set()


BEGINNING = "The bridge opened at noon, and the band played on it until midnight. " * 4


def boxed(markup: str) -> list[str]:
    blocks = cut_blocks(read_tree(f"<article><p>{BEGINNING}</p></article>{markup}"))
    return [blocks[number].text for number in sorted(furniture(blocks, range(len(blocks))))]


def test_a_box_that_opens_with_a_heading_of_other_articles_goes_whatever_it_holds() -> None:
    box = "<div><div><h3>Related posts</h3></div><article><p>The ferry sails on.</p></article><p>So do we.</p></div>"
    assert boxed(f"{box}<p>Noon</p>") == ["Related posts", "The ferry sails on.", "So do we."]


def test_a_heading_of_other_articles_inside_an_article_takes_no_paragraphs_with_it() -> None:
    assert boxed("<div><p>Noon</p><h3>Related posts</h3><p>The ferry sails on.</p></div>") == []
    assert boxed("<div><h3>More on the bridge</h3><p>It is of oak.</p></div>") == []
    assert boxed("<div><p>Related posts</p><p>The poles are two.</p></div>") == []


def test_a_page_that_begins_with_such_a_heading_is_no_box() -> None:
    blocks = cut_blocks(read_tree(f"<main><h2>Latest news</h2><p>{BEGINNING}</p></main>"))
    assert furniture(blocks, range(2)) == set()


def test_a_headline_in_capitals_that_is_a_link_leads_to_another_article() -> None:
    line = "FERRY COMPANY SINKS ITS OWN SLOGAN, MAYOR LAUGHS"
    page = (
        f"<p><a href=/a>{line}</a></p><p>{line}</p><p><a href=/a>{line.lower()}</a></p><p><a href=/b>TIMETABLE</a></p>"
    )
    assert [is_furniture(block) for block in cut_blocks(read_tree(page))] == [True, False, False, False]
