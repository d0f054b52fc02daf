"""Lines of a profile: what is said of a site, on what basis, from where, since when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from geodata.references import Ref
from layout.plan.model import Plan

STATED, INFERRED, PUBLIC, OFFICER = "stated", "inferred", "public", "own"


@dataclass(frozen=True, slots=True)
class ProfileLine:
    """One line: its label (may be empty) and its value, both in words of one language.

    `basis` is `stated` or `inferred` of what follows from the plan, `public` of another source, `own` of the
    officer's facts, empty where nothing is claimed. `note` is what to know of it, such as the ground of an
    inference. An own fact has `owner` and `day`, and is `stale` when it is older than the setting allows.
    `key` says what the line is of, whatever the language: lines of two sites with one key are of one row.
    `sites` are the ids of the sites that the value names, `statement` is that of the figure that it gives.
    """

    label: str
    value: str
    basis: str = ""
    note: str = ""
    refs: tuple[Ref, ...] = ()
    owner: str = ""
    day: date | None = None
    stale: bool = False
    key: str = ""
    sites: tuple[str, ...] = ()
    statement: str = ""


@dataclass(frozen=True, slots=True)
class ProfileSection:
    """Lines under a heading; `id` is one of SECTIONS."""

    id: str
    title: str
    lines: tuple[ProfileLine, ...]


def basis_of(refs: Iterable[Ref], plan: Plan) -> str:
    """Return that the plan states what only its own document is cited for, else that it is public.

    Of no references it is empty.
    """
    documents = {ref.source for ref in plan.edition.refs}
    sources = {ref.source for ref in refs}
    return "" if not sources else STATED if sources <= documents else PUBLIC


def other_refs(refs: Iterable[Ref], plan: Plan) -> tuple[Ref, ...]:
    """Return the references to other sources than the plan; without any, all."""
    documents = {ref.source for ref in plan.edition.refs}
    every = tuple(refs)
    return tuple(ref for ref in every if ref.source not in documents) or every
