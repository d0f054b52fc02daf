"""Names of nested fields that were written in one key: `outline.sides.north`, `outline_disc`."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from .schema import FieldSchema


def nested_spelling(name: str, fields: Iterable[FieldSchema], value: Any = "…") -> str:
    """Return how a key of several fields is written as JSON, one within another; empty where it is none.

    A key is one where a nested field and a dot stand before the rest; with a line between them, as some
    programs write it, the rest must be fields of its own.
    """
    nested = {part.name: part for part in fields if part.fields}
    if name in nested:
        return ""
    for part in nested.values():
        if not name.startswith(part.name) or name[len(part.name) :][:1] not in (".", "_", "["):
            continue
        rest = name[len(part.name) :]
        if rest[0] != "_" or _has(rest[1:], part.fields):
            return f'"{part.name}": {_within(rest, part, value)}'
    return ""


def _has(name: str, fields: tuple[FieldSchema, ...]) -> bool:
    return any(part.name == name for part in fields) or bool(nested_spelling(name, fields))


def _within(rest: str, part: FieldSchema, value: Any) -> str:
    # titles[0].level and titles.0.level are entries of a list.
    name = rest.lstrip("._[0123456789]")
    deeper = nested_spelling(name, part.fields, value)
    shown = value if isinstance(value, int | float) else "…"
    written = deeper or f'"{name}": {json.dumps(shown, ensure_ascii=False)}'
    return f"[{{{written}}}]" if part.type == "records" else f"{{{written}}}"
