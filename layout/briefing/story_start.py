"""A story to start from where an edition has none: of the layout, each element, each visual that it fills."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from geodata.languages import LANGS, Text
from layout.briefing.checks import MAX_FIGURES, MAX_LINES
from layout.briefing.plan_facts import PlanFacts
from layout.briefing.story_model import Step, Story
from layout.briefing.visuals import step_visual
from layout.charts import Chart
from layout.plan.model import Element, Plan
from layout.view.view import View
from layout.words.glossary import labelled, say
from layout.words.nouns import say_of

# In the order of a briefing: who does what, what is to be reached, by whom, what the plan leaves open.
_SHOWN = ("roles", "targets", "nodes", "parks", "chains", "indicator-table", "audit")


def starting_story(plan: Plan) -> Story:
    """Return a story of what an edition holds. No figure is typed: names and phrases stand in braces."""
    facts = PlanFacts(plan)
    steps = [_layout(facts), *(_element(e, facts) for e in plan.elements), *_whole(plan), *_visuals(plan)]
    return Story(_each("{name:district} · {name:edition-short}"), tuple(_with_own_ids(steps)))


def _with_own_ids(steps: list[Step]) -> Iterator[Step]:
    """Yield steps; of two with one id, such as an element named as a table, the later one gives way."""
    used: set[str] = set()
    for n, step in enumerate(steps, 1):
        name = step.id if step.id not in used else f"{step.id}-{n}"
        used.add(name)
        yield replace(step, id=name)


def _each(words: str) -> Text:
    return Text.in_each(lambda _: words)


def _layout(facts: PlanFacts) -> Step:
    plan = facts.plan
    title = "{phrase:layout}" if plan.edition.phrase else "{name:edition}"
    named = [(e, words) for e in plan.elements if (words := _members(e, facts))]
    lines = [_labelled(f"{{name:{e.id}}}", words) for e, words in named[:MAX_LINES]]
    return Step("layout", "", _each(title), tuple(lines), Text())


def _labelled(label: str, words: str) -> Text:
    return Text.in_each(lambda lang: labelled(label, words, lang))


def _element(element: Element, facts: PlanFacts) -> Step:
    motto = f" · {{motto:{element.id}}}" if element.motto else ""
    lines = [_each(words)] if (words := _members(element, facts)) else []
    if f"industries.{element.id}" in facts.sets:
        fields = f"{{names:industries.{element.id}}}"
        lines.append(
            Text.in_each(lambda lang: labelled(say_of(facts.plan, "table.industries", lang), fields, lang))
        )
    title = _each(f"{{name:{element.id}}}{motto}")
    return Step(element.id, f"element={element.id}", title, tuple(lines), Text())


def _members(element: Element, facts: PlanFacts) -> str:
    """Return the field for who belongs to an element; nothing where the plan names none."""
    known = f"members.{element.id}" in facts.sets
    return f"{{names:members.{element.id}}}" if known else ""


def _whole(plan: Plan) -> Iterator[Step]:
    """Yield a step of the first targets of the district as a whole, shown large."""
    targets = [
        s
        for s in plan.statements
        if s.kind == "figure"
        and (s.figure.role, s.cluster, s.site) == ("target", "", "")
        and plan.is_current(s)
        and s.figure.value is not None
    ]
    if targets:
        title = Text.in_each(lambda lang: say("briefing.whole", lang))
        yield Step("whole", "", title, (), Text(), figures=tuple(s.id for s in targets[:MAX_FIGURES]))


def _visuals(plan: Plan) -> Iterator[Step]:
    for name in _SHOWN:
        titles = [_visual_title(name, plan, lang) for lang in LANGS]
        if any(titles):
            yield Step(name, "", Text(*titles), (), Text(), show=name)


def _visual_title(name: str, plan: Plan, lang: str) -> str:
    """Return the title of a chart or table, empty where there is nothing to show in it."""
    visual = step_visual(name, plan, View(plan.district.id, plan.edition.id, lang), lang)
    if visual is None or (isinstance(visual, Chart) and visual.empty):
        return ""
    title = visual.title if isinstance(visual, Chart) else visual.grid.title
    # A brace of a title is no field; its year is one.
    plain = title.replace("{", "{{").replace("}", "}}")
    return plain.replace(str(plan.edition.target_year), "{year:target}")
