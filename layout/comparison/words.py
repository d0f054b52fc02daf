"""The changes between two editions in words: a line for each, and the marks of the map."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from layout.comparison.changes import Change, Comparison, MembershipChange
from layout.comparison.shift import PER_CENT
from layout.comparison.sides import Side
from layout.plan.measure import round_half_up
from layout.plan.model import Figure, Membership, Plan, Text
from layout.words import glossary
from layout.words.cluster_words import target_words
from layout.words.glossary import join_words, say
from layout.words.nouns import say_of
from layout.words.numbers import format_amount, format_figure, format_number, format_value
from layout.words.roles import lies_in_words, mark_inferred, membership_words


def change_line(change: Change, plan: Plan, lang: str) -> str:
    """Return a change as one line: what kind of entity, how it changed, its name and details."""
    # A cluster link has no name but its place, which the details give where it moved.
    name = "" if (change.entity_type, change.kind) == ("tie", "moved") else side_name(change.side, lang)
    parts = [name, *change_details(change, lang)]
    words = say("text.dot", lang).join(p for p in parts if p)
    return say(
        f"compare_line.{change.kind}",
        lang,
        what=say_of(plan, f"compare_what.{change.entity_type}", lang),
        name=words,
    )


def side_name(side: Side, lang: str) -> str:
    """Return the name of an entity, marked where its edition does not state it."""
    return mark_inferred(side.name(lang), side.basis, lang)


def _former_name(change: Change, lang: str) -> str:
    return say("compare.formerly", lang, name=change.old.name(lang)) if change.old else ""


def change_details(change: Change, lang: str) -> list[str]:
    """Return the details of a change that follow the name; parts may be empty."""
    old, new = change.old, change.new
    if change.kind == "renamed":
        return [_former_name(change, lang)]
    if change.kind == "moved" and old and new:
        if change.shift:
            return [f"{target_words(old.figure, lang)} → {target_words(new.figure, lang)}"]
        return [say("compare.place", lang, old=old.place(lang) or "–", new=new.place(lang) or "–")]
    side = change.side
    place = side.place(lang)
    words = (place if place != side.name(lang) else "", side.exists(lang), figure_or_empty(side.figure, lang))
    return [*words]


def figure_or_empty(figure: Figure | None, lang: str) -> str:
    """Return a figure in words; without one an empty text."""
    return format_figure(figure, lang) if figure else ""


def site_name(change: Change, comparison: Comparison) -> Text | None:
    """Return the name of the site of a role, an industry or a cluster link, as of its edition, if of one."""
    if change.entity_type not in ("role", "industry", "tie") or not change.site:
        return None
    plan = comparison.new if change.new else comparison.old
    return plan.site[change.site].name


def shift_texts(change: Change, lang: str, bare: bool = False) -> list[str]:
    """Return the difference and the change in per cent, or that neither is computed.

    `bare` leaves out the unit, but not that of percentages, whose difference is in points.
    """
    shift, figure = change.shift, change.new.figure if change.new else None
    if shift is None or figure is None:
        return []
    if shift.unlike:
        return [say("compare.uncomputed", lang)]
    if not shift.difference:
        return []
    percent = [f"{signed_number(shift.percent, 1)} %"] if shift.percent is not None else []
    return [_difference(shift.difference, figure.unit, lang, bare), *percent]


def _difference(difference: Decimal, unit: str, lang: str, bare: bool) -> str:
    if unit == PER_CENT:
        return f"{signed_number(difference)} {say('compare.points', lang)}"
    rounded = _at_most(difference, 4)
    size = abs(rounded).normalize() + 0
    return _sign(rounded) + (format_value(size, unit, lang) if bare else format_amount(size, unit, lang))


def difference_texts(change: Change, comparison: Comparison, lang: str) -> list[str]:
    """Return in words what differs besides the value, and so why nothing is computed."""
    if change.shift is None or change.old is None or change.new is None:
        return []
    figures = ((change.old.figure, comparison.old), (change.new.figure, comparison.new))
    texts = []
    for key in (k for k in change.shift.differs if k not in ("value", "target")):
        old, new = (_quality(key, figure, plan, lang) for figure, plan in figures)
        texts.append(say(f"compare_differs.{key}", lang, old=old, new=new))
    return texts


def _quality(key: str, figure: Figure | None, plan: Plan, lang: str) -> str:
    value = str(getattr(figure, key, ""))
    if key == "measure":
        term = plan.term.get(f"measure:{value}")
        return term.name(lang) if term else value
    if key == "scope":
        return say(f"compare_scope.{value or 'none'}", lang)
    return say(f"compare_attribute.{value or 'none'}", lang) if key == "attribute" else value


def signed_number(value: Decimal, decimals: int = 4) -> str:
    """Return a number with its sign and at most so many decimals, without trailing zeros."""
    rounded = _at_most(value, decimals)
    return _sign(rounded) + format_number(abs(rounded).normalize() + 0)


def _at_most(value: Decimal, decimals: int) -> Decimal:
    finer = -int(value.as_tuple().exponent) > decimals
    return round_half_up(value, decimals) if finer else value


def _sign(value: Decimal) -> str:
    return "+" if value > 0 else "−" if value < 0 else "±"


def element_names(memberships: Iterable[Membership], plan: Plan, lang: str) -> str:
    """Return the names of elements, and of which it is inferred or by location only."""
    return glossary.join_words((membership_words(m, plan, lang) for m in memberships), lang)


def change_marks(comparison: Comparison, lang: str) -> dict[str, dict[str, str]]:
    """Return the mark of each changed site, by id: how the site itself changed, else `moved`.

    A mark is `{"state": kind of change, "text": all changes of the site in words}`.
    """
    lines: dict[str, list[str]] = {}
    state: dict[str, str] = {}
    for change in (c for c in comparison.changes if c.site):
        of_site = change.entity_type == "site"
        # Sites come before their roles in the order of types: how a site itself changed wins.
        state.setdefault(change.site, change.kind if of_site else "moved")
        line = _site_line(change, lang) if of_site else change_line(change, comparison.new, lang)
        lines.setdefault(change.site, []).append(line)
    for member in comparison.members:
        located = _location_line(member, comparison, lang)
        if located:
            state.setdefault(member.site, "moved")
            lines.setdefault(member.site, []).append(located)
    return {
        site: {"state": state[site], "text": _mark(words, comparison, lang)} for site, words in lines.items()
    }


def _mark(words: Iterable[str], comparison: Comparison, lang: str) -> str:
    joined = say("text.stop", lang).join(dict.fromkeys(words))
    old, new = (x.edition.short(lang) for x in (comparison.old, comparison.new))
    return say("compare.mark", lang, old=old, new=new, words=joined)


def _site_line(change: Change, lang: str) -> str:
    word = say(f"compare_kind.{change.kind}", lang)
    details = change_details(change, lang) if change.kind in ("renamed", "moved") else []
    return say("text.dot", lang).join(w for w in (word, *details) if w)


def _location_line(member: MembershipChange, comparison: Comparison, lang: str) -> str:
    """Return the elements that a site joined and left by location; changes of roles are listed themselves."""
    texts = []
    for key, memberships, plan in (
        ("compare.joined-ground", member.joined, comparison.new),
        ("compare.left-ground", member.left, comparison.old),
    ):
        located = [m for m in memberships if m.basis == "located"]
        names = join_words((lies_in_words(m, plan, lang) for m in located), lang)
        texts += [say(key, lang, elements=names)] if located else []
    return say("text.stop", lang).join(texts)
