"""What the guarded child reads a photograph by: weighed before it is decoded, then made small and clean."""

from __future__ import annotations

import io
import warnings
from collections.abc import Mapping
from typing import Any

# Loaded now: later the process may no longer reach the files of its plugins.
from PIL import Image, ImageOps, JpegImagePlugin, PngImagePlugin, WebPImagePlugin

from .photo_limits import MAX_PIXELS, MAX_SIDE

assert JpegImagePlugin and PngImagePlugin and WebPImagePlugin  # noqa: S101
_FORMATS = ("JPEG", "PNG", "WEBP")
_QUALITY = 85
_PAPER = (255, 255, 255)
# What Pillow raises for a file that is spoilt; of too many pixels it is never asked.
_SPOILT = (OSError, SyntaxError, ValueError, TypeError, LookupError, ArithmeticError, EOFError)


def read_confined(content: bytes, _arguments: Mapping[str, Any]) -> tuple[Any, bytes]:
    """Return width and height in pixels and a JPEG, or the code of the fault and its values.

    The picture is turned upright and at most MAX_SIDE pixels long and wide; nothing that stood beside its
    pixels, such as where it was taken, is in the JPEG.
    """
    warnings.simplefilter("ignore")
    try:
        # Opening reads the head alone.
        with Image.open(io.BytesIO(content), formats=_FORMATS) as picture:
            width, height = picture.size
            if width * height > MAX_PIXELS:
                return _refused("photo_pixels", size=_millions(width * height), limit=_millions(MAX_PIXELS))
            small = _upright(picture)
    except Image.DecompressionBombError:
        return _refused("photo_pixels", size="", limit=_millions(MAX_PIXELS))
    except _SPOILT:
        return _refused("photo_damaged")
    out = io.BytesIO()
    small.save(out, "JPEG", quality=_QUALITY, optimize=True)
    return {"size": list(small.size)}, out.getvalue()


def _upright(picture: Image.Image) -> Image.Image:
    """Return a picture in RGB, small and upright; where it is transparent it lies on white paper."""
    orientation = picture.getexif().get(0x0112, 1)
    # A JPEG can be decoded at half its size or less, which takes so much less memory.
    picture.draft("RGB", (MAX_SIDE, MAX_SIDE))
    picture.load()
    picture.thumbnail((MAX_SIDE, MAX_SIDE), Image.Resampling.LANCZOS)
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        layer = picture.convert("RGBA")
        plain = Image.new("RGB", layer.size, _PAPER)
        plain.paste(layer, mask=layer.getchannel("A"))
    else:
        plain = picture.convert("RGB")
    # A copy of the pixels alone: Pillow passes on what stood beside them.
    clean = Image.frombytes("RGB", plain.size, plain.tobytes())
    clean.getexif()[0x0112] = orientation
    upright = ImageOps.exif_transpose(clean)
    return Image.frombytes("RGB", upright.size, upright.tobytes())


def _millions(pixels: int) -> str:
    return f"{pixels / 1e6:.0f}"


def _refused(code: str, **values: str) -> tuple[Any, bytes]:
    return {"fault": code, "values": values}, b""
