"""Sites side by side as a table: heads of sites, sections, a row for each label, with what differs marked."""

from __future__ import annotations

from itertools import groupby

from layout.plan.model import Plan
from layout.promotion.profile_line import ProfileLine
from layout.promotion.side_by_side import MOST_COMPARED, ComparedCell, ComparedRow, SideBySide
from layout.words import glossary
from layout.words.glossary import say
from layout.words.nodes import Node, h
from layout.words.symbols import symbol_node


def comparison_table(comparison: SideBySide, plan: Plan, lang: str) -> Node:
    """Return the table of a comparison. Those beyond MOST_COMPARED are hidden until the reader picks them."""
    caption = say("shortlist_page.compared", lang)
    corner = h("th", say("shortlist_page.row", lang), scope="col")
    heads = [_head(n, comparison, plan) for n in range(len(comparison.profiles))]
    body: list[Node] = []
    for section, rows in groupby(comparison.rows, key=lambda row: row.section):
        listed = list(rows)
        body += [_section(section, comparison, lang)] if len(listed) > 1 else []
        body += [_row(row, lang) for row in listed]
    table = h("table", h("caption", caption), h("thead", h("tr", corner, *heads)), h("tbody", *body))
    # A box that scrolls takes the focus, so that it can be scrolled by keyboard.
    return h("div", table, cls="scroll side-by-side", tabindex="0", role="region", aria_label=caption)


def _hidden(n: int) -> str | None:
    return "hidden" if n >= MOST_COMPARED else None


def _head(n: int, comparison: SideBySide, plan: Plan) -> Node:
    profile = comparison.profiles[n]
    name = h("button", profile.name, go={"sel": profile.site}, cls="link")
    title = h("b", h("i", str(n + 1)), symbol_node(plan.site[profile.site], plan), name)
    return h("th", title, h("small", profile.kind), scope="col", colour=profile.colour, hidden=_hidden(n))


def _section(section: str, comparison: SideBySide, lang: str) -> Node:
    title = say(f"profile.{section}", lang)
    return h("tr", h("th", title, scope="rowgroup", colspan=len(comparison.profiles) + 1), cls="section")


def _row(row: ComparedRow, lang: str) -> Node:
    differs = len({frozenset(cell.texts) for cell in row.cells[:MOST_COMPARED]}) > 1
    words = say("shortlist.differs" if differs else "shortlist.alike", lang)
    mark = h("span", "≠" if differs else "=", cls="differs", title=words, aria_label=words, role="img")
    cells = [_cell(cell, n, lang) for n, cell in enumerate(row.cells)]
    return h("tr", h("th", mark, row.label, scope="row"), *cells, cls=None if differs else "is-alike")


def _cell(cell: ComparedCell, n: int, lang: str) -> Node:
    lines = [_line(line, lang) for line in cell.lines] or [h("p", cell.blank, cls="blank")]
    return h("td", *lines, hidden=_hidden(n))


def _line(line: ProfileLine, lang: str) -> Node:
    by = [line.owner, line.day.isoformat() if line.day else ""]
    note = say("text.dot", lang).join(part for part in (_basis(line, lang), *by) if part)
    return h("p", line.value, h("small", note) if note else None, cls="is-stale" if line.stale else None)


def _basis(line: ProfileLine, lang: str) -> str:
    """Return the basis of a line in words, unless its value bears the mark of what is inferred."""
    marked = say("roles.inferred", lang, words="").strip() in line.value
    known = line.basis in ("stated", "inferred")
    return glossary.basis_name(line.basis, lang) if known and not marked else ""
