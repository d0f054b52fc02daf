"""The plan's indicators as a table."""

from __future__ import annotations

from layout import text
from layout.briefing.grids.made import Made, Row, make
from layout.model import Layout, Statement
from layout.text import say
from layout.view import View


def indicators(layout: Layout, view: View, lang: str) -> Made | None:
    """Return the indicators, binding ones first, with target and attribute."""
    head = [say(f"grid.{k}", lang) for k in ("indicator", "aim", "attribute")]
    held = [s for s in layout.statements if s.kind == "indicator"]
    first = sorted(held, key=lambda s: s.figure.attribute != "binding")
    rows = [Row(_cells(s, lang), s.refs) for s in first]
    return make("indicator-table", head, rows, (), layout, lang)


def _cells(said: Statement, lang: str) -> tuple[str, str, str]:
    kind = said.figure.attribute
    return said.name(lang), text.figure(said.figure, lang), say(f"attribute.{kind}", lang) if kind else ""
