"""What a story may hold, and every fault of one that holds something else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from itertools import zip_longest
from typing import Any

from geodata.faults import Fault, hint, make_fault, printable
from geodata.languages import LANGS
from layout.briefing.line_numbers import StepNumbers
from layout.briefing.placeholders import PlaceholderFault, placeholder_faults
from layout.briefing.plan_facts import PlanFacts
from layout.briefing.story_model import Step, Story
from layout.briefing.visuals import VISUALS
from layout.plan.model import Plan, Text
from layout.view.facets import FACETS
from layout.view.query import STEP, LinkFault, parse_view
from layout.view.view import LAYERS_OFF_KEY, SINGLE_VALUE_KEYS
from layout.words.glossary import say

MAX_BYTES, MAX_STEPS, MAX_LINES, MAX_FIGURES = 256 * 1024, 60, 6, 3
MAX_TITLE, MAX_LINE, MAX_NOTES = 120, 400, 4000
MAX_FAULTS = 200


def _in_each(name: str) -> tuple[str, ...]:
    return tuple(f"{name}_{lang}" for lang in LANGS)


_TOP = (*_in_each("title"), "steps")
_STEP = ("id", "view", *_in_each("title"), *_in_each("lines"), "figures", "show", *_in_each("notes"))
_OPTIONS_LISTED = 8  # so many options are named
_INTEGER_BITS = 128  # Python refuses to write out integers of thousands of digits, which TOML may hold


class _TooManyFaultsError(Exception):
    """Stops the check at MAX_FAULTS faults."""


class StoryChecker:
    """Check the tables of a story file against a plan, and return a story if there is no fault."""

    def __init__(self, plan: Plan, layers: Iterable[str], file: str, where: StepNumbers) -> None:
        self.plan, self.file, self.where = plan, file, where
        self.layers = tuple(layers)
        self.facts = PlanFacts(plan)
        self.faults: list[Fault] = []
        self.step_numbers: dict[str, int] = {}

    def check(self, raw: Mapping[str, Any]) -> tuple[Story | None, tuple[Fault, ...]]:
        """Return the story, or None and every fault, up to :data:`MAX_FAULTS`."""
        try:
            story = self._story(raw)
        except _TooManyFaultsError:
            return None, (*self.faults, make_fault(self.file, "", "", "story_faults", limit=MAX_FAULTS))
        # Faults of two places may read the same where lines are not known; each is named once.
        return (None if self.faults else story), tuple(dict.fromkeys(self.faults))

    def _story(self, raw: Mapping[str, Any]) -> Story:
        self._keys(None, raw, _TOP)
        title = self._words(None, raw, "title", MAX_TITLE, must=True)
        steps_field = raw.get("steps", [])
        if not isinstance(steps_field, list):
            self._wrong_type(None, "steps", steps_field, "story.list")
            steps_field = []
        elif not steps_field:
            self._report(None, "steps", "no_steps")
        if len(steps_field) > MAX_STEPS:
            self._report(None, "steps", "too_many_steps", n=len(steps_field), limit=MAX_STEPS)
        # Steps beyond the limit are not checked: the file is refused in any case.
        steps = [self._step(n, step) for n, step in enumerate(steps_field[:MAX_STEPS])]
        return Story(title, tuple(s for s in steps if s))

    def _step(self, n: int, raw: Any) -> Step | None:
        if not isinstance(raw, Mapping):
            self._wrong_type(n, "", raw, "story.step")
            return None
        self._keys(n, raw, _STEP)
        return Step(
            id=self._id(n, raw),
            view=self._view(n, raw),
            title=self._words(n, raw, "title", MAX_TITLE, must=True),
            lines=self._lines(n, raw),
            notes=self._words(n, raw, "notes", MAX_NOTES),
            figures=self._figures(n, raw),
            show=self._show(n, raw),
            line=self.where.line(n),
        )

    def _report(
        self, step: int | None, key: str, code: str, item: int | None = None, /, **values: object
    ) -> None:
        if len(self.faults) >= MAX_FAULTS:
            raise _TooManyFaultsError
        place = self.where.place(step, key, item)
        self.faults.append(make_fault(self.file, place, printable(key), code, **values))

    def _keys(self, step: int | None, raw: Mapping[str, Any], known: tuple[str, ...]) -> None:
        for key in raw:
            if key not in known:
                self._report(step, key, "unknown_field", options=known, **hint(key, known))

    def _wrong_type(
        self, step: int | None, key: str, value: Any, expected_word: str, item: int | None = None
    ) -> None:
        expected = Text.in_each(partial(say, expected_word))
        self._report(step, key, "wrong_type", item, value=_short_form(value), expected=expected)

    def _text(self, step: int | None, key: str, value: Any, limit: int, item: int | None = None) -> str:
        """Check a text that may hold fields."""
        if not isinstance(value, str):
            self._wrong_type(step, key, value, "story.text", item)
            return ""
        if _has_lone_surrogate(value):
            self._report(step, key, "lone_surrogate", item, value=value)
            return ""
        if len(value) > limit:
            self._report(step, key, "text_too_long", item, length=len(value), limit=limit)
            return ""
        for fault in placeholder_faults(value, self.facts):
            code = "lone_brace" if fault.part == "brace" else "unknown_part"
            self._report(step, key, code, item, **_values(fault))
        return value

    def _words(
        self, step: int | None, raw: Mapping[str, Any], name: str, limit: int, must: bool = False
    ) -> Text:
        keys = [f"{name}_{lang}" for lang in LANGS]
        texts = [self._text(step, key, raw.get(key, ""), limit) for key in keys]
        # Words in one language are enough: it stands in for the others.
        if must and all(_blank(raw.get(key, "")) for key in keys):
            self._report(step, next((key for key in keys if key in raw), keys[0]), "missing")
        return Text(*texts)

    def _list(self, n: int, key: str, raw: Mapping[str, Any], limit: int) -> list[Any]:
        entries = raw.get(key, [])
        if not isinstance(entries, list):
            self._wrong_type(n, key, entries, "story.list")
            return []
        if len(entries) > limit:
            self._report(n, key, "too_many_entries", n=len(entries), limit=limit)
        return entries[:limit]

    def _lines(self, n: int, raw: Mapping[str, Any]) -> tuple[Text, ...]:
        lines = {}
        for key in _in_each("lines"):
            numbered_lines = enumerate(self._list(n, key, raw, MAX_LINES))
            lines[key] = [self._text(n, key, line, MAX_LINE, item) for item, line in numbered_lines]
        # A language without any lines is no fault; one with some must have as many as the others.
        first, *others = [key for key, texts in lines.items() if texts] or [""]
        for key in others:
            if len(lines[key]) != len(lines[first]):
                self._report(
                    n, key, "unequal_lists", got=len(lines[key]), other=first, expected=len(lines[first])
                )
        texts = (Text(*line) for line in zip_longest(*lines.values(), fillvalue=""))
        return tuple(text for text in texts if text)

    def _id(self, n: int, raw: Mapping[str, Any]) -> str:
        value = raw.get("id", "")
        if not isinstance(value, str):
            self._wrong_type(n, "id", value, "story.text")
        elif not value:
            self._report(n, "id", "missing")
        elif not STEP.fullmatch(value):
            self._report(n, "id", "not_step_id", value=value)
        elif value in self.step_numbers:
            self._report(n, "id", "same_step", value=value, n=self.step_numbers[value] + 1)
        else:
            # Ids are links to steps, so two steps cannot share one.
            self.step_numbers[value] = n
            return value
        return ""

    def _view(self, n: int, raw: Mapping[str, Any]) -> str:
        query = raw.get("view", "")
        if not isinstance(query, str):
            self._wrong_type(n, "view", query, "story.text")
            return ""
        if _has_lone_surrogate(query):
            self._report(n, "view", "lone_surrogate", value=query)
            return ""
        # The same reading as of a link in the browser's address, so the same faults.
        for fault in parse_view(query, self.plan, self.layers)[1]:
            self._report(n, "view", "bad_view", **_reasons(fault), **hint(*self._alternatives(fault)))
        return query

    def _alternatives(self, fault: LinkFault) -> tuple[str, tuple[str, ...]]:
        """Return what was written and what could have been meant."""
        values = {f.key: tuple(v for v, _ in f.values(self.plan)) for f in FACETS}
        values |= {LAYERS_OFF_KEY: self.layers, "sel": tuple(self.plan.site)}
        # A key that is not known is compared with keys, a value with the values of its key.
        if fault.reason.endswith("unknown-key"):
            return fault.key, (*values, *SINGLE_VALUE_KEYS, "ask", "c", "z")
        return fault.value, values.get(fault.key, ())

    def _figures(self, n: int, raw: Mapping[str, Any]) -> tuple[str, ...]:
        known = (*self.plan.statement, *self.facts.computed)
        ids = self._list(n, "figures", raw, MAX_FIGURES)
        return tuple(v for i, v in enumerate(ids) if self._is_known(n, "figures", v, known, i))

    def _show(self, n: int, raw: Mapping[str, Any]) -> str:
        value = raw.get("show", "")
        return value if value != "" and self._is_known(n, "show", value, VISUALS) else ""

    def _is_known(self, n: int, key: str, value: Any, known: Sequence[str], item: int | None = None) -> bool:
        if not isinstance(value, str):
            self._wrong_type(n, key, value, "story.text", item)
        elif value not in known:
            self._report(
                n, key, "dangling", item, value=value, options=_listed_options(known), **hint(value, known)
            )
        else:
            return True
        return False


def _blank(value: Any) -> bool:
    """Tell whether a text shows nothing; False for what is not a text, which has a fault of its own."""
    return isinstance(value, str) and not any(
        _has_lone_surrogate(c) or (c.isprintable() and not c.isspace()) for c in value
    )


def _has_lone_surrogate(text: str) -> bool:
    """Tell whether a text holds half a character, which no file can hold."""
    return any("\ud800" <= c <= "\udfff" for c in text)


def _short_form(value: Any) -> str:
    """Name a value; without what may be nested without end, or have no end of digits."""
    if isinstance(value, list | Mapping):
        return "[…]" if isinstance(value, list) else "{…}"
    return "…" if isinstance(value, int) and value.bit_length() > _INTEGER_BITS else str(value)


def _listed_options(known: Sequence[str]) -> list[str]:
    return [*known[:_OPTIONS_LISTED], *(["…"] if len(known) > _OPTIONS_LISTED else [])]


def _reasons(fault: LinkFault) -> dict[str, Text]:
    words = {"key": printable(fault.key), "value": printable(fault.value)}
    return {"reason": Text.in_each(lambda lang: say(fault.reason, lang, **words))}


def _values(fault: PlaceholderFault) -> dict[str, object]:
    suggestion = hint(fault.value, fault.options)
    return {
        "value": fault.source,
        "part": fault.value,
        "options": _listed_options(fault.options),
        **suggestion,
    }
