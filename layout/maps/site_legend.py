"""Rows of the legend that explain symbols of sites: parks by level, other places by kind."""

from __future__ import annotations

from typing import Any

from layout.plan.model import Plan
from layout.words.glossary import join_words
from layout.words.nouns import levelled_noun
from layout.words.symbols import NEUTRAL, symbol


def level_rows(plan: Plan, lang: str) -> list[dict[str, Any]]:
    """Return a row for each level that a park has: its ring, and what such a park is called."""
    return [
        {"form": "park", "ring": int(t.weight), "text": levelled_noun(t, plan, "park", lang)}
        for t in plan.district.levels
        if any(p.level == t.id for p in plan.parks)
    ]


def kind_rows(plan: Plan, lang: str) -> list[dict[str, Any]]:
    """Return a row for each symbol of the places that are drawn, with the names of all kinds that have it."""
    kinds: dict[str, dict[str, None]] = {}
    for term in plan.district.kinds:
        for site in plan.places:
            if site.kind == term.id and site.located:
                kinds.setdefault(symbol(site, plan)["form"], {})[term.name(lang)] = None
    return [
        # A ring tells the browser that the key is the symbol of a site.
        {"form": form, "ring": 1, "colour": NEUTRAL, "text": join_words(names, lang)} for form, names in kinds.items()
    ]
