"""The rows of the legend, computed from what is drawn: all of it and nothing else.

Each row has a `form` and a `text`, and an `element`, `colour`, `strength`, `ring` or `grain` where its form
has one. What lies below the plan (land, sea, names of neighbours) explains itself and has no row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from layout.maps.canvas import Canvas
from layout.maps.grain import grain
from layout.plan.elements import Element
from layout.plan.model import Plan, Site
from layout.words import glossary
from layout.words.elements import is_only_named
from layout.words.glossary import say
from layout.words.nouns import levelled_noun, member_noun, say_of
from layout.words.roles import mark_inferred, named_reach
from layout.words.site_facts import kind_name
from layout.words.symbols import NEUTRAL, shown_level, site_colours, symbol

Fact = Mapping[str, Any]
Row = dict[str, Any]
COURSE_FORMS = ("band", "axis", "hub")
# All other forms are those of the symbols of sites.
PATH_FORMS = (
    *("fill", "hatch", "schematic", *COURSE_FORMS, "ray", "coupling", "halo", "border", "road", "district"),
)
# Symbols of sites that a character can show in a row of the legend.
FORM_SIGNS: Mapping[str, str] = {
    "zone": "◇", "landmark": "□", "core": "☆", "gateway": "△", "park": "◎", "dot": "●",
}  # fmt: skip
# Styles whose edges are drawn for want of a border, and are told by one row for all.
_EDGES = ("outline", "zone-edge")


def legend_entries(canvas: Canvas, is_hidden: Callable[[Fact], bool] = lambda _: False) -> list[Row]:
    """Return the rows of the legend for all features of a map but those that are hidden."""
    facts: list[Fact] = [fact for fact in canvas.features if not is_hidden(fact)]
    styles = {fact["style"] for fact in facts}
    rows: list[Row] = []
    for element in canvas.plan.elements:
        parts = [fact for fact in facts if fact.get("element") == element.id]
        rows += _ground_rows(element, parts, canvas)
        rows += _course_rows(element, parts, canvas)
    rows += _hatch_row(facts, canvas)
    for form in ("ray", "coupling"):
        for element in canvas.plan.elements:
            if any(f["style"] == form and f["element"] == element.id for f in facts):
                rows.append(_link_row(form, element, canvas))
    rows += _symbol_rows(facts, canvas)
    lang = canvas.lang
    rows += [_plain_row("halo", lang)] if "halo" in styles else []
    published = {i for i, outline in canvas.shapes.outlines.items() if not outline.schematic}
    rows += [_plain_row("border", lang)] if any(fact.get("site") in published for fact in facts) else []
    if any(fact["style"] in _EDGES and fact.get("schematic") for fact in facts):
        rows.append(_plain_row("schematic", lang))
    rows += _place_rows(facts, canvas)
    rows += [_plain_row(form, lang) for form in ("road", "district") if form in styles]
    return rows + _named_rows(canvas)


def _plain_row(form: str, lang: str) -> Row:
    return {"form": form, "text": say(f"legend.{form}", lang)}


def _ground_rows(element: Element, facts: Iterable[Fact], canvas: Canvas) -> Iterable[Row]:
    """Yield a row for each rank among the members whose ground is drawn, the inferred ones apart."""
    plan, lang = canvas.plan, canvas.lang
    pairs = {
        (m.rank, m.basis)
        for m in canvas.shapes.members
        for fact in facts
        if fact["style"] in ("member", "hatch") and (m.element, m.site) == (element.id, fact["site"])
    }
    for rank in plan.edition.ranks:
        for basis in (b for b in ("stated", "inferred") if (rank.id, b) in pairs):
            words = element.name(lang) + say("text.dot", lang) + rank.name(lang)
            look: Row = {"element": element.id, "colour": element.colour, "strength": rank.weight}
            look |= {"grain": grain(plan.elements.index(element))}
            look |= {"inferred": True} if basis == "inferred" else {}
            yield {"form": "fill", **look, "text": mark_inferred(words, basis, lang)}


def _course_rows(element: Element, facts: Iterable[Fact], canvas: Canvas) -> Iterable[Row]:
    shapes = ((f["style"], bool(f.get("inferred"))) for f in facts if f["style"] in COURSE_FORMS)
    for form, inferred in dict.fromkeys(shapes):
        words = say(f"legend.{form}", canvas.lang, element=element.name(canvas.lang))
        look: Row = {"element": element.id, "colour": element.colour}
        look |= {} if form == "axis" else {"grain": grain(canvas.plan.elements.index(element))}
        look |= {"inferred": True} if inferred else {}
        basis = "inferred" if inferred else ""
        yield {"form": form, **look, "text": mark_inferred(words, basis, canvas.lang)}


def _hatch_row(facts: Iterable[Fact], canvas: Canvas) -> list[Row]:
    # One row for all hatches: what it explains is the site in two elements, whatever their colours.
    hatched = [fact for fact in facts if fact["style"] == "hatch"]
    names = glossary.join_names((canvas.plan.site[f["site"]].name for f in hatched), canvas.lang)
    colour = canvas.plan.element[hatched[0]["element"]].colour if hatched else ""
    words = say("legend.double", canvas.lang, names=names)
    return [{"form": "hatch", "colour": colour, "text": words}] if hatched else []


def _link_row(form: str, element: Element, canvas: Canvas) -> Row:
    lang = canvas.lang
    reach = named_reach(element, canvas.plan, lang)
    words = say("legend.ray", lang, reach=reach) if reach else say_of(canvas.plan, "legend.ray-all", lang)
    if form == "coupling":
        members = member_noun(element, canvas.plan, lang, many=True)
        words = say_of(canvas.plan, "legend.coupling", lang, members=members)
    if form == "ray" and _shares_towns(element, canvas):
        words = say_of(canvas.plan, "legend.ray-shared", lang, text=words)
    text = glossary.labelled(element.name(lang), words, lang)
    return {"form": form, "element": element.id, "colour": element.colour, "text": text}


def _shares_towns(element: Element, canvas: Canvas) -> bool:
    """Tell whether towns that an element reaches have the line of another: each town has one alone."""
    lines = [line for line in canvas.shapes.lines if line.element == element.id]
    lined = {town for line in lines for town in (line.start, line.end, *line.towns)}
    return any(element.reaches_kind(t.kind) and t.id not in lined for t in canvas.plan.towns)


def _drawn_sites(facts: Iterable[Fact], plan: Plan) -> list[Site]:
    return [plan.site[fact["site"]] for fact in facts if fact["style"] == "symbol"]


def _symbol_rows(facts: list[Fact], canvas: Canvas) -> Iterable[Row]:
    """Yield the rows of parks: of each level, of those in no cluster, of those not at their place."""
    plan, lang = canvas.plan, canvas.lang
    sites = _drawn_sites(facts, plan)
    parks = [site for site in sites if site.is_park]
    for level in plan.district.levels:
        if any(shown_level(park, plan) == level for park in parks):
            words = levelled_noun(level, plan, "park", lang)
            yield {"form": "park", "ring": int(level.weight), "text": words}
    by_colour: dict[str, str] = {}
    for park in parks:
        if not any(plan.cluster[k.cluster].kind != "services" for k in park.links):
            colour = site_colours(park, plan)[0]
            by_colour.setdefault(colour, _own_words(park, colour, plan, lang))
    for colour, words in by_colour.items():
        yield {"form": "park", "ring": 1, "colour": colour, "own": True, "text": words}
    places = {symbol(site, plan)["place"] for site in sites} - {""}
    if places:
        # One row for both, for want of room: the cross stands in its words.
        key = "both" if len(places) > 1 else next(iter(places))
        first = "inside" if "inside" in places else "former"
        yield {"form": "park", "ring": 1, "place": first, "text": say(f"position.legend-{key}", lang)}


def _own_words(park: Site, colour: str, plan: Plan, lang: str) -> str:
    """Return what the colour of a park without a cluster stands for."""
    if colour == NEUTRAL:
        return say_of(plan, "legend.park-alone", lang)
    names = [plan.element[r.element].name for r in park.roles]
    names += [plan.cluster[k.cluster].name for k in park.links]
    return say_of(plan, "legend.park-own", lang, owner=names[0](lang))


def _place_rows(facts: list[Fact], canvas: Canvas) -> Iterable[Row]:
    """Yield a row for the forms of symbols that are no park's, with the kinds of sites that bear each.

    For want of room it is one for all forms that a character can show; `forms` are their names.
    """
    plan, lang = canvas.plan, canvas.lang
    by_form: dict[str, dict[str, None]] = {}
    for site in _drawn_sites(facts, plan):
        form = symbol(site, plan)["form"]
        if not site.is_park:
            by_form.setdefault(form, {})[kind_name(site, plan, lang)] = None
    first, *others = by_form or [""]
    shown = [form for form in others if form in FORM_SIGNS]
    for form in (form for form in by_form if form not in shown):
        words = [glossary.join_words(by_form[form], lang)]
        if form == first:
            words += [f"{FORM_SIGNS[f]} {glossary.join_words(by_form[f], lang)}" for f in shown]
        more = {"forms": shown} if form == first and shown else {}
        yield {"form": form, **more, "text": say("text.stop", lang).join(words)}


def _named_rows(canvas: Canvas) -> list[Row]:
    """Return the rows of elements that are not drawn: named without an extent, or of no published place."""
    present = {fact.get("element") for fact in canvas.features}
    absent = [e for e in canvas.plan.elements if e.id not in present]
    bare = [e for e in absent if is_only_named(e, canvas.plan)]
    groups = {"named": bare, "unplaced": [e for e in absent if e not in bare]}
    names = {key: glossary.join_names((e.name for e in each), canvas.lang) for key, each in groups.items()}
    return [
        {"form": "named", "text": say(f"legend.{key}", canvas.lang, names=words)}
        for key, words in names.items()
        if words
    ]
