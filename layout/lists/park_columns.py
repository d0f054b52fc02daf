"""Columns of the list of parks: what fits each, its figures and its distances, beside what all sites have."""

from __future__ import annotations

from layout.lists.columns import (
    ELEMENTS_COLUMN,
    FIELD_COLUMNS,
    ID_COLUMN,
    LEVEL_COLUMN,
    NAME_COLUMN,
    POSITION_COLUMNS,
    SOURCE_COLUMN,
    WHERE_COLUMN,
    ListColumn,
    basis_words,
    filled,
    names_of,
    tied_names,
)
from layout.lists.row_fields import Row
from layout.plan.hubs import NEIGHBOUR
from layout.plan.model import Plan
from layout.words import roles
from layout.words.distances import distances_line
from layout.words.glossary import join_words, say
from layout.words.nouns import say_of
from layout.words.site_figures import site_figure_lines

_NEAREST = 3  # expressways or hubs of one kind


def _chain_links(row: Row, plan: Plan, lang: str) -> str:
    """Spell the links that a site stands for, chain by chain, marked where inferred."""
    parts = []
    for chain in plan.chains:
        served = [k for k in row["chain_links"] if k["chain"] == chain.id]
        names = {k.id: k.name for k in chain.links}
        shown = [roles.mark_inferred(names[k["link"]](lang), k["basis"], lang) for k in served if k["link"]]
        if served:
            whole = roles.mark_inferred(say_of(plan, "chains.whole-chain", lang), served[0]["basis"], lang)
            words = join_words(shown, lang) or whole
            parts.append(chain.name(lang) + say("text.colon", lang) + words)
    return say("text.stop", lang).join(parts)


def _figures(row: Row, plan: Plan, lang: str) -> str:
    return say("text.stop", lang).join(site_figure_lines(plan.site[row["id"]], plan, lang))


def _distances(row: Row, plan: Plan, lang: str) -> str:
    """Spell the straight lines to the nearest expressways and hubs."""
    site = plan.site[row["id"]]
    kinds = dict.fromkeys(d.kind for d in site.distances if d.kind != NEIGHBOUR)
    nearest = [d for kind in kinds for d in [d for d in site.distances if d.kind == kind][:_NEAREST]]
    return distances_line(nearest, site, plan, lang)


PARK_COLUMNS: tuple[ListColumn, ...] = (
    ID_COLUMN,
    NAME_COLUMN,
    LEVEL_COLUMN,
    WHERE_COLUMN,
    ListColumn("cluster", tied_names("id")),
    ListColumn("segment", tied_names("segment")),
    ListColumn("basis", basis_words),
    ListColumn("chain-links", _chain_links, shown_if=filled("chain_links")),
    ListColumn("tied-services", names_of("services", "segment"), shown_if=filled("services")),
    ListColumn("figures", _figures, shown_if=filled("figures")),
    ELEMENTS_COLUMN,
    *FIELD_COLUMNS,
    ListColumn("distances", _distances, shown_if=filled("distances")),
    *POSITION_COLUMNS,
    SOURCE_COLUMN,
)
