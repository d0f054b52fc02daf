"""The data of the pages of a pack beside its sheets: cover, why these, comparison, chains, places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from geodata.references import Ref
from layout.exports.sheets.chain_stages import chain_stages
from layout.exports.sheets.sheet_data import LINE_BASES, SheetMaker, lead, name_size
from layout.matching.answer import match
from layout.matching.records import MatchResult
from layout.plan.model import Site
from layout.plan.served_links import served_links
from layout.promotion.profile import SiteProfile
from layout.promotion.side_by_side import MOST_COMPARED, ComparedRow, side_by_side
from layout.words.citations import citation
from layout.words.glossary import join_words, say

_TITLE_SIZES = (34.0, 28.0, 23.0, 19.0, 16.0)
_COVER_WIDTH = 470.0
_REASONS = 3  # of a site
_CITED = 2  # places of the plan behind a reason
# What a table compares: precision and what is open stand on the sheets.
_NOT_COMPARED = ("precision",)


def cover_data(sites: Sequence[Site], maker: SheetMaker) -> dict[str, Any]:
    """Return the words of the cover: for whom, from whom, of what day, what was asked for, what is inside."""
    options, lang = maker.options, maker.lang
    title = say("pack.for", lang, name=options.investor) if options.investor else say("pack.title", lang)
    facts = (("request", options.request), ("from", options.sender), ("day", options.day))
    return {
        "kicker": say("text.dot", lang).join(
            (maker.plan.district.name(lang), maker.plan.edition.short(lang))
        ),
        "title": title,
        "title-size": name_size(title, _TITLE_SIZES, 2 * _COVER_WIDTH),
        "facts": [{"label": say(f"pack.{key}", lang), "value": value} for key, value in facts if value],
        "parks-title": say("pack.inside", lang),
        "source": say("sheet.edition", lang, title=maker.plan_title),
        "parks": [_entry(n, site, maker) for n, site in enumerate(sites, start=1)],
    }


def _entry(number: int, site: Site, maker: SheetMaker) -> dict[str, Any]:
    profile = maker.profile(site)
    return {
        "n": str(number),
        "id": site.id,
        "name": profile.name,
        "kind": profile.kind,
        "lead": lead(profile),
        "accent": profile.colour,
    }


def why_data(sites: Sequence[Site], maker: SheetMaker) -> dict[str, Any]:
    """Return why these sites: what the plan says for the request, and the sender's word on each."""
    lang, request = maker.lang, maker.options.request
    result = match(maker.plan, request) if request else MatchResult((), (), maker.plan.district.name)
    items = [
        _entry(n, site, maker)
        | {
            "reasons": [*_reasons(site, result, maker)],
            "comment": maker.options.comments.get(site.id, ""),
        }
        for n, site in enumerate(sites, start=1)
    ]
    # What the request does not lead to, and the sender says nothing of, is named in one line.
    others = [item["name"] for item in items if not item["reasons"] and not item["comment"]]
    return {
        "title": say("pack.why", lang),
        "intro": say("pack.asked", lang, request=request) if request else "",
        "items": [item for item in items if item["reasons"] or item["comment"]],
        "others": say("pack.unmatched", lang, names=join_words(others, lang)) if others else "",
        "gaps-title": say("pack.gaps", lang),
        "gaps": [gap.text(lang) for gap in result.gaps],
        "comment-label": say("sheet.comment", lang),
    }


def _reasons(site: Site, result: MatchResult, maker: SheetMaker) -> Iterator[dict[str, str]]:
    """Yield the reasons of a match; without a request what fits the site, and without a match that."""
    plan, lang = maker.plan, maker.lang
    if not maker.options.request:
        profile = maker.profile(site)
        for line in (*profile.lines_of("cluster"), *profile.lines_of("makes"))[:_REASONS]:
            yield {"text": line.value, "basis": line.basis, "place": citation(line.refs[:_CITED], plan, lang)}
        return
    matches = [p for p in result.places if p.site == site.id]
    for place in matches:
        # Two goods of one industry may have the same sentence.
        spoken = {reason.text(lang): reason for reason in reversed(place.reasons)}
        for reason in [r for r in place.reasons if spoken[r.text(lang)] is r][:_REASONS]:
            cited = citation(reason.refs[:_CITED], plan, lang) if reason.refs else ""
            basis = reason.basis if reason.basis in LINE_BASES else ""
            yield {"text": reason.text(lang), "basis": basis, "place": cited}


def comparison_data(sites: Sequence[Site], maker: SheetMaker) -> dict[str, Any]:
    """Return tables that compare the sites, up to MOST_COMPARED in each; none of a single site."""
    lang = maker.lang
    profiles = [maker.profile(site) for site in sites]
    # As even as may be: of five no table has one alone.
    count = -(-len(sites) // MOST_COMPARED)
    tables = []
    for n in range(count if len(sites) > 1 else 0):
        first, end = n * len(sites) // count, (n + 1) * len(sites) // count
        tables.append(_table(profiles[first:end], first))
    return {
        "title": say("pack.compare", lang),
        "note": say("pack.differs", lang),
        "tables": tables,
    }


def _table(profiles: Sequence[SiteProfile], before: int) -> dict[str, Any]:
    sides = side_by_side(profiles)
    rows = [row for row in sides.rows if row.section not in _NOT_COMPARED]
    heads = [
        {"n": str(before + n), "name": p.name, "accent": p.colour} for n, p in enumerate(profiles, start=1)
    ]
    return {"heads": heads, "rows": [_row(row) for row in rows]}


def _row(row: ComparedRow) -> dict[str, Any]:
    cells = [{"texts": list(cell.texts), "blank": not cell.lines} for cell in row.cells]
    return {"label": row.label, "differs": row.differs, "cells": cells}


def chains_data(sites: Sequence[Site], maker: SheetMaker) -> dict[str, Any]:
    """Return the chains that any of the sites serves, each link with the numbers of those that do."""
    plan, lang = maker.plan, maker.lang
    items = []
    for chain in (c for c in plan.chains if not c.is_list):
        stages: list[list[dict[str, Any]]] = []
        each = [chain_stages(chain, site, plan, lang) for site in sites]
        for number, stage in enumerate(chain.stages):
            stages.append([])
            for at, link in enumerate(stage):
                who = [str(n) for n, s in enumerate(each, start=1) if s[number][at]["served"]]
                stages[-1].append({"name": link.name(lang), "served": bool(who), "who": " ".join(who)})
        if any(k.chain == chain.id for site in sites for k in served_links(plan, site.id)):
            items.append({"name": chain.name(lang), "stages": stages})
    return {"title": say("pack.chains", lang), "note": say("pack.chains-note", lang), "items": items}


def places_data(sites: Sequence[Site], maker: SheetMaker) -> dict[str, Any]:
    """Return the places in the plan with the numbers of the sites, then the other sources."""
    plan, lang = maker.plan, maker.lang
    profiles = [maker.profile(site) for site in sites]
    documents = {ref.source for ref in plan.edition.refs}
    by_place: dict[str, list[str]] = {}
    by_source: dict[tuple[str, str], list[str]] = {}
    for number, profile in enumerate(profiles, start=1):
        for line in profile.lines_of("source"):
            own_places = [r for r in line.refs if r.source in documents]
            for place in _places(own_places, maker):
                by_place.setdefault(place, []).append(str(number))
            if not own_places:
                by_source.setdefault((line.label, line.value), []).append(str(number))
    return {
        "title": say("pack.places", lang),
        "plan": maker.plan_title,
        "places": [{"text": place, "who": " ".join(who)} for place, who in by_place.items()],
        "sources-title": say("pack.sources", lang),
        "sources": [
            {"label": label, "text": text, "who": " ".join(who)} for (label, text), who in by_source.items()
        ],
    }


def _places(refs: Sequence[Ref], maker: SheetMaker) -> Iterator[str]:
    yield from dict.fromkeys(citation((ref,), maker.plan, maker.lang) for ref in refs)
