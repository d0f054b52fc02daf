"""The command that finds the places of a plan that fit what an investor makes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Annotated, Any

import typer

from geodata.document.copy import PlanCopy
from geodata.document.named_copy import DocumentError
from geodata.languages import LANGS, Text
from geodata.references import Ref
from layout.cli.app import app
from layout.cli.choice import fill_defaults, load_plan
from layout.cli.document_at_hand import copy_at_hand
from layout.cli.match_needs import NeedsOptions, WeighedNeeds
from layout.cli.messages import print_json, print_out, reporting_faults
from layout.cli.officer_facts import OwnFactsOptions
from layout.cli.options import PlanOptions, grouped
from layout.matching.answer import match
from layout.matching.records import Gap, MatchResult, PlaceMatch
from layout.plan.model import Plan
from layout.words.citations import citation
from layout.words.glossary import say
from layout.words.nouns import noun, say_of
from layout.words.roles import mark_inferred

_NO_NEEDS, _NO_FACTS = NeedsOptions(), OwnFactsOptions()


@app.command("match")
@grouped
def match_places(
    plan_options: PlanOptions,
    text: Annotated[
        str, typer.Argument(metavar="TEXT", help="What the investor makes, in any words, Chinese or English.")
    ] = "",
    as_json: Annotated[
        bool, typer.Option("--json", help="Print {places, gaps, question} as JSON, in both languages.")
    ] = False,
    needs_options: NeedsOptions = _NO_NEEDS,
    own_options: OwnFactsOptions = _NO_FACTS,
) -> None:
    """Find the places that fit an investor's words, with the reasons; exit 0 also where nothing fits.

    With --needs each condition is met, not met or not known at each of them, at every featured park where
    no words are given; what is not known is a question to ask and excludes nothing.
    """
    with reporting_faults(plan_options.lang) as language:
        chosen = fill_defaults(plan_options.choose())
        plan, _ = load_plan(chosen)
        document = copy_at_hand(chosen.root, plan, language)
        words_given = bool(text.strip()) or not needs_options.needs
        result = match(plan, text) if words_given else _all_parks(plan)
        weighed = needs_options.weigh(plan, [p.site for p in result.places], own_options, language)
        if weighed.dropping:
            result = replace(result, places=tuple(p for p in result.places if p.site in weighed.shown))
        if as_json:
            print_json(_result_row(result, plan, document, weighed))
        else:
            print_out("\n".join(_result_lines(result, plan, document, language, weighed)))


def _all_parks(plan: Plan) -> MatchResult:
    places = tuple(PlaceMatch(site.id, 0, "", ()) for site in plan.sites if site.is_park)
    return MatchResult(places, (), Text())


def _result_row(
    result: MatchResult, plan: Plan, document: PlanCopy | None, weighed: WeighedNeeds
) -> dict[str, Any]:
    return {
        **weighed.rows(),
        "places": [_place_row(p, plan, document) | weighed.row(p.site) for p in result.places],
        "gaps": [_gap_row(g, plan, document) for g in result.gaps],
        "question": _in_each("text", result.question) if result.question else None,
    }


def _place_row(place: PlaceMatch, plan: Plan, document: PlanCopy | None) -> dict[str, Any]:
    site = plan.site[place.site]
    refs = tuple(dict.fromkeys(ref for reason in place.reasons for ref in reason.refs))
    return {
        "id": site.id,
        "type": site.type,
        **_in_each("name", site.name),
        "score": place.score,
        "basis": place.basis,
        **_in_each("reason", place.reasons[0].text if place.reasons else Text()),
        "sources": [_source_row(ref, plan, document) for ref in refs],
    }


def _gap_row(gap: Gap, plan: Plan, document: PlanCopy | None) -> dict[str, Any]:
    return {
        "kind": gap.kind,
        "id": gap.id,
        **_in_each("text", gap.text),
        "nearest": list(gap.nearest),
        "sources": [_source_row(ref, plan, document) for ref in gap.refs],
    }


def _in_each(name: str, text: Text) -> dict[str, str]:
    return {f"{name}_{lang}": text(lang) for lang in LANGS}


def _source_row(ref: Ref, plan: Plan, document: PlanCopy | None) -> dict[str, str]:
    sentence = _sentence(ref, plan, document)
    row = {"source": ref.source, "place": ref.locator}
    return row | ({"sentence": sentence} if sentence else {})


def _sentence(ref: Ref, plan: Plan, document: PlanCopy | None) -> str:
    """Return what stands at a place in the office's copy of the document, empty without one."""
    if document is None or not ref.locator or ref.source not in {r.source for r in plan.edition.refs}:
        return ""
    try:
        return document.passage(ref.locator)
    except DocumentError:  # a place that the copy does not have is named by the command on documents
        return ""


def _result_lines(
    result: MatchResult, plan: Plan, document: PlanCopy | None, lang: str, weighed: WeighedNeeds
) -> Iterator[str]:
    yield from weighed.drop_lines(plan, lang)
    for number, place in enumerate(result.places, 1):
        yield _heading(number, place, plan, lang)
        for reason in place.reasons:
            yield f"   {reason.text(lang)}"
        refs = dict.fromkeys(ref for reason in place.reasons for ref in reason.refs)
        yield from _cited(refs, plan, document, lang)
        yield from (f"   {line}" for line in weighed.lines(place.site, lang))
    if not result.places and not result.question:
        yield say("match.none", lang)
    if result.gaps:
        yield say_of(plan, "match.gaps", lang)
    for gap in result.gaps:
        yield f" - {gap.text(lang)}"
        yield from _cited(gap.refs, plan, document, lang)
    if result.question:
        yield result.question(lang)


def _heading(number: int, place: PlaceMatch, plan: Plan, lang: str) -> str:
    site = plan.site[place.site]
    name = mark_inferred(site.name(lang), place.basis, lang)
    kind = plan.term.get(f"kind:{site.kind}")
    words = kind.name(lang) if kind else noun(plan, site.type, lang)
    # Without words of an investor nothing is ranked.
    key = "match.place" if place.reasons else "needs.place-line"
    heading = say(key, lang, n=number, name=name, kind=words, score=place.score)
    # Before an investor asks where it is.
    return heading if site.located else say("text.dot", lang).join((heading, say("card.unlocated", lang)))


def _cited(refs: Iterable[Ref], plan: Plan, document: PlanCopy | None, lang: str) -> Iterator[str]:
    for ref in refs:
        sentence = _sentence(ref, plan, document)
        yield f"   [{citation((ref,), plan, lang)}]" + (f" {sentence}" if sentence else "")
