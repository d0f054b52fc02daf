"""The guide to writing a plan down: each example is an entry of a test district, which the check finds good."""

from __future__ import annotations

import csv
import io
import json
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from geodata.places import read_place
from geodata.reference import LANGS
from geodata.schema import table_schemas
from tests.conftest import BELTS, CORRIDOR

GUIDES = {"en": "guide.md", "zh": "guide.zh.md"}
BLOCK = re.compile(r"```(toml|csv|json)\n(.+?)```", re.S)
FILE = re.compile(r"`(?:plans/<edition>/)?(\w+\.(?:toml|csv|geojson))`")
Entry = dict[str, Any]


@cache
def text_of(lang: str) -> str:
    return (Path(__file__).parents[2] / "geodata" / GUIDES[lang]).read_text(encoding="utf-8")


def examples(lang: str) -> Iterator[tuple[str, str, Entry]]:
    """Yield the file, the table and the fields of each example; the file is the last one named before it."""
    text = text_of(lang)
    for block in BLOCK.finditer(text):
        file = FILE.findall(text[: block.start()])[-1]
        form, body = block.groups()
        if form == "toml":
            yield from ((file, name, e) for name, entries in tomllib.loads(body).items() for e in entries)
        else:
            rows = json.loads(body) if form == "json" else csv.DictReader(io.StringIO(body))
            yield from ((file, Path(file).stem, row) for row in rows)


def entries(file: str, table: str) -> Iterator[Entry]:
    """Yield the entries of a table of both test districts, all editions."""
    for path in sorted(path for root in (CORRIDOR, BELTS) for path in root.rglob(file)):
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".toml":
            yield from tomllib.loads(text).get(table, [])
        elif path.suffix == ".csv":
            yield from csv.DictReader(io.StringIO(text))
        else:
            yield from (feature["properties"] for feature in json.loads(text)["features"])


@pytest.mark.parametrize("lang", LANGS)
def test_every_example_is_an_entry_of_a_test_district(lang: str) -> None:
    shown = list(examples(lang))
    invented = [
        (file, example)
        for file, table, example in shown
        if not any(all(entry.get(k) == v for k, v in example.items()) for entry in entries(file, table))
    ]

    assert len(shown) > 30
    assert invented == []


def test_the_guide_has_the_same_examples_in_every_language() -> None:
    first, *others = ([block.groups() for block in BLOCK.finditer(text_of(lang))] for lang in LANGS)

    assert all(first == other for other in others)


@pytest.mark.parametrize("lang", LANGS)
def test_the_guide_names_every_kind_of_element_and_outline(lang: str) -> None:
    schemas = table_schemas()
    kinds = next(f for f in schemas["elements"].fields if f.name == "kind").allowed
    outline = next(f for f in schemas["parks"].fields if f.name == "outline").fields
    ways = {f.name for f in outline} - {"side", "at"}
    shown = {way for _, _, e in examples(lang) for way in e.get("outline", {})}

    assert [k for k in kinds if f"| `{k}` |" not in text_of(lang)] == []
    assert ways <= shown


@pytest.mark.parametrize("lang", LANGS)
def test_places_that_the_guide_names_are_read_as_steps(lang: str) -> None:
    part = text_of(lang).rpartition("###")[2]
    places = [p for p in re.findall(r"`([^`]+)`", part) if re.search(r"[\u3400-\u9fff]", p)]
    read = {p: read_place(p) for p in places}

    assert len(places) > 10
    assert [p for p, place in read.items() if not place.sections and not place.unit] == []
