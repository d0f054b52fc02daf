"""The data of the pages of a pack beside its sheets: cover, why these, comparison, chains, places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from geodata.languages import LANGS
from layout.exports.sheets.chain_stages import chain_stages
from layout.exports.sheets.sheet_data import LINE_BASES, SheetMaker, lead, name_size
from layout.promotion.pack_record import PackRecord
from layout.promotion.profile import SiteProfile
from layout.promotion.side_by_side import ComparedRow, SideBySide
from layout.promotion.why_these import WhyThis
from layout.words.citations import citation
from layout.words.glossary import join_words, say

_TITLE_SIZES = (34.0, 28.0, 23.0, 19.0, 16.0)
_COVER_WIDTH = 470.0
_REASONS = 3  # of a site
_CITED = 2  # places of the plan behind a reason
# What a table compares: precision and what is open stand on the sheets.
_NOT_COMPARED = ("precision",)


def cover_data(record: PackRecord, maker: SheetMaker) -> dict[str, Any]:
    """Return the words of the cover: for whom, from whom, of what day, what was asked for, what is inside."""
    cover, lang = record.cover, maker.lang
    title = say("pack.for", lang, name=cover.investor) if cover.investor else say("pack.title", lang)
    facts = (("request", cover.request), ("from", cover.sender), ("day", cover.day))
    return {
        "kicker": say("text.dot", lang).join(
            (maker.plan.district.name(lang), maker.plan.edition.short(lang))
        ),
        "title": title,
        "title-size": name_size(title, _TITLE_SIZES, 2 * _COVER_WIDTH),
        "facts": [{"label": say(f"pack.{key}", lang), "value": value} for key, value in facts if value],
        "parks-title": say("pack.inside", lang),
        "source": say("sheet.edition", lang, title=maker.plan_title),
        "parks": [_entry(n, profile) for n, profile in enumerate(record.profiles, start=1)],
    }


def _entry(number: int, profile: SiteProfile) -> dict[str, Any]:
    return {
        "n": str(number),
        "id": profile.site,
        "name": profile.name,
        "kind": profile.kind,
        "lead": lead(profile),
        "accent": profile.colour,
    }


def why_data(record: PackRecord) -> dict[str, Any]:
    """Return why these sites: what the plan says for the request, and the sender's word on each."""
    lang, request = record.lang, record.cover.request
    items = [
        _entry(n, profile) | {"reasons": [*_reasons(row, profile, record)], "comment": row.comment}
        for n, (row, profile) in enumerate(zip(record.why, record.profiles, strict=True), start=1)
    ]
    # What the request does not lead to, and the sender says nothing of, is named in one line.
    others = [item["name"] for item in items if not item["reasons"] and not item["comment"]]
    return {
        "title": say("pack.why", lang),
        "intro": say("pack.asked", lang, request=request) if request else "",
        "items": [item for item in items if item["reasons"] or item["comment"]],
        "others": say("pack.unmatched", lang, names=join_words(others, lang)) if others else "",
        "gaps-title": say("pack.gaps", lang),
        "gaps": [gap.text(lang) for gap in record.gaps],
        "comment-label": say("sheet.comment", lang),
    }


def _reasons(row: WhyThis, profile: SiteProfile, record: PackRecord) -> Iterator[dict[str, str]]:
    """Yield the first reasons for a site; without a request with what its industries make."""
    makes = () if record.cover.request else profile.lines_of("makes")
    each = [(r.text, r.basis, r.refs) for r in row.reasons] + [(m.value, m.basis, m.refs) for m in makes]
    for text, basis, refs in each[:_REASONS]:
        cited = citation(refs[:_CITED], record.plan, record.lang) if refs else ""
        yield {"text": text, "basis": basis if basis in LINE_BASES else "", "place": cited}


def comparison_data(record: PackRecord) -> dict[str, Any]:
    """Return tables that compare the sites, a few in each; none of a single site."""
    return {
        "title": say("pack.compare", record.lang),
        "note": say("pack.differs", record.lang),
        "tables": [_table(compared, before) for before, compared in record.groups()],
    }


def _table(compared: SideBySide, before: int) -> dict[str, Any]:
    rows = [row for row in compared.rows if row.section not in _NOT_COMPARED]
    return {"heads": heads_data(compared.profiles, before), "rows": [row_data(row) for row in rows]}


def heads_data(profiles: Iterable[SiteProfile], before: int = 0) -> list[dict[str, str]]:
    """Return the heads of the columns of a table: number, name and accent of each site."""
    each = enumerate(profiles, start=before + 1)
    return [{"n": str(n), "name": p.name, "accent": p.colour} for n, p in each]


def row_data(row: ComparedRow) -> dict[str, Any]:
    """Return a row of a table that compares: its label, whether the sites differ, a cell for each."""
    cells = [{"texts": list(cell.texts), "blank": not cell.lines} for cell in row.cells]
    return {"label": row.label, "differs": row.differs, "cells": cells}


def chains_data(record: PackRecord) -> dict[str, Any]:
    """Return the chains that any of the sites serves, each link with the numbers of those that do."""
    plan, lang = record.plan, record.lang
    chains = {chain.id: chain for chain in plan.chains}
    items = []
    for chain in (chains[name] for name in record.served_chains()):
        stages: list[list[dict[str, Any]]] = []
        each = [chain_stages(chain, site, plan, lang) for site in record.sites]
        for number, stage in enumerate(chain.stages):
            stages.append([])
            for at, link in enumerate(stage):
                who = [str(n) for n, s in enumerate(each, start=1) if s[number][at]["served"]]
                stages[-1].append({"name": link.name(lang), "served": bool(who), "who": " ".join(who)})
        items.append({"name": chain.name(lang), "stages": stages})
    return {"title": say("pack.chains", lang), "note": say("pack.chains-note", lang), "items": items}


def places_data(record: PackRecord, maker: SheetMaker) -> dict[str, Any]:
    """Return the places in the plan with the numbers of the sites, then the other sources.

    Where the office's copy of the document is at hand, what stands at a place comes with it.
    """
    lang, documents = record.lang, {ref.source for ref in record.plan.edition.refs}
    by_source: dict[tuple[str, str], list[str]] = {}
    for number, profile in enumerate(record.profiles, start=1):
        for line in (x for x in profile.lines_of("source") if x.refs[0].source not in documents):
            by_source.setdefault((line.label, line.value), []).append(str(number))
    places = [
        {"text": each.words, "who": " ".join(map(str, each.numbers)), "passage": each.passage}
        for each in record.cited_places()
    ]
    return {
        "title": say("pack.places", lang),
        "plan": maker.plan_title,
        "quoted": say("pack_slides.passage-note", lang) if any(p["passage"] for p in places) else "",
        "places": places,
        # The document is in the language that the plan is written in.
        "language": say("text.tag", LANGS[0]).split("-")[0],
        "sources-title": say("pack.sources", lang),
        "sources": [
            {"label": label, "text": text, "who": " ".join(who)} for (label, text), who in by_source.items()
        ],
    }
