"""Faults put into the real build: killed, edited under, damaged, as often as is asked for.

`python -m tests.bench.faults --rounds 200` starts real processes on the small district and takes some seconds
for each round; it prints what was seen and ends with 1 where anything but right data or a named fault was.
"""

from __future__ import annotations

import argparse
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from geodata.data_files import fingerprint
from layout.build.build_name import build_name
from layout.build.cache import Cache
from layout.build.renewal import BuildStore
from layout.build.store import BuildError, read_build
from layout.build.sums import SpoiltError

REPO = Path(__file__).parents[2]
MINI = REPO / "tests/data/mini"
FILE, WORD, FAULTY = "mini/district.toml", "Mini District", 'default_edition = "nowhere-'
COMMAND = [sys.executable, "-m", "layout.build"]


class Rig:
    """A root to change, a cache, and what has been seen."""

    def __init__(self, folder: Path, chance: random.Random) -> None:
        self.root, self.cache = Path(shutil.copytree(MINI, folder / "root")), folder / "cache"
        self.cache.mkdir()
        self.chance, self.counts = chance, Counter[str]()
        self.text = (self.root / FILE).read_text("utf-8")
        start = time.monotonic()
        subprocess.run([*COMMAND, self.root, self.cache], cwd=REPO, check=True, capture_output=True)
        self.seconds = time.monotonic() - start
        # What the data of a state have always to lead to.
        self.good = self.cache / build_name(fingerprint(self.root))

    def edit(self) -> str | None:
        """Write a good or a faulty state; return its word, None for a faulty one."""
        word = self.chance.choice([WORD, "Maxi District", "Midi District", None, None])
        text = self.text.replace(WORD, word or WORD)
        (self.root / FILE).write_text(text if word else text.replace('default_edition = "', FAULTY), "utf-8")
        return word

    def note(self, what: str, right: bool) -> None:
        """Count an outcome."""
        self.counts[("right: " if right else "WRONG: ") + what] += 1


def killed(rig: Rig) -> None:
    """Kill a build at a random moment; what is there afterwards is whole, or is none."""
    shutil.rmtree(rig.good, ignore_errors=True)
    process = subprocess.Popen([*COMMAND, rig.root, rig.cache], cwd=REPO, stdout=subprocess.DEVNULL)
    time.sleep(rig.chance.random() * rig.seconds * 1.1)
    process.kill()
    process.wait()
    if rig.good.exists():
        try:
            rig.note("killed, a whole build", bool(read_build(rig.good).plans))
        except (SpoiltError, OSError):
            rig.note("killed, a spoilt build", False)
    else:
        rig.note("killed, none", True)
    Cache(rig.cache).sweep()
    rig.note("nothing is left over", not list(rig.cache.glob("building-*")))


def edited(rig: Rig) -> None:
    """Edit at random moments while visits build; in the end the page has the last state or its fault."""
    build_store = BuildStore(rig.root, rig.cache)
    build_store.open()
    for _ in range(rig.chance.randrange(1, 5)):
        word = rig.edit()
        try:
            build_store.current(fresh=True)
        except BuildError:
            rig.counts["none yet"] += 1
        time.sleep(rig.chance.random() * rig.seconds / 2)
    try:
        build = build_store.ready()
        names = {plan.district.name("en") for plan in build.plans.values()}
        rig.note("edited, the right data", word is None or (names == {word} and not build_store.faults))
    except BuildError as error:
        rig.note("edited, no build yet", word is None and error.kind == "data")
    rig.note("edited, faults as they are", bool(build_store.faults) == (word is None))
    build_store.close()
    (rig.root / FILE).write_text(rig.text, "utf-8")


def damaged(rig: Rig) -> None:
    """Flip, cut or remove a random file; the next start has the right build."""
    whole = BuildStore(rig.root, rig.cache).ready()
    path = rig.chance.choice(sorted(whole.folder.iterdir()))
    content = bytearray(path.read_bytes())
    if kind := rig.chance.randrange(3):
        if kind == 1:
            content[rig.chance.randrange(len(content))] ^= 1 << rig.chance.randrange(8)
        path.write_bytes(content if kind == 1 else content[: rig.chance.randrange(len(content))])
    else:
        path.unlink()
    build_store = BuildStore(rig.root, rig.cache)
    build_store.open()
    build_store.wait()
    rig.note("damaged, made anew", build_store.current().assets == whole.assets)


FAULTS: tuple[Callable[[Rig], None], ...] = (killed, edited, damaged)


def main() -> int:
    """Put in the faults; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--kind", choices=[fault.__name__ for fault in FAULTS])
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-faults-") as name:
        rig = Rig(Path(name), random.Random(options.seed))
        for fault in FAULTS:
            for _ in range(options.rounds if options.kind in (None, fault.__name__) else 0):
                fault(rig)
        for what, times in sorted(rig.counts.items()):
            print(f"{times:5} {what}")
    return 1 if any(what.startswith("WRONG") for what in rig.counts) else 0


if __name__ == "__main__":
    sys.exit(main())
