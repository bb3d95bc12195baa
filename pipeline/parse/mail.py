"""An e-mail to an article: its subject, its sender, its date, and the text or the page that it carries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from email.utils import parseaddr

from pipeline.errors import Reason, Reject
from pipeline.models import Article
from pipeline.parse.clean import clean_line
from pipeline.parse.decode import decode
from pipeline.parse.evidence import Claim, Evidence
from pipeline.parse.main_text import read_fragment
from pipeline.parse.page import FEW_WORDS, build_article, read_page
from pipeline.parse.plain import read_plain

MAX_PARTS = 200
MIN_HTML_WORDS = 20
_FIELD = re.compile(rb"([A-Za-z][A-Za-z0-9-]{0,60}):[ \t\r\n]")
_KNOWN = frozenset(
    (b"from", b"date", b"subject", b"to", b"message-id", b"mime-version", b"received", b"return-path",
     b"delivered-to", b"content-type", b"reply-to", b"sender", b"list-id", b"dkim-signature")
)  # fmt: skip
_SIGNATURE = re.compile(r"^-- ?$.*", re.MULTILINE | re.DOTALL)


def is_mail(content: bytes) -> bool:
    """Whether the bytes open as an e-mail does: header fields from the first line on, two of the well-known ones."""
    names: set[bytes] = set()
    for line in content[:8192].lstrip(b"\xef\xbb\xbf").splitlines()[:60]:
        if not line.strip():
            break
        if line[:1] in b" \t" and names:
            continue
        field = _FIELD.match(line + b"\n")
        if field is None:
            return False
        names.add(field[1].lower())
    return len(names & _KNOWN) >= 2 and bool(names & {b"from", b"subject", b"message-id", b"received"})


def read_mail(content: bytes, *, url: str, now: datetime | None) -> Article:
    """The article of an e-mail. Its plain text part is read as a text file is, else its HTML part as a page.

    The HTML wins where the plain text is a stub of it ("read this in your browser"). Raises Reject.
    """
    try:
        message = message_from_bytes(content, policy=policy.default)
        plain, html = _bodies(message)
        subject, sender, date = (_field(message, name) for name in ("subject", "from", "date"))
        language = _field(message, "content-language")
    except (ValueError, TypeError, AttributeError, IndexError, LookupError) as error:
        # The library's reading of structured fields raises all of these on fields that break their grammar.
        raise Reject(Reason.PARSE_ERROR, f"an e-mail that cannot be read: {type(error).__name__}") from None
    evidence = Evidence(
        authors=(Claim(sender_name(sender), "mail"),) if sender else (),
        published=(Claim(date, "mail"),) if date else (),
        language=language.split(",")[0],
    )
    text = _text(plain, html, url=url, now=now)
    title = Claim(clean_line(subject), "mail" if subject else "")
    return build_article(evidence, title=title, text=text, url=url, now=now)


def sender_name(field: str) -> str:
    """The name that a From field gives, '' where there is an address alone."""
    name, address = parseaddr(field)
    return "" if name == address or "@" in name else clean_line(name, limit=200)


def _text(plain: str, html: str, *, url: str, now: datetime | None) -> str:
    words = len(plain.split())
    if (html and words < MIN_HTML_WORDS) or (html and words * 4 < len(re.sub(r"<[^>]{0,2000}>", " ", html).split())):
        try:
            article = read_page(html, url=url, now=now)
            page = read_fragment(html) if article.text_source == FEW_WORDS else article.text
        except Reject:
            page = read_fragment(html)
        if len(page.split()) >= words:
            return page
    read = read_plain(_SIGNATURE.sub("", plain))
    return "\n\n".join(part for part in (read.title, read.text) if part)


def _bodies(message: Message) -> tuple[str, str]:
    """The first plain text and the first HTML part that are no attachments, decoded."""
    plain = html = ""
    for part in _parts(message):
        kind = part.get_content_type()
        if kind not in ("text/plain", "text/html") or part.get_content_disposition() == "attachment":
            continue
        payload = part.get_payload(decode=True)
        if not isinstance(payload, bytes) or not payload.strip():
            continue
        charset = part.get_content_charset()
        if kind == "text/plain" and not plain:
            plain = decode(payload, charset=charset)
        elif kind == "text/html" and not html:
            html = decode(payload, charset=charset)
    return plain, html


def _parts(message: Message) -> Iterator[Message]:
    """The parts in order, without recursion, at most MAX_PARTS. An attached e-mail is not this one's text."""
    stack, seen = [message], 0
    while stack:
        part = stack.pop()
        seen += 1
        if seen > MAX_PARTS:
            raise Reject(Reason.TOO_LARGE, f"more than {MAX_PARTS} parts")
        payload = part.get_payload()
        if not part.is_multipart():
            yield part
        elif part.get_content_maintype() == "multipart" and isinstance(payload, list):
            stack.extend(reversed([inner for inner in payload if isinstance(inner, EmailMessage | Message)]))


def _field(message: Message, name: str) -> str:
    value = message.get(name)
    return "" if value is None else clean_line(str(value))
