"""The command that compares two editions: as tables for the eye, or as JSON with stable keys.

`KEYS` says what every key holds. Keys are added to, never renamed; words stand in `_zh` and `_en`
keys, so that the JSON is the same in every language.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from geodata.faults import escape_hidden
from geodata.languages import Text
from layout.cli.app import app
from layout.cli.choice import Choice, fill_defaults, require_known
from layout.cli.messages import print_error, print_json, print_out, reporting_faults
from layout.cli.options import DistrictOptions, grouped
from layout.words.glossary import say
from layout.words.nouns import say_of

if TYPE_CHECKING:
    from layout.comparison.changes import Change, Comparison
    from layout.comparison.sides import Side
    from layout.plan.model import Membership, Plan

KEYS: Mapping[str, Mapping[str, str]] = {
    "comparison": {
        "district": "id of the district",
        "old": "id of the edition compared with",
        "new": "id of the edition that is compared",
        "counts": "how many changes there are of each kind",
        "unchanged": "how many things of each sort are the same in both",
        "changes": "list of changes",
        "members": "list of sites that joined or left an element of the layout",
        "outcomes": "what became of the older edition's targets, see layout/cli/compare_outcomes.py",
    },
    "change": {
        "what": "element, site, role, industry, tie (a park's cluster), cluster, segment, indicator, "
        "figure or link",
        "kind": "added, dropped, renamed or moved",
        "id": "id in the new edition, in the old one where it was dropped",
        "site": "id of the town, place or park that the change is of, or empty",
        "old": "the thing as the old edition has it; null where it was added",
        "new": "the thing as the new edition has it; null where it was dropped",
        "differs": "where a target moved: list of value, high, stretch, bound, words, unit, measure, "
        "scope, months, attribute; target where one edition sets none",
        "unlike": "what of it forbids to compute: list of words, unit, measure, scope, months, target",
        "difference": "new less old in the new unit, of percentages in points; null where not computed",
        "percent": "the difference in per cent of the old value; null where not computed",
    },
    "side": {
        "id": "id in that edition",
        "name_zh": "name as of that edition, Chinese",
        "name_en": "name as of that edition, English",
        "place_zh": "element and rank of a role, cluster of a segment or tie, chain of a link, level of a "
        "site, Chinese; or empty",
        "place_en": "the same, English",
        "exists_zh": "since when or until when a site exists, Chinese, or empty",
        "exists_en": "the same, English",
        "basis": "of a role or tie stated or inferred, of anything else empty",
        "value": "target, a number; null where there is none or it is words",
        "bound": "=, ~ (about), >=, >, <= or <; empty where there is no number",
        "unit": "unit of the target, or empty",
        "measure": "id of what is measured, or empty",
        "scope": "local, all, or empty where the source does not say",
        "attribute": "expected, binding, or empty",
        "year": "year of the target; null where there is none",
        "words_zh": "the target in words where there is no number",
        "words_en": "the same, English",
        "source": "references as in the data, `id:place` parted by `;`",
        "source_zh": "the same in words, Chinese",
        "source_en": "the same in words, English",
    },
    "member": {
        "site": "id of the town, place or park",
        "name_zh": "name, Chinese",
        "name_en": "name, English",
        "joined": "list of {element, basis, via}; basis is stated, inferred or located",
        "left": "list of the same",
    },
}


@app.command("compare")
@grouped
def print_comparison(
    old: Annotated[str, typer.Argument(metavar="OLD", help="The edition to compare with.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The edition that is compared.")],
    district_options: DistrictOptions,
    as_json: Annotated[
        bool,
        typer.Option(
            "--json", help="Print JSON; its keys are stable and documented in layout/cli/compare.py."
        ),
    ] = False,
) -> None:
    """Compare two editions, the older by its years first: what was added, dropped, renamed, what moved."""
    with reporting_faults(district_options.lang) as language:
        chosen = _with_both(district_options.choose(), old, new)
        comparison = _comparison(chosen, old, new)
        if comparison.old.edition.id != old:
            ids = {"old": comparison.old.edition.id, "new": comparison.new.edition.id}
            print_error(say("compare.reordered", language, **ids))
        if as_json:
            print_json(comparison_rows(comparison))
        else:
            print_out(_tables(comparison, language))


def _with_both(chosen: Choice, old: str, new: str) -> Choice:
    """Return the first district that has both editions, where none is named."""
    from geodata import catalog

    entries = catalog.catalog(chosen.root)
    named = [e for e in entries if chosen.district in (None, e.id)]
    # Where no district has both, the fault lists the editions of the first one.
    both = [e for e in named if {old, new} <= set(e.editions)] or named[:1]
    for entry in both[:1]:
        require_known("OLD", old, entry.editions)
        require_known("NEW", new, entry.editions)
        return replace(chosen, district=entry.id)
    return fill_defaults(chosen)


def _comparison(chosen: Choice, old: str, new: str) -> Comparison:
    from geodata.load import load_dataset
    from layout.comparison.changes import compare_editions, in_order
    from layout.plan.join import join

    plans = (join(load_dataset(chosen.root, str(chosen.district), e)) for e in (old, new))
    return compare_editions(*in_order(*plans))


def comparison_rows(comparison: Comparison) -> dict[str, Any]:
    """Return a comparison as JSON values under the keys of KEYS."""
    from layout.cli.compare_outcomes import outcome_rows
    from layout.comparison.changes import CHANGE_KINDS
    from layout.lists.row_fields import text_fields

    return {
        "district": comparison.new.district.id,
        "old": comparison.old.edition.id,
        "new": comparison.new.edition.id,
        "counts": {kind: len(comparison.of_kind(kind)) for kind in CHANGE_KINDS},
        "unchanged": dict(comparison.unchanged),
        "changes": [_change(c, comparison) for c in comparison.changes],
        "members": [
            {
                "site": m.site,
                **text_fields("name", comparison.site_of(m).name),
                "joined": [_membership(k) for k in m.joined],
                "left": [_membership(k) for k in m.left],
            }
            for m in comparison.members
        ],
        "outcomes": outcome_rows(comparison.old, comparison.new),
    }


def _membership(membership: Membership) -> dict[str, str]:
    return {"element": membership.element, "basis": membership.basis, "via": membership.via}


def _change(change: Change, comparison: Comparison) -> dict[str, Any]:
    from layout.lists.row_fields import json_number
    from layout.plan.measure import round_half_up

    shift = change.shift
    percent = shift.percent if shift else None
    return {
        "what": change.entity_type,
        "kind": change.kind,
        "id": change.id,
        "site": change.site,
        "old": _side(change.old, comparison.old),
        "new": _side(change.new, comparison.new),
        "differs": list(shift.differs) if shift else [],
        "unlike": list(shift.unlike) if shift else [],
        "difference": json_number(shift.difference) if shift else None,
        "percent": json_number(round_half_up(percent, 4)) if percent is not None else None,
    }


def _side(side: Side | None, plan: Plan) -> dict[str, Any] | None:
    if side is None:
        return None
    from layout.lists.row_fields import json_number, source_fields, text_fields

    value = side.figure
    plain = ("bound", "unit", "measure", "scope", "attribute")
    return {
        "id": side.id,
        **text_fields("name", side.name),
        **text_fields("place", side.place),
        **text_fields("exists", side.exists),
        "basis": side.basis,
        "value": json_number(value.value) if value else None,
        **{key: getattr(value, key, "") for key in plain},
        "year": value.year if value else None,
        **text_fields("words", value.words if value else Text()),
        **source_fields(side.refs, plan),
    }


def _tables(comparison: Comparison, lang: str) -> str:
    """Return the comparison as a heading, the targets that moved, and all other changes."""
    from layout.comparison.changes import CHANGE_KINDS

    old, new = (x.edition.name(lang) for x in (comparison.old, comparison.new))
    counts = [f"{say(f'compare_kind.{k}', lang)} {len(comparison.of_kind(k))}" for k in CHANGE_KINDS]
    counts.append(f"{say('compare.unchanged', lang)} {sum(n for _, n in comparison.unchanged)}")
    head = [escape_hidden(say("compare.heading", lang, old=old, new=new)), "  ".join(counts)]
    none = "" if comparison.changes else say("compare.none", lang)
    parts = (part(comparison, lang) for part in (_outcomes, _targets, _others))
    return "\n\n".join(["\n".join(head), *filter(None, (none, *parts))])


def _outcomes(comparison: Comparison, lang: str) -> str:
    from layout.cli.compare_outcomes import outcome_table

    # Held against itself an edition has nothing to report.
    if comparison.old.edition.id == comparison.new.edition.id:
        return ""
    return outcome_table(comparison.old, comparison.new, lang)


def _targets(comparison: Comparison, lang: str) -> str:
    from layout.cli.console import text_table

    old, new = (x.edition.short(lang) for x in (comparison.old, comparison.new))
    head = [say("compare.targets", lang), old, new, say("compare.change", lang)]
    lines = [_target(c, comparison, lang) for c in comparison.changes if c.shift]
    return text_table(head, lines, (False, True, True, False)) if lines else ""


def _target(change: Change, comparison: Comparison, lang: str) -> list[str]:
    from layout.comparison import words as change_text
    from layout.words.cluster_words import target_words
    from layout.words.glossary import join_words

    old, new = (target_words(s.figure, lang) if s else "" for s in (change.old, change.new))
    explanations = [
        *change_text.shift_texts(change, lang),
        *change_text.difference_texts(change, comparison, lang),
    ]
    return [change.side.name(lang), old, new, join_words(explanations, lang)]


def _others(comparison: Comparison, lang: str) -> str:
    from layout.cli.console import text_table

    lines = [_line(c, comparison, lang) for c in comparison.changes if not c.shift]
    head = [say(f"compare.{key}", lang) for key in ("change", "sort", "thing", "detail")]
    return text_table(head, lines, (False,) * 4) if lines else ""


def _line(change: Change, comparison: Comparison, lang: str) -> list[str]:
    from layout.comparison import words as change_text
    from layout.words.symbols import CHANGE_SIGNS

    kind = f"{CHANGE_SIGNS[change.kind]} {say(f'compare_kind.{change.kind}', lang)}"
    site = change_text.site_name(change, comparison)
    names = [name for name in (site(lang) if site else "", change_text.side_name(change.side, lang)) if name]
    parts = [part for part in change_text.change_details(change, lang) if part]
    dot = say("text.dot", lang)
    return [
        kind,
        say_of(comparison.new, f"compare_what.{change.entity_type}", lang),
        dot.join(names),
        dot.join(parts),
    ]
