"""What all rows that leave the program share: references, texts in both languages, plain numbers."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from layout.plan.model import Plan, Ref, Text
from layout.words import glossary

Row = dict[str, Any]

SOURCE = {
    "source": "references as in the data, `id:place` parted by `;`; ids are those of sources.toml",
    "source_zh": "the same in words, Chinese",
    "source_en": "the same in words, English",
}


def refs(items: Iterable[Ref]) -> str:
    """Write references as they stand in the data."""
    return ";".join(f"{r.source}:{r.locator}" if r.locator else r.source for r in items)


def amount(value: Decimal | None) -> int | float | None:
    """Return a number as JSON has it: whole where it is whole."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def both(key: str, value: Text) -> Row:
    """Return a text under its two keys."""
    return {f"{key}_zh": value.zh, f"{key}_en": value.en}


def lists(key: str, values: Iterable[Text]) -> Row:
    """Return a list of texts under its two keys."""
    items = tuple(values)
    return {f"{key}_zh": [v.zh for v in items], f"{key}_en": [v.en for v in items]}


def source(items: tuple[Ref, ...], plan: Plan) -> Row:
    """Return references as in the data, and in words."""
    cited = Text(glossary.citation(items, plan, "zh"), glossary.citation(items, plan, "en"))
    return {"source": refs(items), **both("source", cited)}
