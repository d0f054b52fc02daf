"""Files of a picture: PNG and PDF, in the packaged font, equal on every run."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any

import matplotlib
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.figure import Figure

from layout.drawing.lettering import plain
from layout.drawing.picture import Picture
from layout.drawing.sheet import blank, draw
from layout.drawing.vector import svg

__all__ = ["INCH", "figure", "pdf", "png", "svg"]

INCH = 96  # pixels of a picture
_POINT = 72 / INCH
_HAIR = 0.001
# Text is put into a PDF as text, in a font of its own.
_PDF = {"pdf.fonttype": 42, "pdf.compression": 6}


def figure(picture: Picture, outlined: bool = False) -> Figure:
    """Return a picture as a figure of its true size; `outlined` draws letters as shapes."""
    made, axes = blank(picture.wide * _POINT, picture.high * _POINT)
    draw(picture, axes, scale=_POINT, outlined=outlined)
    return made


def png(picture: Picture, size: tuple[int, int], dpi: float) -> bytes:
    """Return a picture as PNG of `size` pixels, which says that there are `dpi` of them to an inch."""
    made = figure(picture, outlined=True)
    made.set_dpi(size[0] / (picture.wide / INCH))
    # A hair more than the size, for the canvas takes only whole pixels of what is left of it.
    made.set_size_inches((size[0] + _HAIR) / made.dpi, (size[1] + _HAIR) / made.dpi)
    out = io.BytesIO()
    FigureCanvasAgg(made).print_png(
        out, metadata={"Software": None}, pil_kwargs={"dpi": (dpi, dpi), "compress_level": 4}
    )
    return out.getvalue()


def pdf(pages: Iterable[Figure], title: str = "") -> bytes:
    """Return figures as the pages of one PDF. Fonts are embedded; there is no date in it."""
    out = io.BytesIO()
    about: dict[str, Any] = {"Title": plain(title), "CreationDate": None, "Producer": None, "Creator": None}
    with matplotlib.rc_context(_PDF), PdfPages(out, metadata=about) as file:
        for page in pages:
            file.savefig(page)
    return out.getvalue()
