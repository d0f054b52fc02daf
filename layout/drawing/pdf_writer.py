"""A PDF of several pages: vector graphics, embedded fonts, bookmarks, a language, and no date."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import matplotlib
from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.figure import Figure
from pypdf import PdfWriter
from pypdf.generic import BooleanObject, DictionaryObject, NameObject, TextStringObject

from layout.drawing.picture import Picture
from layout.drawing.renderer import blank_figure, draw_picture
from layout.drawing.text_metrics import single_line


@dataclass(frozen=True, slots=True)
class DocumentProperties:
    """Title, subject and language of a document. `lang` is a language tag (BCP 47) such as `zh-CN`."""

    title: str
    subject: str
    lang: str


@dataclass(frozen=True, slots=True)
class PicturePlacement:
    """A picture on a page: `x`, `y` of its upper left corner in points, y downwards.

    `scale` is points to a pixel.
    """

    picture: Picture
    x: float
    y: float
    scale: float


@dataclass(frozen=True, slots=True)
class PdfPage:
    """A page, measured in points, and the pictures on it, which have scales of their own.

    `bookmark` is the title of the bookmark that leads to it; empty for none.
    """

    picture: Picture
    placements: tuple[PicturePlacement, ...] = ()
    bookmark: str = ""


_Bookmark = tuple[str, int]  # title, and the page that it leads to, counted from 0

# Fonts are embedded as TrueType, so that text can be searched and copied.
_SETTINGS = {"pdf.fonttype": 42, "pdf.compression": 6}
# Two builds are equal: neither the clock nor a program's version stands in the file.
_NO_METADATA = {"Creator": None, "Producer": None, "CreationDate": None}


def write_pdf(pages: Iterable[PdfPage], properties: DocumentProperties) -> bytes:
    """Return pages as the bytes of a PDF 1.4, drawn one after the other. Equal pages give equal bytes."""
    buffer = io.BytesIO()
    bookmarks: list[_Bookmark] = []
    with matplotlib.rc_context(_SETTINGS), PdfPages(buffer, metadata=_NO_METADATA) as pdf:
        for number, page in enumerate(pages):
            pdf.savefig(page_figure(page))
            bookmarks += [(page.bookmark, number)] if page.bookmark else []
    return _with_properties(buffer, properties, bookmarks)


def page_figure(page: PdfPage) -> Figure:
    """Return a page as a figure, before it is written; one unit of its axes is a point."""
    figure, axes = blank_figure(page.picture.width, page.picture.height)
    order = draw_picture(page.picture, axes)
    for placement in page.placements:
        order = draw_picture(placement.picture, axes, (placement.x, placement.y), placement.scale, order)
    return figure


def _with_properties(
    pdf: io.BytesIO, properties: DocumentProperties, bookmarks: Sequence[_Bookmark]
) -> bytes:
    """Return a PDF with title, subject, language and bookmarks; its pages stay as they are."""
    writer = PdfWriter(clone_from=pdf)
    # pypdf would write 1.3, which knows neither the opacity of a fill nor the language of a document.
    writer.pdf_header = "%PDF-1.4"
    writer.metadata = {
        "/Title": single_line(properties.title),
        "/Subject": single_line(properties.subject),
    }
    # The language tells a screen reader how to speak; it is a key of the catalogue (ISO 32000-1, 7.7.2).
    writer.root_object[NameObject("/Lang")] = TextStringObject(properties.lang)
    preferences = DictionaryObject({NameObject("/DisplayDocTitle"): BooleanObject(True)})
    writer.root_object[NameObject("/ViewerPreferences")] = preferences
    for title, page in bookmarks:
        writer.add_outline_item(title=title, page_number=page)
    if bookmarks:
        writer.page_mode = "/UseOutlines"
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
