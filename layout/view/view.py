"""What is selected: one frozen value that is a link, a page state and an export alike."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote

from geodata.languages import LANGS
from layout.plan.model import Plan
from layout.view.facets import FACETS

LAYERS_OFF_KEY = "off"
SINGLE_VALUE_KEYS = ("sel", "year", "against")
MAX_ZOOM = 19.0
# Of what an investor asks for, in characters; as in the browser (web/core/view.js).
MAX_ASK = 120
# Control characters, those that turn text, halves of characters: what a field of one line cannot hold.
_UNWRITABLE = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff]+"
)


@dataclass(frozen=True, slots=True)
class View:
    """One state of the viewer. `lat`/`lon` are WGS-84 degrees of the map's centre.

    `zoom` is a level of Web Mercator with tiles of 256 pixels, from 0 to MAX_ZOOM, fractions allowed. Of the
    facets `element` to `state` an empty tuple filters nothing; `off` are layers that are switched off.

    `year` is the year that actuals are evaluated for, `against` the edition compared with,
    `step` the step of a story that is being presented. `ask` are the words of what an investor asks for, as
    :func:`ask_words` leaves them.
    """

    district: str
    edition: str
    lang: str = LANGS[0]
    page: str = "overview"
    element: tuple[str, ...] = ()
    cluster: tuple[str, ...] = ()
    segment: tuple[str, ...] = ()
    link: tuple[str, ...] = ()
    theme: tuple[str, ...] = ()
    level: tuple[str, ...] = ()
    town: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()
    state: tuple[str, ...] = ()
    off: tuple[str, ...] = ()
    sel: str = ""
    year: str = ""
    against: str = ""
    step: str = ""
    ask: str = ""
    lat: float | None = None
    lon: float | None = None
    zoom: float | None = None

    def query(self) -> str:
        """Return the canonical query string of this view, without the page."""
        # Always in one order and without empty values, so that equal views have equal links.
        pairs = [("district", self.district), ("edition", self.edition), ("lang", self.lang)]
        pairs += [(f.key, ",".join(getattr(self, f.key))) for f in FACETS]
        pairs += [
            (LAYERS_OFF_KEY, ",".join(self.off)),
            *((k, getattr(self, k)) for k in (*SINGLE_VALUE_KEYS, "step", "ask")),
        ]
        # A centre says nothing without a zoom: all three stand in the link, or none.
        if self.lat is not None and self.lon is not None and self.zoom is not None:
            pairs += [("c", f"{self.lat:.4f},{self.lon:.4f}"), ("z", f"{self.zoom:.2f}")]
        # Commas part the values of a list; none is within an id, and unescaped they keep a link readable.
        return "&".join(f"{k}={quote(v, safe=',')}" for k, v in pairs if v)

    def filters(self) -> dict[str, tuple[str, ...]]:
        """Return the active filters by facet key."""
        return {f.key: getattr(self, f.key) for f in FACETS if getattr(self, f.key)}


def ask_words(text: str) -> str:
    """Return an investor's words as a link holds them: one line of at most MAX_ASK characters."""
    return " ".join(_UNWRITABLE.sub(" ", text).split())[:MAX_ASK].rstrip()


def evaluation_years(plan: Plan) -> tuple[str, ...]:
    """Return the years of an edition that actuals can be evaluated for, and those of its later targets."""
    targets = (s for s in plan.statements if s.figure.role == "target" and plan.is_current(s))
    figures = (s.figure for s in targets if s.figure.value is not None)
    target_years = {f.year for f in figures if f.year is not None and f.year > plan.edition.target_year}
    years = (*range(plan.edition.from_year, plan.edition.target_year + 1), *sorted(target_years))
    return tuple(map(str, years))
