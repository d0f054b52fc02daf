"""Pages and slides as they look: the handout against kept pictures, deck and pack opened by LibreOffice."""

from __future__ import annotations

import io
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdf
import pytest
from matplotlib.figure import Figure
from pptx import Presentation

from geodata.languages import LANGS
from layout.drawing import pdf_writer
from layout.exports import handout, render_story
from layout.exports.formats import PACK
from layout.exports.story_options import StoryOptions
from layout.words.glossary import say
from tests.briefing.briefings import story_of
from tests.conftest import CORRIDOR, EDITIONS, case_of, skip_unless_on_ci
from tests.exports.pdf_text import page_texts, squeezed
from tests.exports.test_park_slides import file_of
from tests.maps.test_static_files import GOLDEN, STRAY, apart, assert_like_golden

DPI = 60
PACKS = "pack-"
LIMITS = "limits-"  # files of a district whose figures are limits and ranges: long ones, on a slide
LIMITED = case_of(CORRIDOR, "shilang", "2026-2030")
ADVICE = "no LibreOffice found: apt-get install libreoffice-impress"


def no_progress(_n: int, _of: int) -> None:
    """Tell nobody how far it is."""


def page_png(case: Any, lang: str, portrait: bool, step: int) -> bytes:
    """Draw the page of one step alone, as PNG."""
    briefing = story_of(case, lang)
    assert briefing is not None
    single = replace(briefing, slides=briefing.slides[step - 1 : step])
    page = next(p for _, p in handout.handout_pages(single, case.plan, case.shapes, StoryOptions(portrait=portrait), no_progress))
    picture: Figure = pdf_writer.page_figure(page)
    out = io.BytesIO()
    picture.savefig(out, format="png", dpi=DPI, facecolor="white")
    return out.getvalue()


PAGES = [("zh", False, 1), ("zh", True, 2), ("en", False, 4), ("en", True, 10)]


@pytest.mark.parametrize(("lang", "portrait", "step"), PAGES)
def test_a_page_of_the_handout_looks_as_it_did(bundled: Any, lang: str, portrait: bool, step: int) -> None:
    picture = page_png(bundled, lang, portrait, step)
    assert_like_golden(f"page-{step}-{lang}-{'portrait' if portrait else 'landscape'}", picture)


def test_the_measure_of_a_page_sees_another_title(bundled: Any) -> None:
    briefing = story_of(bundled, "zh")
    assert briefing is not None
    slide = replace(briefing.slides[0], title=briefing.slides[1].title)
    changed = replace(briefing, slides=(slide,))
    page = next(p for _, p in handout.handout_pages(changed, bundled.plan, bundled.shapes, StoryOptions(), no_progress))
    out = io.BytesIO()
    pdf_writer.page_figure(page).savefig(out, format="png", dpi=DPI, facecolor="white")

    assert apart((GOLDEN / "page-1-zh-landscape.png").read_bytes(), out.getvalue())[1] > STRAY


@pytest.fixture(scope="module")
def converted(bundled: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Let LibreOffice, started once, write deck and pack of each language as PDF; give the folder."""
    office = shutil.which("soffice")
    if office is None:
        skip_unless_on_ci(ADVICE)
    folder = tmp_path_factory.mktemp("converted")
    decks = {f"{name}{lang}": (case, lang) for name, case in (("", bundled), (LIMITS, LIMITED)) for lang in LANGS}
    files = [folder / f"{name}.pptx" for name in decks]
    for (case, lang), file in zip(decks.values(), files, strict=True):
        briefing = story_of(case, lang)
        assert briefing is not None
        file.write_bytes(render_story(".pptx", briefing, case.plan, case.shapes, StoryOptions(), no_progress))
    for lang in LANGS:
        files.append(folder / f"{PACKS}{lang}.pptx")
        files[-1].write_bytes(file_of(EDITIONS[0], lang, PACK))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return folder


@pytest.mark.parametrize("lang", LANGS)
def test_libreoffice_opens_the_deck_and_shows_all_of_it(bundled: Any, converted: Path, lang: str) -> None:
    briefing = story_of(bundled, lang)
    assert briefing is not None
    pages = page_texts((converted / f"{lang}.pdf").read_bytes())
    assert len(pages) == len(briefing.slides)
    for slide, page in zip(briefing.slides, pages, strict=True):
        # Breaks of lines, and blanks between two kinds of letters, are the program's own.
        for words in (slide.title, *slide.lines, f"{slide.n}/{len(briefing.slides)}"):
            assert squeezed(words) in page.joined, words
        assert squeezed(say("map.schematic", lang)) in page.joined
        assert abs(page.width / page.height - 16 / 9) < 0.01


@pytest.mark.parametrize("lang", LANGS)
def test_libreoffice_opens_every_slide_of_a_pack(converted: Path, lang: str) -> None:
    slides = Presentation(io.BytesIO(file_of(EDITIONS[0], lang, PACK))).slides
    for page, slide in zip(page_texts((converted / f"{PACKS}{lang}.pdf").read_bytes()), slides, strict=True):
        assert squeezed(slide.shapes.title.text_frame.text) in page.joined


def _printed_lines(page: Any) -> set[str]:
    """Return the words of a page by the lines that they stand on, without blanks."""
    rows: dict[float, str] = {}

    def note(text: str, _matrix: Any, place: Any, *_: Any) -> None:
        row = round(float(place[5]), 1)
        rows[row] = rows.get(row, "") + "".join(text.split())

    page.extract_text(visitor_text=note)
    return set(rows.values())


@pytest.mark.parametrize("lang", LANGS)
def test_a_large_figure_stays_on_its_line_in_libreoffice_whatever_fonts_it_has(converted: Path, lang: str) -> None:
    briefing = story_of(LIMITED, lang)
    assert briefing is not None
    for slide, page in zip(briefing.slides, pypdf.PdfReader(converted / f"{LIMITS}{lang}.pdf").pages, strict=True):
        printed = _printed_lines(page)
        for number in slide.numbers:
            assert any("".join(number.value_text.split()) in line for line in printed), (slide.n, number.value_text)
