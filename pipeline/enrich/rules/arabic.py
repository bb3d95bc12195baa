"""Persons in Arabic, which has no capitals: behind a title, by a first name of a table and what must follow. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from pipeline.enrich.rules.words import Token, plain_of


def _words(text: str) -> frozenset[str]:
    return frozenset(plain_of(text).split())


TITLES = _words(
    "الرئيس الرئيسة رئيس رئيسة الوزير الوزيرة وزير وزيرة الخارجية الدفاع الداخلية المالية الوزراء الأمير"
    " الأميرة الملك"
    " الملكة الشيخ الشيخة السيد السيدة الدكتور الدكتورة النائب النائبة السفير السفيرة القاضي المدير مديرها مديره مدير"
    " المتحدث الناطق اللواء العميد العقيد الفريق المستشار المستشارة المبعوث الأمين المحامي المدرب اللاعب الكاتب"
    " الفنان"
    " الممثل البرلمان البلدية الحكومة الجمهورية"
)
"""Offices, and the words that end an office of more than one: وزير الخارجية."""

_HEADS = _words("رئيس رئيسة وزير وزيرة مدير")
"""Offices that lead a longer one: behind them a name may follow after one word more, a country's name among them."""

FIRST_NAMES = _words(
    "محمد أحمد محمود علي حسن حسين عمر عثمان خالد سعيد سامي طارق كمال جمال سمير نبيل نادر ياسر ياسين يوسف"
    " إبراهيم إسماعيل"
    " موسى عيسى مصطفى عبدالله عبدالرحمن عبدالعزيز فهد فيصل سلمان سلطان تركي بندر ناصر منصور ماجد وليد زياد رامي"
    " رائد هاني"
    " حازم حاتم عماد عادل عصام أشرف أيمن أنور أكرم بشار بشير باسم بلال توفيق جابر جعفر حمزة رشيد رضا رياض زكي"
    " سعد سليم"
    " سليمان شريف صالح صلاح طلال عباس عدنان عزيز عمرو غسان فاروق فادي فؤاد قاسم كريم لطفي ليث مازن مالك محسن"
    " مراد مروان"
    " معاذ منير مهدي نجيب نزار نعيم هشام هيثم وائل وسام يحيى يزيد فاطمة عائشة مريم زينب خديجة سارة ليلى سلمى"
    " نور هند هدى"
    " منى رانيا ريم دينا سمية أمينة نادية سعاد سميرة لينا لمى رنا غادة نوال هالة"
)
_JOINTS = _words("بن ابن أبو بنت آل عبد")
_STOPS = _words(
    "في من إلى على عن مع أن إن قال قالت أعلن أعلنت أكد أكدت ذكر صرح يوم أمس اليوم خلال بعد قبل عند لدى حول بين"
    " ضد منذ حتى"
    " الذي التي الذين هذا هذه ذلك تلك كما أيضا وقال وأضاف وأكد وأعلن كان كانت سوف قد لقد لم لن لا ما هو هي هم"
    " الثلاثاء الأربعاء الخميس الجمعة السبت الأحد الاثنين"
)
_LEAST_SURNAME = 4
_MARKS = '.,;:!?)،؛؟\n"»'


def find_persons(tokens: Sequence[Token], taken: Collection[int], named: Collection[int]) -> Iterator[tuple[int, int]]:
    """(first, one past the last) token of each person's name, and of where a whole name stands again.

    `taken` are the tokens of places and bodies, `named` those of peoples too.
    """
    found = []
    for number, token in enumerate(tokens):
        if _is_title(token.text) and (name := _behind(tokens, number, taken, named)):
            found.append(name)
    yield from found
    whole = {tuple(token.text for token in tokens[first:last]) for first, last in found}
    by_first = {words[0]: words for words in sorted(whole)}
    for number, token in enumerate(tokens):
        words = by_first.get(token.text)
        if words and tuple(t.text for t in tokens[number : number + len(words)]) == words:
            yield number, number + len(words)


def _is_title(word: str) -> bool:
    return word in TITLES or (word[:1] in "وبلف" and word[1:] in TITLES)


def _behind(
    tokens: Sequence[Token], title: int, taken: Collection[int], named: Collection[int]
) -> tuple[int, int] | None:
    at = title + 1
    if tokens[title].text in _HEADS:
        while at < min(len(tokens), title + 4) and (tokens[at].text in TITLES or at in named):
            at += 1
    if at >= len(tokens) or at in taken or tokens[at].text not in FIRST_NAMES:
        return None
    end = at + 1
    while end < len(tokens) and end - at < 4 and end not in taken and tokens[end].text in _JOINTS | FIRST_NAMES:
        end += 1
    joined = tokens[end - 1].text in _JOINTS
    if end < len(tokens) and ((joined and tokens[end].text.isalpha()) or _is_surname(tokens, end, taken)):
        end += 1
    elif joined:
        return None
    # A first name alone is the start of a name of unknown length.
    return (at, end) if at + 1 < end <= len(tokens) else None


def _is_surname(tokens: Sequence[Token], at: int, taken: Collection[int]) -> bool:
    """Whether this word goes on with the name: it has an article as most do, or a mark or small word stands"
    " behind."""
    word = tokens[at].text
    if at in taken or word in _STOPS or word in TITLES or not word.isalpha() or len(word) < _LEAST_SURNAME:
        return False
    if word.startswith("ال"):
        return True
    return at + 1 == len(tokens) or tokens[at + 1].text in _MARKS or tokens[at + 1].text in _STOPS
