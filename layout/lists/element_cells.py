"""Cells about an element of the layout and about one role in it: members, themes, industries."""

from __future__ import annotations

from layout.lists.row_fields import Row
from layout.plan.model import Plan
from layout.words.roles import linked_names, role_industries, theme_names


def linked_members(row: Row, plan: Plan, lang: str) -> str:
    """Spell the members of an element, those that are inferred marked, and whether the list goes on."""
    return linked_names(plan.element[row["id"]], plan.roles(row["id"]), plan, lang)


def network_themes(row: Row, plan: Plan, lang: str) -> str:
    """Spell the themes of a network, and whether the plan's list goes on."""
    element = plan.element[row["id"]]
    return theme_names(element, plan, lang) if element.kind == "network" else ""


def given_field_words(row: Row, plan: Plan, lang: str) -> str:
    """Spell the industries of one role, those that the plan calls leading under that label."""
    key = ("theme", "member", "rank")
    roles = plan.roles(row["element"])
    role = next(r for r in roles if all(getattr(r, k) == row[k] for k in key))
    return role_industries(role, lang)
