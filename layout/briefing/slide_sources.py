"""Sources of a slide in short: each place once, places of one section together."""

from __future__ import annotations

import re
from collections.abc import Iterable

from layout.plan.model import Plan, Ref
from layout.words.citations import citation, split_counted_place
from layout.words.glossary import say

# The most places of the plan, the most sections of its parts, and the most other documents that are cited
# one by one.
PLACES, CHAPTERS, OTHERS = 6, 10, 3


def citations(refs: Iterable[Ref], plan: Plan, lang: str) -> tuple[str, ...]:
    """Return where facts stand, the plan first: exactly, or by section or part where that is too much.

    Other documents are named by title; where there are too many, the first of them.
    """
    plan_sources = {r.source for r in plan.edition.refs}
    places = tuple(dict.fromkeys(refs))
    plan_places = [r for r in places if r.source in plan_sources and not _is_cited_more_exactly(r, places)]
    cited: list[str] = []
    # Ever coarser, until the places fit; the coarsest is taken however many they are.
    for cite in (_exact, _sections, _numbered, _chapters, _parts):
        cited = list(dict.fromkeys(cite(plan_places, plan, lang)))
        if len(cited) <= (CHAPTERS if cite is _chapters else PLACES):
            break
    return (*cited, *_others([r for r in places if r.source not in plan_sources], plan, lang))


def _is_cited_more_exactly(ref: Ref, places: Iterable[Ref]) -> bool:
    """Tell whether another reference names a place within this one."""
    longer = (
        r.locator.removeprefix(ref.locator)
        for r in places
        if r.source == ref.source and r != ref
        if r.locator.startswith(ref.locator)
    )
    # “Row 1” begins “row 12”, and 十 begins 十一, and neither is a part of it: a number must not go on.
    return any(not (rest[:1].isnumeric() and ref.locator[-1:].isnumeric()) for rest in longer)


def _others(refs: list[Ref], plan: Plan, lang: str) -> Iterable[str]:
    titles = [citation((Ref(s, ""),), plan, lang) for s in dict.fromkeys(r.source for r in refs)]
    if len(titles) <= OTHERS:
        return titles
    return [say("briefing.others", lang, title=titles[0], n=len(titles))]


def citation_line(refs: Iterable[Ref], plan: Plan, lang: str) -> str:
    """Return the citations in one line."""
    return say("text.stop", lang).join(citations(refs, plan, lang))


def _exact(refs: list[Ref], plan: Plan, lang: str) -> Iterable[str]:
    """Cite each sentence and row, those of one section together."""
    groups: dict[tuple[str, str, str], list[tuple[int, Ref]]] = {}
    for ref in refs:
        head, number, word = split_counted_place(ref.locator) or (ref.locator, 0, "")
        groups.setdefault((ref.source, head, word), []).append((number, ref))
    for (source, head, word), numbered_refs in groups.items():
        if len(numbered_refs) == 1:
            yield citation((numbered_refs[0][1],), plan, lang)
            continue
        numbers = sorted({n for n, _ in numbered_refs})
        ranges = say("briefing.and", lang).join(_number_ranges(numbers))
        plural = "briefing.sentences" if word == "text.sentence" else "briefing.rows"
        yield citation((Ref(source, head),), plan, lang) + say(plural, lang, n=ranges)


def _number_ranges(numbers: list[int]) -> Iterable[str]:
    """Yield numbers, three or more in a row as a range."""
    start = 0
    for i, number in enumerate(numbers):
        if i + 1 < len(numbers) and numbers[i + 1] == number + 1:
            continue
        run = numbers[start : i + 1]
        yield from [f"{run[0]}–{run[-1]}"] if len(run) > 2 else map(str, run)
        start = i + 1


def _sections(refs: list[Ref], plan: Plan, lang: str) -> Iterable[str]:
    return (citation((Ref(r.source, _section(r.locator)),), plan, lang) for r in refs)


def _numbered(refs: list[Ref], plan: Plan, lang: str) -> Iterable[str]:
    # An item that has a title and no number of its own is within the numbered section before the blank.
    sections = (Ref(r.source, re.sub(r"(?<=\S)\s+\D.*$", "", _section(r.locator))) for r in refs)
    return (citation((r,), plan, lang) for r in sections)


def _chapters(refs: list[Ref], plan: Plan, lang: str) -> Iterable[str]:
    # Of 四（二）1 高分子材料 the section in the first brackets: 四（二）.
    chapters = (Ref(r.source, re.sub(r"(?<=[）)]).*$", "", _section(r.locator))) for r in refs)
    return (citation((r,), plan, lang) for r in chapters)


def _parts(refs: list[Ref], plan: Plan, lang: str) -> Iterable[str]:
    # The part of a section ends before its first bracket, digit or blank; one character always stays.
    parts = (Ref(r.source, re.sub(r"(?<=.)[（(\d\s].*$", "", _section(r.locator))) for r in refs)
    return (citation((r,), plan, lang) for r in parts)


def _section(locator: str) -> str:
    numbered = split_counted_place(locator)
    return numbered[0] if numbered else locator
