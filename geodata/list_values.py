"""Lists in one cell: texts, ids and references to sources, parted by semicolons."""

from __future__ import annotations

import re

from .checked_row import CheckedRow, ForeignKey
from .faults import worded
from .languages import Text
from .references import ID, REST, as_id, parse_refs, split_list
from .schema import FieldSchema

# What stands between two ids where a semicolon is meant, and for the colon before a place in a source.
_BETWEEN = "；、，,|/"
_PARTED = re.compile(rf"\s*[{_BETWEEN};]\s*|\s+")
_NEXT_REF = re.compile(rf"\s*[{_BETWEEN}]\s*(?={ID.pattern}\s*[:：])")
_COLON = re.compile(rf"(^|;)(\s*{ID.pattern})\s*：\s*")
_SIGN = re.compile(rf"[{_BETWEEN}：]|\s")


def read_list(row: CheckedRow, text: str, path: str) -> str:
    """Return a list of texts without blanks around its parts; empty, with a fault, where a part is empty."""
    try:
        parts = split_list(text)
    except ValueError:
        row.report(path, "empty_part", value=text)
        return ""
    if REST in parts[:-1] or parts == (REST,):
        row.report(path, "rest_not_last", value=text)
    return ";".join(parts)


def read_ids(row: CheckedRow, part: FieldSchema, text: str, path: str) -> str:
    """Return a list of ids; each is kept to be looked up, also one that is none."""
    names = split_list(read_list(row, text, path))
    meant = [name for name in _PARTED.split(text) if name]
    if not all(map(ID.fullmatch, names)) and len(meant) > len(names) and all(map(ID.fullmatch, meant)):
        _report_sign(row, path, text, ";".join(meant))
        return ";".join(meant)
    for name in names:
        read_id(row, part, name, path)
    return ";".join(names)


def read_id(row: CheckedRow, part: FieldSchema, text: str, path: str) -> None:
    """Keep an id that refers to another table to be looked up; what is no id is a fault, told with it."""
    if part.ref:
        row.foreign_keys.append(ForeignKey(path, text, part))
    if not ID.fullmatch(text):
        row.spoil(path)
        if not part.ref:
            row.report(path, "not_id", value=text, hint=id_hint(text))


def id_hint(text: str) -> Text:
    """Word the id that a text is written like as "did you mean", empty if it is like none."""
    meant = as_id(text)
    return worded("fault", "hint", nearest=meant) if meant else Text()


def read_refs(row: CheckedRow, text: str, path: str) -> None:
    """Keep references to sources to be looked up, also one that cannot be read."""
    meant = _COLON.sub(r"\1\2:", _NEXT_REF.sub(";", text))
    if meant == text and not all(map(ID.fullmatch, text.split(";"))):
        parts = _PARTED.split(text)
        meant = ";".join(parts) if len(parts) > 1 and all(map(ID.fullmatch, parts)) else text
    try:
        refs = parse_refs(meant)
    except ValueError as error:
        # Whether it is the name of a source is known where all sources are.
        row.foreign_keys.append(ForeignKey(path, str(error), None))
        row.spoil(path)
        return
    if meant != text:
        _report_sign(row, path, text, meant)
    row.foreign_keys.extend(ForeignKey(path, ref.source, None, ref.locator) for ref in refs)


def _report_sign(row: CheckedRow, path: str, text: str, meant: str) -> None:
    match = _SIGN.search(text)
    row.report(path, "wrong_sign", value=text, sign=match[0] if match else "", plain=meant)
