"""A query string read as a view. It is untrusted: what is unknown in it is named and left out."""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import parse_qsl

from geodata.languages import LANGS
from layout.plan.model import Plan
from layout.view.facets import FACETS
from layout.view.view import (
    LAYERS_OFF_KEY,
    MAX_ASK,
    MAX_ZOOM,
    SINGLE_VALUE_KEYS,
    View,
    ask_words,
    evaluation_years,
)

STEP = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
# A heading, a disclosure or a figure of a page: see layout/web/panels/link_buttons.js.
TARGET = re.compile(r"[a-z0-9][a-z0-9-]{0,99}")
# An investor's words in Chinese take nine signs a character.
MAX_QUERY = 4000


@dataclass(frozen=True, slots=True)
class LinkFault:
    """A part of a link that was left out: its key, its value and the reason's word id."""

    key: str
    value: str
    reason: str


def parse_view(
    query: str, plan: Plan, layers: Iterable[str], page: str = "overview"
) -> tuple[View, tuple[LinkFault, ...]]:
    """Read a query string against a plan. Return the view and what was left out of it; nothing is raised.

    `layers` are the ids of the layers that a link may switch off.
    """
    reader = _Reader(plan, tuple(layers))
    for key, value in _pairs(query, reader.faults):
        reader.read(key, value)
    view = View(plan.district.id, plan.edition.id, page=page, **reader.values)  # type: ignore[arg-type]
    return view, tuple(reader.faults)


def pick_edition(
    query: str, editions_by_district: Mapping[str, tuple[str, ...]], default_editions: Mapping[str, str]
) -> tuple[str, str]:
    """Return the district and edition a query string asks for, where they exist.

    `editions_by_district` maps district ids to their edition ids, `default_editions` to the one that is shown
    where a link names none that exists; its first district is shown where a link names none that exists.
    What does not exist :func:`parse_view` then names as a fault.
    """
    # Faults are dropped here: parse_view reads the same query and tells them.
    pairs = dict(_pairs(query, []))
    first = next(iter(default_editions))
    district = pairs.get("district", first)
    if district not in editions_by_district:
        return first, default_editions[first]
    edition = pairs.get("edition", "")
    return district, edition if edition in editions_by_district[district] else default_editions[district]


def pick_language(query: str) -> str:
    """Return the language that a query string asks for, the default where it names none that exists."""
    lang = dict(_pairs(query, [])).get("lang")
    return lang if lang in LANGS else LANGS[0]


@cache
def _added_parameters() -> tuple[frozenset[str], tuple[str, ...]]:
    text = Path(__file__).with_name("added_parameters.toml").read_text(encoding="utf-8")
    groups = tomllib.loads(text).values()
    names, starts = ([name for group in groups for name in group[key]] for key in ("names", "starts"))
    return frozenset(names), tuple(starts)


def _added_on_the_way(key: str) -> bool:
    """Tell whether a messenger, a mailer or a counter of visits added a parameter to the link."""
    names, starts = _added_parameters()
    return key in names or key.startswith(starts)


def _pairs(query: str, faults: list[LinkFault]) -> list[tuple[str, str]]:
    if len(query) > MAX_QUERY:
        faults.append(LinkFault("?", query[:40], "link.too-long"))
        # Cut between pairs, so that no half value is told as an unknown one.
        query = query[:MAX_QUERY].rpartition("&")[0]
    # The length is bounded, and so needs the number of fields no bound of its own.
    return parse_qsl(query.lstrip("?#"), keep_blank_values=False, max_num_fields=None)


class _Reader:
    def __init__(self, plan: Plan, layers: tuple[str, ...]) -> None:
        self.plan = plan
        self.values: dict[str, object] = {}
        self.faults: list[LinkFault] = []
        self.lists: dict[str, set[str]] = {f.key: {v for v, _ in f.values(plan)} for f in FACETS}
        self.lists[LAYERS_OFF_KEY] = set(layers)
        self.single = {
            "district": {plan.district.id},
            "edition": {plan.edition.id},
            "lang": set(LANGS),
            "sel": set(plan.site),
            "year": set(evaluation_years(plan)),
            "against": set(plan.district.editions) - {plan.edition.id},
        }

    def read(self, key: str, value: str) -> None:
        if key in self.lists:
            self.values[key] = tuple(self._known(key, value))
        elif key in self.single:
            self._single_value(key, value)
        elif key == "step":
            self._step(value)
        elif key == "ask":
            self._ask(value)
        elif key == "at":
            self._target(value)
        elif key == "c":
            self._centre(value)
        elif key == "z":
            self._zoom(value)
        elif not _added_on_the_way(key):
            self.faults.append(LinkFault(key, value, "link.unknown-key"))

    def _known(self, key: str, value: str) -> Iterable[str]:
        for item in dict.fromkeys(value.split(",")):
            if item in self.lists[key]:
                yield item
            else:
                self.faults.append(LinkFault(key, item, "link.unknown-value"))

    def _single_value(self, key: str, value: str) -> None:
        if value not in self.single[key]:
            self.faults.append(LinkFault(key, value, "link.unknown-value"))
        # District and edition are those of the plan itself: they are checked, but no values of the reader.
        elif key in ("lang", *SINGLE_VALUE_KEYS):
            self.values[key] = value

    def _step(self, value: str) -> None:
        """Take the id of a step in its form; whether there is such a step is the story's to say."""
        if STEP.fullmatch(value):
            self.values["step"] = value
        else:
            self.faults.append(LinkFault("step", value, "link.unknown-value"))

    def _ask(self, value: str) -> None:
        """Take an investor's words as far as a field holds them."""
        words = ask_words(value)
        if words:
            self.values["ask"] = words
        if len(" ".join(value.split())) > MAX_ASK:
            self.faults.append(LinkFault("ask", value[:40], "link.too-long"))

    def _target(self, value: str) -> None:
        """Check the form of a part of the page; the browser opens it, or says that the page has none such."""
        if not TARGET.fullmatch(value):
            self.faults.append(LinkFault("at", value, "link.unknown-value"))

    def _centre(self, value: str) -> None:
        lat, _, lon = value.partition(",")
        try:
            y, x = float(lat), float(lon)
        except ValueError:
            y = x = math.nan
        # NaN fails every comparison: one test refuses words, infinities and what lies outside the world.
        if abs(y) <= 85 and abs(x) <= 180:
            # As many decimals as a link is written with, so that a view comes back equal from its link.
            self.values |= {"lat": round(y, 4), "lon": round(x, 4)}
        else:
            self.faults.append(LinkFault("c", value, "link.bad-number"))

    def _zoom(self, value: str) -> None:
        try:
            z = float(value)
        except ValueError:
            z = math.nan
        if 0 <= z <= MAX_ZOOM:
            self.values["zoom"] = round(z, 2)
        else:
            self.faults.append(LinkFault("z", value, "link.bad-number"))
