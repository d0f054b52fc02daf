"""An element of the layout in words: its kind, what it runs along, how wide and how large it is."""

from __future__ import annotations

from layout.plan.elements import AREA, NETWORK, POINT, RING, Element
from layout.plan.model import Plan
from layout.words.glossary import join_names, say
from layout.words.numbers import format_number

_LEAST_SHARE = 0.5  # per cent; less than half of one is no difference on a schematic shape


def element_kind(element: Element, lang: str) -> str:
    """Return the kind of an element."""
    return say(f"element_kind.{element.kind}", lang)


def extent_lines(element: Element, plan: Plan, lang: str) -> list[str]:
    """Return what is known of an element's extent, a line each; none of an area or network that has no more
    than its members."""
    lines = [course_words(element, plan, lang), area_words(element, lang)]
    if is_only_named(element, plan):
        lines.append(say("extent.named", lang))
    known = [line for line in lines if line]
    return known if element.kind in (AREA, NETWORK) else [element_kind(element, lang), *known]


def is_only_named(element: Element, plan: Plan) -> bool:
    """Tell whether the plan names an element and gives neither members nor an extent."""
    return not element.has_course and not plan.roles(element.id)


def course_words(element: Element, plan: Plan, lang: str) -> str:
    """Return what an element runs along and how wide it is, or how far its ring lies from its middle."""
    extent = element.extent
    parts = []
    if extent.along:
        parts.append(say("extent.along", lang, names=join_names(extent.along_names, lang)))
    if extent.course:
        parts.append(say("extent.drawn", lang))
    if extent.width_m:
        parts.append(say("extent.width", lang, n=format_number(extent.width_m)))
    if extent.outer_m:
        key = "extent.radii" if extent.inner_m else "extent.radius"
        radii = {"inner": format_number(extent.inner_m), "outer": format_number(extent.outer_m)}
        parts.append(say(key, lang, name=plan.site[element.anchor].name(lang), **radii))
    elif element.kind in (POINT, RING) and element.anchor in plan.site:
        parts.append(say("extent.at", lang, name=plan.site[element.anchor].name(lang)))
    return say("extent.join", lang).join(parts)


def area_words(element: Element, lang: str) -> str:
    """Return the published area of an element and by how much what is drawn differs; empty without one."""
    extent = element.extent
    if extent.area_km2 is None:
        return ""
    area = say("extent.area", lang, n=format_number(extent.area_km2))
    if extent.area_note:
        area = say("extent.note", lang, area=area, note=extent.area_note(lang))
    difference = extent.area_difference
    if extent.drawn_km2 is None or difference is None:
        return area
    key = "more" if difference > 0 else "less"
    key = key if abs(difference) >= _LEAST_SHARE else "same"
    # A schematic shape is measured to the whole square kilometre, a small one to a tenth.
    measured = round(extent.drawn_km2, 0 if extent.drawn_km2 >= 10 else 1)
    words = say(f"extent.{key}", lang, n=format_number(measured), share=format_number(round(abs(difference))))
    return say("text.stop", lang).join((area, words))
