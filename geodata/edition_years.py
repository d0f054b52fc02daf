"""Rules of an edition's years: no old figure under a new heading, no name or source of another edition.

A copy of an edition keeps what was not edited: its targets, bases, titles and citations still speak of the
old years.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from .checked_row import CheckedRow
from .languages import LANGS
from .references import parse_refs
from .rules import RowsByTable
from .schema import table_schemas

_YEARS_ID = re.compile(r"(\d{4})-(\d{4})")
_YEAR = re.compile(r"(?<!\d)(?:19|20|21)\d{2}(?!\d)")
_TITLES = ("name", "short", "title")
_NEEDED = ("from_year", "to_year", "base_year", "target_year")


def check_years(rows: RowsByTable, others: Iterable[Mapping[str, Any]] = ()) -> None:
    """Check that targets, bases, titles and sources fit the years of their edition; add faults to the rows.

    `others` are what the plan.toml of the district's other editions hold.
    """
    plan = next(iter(rows.get("plan") or []), None)
    if plan is None or any(plan.values.get(k) is None for k in _NEEDED) or set(_NEEDED) & plan.bad:
        return
    known = {row.values["id"]: row for row in _statements(rows)}
    for row in rows.get("clusters") or []:
        target = known.get(row.values["target"])
        if target is not None and target.values["role"] != "hold":
            _check_target(row, "target", target, plan.values)
    for row in rows.get("indicators") or []:
        _check_target(row, "year", row, plan.values)
    _check_old_targets(rows, plan.values)
    for row in known.values():
        _check_base(row, known.get(row.values["base"]), plan.values)
    _check_titles(plan)
    _check_others(plan, rows, list(others))


def _statements(rows: RowsByTable) -> list[CheckedRow]:
    return [*(rows.get("figures") or []), *(rows.get("indicators") or [])]


def _check_target(row: CheckedRow, field: str, target: CheckedRow, plan: Mapping[str, Any]) -> None:
    year = target.values["year"]
    if year is None or field in row.bad:
        return
    words = {"value": target.values["id"], "year": year}
    if year < plan["from_year"]:
        row.report(field, "target_before_plan", first=plan["from_year"], **words)
    elif year != plan["target_year"]:
        row.report(field, "target_of_other_year", expected=plan["target_year"], **words)


def _check_old_targets(rows: RowsByTable, plan: Mapping[str, Any]) -> None:
    """Report once which targets of no industry are of years before the edition: a copy has left them."""
    of_industries = {row.values["target"] for row in rows.get("clusters") or []}
    old = [
        row
        for row in rows.get("figures") or []
        if (row.values["role"], row.values["as_of"]) == ("target", "")
        and "year" not in row.bad
        and (row.values["year"] or plan["from_year"]) < plan["from_year"]
        and row.values["id"] not in of_industries
    ]
    if old:
        names = [row.values["id"] for row in old]
        old[0].report("year", "old_targets", value=names, n=len(names), first=plan["from_year"])


def _check_base(row: CheckedRow, base: CheckedRow | None, plan: Mapping[str, Any]) -> None:
    role = row.values.get("role", "target")
    # What others published may start from a year of its own.
    if base is None or role != "target" or row.values.get("as_of") or "base" in row.bad:
        return
    year, target_year = base.values["year"], row.values["year"]
    words = {"value": base.values["id"], "year": year}
    if None not in (year, target_year) and year >= target_year:
        row.report("base", "base_after_target", target=target_year, **words)
    elif year is not None and year != plan["base_year"]:
        row.report("base", "base_of_other_year", expected=plan["base_year"], **words)


def _check_titles(plan: CheckedRow) -> None:
    values = plan.values
    named = _YEARS_ID.fullmatch(values["id"])
    if (
        named
        and named.groups() != (f"{values['from_year']}", f"{values['to_year']}")
        and "id" not in plan.bad
    ):
        years = {"first": values["from_year"], "last": values["to_year"]}
        plan.report("id", "years_of_id", value=values["id"], **years)
    for field in (f"{name}_{lang}" for name in _TITLES for lang in LANGS):
        years_named = [int(y) for y in _YEAR.findall(str(values.get(field) or ""))]
        strange = [y for y in years_named if not values["base_year"] <= y <= values["to_year"]]
        if strange:
            plan.report(field, "title_of_other_years", value=strange, first=values["from_year"],
                        last=values["to_year"])  # fmt: skip


def _check_others(plan: CheckedRow, rows: RowsByTable, others: Sequence[Mapping[str, Any]]) -> None:
    dates = {row.values["id"]: str(row.values["date"] or "") for row in rows.get("sources") or []}
    documents = _documents(plan.values)
    for source in documents:
        date = dates.get(source, "")
        if date and int(date[:4]) < plan.values["base_year"]:
            plan.report(
                "source", "source_before_plan", value=source, date=date, base=plan.values["base_year"]
            )
    # What two editions share is said of the later one: it is the copy.
    for other in (o for o in others if _is_earlier(o, plan.values)):
        for lang in LANGS:
            short = plan.values.get(f"short_{lang}")
            if short and short == other.get(f"short_{lang}"):
                plan.report(f"short_{lang}", "short_of_other", value=short, other=other["id"])
        if shared := documents & _documents(other):
            plan.report("source", "source_of_other", value=sorted(shared), other=other["id"])
    foreign = {source: other["id"] for other in others for source in _documents(other) - documents}
    for name, table in table_schemas().items():
        if table.edition:
            _check_cited(rows.get(name) or [], foreign)


def _is_earlier(other: Mapping[str, Any], plan: Mapping[str, Any]) -> bool:
    year = other.get("from_year")
    return not isinstance(year, int) or (year, str(other["id"])) < (plan["from_year"], plan["id"])


def _documents(plan: Mapping[str, Any]) -> set[str]:
    """Return the ids of the sources that an edition is."""
    try:
        return {ref.source for ref in parse_refs(str(plan.get("source") or ""))}
    except ValueError:  # a fault of the field already
        return set()


def _check_cited(table_rows: Sequence[CheckedRow], foreign: Mapping[str, str]) -> None:
    """Report once for a table that its rows cite the plan of another edition, at the first that does."""
    keys = [
        (row, k) for row in table_rows for k in row.foreign_keys if k.field is None and k.value in foreign
    ]
    counts = Counter(k.value for _, k in keys)
    for source, n in counts.items():
        row, key = next((r, k) for r, k in keys if k.value == source)
        row.report(key.path, "cites_other_plan", value=source, other=foreign[source], n=n)
