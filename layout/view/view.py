"""What is selected: one frozen value that is a link, a page state and an export alike.

A query string is untrusted: what is unknown in it is named and left out.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote

from layout.plan.model import Plan, Site, Text
from layout.words.glossary import glossary

LANGS = ("zh", "en")
STATES = ("closes", "does-not-close", "open-question")
LAYERS_OFF_KEY = "off"
SINGLE_VALUE_KEYS = ("sel", "year", "against")
STEP = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
MAX_ZOOM = 19.0
MAX_QUERY = 2000


@dataclass(frozen=True, slots=True)
class Facet:
    """A way to filter: its query key, what values exist, and which site types it applies to."""

    key: str
    values: Callable[[Plan], tuple[tuple[str, Text], ...]]
    values_of: Callable[[Site], tuple[str, ...]]
    site_types: frozenset[str]


FACETS: tuple[Facet, ...] = (
    Facet(
        "element",
        lambda x: tuple((e.id, e.name) for e in x.elements),
        lambda s: s.elements,
        frozenset({"town", "place", "park"}),
    ),
    Facet(
        "cluster",
        lambda x: tuple((c.id, c.name) for c in x.clusters if c.kind == "cluster"),
        lambda s: tuple(dict.fromkeys(k.cluster for k in s.carries if k.cluster)),
        frozenset({"town", "place", "park"}),
    ),
    Facet(
        "segment",
        lambda x: tuple((g.id, g.name) for c in x.clusters for g in c.segments),
        lambda s: tuple(dict.fromkeys(k.segment for k in s.carries if k.segment)),
        frozenset({"town", "place", "park"}),
    ),
    Facet(
        "level",
        lambda x: tuple((t.id, t.name) for t in x.district.levels),
        lambda s: (s.level,) if s.level else (),
        frozenset({"park", "place"}),
    ),
    # What filters findings of the audit, not sites.
    Facet("state", lambda _: tuple((s, glossary()[f"state.{s}"]) for s in STATES), lambda _: (), frozenset()),
)


@dataclass(frozen=True, slots=True)
class LinkFault:
    """A part of a link that was left out: its key, its value and the reason's word id."""

    key: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class View:
    """One state of the viewer. `lat`/`lon` are WGS-84 degrees of the map's centre.

    `year` is the year that actuals are evaluated for, `against` the edition compared with,
    `step` the step of a story that is being presented.
    """

    district: str
    edition: str
    lang: str = "zh"
    page: str = "overview"
    element: tuple[str, ...] = ()
    cluster: tuple[str, ...] = ()
    segment: tuple[str, ...] = ()
    level: tuple[str, ...] = ()
    state: tuple[str, ...] = ()
    off: tuple[str, ...] = ()
    sel: str = ""
    year: str = ""
    against: str = ""
    step: str = ""
    lat: float | None = None
    lon: float | None = None
    zoom: float | None = None

    def query(self) -> str:
        """Return the canonical query string of this view, without the page."""
        pairs = [("district", self.district), ("edition", self.edition), ("lang", self.lang)]
        pairs += [(f.key, ",".join(getattr(self, f.key))) for f in FACETS]
        pairs += [
            (LAYERS_OFF_KEY, ",".join(self.off)),
            *((k, getattr(self, k)) for k in (*SINGLE_VALUE_KEYS, "step")),
        ]
        if self.lat is not None and self.lon is not None and self.zoom is not None:
            pairs += [("c", f"{self.lat:.4f},{self.lon:.4f}"), ("z", f"{self.zoom:.2f}")]
        return "&".join(f"{k}={quote(v, safe=',')}" for k, v in pairs if v)

    def filters(self) -> dict[str, tuple[str, ...]]:
        """Return the active filters by facet key."""
        return {f.key: getattr(self, f.key) for f in FACETS if getattr(self, f.key)}


def evaluation_years(plan: Plan) -> tuple[str, ...]:
    """Return the years of an edition that actuals can be evaluated for."""
    return tuple(map(str, range(plan.edition.from_year, plan.edition.target_year + 1)))


def facets_of(site: Site) -> dict[str, list[str]]:
    """Return, for each facet that applies to the site's type, the site's values."""
    return {f.key: list(f.values_of(site)) for f in FACETS if site.type in f.site_types}


def matches(view: View, site: Site) -> bool:
    """Tell whether the site passes every active filter that applies to its type."""
    own = facets_of(site)
    return all(not set(own[k]).isdisjoint(v) for k, v in view.filters().items() if k in own)


def matching_sites(view: View, plan: Plan, kind: str | None = None) -> tuple[Site, ...]:
    """Return the sites that pass the view's filters, optionally of one type."""
    return tuple(s for s in plan.sites if kind in (None, s.type) and matches(view, s))


def parse_view(
    query: str, plan: Plan, layers: Iterable[str], page: str = "overview"
) -> tuple[View, tuple[LinkFault, ...]]:
    """Read a query string against a layout. Return the view and what was left out of it."""
    reader = _Reader(plan, tuple(layers))
    for key, value in _pairs(query, reader.faults):
        reader.read(key, value)
    view = View(plan.district.id, plan.edition.id, page=page, **reader.found)  # type: ignore[arg-type]
    return view, tuple(reader.faults)


def pick_edition(
    query: str, known: Mapping[str, tuple[str, ...]], default: tuple[str, str]
) -> tuple[str, str]:
    """Return the district and edition a query string asks for, where they exist.

    `known` maps district ids to their edition ids; what does not exist falls back to
    `default`, and :func:`parse` then names it as a fault.
    """
    asked = dict(_pairs(query, []))
    district = asked.get("district", default[0])
    if district not in known:
        return default
    edition = asked.get("edition", default[1])
    if edition in known[district]:
        return district, edition
    return district, default[1] if default[1] in known[district] else known[district][-1]


def _pairs(query: str, faults: list[LinkFault]) -> list[tuple[str, str]]:
    if len(query) > MAX_QUERY:
        faults.append(LinkFault("?", query[:40], "link.too-long"))
        query = query[:MAX_QUERY].rpartition("&")[0]
    return parse_qsl(query.lstrip("?#"), keep_blank_values=False, max_num_fields=None)


class _Reader:
    def __init__(self, plan: Plan, layers: tuple[str, ...]) -> None:
        self.plan = plan
        self.found: dict[str, object] = {}
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
            self.found[key] = tuple(self._known(key, value))
        elif key in self.single:
            self._one(key, value)
        elif key == "step":
            self._step(value)
        elif key == "c":
            self._centre(value)
        elif key == "z":
            self._zoom(value)
        else:
            self.faults.append(LinkFault(key, value, "link.unknown-key"))

    def _known(self, key: str, value: str) -> Iterable[str]:
        for item in dict.fromkeys(value.split(",")):
            if item in self.lists[key]:
                yield item
            else:
                self.faults.append(LinkFault(key, item, "link.unknown-value"))

    def _one(self, key: str, value: str) -> None:
        if value not in self.single[key]:
            self.faults.append(LinkFault(key, value, "link.unknown-value"))
        elif key in ("lang", *SINGLE_VALUE_KEYS):
            self.found[key] = value

    def _step(self, value: str) -> None:
        """Take the id of a step in its form; whether there is such a step is the story's to say."""
        if STEP.fullmatch(value):
            self.found["step"] = value
        else:
            self.faults.append(LinkFault("step", value, "link.unknown-value"))

    def _centre(self, value: str) -> None:
        lat, _, lon = value.partition(",")
        try:
            y, x = float(lat), float(lon)
        except ValueError:
            y = x = math.nan
        if abs(y) <= 85 and abs(x) <= 180:
            self.found |= {"lat": round(y, 4), "lon": round(x, 4)}
        else:
            self.faults.append(LinkFault("c", value, "link.bad-number"))

    def _zoom(self, value: str) -> None:
        try:
            z = float(value)
        except ValueError:
            z = math.nan
        if 0 <= z <= MAX_ZOOM:
            self.found["zoom"] = round(z, 2)
        else:
            self.faults.append(LinkFault("z", value, "link.bad-number"))
