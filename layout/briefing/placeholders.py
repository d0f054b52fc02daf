"""Fields in braces: how the words of a story take figures and names out of the data.

A field is looked up, never evaluated. `{{` and `}}` stand for braces.

- `{ID}` – a figure of the plan with its bound and unit; `{ID:exact}` with every printed digit in a unit of
  another language too, `{ID:number}` without its unit, `{ID:unit}`, `{ID:year}` and `{ID:name}` its parts.
- `{computed:CLAIM}` – what the audit computes; `{stated:CLAIM}` what the plan states beside it,
  `{gap:CLAIM}` by how much they differ, `{needed:CLAIM}` the yearly growth that would reach it,
  `{finding:CLAIM}` the whole sentence. `:number` leaves out the unit.
- `{count:SET}` – how many; `{names:SET}` – their names. Sets are `parks`, `towns`, `places`,
  `clusters`, `bases`, `segments`, `services`, `embedded-services`, `elements`, `members.ELEMENT`,
  `industries.ELEMENT`, `themes`, `chains`, `links`, `chain-sites`, `lists`, `items`, `indicators`,
  `classes`, `figures`, `findings`, `sources`; after a dot
  a part of one: `parks.LEVEL`, `parks.ZONE`, `parks.ZONE.former`, `parks.unlocated`, `links.named`, …
- `{name:ID}` – the name of a site, element, cluster, segment, chain, theme, level or class; of
  `district`, `edition` or `edition-short`. `{phrase:ELEMENT}`, `{motto:ELEMENT}`; `{phrase:layout}`.
- `{year:base}`, `{year:target}`, `{year:from}`, `{year:to}`; `{note:ID}` a note of the district.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from layout.audit import quantity_words, sentences
from layout.audit.findings import FINDING_STATES
from layout.audit.formulas import Quantity
from layout.briefing.plan_facts import PlanFacts, SetMember
from layout.plan.model import Ref, TextList
from layout.plan.site_types import SITE_TYPES
from layout.words import glossary
from layout.words.numbers import format_figure, format_figure_value, shown_unit_name
from layout.words.years import figure_years

TextWithRefs = tuple[str, tuple[Ref, ...]]

FIGURE = "figure"
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
# Doubled braces come first, so that neither half of one counts as a lone brace.
_PARTS = re.compile(r"\{\{|\}\}|\{[^{}]*\}|[{}]")


@dataclass(frozen=True, slots=True)
class Placeholder:
    """The parts of a placeholder: its kind, the id that it names, and the form, such as `number`."""

    kind: str
    name: str
    form: str


@dataclass(frozen=True, slots=True)
class PlaceholderFault:
    """What is wrong with a field: a lone brace, or a part that is not one of the options."""

    source: str
    part: str
    value: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Kind:
    names: Callable[[PlanFacts], Iterable[str]]
    write: Callable[[PlanFacts, Placeholder, str], TextWithRefs]
    forms: tuple[str, ...] = ()


def fill_placeholders(words: str, facts: PlanFacts, lang: str) -> TextWithRefs:
    """Return text with its fields filled, and where what they say stands.

    A field that is not known stays as it is written; :func:`placeholder_faults` names it. What is filled in
    is not read for fields again.
    """
    parts: list[str] = []
    refs: dict[Ref, None] = {}
    for source, placeholder in _split(words):
        if placeholder is None or _fault_of(placeholder, source, facts):
            parts.append(source)
        else:
            text, places = KINDS[placeholder.kind].write(facts, placeholder, lang)
            parts.append(text)
            refs |= dict.fromkeys(places)
    return _join_without_blanks(parts), tuple(refs)


def _join_without_blanks(parts: list[str]) -> str:
    """Join what is typed and what is filled in; between two Chinese characters stands no blank."""
    joined = ""
    for part in parts:
        before, after = joined.rstrip(" "), part.lstrip(" ")
        both_chinese = _CHINESE.match(before[-1:]) and _CHINESE.match(after[:1])
        joined = before + after if both_chinese else joined + part
    return joined


def placeholder_faults(words: str, facts: PlanFacts) -> Iterator[PlaceholderFault]:
    """Yield what is wrong with the fields of a text, each fault once."""
    reported: set[PlaceholderFault] = set()
    for match in _PARTS.finditer(words):
        source = match[0]
        if source in ("{{", "}}"):
            continue
        fault = (
            PlaceholderFault(_around(words, match.start()), "brace", source, ())
            if len(source) == 1
            else _fault_of(_parse_placeholder(source), source, facts)
        )
        if fault and fault not in reported:
            reported.add(fault)
            yield fault


def typed_text(words: str) -> str:
    """Return text without its fields: what is typed in."""
    return _PARTS.sub(lambda m: m[0][0] if m[0] in ("{{", "}}") else " ", words)


def _split(words: str) -> Iterator[tuple[str, Placeholder | None]]:
    end = 0
    for match in _PARTS.finditer(words):
        yield words[end : match.start()], None
        end = match.end()
        source = match[0]
        # `{}` is a field without a name; `{{` is as long and stands for one brace.
        yield (source, _parse_placeholder(source)) if len(source) > 2 or source == "{}" else (source[0], None)
    yield words[end:], None


def _around(words: str, at: int) -> str:
    return words[max(0, at - 10) : at + 20]


def _parse_placeholder(source: str) -> Placeholder:
    parts = [p.strip() for p in source[1:-1].split(":", 2)]
    if len(parts) == 1:
        return Placeholder(FIGURE, parts[0], "")
    if parts[0] in KINDS:
        return Placeholder(parts[0], parts[1], parts[2] if len(parts) > 2 else "")
    # `{ID:form}` is told from `{kind:name}` by the forms, as ids of figures are data.
    if len(parts) == 2 and parts[1] in KINDS[FIGURE].forms:
        return Placeholder(FIGURE, parts[0], parts[1])
    return Placeholder(*parts, *[""] * (3 - len(parts)))


def _fault_of(field: Placeholder, source: str, facts: PlanFacts) -> PlaceholderFault | None:
    kind = KINDS.get(field.kind)
    if kind is None:
        figures = KINDS[FIGURE]
        if field.kind in figures.names(facts):  # a figure in a form that there is not
            return PlaceholderFault(source, "form", field.name, figures.forms)
        return PlaceholderFault(source, "kind", field.kind, tuple(KINDS))
    # Names that two sets share are offered once.
    known = tuple(dict.fromkeys(kind.names(facts)))
    if field.name not in known:
        return PlaceholderFault(source, "name", field.name, known)
    if field.form and field.form not in kind.forms:
        return PlaceholderFault(source, "form", field.form, kind.forms or (f"{{{field.kind}:{field.name}}}",))
    return None


def _figure(facts: PlanFacts, field: Placeholder, lang: str) -> TextWithRefs:
    statement = facts.plan.statement[field.name]
    fig = statement.figure
    # Functions, so that only the form that is used is computed.
    forms: Mapping[str, Callable[[], str]] = {
        "": lambda: format_figure(fig, lang),
        "exact": lambda: format_figure(fig, lang, exact=True),
        "number": lambda: format_figure_value(fig, lang),
        "unit": lambda: shown_unit_name(fig.unit, lang),
        "year": lambda: figure_years(fig, lang),
        "name": lambda: statement.name(lang),
    }
    return forms[field.form]().strip(), statement.refs


def _computed(facts: PlanFacts, field: Placeholder, lang: str) -> TextWithRefs:
    quantity = facts.computed[field.name]
    finding = facts.findings.get(field.name)
    digits = sentences.decimals_of(finding) if finding else 1
    return _quantity_text(quantity, field, lang, digits), quantity.refs


def _stated(facts: PlanFacts, field: Placeholder, lang: str) -> TextWithRefs:
    against = facts.findings[field.name].stated_quantity
    return (_quantity_text(against, field, lang), against.refs) if against else ("", ())


def _quantity_text(quantity: Quantity, field: Placeholder, lang: str, digits: int = 1) -> str:
    write = quantity_words.format_quantity_value if field.form == "number" else quantity_words.format_quantity
    return write(quantity, lang, digits)


def _needed(facts: PlanFacts, field: Placeholder, lang: str) -> TextWithRefs:
    finding = facts.findings[field.name]
    growth = sentences.needed_growth_text(finding)
    return growth.removesuffix(" %") if field.form else growth, finding.refs


def _gap(facts: PlanFacts, field: Placeholder, lang: str) -> TextWithRefs:
    finding = facts.findings[field.name]
    write = sentences.gap_value_text if field.form else sentences.gap_text
    return write(finding, lang), finding.refs


def _finding(facts: PlanFacts, field: Placeholder, lang: str) -> TextWithRefs:
    finding = facts.findings[field.name]
    return sentences.finding_sentence(finding, lang), finding.refs


def _count(facts: PlanFacts, field: Placeholder, lang: str) -> TextWithRefs:
    # A set that the edition lacks is empty here: an unknown name is a fault before this.
    members = facts.sets.get(field.name, ())
    return str(len(members)), facts.plan_refs(members)


def _names(facts: PlanFacts, field: Placeholder, lang: str) -> TextWithRefs:
    members: tuple[SetMember, ...] = facts.sets.get(field.name, ())
    names = TextList(dict.fromkeys(i.name for i in members), any(i.unfinished for i in members))
    return glossary.join_names(names, lang), facts.plan_refs(members)


def _name(facts: PlanFacts, field: Placeholder, lang: str) -> TextWithRefs:
    return facts.name_of[field.name](lang), ()


def _phrase(facts: PlanFacts, field: Placeholder, lang: str) -> TextWithRefs:
    edition = facts.plan.edition
    owner = edition if field.name == "layout" else facts.plan.element[field.name]
    return owner.phrase(lang), edition.layout_refs


def _motto(facts: PlanFacts, field: Placeholder, lang: str) -> TextWithRefs:
    return facts.plan.element[field.name].motto(lang), facts.plan.edition.layout_refs


def _year(facts: PlanFacts, field: Placeholder, lang: str) -> TextWithRefs:
    return str(getattr(facts.plan.edition, f"{field.name}_year")), ()


def _note(facts: PlanFacts, field: Placeholder, lang: str) -> TextWithRefs:
    note = next(n for n in facts.plan.district.notes if n.id == field.name)
    return note.text(lang), note.refs


def _claims_with_both_sides(facts: PlanFacts) -> Iterable[str]:
    return (name for name, f in facts.findings.items() if f.stated_quantity and f.computed is not None)


# Parts that may be counted in every edition; where it has none of them the count is 0.
_PARTS_ALWAYS_COUNTABLE = {
    "parks": ("located", "unlocated", "tied", "untied", "stated", "inferred"),
    "links": ("named", "matched", "unnamed"),
    "indicators": ("expected", "binding"),
    "findings": FINDING_STATES,
}


def _countable_sets(facts: PlanFacts) -> Iterable[str]:
    return (
        *facts.sets,
        *(f"{site_type}s-besides" for site_type in SITE_TYPES),
        *(f"{name}.{part}" for name, parts in _PARTS_ALWAYS_COUNTABLE.items() for part in parts),
    )


KINDS: Mapping[str, _Kind] = {
    FIGURE: _Kind(lambda f: f.plan.statement, _figure, ("exact", "number", "unit", "year", "name")),
    "computed": _Kind(lambda f: f.computed, _computed, ("number",)),
    "stated": _Kind(_claims_with_both_sides, _stated, ("number",)),
    "gap": _Kind(_claims_with_both_sides, _gap, ("number",)),
    "needed": _Kind(
        lambda f: (n for n, x in f.findings.items() if x.needed_growth is not None), _needed, ("number",)
    ),
    "finding": _Kind(lambda f: f.findings, _finding),
    "count": _Kind(_countable_sets, _count),
    "names": _Kind(_countable_sets, _names),
    "name": _Kind(lambda f: f.name_of, _name),
    "phrase": _Kind(lambda f: ("layout", *f.plan.element), _phrase),
    "motto": _Kind(lambda f: f.plan.element, _motto),
    "year": _Kind(lambda _: ("base", "target", "from", "to"), _year),
    "note": _Kind(lambda f: (n.id for n in f.plan.district.notes), _note),
}
