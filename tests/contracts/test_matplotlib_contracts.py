"""What charts, pictures and handouts lean on in matplotlib."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import warnings
from typing import Any

import matplotlib
import pypdf
from matplotlib import font_manager
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.figure import Figure
from matplotlib.ft2font import LoadFlags
from matplotlib.patches import Rectangle
from matplotlib.patheffects import Normal, withStroke

from tests.contracts.kit import contract

SPARE = "DejaVu Sans"


def figure(words: str = "Ab", **how: Any) -> Figure:
    """Return a small figure with words on it."""
    drawing = Figure(figsize=(2, 1), dpi=72)
    axes = drawing.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    effects = how.pop("effects", None)
    text = axes.text(0.1, 0.5, words, fontfamily=[SPARE], **how)
    text.set(gid="g7")
    if effects:
        text.set_path_effects(effects)
    return drawing


def svg(drawing: Figure, salt: str | None = None, **metadata: Any) -> str:
    """Return a figure as SVG with its letters as text."""
    out = io.BytesIO()
    with matplotlib.rc_context({"svg.fonttype": "none", "svg.hashsalt": salt}):
        drawing.savefig(out, format="svg", metadata=metadata or None)
    return out.getvalue().decode()


def pdf(*pages: Figure, kind: int = 42, **metadata: Any) -> bytes:
    """Return figures as PDF."""
    out = io.BytesIO()
    with matplotlib.rc_context({"pdf.fonttype": kind}), PdfPages(out, metadata=metadata) as book:
        for page in pages:
            book.savefig(page)
    return out.getvalue()


def words_of(file: bytes) -> str:
    """Return the words of the first page of a PDF."""
    return "".join(pypdf.PdfReader(io.BytesIO(file)).pages[0].extract_text().split())


SHEET = "layout/drawing/renderer.py"


@contract("matplotlib", SHEET, {"read as mathematics": "ValueError", "parse_math=False": True})
def test_dollars_are_mathematics_unless_it_is_told_not_to() -> object:
    """Text between dollars is read as mathematics, and refused where it is none, unless `parse_math=False`."""
    try:
        svg(figure(r"$\frac$"))
        read = "drawn"
    except ValueError as error:
        read = type(error).__name__
    return {"read as mathematics": read, "parse_math=False": r"$\frac$" in svg(figure(r"$\frac$", parse_math=False))}


@contract("matplotlib", "layout/drawing/svg_nodes.py", {"as they come": False, "with a salt": True, "date": [True, False]})
def test_an_svg_is_equal_each_time_with_a_salt_and_no_date() -> object:
    """Ids in an SVG are random without `svg.hashsalt`, and it holds the time unless `Date` is None."""

    def clipped() -> Figure:
        drawing = figure()
        drawing.axes[0].add_patch(Rectangle((0, 0), 0.5, 0.5))
        return drawing

    plain = [svg(clipped(), Date=None) for _ in range(2)]
    salted = [svg(clipped(), "layout", Date=None) for _ in range(2)]
    dated = ["<dc:date>" in svg(figure()), "<dc:date>" in plain[0]]
    return {"as they come": plain[0] == plain[1], "with a salt": salted[0] == salted[1], "date": dated}


@contract(
    "matplotlib", "layout/drawing/svg_nodes.py",
    {"group": True, "text": True, "style": ["fill", "font-size", "text-anchor"], "path": True},
)  # fmt: skip
def test_an_svg_says_what_it_draws_in_groups_and_styles() -> object:
    """An artist's gid is the id of its group; a text carries its size, anchor and colour as a style."""
    drawing = figure("Ab", color="#fe0001", parse_math=False, ha="center")
    drawing.axes[0].add_patch(Rectangle((0, 0), 0.5, 0.5, gid="g8"))
    file = svg(drawing)
    text = re.search(r'<g id="g7">.*?<text ([^>]*)>Ab</text>', file, re.S)
    style = sorted(set(re.findall(r"(fill|font-size|text-anchor):", text[1]))) if text else []
    box = re.search(r'<g id="g8">.*?<path d="M ([^"]*)z\s*"', file, re.S)
    return {"group": '<g id="g7">' in file, "text": bool(text), "style": style, "path": bool(box)}


@contract("matplotlib", "layout/drawing/pdf_writer.py", {"equal": True, "dated": [True, False], "producer": [True, False]})
def test_a_pdf_is_equal_each_time_without_its_dates() -> object:
    """A PDF holds time and program unless its metadata say None, and is equal each time then."""
    bare = {"Creator": None, "Producer": None, "CreationDate": None}
    first, second, full = pdf(figure(), **bare), pdf(figure(), **bare), pdf(figure())
    dated, producer = ([key in full, key in first] for key in (b"CreationDate", b"Producer"))
    return {"equal": first == second, "dated": dated, "producer": producer}


@contract("matplotlib", "layout/drawing/pdf_writer.py", {42: ["CIDFontType2", "Type0"], 3: ["Type3"]})
def test_fonts_go_whole_into_a_pdf_as_type_42() -> object:
    """`pdf.fonttype` 42 embeds TrueType, which can be searched and copied; 3 embeds drawings of letters."""
    subtypes = {}
    for kind in (42, 3):
        resources: Any = pypdf.PdfReader(io.BytesIO(pdf(figure(), kind=kind))).pages[0]["/Resources"]
        fonts = [f.get_object() for f in resources["/Font"].values()]
        inner = [d.get_object() for f in fonts for d in f.get("/DescendantFonts", [])]
        subtypes[kind] = sorted({str(f["/Subtype"])[1:] for f in (*fonts, *inner)})
    return subtypes


@contract("matplotlib", SHEET, {"plain": "Ab", "with a halo": "", "unseen": "Ab"})
def test_letters_with_a_halo_are_shapes_and_unseen_ones_text() -> object:
    """Path effects turn letters in a PDF into shapes; text of no opacity stays there to be read."""
    halo = [withStroke(linewidth=2, foreground="white"), Normal()]
    figures = {"plain": figure(), "with a halo": figure(effects=halo), "unseen": figure(alpha=0.0)}
    return {name: words_of(pdf(f)) for name, f in figures.items()}


@contract("matplotlib", "layout/drawing/png_writer.py", {"software": [True, False], "dots": True, "equal": True})
def test_a_png_says_its_program_unless_told_not_to() -> object:
    """A PNG names the program unless `Software` is None, and passes `dpi` on to Pillow."""

    def png(**how: Any) -> bytes:
        out = io.BytesIO()
        FigureCanvasAgg(figure()).print_png(out, **how)
        return out.getvalue()

    how = {"metadata": {"Software": None}, "pil_kwargs": {"dpi": (300, 300)}}
    bare = png(**how)
    return {"software": [b"Software" in png(), b"Software" in bare], "dots": b"pHYs" in bare, "equal": bare == png(**how)}


@contract("matplotlib", "layout/drawing/png_writer.py", [236, 300, 365])
def test_a_canvas_has_as_many_pixels_as_a_size_that_is_a_hair_larger() -> object:
    """A size a hair above whole pixels gives just these; without the hair, 3.11.0 loses one in some sizes."""
    dpi = 96 * 1.37
    widths = []
    for pixels in (236, 300, 365):
        canvas = FigureCanvasAgg(Figure(figsize=((pixels + 0.001) / dpi, 0.1), dpi=dpi))
        canvas.draw()
        widths.append(canvas.buffer_rgba().shape[1])
    return widths


@contract("matplotlib", "layout/drawing/text_metrics.py", (True, True))
def test_a_font_is_known_once_it_is_in_the_list() -> object:
    """A font's file added to the manager's list under a name of one's own is found by that name."""
    spare = font_manager.findfont(font_manager.FontProperties(family=SPARE))
    entry = font_manager.FontEntry(fname=spare, name="Contract Sans", weight=400, size="scalable")
    font_manager.fontManager.ttflist.append(entry)
    try:
        font_file = font_manager.findfont(font_manager.FontProperties(family="Contract Sans"), fallback_to_default=False)
    finally:
        font_manager.fontManager.ttflist.remove(entry)
    return font_file == spare, "Contract Sans" not in {f.name for f in font_manager.fontManager.ttflist}


@contract("matplotlib", "layout/drawing/text_metrics.py", (0.684, 0))
def test_a_letter_has_its_own_width_where_hinting_is_off() -> object:
    """`linearHoriAdvance` is in 65536ths of a pixel at the size set; a letter that is not there has index 0."""
    face = font_manager.get_font(font_manager.findfont(font_manager.FontProperties(family=SPARE)))
    face.set_size(1000, 72)
    glyph = face.load_char(ord("A"), LoadFlags.NO_HINTING)
    return round(float(glyph.linearHoriAdvance) / 65536 / 1000, 3), face.get_char_index(0x4E2D)


@contract("matplotlib", "layout/drawing/svg_nodes.py", ["Glyph"])
def test_a_letter_that_no_font_has_is_warned_of() -> object:
    """A letter that no font has is a warning that begins with “Glyph”, and the text stays in the SVG."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        file = svg(figure("\u4e2d"))
    return sorted({str(w.message).split()[0] for w in caught if "missing" in str(w.message)}) if "\u4e2d" in file else []


@contract("zhplot", "layout/drawing/text_metrics.py", ["font.family"])
def test_importing_the_fonts_package_changes_settings() -> object:
    """Importing zhplot changes matplotlib's settings; its font is looked up without that."""
    code = (
        "import matplotlib as m; a = dict(m.rcParams); import zhplot; b = dict(m.rcParams)\n"
        "print(*[k for k in a if a[k] != b[k] and k == 'font.family'])"
    )
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.split()
