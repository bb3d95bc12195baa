"""Bytes to text, by evidence: byte-order mark, UTF-8 that holds, what was declared, then detection."""

from __future__ import annotations

import codecs
import re
from collections import Counter

from pipeline.errors import Reason, Reject

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it starts with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What browsers read under these labels (https://encoding.spec.whatwg.org/#names-and-labels).
_WIDER = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030",
    "shift_jis": "cp932", "euc_kr": "cp949", "tis-620": "cp874", "iso8859-11": "cp874", "utf-16": "utf-16-le",
}  # fmt: skip
_REFUSED = {"utf_7", "punycode", "idna", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"}
_DECLARED = re.compile(
    rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._:-]{2,40})|<meta[^>]{0,400}?charset\s*=\s*["']?\s*([A-Za-z0-9._:-]{2,40})""",
    re.IGNORECASE,
)
_HALF = re.compile(rb"\xed[\xa0-\xbf]")
_ISO_2022_JP = re.compile(rb"\x1b\$[@B]")
_SAMPLE = 32_768
_WORST_SHARE = 0.1
_CP1252 = {codecs.decode(bytes([b]), "cp1252", "ignore"): b for b in range(0x80, 0xA0)}


def decode(content: bytes, *, charset: str | None = None) -> str:
    """The text of bytes. `charset` is what the server said; a declaration inside the bytes is found here.

    UTF-8 that decodes and is more than ASCII beats every declaration: other encodings do not look like it by accident.
    Raises Reject(BAD_ENCODING) when more than a tenth of the characters cannot be had; nothing else escapes.
    """
    for mark, name in BOMS:
        if content.startswith(mark):
            return _judged(content[len(mark) :].decode(name, "replace"))
    wide = unmarked_utf16(content)
    text = content.decode(wide, "replace") if wide else _strict_utf8(content)
    if text is None:
        text = _declared(content, charset)
    if text is None and content.isascii() and _ISO_2022_JP.search(content):
        text = content.decode("iso2022_jp", "replace")
    if text is None and not content.isascii():
        text = _detected(content)
    if text is None:
        text = content.decode("ascii", "replace")
    return _judged(_once(text))


def declared_charset(content: bytes) -> str | None:
    """The encoding that an XML declaration or a meta element within the first 4 KB names, as written."""
    match = _DECLARED.search(content[:4096])
    return (match[1] or match[2]).decode("ascii") if match else None


def codec_name(label: str | None) -> str | None:
    """Python's codec for an encoding's label as browsers understand it; None for what is no text encoding or unsafe."""
    try:
        info = codecs.lookup((label or "").strip(" \"'").lower())
    except (LookupError, ValueError):
        return None
    if not getattr(info, "_is_text_encoding", True) or info.name.replace("-", "_") in _REFUSED:
        return None
    return _WIDER.get(info.name, info.name)


def unmarked_utf16(content: bytes) -> str | None:
    """The byte order of UTF-16 without a mark, else None: in an alphabet, every other byte is nearly always the same
    small number (0 for Latin, 4 for Cyrillic, 6 for Arabic) and the others are not.
    """
    head = content[:2048]
    if len(head) < 4:
        return None
    odd, even = Counter(head[1::2]).most_common(2), Counter(head[::2]).most_common(2)
    for high, low, name in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
        small = sum(count for byte, count in high if byte < 0x10)
        if small > 0.8 * len(head[1::2]) and low[0][1] < 0.5 * len(head[::2]):
            return name
    return None


def _strict_utf8(content: bytes) -> str | None:
    if content.isascii():
        return None
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _with_surrogates(content)


def _with_surrogates(content: bytes) -> str | None:
    """UTF-8 but for halves of characters of UTF-16: pairs are joined, a lone one is U+FFFD. None for anything else."""
    if _HALF.search(content) is None:
        return None
    try:
        return (
            content.decode("utf-8", "surrogatepass").encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        )
    except UnicodeDecodeError:
        return None


def _declared(content: bytes, charset: str | None) -> str | None:
    for label in (charset, declared_charset(content)):
        name = codec_name(label)
        if name is None or name in ("utf-8", "utf-8-sig", "utf-16-le", "utf-16-be") or name.startswith("utf-32"):
            continue  # UTF-8 was tried; UTF-16 would have shown itself
        try:
            return content.decode(name)
        except (UnicodeError, ValueError):
            continue
    return None


def _detected(content: bytes) -> str:
    """UTF-8 with the odd broken byte, else what the bytes look like, else Windows-1252 as browsers do."""
    text = content.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    sound = sum(1 for c in text if ord(c) > 127) - broken
    if broken <= max(2, sound // 2):  # other encodings hold hardly any octets that would do as UTF-8
        return text
    from bs4.dammit import EncodingDetector  # late: slow to import, seldom needed

    start = next((i for i, b in enumerate(content) if b > 127), 0)
    sample = content[max(0, start - 2048) : start + _SAMPLE]
    # What the bytes declare themselves comes first there, and has been tried.
    names = [codec_name(name) for name in EncodingDetector(sample).encodings]
    for label in (*names, "cp1252"):
        if label and label != "utf-8":
            text = content.decode(_of_language(label, sample), "replace")
            if text.count("\ufffd") <= len(text) // 100:
                return text
    return text


_WESTERN = ("cp1252", "mac-roman")
_BY_LANGUAGE: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("pl", "cs", "sk", "hu", "sl", "hr", "bs", "ro", "sq"), ("cp1250", "iso8859-2")),
    **dict.fromkeys(("lt", "lv", "et"), ("cp1257", "iso8859-13", "iso8859-4")),
    **dict.fromkeys(("tr", "az"), ("cp1254", "iso8859-9")),
}
"""Encodings in which languages are written in Latin letters; all others are Western."""


def _of_language(guess: str, sample: bytes) -> str:
    """The guessed encoding, but of those that hold Latin letters one in which the words' language is written.

    A few accents tell little about which of these they are from; as letters of a language they do.
    """
    from pipeline.parse.language import detect  # late: the model takes a tenth of a second

    letters = [c for c in sample.decode(guess, "replace") if c.isalpha() and not c.isascii()]
    if sum(ord(c) < 0x250 for c in letters) < 0.8 * len(letters):
        return guess
    sure: dict[tuple[str, ...], float] = {}
    for family in dict.fromkeys((_WESTERN, *_BY_LANGUAGE.values())):
        words = re.sub(r"<[^<>]*>|[\W\d_]+", " ", sample.decode(family[0], "replace"))
        language, probability = detect(" ".join(words.split()))
        sure[family] = probability if _BY_LANGUAGE.get(language or "", _WESTERN) == family else 0.0
    best = max(sure, key=lambda one: sure[one])
    return guess if guess in best else best[0]


def _once(text: str) -> str:
    """Text that was encoded to UTF-8 twice is decoded once more; any other comes back as it is."""
    if "Ã" not in text and "â€" not in text and "Ð" not in text:
        return text
    try:
        raw = bytes(_CP1252.get(c, ord(c)) for c in text)
        return raw.decode("utf-8")
    except ValueError:  # a character that is in no 8-bit encoding, or bytes that are no UTF-8
        return text


def _judged(text: str) -> str:
    bad = text.count("\ufffd")
    if bad > _WORST_SHARE * max(len(text), 1):
        raise Reject(Reason.BAD_ENCODING, f"{bad} of {len(text)} characters cannot be decoded")
    return text
