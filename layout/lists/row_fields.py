"""Fields that rows of several lists share: references, texts in each language, numbers."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from geodata.languages import LANGS
from geodata.references import write_refs
from layout.plan.model import Plan, Ref, Statement, Text, TextList
from layout.words.citations import citation

Row = dict[str, Any]

CITATION_KEYS = {
    "source": "references as in the data, `id:place` parted by `;`; ids are those of sources.toml",
    "source_zh": "the same in words, Chinese",
    "source_en": "the same in words, English",
}


def json_number(value: Decimal | None) -> int | float | None:
    """Return a number as JSON has it: whole where it is whole; digits that are printed as zeros are lost."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def text_fields(key: str, value: Text) -> Row:
    """Return a text under `<key>_<language>` for each language; empty where it is not given."""
    return {f"{key}_{lang}": text for lang, text in value.by_language()}


def text_list_fields(key: str, values: Iterable[Text]) -> Row:
    """Return a list of texts under a key for each language, and whether the plan's list goes on."""
    items = tuple(values)
    # No other language stands in: an empty place says that the text is not given in this one.
    row: Row = {f"{key}_{lang}": [v.texts[i] for v in items] for i, lang in enumerate(LANGS)}
    return row | {f"{key}_unfinished": isinstance(values, TextList) and values.unfinished}


def source_fields(items: tuple[Ref, ...], plan: Plan) -> Row:
    """Return references as in the data, under `source`, and in words, under `source_<language>`."""
    cited = Text.in_each(lambda lang: citation(items, plan, lang))
    return {"source": write_refs(items), **text_fields("source", cited)}


def other_ways(statement: Statement, plan: Plan) -> list[str]:
    """Return the ids of the figures that set the same target in another way, whichever names the other."""
    named = [s.id for s in plan.statements if statement.id in s.also]
    return list(dict.fromkeys((*statement.also, *named)))
