"""What the reader of an office's own PDF leans on in PDFium."""

from __future__ import annotations

from pathlib import Path

import pypdf
import pypdfium2

from geodata.document.pdf_text import pdf_text
from tests.contracts.kit import contract
from tests.plan_documents import write_pdf

READER = "geodata/document/pdf_text.py"
LINES = "geodata/document/lines.py"


@contract("pypdfium2", READER, "document_locked")
def test_a_password_is_told_by_the_words_of_the_error(tmp_path: Path) -> object:
    """A PDF that opens with a password raises the error of any broken one; only its text has the word."""
    writer = pypdf.PdfWriter(clone_from=write_pdf(tmp_path / "open.pdf", "一、甲"))
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(tmp_path / "locked.pdf")
    return pdf_text((tmp_path / "locked.pdf").read_bytes(), 9)["fault"]


@contract("pypdfium2", LINES, ["甲乙", "丙1.5", "1"])
def test_lines_come_as_printed_and_a_page_ends_without_one(tmp_path: Path) -> object:
    """Text comes line by line from the top, paragraphs not joined; the last line of a page has no end."""
    page = pypdfium2.PdfDocument(write_pdf(tmp_path / "p.pdf", "甲乙\n丙1.5"))[0]
    return page.get_textpage().get_text_bounded().split("\r\n")
