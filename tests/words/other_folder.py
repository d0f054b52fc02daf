"""A folder of the same shape as another, of which it holds no word, figure, year or place: a copy written by the schema."""

from __future__ import annotations

import csv
import io
import json
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from geodata.catalog import catalog
from geodata.languages import LANGS
from geodata.schema import FieldSchema, TableSchema, table_schemas
from geodata.units import other_names
from layout.briefing.story_file import FILE as STORY
from tests.words.other_words import GROUND, Words, language_of, moved, other_figure, shift_years

_LENGTHS = ("precision_m", "width_m", "inner_m", "outer_m")
_AREAS = ("area_km2", "low", "high")
Record = dict[str, Any]


def write_other(root: Path, target: Path) -> Words:
    """Write the other folder of every district below a root; return the words with what they stand for."""
    words = Words()
    for entry in catalog(root):
        _District(root / entry.id, target / entry.id, words).write()
    return words


class _District:
    """One district: read raw, changed field by field, written again."""

    def __init__(self, folder: Path, target: Path, words: Words) -> None:
        self.folder, self.target, self.words = folder, target, words
        towns = json.loads((folder / "towns.geojson").read_text(encoding="utf-8"))["features"]
        self.centre = (towns[0]["properties"]["label_lon"], towns[0]["properties"]["label_lat"])
        # Of the edition that is being written: the form of its measures, and figures that only count.
        self.forms: dict[str, str] = {}
        self.counted: set[str] = set()

    def write(self) -> None:
        """Write all files of the district."""
        self._files(self.folder, [t for t in table_schemas().values() if not t.edition])
        for plan in sorted((self.folder / "plans").iterdir()):
            content = tomllib.loads((plan / "plan.toml").read_text(encoding="utf-8"))
            self.forms = {m["id"]: m["form"] for m in content.get("measures", ())}
            self.counted = {c.get("stated", "") for c in content.get("claims", ()) if c["kind"] == "count"}
            self._files(plan, [t for t in table_schemas().values() if t.edition])
            if (plan / STORY).is_file():
                self._put(plan / STORY, write_toml(self._story((plan / STORY).read_text(encoding="utf-8"))))

    def _put(self, path: Path, text: str) -> None:
        file = self.target / shift_years(str(path.relative_to(self.folder)))
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def _files(self, folder: Path, tables: Iterable[TableSchema]) -> None:
        by_file: dict[str, list[TableSchema]] = {}
        for table in tables:
            by_file.setdefault(table.file, []).append(table)
        for name, parts in by_file.items():
            path = folder / name
            if path.is_file():
                way: Callable[[str, list[TableSchema]], str] = {
                    "csv": self._csv, "features": self._features
                }.get(parts[0].form, self._toml)  # fmt: skip
                self._put(path, way(path.read_text(encoding="utf-8"), parts))

    def _csv(self, text: str, tables: list[TableSchema]) -> str:
        reader = csv.DictReader(io.StringIO(text, newline=""))
        rows = [self._record(row, tables[0].fields) for row in reader]
        out = io.StringIO(newline="")
        writer = csv.DictWriter(out, list(reader.fieldnames or ()), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        return out.getvalue()

    def _features(self, text: str, tables: list[TableSchema]) -> str:
        content = json.loads(text)
        content = {k: v if k in ("type", "features") else self.words.text(v) for k, v in content.items()}
        for feature in content["features"]:
            feature["properties"] = self._record(feature["properties"], tables[0].fields)
            if feature["geometry"]:
                feature["geometry"]["coordinates"] = self._moved(feature["geometry"]["coordinates"])
        return json.dumps(content, ensure_ascii=False)

    def _moved(self, shape: Any) -> Any:
        return list(map(self._moved, shape)) if isinstance(shape[0], list) else moved(*shape[:2], self.centre)

    def _toml(self, text: str, tables: list[TableSchema]) -> str:
        content: Record = tomllib.loads(text)
        for table in tables:
            if table.form == "record":
                content |= self._record({k: v for k, v in content.items() if table.field(k)}, table.fields)
            elif table.form == "array":
                content[table.name] = [self._record(r, table.fields) for r in self._rows(table, content)]
            else:
                rows = content[table.name].items()
                content[table.name] = {shift_years(k): self._record(r, table.fields) for k, r in rows}
        return write_toml(content)

    @staticmethod
    def _rows(table: TableSchema, content: Record) -> list[Record]:
        """Return the rows of an array; of the nouns all that there can be, so that no neutral one is right."""
        rows: list[Record] = content.get(table.name, [])
        if table.name != "nouns":
            return rows
        field = table.field("id")
        missing = set(field.allowed if field else ()) - {r["id"] for r in rows}
        nouns = [{f"{k}_{lang}": f"{k} {n}" for k in ("name", "plural") for lang in LANGS} | {"id": n} for n in missing]
        return [*rows, *({**n, "source": content["source"]} for n in nouns)]

    def _story(self, text: str) -> Record:
        content = tomllib.loads(text)

        def changed(value: Any, key: str = "") -> Any:
            if isinstance(value, dict):
                return {k: changed(v, k) for k, v in value.items()}
            if isinstance(value, list):
                return [changed(v, key) for v in value]
            return self.words.filled(value, lang) if (lang := language_of(key)) else shift_years(value)

        return dict(changed(content))

    def _record(self, record: Mapping[str, Any], fields: Iterable[FieldSchema]) -> Record:
        known = {f.name: f for f in fields}
        return {
            k: v if v is None or v == "" else self._value(known[k], v, record) for k, v in record.items()
        }

    def _value(self, field: FieldSchema, value: Any, record: Mapping[str, Any]) -> Any:
        match field.type:
            case "record":
                return self._record(value, field.fields)
            case "records":
                return [self._record(v, field.fields) for v in value]
            case "course":
                return self._moved(value)
            case "decimal":
                return self._figure(value, record)
            case "number" | "limit":
                return self._number(field.name, value, record)
            case "refs":
                return self.words.refs(value)
            case "list":
                return self.words.parts(value, language_of(field.name))
            case "url":
                return "https://example.org/"
            case "text" if not field.allowed and not field.ref:
                return self._text(field.name, value)
        return shift_years(value) if isinstance(value, str) else self._integer(value)

    def _text(self, field: str, value: str) -> str:
        if field == "unit":
            # A unit that is declared is a word of the program.
            return "/".join(u if u in other_names() else self._unit(u) for u in value.split("/"))
        if field == "locator":
            return self.words.locator(value)
        return re.sub(r"\d", "7", value) if field == "code" else self.words.text(value, language_of(field))

    def _unit(self, value: str) -> str:
        token = self.words.text(value)
        self.words.units.add(token)
        return token

    @staticmethod
    def _integer(value: Any) -> Any:
        is_whole = isinstance(value, int) and not isinstance(value, bool)
        return int(shift_years(str(value))) if is_whole else value

    def _figure(self, value: str, record: Mapping[str, Any]) -> str:
        # A figure that says how many there are is right as long as they are.
        form = self.forms[record["measure"]]
        other = value if record["id"] in self.counted else other_figure(value, record, form)
        self.words.figures.add((Decimal(value), record["unit"]))
        self.words.others.add((Decimal(other), record["unit"]))
        return other

    def _number(self, field: str, value: Any, record: Mapping[str, Any]) -> Any:
        side = str(record.get("side", "")) if field == "at" else field
        if isinstance(value, str):
            try:
                value = float(value)
            except ValueError:
                return shift_years(value)
        if field in _AREAS:
            return round(value * GROUND**2, 3)
        if field in _LENGTHS:
            return round(value * GROUND)
        if side in ("label_lon", "east", "west"):
            return moved(value, self.centre[1], self.centre)[0]
        if side in ("label_lat", "north", "south"):
            return moved(self.centre[0], value, self.centre)[1]
        return value


def write_toml(content: Record) -> str:
    """Return a file of TOML: its values, then its tables by id and its arrays of tables."""
    plain = [f"{k} = {_plain(v)}" for k, v in content.items() if not _is_table(v)]
    tables = [
        f"\n[{name}.{key}]\n" + write_toml(table)
        for name, value in content.items()
        if isinstance(value, dict) and _is_table(value)
        for key, table in value.items()
    ]
    arrays = [
        f"\n[[{name}]]\n" + write_toml(row)
        for name, value in content.items()
        if isinstance(value, list) and _is_table(value)
        for row in value
    ]
    return "\n".join([*plain, *tables, *arrays]) + "\n"


def _is_table(value: Any) -> bool:
    inner = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else ()
    return bool(inner) and all(isinstance(v, dict) for v in inner)


def _plain(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{k} = {_plain(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_plain, value)) + "]"
    return json.dumps(value, ensure_ascii=False)
