"""python -m tests.bench: measure this app and its rivals in one run."""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from importlib.metadata import version
from pathlib import Path

from tests.bench import cdn, crowd, files, layers, present, rounds, servers, startup
from tests.bench.browser import Driver, NotDrawnError, browse
from tests.bench.contestants import APPS, NAMES, ROOT, Settings, check_out, running
from tests.bench.export import export
from tests.bench.measure import Series
from tests.bench.report import SHORT, Results, goals, render

PHASES = ("browser", "present", "files", "sessions", "start", "export")
USUAL = "app,empty,leaflet,folium"


def options(argv: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the command line."""
    read = argparse.ArgumentParser("python -m tests.bench", description=__doc__)
    read.add_argument("--rounds", type=int, default=7, help="browser rounds, every contestant in turn")
    read.add_argument("--changes", type=int, default=8, help="changes per round and contestant")
    read.add_argument(
        "--sessions", type=_numbers, default=(1, 10, 30), help="session counts, such as 1,10,30"
    )
    read.add_argument(
        "--session-rounds", type=int, default=3, help="rounds of the session counts, on fresh servers"
    )
    read.add_argument("--bursts", type=int, default=4, help="all sessions at once, times per round")
    read.add_argument("--before", metavar="COMMIT", help="also measure this app as it was at a commit, in turn")
    read.add_argument("--only", type=_names, default=USUAL.split(","), help=f"of {', '.join(NAMES)}")
    read.add_argument("--phases", type=_phases, default=PHASES, help=f"of {', '.join(PHASES)}")
    read.add_argument("--data", type=Path, help="a folder of districts instead of the bundled one")
    read.add_argument("--district", default="", help="a district's id; else the first")
    read.add_argument("--edition", default="", help="an edition's id; else the district's default")
    read.add_argument("--out", type=Path, help="also write the report to this file")
    read.add_argument("--json", type=Path, help="write every sample to this file")
    read.add_argument("--strict", action="store_true", help="exit 1 if a target is missed")
    return read.parse_args(argv)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the bench; print the report."""
    arguments = options(argv)
    with ExitStack() as stack:
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="layout-bench-")))
        data = arguments.data.resolve() if arguments.data else None
        districts = data or ROOT / "geodata" / "districts"
        drawn = layers.write(districts, arguments.district, arguments.edition, scratch / "layers")
        before = check_out(arguments.before, scratch / "before") if arguments.before else None
        results = _measure(arguments, Settings(data, drawn, scratch, before), stack)
    text = render(results)
    print(text)
    if arguments.out:
        arguments.out.write_text(text, "utf-8")
    if arguments.json:
        arguments.json.write_text(json.dumps(results.series.values, indent=1), "utf-8")
    return int(arguments.strict and any(goal.verdict == SHORT for goal in goals(results)))


def _measure(arguments: argparse.Namespace, settings: Settings, stack: ExitStack) -> Results:
    names = [name for name in arguments.only if name != "before"]
    if settings.before:
        # Beside the app, so that what they share stays the same.
        names.insert(names.index("app") + 1 if "app" in names else 0, "before")
    results = Results(Series(), names, arguments.sessions, facts=_facts(arguments))
    if "app" in names and not (ROOT / "app.py").is_file():
        names.remove("app")
        results.notes.append("app.py is not there yet: this app was not measured")
    fetched, port = None, None
    if any(name.startswith("folium") for name in names):
        fetched = cdn.fetch()
        port = stack.enter_context(servers.cdn(fetched, settings.scratch))
    driver = stack.enter_context(browse(settings.layers, port))
    _contest(arguments, settings, driver, results)
    if "app" in names:
        _alone(arguments, settings, driver, results)
    if fetched:
        results.notes += [
            f"stub of about the real size stood in for {name}" for name in sorted(fetched.stubs)
        ]
        results.notes += [f"asked for and not answered: {name}" for name in sorted(fetched.misses)]
    return results


def _alone(arguments: argparse.Namespace, settings: Settings, driver: Driver, results: Results) -> None:
    """Look at what only this app has; a failure there becomes a note, not the end of the run."""
    try:
        if "start" in arguments.phases:
            results.starts = startup.starts(driver, settings)
            apps = [name for name in results.who if name in APPS]
            startup.play(driver, settings, apps, results.series, arguments.rounds)
        if "export" in arguments.phases:
            results.export = export(driver, settings.scratch, settings.data, settings.app_env)
    except subprocess.CalledProcessError as problem:
        results.notes.append(f"the export failed: {problem.stderr.decode('utf-8', 'replace').strip()[-300:]}")
    except (RuntimeError, NotDrawnError) as problem:
        results.notes.append(f"a start of this app failed: {problem}")


def _contest(arguments: argparse.Namespace, settings: Settings, driver: Driver, results: Results) -> None:
    names = list(results.who)
    with running(names, settings) as here:
        scripts = {contestant.who: rounds.warm(driver, contestant) for contestant in here}
        if "browser" in arguments.phases:
            rounds.play(driver, here, results.series, arguments.rounds, arguments.changes)
        if "present" in arguments.phases:
            present.play(driver, here, results.series, arguments.rounds)
        if "files" in arguments.phases:
            files.play(settings, here, results.series, arguments.rounds)
    served = {who: script for who, script in scripts.items() if who != "leaflet"}
    if "sessions" in arguments.phases and served:
        plan = crowd.Schedule(arguments.session_rounds, arguments.sessions, arguments.bursts)
        crowd.play(driver, settings, served, results.series, plan)


def _facts(arguments: argparse.Namespace) -> dict[str, str]:
    chromium = subprocess.run(
        ["chromium", "--version"], capture_output=True, text=True, check=False
    ).stdout.strip()
    packages = ("streamlit", "folium", "streamlit-folium", "XStatic-Leaflet")
    counts = ", ".join(map(str, arguments.sessions))
    return {
        "machine": f"{os.cpu_count()} cores, {platform.system()}, {chromium}",
        "python": platform.python_version(),
        "packages": ", ".join(f"{name} {version(name)}" for name in packages),
        "run": f"{arguments.rounds} rounds in turn, {arguments.changes} changes in each",
        "sessions": f"{counts}; {arguments.session_rounds} rounds on fresh servers, {arguments.bursts} bursts",
    }


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(sorted(int(part) for part in text.split(",")))


def _names(text: str) -> list[str]:
    return _checked(text, tuple(NAMES))


def _phases(text: str) -> list[str]:
    return _checked(text, PHASES)


def _checked(text: str, known: Sequence[str]) -> list[str]:
    parts = text.split(",")
    wrong = [part for part in parts if part not in known]
    if wrong:
        raise argparse.ArgumentTypeError(f"{', '.join(wrong)}: not among {', '.join(known)}")
    return parts


if __name__ == "__main__":
    sys.exit(main())
