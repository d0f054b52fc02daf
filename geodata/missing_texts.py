"""Texts that a language lacks: counted by file and field, as they are shown in another language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .faults import Fault, make_fault
from .languages import LANGS
from .rules import RowsByTable
from .schema import FieldSchema, table_schemas

# How many fields of a file are named in its note.
_NAMED = 4


@dataclass(frozen=True)
class MissingTexts:
    """How many texts of one field of a table lack in a language, of how many that are there in any."""

    table: str
    file: str
    field: str
    lang: str
    missing: int
    total: int


def count_missing_texts(rows: RowsByTable) -> list[MissingTexts]:
    """Count, by field, the texts that are there in one language and lack in another."""
    counted = []
    for name, table in table_schemas().items():
        missing, total = Counter[tuple[str, str]](), Counter[str]()
        for row in rows[name] or []:
            for path, texts in _texts(table.fields, row.values, ""):
                total[path] += 1
                # What is needed and lacks is a fault already.
                missing.update((path, k) for k in LANGS if not texts.get(k) and f"{path}_{k}" not in row.bad)
        file = next((row.file for row in rows[name] or []), table.file)
        counted += [
            MissingTexts(name, file, path, lang, n, total[path]) for (path, lang), n in missing.items()
        ]
    return counted


def list_missing_texts(rows: RowsByTable, each: bool = False) -> list[Fault]:
    """Return a note for each file and language that lacks texts, which names the fields that lack the most.

    With `each` there is one for each field instead.
    """
    if each:
        return [_note((m,), _field_of(m)) for m in count_missing_texts(rows)]
    by_file: dict[tuple[str, str], list[MissingTexts]] = {}
    for counted in count_missing_texts(rows):
        by_file.setdefault((counted.file, counted.lang), []).append(counted)
    return [_note(parts, "") for parts in by_file.values()]


def _note(parts: Sequence[MissingTexts], field: str) -> Fault:
    missing, total = sum(m.missing for m in parts), sum(m.total for m in parts)
    most = sorted(parts, key=lambda m: -m.missing)
    named = [f"{_field_of(m)} {m.missing}" for m in most[:_NAMED]] + (["…"] if len(most) > _NAMED else [])
    code = "missing_texts" if field else "missing_texts_of_file"
    values = {"lang": parts[0].lang, "missing": missing, "total": total, "fields": named}
    return make_fault(parts[0].file, "", field, code, **values)


def _field_of(missing: MissingTexts) -> str:
    # One file holds several arrays, whose fields have the same names.
    array = table_schemas()[missing.table].form == "array"
    return f"{missing.table}.{missing.field}" if array else missing.field


def _texts(
    fields: Iterable[FieldSchema], values: Mapping[str, Any], path: str
) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield each text that a record gives in any language, by the path of its field."""
    by_text: dict[str, dict[str, str]] = {}
    for field in fields:
        value = values.get(field.name)
        if field.text:
            by_text.setdefault(field.text, {})[field.name.rpartition("_")[2]] = str(value or "")
        for record in [value] if isinstance(value, dict) else value if isinstance(value, list) else ():
            yield from _texts(field.fields, record, f"{path}{field.name}.")
    yield from ((path + name, texts) for name, texts in by_text.items() if any(texts.values()))
