"""What the deck leans on in python-pptx."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import openpyxl
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.oxml.ns import qn

from tests.contracts.kit import contract

BASE, GRAPH, SAVED = (f"layout/exports/deck/{name}.py" for name in ("blank_presentation", "native_chart", "deck_file"))


def kinds(rels: Any) -> set[str]:
    """Return the last words of the kinds of relationships."""
    return {rel.reltype.rpartition("/")[2] for rel in rels.values()}


def tags(element: Any) -> list[str]:
    """Return the local names of an element's children."""
    return [child.tag.partition("}")[2] for child in element]


def slide() -> tuple[Any, Any]:
    """Return an empty presentation and its one slide, with a title alone."""
    deck = Presentation()
    return deck, deck.slides.add_slide(deck.slide_layouts[5])


def graph() -> Any:
    """Return the frame of a chart of one series whose words look like formulas."""
    data = CategoryChartData(number_format="#,##0")
    data.categories = ("=1+1", "b")
    data.add_series("=2+2", [1, None])
    return slide()[1].shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, 0, 0, 100, 100, data)


@contract("python-pptx", BASE, ("titleOnly", "screen4x3", ["DATE", "FOOTER", "SLIDE_NUMBER", "TITLE"]))
def test_the_empty_presentation_is_4_by_3_and_its_sixth_layout_has_a_title() -> object:
    """The empty presentation says that it is 4:3, and the layout with a title alone is its sixth."""
    deck = Presentation()
    chosen = deck.slide_layouts[5]
    places = sorted(s.placeholder_format.type.name for s in chosen.placeholders)
    return chosen._element.get("type"), deck.part._element.find(qn("p:sldSz")).get("type"), places


@contract("python-pptx", SAVED, ({"printerSettings", "viewProps"}, {"thumbnail", "extended-properties"}))
def test_the_empty_presentation_brings_parts_of_somebodys_machine() -> object:
    """The empty presentation brings settings of a printer and of views, and a picture of another deck."""
    deck = Presentation()
    settings = kinds(deck.part.rels) & {"printerSettings", "viewProps"}
    return settings, kinds(deck.part.package._rels) & {"thumbnail", "extended-properties"}


@contract("python-pptx", BASE, {"slides": False, "notes": True})
def test_the_theme_of_slides_is_bytes_and_that_of_notes_a_tree() -> object:
    """The part of the slides' theme holds bytes (`_blob`), that of the notes' theme a tree (`_element`)."""
    deck = Presentation()
    masters = {"slides": deck.slide_masters[0].part, "notes": deck.notes_master.part}
    themes = {
        name: [r.target_part for r in part.rels.values() if r.reltype.endswith("/theme")]
        for name, part in masters.items()
    }
    return {name: all(hasattr(p, "_element") for p in parts) for name, parts in themes.items()}


@contract("python-pptx", BASE, (True, None))
def test_the_notes_know_no_east_asian_font_and_are_not_listed() -> object:
    """The master of notes has no East Asian font, and the presentation does not list it by itself."""
    deck = Presentation()
    theme = next(r.target_part for r in deck.notes_master.part.rels.values() if r.reltype.endswith("/theme"))
    return b'<a:ea typeface=""/>' in theme.blob, deck.part._element.find(qn("p:notesMasterIdLst"))


@contract("python-pptx", "layout/exports/deck/deck_theme.py", ["latin"])
def test_a_run_has_no_font_for_east_asian_letters() -> object:
    """The name of a run's font is that of Latin letters alone; there is none for East Asian ones."""
    frame = slide()[1].shapes.add_textbox(0, 0, 10, 10).text_frame
    run = frame.paragraphs[0].add_run()
    run.font.name = "Any"
    return tags(run._r.find(qn("a:rPr")))


@contract("python-pptx", GRAPH, (["idx", "order", "tx", "cat", "val"], "externalData", True, True))
def test_a_new_chart_has_its_elements_in_the_order_of_the_schema() -> object:
    """A new series has no look of its own before its names; the data's link is the last of a chart."""
    chart = graph().chart
    axis = tags(chart.category_axis._element)
    before = axis.index("crossAx") > axis.index("tickLblPos"), axis[-1] == "noMultiLvlLbl"
    series = [t for t in tags(chart.plots[0].series[0]._element) if t != "invertIfNegative"]
    return series, tags(chart._chartSpace)[-1], *before


@contract("python-pptx", GRAPH, {"f"})
def test_words_in_the_workbook_of_a_chart_become_formulas() -> object:
    """In the workbook that the library writes for a chart, words that look like a formula become one."""
    blob = graph().chart.part.chart_workbook.xlsx_part.blob
    sheet = openpyxl.load_workbook(io.BytesIO(blob)).active
    return {c.data_type for row in sheet.rows for c in row if str(c.value).startswith("=")}


@contract("python-pptx", GRAPH, "Sheet1")
def test_the_workbook_of_a_chart_is_read_from_its_first_sheet() -> object:
    """A chart names its cells by the sheet `Sheet1`; the workbook put in its place has that name."""
    ref = graph().chart._chartSpace.find(f".//{qn('c:cat')}//{qn('c:f')}")
    return str(ref.text).partition("!")[0]


@contract("python-pptx", "layout/exports/deck/slide.py", (["Title 1"], True))
def test_a_new_slide_has_the_title_alone_and_small_numbers() -> object:
    """A new slide takes the title over, not date, footer and number, and its shapes' ids are small."""
    page = slide()[1]
    return [s.name for s in page.shapes], max(s.shape_id for s in page.shapes) < 100


@contract("python-pptx", SAVED, {255: "taken", 256: "ValueError"})
def test_a_property_holds_255_letters() -> object:
    """A property of the file holds 255 letters; more are refused."""
    outcomes = {}
    for many in (255, 256):
        try:
            Presentation().core_properties.title = "x" * many
            outcomes[many] = "taken"
        except ValueError as error:
            outcomes[many] = type(error).__name__
    return outcomes


@contract("python-pptx", SAVED, True)
def test_a_saved_file_holds_the_time() -> object:
    """The entries of a saved file carry the time of saving, so that two are not equal."""
    out = io.BytesIO()
    Presentation().save(out)
    return all(i.date_time > (2020, 1, 1, 0, 0, 0) for i in zipfile.ZipFile(out).infolist())


@contract("python-pptx", "layout/exports/deck/template.py", ({"slide"}, 0))
def test_a_slide_can_be_taken_out_by_its_entry_and_relationship() -> object:
    """There is no call that removes a slide; without its entry in the list and its relationship it is gone."""
    deck, _ = slide()
    listed = deck.part._element.find(qn("p:sldIdLst"))
    for entry in list(listed):
        listed.remove(entry)
    gone = {r.rId: r.reltype.rpartition("/")[2] for r in deck.part.rels.values() if r.reltype.endswith("/slide")}
    for rel in gone:
        deck.part.rels.pop(rel)
    out = io.BytesIO()
    deck.save(out)
    return set(gone.values()), sum("slides/slide" in n for n in zipfile.ZipFile(out).namelist())
