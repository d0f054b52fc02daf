"""What differs between two editions, in words: one line for each change, and the map's marks."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from layout.comparison.changes import Change, Comparison, MembershipChange
from layout.comparison.editions import name_in_edition
from layout.comparison.shift import PER_CENT
from layout.plan.model import Figure, Membership, Plan, Text
from layout.words import glossary
from layout.words.glossary import say
from layout.words.numbers import format_figure, format_number, unit_name


def change_line(change: Change, lang: str) -> str:
    """Return one change as one line: what, how, and of what."""
    # A tie that moved has no name but its two places.
    name = "" if (change.entity_type, change.kind) == ("tie", "moved") else change.side.name(lang)
    parts = [name, *change_details(change, lang)]
    words = say("text.dot", lang).join(p for p in parts if p)
    return say(
        f"compare_line.{change.kind}", lang, what=say(f"compare_what.{change.entity_type}", lang), name=words
    )


def _was(change: Change, lang: str) -> str:
    return say("compare.formerly", lang, name=change.old.name(lang)) if change.old else ""


def change_details(change: Change, lang: str) -> list[str]:
    """Return what there is to say of a change beside its name; parts may be empty."""
    old, new = change.old, change.new
    if change.kind == "renamed":
        return [_was(change, lang)]
    if change.kind == "moved" and old and new:
        if change.shift:
            return [f"{figure_text(old.figure, lang)} → {figure_text(new.figure, lang)}"]
        return [say("compare.place", lang, old=old.place(lang), new=new.place(lang))]
    side = change.side
    place = side.place(lang)
    return [place if place != side.name(lang) else "", figure_text(side.figure, lang)]


def figure_text(figure: Figure | None, lang: str) -> str:
    """Return a figure in words, or nothing where there is none."""
    return format_figure(figure, lang) if figure else ""


def site_name(change: Change, found: Comparison) -> Text | None:
    """Return the name of the site that a role, an industry or a tie is of, as of its edition."""
    if change.entity_type not in ("role", "industry", "tie"):
        return None
    plan = found.new if change.new else found.old
    return name_in_edition(plan.site[change.site], plan)


def shift_texts(change: Change, lang: str, bare: bool = False) -> list[str]:
    """Return the difference and the change in per cent, or that neither is computed.

    `bare` leaves out the unit; a difference of percentages is in points, and says so.
    """
    shift, value = change.shift, change.new.figure if change.new else None
    if shift is None or value is None:
        return []
    if shift.unlike:
        return [say("compare.uncomputed", lang)]
    if not shift.difference:
        return []
    unit = "" if bare and value.unit != PER_CENT else value.unit
    part = [f"{signed_number(shift.percent, 1)} %"] if shift.percent is not None else []
    return [_difference(shift.difference, unit, lang), *part]


def _difference(difference: Decimal, unit: str, lang: str) -> str:
    words = say("compare.points", lang) if unit == PER_CENT else unit_name(unit, lang) if unit else ""
    return f"{signed_number(difference)} {words}".strip()


def difference_texts(change: Change, found: Comparison, lang: str) -> list[str]:
    """Return in words what else differs than the value, and why nothing is computed."""
    if change.shift is None or change.old is None or change.new is None:
        return []
    values = ((change.old.figure, found.old), (change.new.figure, found.new))
    said = []
    for key in (k for k in change.shift.differs if k != "value"):
        old, new = (_quality(key, value, of, lang) for value, of in values)
        said.append(say(f"compare_differs.{key}", lang, old=old, new=new))
    return said


def _quality(key: str, figure: Figure | None, plan: Plan, lang: str) -> str:
    value = str(getattr(figure, key, ""))
    if key == "measure":
        term = plan.term.get(f"measure:{value}")
        return term.name(lang) if term else value
    if key == "scope":
        return say(f"compare_scope.{value or 'none'}", lang)
    return say(f"compare_attribute.{value or 'none'}", lang) if key == "attribute" else value


def signed_number(value: Decimal, places: int = 4) -> str:
    """Return a number with its sign, at most so many places, and no needless noughts."""
    rounded = round(value, places) if -value.as_tuple().exponent > places else value  # type: ignore[operator]
    shown = format_number(abs(rounded).normalize() + 0)
    return ("+" if rounded > 0 else "−" if rounded < 0 else "±") + shown


def element_names(held: Iterable[Membership], plan: Plan, lang: str) -> str:
    """Return the names of elements, and of which it is by location only."""
    return glossary.join_words((_element(m, plan, lang) for m in held), lang)


def _element(held: Membership, plan: Plan, lang: str) -> str:
    name = plan.element[held.element].name(lang)
    return say("compare.located", lang, element=name) if held.basis == "located" else name


def change_marks(found: Comparison, lang: str) -> dict[str, dict[str, str]]:
    """Return a mark for each site that a change is of: its own change, else that something moved."""
    lines: dict[str, list[str]] = {}
    state: dict[str, str] = {}
    for change in (c for c in found.changes if c.site):
        own = change.entity_type == "site"
        state.setdefault(change.site, change.kind if own else "moved")
        word = _own(change, lang) if own else change_line(change, lang)
        lines.setdefault(change.site, []).append(word)
    for member in found.members:
        near = _located(member, found, lang)
        if near:
            state.setdefault(member.site, "moved")
            lines.setdefault(member.site, []).append(near)
    return {site: {"state": state[site], "text": _mark(words, found, lang)} for site, words in lines.items()}


def _mark(words: Iterable[str], found: Comparison, lang: str) -> str:
    joined = say("text.stop", lang).join(dict.fromkeys(words))
    old, new = (x.edition.short(lang) for x in (found.old, found.new))
    return say("compare.mark", lang, old=old, new=new, words=joined)


def _own(change: Change, lang: str) -> str:
    word = say(f"compare_kind.{change.kind}", lang)
    was = _was(change, lang) if change.kind == "renamed" else ""
    return say("text.dot", lang).join(w for w in (word, was) if w)


def _located(member: MembershipChange, found: Comparison, lang: str) -> str:
    """Return what a site joined and left by where it lies; its own roles speak for themselves."""
    said = []
    for key, held, of in (("joined", member.joined, found.new), ("left", member.left, found.old)):
        near = [m for m in held if m.basis == "located"]
        said += [f"{say(f'compare.{key}', lang)} {element_names(near, of, lang)}"] if near else []
    return say("text.stop", lang).join(said)
