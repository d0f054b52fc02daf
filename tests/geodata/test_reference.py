"""The data format is explained field by field, with examples that the check accepts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from geodata.fields import check_values
from geodata.raw import Raw
from geodata.reference import LANGS, reference
from geodata.schema import FieldSchema, table_schemas

DOCS = {"en": "data.md", "zh": "data.zh.md"}


def every_field() -> Iterator[tuple[str, FieldSchema]]:
    """Yield each field with its path, those of records as well."""

    def below(path: str, fields: tuple[FieldSchema, ...]) -> Iterator[tuple[str, FieldSchema]]:
        for field in fields:
            yield f"{path}.{field.name}", field
            yield from below(f"{path}.{field.name}", field.fields)

    for name, table in table_schemas().items():
        yield from below(name, table.fields)


FIELDS = dict(every_field())


@pytest.mark.parametrize("lang", LANGS)
def test_the_document_is_what_the_schema_makes(lang: str) -> None:
    path = Path(__file__).parents[2] / "docs" / DOCS[lang]

    assert path.read_text(encoding="utf-8") == reference(lang), f"python -m geodata.reference {lang} > {path.name}"


@pytest.mark.parametrize("path", FIELDS)
def test_a_field_says_what_it_means_in_both_languages(path: str) -> None:
    field = FIELDS[path]

    assert len(field.about) == len(LANGS) and all(field.about)
    assert len(field.meanings) == len(field.allowed)
    assert all(len(meaning) == len(LANGS) and all(meaning) for meaning in field.meanings)
    assert (field.example is None) == (field.type in ("record", "records"))


@pytest.mark.parametrize("name", table_schemas())
def test_an_example_is_one_that_the_check_accepts(name: str) -> None:
    table = table_schemas()[name]

    def example(field: FieldSchema) -> Any:
        if field.type in ("record", "records"):
            record = {part.name: example(part) for part in field.fields}
            return [record] if field.type == "records" else record
        text = field.type == "decimal" or table.form == "csv"
        return str(field.example) if text else field.example

    row = check_values(table, Raw("row 1", {field.name: example(field) for field in table.fields}), table.file)

    assert [fault.text("en") for fault in row.faults] == []


def test_every_table_says_what_it_holds() -> None:
    assert [name for name, table in table_schemas().items() if len(table.about) != len(LANGS) or not all(table.about)] == []
