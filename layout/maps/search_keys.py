"""What the search of the map reads beside the names that it shows: other names, products, and sounds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from geodata.languages import Text
from layout.matching.folding import fold_text, has_han, traditional_of
from layout.matching.pinyin import syllables
from layout.plan.model import Plan, Segment, Site
from layout.view.facets import FACETS

# The facets whose values are found by their names; levels, towns and bases are no words that one looks for.
SEARCHED = ("cluster", "segment", "link", "theme")


def site_names(site: Site) -> list[str]:
    """Return the names and aliases of a site in all languages, each once."""
    names = (*site.name.texts, *(name for a in site.aliases for name in a.text.texts))
    return list(dict.fromkeys(n for n in names if n))


def value_names(name: Text, value: str, plan: Plan) -> list[str]:
    """Return the names of a value of a facet in all languages, and of a segment what it makes, each once."""
    part = plan.part.get(value)
    products = part.makes if isinstance(part, Segment) else ()
    names = (*name.texts, *(t for product in products for t in product.texts))
    return list(dict.fromkeys(n for n in names if n))


def sounds(names: Iterable[str]) -> list[str]:
    """Return the syllables of each Chinese name in Latin letters, parted by blanks, without signs."""
    spoken = (" ".join(s for part in syllables(n) for s in part if s) for n in names if has_han(n))
    return list(dict.fromkeys(spoken))


def traditional_pairs(plan: Plan) -> str:
    """Return traditional characters, each before the simplified one that a searched name has, as one text."""
    facets = (f for f in FACETS if f.key in SEARCHED)
    named = [n for f in facets for value, name in f.values(plan) for n in value_names(name, value, plan)]
    names = [*named, *(n for site in plan.sites for n in site_names(site))]
    return "".join(k + v for k, v in traditional_of(fold_text(n, {}) for n in names).items())


def search_keys(name: Text, value: str, key: str, plan: Plan, lang: str) -> dict[str, Any]:
    """Return by what else than its label a value of a facet is found; nothing where it is not looked for."""
    if key not in SEARCHED:
        return {}
    names = value_names(name, value, plan)
    also = [n for n in names if n != name(lang)]
    # Of names alone: products are many, and are looked for in their own characters.
    return {"also": also, "sounds": sounds(name.texts)}
