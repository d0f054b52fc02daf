"""What all rows that leave the program share: references, texts in both languages, plain numbers."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from geodata.references import write_refs
from layout.plan.model import Plan, Ref, Text
from layout.words.citations import citation

Row = dict[str, Any]

SOURCE_KEYS = {
    "source": "references as in the data, `id:place` parted by `;`; ids are those of sources.toml",
    "source_zh": "the same in words, Chinese",
    "source_en": "the same in words, English",
}


def json_number(value: Decimal | None) -> int | float | None:
    """Return a number as JSON has it: whole where it is whole."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def bilingual(key: str, value: Text) -> Row:
    """Return a text under its two keys."""
    return {f"{key}_zh": value.zh, f"{key}_en": value.en}


def bilingual_lists(key: str, values: Iterable[Text]) -> Row:
    """Return a list of texts under its two keys."""
    items = tuple(values)
    return {f"{key}_zh": [v.zh for v in items], f"{key}_en": [v.en for v in items]}


def source_fields(items: tuple[Ref, ...], plan: Plan) -> Row:
    """Return references as in the data, and in words."""
    cited = Text(citation(items, plan, "zh"), citation(items, plan, "en"))
    return {"source": write_refs(items), **bilingual("source", cited)}
