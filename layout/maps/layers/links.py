"""Lines between sites: rays from an element's anchor to what it reaches, couplings along themes."""

from __future__ import annotations

from typing import Any

from layout.maps.canvas import Canvas
from layout.plan.element_lines import ElementLine
from layout.words.glossary import join_words, say
from layout.words.roles import mark_inferred


def add(canvas: Canvas) -> None:
    """Draw rays and couplings in the colour of their element; a coupling tells its theme."""
    group = canvas.add_layer("links")
    for style, themed in (("ray", False), ("coupling", True)):
        lines = [line for line in canvas.shapes.lines if bool(line.theme) is themed]
        if lines:
            canvas.add_paths(
                group, style, [(line.geometry, _facts(canvas, line)) for line in lines], "lt-link"
            )


def _facts(canvas: Canvas, line: ElementLine) -> dict[str, Any]:
    theme = canvas.plan.term.get(f"theme:{line.theme}")
    # A coupling is no surer than the less sure of the roles that it joins.
    bases = {
        r.basis
        for r in canvas.plan.roles(line.element)
        if r.theme == line.theme and r.member in (line.start, line.end)
    }
    basis = "inferred" if "inferred" in bases else "stated"
    name = mark_inferred(theme.name(canvas.lang), basis, canvas.lang) if theme else ""
    # A node alone has one end.
    ends = dict.fromkeys((line.start, line.end))
    name = name or _reach(canvas, line)
    return {"element": line.element, "name": name, "ends": list(ends)}


def _reach(canvas: Canvas, line: ElementLine) -> str:
    """Return whom a ray reaches, where its ends alone do not say it: the towns around its end, a basis."""
    plan, lang = canvas.plan, canvas.lang
    end = plan.site[line.end]
    basis = plan.element[line.element].basis_of_reach(end.id, end.kind if end.is_town else "")
    if line.theme or not (line.towns or basis == "inferred"):
        return ""
    names = [plan.site[t].name(lang) for t in line.towns]
    names.append(mark_inferred(end.name(lang), basis, lang))
    return say("legend.ray", lang, reach=join_words(names, lang))
