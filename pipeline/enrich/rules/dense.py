"""Chinese and Japanese, which set no spaces: names of tables where no longer word swallows them, persons by title.

Pure. Where a name ends is told by what follows; where nothing tells it, nothing is found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.enrich.rules import dense_words as words
from pipeline.enrich.rules.lexicon import Lexicon

_KATAKANA = re.compile(r"[ァ-ヺーｦ-ﾟ]")
_ORG_ENDS = {
    "zh": re.compile(
        r"外交部(?!长|发)|国防部(?!长|发)|政府|国会|大学|银行|日报|证券交易所|航空公司|电视台|奥委会|足协|中央银行|石油公司"
    ),
    "ja": re.compile(
        r"外務省|国防省|財務省|政府|大学|銀行|電力|新聞社?|証券取引所|航空|放送|中央銀行|ガス|製鉄|地検|地裁|高裁|都庁|府警|県警"
    ),
}
"""Directly behind a place they make it a name of its own: 北京大学."""

_OTHER_WORDS = {
    "zh": re.compile(
        r"外交部[长发]|马里兰|马里奥|印度洋|中国人民|德国马克|法国队|海地震|约旦河|苏丹红|多瑙河|巴西利亚"
    ),
    "ja": re.compile(
        r"東京都民|中国地方|中国山地|日本酒|日本刀|日本語|インドア|トルコ石|日本シリーズ"
        r"|中国語|中国電力"
    ),
}
"""Words that only begin like a name; what is in the table itself stays a name."""

_ZH_TITLE = re.compile("|".join(sorted(words.ZH_TITLES, key=len, reverse=True)))
_ZH_AFTER = re.compile(rf"(?:{'|'.join(words.ZH_AFTER)}|[^\w]|\d|$)")
_ZH_LEAD = re.compile("|".join(words.ZH_LEAD))
_DOTTED = re.compile(rf"(?<!·)[一-鿿]{{1,12}}(?:·[{words.ZH_FOREIGN}]{{1,8}}){{0,2}}·[一-鿿]{{1,12}}(?!·)")
_TRANSLITERATED = re.compile(rf"[{words.ZH_FOREIGN}]{{1,6}}")

_JA_TITLE = "|".join(sorted(words.JA_TITLES, key=len, reverse=True))
_JA_SURNAME = "|".join(sorted(words.JA_SURNAMES, key=len, reverse=True))
_JA_NATIVE = re.compile(rf"(?<![一-鿿々])(?:{_JA_SURNAME})[一-鿿々]{{0,3}}?(?=(?:{_JA_TITLE})(?![一-鿿]))")
_JA_FOREIGN = re.compile(
    rf"(?<![ァ-ヺー・])[ァ-ヺー]{{1,12}}(?:・[ァ-ヺー]{{1,12}}){{1,3}}(?=(?:元|前|副)?(?:{_JA_TITLE}))"
)

Found = tuple[int, int, str]


def find_names(plain: str, names: Lexicon) -> Iterator[Found]:
    """(first character, one past the last, label) of what a language's tables have, the longest at each place."""
    at, end = 0, len(plain)
    other, org = _OTHER_WORDS.get(names.language), _ORG_ENDS.get(names.language)
    while at < end:
        longest = names.longest.get(plain[at : at + 2], 0)
        size = next((n for n in range(min(longest, end - at), 1, -1) if plain[at : at + n] in names.entries), 0)
        word = other.match(plain, at) if other and size else None
        if word and word.end() - at > size:
            size = 0
            at = word.end()
        elif size and _is_whole(plain, at, at + size):
            label, stop = names.entries[plain[at : at + size]].label, at + size
            if org and label == "GPE" and (more := org.match(plain, stop)):
                label, stop = "ORG", more.end()
            yield at, stop, label
            at = stop
        else:
            at += max(size, 1)


def _is_whole(plain: str, start: int, end: int) -> bool:
    """Whether a name in katakana or Latin letters stands alone: インドア is no インド, and UNESCO no UN."""
    for inside, outside in ((start, start - 1), (end - 1, end)):
        if 0 <= outside < len(plain):
            one, other = plain[inside], plain[outside]
            if _KATAKANA.match(one) and _KATAKANA.match(other):
                return False
            if one.isascii() and one.isalnum() and other.isascii() and other.isalnum():
                return False
    return True


def find_persons(plain: str, language: str) -> Iterator[tuple[int, int]]:
    """(first character, one past the last) of persons beside their title, and wherever their whole name stands."""
    found = list(_chinese(plain) if language == "zh" else _japanese(plain) if language == "ja" else ())
    yield from found
    whole = {plain[start:end] for start, end in found if end - start >= 3}
    names = whole | {last for name in whole if len(last := re.split("[・·]", name)[-1]) >= 3}
    if names:
        again = re.compile("|".join(map(re.escape, sorted(names, key=len, reverse=True))))
        yield from (place.span() for place in again.finditer(plain) if _is_whole(plain, *place.span()))


def _chinese(plain: str) -> Iterator[tuple[int, int]]:
    for title in _ZH_TITLE.finditer(plain):
        at = title.end()
        if at < len(plain) and plain[at] in words.ZH_SURNAMES:
            # Two characters or three: what follows one of them, and not the other, tells.
            ends = [n for n in (at + 2, at + 3) if n <= len(plain) and _is_given(plain[at + 1 : n])]
            fits = [n for n in ends if _ZH_AFTER.match(plain, n)]
            if len(fits) == 1 and not (fits[0] == at + 3 and _ZH_AFTER.match(plain, at + 2)):
                yield at, fits[0]
    for found in _DOTTED.finditer(plain):
        if name := _transliterated(plain, found.start(), found.end()):
            yield name


def _transliterated(plain: str, start: int, end: int) -> tuple[int, int] | None:
    """The foreign name around the dots of a run: what leads to it is cut off, and what follows; None if"
    " neither tells."""
    first_dot, last_dot = plain.index("·", start), plain.rindex("·", start, end)
    for lead in (*_ZH_TITLE.finditer(plain, start, first_dot), *_ZH_LEAD.finditer(plain, start, first_dot)):
        start = max(start, lead.end())
    stop = next((at for at in range(last_dot + 2, end + 1) if _ZH_AFTER.match(plain, at)), None)
    parts = (plain[start:first_dot], plain[last_dot + 1 : stop])
    if stop is None or not all(_TRANSLITERATED.fullmatch(part) for part in parts):
        return None
    return start, stop


def _is_given(name: str) -> bool:
    return all("一" <= character <= "鿿" for character in name) and not _ZH_AFTER.match(name)


def _japanese(plain: str) -> Iterator[tuple[int, int]]:
    for pattern in (_JA_NATIVE, _JA_FOREIGN):
        yield from (found.span() for found in pattern.finditer(plain))
