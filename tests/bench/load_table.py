"""The load table: many sessions, ten files, hostile files, a build, beside the empty app and an earlier state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tests.bench.bursts import Findings
from tests.bench.contestants import NAMES
from tests.bench.measure import Series
from tests.bench.report import Goal, show, table

TIMES = (
    ("first", "first page, all at once"),
    ("filter", "filter report, all at once (empty app: its button)"),
    ("language", "language (whole page), all at once"),
    ("paced", "language, one each 5–15 s (empty app: its button)"),
)
FILES = (
    ("file_html", "HTML"),
    ("file_png", "map as PNG"),
    ("file_pdf", "handout as PDF"),
    ("file_pptx", "deck as PPTX"),
)
# What stands before, during and after: the quiet of others is what the rest is measured by.
BESIDE = (("exports", "ten files are made"), ("hostile", "hostile files are read"))


def render(findings: Findings, who: Sequence[str], sessions: Sequence[int], facts: Mapping[str, str]) -> str:
    """Return the whole report as Markdown."""
    series = findings.series
    parts = ["# Load", "\n".join(f"- {name}: {value}" for name, value in facts.items())]
    for count in sessions:
        rows = [_times(series, who, f"{what}_{count}", wording) for what, wording in TIMES]
        rows += _costs(findings, who, count)
        parts += [f"## {count} sessions", _with_heads("p50 / p95, s", who, series, rows)]
    apps = [name for name in who if name != "empty"]
    parts += _files(series, apps) + _hostile(findings, apps) + _building(series, apps)
    parts += ["## Targets", table(["this app", "target", "measured", "verdict"], _verdicts(findings, who, sessions))]
    notes = [*_errors(findings), *findings.notes]
    if notes:
        parts += ["## Notes", "\n".join(f"- {line}" for line in notes)]
    return "\n\n".join(parts) + "\n"


def goals(findings: Findings, sessions: Sequence[int]) -> list[Goal]:
    """Return the targets with what was measured of this app; what was not measured has no value."""
    series = findings.series
    targets = _crowd_goals(series, min(sessions), max(sessions)) if sessions else []
    targets.append(Goal("first HTML of ten files", 1.0, min(series.of("app", "file_html"), default=None), "s"))
    for what, wording in BESIDE:
        quiet = "quiet" if what == "exports" else f"quiet_{what}"
        beside = _ratio(series, f"beside_{what}", "app", "app", quiet)
        targets.append(Goal(f"others' reruns while {wording}, p95, of the quiet", 1.2, beside))
    growth = max(series.of("app", "growth"), default=None)
    targets.append(Goal("the server's own memory while hostile files are read", 20, growth, "MB"))
    health = series.p95("app", "building_health")
    return [*targets, Goal("health while a visit builds, p95", 100, health, "ms")]


def _crowd_goals(series: Series, few: int, most: int) -> list[Goal]:
    targets = []
    for what, wording in (("filter", "filter"), ("language", "change language")):
        measure = f"{what}_{most}"
        targets.append(Goal(f"{most} {wording} at once, p95", 1.0, _seconds(series, "app", measure), "s"))
        before = _ratio(series, measure, "app", "before", measure)
        targets.append(Goal(f"{most} {wording} at once, p95, of this app before", 0.1, before))
    empty = _ratio(series, f"filter_{few}", "app", "empty", f"filter_{few}")
    targets.append(Goal(f"{few} filter at once, p95, of the empty app's", 0.08, empty))
    return [*targets, Goal(f"each further of {most} sessions", 0.15, _further(series, "app", most, "rss"), "MB")]


def _verdicts(findings: Findings, who: Sequence[str], sessions: Sequence[int]) -> list[list[str]]:
    words = {"pass": "kept"}
    rows = [[g.wording, *g.cells, words.get(g.verdict, g.verdict)] for g in goals(findings, sessions)]
    errors = sum(len(lines) for key, lines in findings.errors.items() if key.startswith("app "))
    return [*rows, ["errors of this app", "≤ 0", f"{errors}", "kept" if errors == 0 else "**short**"]]


def _times(series: Series, who: Sequence[str], what: str, wording: str) -> list[str]:
    """Return times in seconds and ratios; the empty app has one change, which is held against both of this app."""
    rivals, unit = {"empty": what.replace("language", "filter")}, 1000
    cells = []
    for name in who:
        middle, tail = series.median(name, what), series.p95(name, what)
        cells.append("-" if middle is None or tail is None else f"{show(middle / unit, 2)} / {show(tail / unit, 2)}")
    return [wording, *cells, *(show(_ratio(series, what, "app", rival, rivals.get(rival, what)), 2) for rival in who if rival != "app")]


def _with_heads(first: str, who: Sequence[str], series: Series, rows: list[list[str]]) -> str:
    heads = [first, *(NAMES[name] for name in who), *(f"p95 : {NAMES[name]}" for name in who if name != "app")]
    filled = [row + [""] * (len(heads) - len(row)) for row in rows if any(cell.strip("- ") for cell in row[1:])]
    return table(heads, filled)


def _costs(findings: Findings, who: Sequence[str], count: int) -> list[list[str]]:
    series = findings.series
    rows = [
        ["the server's memory, MB (with one session)", *(_pair(series, name, "rss", count) for name in who)],
        ["… for each further session, MB", *(show(_further(series, name, count, "rss"), 3) for name in who)],
        ["files open for each further session", *(show(_further(series, name, count, "files")) for name in who)],
    ]
    errors = [sum(len(v) for k, v in findings.errors.items() if k in _keys(name, count)) for name in who]
    return [*rows, ["errors", *map(str, errors)]]


def _keys(name: str, count: int) -> set[str]:
    return {f"{name} {what}_{count}" for what, _ in TIMES}


def _pair(series: Series, name: str, what: str, count: int) -> str:
    return f"{show(series.median(name, f'{what}_{count}'))} ({show(series.median(name, f'{what}_{count}_alone'))})"


def _further(series: Series, name: str, count: int, what: str) -> float | None:
    alone, many = series.median(name, f"{what}_{count}_alone"), series.median(name, f"{what}_{count}")
    return (many - alone) / (count - 1) if alone is not None and many is not None and count > 1 else None


def _files(series: Series, apps: Sequence[str]) -> list[str]:
    rows = []
    for what, wording in FILES:
        cells = []
        for name in apps:
            values = series.of(name, what)
            cells.append(f"{show(min(values), 2)} / {show(max(values), 2)}" if values else "-")
        rows.append([f"{wording}: first / last, s", *cells])
    rows.append(["others' reruns in the quiet, p50 / p95, ms", *_cells(series, apps, "quiet")])
    rows.append(["… while the files are made", *_cells(series, apps, "beside_exports")])
    return _section("Ten files at once, of different browsers", apps, rows)


def _hostile(findings: Findings, apps: Sequence[str]) -> list[str]:
    series = findings.series
    names = sorted({what for name in apps for what in series.values.get(name, {}) if what.startswith("bomb_")})
    rows = []
    for what in names:
        cells = [
            f"{show(series.median(name, what), 2)} / {show(series.median(name, f'grown_{what}'))}" for name in apps
        ]
        rows.append([f"{what.removeprefix('bomb_').replace('_', ' ')}: s / growth, MB", *cells])
    rows.append(["others' reruns in the quiet, p50 / p95, ms", *_cells(series, apps, "quiet_hostile")])
    rows.append(["… while hostile files are read", *_cells(series, apps, "beside_hostile")])
    return _section("Hostile files: seconds, and what the server itself grew by", apps, rows)


def _building(series: Series, apps: Sequence[str]) -> list[str]:
    wordings = {
        "building_health": "health, p50 / p95, ms",
        "building_document": "another document, p50 / p95, ms",
        "building_rerun": "a rerun of a session that is there, p50 / p95, ms",
        "building_visit": "the visit that builds, p50 / p95, ms",
    }
    rows = [[wording, *_cells(series, apps, what)] for what, wording in wordings.items()]
    return _section("While a visit builds", apps, rows)


def _section(title: str, apps: Sequence[str], rows: list[list[str]]) -> list[str]:
    filled = [row for row in rows if any(cell.strip("-/ ") for cell in row[1:])]
    return [f"## {title}", table(["", *(NAMES[name] for name in apps)], filled)] if filled else []


def _cells(series: Series, who: Sequence[str], what: str) -> list[str]:
    return [f"{show(series.median(name, what))} / {show(series.p95(name, what))}" for name in who]


def _seconds(series: Series, who: str, what: str) -> float | None:
    tail = series.p95(who, what)
    return None if tail is None else tail / 1000


def _ratio(series: Series, what: str, who: str, rival: str, rival_what: str) -> float | None:
    ours, theirs = series.p95(who, what), series.p95(rival, rival_what)
    return ours / theirs if ours is not None and theirs else None


def _errors(findings: Findings) -> list[str]:
    return [f"{key}: {len(lines)} errors, the first: {lines[0]}" for key, lines in findings.errors.items() if lines]
