"""Rows of the legend that explain symbols of sites: parks by level, other places by kind."""

from __future__ import annotations

from typing import Any

from layout.plan.model import Plan
from layout.words.glossary import join_words, say
from layout.words.nouns import levelled_noun
from layout.words.symbols import NEUTRAL, shown_level, symbol

_CHARACTERS = {"zone": "◇", "landmark": "□", "core": "☆", "gateway": "△", "park": "◎", "dot": "●"}


def level_rows(plan: Plan, lang: str) -> list[dict[str, Any]]:
    """Return a row for each level that a park has: its ring, and what such a park is called."""
    return [
        {"form": "park", "ring": int(t.weight), "text": levelled_noun(t, plan, "park", lang)}
        for t in plan.district.levels
        if any(shown_level(p, plan) == t for p in plan.parks)
    ]


def kind_rows(plan: Plan, lang: str) -> list[dict[str, Any]]:
    """Return the symbols of the places that are drawn, each with the names of its kinds, two to a row."""
    kinds: dict[str, dict[str, None]] = {}
    for term in plan.district.kinds:
        for site in plan.places:
            if site.kind == term.id and site.located:
                kinds.setdefault(symbol(site, plan)["form"], {})[term.name(lang)] = None
    forms = [(form, join_words(names, lang)) for form, names in kinds.items()]
    return [_row(forms[n : n + 2], lang) for n in range(0, len(forms), 2)]


def _row(forms: list[tuple[str, str]], lang: str) -> dict[str, Any]:
    # For want of room the second has its symbol as a character in the words.
    (form, names), *others = forms
    words = [names, *(f"{_CHARACTERS[other]} {more}" for other, more in others)]
    # A ring tells the browser that the key is the symbol of a site.
    return {"form": form, "ring": 1, "colour": NEUTRAL, "text": say("text.stop", lang).join(words)}
