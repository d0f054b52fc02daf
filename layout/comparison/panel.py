"""The panel of a comparison: what was added, dropped, renamed, and which targets moved."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from layout.comparison.changes import CHANGE_KINDS, ENTITY_TYPES, Change, Comparison, MembershipChange
from layout.comparison.sides import Side
from layout.comparison.words import (
    change_details,
    difference_texts,
    element_names,
    shift_texts,
    side_name,
    site_name,
)
from layout.plan.model import Edition, Plan, Ref
from layout.words.citations import citation
from layout.words.cluster_words import target_words
from layout.words.glossary import say
from layout.words.nodes import Node, h, table_node
from layout.words.nouns import say_of
from layout.words.numbers import format_figure_value, format_number, shown_unit_name
from layout.words.symbols import CHANGE_SIGNS


def comparison_panel(
    comparison: Comparison, other_editions: Iterable[Edition], lang: str, outcomes: Node | None = None
) -> Node:
    """Return the panel of a comparison; `other_editions` are those that one may compare with.

    `outcomes` tell what became of the older edition's targets.
    """
    lists = [_section(kind, comparison, lang) for kind in CHANGE_KINDS]
    return h(
        "div",
        _head(comparison, tuple(other_editions), lang),
        _counts(comparison, lang),
        None if comparison.changes else h("p", say("compare.none", lang)),
        outcomes,
        _targets(comparison, lang),
        _members(comparison, lang),
        *lists,
        h("p", say("compare.note", lang), cls="quiet small"),
        cls="panel changes",
    )


def single_edition_panel(plan: Plan, lang: str) -> Node:
    """Return the panel of a district with one edition only: what to add for a comparison."""
    folder = f"{plan.district.id}/plans/"
    return h(
        "div",
        h("header", h("h1", say("compare.one", lang))),
        h("p", say("compare.one-lead", lang, edition=plan.edition.name(lang))),
        h("p", say("compare.one-add", lang, folder=folder)),
        cls="panel changes",
    )


def _head(comparison: Comparison, other_editions: Sequence[Edition], lang: str) -> Node:
    old, new = comparison.old.edition, comparison.new.edition
    # The one that is open is not among those that one may compare it with.
    shown, against = (old, new) if new.id in {e.id for e in other_editions} else (new, old)
    choices = [
        h(
            "button",
            other.short(lang),
            go={"against": other.id},
            aria_pressed="true" if other.id == against.id else "false",
        )
        for other in other_editions
    ]
    label = say("compare.with", lang)
    choice = h("span", h("small", label), *choices, cls="choice", role="group", aria_label=label)
    words = say("compare.swap", lang, edition=against.short(lang))
    swap = h("button", "⇄ ", words, go={"edition": against.id, "against": shown.id}, cls="swap")
    return h(
        "header",
        h("h1", say("compare.heading", lang, old=old.short(lang), new=new.short(lang))),
        h("p", say("compare.years", lang, old=old.target_year, new=new.target_year), cls="quiet"),
        h("div", choice if len(choices) > 1 else None, swap, cls="tools"),
    )


def _sign(kind: str) -> Node:
    return h("span", CHANGE_SIGNS[kind], cls=f"mark is-{kind}")


def _counts(comparison: Comparison, lang: str) -> Node:
    items = [
        h(
            "li",
            _sign(k),
            say(f"compare_kind.{k}", lang),
            " ",
            h("b", format_number(len(comparison.of_kind(k)))),
        )
        for k in CHANGE_KINDS
    ]
    rest = format_number(sum(n for _, n in comparison.unchanged))
    items.append(h("li", say("compare.unchanged", lang), " ", h("b", rest), cls="quiet"))
    return h("ul", *items, cls="counts", aria_label=say("compare.counts", lang))


def _name(side: Side, comparison: Comparison, lang: str) -> Node:
    """Return a name: of a site a button that selects it, else plain words."""
    return _site_link(side.name(lang), side.site, comparison)


def _site_link(name: str, site: str, comparison: Comparison) -> Node:
    # A map of a time in which there is no such site has nothing to select.
    if not all(site in plan.site for plan in (comparison.old, comparison.new)):
        return h("span", name)
    return h("button", name, go={"sel": site}, cls="link", data_site=site)


def _targets(comparison: Comparison, lang: str) -> Node | None:
    rows = [_target(c, comparison, lang) for c in comparison.changes if c.shift]
    if not rows:
        return None
    old, new = (x.edition.short(lang) for x in (comparison.old, comparison.new))
    head = [say("compare.name", lang), (old, "num"), (new, "num"), (say("compare.change", lang), "num")]
    return h("section", table_node(say("compare.targets", lang), head, rows, say("table.empty", lang)))


def _target(change: Change, comparison: Comparison, lang: str) -> Node:
    unit = _unit(change)
    cells = [
        h("td", _figure(side, unit, lang), _citation(side, plan, lang), cls="num")
        for side, plan in ((change.old, comparison.old), (change.new, comparison.new))
        if side
    ]
    description = [
        say_of(comparison.new, f"compare_what.{change.entity_type}", lang),
        shown_unit_name(unit, lang) if unit else "",
    ]
    kind = h("small", say("text.dot", lang).join(d for d in description if d))
    name = h("th", _name(change.side, comparison, lang), kind, scope="row")
    return h("tr", name, *cells, h("td", *_shift(change, comparison, lang), cls="num"))


def _unit(change: Change) -> str:
    """Return the unit of both figures, or an empty text where they differ."""
    figures = [side.figure for side in (change.old, change.new) if side and side.figure]
    units = {figure.unit for figure in figures if figure.value is not None}
    return units.pop() if len(units) == 1 else ""


def _figure(side: Side, unit: str, lang: str) -> str:
    """Return a figure, without its unit where the row names one for both."""
    figure = side.figure
    if figure is None or figure.value is None or not unit:
        return target_words(figure, lang)
    return format_figure_value(figure, lang)


def _citation(side: Side, plan: Plan, lang: str) -> Node:
    return h("small", citation(side.refs, plan, lang))


def _shift(change: Change, comparison: Comparison, lang: str) -> list[Node]:
    first, *rest = shift_texts(change, lang, bare=bool(_unit(change))) or [""]
    tag = "span" if change.shift and change.shift.unlike else "b"
    parts = [h(tag, first, cls="part"), *(h("span", part, cls="part") for part in rest)] if first else []
    return [*parts, *(h("small", reason) for reason in difference_texts(change, comparison, lang))]


def _section(kind: str, comparison: Comparison, lang: str) -> Node | None:
    # Changed figures stand in the table of targets.
    changes = [c for c in comparison.of_kind(kind) if not c.shift]
    if not changes:
        return None
    head = h("h2", h("span", _sign(kind), say(f"compare_kind.{kind}", lang)), h("small", str(len(changes))))
    groups = [
        _group(entity_type, [c for c in changes if c.entity_type == entity_type], comparison, lang)
        for entity_type in ENTITY_TYPES
    ]
    return h("section", head, *groups)


def _group(entity_type: str, changes: Sequence[Change], comparison: Comparison, lang: str) -> Node | None:
    if not changes:
        return None
    items = [_item(c, comparison, lang) for c in changes]
    return h(
        "div",
        h("h3", say_of(comparison.new, f"compare_list.{entity_type}", lang)),
        h("ul", *items),
        cls="sort",
    )


def _item(change: Change, comparison: Comparison, lang: str) -> Node:
    parts = [p for p in change_details(change, lang) if p]
    site_button = _site_button(change, comparison, lang)
    sides = ((change.old, comparison.old), (change.new, comparison.new))
    citations = dict.fromkeys(_edition_citation(side.refs, plan, lang) for side, plan in sides if side)
    return h(
        "li",
        h(
            "span",
            site_button,
            h("b", side_name(change.side, lang)) if site_button else _name(change.side, comparison, lang),
        ),
        h("span", say("text.dot", lang).join(parts), cls="part") if parts else None,
        h("small", say("text.stop", lang).join(citations)),
    )


def _edition_citation(refs: Iterable[Ref], plan: Plan, lang: str) -> str:
    short, cited = plan.edition.short(lang), citation(refs, plan, lang)
    # In some languages a citation begins with the short name already.
    return cited if cited.startswith(short) else say("text.dot", lang).join((short, cited))


def _site_button(change: Change, comparison: Comparison, lang: str) -> Node | None:
    name = site_name(change, comparison)
    if name is None:
        return None
    return _site_link(name(lang), change.site, comparison)


def _members(comparison: Comparison, lang: str) -> Node | None:
    if not comparison.members:
        return None
    head = [say_of(comparison.new, f"compare.{k}", lang) for k in ("site", "joined", "left")]
    rows = [_member(m, comparison, lang) for m in comparison.members]
    return h("section", table_node(say("compare.members", lang), head, rows, say("table.empty", lang)))


def _member(member: MembershipChange, comparison: Comparison, lang: str) -> Node:
    button = _site_link(comparison.site_of(member).name(lang), member.site, comparison)
    cells = [
        element_names(member.joined, comparison.new, lang),
        element_names(member.left, comparison.old, lang),
    ]
    return h("tr", h("th", button, scope="row"), *(h("td", c or "–") for c in cells))
