"""A picture as PNG, in the packaged font, equal on every run."""

from __future__ import annotations

import io

from matplotlib.backends.backend_agg import FigureCanvasAgg

from layout.drawing.picture import Picture
from layout.drawing.renderer import blank_figure, draw_picture

_INCH = 96  # pixels of a picture to an inch
_POINT = 72 / _INCH
_ROUNDING = 0.001


def write_png(picture: Picture, size: tuple[int, int], dpi: float) -> bytes:
    """Return a picture as the bytes of a PNG of `size` (width, height) pixels, marked as `dpi` to an inch.

    `size` should have the proportions of the picture, which is stretched otherwise. Equal pictures give equal
    bytes.
    """
    figure, axes = blank_figure(picture.width * _POINT, picture.height * _POINT)
    draw_picture(picture, axes, scale=_POINT, outlined=True)
    # The resolution of the figure makes the number of pixels; `dpi` is only marked in the file, for print.
    figure.set_dpi(size[0] / (picture.width / _INCH))
    # Slightly more than the size, for the canvas rounds down to whole pixels.
    figure.set_size_inches((size[0] + _ROUNDING) / figure.dpi, (size[1] + _ROUNDING) / figure.dpi)
    out = io.BytesIO()
    FigureCanvasAgg(figure).print_png(
        out, metadata={"Software": None}, pil_kwargs={"dpi": (dpi, dpi), "compress_level": 4}
    )
    return out.getvalue()
