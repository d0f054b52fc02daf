"""A plan whose every text is a token and whose every figure is another: what it does not hold is then invented."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from geodata.languages import LANGS, Text
from layout.plan.model import Alias, Cluster, Plan, Ref, Segment, Site, Source, TextList

# Of a figure nothing but what it is measured in may come from elsewhere.
SHIFT = Decimal("1.37")
_PLACE = "九"


def plan_texts(record: Any, lang: str) -> Iterator[str]:
    """Yield every text in a language that the records of a plan hold, names in one language too."""
    if isinstance(record, Text):
        yield record.texts[LANGS.index(lang)]
    elif isinstance(record, Alias):
        yield record.name
    elif dataclasses.is_dataclass(record) and not isinstance(record, type):
        for each in dataclasses.fields(record):
            yield from plan_texts(getattr(record, each.name), lang)
    elif isinstance(record, tuple):
        for item in record:
            yield from plan_texts(item, lang)


def plan_numbers(plan: Plan) -> set[Decimal]:
    """Return every figure of a plan."""
    return {s.figure.value for s in plan.statements if s.figure.value is not None}


def tokenised(plan: Plan) -> Plan:
    """Return the plan with a token of its own for each text, and other figures."""
    changed: Plan = _Tokens().of(plan)
    return changed


class _Tokens:
    def __init__(self) -> None:
        self._count = itertools.count(1)
        self._tokens: dict[Text, Text] = {}

    def of(self, value: Any) -> Any:
        """Return a value with its texts and figures exchanged."""
        if isinstance(value, TextList):
            return TextList(map(self.of, value), value.unfinished)
        if isinstance(value, tuple):
            return tuple(map(self.of, value))
        if isinstance(value, Text):
            return self._text(value)
        if isinstance(value, Decimal):
            return value * SHIFT
        return self._record(value) if dataclasses.is_dataclass(value) else value

    def _text(self, text: Text) -> Text:
        # Equal texts stay equal: what is compared by them must not fall apart.
        if text and text not in self._tokens:
            n = next(self._count)
            self._tokens[text] = Text(*(f"〇{n}〇" if lang == "zh" else f"Tkn{n}x" for lang in LANGS))
        return self._tokens.get(text, text)

    def _record(self, record: Any) -> Any:
        each = {f.name: self.of(getattr(record, f.name)) for f in dataclasses.fields(record)}
        if isinstance(record, Ref):
            # A place in a document bears the titles of its headings.
            each["locator"] = _PLACE if record.locator else ""
        elif isinstance(record, Alias):
            each["name"] = f"别{next(self._count)}名"
        elif isinstance(record, Source):
            each["url"] = "https://example.org/" if record.url else ""
        elif isinstance(record, Cluster | Segment):
            each["aliases"] = tuple(f"别{next(self._count)}名" for _ in record.aliases)
        elif isinstance(record, Site) and record.area_km2 is not None:
            # A published area is a figure as well.
            each["area_km2"] = round(record.area_km2 * float(SHIFT), 3)
        return dataclasses.replace(record, **each)
