"""Sentences: exact spans, the rules one by one, and no text that takes long."""

from __future__ import annotations

import random
import time

import pytest

from pipeline.parse import split_sentences


def pieces(text: str, language: str = "en") -> list[str]:
    return [sentence.text for sentence in split_sentences(text, language=language)]


@pytest.mark.parametrize(
    "sentences",
    [
        ["The bridge is open.", "Cars may cross it."],
        ["Is it open?", "It is!", "Good."],
        ["Mr. Otieno met Dr. Achieng at noon.", "They spoke."],
        ["Gen. Sir John Hale of the U.N. force left.", "He was tired."],
        ["The U.S. Army and the U.K. Navy agreed."],
        ["She works for the U.N.", "The office is small."],
        ["He lives in Washington, D.C.", "It rains there."],
        ["The ship lay off Washington, D.C.", "Photograph: the harbour office."],
        ["The U.S. Navy: a history."],
        ["The meeting starts at 5 p.m. on Friday.", "Bring tea."],
        ["It ended at 6 p.m.", "The hall was empty."],
        ["Prices rose 3.5 percent to $4.20.", "Wages did not."],
        ["J. K. Odhiambo wrote it.", "Nobody read it."],
        ["See No. 7 and p. 12.", "Then stop."],
        ["They bought Acme Inc. shares.", "The price fell."],
        ["They sold Acme Inc.", "The price fell."],
        ["It opened in Jan. 2019.", "It closed in Feb. 2020."],
        ["“We won,” she said.", "“It is over.”", "The crowd left."],
        ["“Did we win?” he asked.", "Nobody knew."],
        ["“Stop!” Wanjiru shouted.", "The bus stopped."],
        ['He said: "It is done."', "Then he left."],
        ["The plan (see the map) failed.", "(The map was old.)", "A new one came."],
        ["We waited… and waited.", "Then it came."],
        ["Who knows...", "The judge did not say."],
        ["The rule reads “no . . . vehicles” today.", "It stands."],
        ["It was built by the Romans.[1]", "It fell later.[2][3]"],
        ["Write to desk@example.org.", "An answer comes."],
        ["Read www.example.org/news.html.", "It is there."],
        ["It is a work of art.", "Being old helps."],
        ["He came, i.e. Tuesday was saved, vs. Monday."],
        ["You and I.", "We agree."],
        ["Albert I. Jones came too."],
        ["He scored 2.", "They scored 3."],
        ["What?!", "Really!?", "Yes."],
    ],
)
def test_english_sentences_come_apart_where_a_reader_parts_them(sentences: list[str]) -> None:
    assert pieces(" ".join(sentences)) == sentences


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("de", ["Am 5. Januar kam Hr. Dr. Weiß.", "Er blieb z.B. bis zum 3. März."]),
        ("de", ["Das geschah 1990.", "Danach war Ruhe."]),
        ("fr", ["M. Petit est venu.", "Il a dit « non. »", "Elle est partie."]),
        ("es", ["¿Quién vino?", "¡Nadie!", "El Sr. Ruiz no estaba."]),
        ("zh", ["他来了。", "她说：“好。”", "然后走了！", "真的？"]),
        ("ja", ["雨が降った。", "「行こう。」", "彼は言った。"]),
        ("ar", ["هل وصل القطار؟", "نعم.", "وصل متأخرا."]),
        ("hi", ["यह पहला वाक्य है।", "यह दूसरा है।"]),
        ("ur", ["یہ پہلا جملہ ہے۔", "یہ دوسرا ہے۔"]),
        ("de", ["»Nein!«", "»Doch«, rief er.", "Der Abg. Meier lachte.", "Es kostet ca. 3,5 Mio. Euro."]),
        ("fr", ["Elle naquit en 50 av. J.-C. à Rome.", "Mgr. Dupont arriva.", "Il y a env. 300 hab. au port."]),
        ("es", ["El barco llegó de EE. UU. el lunes.", "Vino la Sra. López.", "¿Quién más?"]),
        ("it", ["L’on. Bianchi parlò con l’avv. Verdi.", "Era il sec. XX.", "Vedi l’art. 3 della legge."]),
        ("nl", ["Hij kwam om 8.30 uur.", "’s Avonds ging hij.", "'t Was laat."]),
        ("ru", ["В 1950 г. он жил в Москве.", "А. С. Пушкин писал.", "Там была ул. Ленина, д. 5.", "Проф. Ким ушёл."]),
        ("ru", ["Приехал г-н. Ким из пос. Лужки.", "Он работал в музее им. Репина.", "См. стр. 5."]),
        ("ar", ["قال د. أحمد إنه سعيد.", "ثم غادر."]),
        ("pl", ["Ok. 5 tys. osób przyszło na ul. Długą.", "W 2026 r. Polska wygrała.", "Muzeum im. Reja śpi."]),
    ],
)
def test_other_languages_come_apart_by_their_own_marks(language: str, sentences: list[str]) -> None:
    joined = ("" if language in ("zh", "ja") else " ").join(sentences)
    assert pieces(joined, language) == sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1) First point 2) Second point", ["1) First point", "2) Second point"]),
        ("1. First point. 2. Second point.", ["1. First point.", "2. Second point."]),
        ("• bread • milk • tea", ["• bread", "• milk", "• tea"]),
        ("a. bread b. milk", ["a. bread", "b. milk"]),
        ("bread\nmilk and honey\ntea", ["bread", "milk and honey", "tea"]),
    ],
)
def test_the_points_of_a_list_are_sentences(text: str, expected: list[str]) -> None:
    assert pieces(text) == expected


def test_a_wrapped_line_is_not_the_end_of_a_sentence() -> None:
    assert len(pieces("The road was long and it went\nup the hill to the farm.")) == 1


def test_a_space_that_was_lost_after_a_full_stop_does_not_join_two_sentences() -> None:
    assert pieces("The bridge is open.Cars may cross.") == ["The bridge is open.", "Cars may cross."]


@pytest.mark.parametrize("text", ["See example.Com today", "the file notes.Txt is here", "user.Name@example.org wrote"])
def test_a_full_stop_inside_an_address_is_kept_when_the_word_shows_it(text: str) -> None:
    assert "".join(pieces(text)).replace(" ", "") == text.replace(" ", "")


def test_a_sentence_never_crosses_an_empty_line() -> None:
    sentences = split_sentences("A headline without a stop\n\nThe text begins. It goes on\n \t\nthe end")
    assert [(s.paragraph_no, s.text) for s in sentences] == [
        (0, "A headline without a stop"),
        (1, "The text begins."),
        (1, "It goes on"),
        (2, "the end"),
    ]


def test_numbers_count_through_from_zero_and_paragraphs_too() -> None:
    sentences = split_sentences("\n\n \n\nOne. Two.\n\n\n\nThree.")
    assert [s.sentence_no for s in sentences] == [0, 1, 2]
    assert [s.paragraph_no for s in sentences] == [0, 0, 1]


@pytest.mark.parametrize("text", ["", " ", "\n\n\n", "\t\n \n"])
def test_white_space_has_no_sentences(text: str) -> None:
    assert split_sentences(text) == ()


ALPHABET = [
    ".",
    "!",
    "?",
    "…",
    "。",
    "؟",
    "।",
    '"',
    "“",
    "”",
    "(",
    ")",
    "[",
    "]",
    " ",
    " ",
    "\n",
    "\n\n",
    "\u00a0",
    "\t",
    "A",
    "b",
    "Mr",
    "U.S.",
    "1",
    "12",
    "•",
    "\x00",
    "\ud800",
    "é",
    "中",
    "👩\u200d🚀",
    "-",
    "’",
    "\u2028",
    "1)",
    "etc.",
]


def test_spans_hold_for_any_text() -> None:
    chance = random.Random(20261120)
    for _ in range(3_000):
        text = "".join(chance.choices(ALPHABET, k=chance.randrange(60)))
        end = 0
        for sentence in split_sentences(text, language=chance.choice(("en", "de", "zh"))):
            assert end <= sentence.start_char < sentence.end_char <= len(text)
            assert text[sentence.start_char : sentence.end_char] == sentence.text == sentence.text.strip()
            assert not text[end : sentence.start_char].strip()
            end = sentence.end_char
        assert not text[end:].strip()


@pytest.mark.parametrize(
    "text",
    [
        "x" * 2_000_000,
        "." * 500_000,
        ". " * 250_000,
        "a." * 250_000,
        "A. " * 100_000,
        "1. " * 100_000,
        '."' * 150_000,
        ".[1]" * 100_000,
        "\n" * 500_000,
        "\n " * 250_000 + "x",
        " " * 500_000 + "x",
        "。" * 200_000,
        "• a " * 100_000,
        "1) a " * 100_000,
        "…" * 300_000,
        "a.\n\n" * 80_000,
        "Mr. " * 100_000,
        "(" * 500_000,
        "! " * 200_000,
    ],
    ids=lambda text: repr(text[:6]),
)
def test_no_text_takes_more_than_linear_time(text: str) -> None:
    started = time.process_time()
    split_sentences(text)
    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("ja", ["「行くのか？」と彼は聞いた。", "彼女は「はい。」と答えた。", "「そうか。」", "雨が降った。"]),
        ("zh", ["他说：“我们赢了。”", "雨停了。", "“真的吗？”她问。", "“是的。”"]),
    ],
)
def test_who_speaks_behind_a_quotation_belongs_to_it_without_spaces_too(language: str, sentences: list[str]) -> None:
    assert pieces("".join(sentences), language) == sentences


def test_an_hour_ends_a_sentence_before_a_rank_and_an_address_before_any_word() -> None:
    assert pieces("It ended at 5 p.m. Gen. Hale left.") == ["It ended at 5 p.m.", "Gen. Hale left."]
    assert pieces("The U.S. Gen. Hale left at 5 p.m. sharp.") == ["The U.S. Gen. Hale left at 5 p.m. sharp."]
    assert pieces("See example.org/a.b?c=d. Or write.") == ["See example.org/a.b?c=d.", "Or write."]
