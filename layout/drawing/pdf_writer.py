"""A PDF of several pages: vectors, embedded letters, bookmarks, a language, and no date."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import matplotlib
from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.figure import Figure

from layout.drawing.picture import Picture
from layout.drawing.renderer import blank_figure, draw_picture
from layout.drawing.text_metrics import single_line


@dataclass(frozen=True, slots=True)
class DocumentProperties:
    """What a document says of itself. `lang` is a language tag such as `zh-CN`."""

    title: str
    subject: str
    lang: str


@dataclass(frozen=True, slots=True)
class PicturePlacement:
    """A picture on a page: `x`, `y` its upper left corner in points, `scale` points to a pixel."""

    picture: Picture
    x: float
    y: float
    scale: float


@dataclass(frozen=True, slots=True)
class PdfPage:
    """A page, measured in points, and the pictures on it, which have scales of their own.

    `mark` is the bookmark that leads to it; empty for none.
    """

    picture: Picture
    placements: tuple[PicturePlacement, ...] = ()
    bookmark: str = ""


_Mark = tuple[str, int]  # words, and the page they lead to, counted from 0

# Letters go in whole, as TrueType, so that they can be searched and copied.
_SETTINGS = {"pdf.fonttype": 42, "pdf.compression": 6}


def write_pdf(pages: Iterable[PdfPage], about: DocumentProperties) -> bytes:
    """Return pages as PDF. Equal pages give equal bytes; each is drawn when its turn comes."""
    out = io.BytesIO()
    told = {
        "Title": single_line(about.title),
        "Subject": single_line(about.subject),
        "Creator": None,
        "Producer": None,
    }
    marks: list[_Mark] = []
    with matplotlib.rc_context(_SETTINGS), PdfPages(out, metadata={**told, "CreationDate": None}) as pdf:
        for n, page in enumerate(pages):
            pdf.savefig(page_figure(page))
            marks += [(page.bookmark, n)] if page.bookmark else []
    return _told(out.getvalue(), about.lang, marks)


def page_figure(page: PdfPage) -> Figure:
    """Return a page as a figure, before it is written; one unit of its axes is a point."""
    made, axes = blank_figure(page.picture.width, page.picture.height)
    order = draw_picture(page.picture, axes)
    for one in page.placements:
        order = draw_picture(one.picture, axes, (one.x, one.y), one.scale, order)
    return made


def _told(pdf: bytes, lang: str, marks: Sequence[_Mark]) -> bytes:
    """Append bookmarks and language: a further section of the file, as the format provides for it."""
    start = int(re.findall(rb"startxref\s+(\d+)", pdf)[-1])
    trailer = pdf[pdf.rindex(b"trailer") :]
    size, root = int(_found(rb"/Size (\d+)", trailer)), int(_found(rb"/Root (\d+) 0 R", trailer))
    info = re.search(rb"/Info \d+ 0 R", trailer)
    pages = [int(n) for n in re.findall(rb"(\d+) 0 obj\n<< /Type /Page\s[^s]", pdf)]
    catalog = _found(rb"\n%d 0 obj\n<<(.*?)>>\nendobj" % root, pdf)
    spoken = b" /Lang %s /ViewerPreferences << /DisplayDocTitle true >>" % _string(lang)
    tree = b" /Outlines %d 0 R /PageMode /UseOutlines" % size if marks else b""
    objects = {root: b"<<" + catalog + spoken + tree + b" >>", **_outline(marks, size, pages)}
    out = bytearray(pdf if pdf.endswith(b"\n") else pdf + b"\n")
    places = {}
    for n, held in sorted(objects.items()):
        places[n] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (n, held)
    table = len(out)
    out += b"xref\n" + b"".join(b"%d 1\n%010d 00000 n \n" % (n, at) for n, at in places.items())
    out += b"trailer\n<< /Size %d /Root %d 0 R /Prev %d" % (max(size, max(objects) + 1), root, start)
    out += b" " + info[0] if info else b""
    return bytes(out + b" >>\nstartxref\n%d\n%%%%EOF\n" % table)


def _found(pattern: bytes, text: bytes) -> bytes:
    held = re.search(pattern, text, re.DOTALL)
    if held is None:
        raise ValueError(pattern)
    return held[1]


def _outline(marks: Sequence[_Mark], first: int, pages: Sequence[int]) -> Mapping[int, bytes]:
    """Return the bookmarks as objects of the file, numbered from `first`: their tree, then each."""
    if not marks:
        return {}
    last = first + len(marks)
    found = {
        first: b"<< /Type /Outlines /First %d 0 R /Last %d 0 R /Count %d >>" % (first + 1, last, len(marks))
    }
    for n, (title, page) in enumerate(marks, first + 1):
        beside = b" /Prev %d 0 R" % (n - 1) if n > first + 1 else b""
        beside += b" /Next %d 0 R" % (n + 1) if n < last else b""
        to = b"[%d 0 R /Fit]" % pages[page]
        found[n] = b"<< /Title %s /Parent %d 0 R%s /Dest %s >>" % (_string(title), first, beside, to)
    return found


def _string(words: str) -> bytes:
    """Write a text string as the format holds any letters: UTF-16 in hexadecimal."""
    return b"<" + (b"\xfe\xff" + words.encode("utf-16-be", "replace")).hex().encode("ascii") + b">"
