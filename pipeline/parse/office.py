"""DOCX and PDF to articles: what their metadata say, and their paragraphs."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import islice
from typing import Any

from lxml import etree

from pipeline.errors import Reason, Reject
from pipeline.models import Article
from pipeline.parse.clean import as_paragraphs, clean_line
from pipeline.parse.evidence import Claim, Evidence
from pipeline.parse.heads import without_head
from pipeline.parse.page import build_article
from pipeline.parse.plain import is_headline

MAX_PARTS = 2_000
MAX_UNPACKED = 60_000_000
MAX_PAGES = 300
MAX_HOPS = 20
_CONTENT_TYPES = "[Content_Types].xml"
_PDF_DATE = re.compile(r"(?:D:)?(\d{4})(\d{2})(\d{2})(\d{2})?(\d{2})?(\d{2})?(?:([+-])(\d{2})'?(\d{2})?'?|Z)?")
_NO_TITLE = re.compile(
    r"^(?:untitled|document\s?\d*|microsoft word - .*|.*\.(?:docx?|pdf|indd|qxd|odt|rtf)|word document)$", re.I
)
_NO_AUTHOR = re.compile(
    r"^(?:python-docx|user|admin(?:istrator)?|owner|unknown|author|microsoft office user|.*@.*)$", re.I
)
_HYPHEN = re.compile(r"(?<=[^\W\d_])-\n(?=[a-zß-ÿ])")


def is_docx(content: bytes) -> bool:
    """Whether the bytes are a ZIP archive that holds a Word document."""
    return content.startswith(b"PK\x03\x04") and "word/document.xml" in _names(content)


def read_docx(content: bytes, *, url: str, now: datetime | None) -> Article:
    """The article of a Word document. Raises Reject: TOO_LARGE for one that unpacks to too much, PARSE_ERROR."""
    _refuse_bomb(content)
    import docx  # late: a third of a second that a process without Word documents need not pay

    try:
        document = docx.Document(io.BytesIO(content))
        said = document.core_properties
        title, author = said.title or "", said.author or ""
        dates = tuple(Claim(moment.isoformat(), "docx") for moment in (said.created, said.modified) if moment)
        blocks = list(_docx_blocks(document))
        language = said.language or ""
    except RecursionError:
        raise
    except _broken() as error:
        raise Reject(Reason.PARSE_ERROR, f"a Word document that cannot be read: {type(error).__name__}") from None
    heading = next((text for style, text in blocks if style == "Title" or style == "Heading 1"), "")
    return _built([text for _, text in blocks], title, heading, author, dates, language, "docx", url=url, now=now)


def read_pdf(content: bytes, *, url: str, now: datetime | None) -> Article:
    """The article of a PDF: its text as it is laid out, boxes of lines as paragraphs; at most MAX_PAGES pages.

    Raises Reject: PARSE_ERROR, NO_CONTENT for pictures of pages, UNSUPPORTED_MEDIA_TYPE for one that needs a password.
    """
    from pdfminer.pdfdocument import PDFPasswordIncorrect

    try:
        info, blocks = _read_pdf(content)
    except PDFPasswordIncorrect:
        raise Reject(Reason.ENCRYPTED, "a PDF that needs a password") from None
    except RecursionError:
        raise
    except _broken() as error:
        raise Reject(Reason.PARSE_ERROR, f"a PDF that cannot be read: {type(error).__name__}") from None
    if not any(blocks):
        raise Reject(Reason.NO_CONTENT, "a PDF without text: pictures of pages, perhaps")
    dates = tuple(Claim(date, "pdf") for name in ("CreationDate", "ModDate") if (date := _pdf_date(info.get(name))))
    title, author = (_pdf_text(info.get(name)) for name in ("Title", "Author"))
    heading = blocks[0] if len(blocks) > 1 and is_headline(blocks[0]) else ""
    return _built(blocks, title, heading, author, dates, "", "pdf", url=url, now=now)


def _built(
    blocks: list[str], title: str, heading: str, author: str, dates: tuple[Claim, ...], language: str, source: str,
    *, url: str, now: datetime | None,
) -> Article:  # fmt: skip
    """The article; titles and authors that a program wrote because nobody did are not believed."""
    told = clean_line(title)
    claim = Claim(told, source) if told and not _NO_TITLE.match(told) else Claim(heading, "heading" if heading else "")
    name = clean_line(author, limit=300)
    authors = (Claim(name, source),) if name and not _NO_AUTHOR.match(name) else ()
    text = without_head(as_paragraphs(blocks), titles=(claim.value, heading), authors=())
    evidence = Evidence(authors=authors, published=dates[:1], modified=dates[1:], language=language)
    return build_article(evidence, title=claim, text=text, url=url, now=now)


def _broken() -> tuple[type[Exception], ...]:
    """What the two libraries and all below them raise on hostile bytes. Named one by one: the exception by which a
    caller ends a parser that takes too long must pass."""
    from docx.exceptions import PythonDocxError
    from docx.opc.exceptions import OpcError
    from pdfminer.psexceptions import PSException

    return (
        ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, NameError, OSError, RuntimeError,
        TypeError, ValueError, struct.error, zlib.error, zipfile.BadZipFile, etree.LxmlError, PythonDocxError,
        OpcError, PSException,
    )  # fmt: skip


def _names(content: bytes) -> frozenset[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return frozenset(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError):
        return frozenset()


def _refuse_bomb(content: bytes) -> None:
    """The library unpacks every part into memory; what a part declares is what zipfile gives of it at most."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
    if len(parts) > MAX_PARTS:
        raise Reject(Reason.TOO_LARGE, f"a Word document of {len(parts)} parts")
    size = sum(part.file_size for part in parts)
    if size > MAX_UNPACKED:
        raise Reject(Reason.TOO_LARGE, f"a Word document that unpacks to {size} bytes")


def _docx_blocks(document: Any) -> Iterator[tuple[str, str]]:
    """Style and text of every paragraph and table cell in order, tables within cells included."""
    stack = [iter(document.iter_inner_content())]
    while stack:
        block = next(stack[-1], None)
        if block is None:
            stack.pop()
        elif hasattr(block, "rows"):
            cells = [cell for row in block.rows for cell in row.cells]
            stack.append(inner for cell in dict.fromkeys(cells) for inner in cell.iter_inner_content())
        elif text := clean_line(block.text, limit=100_000):
            yield (block.style.name if block.style is not None else ""), text


def _open_pdf(content: bytes) -> Any:
    """The document. References in a circle, which pdfminer would follow for ever, raise PDFException."""
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfexceptions import PDFException
    from pdfminer.pdfparser import PDFParser
    from pdfminer.pdftypes import PDFObjRef

    class Document(PDFDocument):
        def getobj(self, objid: int) -> object:
            found = super().getobj(objid)
            for _ in range(MAX_HOPS):
                if not isinstance(found, PDFObjRef):
                    return found
                found = super().getobj(found.objid)
            raise PDFException("references in a circle")

    return Document(PDFParser(io.BytesIO(content)))


def _read_pdf(content: bytes) -> tuple[Mapping[str, Any], list[str]]:
    from pdfminer.converter import PDFPageAggregator
    from pdfminer.layout import LAParams, LTTextContainer
    from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
    from pdfminer.pdfpage import PDFPage

    document = _open_pdf(content)
    found = document.info
    resources = PDFResourceManager()
    device = PDFPageAggregator(resources, laparams=LAParams())
    interpreter = PDFPageInterpreter(resources, device)
    blocks: list[str] = []
    for page in islice(PDFPage.create_pages(document), MAX_PAGES):
        interpreter.process_page(page)
        for box in device.get_result():
            text = _HYPHEN.sub("", box.get_text().strip()) if isinstance(box, LTTextContainer) else ""
            if text and not (len(text) < 8 and text.strip(" -–—|").isdigit()):
                blocks.append(" ".join(text.split()))
    return (found[0] if found else {}), _mended(blocks)


def _mended(blocks: list[str]) -> list[str]:
    """A paragraph that a page or column break cut in the middle of a sentence is put together again."""
    mended: list[str] = []
    for block in blocks:
        if mended and block[:1].islower() and mended[-1][-1:] not in ".!?:;”\"'" and len(mended[-1]) > 40:
            mended[-1] = f"{mended[-1]} {block}"
        else:
            mended.append(block)
    return mended


def _pdf_text(value: object) -> str:
    from pdfminer.utils import decode_text

    return clean_line(decode_text(value)) if isinstance(value, bytes) else ""


def _pdf_date(value: object) -> str:
    """A PDF's date (ISO 32000, 7.9.4) in ISO 8601, '' for anything else."""
    found = _PDF_DATE.match(_pdf_text(value))
    if found is None:
        return ""
    year, month, day, hour, minute, second, sign, hours, minutes = found.groups()
    if hour is None:
        return f"{year}-{month}-{day}"
    zone = f"{sign}{hours}:{minutes or '00'}" if sign else "Z"
    return f"{year}-{month}-{day}T{hour}:{minute or '00'}:{second or '00'}{zone}"
