"""A data root in which every text of every file tries to break out."""

from __future__ import annotations

import csv
import io
import json
import shutil
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from geodata.schema import FieldSchema, TableSchema, table_schemas
from geodata.size_classes import class_amount
from tests.cited_sections import name_cited_sections

PAYLOAD = (
    '<img src=x onerror="window.__hit=1"></script><script>window.__hit=1</script>'
    "`${window.__hit=1}`\\{{ 7*7 }}{% raw %}{#'\"&amp;\u202ertl\u0007end"
)
SHORT = '<img src=x onerror="window.__hit=1">`${{window.__hit=1}}`'
# A figure is a number or words, never both.
WORDS = ("words_zh", "words_en")
# Claims of growth, shares and multiples are held to these units; every other unit is spoilt.
PERCENT = ("%", "个百分点", "倍")
PART = PAYLOAD.replace(";", "")  # lists and references are parted by semicolons
# What must be readable on the page; direction and control characters become U+FFFD.
VISIBLE = PAYLOAD.replace("\u202e", "\ufffd").replace("\u0007", "\ufffd")


def spoil(source: Path, root: Path) -> Path:
    """Copy a data root and put the payload into all of its texts; ids, dates and choices stay."""
    shutil.copytree(source, root)
    for district in (d for d in root.iterdir() if d.is_dir()):
        for folder, edition in [(district, False), *((e, True) for e in (district / "plans").iterdir())]:
            for file in sorted({t.file for t in table_schemas().values() if t.edition is edition}):
                tables = [t for t in table_schemas().values() if t.file == file]
                (folder / file).write_text(_FORMS[Path(file).suffix](folder / file, tables), encoding="utf-8")
        for file in district.glob("plans/*/story.toml"):
            _story(file)
    name_cited_sections(root)
    return root


def _story(file: Path) -> None:
    """Put the payload into a story's texts; braces of its own are doubled, as its form asks."""
    story = tomllib.loads(file.read_text("utf-8"))
    words = PAYLOAD.replace("{", "{{").replace("}", "}}")
    for part in (story, *story["steps"]):
        for key in [k for k in part if k.startswith("title_")]:
            part[key] += SHORT  # a title has room for no more
        for key in [k for k in part if k.startswith("notes_")]:
            part[key] += words
        for key in [k for k in part if k.startswith("lines_")]:
            part[key] = [line + words for line in part[key]]
    steps = "".join(
        "[[steps]]\n" + "".join(f"{k} = {_inline(v)}\n" for k, v in step.items())
        for step in story.pop("steps")
    )
    file.write_text("".join(f"{k} = {_inline(v)}\n" for k, v in story.items()) + steps, encoding="utf-8")


def _spoilt(
    fields: Sequence[FieldSchema], record: dict[str, Any], keep: Sequence[str] = ()
) -> dict[str, Any]:
    spoilt = dict(record)
    for part in fields:
        if part.name == "unit" and record.get("unit") in PERCENT:
            continue
        # Words that name a class of size are a number to the audit.
        if part.name.startswith("words_") and class_amount(record.get("words_zh") or "") is not None:
            continue
        # An aim wants a source, which an element need not have.
        if part.name.startswith("aim_") and not record.get("source"):
            continue
        # What an area covers is said of one that is published.
        if part.name.startswith("area_note_") and not record.get("area_km2"):
            continue
        # Whom an element reaches is said of one that reaches out.
        if part.name.startswith("reach_") and not record.get("radiates"):
            continue
        if part.name not in keep and (part.name in record or (part.type == "text" and not part.allowed)):
            # Of a name without one in this language its own is taken: names stand for one thing each.
            stand_in = record.get("name") if part.name.startswith("name_") else None
            spoilt[part.name] = _value(part, record.get(part.name, stand_in))
    return spoilt


def _value(part: FieldSchema, original: Any) -> Any:
    if part.type == "text" and not part.allowed:
        return f"{original or ''}{PAYLOAD}"
    if part.type == "list":
        return ";".join(each + PART for each in (original or "-").split(";"))
    if part.type == "refs" and not original:
        return original
    if part.type == "refs":
        return ";".join(f"{each}{'' if ':' in each else ':'}{PART}" for each in original.split(";"))
    if part.type == "url":
        return f"{original or 'https://example.org/'}{PAYLOAD}"
    if part.type == "record" and original:
        return _spoilt(part.fields, original)
    if part.type == "records":
        return [_spoilt(part.fields, each) for each in original or []]
    return original


def _csv(path: Path, tables: Sequence[TableSchema]) -> str:
    rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8"), newline="")))
    spoilt = [_spoilt(tables[0].fields, row, WORDS if row.get("value") else ()) for row in rows]
    out = io.StringIO(newline="")
    # Optional columns that the file goes without are spoilt as well.
    writer = csv.DictWriter(out, list(dict.fromkeys(k for row in spoilt for k in row)), lineterminator="\n")
    writer.writeheader()
    writer.writerows(spoilt)
    return out.getvalue()


def _geojson(path: Path, tables: Sequence[TableSchema]) -> str:
    parsed = json.loads(path.read_text("utf-8"))
    for feature in parsed["features"]:
        keep = ("unlocated_zh", "unlocated_en") if feature["geometry"] else ()
        feature["properties"] = _spoilt(tables[0].fields, feature["properties"], keep)
    return json.dumps(parsed)


def _toml(path: Path, tables: Sequence[TableSchema]) -> str:
    parsed = tomllib.loads(path.read_text("utf-8"))
    for table in tables:
        if table.form == "record":
            others = {t.name for t in tables if t.form == "array"}
            parsed |= _spoilt(table.fields, {k: v for k, v in parsed.items() if k not in others})
        elif table.form == "keyed":
            parsed[table.name] = {k: _spoilt(table.fields, v) for k, v in parsed[table.name].items()}
        else:
            parsed[table.name] = [_spoilt(table.fields, each) for each in parsed.get(table.name, [])]
    return "\n".join(f"{key} = {_inline(value)}" for key, value in parsed.items())


def _inline(value: Any) -> str:
    """Write a value as TOML on one line."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{k} = {_inline(v)}" for k, v in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_inline, value)) + "]"
    return json.dumps(value)


_FORMS = {".csv": _csv, ".geojson": _geojson, ".toml": _toml}
