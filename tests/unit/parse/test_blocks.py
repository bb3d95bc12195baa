"""A page is read block by block: what belongs to the article stays, what stands around it goes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.parse import block_choice, block_model
from pipeline.parse.alignment import align, words_of
from pipeline.parse.block_choice import choose_blocks, without_copies, without_hidden_copies
from pipeline.parse.block_features import NAMES, Page
from pipeline.parse.blocks import Block, cut_blocks
from pipeline.parse.furniture import is_furniture
from pipeline.parse.page import parse_page
from pipeline.parse.reader import shown_elements
from pipeline.parse.tables import held_tables
from pipeline.parse.tree import read_tree

PROSE = [
    "The ferry left the harbour at dawn, two hours late, because the pilot had slept at his sister's that night.",
    "By noon the passengers, most of them nurses on their way to the islands, had eaten all that the kitchen held.",
    "“Nobody told us about the storm,” said the mate, who had sailed the route for eleven years and kept a log of it.",
    "The company promised to pay for the night at the hotel, and the council opened the school hall to the rest.",
    "A second ship is due on Thursday; until then the mail, the bread and the doctor will come by helicopter.",
]
TEASERS = ["Ten gardens to see before the frost", "Why the library stays open late", "Council counts its trees again"]


def page_of(*, body: str) -> bytes:
    """A page with menus, teasers, a newsletter box and a footer around its article."""
    teasers = "".join(f'<li class="teaser"><a href="/{n}">{words}</a></li>' for n, words in enumerate(TEASERS))
    return f"""<html><head><title>Ferry leaves two hours late - The Quay</title></head><body>
    <nav class="menu"><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
    <main><article class="story"><h1>Ferry leaves two hours late</h1>{body}
    <div class="newsletter-signup"><p>Subscribe to our newsletter and never miss a story from the quay again.</p></div>
    </article><aside class="related"><h3>Read more</h3><ul>{teasers}</ul></aside></main>
    <footer><p>Copyright The Quay. All rights reserved. Contact us by e-mail.</p></footer></body></html>""".encode()


def texts(markup: str) -> list[str]:
    return [block.text for block in cut_blocks(read_tree(markup))]


def test_an_article_keeps_its_paragraphs_and_loses_what_stands_around_them():
    article = parse_page(page_of(body="".join(f"<p>{words}</p>" for words in PROSE)), url="https://quay.example/ferry")
    assert article.text.split("\n\n") == PROSE


def test_line_breaks_in_the_markup_of_a_paragraph_cut_nothing():
    body = "".join(f"<div>{words.replace(' ', chr(10) + '      ', 5)}</div>" for words in PROSE)
    article = parse_page(page_of(body=body), url="https://quay.example/ferry")
    assert article.text.split("\n\n") == PROSE


def test_cells_of_a_row_are_one_paragraph():
    rows = "".join(f"<tr><td>Pier {n}</td><td>{n * 40} passengers waited there overnight</td></tr>" for n in (1, 2))
    tree = read_tree(page_of(body=f"<p>{PROSE[0]}</p><table>{rows}</table><p>{PROSE[1]}</p>").decode())
    first = "\n\n".join([PROSE[0], "Pier 1", "40 passengers waited there overnight",
                         "Pier 2", "80 passengers waited there overnight", PROSE[1]])  # fmt: skip
    text = choose_blocks(
        cut_blocks(tree), first, declared="", described=(), titles=(), shown=shown_elements(tree), is_article=True
    ).text
    assert PROSE[0] in text and "Pier 2\n" not in text
    assert all("|" in line for line in text.split("\n\n") if line.startswith("Pier"))


def page_with(*, table: str, first: str) -> tuple[list[Block], Page]:
    tree = read_tree(page_of(body=f"<p>{PROSE[0]}</p>{table}<p>{PROSE[1]}</p>").decode())
    blocks = cut_blocks(tree)
    text = "\n\n".join([PROSE[0], first, PROSE[1]])
    return blocks, Page(blocks, text=text, declared="", described=(), titles=(), shown=shown_elements(tree))


CELLS = "<tr><th>Year</th><th>Cars</th></tr><tr><td>2016</td><td>12,000</td></tr><tr><td>2026</td><td>15,500</td></tr>"
ROWS = "Year | Cars\n\n2016 | 12,000\n\n2026 | 15,500"


def test_a_table_that_both_readers_hold_is_whole_though_its_cells_are_a_number_each():
    blocks, page = page_with(table=f"<table>{CELLS}</table>", first=ROWS)
    assert [blocks[n].text for n in sorted(held_tables(blocks, page))] == [
        "Year", "Cars", "2016", "12,000", "2026", "15,500"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("table", "first"),
    [
        (f"<table>{CELLS}</table>", "Year | Cars"),
        (f"<table hidden>{CELLS}</table>", ROWS),
        ("<table><tr><td>Year</td><td>Cars</td></tr></table>", "Year | Cars"),
        (
            f"<table><tr><td>{PROSE[2] * 3}</td></tr><tr><td>{PROSE[3] * 3}</td></tr></table>",
            f"{PROSE[2]}\n\n{PROSE[3]}",
        ),
        (f"<table>{CELLS.replace('<td>', '<td><a href=/>').replace('</td>', '</a></td>')}</table>", ROWS),
    ],
    ids=["read in part", "not shown", "one row", "layout", "links"],
)
def test_other_tables_are_judged_by_their_cells(table: str, first: str):
    assert held_tables(*page_with(table=table, first=first)) == set()


@pytest.mark.parametrize(
    ("markup", "sends"),
    [
        ("<p>Read more: <a href=/x>Ten bridges that never opened</a></p>", True),
        ("<p><b>À lire aussi</b> <a href=/x>Le pont qui n'ouvrit jamais</a></p>", True),
        ("<p><a href=/x>Читайте также: мост, который так и не открыли</a></p>", True),
        (
            "<p>Read more slowly, said the teacher, and <a href=/x>the class</a> laughed until the bell rang.</p>",
            False,
        ),
        ("<p>Read more: the library lends ten books at a time from Monday.</p>", False),
        ("<p>Relatedly, <a href=/x>the bridge opened</a></p>", False),
        (f"<p>See also <a href=/x>{PROSE[0] * 4}</a></p>", False),
    ],
)
def test_a_line_that_sends_to_another_article_opens_so_and_is_a_link(markup: str, sends: bool):
    (block,) = cut_blocks(read_tree(markup))
    assert is_furniture(block) is sends


@pytest.mark.parametrize(
    "line",
    [
        "Photo: Jo Lund / Getty Images",
        "(Foto: Jo Lund/dpa)",
        "Published: 3 May 2026, 08:15",
        "Stand: 03.05.2026, 08:15 Uhr",
        "Mis à jour le 3 mai 2026 à 8h15",
        "Share this article",
        "Follow us on Facebook and WhatsApp",
        "Tags: harbour, chain",
        "Sign up for our free newsletter and have the harbour in your inbox each morning.",
        "Subscribe now to the Quay Briefing, our weekly e-mail on boats.",
        "Get the best of the Quay straight to your inbox.",
        "Jetzt Newsletter abonnieren",
        "Inscrivez-vous à notre newsletter du matin",
        "Suscríbete gratis a nuestro boletín de la tarde",
        "Подпишитесь на наш канал в Telegram",
        "If you buy something using links in our stories, we may earn a commission.",
        "Ein Klick für den Datenschutz",
    ],
)
def test_lines_that_are_the_pages_own_are_no_part_of_its_article(line: str):
    (block,) = cut_blocks(read_tree(f"<p>{line}</p>"))
    assert is_furniture(block)


@pytest.mark.parametrize(
    "line",
    [
        "Photographs of the quay hang in the hall. They were taken in 1926.",
        "Published in 1926, the book sold nine copies. It is read in every school today.",
        "Follow us to the harbour, said the boy, and they ran after him down the hill. Nobody came back.",
        "Tags were sewn into each coat by the harbour master's aunt.",
        "Stand up, said the teacher.",
        "Sign up for the swim by Friday, the harbour master said, and 300 people did so within an hour.",
        "Get out of the inbox, his wife told him, and he sold the quay's oldest boat that same evening.",
        "Agents may earn a living here. They may not earn a commission.",
        "Newsletter sales fell by a third.",
    ],
)
def test_sentences_that_begin_as_such_lines_do_are_text(line: str):
    (block,) = cut_blocks(read_tree(f"<p>{line}</p>"))
    assert not is_furniture(block)


def test_readers_comments_are_no_part_of_an_article_and_an_article_that_has_some_is_none_of_them():
    said = "I think that the chain should have been replaced ten years ago by people who care for boats, number"
    comments = "".join(f"<div class='comment-body'><b>user{n}</b><p>{said} {n}.</p></div>" for n in range(12))
    body = "".join(f"<p>{words}</p>" for words in PROSE)
    page = f"<div class='post has-comments'><h1>Chain</h1>{body}</div><section id='disqus_thread'>{comments}</section>"
    article = parse_page(f"<html><body>{page}</body></html>".encode(), url="https://quay.example/chain")
    assert article.text.split("\n\n") == PROSE


def test_a_text_that_the_pages_blocks_do_not_hold_stands_as_it_is():
    tree = read_tree(page_of(body="".join(f"<p>{words}</p>" for words in PROSE)).decode())
    declared = "\n\n".join(words[::-1] for words in PROSE)
    assert (
        choose_blocks(
            cut_blocks(tree),
            declared,
            declared=declared,
            described=(),
            titles=(),
            shown=shown_elements(tree),
            is_article=True,
        ).text
        == declared
    )


@pytest.mark.parametrize(
    ("extra", "text"),
    [
        (f"<p>{PROSE[0]}</p>", [PROSE[0], PROSE[0]]),
        (f"<div hidden><p>{PROSE[1]}</p></div>", [PROSE[0]]),
        (f"<p>{PROSE[1]}</p>", PROSE[:2]),
        (f"<p>{PROSE[2]}</p><footer>Imprint of the quay</footer>", [PROSE[0]]),
    ],
)
def test_a_page_of_a_few_blocks_is_what_can_be_seen_of_the_first_reading(extra: str, text: list[str]):
    tree = read_tree(f"<p>{PROSE[0]}</p>{extra}")
    first = "\n\n".join(PROSE[:2] if PROSE[1] in extra else PROSE[:1])
    shown = shown_elements(tree)
    assert (
        choose_blocks(
            cut_blocks(tree), first, declared="", described=(), titles=(), shown=shown, is_article=True
        ).text.split("\n\n")
        == text
    )


def test_an_article_that_its_page_lays_out_twice_is_read_once():
    body = "".join(f"<p>{words}</p>" for words in PROSE)
    article = parse_page(
        page_of(body=f"<div class='wide'>{body}</div><div class='narrow'>{body}</div>"),
        url="https://quay.example/ferry",
    )
    assert article.text.split("\n\n") == PROSE


def test_words_that_come_again_are_kept_where_they_were_written_again():
    def kept(markup: str) -> list[str]:
        blocks = cut_blocks(read_tree(markup))
        return [blocks[number].text for number in without_copies(blocks, range(len(blocks)))]

    refrain = f"<p>{PROSE[0]}</p><p>{PROSE[0]}</p>"
    assert kept(f"<div>{refrain}</div>") == [PROSE[0], PROSE[0]]
    quoted = f"<div>{''.join(f'<p>{words}</p>' for words in PROSE)}</div><blockquote><p>{PROSE[2]}</p></blockquote>"
    assert kept(quoted) == [*PROSE, PROSE[2]]
    short = "<div><p>The quay</p></div><div><p>The quay</p></div>"
    assert kept(short) == ["The quay", "The quay"]


def test_what_nobody_sees_and_is_said_again_where_they_do_is_a_copy():
    def kept(markup: str) -> list[str]:
        blocks = cut_blocks(read_tree(markup))
        return [blocks[number].text for number in without_hidden_copies(blocks, range(len(blocks)))]

    page = "".join(f"<p>{words}</p>" for words in PROSE)
    data = f"<div>The quay</div><div>{' '.join(PROSE)}</div>"
    assert kept(f'{page}<div style="display: none"><div>logo.png</div>{data}</div>') == PROSE
    assert kept(f"<div hidden>{data}</div>{page}") == PROSE
    assert kept(f"<div hidden>{page}</div>") == PROSE
    folded = (
        "<div hidden><p>What the mate wrote in his log that night nobody has read but the pilot's sister.</p></div>"
    )
    assert kept(page + folded)[:5] == PROSE
    assert len(kept(page + folded)) == 6


@pytest.mark.parametrize("box", ["<p>{}</p>", '<div class="tools"><p>{}</p></div>'])
@pytest.mark.parametrize("is_article", [True, False])
def test_what_a_reader_view_shows_is_enough_where_the_page_declares_no_article(
    is_article: bool, box: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(block_choice, "likelihoods", lambda rows: [0.3 if is_article else 0.15] * len(rows))
    body = "".join(f"<p>{words}</p>" for words in PROSE[:4]) + box.format(PROSE[4])
    tree = read_tree(page_of(body=body).decode())
    shown, first = shown_elements(tree), "\n\n".join(PROSE[:4])
    text = choose_blocks(
        cut_blocks(tree), first, declared="", described=(), titles=(), shown=shown, is_article=is_article
    ).text
    assert (text == first) is is_article
    assert (PROSE[4] in text) is not is_article
    assert "Copyright" not in text


def test_what_is_around_a_short_article_stays_out_of_it():
    page = f"<nav><a href=/>Home</a></nav><h1>Ferry</h1><p>{PROSE[0]}</p><p>{PROSE[1]}</p><footer>Imprint</footer>"
    assert parse_page(page.encode(), url="https://quay.example/ferry").text.split("\n\n") == PROSE[:2]


@pytest.mark.parametrize(
    ("markup", "blocks"),
    [
        ("<p>One <b>bold</b> word</p><p>Two</p>", ["One bold word", "Two"]),
        ("<div>Loose<p>inner</p>after</div>", ["Loose", "inner", "after"]),
        ("<p>a<br>b<br><br>c</p>", ["a b", "c"]),
        ("<p>seen<script>x()</script> on</p><button>Go</button><select><option>1</select>", ["seen on"]),
        ("<ul><li>a<li>b</ul><table><tr><td>1<td>2</table>", ["a", "b", "1", "2"]),
        ("<!-- no --><p> \n </p><p>\u00a0x\u00a0</p>", ["x"]),
    ],
)
def test_a_block_ends_where_a_block_element_begins_or_ends(markup: str, blocks: list[str]):
    assert texts(markup) == blocks


def test_of_two_equal_blocks_the_one_between_the_texts_others_is_meant():
    teaser, other = words_of(PROSE[0]), words_of("Something else entirely that no text was made of today")
    blocks = [teaser, other, words_of(PROSE[1]), teaser, words_of(PROSE[2]), other]
    assert align(blocks, "\n\n".join([PROSE[1], PROSE[0], PROSE[2]])) == [0, 0, 1, 1, 1, 0]


def test_blocks_are_found_in_a_text_whatever_its_lines():
    lines = " ".join(PROSE).replace(", ", ",\n\n")
    assert align([words_of(words) for words in PROSE], lines) == [1] * len(PROSE)


def test_short_blocks_are_found_only_where_they_are_a_line_of_their_own():
    assert align([["bread"], ["the", "end"]], "Bread\n\nThey sailed on to the end of the world") == [1, 0]


def test_trees_that_were_fitted_on_other_features_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    told = json.loads(block_model.TREES.read_text("utf-8"))
    stale = tmp_path / "trees.json"
    stale.write_text(json.dumps(told | {"names": told["names"][1:]}), "utf-8")
    monkeypatch.setattr(block_model, "TREES", stale)
    block_model._forest.cache_clear()
    try:
        with pytest.raises(RuntimeError, match="fit_blocks"):
            block_model.likelihoods([[0.0] * len(NAMES)])
    finally:
        block_model._forest.cache_clear()


MARKUP = st.lists(
    st.sampled_from(["<p>", "</p>", "<div class='nav'>", "</div>", "<br>", "<table><tr><td>", "</table>", "<a href=x>",
                     "</a>", "<h1>", "</h1>", "<script>", "</script>", "<li>", "<!-- ", "-->", "<body>", "<?x?>"])
    | st.text(max_size=12), max_size=60,
).map("".join)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(MARKUP, st.text(max_size=80))
def test_any_markup_gives_a_row_of_finite_numbers_a_block(markup: str, text: str):
    tree = read_tree(f"<div>x{markup}</div>")
    blocks = cut_blocks(tree)
    page = Page(blocks, text=text, declared=text, described=[text], titles=[text], shown=shown_elements(tree))
    rows = page.rows()
    assert len(rows) == len(blocks) and all(len(row) == len(NAMES) for row in rows)
    assert all(0 <= likely <= 1 for likely in block_model.likelihoods(rows))
    assert all(0 <= kept <= 1 for kept in page.kept)


def articles(*stories: str, names: tuple[str, ...] = ("story", "story")) -> list[str]:
    """The paragraphs of a page of these stories, each an article with a headline of its own."""
    body = "".join(
        f"<article class='{names[min(n, len(names) - 1)]}'><h1>Story number {n}</h1>{story}</article>"
        for n, story in enumerate(stories)
    )
    page = f"<html><head><title>Story number 0</title></head><body><main>{body}</main></body></html>"
    return parse_page(page.encode(), url="https://quay.example/ferry").text.split("\n\n")


FIRST, NEXT = ("".join(f"<p>{words}</p>" for words in some) for some in (PROSE[:3], PROSE[3:]))


def test_the_next_article_below_the_pages_own_is_none_of_it(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(block_choice, "likelihoods", lambda rows: [0.9] * len(rows))
    assert articles(FIRST, NEXT) == PROSE[:3]
    assert set(PROSE) <= set(articles(FIRST, NEXT, names=("story", "second-half")))


def test_posts_of_one_article_are_its_parts(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(block_choice, "likelihoods", lambda rows: [0.9] * len(rows))
    posts = [f"<p>{words} It was number {n}.</p>" for n, words in enumerate(PROSE * 2)]
    kept = articles(FIRST, *posts)
    assert all(any(words in paragraph for paragraph in kept) for words in PROSE)


@pytest.mark.parametrize(
    ("markup", "lines"),
    [
        ("<div>{0}<br>{1}<br/>{2}</div>", [0, 1, 2]),
        ("<div>{0}<br>{1}<br></div>", [0, 1]),
        ("<div><p>An ad</p><br>{0}<br>{1}</div>", ["An ad", 0, 1]),
        ("<div>{0}<br>{1}<div>An ad</div>{2}</div>", [0, 1, "An ad", 2]),
        ("<p>{0}<br>Quay 5</p>", ["{0} Quay 5"]),
        ("<p>The ferry,<br>the ferry,<br>the ferry is late.</p>", ["The ferry, the ferry, the ferry is late."]),
    ],
)
def test_a_line_break_ends_a_paragraph_where_all_the_lines_are_whole_sentences(markup: str, lines: list[int | str]):
    page = markup.format(*PROSE)
    found = [block.text for block in cut_blocks(read_tree(f"<html><body>{page}</body></html>"))]
    assert found == [PROSE[n] if isinstance(n, int) else n.format(*PROSE) for n in lines]


def test_links_count_in_the_line_that_holds_them():
    page = f"<div>{PROSE[0]}<br>{PROSE[1]} <a href=/x>The whole list of ferries</a> is on the wall of the quay.</div>"
    first, second = cut_blocks(read_tree(page))
    assert (first.link_chars, second.link_chars) == (0, len("The whole list of ferries"))
