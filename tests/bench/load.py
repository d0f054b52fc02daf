"""python -m tests.bench.load: the load table, beside the empty app and beside an earlier state of this app."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import platform
import sys
import tempfile
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from tests.bench import building, bursts, export_crowd, hostile, layers
from tests.bench.contestants import APPS, ROOT, Settings, check_out, running
from tests.bench.load_table import goals, render
from tests.bench.report import SHORT
from tests.bench.visitors import come_when_ready

PHASES = ("sessions", "files", "hostile", "building")


def options(argv: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the command line."""
    read = argparse.ArgumentParser("python -m tests.bench.load", description=__doc__)
    read.add_argument("--before", metavar="COMMIT", help="also measure this app as it was at a commit, in turn")
    read.add_argument("--sessions", type=_numbers, default=(30, 100, 200), help="such as 30,100,200")
    read.add_argument("--bursts", type=int, default=3, help="all at once, times for each number of sessions")
    read.add_argument("--seconds", type=float, default=30.0, help="how long sessions change now and then")
    read.add_argument("--rounds", type=int, default=1, help="rounds of the sessions, on fresh servers")
    read.add_argument("--phases", type=_phases, default=list(PHASES[:2]), help=f"of {', '.join(PHASES)}")
    read.add_argument("--hostile", action="store_true", help="also while hostile files are read")
    read.add_argument("--building", action="store_true", help="also while a visit builds")
    read.add_argument("--data", type=Path, help="a folder of districts instead of the bundled one")
    read.add_argument("--out", type=Path, help="also write the report to this file")
    read.add_argument("--json", type=Path, help="write every sample to this file")
    read.add_argument("--strict", action="store_true", help="exit 1 if a target is missed")
    return read.parse_args(argv)


def main(argv: Sequence[str] | None = None) -> int:
    """Measure; print the table and the targets."""
    arguments = options(argv)
    phases = [*arguments.phases, *(phase for phase in PHASES[2:] if getattr(arguments, phase))]
    findings = bursts.Findings()
    with tempfile.TemporaryDirectory(prefix="layout-load-") as folder:
        scratch = Path(folder)
        before = check_out(arguments.before, scratch / "before") if arguments.before else None
        data = arguments.data.resolve() if arguments.data else None
        drawn = layers.write(data or ROOT / "geodata" / "districts", "", "", scratch / "layers")
        settings = Settings(data, drawn, scratch, before)
        names = ["app", *(["before"] if before else []), "empty"]
        _measure(phases, arguments, settings, names, findings)
    counts = arguments.sessions if "sessions" in phases else ()
    text = render(findings, names, counts, _facts(arguments))
    print(text)
    if arguments.out:
        arguments.out.write_text(text, "utf-8")
    if arguments.json:
        arguments.json.write_text(json.dumps(findings.series.values, indent=1), "utf-8")
    missed = any(goal.verdict == SHORT for goal in goals(findings, counts))
    return int(arguments.strict and (missed or any(findings.errors.values())))


def _measure(
    phases: Sequence[str],
    arguments: argparse.Namespace,
    settings: Settings,
    names: Sequence[str],
    findings: bursts.Findings,
) -> None:
    # Built once and unmeasured, so that no start that is measured has to.
    apps = [name for name in names if name in APPS]
    with running(apps, settings) as present:
        for contestant in present:
            asyncio.run(_come(contestant.port))
    if "sessions" in phases:
        plan = bursts.Plan(arguments.sessions, arguments.bursts, arguments.seconds, arguments.rounds)
        bursts.play(settings, names, plan, next(iter(settings.layers.clusters)), findings)
    if "files" in phases:
        export_crowd.play(settings, names, findings)
    if "hostile" in phases:
        hostile.play(settings, apps, findings)
    if "building" in phases:
        building.play(settings, apps, findings)


async def _come(port: int) -> None:
    visitor = await come_when_ready(port)
    await visitor.session.close()


def _facts(arguments: argparse.Namespace) -> dict[str, str]:
    packages = ("streamlit", "starlette", "uvicorn", "websockets")
    facts = {
        "machine": f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}",
        "packages": ", ".join(f"{name} {version(name)}" for name in packages),
        "sessions": f"{', '.join(map(str, arguments.sessions))}; {arguments.rounds} rounds on fresh servers, {arguments.bursts} bursts",
    }
    return {**facts, "before": arguments.before} if arguments.before else facts


def _phases(text: str) -> list[str]:
    parts = text.split(",")
    wrong = [part for part in parts if part not in PHASES]
    if wrong:
        raise argparse.ArgumentTypeError(f"{', '.join(wrong)}: not among {', '.join(PHASES)}")
    return parts


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(sorted(int(part) for part in text.split(",")))


if __name__ == "__main__":
    sys.exit(main())
