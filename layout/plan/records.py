"""Turn frozen records into JSON-ready values and back."""

from __future__ import annotations

import dataclasses
import types
import typing
from decimal import Decimal
from typing import Any

from geodata.languages import Text
from layout.plan.terms import TextList


def record_to_plain(value: Any) -> Any:
    """Turn records into JSON-ready lists and dictionaries; a decimal becomes the text it is printed as.

    A text becomes a dictionary by language id, a tuple a list, a list of names that with whether it goes on;
    other values stay as they are.
    """
    # Before dataclasses, of which Text is one: it goes out by language id, not by its field.
    if isinstance(value, Text):
        return dict(value.by_language())
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: record_to_plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, TextList):
        return {"names": [record_to_plain(v) for v in value], "unfinished": value.unfinished}
    if isinstance(value, tuple):
        return [record_to_plain(v) for v in value]
    return value


def record_from_plain(kind: Any, value: Any) -> Any:
    """Rebuild a record of type `kind` from what :func:`record_to_plain` made of it."""
    if kind is Text:
        return Text.from_mapping(value)
    if kind is TextList:
        return TextList((record_from_plain(Text, v) for v in value["names"]), value["unfinished"])
    if dataclasses.is_dataclass(kind):
        # The annotations themselves are text, by the future import.
        hints = typing.get_type_hints(kind)
        return kind(**{name: record_from_plain(hints[name], v) for name, v in value.items()})  # type: ignore[operator]
    if typing.get_origin(kind) is tuple:
        inner, *others = typing.get_args(kind)
        # A pair says what each part is, a tuple of any length what all are.
        kinds = [inner] * len(value) if others in ([], [...]) else [inner, *others]
        return tuple(record_from_plain(k, v) for k, v in zip(kinds, value, strict=True))
    if kind is Decimal:
        return Decimal(value)
    # The unions of records are optional fields only.
    if isinstance(kind, types.UnionType) and value is not None:
        return record_from_plain(next(k for k in typing.get_args(kind) if k is not type(None)), value)
    return value
