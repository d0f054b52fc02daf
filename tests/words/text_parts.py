"""The texts within what is shown: nodes and records, workbooks, decks, drawings, documents of the web."""

from __future__ import annotations

import html
import io
import json
import re
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

from pptx import Presentation

Texts = Iterator[tuple[str, str]]
# What is read by the program and never shown: ids, links, colours, paths, and names that only the search reads.
HIDDEN = frozenset(
    (
        "go", "key", "names", "id", "href", "class", "facets", "features", "rules", "site_types", "symbol", "raw", "view",
        "d", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "rx", "dx", "dy", "width", "height", "viewBox",
        "points", "transform", "font-size", "font-weight", "fill", "stroke", "stroke-width", "text-anchor",
    )
)  # fmt: skip
_STRING = re.compile(r'"((?:[^"\\]|\\.)+)"')


def shown_texts(value: Any, lang: str, where: str) -> Texts:
    """Yield the texts of nodes, lists and mappings, but not those that are marked as another language."""
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, dict):
        if value.get("lang", lang) == lang:
            for key in value.keys() - HIDDEN:
                yield from shown_texts(value[key], lang, f"{where}.{key}")
    elif isinstance(value, list | tuple):
        # A node in another language says so, as a screen reader needs it.
        if len(value) > 1 and isinstance(value[1], dict) and value[1].get("lang", lang) != lang:
            return
        for item in value:
            yield from shown_texts(item, lang, where)


def workbook_texts(content: bytes, where: str) -> Texts:
    """Yield the names of sheets and the texts of cells of a workbook (.xlsx)."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        sheets = archive.read("xl/workbook.xml").decode("utf-8")
        yield from ((where, html.unescape(t)) for t in re.findall(r'<sheet [^>]*?name="([^"]*)"', sheets))
        parts = [n for n in names if re.fullmatch(r"xl/(sharedStrings|worksheets/\w+)\.xml", n)]
        for name in parts:
            for element in ElementTree.fromstring(archive.read(name)).iter():
                if element.tag.endswith("}t") and element.text:
                    yield f"{where} {name}", element.text


def deck_texts(content: bytes) -> Texts:
    """Yield the texts of a deck, of its notes and charts, and the names of its shapes."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if re.match(r"ppt/(slides|notesSlides|charts)/[^/]+\.xml$", name):
                for element in ElementTree.fromstring(archive.read(name)).iter():
                    if element.tag.endswith(("}t", "}v")) and element.text:
                        yield name, element.text
    for n, slide in enumerate(Presentation(io.BytesIO(content)).slides, 1):
        yield from ((f"slide {n} name", shape.name) for shape in slide.shapes)


def svg_texts(markup: str, where: str) -> Texts:
    """Yield the texts of a drawing, those for screen readers as well."""
    drawn = (e for e in ElementTree.fromstring(markup).iter() if not e.tag.endswith("}style"))
    for element in drawn:
        yield from (
            (where, t) for t in (element.text, element.tail, element.get("aria-label")) if t and t.strip()
        )


def document_texts(document: str, where: str) -> Texts:
    """Yield the texts of a page that stands alone: its markup, and the data in its last script."""
    markup = re.sub(r"(?s)<(style|script)>.*?</\1>", "", document)
    markup_texts = re.findall(r'(?:>|(?:title|content|aria-label)=")([^<>"]+)', markup)
    yield from ((where, html.unescape(t)) for t in markup_texts if t.strip() and "sha256" not in t)
    # The data are JSON; what the script itself quotes is no more than ids, or the course of a line.
    data = document.rpartition("<script>")[2]
    strings = (json.loads(f'"{text}"') for text in _STRING.findall(data))
    yield from ((where, text) for text in strings if not re.match(r"M[\d.-]", text))
