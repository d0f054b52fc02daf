"""Files of a picture: PNG and SVG, in the packaged font, equal on every run. PDF: see `document`."""

from __future__ import annotations

import io

from matplotlib.backends.backend_agg import FigureCanvasAgg

from layout.drawing.picture import Picture
from layout.drawing.renderer import blank_figure, draw_picture

_INCH = 96  # pixels of a picture
_POINT = 72 / _INCH
_HAIR = 0.001


def write_png(picture: Picture, size: tuple[int, int], dpi: float) -> bytes:
    """Return a picture as PNG of `size` pixels, which says that there are `dpi` of them to an inch."""
    figure, axes = blank_figure(picture.width * _POINT, picture.height * _POINT)
    draw_picture(picture, axes, scale=_POINT, outlined=True)
    figure.set_dpi(size[0] / (picture.width / _INCH))
    # A hair more than the size, for the canvas takes only whole pixels of what is left of it.
    figure.set_size_inches((size[0] + _HAIR) / figure.dpi, (size[1] + _HAIR) / figure.dpi)
    out = io.BytesIO()
    FigureCanvasAgg(figure).print_png(
        out, metadata={"Software": None}, pil_kwargs={"dpi": (dpi, dpi), "compress_level": 4}
    )
    return out.getvalue()
