"""The line that says what a site is within the layout."""

from __future__ import annotations

from layout.plan.model import Plan
from layout.words.glossary import say


def role_line(place: tuple[str, str], name: str, plan: Plan, lang: str) -> str:
    """Return element, theme and role in one line; `place` holds the ids of element and theme."""
    element, theme = place
    return _join(lang, plan.element[element].name(lang), themed_role(theme, name, plan, lang))


def themed_role(theme: str, name: str, plan: Plan, lang: str) -> str:
    """Return theme and role in one line; either may be empty."""
    term = plan.term.get(f"theme:{theme}")
    return _join(lang, term.name(lang) if term else "", name)


def _join(lang: str, *parts: str) -> str:
    return say("text.dot", lang).join(part for part in parts if part)
