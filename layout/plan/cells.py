"""Cells of a checked row to values: bilingual texts, lists, numbers, references, terms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

import pandas as pd

from layout.plan.model import Term, Text

Cells = Mapping[str, Any]


def read_text(row: Cells, name: str) -> Text:
    """Return the text under `name_zh` and `name_en`."""
    return Text(str(row.get(f"{name}_zh") or ""), str(row.get(f"{name}_en") or ""))


def read_texts(row: Cells, name: str) -> tuple[Text, ...]:
    """Return the parts of a list given in both languages."""
    zh, en = (
        [v.strip() for v in str(row.get(f"{name}_{k}") or "").split(";") if v.strip()] for k in ("zh", "en")
    )
    return tuple(Text(z, en[i] if i < len(en) else "") for i, z in enumerate(zh))


def read_names(value: Any) -> tuple[str, ...]:
    """Return the parts of a list of names or ids."""
    return tuple(part.strip() for part in str(value or "").split(";") if part.strip())


def read_integer(value: Any) -> int | None:
    """Return a whole number, or None where the cell is empty."""
    return None if value is None or pd.isna(value) else int(value)


def read_decimal(value: Any) -> Decimal | None:
    """Return a number as printed, or None where the cell is empty."""
    return Decimal(value) if value else None


def read_number(value: Any) -> float | None:
    """Return a number, or None where the cell is empty."""
    return None if value is None or pd.isna(value) else float(value)


def read_terms(rows: Iterable[Cells], weight: str = "strength", value: str = "value_zh") -> tuple[Term, ...]:
    """Return terms in their order; `weight` and `value` name the fields that these are taken from."""
    items = [
        Term(
            r["id"],
            read_text(r, "name"),
            int(r.get("order", i)),
            float(r.get(weight, 1.0)),
            str(r.get(value, "")),
            str(r.get("better") or "higher"),
        )
        for i, r in enumerate(rows)
    ]
    return tuple(sorted(items, key=lambda t: t.order))
