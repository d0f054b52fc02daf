"""Files of a district folder, read into rows; every fault of form is reported, none raised."""

from __future__ import annotations

import json
import os
import tomllib
from pathlib import Path
from typing import Any

from .csv_rows import read_csv_rows
from .faults import Fault, make_fault
from .files import NotUtf8Error, decode_utf8, open_plain
from .parser_words import parser_line, parser_reason
from .raw import Raw, UnreadableFileError, named_place
from .references import ID
from .schema import TableSchema, table_schemas
from .stray_tables import place_strays
from .toml_lines import heading_lines

MAX_BYTES = 20_000_000


class Reader:
    """Read the files of one folder, each once; `faults` gathers those of form."""

    def __init__(self, folder: Path, label: str = "") -> None:
        """Read below `folder`; `label` goes before file names in faults."""
        self.folder = folder
        self.label = label
        self.faults: list[Fault] = []
        self._parsed: dict[str, Any] = {}
        self._lines: dict[str, dict[str, list[int]]] = {}

    def rows(self, table: TableSchema, arrays: tuple[str, ...] = ()) -> list[Raw] | None:
        """Return a table's rows as written, or None if its file cannot be read.

        `arrays` are the tables that are arrays in the same TOML file; they are no fields of a record.
        """
        parsed = self._parse(table)
        if parsed is None:
            return None
        if table.form == "record":
            rest = {key: value for key, value in parsed.items() if key not in arrays}
            return [Raw("", rest)]
        if table.form == "array":
            return self._array(table, parsed)
        if table.form == "keyed":
            return self._keyed(table, parsed)
        return list(parsed)

    def _parse(self, table: TableSchema) -> Any:
        if table.optional and _is_absent(self.folder / table.file):
            return []
        if table.file not in self._parsed:
            parse = {"csv": self._csv, "features": self._features}.get(table.form, self._toml)
            try:
                self._parsed[table.file] = parse(table, _text(self.folder / table.file))
            except UnreadableFileError as error:
                self.report(table.file, error.where, error.code, **error.values)
                self._parsed[table.file] = None
        return self._parsed[table.file]

    def _toml(self, table: TableSchema, text: str) -> dict[str, Any]:
        try:
            parsed = tomllib.loads(text)
        except (ValueError, RecursionError) as error:
            # Not its own error alone: a number of more than 4,300 digits, or nesting too deep.
            # tomllib names the line as an attribute only from Python 3.14 on.
            line = parser_line(str(error), text)
            reason = parser_reason(str(error), text)
            raise UnreadableFileError(f"line {line}" if line else "", "bad_toml", reason=reason) from error
        siblings = [other for other in table_schemas().values() if other.file == table.file]
        placed, lines, strays = place_strays(parsed, siblings, heading_lines(text))
        self._lines[table.file] = lines
        for stray in strays:
            self.report(table.file, _lined(stray.written, stray.line), "stray_table", meant=stray.meant)
        return placed

    def _features(self, table: TableSchema, text: str) -> list[Raw]:
        try:
            # Never opened with GDAL, which goes by content: a .geojson could name any other file to be read.
            parsed = json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
        except json.JSONDecodeError as error:
            reason = parser_reason(error.msg, text, (error.lineno, error.colno))
            raise UnreadableFileError(f"line {error.lineno}", "bad_json", reason=reason) from error
        except (ValueError, RecursionError) as error:
            # A number of more than 4,300 digits, or nesting too deep.
            raise UnreadableFileError("", "bad_json", reason=parser_reason(str(error))) from error
        features = parsed.get("features") if isinstance(parsed, dict) else None
        if not isinstance(features, list) or parsed.get("type") != "FeatureCollection":
            raise UnreadableFileError("", "not_features")
        rows = [self._feature(table.file, number, part) for number, part in enumerate(features, 1)]
        return [row for row in rows if row]

    def _feature(self, file: str, number: int, part: Any) -> Raw | None:
        where = f"feature {number}"
        known = isinstance(part, dict) and part.get("type") == "Feature" and "geometry" in part
        if not known or not isinstance(part.get("properties"), dict):
            self.report(file, where, "not_feature")
            return None
        return Raw(named_place(where, part["properties"].get("id")), part["properties"], part["geometry"])

    def _csv(self, table: TableSchema, text: str) -> list[Raw]:
        rows, findings = read_csv_rows(table, text)
        for where, code, field, values in findings:
            self.report(table.file, where, code, field, **values)
        return rows

    def _array(self, table: TableSchema, parsed: dict[str, Any]) -> list[Raw]:
        parts = parsed.get(table.name, [])
        parts = parts if isinstance(parts, list) else [parts]
        lines = self._lines.get(table.file, {}).get(table.name, [])
        # Entries can also be written as inline tables; no line is better than a wrong one.
        lines = lines if len(lines) == len(parts) else [0] * len(parts)
        named = [
            (_entry_place(table.name, number, part, line), part)
            for number, (part, line) in enumerate(zip(parts, lines, strict=True), 1)
        ]
        return [Raw(where, part) for where, part in named if self._is_table(table, where, part)]

    def _keyed(self, table: TableSchema, parsed: dict[str, Any]) -> list[Raw]:
        for key in sorted(set(parsed) - {table.name}):
            self.report(
                table.file,
                "",
                "unknown_field",
                field=key,
                options=[f"[{table.name}.…]"],
                hint="",
            )
        body = parsed.get(table.name, {})
        lines = self._lines.get(table.file, {})
        named = [
            (_lined(f"[{table.name}.{key}]", (lines.get(f"{table.name}.{key}") or [0])[0]), key, part)
            for key, part in (body.items() if isinstance(body, dict) else ())
        ]
        return [
            Raw(where, {"id": key} | part) for where, key, part in named if self._is_table(table, where, part)
        ]

    def _is_table(self, table: TableSchema, where: str, part: Any) -> bool:
        if not isinstance(part, dict):
            self.report(table.file, where, "not_table")
        return isinstance(part, dict)

    def report(self, file: str, where: str, code: str, field: str = "", **values: Any) -> None:
        """Note a fault of form in a file below the folder."""
        self.faults.append(make_fault(self.label + file, where, field, code, **values))


def _entry_place(name: str, number: int, part: Any, line: int) -> str:
    entry_id = part.get("id") if isinstance(part, dict) else None
    known = isinstance(entry_id, str) and ID.fullmatch(entry_id)
    return _lined(f"[[{name}]] {entry_id if known else number}", line)


def _lined(place: str, line: int) -> str:
    return f"{place} (line {line})" if line else place


def _is_absent(path: Path) -> bool:
    # Not Path.exists, which raises where a folder may not be entered, or takes the file for none.
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False


def _text(path: Path) -> str:
    try:
        with open_plain(path) as file:
            size = os.fstat(file.fileno()).st_size
            if size > MAX_BYTES:
                raise UnreadableFileError("", "too_big", size=size, limit=MAX_BYTES)
            content = file.readall()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise UnreadableFileError("", "missing_file") from error
    except OSError as error:
        raise UnreadableFileError("", "unreadable_file", reason=error.strerror or "") from error
    try:
        return decode_utf8(content)
    except NotUtf8Error as error:
        raise UnreadableFileError(f"line {error.line}", "not_utf8") from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    # json.loads keeps the last of two equal names and says nothing.
    record = dict(pairs)
    if len(record) < len(pairs):
        names = [name for name, _ in pairs]
        raise UnreadableFileError("", "name_twice", value=max(names, key=names.count))
    return record


# Called for NaN and Infinity, which Python reads although JSON has no such numbers.
def _no_constant(name: str) -> Any:
    raise UnreadableFileError("", "not_finite", value=name)
