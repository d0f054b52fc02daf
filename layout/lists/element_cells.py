"""Cells about an element of the layout and about one role in it: members, themes, industries."""

from __future__ import annotations

from layout.lists.row_fields import Row
from layout.plan.belonging import split_roles
from layout.plan.model import Plan
from layout.words.elements import area_words, course_words, is_only_named
from layout.words.glossary import end_list, say
from layout.words.roles import (
    element_aim,
    element_industries,
    linked_names,
    member_names,
    reach_line,
    role_industries,
    theme_names,
)


def members_of(row: Row, plan: Plan, lang: str) -> str:
    """Spell the members of an element, those that are inferred marked, and whether the list goes on."""
    element = plan.element[row["id"]]
    members, _ = split_roles(element, plan)
    unfinished = any(r.rank in element.unfinished_ranks for r in members)
    return end_list(member_names(members, plan, lang), unfinished, lang)


def linked_to(row: Row, plan: Plan, lang: str) -> str:
    """Spell who is only linked to an element, rank by rank."""
    return linked_names(plan.element[row["id"]], plan, lang)


def network_themes(row: Row, plan: Plan, lang: str) -> str:
    """Spell the themes of a network, and whether the plan's list goes on."""
    element = plan.element[row["id"]]
    return theme_names(element, plan, lang) if element.is_network else ""


def element_kind_words(row: Row, _: Plan, lang: str) -> str:
    """Spell the kind of an element."""
    return say(f"element_kind.{row['kind']}", lang)


def extent_words(row: Row, plan: Plan, lang: str) -> str:
    """Spell what an element runs along, its width and its published area against what is drawn."""
    element = plan.element[row["id"]]
    words = [course_words(element, plan, lang), area_words(element, lang)]
    words += [say("extent.named", lang)] if is_only_named(element, plan) else []
    return say("text.stop", lang).join(w for w in words if w)


def whole_fields(row: Row, plan: Plan, lang: str) -> str:
    """Spell the industries of an element as a whole."""
    return element_industries(plan.element[row["id"]], lang)


def whole_aim(row: Row, plan: Plan, lang: str) -> str:
    """Spell the aim of an element as a whole."""
    return element_aim(plan.element[row["id"]], lang)


def reach_words(row: Row, plan: Plan, lang: str) -> str:
    """Spell what an element radiates to: the plan's words, and the sites that they are read as."""
    return reach_line(plan.element[row["id"]], plan, lang)


def role_field_words(row: Row, plan: Plan, lang: str) -> str:
    """Spell the industries of one role, those that the plan calls leading under that label."""
    key = ("theme", "member", "rank")
    roles = plan.roles(row["element"])
    role = next(r for r in roles if all(getattr(r, k) == row[k] for k in key))
    return role_industries(role, lang)
