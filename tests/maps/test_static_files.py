"""Files of the static map: their size, their letters, and nothing in them that is not a picture."""

from __future__ import annotations

import io
import os
import re
import struct
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy
import pypdf
import pytest
from PIL import Image
from typer.testing import CliRunner

from geodata.languages import LANGS
from layout import exports
from layout.cli.export import app
from layout.drawing import png_writer, svg_writer, text_metrics
from layout.drawing.pdf_writer import DocumentProperties, PdfPage, write_pdf
from layout.drawing.picture import Label, Layer, Part, Picture
from layout.drawing.picture import Path as Line
from layout.drawing.scene import Dot, FilledRectangle, StraightLine, TextLine
from layout.exports.size import Size, SizeError, read_size
from layout.maps.static.map_picture import map_picture
from tests.conftest import MINI
from tests.maps.static_maps import parts, view_of

GOLDEN = Path(__file__).parents[1] / "data/golden"
# Two drawings are one where they differ by no more than this: on the mean, and in the share of
# pixels that differ by more than 32 of 255. Releases of matplotlib differ by less.
MEAN, STRAY = 0.3, 0.003
NASTY = "<img src=x onerror=1> {{7*7}} ${1} $x^2$ \\frac & \"'\u202e\x00\x07\ud800]]>"
SVG = "{http://www.w3.org/2000/svg}"


def sample() -> Picture:
    """Make a picture of every form there is, each named as badly as can be."""
    shapes = (
        Line((((10, 10), (90, 10), (90, 90), (10, 90)), ((30, 30), (50, 30), (50, 50))), True, "#b23a30", 0.5, "#000000", 0.5, 2, (5, 4)),
        Line((((10, 100), (90, 190)),), False, edge="#4f7691", line_width=1.5, dash=(1, 5)),
        Line((((100, 100), (190, 100), (190, 190)),), True, hatch="#8c7a3f", opacity=0.62),
        FilledRectangle(120, 20, 20, 20, "paper", 0.5, "ink"), Dot(150, 60, 8, "#009e73", "ink"), StraightLine(0, 0, 200, 200, "muted"),
        TextLine(20, 150, NASTY, 12, True, "accent", "end"), TextLine(20, 170, "a b", 12),
        Label(100, 60, 60, 20, NASTY, 12, True, "#26231c", "#fcfbf8"),
        Label(100, 120, 90, 20, "南 wing", 16, False, "#26231c", "", 0.3, "#fcfbf8", "#c9b48a"),
    )  # fmt: skip
    return Picture(200, 200, "#efede6", (Layer(NASTY, NASTY, (Part(NASTY, NASTY, shapes),)),))


def chunks(png: bytes) -> dict[bytes, bytes]:
    """Read the chunks of a PNG."""
    data_by_chunk, at = {}, 8
    while at < len(png):
        (long,), kind = struct.unpack(">I", png[at : at + 4]), png[at + 4 : at + 8]
        data_by_chunk.setdefault(kind, png[at + 8 : at + 8 + long])
        at += 12 + long
    return data_by_chunk


@pytest.mark.parametrize(("width", "height", "dpi"), [(960, 540, 0), (801, 601, 150), (613, 877, 97.3)])
def test_a_png_has_the_size_and_resolution_asked_for(mini: Any, width: int, height: int, dpi: float) -> None:
    output = exports.render_view(".png", mini.plan, mini.shapes, view_of(mini), Size(width, height, dpi))
    png_chunks = chunks(output)
    across, down, unit = struct.unpack(">IIB", png_chunks[b"pHYs"])

    assert struct.unpack(">II", png_chunks[b"IHDR"][:8]) == (width, height)
    assert unit == 1
    assert across == down == pytest.approx((dpi or 96) / 0.0254, abs=1)
    assert b"tIME" not in png_chunks and b"tEXt" not in png_chunks


def test_letters_are_as_large_as_the_resolution_says() -> None:
    assert Size(3840, 2160).screen == (1600, 900)
    assert Size(3840, 2160, 192).screen == (1920, 1080)
    assert Size(800, 600).screen == (800, 600)
    assert Size(3508, 2480, 300).screen == pytest.approx((1122.56, 793.6))


@pytest.mark.parametrize(
    ("text", "dpi", "word"),
    [
        ("wide", None, "size"), ("1200", None, "size"), ("0x0", None, "range"), ("199x400", None, "range"),
        ("12001x400", None, "range"), ("11000x11000", None, "range"), ("800x600", 35.0, "dpi"),
        ("800x600", 1201.0, "dpi"), ("800x600", float("nan"), "dpi"), ("800x600", 600.0, "letters"),
    ],
)  # fmt: skip
def test_sizes_that_no_file_may_have_are_told(text: str, dpi: float | None, word: str) -> None:
    with pytest.raises(SizeError) as caught:
        read_size(text, dpi)
    assert caught.value.word == f"static_map_fault.{word}"


def test_sizes_are_read_as_they_are_written() -> None:
    assert [read_size(t) for t in ("1200x800", " 1200 X 800 ", "1200×800")] == [Size(1200, 800)] * 3
    assert read_size() == Size(3840, 2160)


@pytest.mark.parametrize("suffix", exports.MAPS)
def test_the_command_line_writes_a_map(tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"map{suffix}"
    call = ["export", str(file), "--data", str(MINI), "--size", "640x480", "--dpi", "120"]
    # As a notebook's shell may have it: no concern of a file.
    env = {**os.environ, "MPLBACKEND": "no such thing", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, "-m", "layout", *call],
        cwd=Path(__file__).parents[2],
        env=env,
        capture_output=True,
        text=True,
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert file.read_bytes()[:5] in (b"\x89PNG\r", b"<?xml", b"%PDF-")


@pytest.mark.parametrize(
    ("name", "options", "message"),
    [
        ("m.png", ["--size", "12x9999999"], "--size: “12x9999999”"),
        ("m.png", ["--size", "{{7*7}}\x1b[31m"], "--size: “{{7*7}}"),
        ("m.html", ["--dpi", "96"], "--dpi is for map files (.png, .svg, .pdf), not for .html"),
        ("m.pdf", ["--size", "400x400", "--portrait"], "--view cannot go with"),
    ],
)
def test_a_wrong_size_stops_the_export_in_words(
    tmp_path: Path, name: str, options: list[str], message: str
) -> None:
    (tmp_path / name).write_text("old")
    done = CliRunner().invoke(
        app, ["export", str(tmp_path / name), "--data", str(MINI), "--lang", "en", *options]
    )

    assert done.exit_code == 2
    assert message in done.stderr and "\x1b" not in done.stderr
    assert (tmp_path / name).read_text() == "old"


@pytest.mark.parametrize("lang", LANGS)
def test_a_pdf_can_be_read_and_holds_its_fonts(case: Any, lang: str) -> None:
    output = exports.render_view(".pdf", case.plan, case.shapes, view_of(case, lang), Size(1600, 900))
    read = pypdf.PdfReader(io.BytesIO(output))
    (page,) = read.pages
    text = re.sub(r"\s", "", page.extract_text())
    picture = map_picture(case.plan, case.shapes, view_of(case, lang), (1600, 900))
    label_texts = [p.name for k, p in parts(picture).items() if k.startswith("label:")]
    fonts = [f.get_object() for f in page["/Resources"]["/Font"].values()]  # type: ignore[index, union-attr]

    assert (float(page.mediabox.width), float(page.mediabox.height)) == (1200, 675)
    assert [n for n in label_texts if re.sub(r"\s", "", n) not in text] == []
    assert fonts
    for font in fonts:
        below = font.get("/DescendantFonts", [font])[0].get_object()
        assert "/FontFile2" in below["/FontDescriptor"].get_object()
        assert "Sans" in font["/BaseFont"]
    assert read.metadata is not None and read.metadata.title
    assert "/CreationDate" not in read.metadata


@pytest.mark.parametrize("lang", LANGS)
def test_an_svg_is_whole_closed_and_its_text_is_text(case: Any, lang: str) -> None:
    view = view_of(case, lang)
    output = exports.render_view(".svg", case.plan, case.shapes, view, Size(1200, 900)).decode("utf-8")
    root = ElementTree.fromstring(output)
    picture = map_picture(case.plan, case.shapes, view, (1200, 900))
    texts = [t.text for t in root.iter(f"{SVG}text") if t.get("aria-hidden") is None]
    ids = [e.get("id") for e in root.iter() if e.get("id")]

    assert (root.get("width"), root.get("height")) == ("1200", "900")
    assert {e.tag.removeprefix(SVG) for e in root.iter()} <= {
        "svg",
        "title",
        "style",
        "defs",
        "pattern",
        "g",
        "rect",
        "path",
        "circle",
        "line",
        "text",
    }
    expected = [s.text for p in parts(picture).values() for s in p.shapes if isinstance(s, Label | TextLine)]
    assert texts == expected
    assert len(set(ids)) == len(ids)
    assert set(parts(picture)) <= set(ids)
    assert re.findall(r"https?://[^\"' ]+", output) == ["http://www.w3.org/2000/svg"]
    assert all(
        u.startswith(("data:font/woff;base64,", "#hatch-")) for u in re.findall(r"url\(([^)]*)\)", output)
    )
    assert "href" not in output and "script" not in output


def test_the_letters_of_an_svg_come_inside_it(bundled: Any) -> None:
    from base64 import b64decode

    from fontTools.ttLib import TTFont

    output = exports.render_view(".svg", bundled.plan, bundled.shapes, view_of(bundled), Size(1200, 900)).decode(
        "utf-8"
    )
    font = TTFont(io.BytesIO(b64decode(re.findall(r"base64,([^)]*)\)", output)[0])))
    letters = {ord(c) for t in ElementTree.fromstring(output).iter(f"{SVG}text") for c in t.text or ""}

    assert letters <= set(font.getBestCmap())
    assert len(font.getBestCmap()) <= len(letters) + 1


def test_bad_names_are_plain_text_in_every_file() -> None:
    output = sample()
    root = ElementTree.fromstring(svg_writer.write_svg(output, title=NASTY))
    shown = [t.text for t in root.iter(f"{SVG}text")]
    text = (
        pypdf.PdfReader(io.BytesIO(write_pdf([PdfPage(output)], DocumentProperties(NASTY, NASTY, "en"))))
        .pages[0]
        .extract_text()
    )

    assert shown.count(text_metrics.legible(NASTY)) == 3  # one of them the halo of another
    assert "{{7*7}}${1}$x^2$\\frac&" in re.sub(r"\s", "", text)
    assert not list(root.iter(f"{SVG}img"))
    assert png_writer.write_png(output, (200, 200), 96)[:4] == b"\x89PNG"


def test_a_letter_that_no_font_has_is_shown_as_missing() -> None:
    assert text_metrics.legible("金山 A\u00e9\u4e9b") == "金山 A\u00e9\u4e9b"
    assert text_metrics.legible("\ue123\U000e0041x\n y") == "\ufffd\ufffdx y"
    assert text_metrics.text_width("\ufffd", 10) > 0


def test_words_are_measured_in_the_packaged_font_whatever_there_is() -> None:
    code = (
        "from matplotlib import font_manager as f\n"
        "f.fontManager.ttflist = [e for e in f.fontManager.ttflist if e.name == 'DejaVu Sans']\n"
        "from layout.drawing import text_metrics\n"
        "print(text_metrics.text_width('北翼 North wing', 12, True), text_metrics.font_file().is_file())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.split() == [str(text_metrics.text_width("北翼 North wing", 12, True)), "True"]


def pixels(data: bytes) -> Any:
    """Read a PNG as numbers."""
    return numpy.asarray(Image.open(io.BytesIO(data)).convert("RGB"), dtype=float)


def apart(first: bytes, second: bytes) -> tuple[float, float]:
    """Return how far two pictures differ: the mean, and the share of pixels that are clearly others."""
    off = abs(pixels(first) - pixels(second))
    return float(off.mean()), float((off.max(axis=2) > 32).mean())


def assert_like_golden(name: str, output: bytes) -> None:
    """Hold a drawing to the picture kept of it; one that is new is kept, to be looked at."""
    golden = GOLDEN / f"{name}.png"
    if not golden.exists():
        golden.write_bytes(output)
        pytest.fail(f"{golden.name} was not there and is now: look at it")
    mean, stray = apart(golden.read_bytes(), output)

    assert mean <= MEAN
    assert stray <= STRAY


@pytest.mark.parametrize("name", ["whole-zh", "wing-en", "park-zh"])
def test_a_drawing_is_what_it_was(bundled: Any, name: str) -> None:
    """To renew the pictures after a change that is meant: delete them, run twice, and look at them."""
    plan = bundled.plan
    wing = next(e for e in plan.elements if e.kind == "area" and not e.radiates)
    park = next(p for p in plan.of_type("park") if p.located)
    more = {"whole": {}, "wing": {"element": (wing.id,)}, "park": {"sel": park.id}}[name.partition("-")[0]]
    view = view_of(bundled, name.rpartition("-")[2], **more)
    output = exports.render_view(".png", plan, bundled.shapes, view, Size(960, 540))
    assert_like_golden(f"map-{name}", output)


def test_the_measure_of_a_drawing_sees_a_wing_in_another_colour(bundled: Any) -> None:
    plan = bundled.plan
    wing = next(e for e in plan.elements if e.kind == "area" and not e.radiates)
    other = tuple(replace(e, colour="#7a5f8c") if e is wing else e for e in plan.elements)
    golden = (GOLDEN / "map-whole-zh.png").read_bytes()
    output = exports.render_view(
        ".png", replace(plan, elements=other), bundled.shapes, view_of(bundled), Size(960, 540)
    )
    mean, stray = apart(golden, output)

    assert mean > MEAN
    assert stray > STRAY
