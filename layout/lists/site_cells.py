"""Cells about one site: its roles, aims and industries, what it belongs to, what its point stands for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from layout.lists.row_fields import Row
from layout.plan.cells import read_text
from layout.plan.model import Plan
from layout.words.glossary import join_words, say
from layout.words.roles import (
    role_line,
    shared_industry_lines,
    site_elements,
    site_industries,
    timed_position,
)
from layout.words.site_ground import title_words

CellWriter = Callable[[Row, Plan, str], Any]


def role_words(row: Row, plan: Plan, lang: str) -> str:
    """Spell a site's roles: element, theme and role of each."""
    lines = (
        role_line((role["element"], role["theme"]), read_text(role, "role")(lang), role["basis"], plan, lang)
        for role in row["roles"]
    )
    return say("text.stop", lang).join(lines)


def aim_words(row: Row, _: Plan, lang: str) -> str:
    """Spell the aims that a site's roles set it."""
    aims = (read_text(role, "aim")(lang) for role in row["roles"])
    return say("text.stop", lang).join(aim for aim in aims if aim)


def element_words(row: Row, plan: Plan, lang: str) -> str:
    """Spell the elements that a site belongs to and which are inferred, or that it is not named."""
    return site_elements(plan.site[row["id"]], plan, lang)


def level_cell(row: Row, plan: Plan, lang: str) -> str:
    """Spell the main level of a site, then its further ones with their titles and dates."""
    site = plan.site[row["id"]]
    # A title of the main level itself says it again, with its dates.
    main = None if site.level in {t.level for t in site.titles} else plan.term.get(f"level:{site.level}")
    return join_words((main.name(lang) if main else "", title_cell(row, plan, lang)), lang)


def title_cell(row: Row, plan: Plan, lang: str) -> str:
    """Spell the further levels of a site, that of its main level before the others."""
    site = plan.site[row["id"]]
    titles = sorted(site.titles, key=lambda title: title.level != site.level)
    return join_words((title_words(title, plan, lang) for title in titles), lang)


def place_words(row: Row, plan: Plan, lang: str) -> str:
    """Spell what the point of a site stands for, and since when or until when there is the site."""
    return timed_position(plan.site[row["id"]], plan, lang)


def field_words(row: Row, plan: Plan, lang: str) -> str:
    """Spell the industries of a site's own roles, then those that it carries as a part of an element."""
    site = plan.site[row["id"]]
    named = site_industries(site, lang)
    return say("text.stop", lang).join(p for p in (named, *shared_industry_lines(site, plan, lang)) if p)
