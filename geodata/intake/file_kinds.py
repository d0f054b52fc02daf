"""What kind of file a user's file is, told by its content; its name is never looked at."""

from __future__ import annotations

import re

from .cell_values import UnreadableError
from .delimited import decoded_text, read_csv
from .headings import count_headings
from .limits import MAX_BYTES
from .sheets import HeadCounter, Sheets
from .web_page import read_web_page
from .workbook_reader import read_workbook
from .xml_spreadsheet import read_xml_spreadsheet

_ZIP, _OLE, _PDF = b"PK", b"\xd0\xcf\x11\xe0", b"%PDF-"
# Streams of an OLE file, whose names stand in it in UTF-16: what is in the file, whatever its name says.
_STREAMS = (
    ("EncryptedPackage", "locked_workbook"), ("Workbook", "old_workbook"), ("Book", "old_workbook"),
    ("WordDocument", "word_document"), ("PowerPoint Document", "slides"),
)  # fmt: skip
_START = 4_000
_MAIL_PAGE = re.compile(r"^(mime-version|content-type|from|x-[\w-]+):", re.I | re.M)
_XML_BOOK = "urn:schemas-microsoft-com:office:spreadsheet"
_PAGE = re.compile(r"<\s*(html|table|!doctype\s+html|head|body|meta)\b", re.I)


def read_sheets(content: bytes, count_heads: HeadCounter = count_headings) -> Sheets:
    """Yield the sheets of a file by the reader for what it is.

    Raises UnreadableError for an empty or too large file, and for a kind that is not read, by its name.
    """
    if not content.strip():
        raise UnreadableError("empty_file")
    if len(content) > MAX_BYTES:
        raise UnreadableError("file_too_big", size=f"{len(content):,}", limit=f"{MAX_BYTES:,}")
    if content.startswith(_ZIP):
        return read_workbook(content, count_heads)
    if content.startswith(_OLE):
        raise UnreadableError(_ole_kind(content))
    if content.startswith(_PDF):
        raise UnreadableError("pdf_document")
    return _read_text(content, count_heads)


def _ole_kind(content: bytes) -> str:
    # Every name in the directory of an OLE file ends in a zero character.
    kinds = (code for name, code in _STREAMS if f"{name}\0".encode("utf-16-le") in content)
    return next(kinds, "old_workbook")


def _read_text(content: bytes, count_heads: HeadCounter) -> Sheets:
    text = decoded_text(content)
    start = text[:_START].lstrip("\ufeff \t\r\n")
    if start.startswith("<") and _XML_BOOK in text[: _START * 4]:
        return read_xml_spreadsheet(content)
    if start.startswith("<") and _PAGE.search(start):
        return read_web_page(text)
    if _MAIL_PAGE.match(start) and "multipart/" in start:
        raise UnreadableError("mail_page")
    return read_csv(text, count_heads)
