"""The Markdown report: one table of measures, one of targets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tests.bench.contestants import NAMES
from tests.bench.export import Export
from tests.bench.measure import Series
from tests.bench.startup import Start

NOTHING = "-"
SHORT = "**short**"
# Two equal states of the app differ by so much in one run.
NOISE = 1.05
NO_WORSE = {
    "start": "second start, command to health",
    "start_drawn": "second start, command to map drawn",
    "load": "first load",
    "redrawn": "filter in the map",
    "finished": "change with a rerun",
    "rss_1": "memory with one session",
}
# measure, wording, which summary
MEASURES = (
    ("start", "second start, command to health, ms", "both"),
    ("start_drawn", "second start, command to map drawn, ms", "both"),
    ("load", "first load to map drawn, ms", "both"),
    ("load_kb", "first load, KB", "median"),
    ("outside", "first load, requests to outside hosts", "median"),
    ("load_cpu", "first load, server CPU ms", "median"),
    ("redrawn", "filter to map redrawn, ms", "both"),
    ("committed", "the same, to the frame handed over, ms", "both"),
    ("work", "filter, work in the click itself, ms", "both"),
    ("step", "step of a briefing to map and words redrawn, ms", "both"),
    ("deck", "whole story as PPTX, asked for to handed out, ms", "both"),
    ("handout", "whole story as PDF, ms", "both"),
    ("slideshow", "whole story as HTML, ms", "both"),
    ("page", "the same on the command line, from the app's build, ms", "both"),
    ("picture", "map as PNG of 3840 × 2160, command to file, ms", "both"),
    ("floor", "a Python that loads what draws and ends, ms", "both"),
    ("sent", "change to the request sent, ms", "both"),
    ("answered", "change to the server's answer shown, ms", "both"),
    ("finished", "change to the rerun finished, ms", "both"),
    ("change_kb", "per change (a view new to the tab), KB", "both"),
    ("change_ws_kb", "of it over the websocket, KB", "median"),
    ("again_kb", "per change back to a view seen before, KB", "both"),
    ("geometry_kb", "per change, KB of geometry", "median"),
    ("change_cpu", "per change, server CPU ms", "median"),
    ("reruns", "reruns asked for per change", "mean"),
)


@dataclass
class Results:
    """Everything one run found out."""

    series: Series
    who: Sequence[str]
    sessions: Sequence[int]
    starts: tuple[Start, Start] | None = None
    export: Export | None = None
    notes: list[str] = field(default_factory=list)
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Goal:
    """One line of "Done when": a value against an upper bound."""

    wording: str
    limit: float
    value: float | None
    unit: str = "x"

    @property
    def cells(self) -> tuple[str, str]:
        """Return the bound and the value as they are shown."""
        measured = "" if self.value is None else f"{show(self.value, 2)} {self.unit}".strip()
        return f"≤ {self.limit:g} {self.unit}".strip(), measured

    @property
    def verdict(self) -> str:
        """Say pass, short, or that nothing was measured."""
        if self.value is None:
            return "not measured"
        return "pass" if self.value <= self.limit else SHORT


def render(results: Results) -> str:
    """Return the whole report as Markdown."""
    parts = ["# Bench", _facts(results), "## Measures", _measures(results), "## Done when", _goals(results)]
    if results.starts:
        parts += ["## Second start", *_starts(results.starts)]
    if results.notes:
        parts += ["## Notes", "\n".join(f"- {note}" for note in results.notes)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _facts(results: Results) -> str:
    return "\n".join(f"- {name}: {value}" for name, value in results.facts.items())


def _measures(results: Results) -> str:
    series, everyone = results.series, results.who
    rows = [
        [wording, *(_cell(series, who, what, kind) for who in everyone)] for what, wording, kind in MEASURES
    ]
    for count in results.sessions:
        wording = f"sessions: {count}, memory MB (of it unshared)"
        rows.append([wording, *(_memory(series, who, count) for who in everyone)])
    rows.append(["per further session, MB", *(show(_slope(results, who), 2) for who in everyone)])
    many = f"{results.sessions[-1]} at once: rerun"
    rows.append([f"{many}, ms", *(_cell(series, who, "burst", "both") for who in everyone)])
    rows.append([f"{many}, KB", *(_cell(series, who, "burst_kb", "median") for who in everyone)])
    heads = ["median (p95)", *(NAMES[who] for who in everyone)]
    return table(heads, [row for row in rows if any(cell != NOTHING for cell in row[1:])])


def _cell(series: Series, who: str, what: str, kind: str) -> str:
    if kind == "mean":
        samples = series.of(who, what)
        return show(sum(samples) / len(samples), 1) if samples else NOTHING
    middle = show(series.median(who, what))
    return f"{middle} ({show(series.p95(who, what))})" if kind == "both" and middle != NOTHING else middle


def _memory(series: Series, who: str, count: int) -> str:
    rss = show(series.median(who, f"rss_{count}"))
    return rss if rss == NOTHING else f"{rss} ({show(series.median(who, f'uss_{count}'))})"


def _slope(results: Results, who: str) -> float | None:
    first, last = results.sessions[0], results.sessions[-1]
    low, high = (results.series.median(who, f"rss_{count}") for count in (first, last))
    return (high - low) / (last - first) if low is not None and high is not None and last > first else None


def goals(results: Results) -> list[Goal]:
    """Return the targets with what was measured for this app."""
    series = results.series
    targets = [
        Goal("first load, of the empty Streamlit app's", 1.15, series.ratio("load", "app", "empty")),
        Goal("first load, of the streamlit-folium page's", 0.7, series.ratio("load", "app", "folium")),
        Goal(
            "filter in the map, of the static Leaflet page's", 1.5, series.ratio("redrawn", "app", "leaflet")
        ),
        Goal(
            "filter in the map, of the streamlit-folium page's", 0.1, series.ratio("redrawn", "app", "folium")
        ),
        Goal(
            "step of a briefing, of the same change on the static Leaflet page",
            1.5,
            series.ratio("step", "app", "leaflet"),
        ),
        *_file_goals(series),
        Goal("geometry per change", 0, _worst(series.of("app", "geometry_kb")), "KB"),
        Goal("change with a rerun, of the empty app's rerun", 0.7, series.ratio("finished", "app", "empty")),
        Goal("bytes of that change", 20, series.median("app", "change_kb"), "KB"),
        Goal(
            "server CPU of that change, of the empty app's", 0.3, series.ratio("change_cpu", "app", "empty")
        ),
        Goal("memory with one session", 90, series.median("app", "rss_1"), "MB"),
        Goal("memory per further session", 0.5, _slope(results, "app"), "MB"),
        Goal("30 sessions at once, p95, of the empty app's", 0.3, _tail(results)),
    ]
    targets += _start_goals(results.starts) + _export_goals(results.export)
    return targets + (_no_worse(results) if "before" in results.who else [])


def _no_worse(results: Results) -> list[Goal]:
    """Return what is held against this app before: not worse, but for what two equal states differ by."""
    most = results.sessions[-1] if results.sessions else 0
    measures = {**NO_WORSE, f"rss_{most}": f"memory with {most} sessions"}
    ratios = {what: results.series.ratio(what, "app", "before") for what in measures}
    return [Goal(f"{wording}, of this app before", NOISE, ratios[what]) for what, wording in measures.items()]


def _file_goals(series: Series) -> list[Goal]:
    """Return the limits of a briefing's files in seconds, and how often they take the floor's time."""
    limits = {
        "deck": ("PPTX", 8),
        "handout": ("PDF", 10),
        "picture": ("PNG", 3),
        "slideshow": ("HTML on the page", 1),
        "page": ("HTML on the command line, from the app's build", 1),
    }
    targets = []
    for what, (name, limit) in limits.items():
        median_ms, ratio = series.median("app", what), series.ratio(what, "app", "app", "floor")
        times = "" if ratio is None else f" ({show(ratio)} of the floor)"
        targets.append(Goal(f"whole {name}{times}", limit, None if median_ms is None else median_ms / 1000, "s"))
    return targets


def _start_goals(starts: tuple[Start, Start] | None) -> list[Goal]:
    heavy = {"geopandas", "folium"}
    imported = float(len(heavy & {*starts[1].serving, *starts[1].helpers})) if starts else None
    return [Goal("second start, of geopandas and folium imported", 0, imported, "packages")]


def _export_goals(exported: Export | None) -> list[Goal]:
    return [
        Goal("exported HTML", 600, exported.kb if exported else None, "KB"),
        Goal("two exports that differ", 0, float(not exported.equal) if exported else None, ""),
        Goal(
            "export not drawn from disk with the network cut",
            0,
            float(exported.drawn_ms is None) if exported else None,
            "",
        ),
        Goal("outside requests of the export", 0, float(len(exported.outside)) if exported else None, ""),
    ]


def _goals(results: Results) -> str:
    rows = [[goal.wording, *goal.cells, goal.verdict] for goal in goals(results)]
    return table(["this app", "target", "measured", "verdict"], rows)


def _tail(results: Results) -> float | None:
    if not results.sessions or results.sessions[-1] != 30:
        return None
    series = results.series
    ours, theirs = series.p95("app", "burst"), series.p95("empty", "burst")
    return ours / theirs if ours is not None and theirs else None


def _worst(values: Sequence[float]) -> float | None:
    return max(values) if values else None


def _starts(starts: tuple[Start, Start]) -> list[str]:
    rows = []
    for name, start in zip(("first", "second"), starts, strict=True):
        rows.append(
            [name, show(start.ms), ", ".join(start.serving) or "none", ", ".join(start.helpers) or "none"]
        )
    return [table(["start", "first page drawn, ms", "heavy packages in the server", "in its helpers"], rows)]


def show(value: float | None, digits: int = 1) -> str:
    """Write a number short, nothing as a dash."""
    if value is None:
        return NOTHING
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.{digits}f}"


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a Markdown table, all columns but the first to the right."""
    ruler = [":--", *("--:" for _ in heads[1:])]
    return "\n".join("| " + " | ".join(row) + " |" for row in [heads, ruler, *rows])
