"""What a reader of a PDF gets of its pages: text, the sizes of letters, and where they stand."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium


def squeezed(text: str) -> str:
    """Return text without blanks, also those that are none but let a line break."""
    return "".join(text.replace("\u200b", "").split())


@dataclass(frozen=True)
class Letter:
    """A letter, the size of its font in points, and the box that it stands in: left, bottom, right, top."""

    text: str
    size: float
    box: tuple[float, float, float, float]


class PageText:
    """The text of one page."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        self.width, self.height = page.get_size()
        textpage = page.get_textpage()
        # Its lines as they come, and without blanks and ends of lines.
        self.text = str(textpage.get_text_range())
        self.joined = squeezed(self.text)
        self.letters = list(_letters(textpage))
        textpage.close()


def _letters(textpage: pypdfium2.PdfTextPage) -> Iterator[Letter]:
    """Yield every letter that is no blank."""
    for n in range(textpage.count_chars()):
        code = pdfium.FPDFText_GetUnicode(textpage, n)
        if chr(code).isspace() or code == 0x200B:
            continue
        rect = pdfium.FS_RECTF()
        pdfium.FPDFText_GetLooseCharBox(textpage, n, ctypes.byref(rect))
        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFText_GetMatrix(textpage, n, ctypes.byref(matrix))
        # Of a picture the letters are scaled as it is.
        size = pdfium.FPDFText_GetFontSize(textpage, n) * abs(matrix.d)
        yield Letter(chr(code), size, (rect.left, rect.bottom, rect.right, rect.top))


def page_texts(content: bytes) -> list[PageText]:
    """Return the pages of a PDF."""
    document = pypdfium2.PdfDocument(content)
    pages = []
    for page in document:
        pages.append(PageText(page))
        page.close()
    document.close()
    return pages
