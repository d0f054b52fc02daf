"""Fields in braces: how the words of a story take figures and names out of the data.

A field is looked up, never evaluated. `{{` and `}}` stand for braces.

- `{ID}` – a figure of the plan with its bound and unit; `{ID:number}` without its unit,
  `{ID:unit}`, `{ID:year}` and `{ID:name}` its parts.
- `{computed:CLAIM}` – what the audit computes; `{stated:CLAIM}` what the plan states beside it,
  `{gap:CLAIM}` by how much they differ, `{needed:CLAIM}` the yearly growth that would reach it,
  `{finding:CLAIM}` the whole sentence. `:number` leaves out the unit.
- `{count:SET}` – how many; `{names:SET}` – their names. Sets are `parks`, `towns`, `places`,
  `clusters`, `bases`, `segments`, `elements`, `members.ELEMENT`, `industries.ELEMENT`, `themes`,
  `chains`, `lists`, `links`, `indicators`, `classes`, `figures`, `findings`, `sources`; after a dot
  a part of one: `parks.LEVEL`, `parks.ZONE`, `parks.unlocated`, `links.unserved`, …
- `{name:ID}` – the name of a site, element, cluster, segment, chain, theme, level or class; of
  `district`, `edition` or `edition-short`. `{phrase:ELEMENT}`, `{motto:ELEMENT}`; `{phrase:layout}`.
- `{year:base}`, `{year:target}`, `{year:from}`, `{year:to}`; `{note:ID}` a note of the district.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from layout.audit import sentences
from layout.audit.formulas import Quantity
from layout.briefing.plan_facts import PlanFacts, SetMember
from layout.plan.model import Ref
from layout.view.facets import STATES
from layout.words import glossary
from layout.words.numbers import format_figure, format_years, unit_name

Filled = tuple[str, tuple[Ref, ...]]

FIGURE = "figure"
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_PARTS = re.compile(r"\{\{|\}\}|\{[^{}]*\}|[{}]")


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A field taken apart: its kind, the id that it names and the form asked for."""

    kind: str
    name: str
    form: str


@dataclass(frozen=True, slots=True)
class PlaceholderFault:
    """What is wrong with a field: a lone brace, or a part that is not one of the options."""

    shown: str
    part: str
    value: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Kind:
    known: Callable[[PlanFacts], Iterable[str]]
    write: Callable[[PlanFacts, Placeholder, str], Filled]
    forms: tuple[str, ...] = ()


def fill_placeholders(words: str, facts: PlanFacts, lang: str) -> Filled:
    """Return text with its fields filled, and where what they say stands.

    A field that is not known stays as it is written; :func:`wrong` names it.
    """
    out: list[str] = []
    refs: dict[Ref, None] = {}
    for typed, field in _split(words):
        if field is None or _problem(field, typed, facts):
            out.append(typed)
        else:
            shown, cited = KINDS[field.kind].write(facts, field, lang)
            out.append(shown)
            refs |= dict.fromkeys(cited)
    return _set(out), tuple(refs)


def _set(parts: list[str]) -> str:
    """Join what is typed and what is filled in; between two Chinese characters stands no blank."""
    out = ""
    for part in parts:
        typed, filled = out.rstrip(" "), part.lstrip(" ")
        met = _CHINESE.match(typed[-1:]) and _CHINESE.match(filled[:1])
        out = typed + filled if met else out + part
    return out


def placeholder_faults(words: str, facts: PlanFacts) -> Iterator[PlaceholderFault]:
    """Yield what is wrong with the fields of a text, each fault once."""
    seen: set[PlaceholderFault] = set()
    for match in _PARTS.finditer(words):
        shown = match[0]
        if shown in ("{{", "}}"):
            continue
        found = (
            PlaceholderFault(_around(words, match.start()), "brace", shown, ())
            if len(shown) == 1
            else _problem(_field(shown), shown, facts)
        )
        if found and found not in seen:
            seen.add(found)
            yield found


def typed_text(words: str) -> str:
    """Return text without its fields: what is typed in."""
    return _PARTS.sub(lambda m: m[0][0] if m[0] in ("{{", "}}") else " ", words)


def _split(words: str) -> Iterator[tuple[str, Placeholder | None]]:
    end = 0
    for match in _PARTS.finditer(words):
        yield words[end : match.start()], None
        end = match.end()
        shown = match[0]
        yield (shown, _field(shown)) if len(shown) > 2 or shown == "{}" else (shown[0], None)
    yield words[end:], None


def _around(words: str, at: int) -> str:
    return words[max(0, at - 10) : at + 20]


def _field(shown: str) -> Placeholder:
    parts = [p.strip() for p in shown[1:-1].split(":", 2)]
    if len(parts) == 1:
        return Placeholder(FIGURE, parts[0], "")
    if parts[0] in KINDS:
        return Placeholder(parts[0], parts[1], parts[2] if len(parts) > 2 else "")
    if len(parts) == 2 and parts[1] in KINDS[FIGURE].forms:
        return Placeholder(FIGURE, parts[0], parts[1])
    return Placeholder(*parts, *[""] * (3 - len(parts)))


def _problem(field: Placeholder, shown: str, facts: PlanFacts) -> PlaceholderFault | None:
    kind = KINDS.get(field.kind)
    if kind is None:
        figures = KINDS[FIGURE]
        if field.kind in figures.known(facts):  # a figure in a form that there is not
            return PlaceholderFault(shown, "form", field.name, figures.forms)
        return PlaceholderFault(shown, "kind", field.kind, tuple(KINDS))
    known = tuple(dict.fromkeys(kind.known(facts)))
    if field.name not in known:
        return PlaceholderFault(shown, "name", field.name, known)
    if field.form and field.form not in kind.forms:
        return PlaceholderFault(shown, "form", field.form, kind.forms or (f"{{{field.kind}:{field.name}}}",))
    return None


def _figure(facts: PlanFacts, field: Placeholder, lang: str) -> Filled:
    said = facts.plan.statement[field.name]
    fig = said.figure
    forms: Mapping[str, Callable[[], str]] = {
        "": lambda: format_figure(fig, lang),
        "number": lambda: format_figure(replace(fig, unit=""), lang).strip(),
        "unit": lambda: unit_name(fig.unit, lang),
        "year": lambda: format_years(fig.from_year, fig.year, lang),
        "name": lambda: said.name(lang),
    }
    return forms[field.form]().strip(), said.refs


def _computed(facts: PlanFacts, field: Placeholder, lang: str) -> Filled:
    quantity = facts.computed[field.name]
    finding = facts.findings.get(field.name)
    digits = sentences.decimals_of(finding) if finding else 1
    return _value(quantity, field, lang, digits), quantity.refs


def _stated(facts: PlanFacts, field: Placeholder, lang: str) -> Filled:
    against = facts.findings[field.name].stated_quantity
    return (_value(against, field, lang), against.refs) if against else ("", ())


def _value(quantity: Quantity, field: Placeholder, lang: str, digits: int = 1) -> str:
    shown = replace(quantity, unit="") if field.form == "number" else quantity
    return sentences.format_quantity(shown, lang, digits)


def _needed(facts: PlanFacts, field: Placeholder, lang: str) -> Filled:
    finding = facts.findings[field.name]
    shown = sentences.needed_growth_text(finding)
    return shown.removesuffix(" %") if field.form else shown, finding.refs


def _gap(facts: PlanFacts, field: Placeholder, lang: str) -> Filled:
    finding = facts.findings[field.name]
    shown = sentences.gap_text(finding, lang)
    return shown.partition(" ")[0] if field.form else shown, finding.refs


def _finding(facts: PlanFacts, field: Placeholder, lang: str) -> Filled:
    finding = facts.findings[field.name]
    return sentences.finding_sentence(finding, lang), finding.refs


def _count(facts: PlanFacts, field: Placeholder, lang: str) -> Filled:
    held = facts.sets.get(field.name, ())
    return str(len(held)), facts.of_plan(held)


def _names(facts: PlanFacts, field: Placeholder, lang: str) -> Filled:
    held: tuple[SetMember, ...] = facts.sets.get(field.name, ())
    return glossary.join_names(dict.fromkeys(i.name for i in held), lang), facts.of_plan(held)


def _name(facts: PlanFacts, field: Placeholder, lang: str) -> Filled:
    return facts.name_of[field.name](lang), ()


def _phrase(facts: PlanFacts, field: Placeholder, lang: str) -> Filled:
    edition = facts.plan.edition
    held = edition if field.name == "layout" else facts.plan.element[field.name]
    return held.phrase(lang), edition.layout_refs


def _motto(facts: PlanFacts, field: Placeholder, lang: str) -> Filled:
    return facts.plan.element[field.name].motto(lang), facts.plan.edition.layout_refs


def _year(facts: PlanFacts, field: Placeholder, lang: str) -> Filled:
    return str(getattr(facts.plan.edition, f"{field.name}_year")), ()


def _note(facts: PlanFacts, field: Placeholder, lang: str) -> Filled:
    note = next(n for n in facts.plan.district.notes if n.id == field.name)
    return note.text(lang), note.refs


def _compared(facts: PlanFacts) -> Iterable[str]:
    return (name for name, f in facts.findings.items() if f.stated_quantity and f.computed is not None)


# Parts that can be asked for though this edition has none of them: there are nought.
_MAY_LACK = {
    "parks": ("located", "unlocated", "tied", "untied", "stated", "inferred"),
    "links": ("served", "parkless", "unserved"),
    "indicators": ("expected", "binding"),
    "findings": STATES,
}


def _countable(facts: PlanFacts) -> Iterable[str]:
    return (*facts.sets, *(f"{name}.{part}" for name, parts in _MAY_LACK.items() for part in parts))


KINDS: Mapping[str, _Kind] = {
    FIGURE: _Kind(lambda f: f.plan.statement, _figure, ("number", "unit", "year", "name")),
    "computed": _Kind(lambda f: f.computed, _computed, ("number",)),
    "stated": _Kind(_compared, _stated, ("number",)),
    "gap": _Kind(_compared, _gap, ("number",)),
    "needed": _Kind(
        lambda f: (n for n, x in f.findings.items() if x.needed_growth is not None), _needed, ("number",)
    ),
    "finding": _Kind(lambda f: f.findings, _finding),
    "count": _Kind(_countable, _count),
    "names": _Kind(_countable, _names),
    "name": _Kind(lambda f: f.name_of, _name),
    "phrase": _Kind(lambda f: ("layout", *f.plan.element), _phrase),
    "motto": _Kind(lambda f: f.plan.element, _motto),
    "year": _Kind(lambda _: ("base", "target", "from", "to"), _year),
    "note": _Kind(lambda f: (n.id for n in f.plan.district.notes), _note),
}
