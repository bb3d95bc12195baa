"""Bytes to text: the order of evidence, and what is refused."""

from __future__ import annotations

import codecs

import pytest

from pipeline.errors import Reason, Reject
from pipeline.parse.decode import codec_name, declared_charset, decode, unmarked_utf16

RUSSIAN = "Сегодня в городе прошёл большой праздник, на который пришли тысячи людей из соседних деревень."
GERMAN = "Über den Flüssen lag dichter Nebel, und die Fähre fuhr später als üblich zur grünen Insel."
JAPANESE = "今日は町で大きな祭りがあり、近くの村から何千人もの人々が集まりました。とても楽しかったです。"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32", "utf-8"])
def test_a_mark_or_sound_utf8_decides_whatever_the_server_says(encoding: str) -> None:
    assert decode(RUSSIAN.encode(encoding), charset="iso-8859-1") == RUSSIAN


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [RUSSIAN, GERMAN, "plain words in English, and quite a few of them"])
def test_utf16_without_a_mark_is_seen(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding), charset="utf-8") == text


@pytest.mark.parametrize(
    ("encoding", "label", "text"),
    [
        ("cp1251", "windows-1251", RUSSIAN),
        ("koi8-r", "KOI8-R", RUSSIAN),
        ("latin-1", "ISO-8859-1", GERMAN),
        ("shift_jis", "Shift_JIS", JAPANESE),
        ("euc-jp", "euc-jp", JAPANESE),
        ("gb18030", "gb2312", "今天城里有一个盛大的节日"),
    ],
)
def test_the_declared_encoding_is_used_when_the_bytes_fit_it(encoding: str, label: str, text: str) -> None:
    assert decode(text.encode(encoding), charset=label) == text


def test_a_declaration_inside_the_bytes_is_found() -> None:
    page = f'<html><head><meta charset="windows-1251"></head>{RUSSIAN}'
    assert RUSSIAN in decode(page.encode("cp1251"))
    feed = f'<?xml version="1.0" encoding="koi8-r"?><rss>{RUSSIAN}</rss>'
    assert RUSSIAN in decode(feed.encode("koi8-r"))


def test_iso_2022_jp_is_ascii_bytes_and_still_read() -> None:
    assert decode(JAPANESE.encode("iso-2022-jp"), charset="iso-2022-jp") == JAPANESE


@pytest.mark.parametrize(
    ("encoding", "text"), [("cp1251", RUSSIAN * 3), ("latin-1", GERMAN * 3), ("shift_jis", JAPANESE * 3)]
)
def test_an_encoding_that_nobody_declared_is_detected(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", "Le café du port, où naît l’été, sera fermé dès mardi à la demande du maire, qui l’a fait savoir. "),
        ("cp1252", "El alcalde señaló que mañana abrirá el puente, según dijo él mismo a los niños del pueblo. "),
        ("cp1252", "Borgmästaren sade på fredagen att bron öppnas för trafik igen på måndag och att färjan går. "),
        ("cp1252", "O prefeito disse que a ponte não será aberta amanhã, pois há obras até o próximo mês. "),
        ("cp1250", "Burmistrz powiedział w piątek, że most zostanie otwarty późną jesienią, gdy skończą się prace. "),
        ("cp1250", "Starosta v pátek řekl, že most bude otevřen až příští týden, a že loď pluje dál přes řeku. "),
        ("cp1254", "Belediye başkanı çarşamba günü köprünün açılışını yaptı ve ışıkların söndüğünü söyledi. "),
    ],
)
def test_letters_that_nobody_declared_are_those_of_the_words_language(encoding: str, text: str) -> None:
    page = f"<html><head><title>News</title></head><body><p>{text}</p></body></html>"
    assert text in decode(page.encode(encoding))
    assert text in decode(page.encode(encoding), charset="utf-8")


def test_iso_2022_jp_needs_no_declaration() -> None:
    assert decode(JAPANESE.encode("iso-2022-jp")) == JAPANESE


def test_a_lone_surrogate_in_utf8_costs_itself_and_no_other_letter() -> None:
    page = b"<p>The caf\xc3\xa9 \xed\xa0\xbd opened.</p>"
    assert decode(page).replace("\ufffd", "") == "<p>The café  opened.</p>"
    cesu = b"<p>A smile \xed\xa0\xbd\xed\xb8\x80 and caf\xc3\xa9</p>"
    assert decode(cesu) == "<p>A smile 😀 and café</p>"


def test_a_wrong_declaration_does_not_hide_what_the_bytes_are() -> None:
    assert decode(RUSSIAN.encode("cp1251"), charset="utf-8") == RUSSIAN


def test_utf8_with_a_few_broken_bytes_keeps_the_rest() -> None:
    text = decode(RUSSIAN.encode("utf-8") + b" \xff and \xfe")
    assert text.startswith(RUSSIAN) and text.count("\ufffd") == 2


def test_windows_quotes_in_latin_1_are_quotes() -> None:
    assert decode(b"\x93Yes\x94 \x96 he said", charset="iso-8859-1") == "“Yes” – he said"


@pytest.mark.parametrize("text", ["“Señor Núñez – café", GERMAN])
def test_text_encoded_twice_is_decoded_twice(text: str) -> None:
    twice = text.encode("utf-8").decode("cp1252").encode("utf-8")
    assert decode(twice) == text


def test_text_that_only_holds_such_letters_is_left_alone() -> None:
    assert decode("SÃO PAULO e AÇÃO".encode()) == "SÃO PAULO e AÇÃO"


@pytest.mark.parametrize(
    "label",
    [
        "punycode",
        "utf-7",
        "zlib_codec",
        "rot13",
        "base64",
        "idna",
        "unicode_escape",
        "undefined",
        "no-such",
        "",
        None,
        "x" * 500,
        "\x00",
    ],
)
def test_a_label_that_is_no_safe_text_encoding_is_ignored(label: str | None) -> None:
    assert codec_name(label) is None
    assert decode(GERMAN.encode("utf-8"), charset=label) == GERMAN


@pytest.mark.parametrize(
    ("label", "name"),
    [("ISO-8859-1", "cp1252"), ("ascii", "cp1252"), ("GBK", "gb18030"), ("shift-jis", "cp932"), ("utf8", "utf-8")],
)
def test_labels_mean_what_they_mean_to_browsers(label: str, name: str) -> None:
    assert codec_name(label) == name


def test_bytes_that_no_encoding_explains_are_refused() -> None:
    with pytest.raises(Reject) as refusal:
        decode(codecs.BOM_UTF8 + b"\xff\xfe\xfd" * 100)
    assert refusal.value.reason is Reason.BAD_ENCODING


def test_a_declaration_is_sought_in_the_first_kilobytes_only() -> None:
    assert declared_charset(b'<meta charset="koi8-r">') == "koi8-r"
    assert declared_charset(b'<meta http-equiv="Content-Type" content="text/html; charset=euc-jp">') == "euc-jp"
    assert declared_charset(b" " * 5_000 + b'<meta charset="koi8-r">') is None


@pytest.mark.parametrize("content", [b"", b"ab", b"\x00" * 100, bytes(range(256)) * 8, b"plain ascii words here"])
def test_other_bytes_are_not_taken_for_utf16(content: bytes) -> None:
    assert unmarked_utf16(content) is None


def test_no_bytes_make_it_raise_anything_but_reject() -> None:
    for seed in range(300):
        content = bytes((seed * 7919 + i * i * 31) % 256 for i in range(seed % 97))
        try:
            decode(content, charset=["utf-8", "cp1251", "utf-16", None][seed % 4])
        except Reject as refusal:
            assert refusal.reason is Reason.BAD_ENCODING
