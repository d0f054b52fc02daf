"""The files of a new district or edition: all that is needed, explained, and empty where it is not known.

What a file may hold is taken from schema.toml, so that a new field is explained here as well.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from .faults import word
from .languages import LANGS
from .schema import FieldSchema, TableSchema, table_schemas

# The vocabulary of an edition, which another may take over: words, not statements of a plan.
VOCABULARY = ("ranks", "topics", "classes", "measures")
# The id of the source that is the plan's document.
_PLAN = "plan"


def to_fill(lang: str) -> str:
    """Return the text that stands for one which is required and not known yet; without a language in all."""
    return word("scaffold", "unknown", lang) if lang else " ".join(to_fill(each) for each in LANGS)


def current_period(today: date | None = None) -> str:
    """Return the five-year period of China's plans that a day lies in, such as the id of an edition."""
    year = (today or date.today()).year
    first = year - (year - 1) % 5  # they begin in years that end in 1 or 6
    return f"{first}-{first + 4}"


def district_files(district: str, edition: str, names: Mapping[str, str]) -> dict[str, str]:
    """Return the text of each file of a new district by its name below its folder, with one edition.

    `names` are those of the district by language; where one is missing it is still to be filled in.
    """
    known = {"id": district, "default_edition": edition, "review_number": ""}
    known |= {f"name_{lang}": names.get(lang) or to_fill(lang) for lang in LANGS}
    files = {
        "district.toml": _toml("district.toml", known),
        "sources.toml": _comment(table_schemas()["sources"].about) + source_text(_PLAN),
    }
    for table in _tables(edition=False, form="features"):
        files[table.file] = _features(table)
    return files | {f"plans/{edition}/{name}": text for name, text in edition_files(edition).items()}


def edition_files(
    edition: str, source: str = _PLAN, vocabulary: Mapping[str, Any] | None = None
) -> dict[str, str]:
    """Return the text of each file of a new edition by its name below its folder.

    `source` is the id of the plan's document; `vocabulary` are the tables of another edition's plan.toml
    that are taken over.
    """
    first, last = _years(edition)
    known: dict[str, Any] = {"id": edition, "source": source, "layout_source": source}
    known |= {"from_year": first, "to_year": last, "base_year": first - 1, "target_year": last}
    known |= {f"{name}_{lang}": edition for name in ("name", "short") for lang in LANGS}
    files = {"plan.toml": _toml("plan.toml", known, vocabulary or {})}
    # An optional file counts as absent while it has a head only.
    for table in _tables(edition=True, form="csv"):
        files[table.file] = ",".join(part.name for part in table.fields) + "\n"
    return files


def source_text(source: str) -> str:
    """Return the entry of sources.toml for the document of a new edition, still to be filled in."""
    table = table_schemas()["sources"]
    fields = [part for part in table.fields if part.name != "id"]
    body = _record(fields, {"kind": "plan"})
    return f"\n[sources.{source}]\n{body}"


def edition_vocabulary(plan_file: Path) -> dict[str, Any]:
    """Return the vocabulary of an edition's plan.toml. Raises OSError or ValueError if unreadable."""
    raw = tomllib.loads(plan_file.read_text(encoding="utf-8-sig"))
    return {name: raw[name] for name in VOCABULARY if isinstance(raw.get(name), list)}


def _years(edition: str) -> tuple[int, int]:
    parts = edition.split("-")
    if len(parts) == 2 and all(len(part) == 4 and part.isdecimal() for part in parts):
        return int(parts[0]), int(parts[1])
    first, last = current_period().split("-")
    return int(first), int(last)


def _tables(edition: bool, form: str) -> Iterable[TableSchema]:
    return (t for t in table_schemas().values() if t.edition is edition and t.form == form)


def _toml(file: str, known: Mapping[str, Any], filled: Mapping[str, Any] | None = None) -> str:
    """Return a TOML file: its own fields, then each of its arrays, those of `filled` with their entries."""
    tables = [t for t in table_schemas().values() if t.file == file]
    parts = [_comment(t.about) + _record(t.fields, known) for t in tables if t.form == "record"]
    for table in (t for t in tables if t.form == "array"):
        entries = (filled or {}).get(table.name, [])
        head = _comment(table.about)
        parts.append(head + ("\n".join(_entry(table, entry) for entry in entries) or _example(table)))
    return "\n".join(parts)


def _record(fields: Iterable[FieldSchema], known: Mapping[str, Any]) -> str:
    lines = []
    for part in fields:
        if part.name in known:
            lines.append(f"{_comment(part.about)}{part.name} = {_value(known[part.name])}\n")
        elif part.required:
            lines.append(f"{_comment(part.about)}{part.name} = {_value(to_fill(_lang(part)))}\n")
        elif part.type not in ("record", "records"):
            lines.append(f"{_comment(part.about)}# {part.name} = {_value(_example_value(part))}\n")
    return "\n".join(lines)


def _example(table: TableSchema) -> str:
    """Return one entry of an array, commented out; what need not be filled is so once more, to be left so."""
    fields = [part for part in table.fields if part.type not in ("record", "records")]
    needed = _needed(table, fields)
    lines = [f"# [[{table.name}]]"]
    lines += [f"# {'' if p.name in needed else '# '}{p.name} = {_value(_example_value(p))}" for p in fields]
    return "\n".join(lines) + "\n"


def _needed(table: TableSchema, fields: Iterable[FieldSchema]) -> set[str]:
    """Return the fields that an entry of examples must hold: required ones, and what their values ask for."""
    examples = {part.name: part.example for part in fields if part.required}
    needs = (c.need for c in table.when if c.field in examples and examples[c.field] in c.values)
    return {*examples, *(name for names in needs for name in names)}


def _example_value(part: FieldSchema) -> Any:
    # Texts are exemplified in the plan's language alone; in another they are still to be filled in.
    lang = _lang(part)
    return part.example if lang in ("", LANGS[0]) else to_fill(lang)


def _entry(table: TableSchema, entry: Mapping[str, Any]) -> str:
    names = [part.name for part in table.fields if part.name in entry]
    return "\n".join([f"[[{table.name}]]", *(f"{name} = {_value(entry[name])}" for name in names)]) + "\n"


def _features(table: TableSchema) -> str:
    about = dict(zip((f"about_{lang}" for lang in LANGS), table.about, strict=False))
    fields = {part.name: part.about[0] for part in table.fields}
    content = {"type": "FeatureCollection", **about, "fields": fields, "features": []}
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _lang(part: FieldSchema) -> str:
    lang = part.name.rpartition("_")[2]
    return lang if lang in LANGS else ""


def _comment(about: Iterable[str]) -> str:
    return "".join(f"# {line}\n" for line in about)


def _value(value: Any) -> str:
    # A text of JSON is one of TOML; true, false and numbers are written alike.
    return json.dumps("" if value is None else value, ensure_ascii=False)
