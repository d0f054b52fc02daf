"""The sheet of a comparison: what was added, dropped, renamed, and which targets moved."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from layout.comparison.changes import CHANGE_KINDS, ENTITY_TYPES, Change, Comparison, MembershipChange
from layout.comparison.editions import Side
from layout.comparison.words import (
    change_details,
    difference_texts,
    element_names,
    figure_text,
    shift_texts,
    site_name,
)
from layout.plan.model import Edition, Plan
from layout.words.citations import citation
from layout.words.glossary import say
from layout.words.nodes import Node, h, table_node
from layout.words.numbers import format_bounded, format_number, unit_name
from layout.words.symbols import CHANGE_SIGNS


def comparison_panel(found: Comparison, others: Iterable[Edition], lang: str) -> Node:
    """Return the sheet of a comparison; `others` are the editions that one may compare with."""
    lists = [_list(kind, found, lang) for kind in CHANGE_KINDS]
    return h(
        "div",
        _head(found, tuple(others), lang),
        _counts(found, lang),
        None if found.changes else h("p", say("compare.none", lang)),
        _targets(found, lang),
        _members(found, lang),
        *lists,
        h("p", say("compare.note", lang), cls="quiet small"),
        cls="panel changes",
    )


def single_edition_panel(plan: Plan, lang: str) -> Node:
    """Return the sheet for a district with one edition only: that it is so, and what to add."""
    folder = f"{plan.district.id}/plans/"
    return h(
        "div",
        h("header", h("h1", say("compare.one", lang))),
        h("p", say("compare.one-lead", lang, edition=plan.edition.name(lang))),
        h("p", say("compare.one-add", lang, folder=folder)),
        cls="panel changes",
    )


def _head(found: Comparison, others: Sequence[Edition], lang: str) -> Node:
    old, new = found.old.edition, found.new.edition
    choices = [
        h(
            "button",
            other.short(lang),
            go={"against": other.id},
            aria_pressed="true" if other.id == old.id else "false",
        )
        for other in others
    ]
    label = say("compare.with", lang)
    choice = h("span", h("small", label), *choices, cls="choice", role="group", aria_label=label)
    swap = h("button", "⇄ ", say("compare.swap", lang), go={"edition": old.id, "against": new.id}, cls="swap")
    return h(
        "header",
        h("h1", say("compare.heading", lang, old=old.short(lang), new=new.short(lang))),
        h("p", say("compare.years", lang, old=old.target_year, new=new.target_year), cls="quiet"),
        h("div", choice if len(choices) > 1 else None, swap, cls="tools"),
    )


def _sign(kind: str) -> Node:
    return h("span", CHANGE_SIGNS[kind], cls=f"mark is-{kind}")


def _counts(found: Comparison, lang: str) -> Node:
    items = [
        h(
            "li",
            _sign(k),
            say(f"compare_kind.{k}", lang),
            " ",
            h("b", format_number(len(found.of_kind(k)))),
        )
        for k in CHANGE_KINDS
    ]
    rest = format_number(sum(n for _, n in found.unchanged))
    items.append(h("li", say("compare.unchanged", lang), " ", h("b", rest), cls="quiet"))
    return h("ul", *items, cls="counts", aria_label=say("compare.counts", lang))


def _name(side: Side, lang: str) -> Node:
    """Return a name: a button to the site where the thing is one, else plain words."""
    name = side.name(lang)
    if not side.site:
        return h("span", name)
    return h("button", name, go={"sel": side.site}, cls="link", data_site=side.site)


def _targets(found: Comparison, lang: str) -> Node | None:
    rows = [_target(c, found, lang) for c in found.changes if c.shift]
    if not rows:
        return None
    old, new = (x.edition.short(lang) for x in (found.old, found.new))
    head = [say("compare.name", lang), (old, "num"), (new, "num"), (say("compare.change", lang), "num")]
    return h("section", table_node(say("compare.targets", lang), head, rows, say("table.empty", lang)))


def _target(change: Change, found: Comparison, lang: str) -> Node:
    unit = _unit(change)
    cells = [
        h("td", _amount(side, unit, lang), _cited(side, of, lang), cls="num")
        for side, of in ((change.old, found.old), (change.new, found.new))
        if side
    ]
    about = [say(f"compare_what.{change.entity_type}", lang), unit_name(unit, lang) if unit else ""]
    kind = h("small", say("text.dot", lang).join(a for a in about if a))
    name = h("th", _name(change.side, lang), kind, scope="row")
    return h("tr", name, *cells, h("td", *_moved(change, found, lang), cls="num"))


def _unit(change: Change) -> str:
    """Return the unit that both values are in, or nothing."""
    sides = [side.figure for side in (change.old, change.new) if side and side.figure]
    units = {value.unit for value in sides if value.value is not None}
    return units.pop() if len(units) == 1 else ""


def _amount(side: Side, unit: str, lang: str) -> str:
    """Return a value without its unit where the row names that for both."""
    value = side.figure
    if value is None or value.value is None or not unit:
        return figure_text(value, lang)
    return format_bounded(value.value, value.bound, lang)


def _cited(side: Side, plan: Plan, lang: str) -> Node:
    return h("small", citation(side.refs, plan, lang))


def _moved(change: Change, found: Comparison, lang: str) -> list[Node]:
    first, *rest = shift_texts(change, lang, bare=bool(_unit(change))) or [""]
    tag = "span" if change.shift and change.shift.unlike else "b"
    parts = [h(tag, first, cls="part"), *(h("span", part, cls="part") for part in rest)] if first else []
    return [*parts, *(h("small", reason) for reason in difference_texts(change, found, lang))]


def _list(kind: str, found: Comparison, lang: str) -> Node | None:
    changes = [c for c in found.of_kind(kind) if not c.shift]
    if not changes:
        return None
    head = h("h2", h("span", _sign(kind), say(f"compare_kind.{kind}", lang)), h("small", str(len(changes))))
    groups = [
        _group(what, [c for c in changes if c.entity_type == what], found, lang) for what in ENTITY_TYPES
    ]
    return h("section", head, *groups)


def _group(what: str, changes: Sequence[Change], found: Comparison, lang: str) -> Node | None:
    if not changes:
        return None
    items = [_item(c, found, lang) for c in changes]
    return h("div", h("h3", say(f"compare_list.{what}", lang)), h("ul", *items), cls="sort")


def _item(change: Change, found: Comparison, lang: str) -> Node:
    parts = [p for p in change_details(change, lang) if p]
    holder = _whose(change, found, lang)
    sides = ((change.old, found.old), (change.new, found.new))
    cited = dict.fromkeys(
        say("text.dot", lang).join((of.edition.short(lang), citation(side.refs, of, lang)))
        for side, of in sides
        if side
    )
    return h(
        "li",
        h("span", holder, h("b", change.side.name(lang)) if holder else _name(change.side, lang)),
        h("span", say("text.dot", lang).join(parts), cls="part") if parts else None,
        h("small", say("text.stop", lang).join(cited)),
    )


def _whose(change: Change, found: Comparison, lang: str) -> Node | None:
    name = site_name(change, found)
    if name is None:
        return None
    return h("button", name(lang), go={"sel": change.site}, cls="link", data_site=change.site)


def _members(found: Comparison, lang: str) -> Node | None:
    if not found.members:
        return None
    head = [say(f"compare.{k}", lang) for k in ("site", "joined", "left")]
    rows = [_member(m, found, lang) for m in found.members]
    return h("section", table_node(say("compare.members", lang), head, rows, say("table.empty", lang)))


def _member(member: MembershipChange, found: Comparison, lang: str) -> Node:
    name = found.new.site[member.site].name(lang)
    button = h("button", name, go={"sel": member.site}, cls="link", data_site=member.site)
    cells = [element_names(member.joined, found.new, lang), element_names(member.left, found.old, lang)]
    return h("tr", h("th", button, scope="row"), *(h("td", c or "–") for c in cells))
