"""What a reader of a PDF gets of its pages: text, the sizes of letters, and where they stand."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from functools import cached_property

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
        self.textpage = page.get_textpage()

    @cached_property
    def text(self) -> str:
        """The text, its lines as they come, words that a line parts joined again in `joined`."""
        return str(self.textpage.get_text_range())

    @cached_property
    def joined(self) -> str:
        """The text without blanks and ends of lines."""
        return squeezed(self.text)

    @cached_property
    def letters(self) -> list[Letter]:
        """Every letter that is no blank."""
        letters = []
        for n in range(self.textpage.count_chars()):
            code = pdfium.FPDFText_GetUnicode(self.textpage, n)
            if chr(code).isspace() or code == 0x200B:
                continue
            rect = pdfium.FS_RECTF()
            pdfium.FPDFText_GetLooseCharBox(self.textpage, n, ctypes.byref(rect))
            matrix = pdfium.FS_MATRIX()
            pdfium.FPDFText_GetMatrix(self.textpage, n, ctypes.byref(matrix))
            # Of a picture the letters are scaled as it is.
            size = pdfium.FPDFText_GetFontSize(self.textpage, n) * abs(matrix.d)
            letters.append(Letter(chr(code), size, (rect.left, rect.bottom, rect.right, rect.top)))
        return letters


def page_texts(content: bytes) -> list[PageText]:
    """Return the pages of a PDF."""
    document = pypdfium2.PdfDocument(content)
    return [PageText(document[n]) for n in range(len(document))]
