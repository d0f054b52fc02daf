"""Cells of a checked row to values: bilingual texts, lists, numbers, references, terms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from geodata.languages import LANGS
from geodata.references import REST
from layout.plan.model import Term, Text, TextList

Cells = Mapping[str, Any]


def _is_missing(value: Any) -> bool:
    # Texts are read from rows by lists as well, and help must not wait for pandas.
    from pandas import isna

    return value is None or bool(isna(value))


def read_text(row: Cells, name: str) -> Text:
    """Return the text that stands under `name_zh`, `name_en` … in a row."""
    return Text.in_each(lambda lang: str(row.get(f"{name}_{lang}") or ""))


def read_texts(row: Cells, name: str) -> TextList:
    """Return the parts, parted by semicolons, of a list that is given in each language.

    There are as many parts as the first language has.
    """
    first, *others = (read_names(row.get(f"{name}_{lang}")) for lang in LANGS)
    # A part that a later language lacks stays empty there: a text then falls back to another language.
    return TextList(
        (
            Text(part, *(list_[i] if i < len(list_) else "" for list_ in others))
            for i, part in enumerate(first)
            if part != REST
        ),
        REST in first,
    )


def read_names(value: Any) -> tuple[str, ...]:
    """Return the parts, parted by semicolons, of a list of names or ids; empty parts are left out."""
    return tuple(part.strip() for part in str(value or "").split(";") if part.strip())


def read_integer(value: Any) -> int | None:
    """Return a whole number, or None where the cell is empty."""
    # Columns of numbers are float64, in which an empty cell is NaN; an empty field of a TOML file is None.
    return None if _is_missing(value) else int(value)


def read_decimal(value: Any) -> Decimal | None:
    """Return a number with the digits that are printed, or None where the cell is empty."""
    # From the text as printed: a float would lose trailing zeros, which say how exact the figure is.
    return Decimal(value) if value else None


def read_number(value: Any) -> float | None:
    """Return a number, or None where the cell is empty."""
    return None if _is_missing(value) else float(value)


def read_terms(rows: Iterable[Cells], weight: str = "strength", value: str = "value_zh") -> tuple[Term, ...]:
    """Return terms in their order; `weight` and `value` name the fields that theirs are taken from."""
    items = [
        Term(
            r["id"],
            read_text(r, "name"),
            # Without an order of their own the terms stay in the order of the file.
            int(r.get("order", i)),
            float(r.get(weight, 1.0)),
            str(r.get(value, "")),
            str(r.get("better") or "higher"),
            str(r.get("element") or ""),
            str(r.get("symbol") or ""),
            read_text(r, "noun"),
            bool(r.get("firm")),
        )
        for i, r in enumerate(rows)
    ]
    return tuple(sorted(items, key=lambda t: t.order))
