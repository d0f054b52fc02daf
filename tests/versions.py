"""Try the program with the lowest versions that its requirements allow, with the newest, or with the locked ones.

`python -m tests.versions lowest|newest|locked [--python PYTHON] [--quick] [PYTEST ARGUMENTS]` makes an
environment of its own in a temporary folder, installs every direct requirement in that version (`locked`: all
packages of requirements.lock, by their hashes), and runs all tests but those of the browser; `--quick` runs only
the rooms that lean on libraries most. `python -m tests.versions others` tries the locked packages on every other
Python of this machine, by still fewer tests; `wheels` asks the registry whether each locked package has a
wheel for each Python and system, and `lock` renews requirements.lock.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]
APP, TESTS, LOCK = "requirements.txt", "tests/requirements.txt", "requirements.lock"
LINE = re.compile(r"([\w.-]+)>=([\w.]+),<[\w.]+")
ARGUMENTS = ("-n", "3", "--dist", "loadfile", "--no-loadscope-reorder", "--ignore", "tests/browser")
# The rooms that fail first with another release of a library: the build, the server, the pages, the files. Of
# another Python the server alone is options for all that, for it builds and makes files.
QUICK = ("build", "server", "pages", "contracts", "exports/test_exports.py")
OTHERS = ("server", "contracts", "exports/test_exports.py")
LOCKER = "uv>=0.13,<0.14"
OLDEST, PYTHONS = "3.11", ("3.11", "3.12", "3.13", "3.14")
SYSTEMS = {
    "Linux x86-64": ("manylinux_2_28_x86_64", "manylinux_2_17_x86_64", "manylinux2014_x86_64"),
    "Linux ARM": ("manylinux_2_28_aarch64", "manylinux_2_17_aarch64", "manylinux2014_aarch64"),
    "macOS ARM": tuple(f"macosx_{release}_0_arm64" for release in (14, 13, 12, 11)),
    "Windows x86-64": ("win_amd64",),
}
HEAD = """\
# The app's packages in one tried set, all that they need included: `pip install --require-hashes -r requirements.lock`.
# Renewed by `python -m tests.versions lock` from requirements.txt, for Python 3.11 and newer on every system.
"""


def requirements(*files: str) -> list[str]:
    """Return the lines of both files, or of those named, that name a package."""
    named = files or (APP, TESTS)
    lines = [line for file in named for line in (ROOT / file).read_text(encoding="utf-8").splitlines()]
    return [line for line in lines if line and not line.startswith("#")]


def lowest(line: str) -> str:
    """Return a requirement that allows nothing but its lower bound."""
    bounds = LINE.fullmatch(line)
    if bounds is None:
        raise ValueError(f"not bounded on both sides: {line}")
    return f"{bounds[1]}=={bounds[2]}"


def run_tests(which: str, python: str, arguments: Sequence[str]) -> int:
    """Install one set of versions and run the tests with it; return the exit code of the tests."""
    sets = {"lowest": [lowest(line) for line in requirements()], "newest": requirements(), "locked": requirements(TESTS)}
    with environment(python) as inside:
        if which == "locked":
            install(inside, "--require-hashes", "-r", str(ROOT / LOCK))
        install(inside, *sets[which])
        subprocess.run([inside, "-m", "pip", "list", "--format=freeze"], check=True)
        # What another program clears away from the common folder is not this run's.
        env = {**os.environ, "TMPDIR": str(Path(inside).parents[1])}
        command = [inside, "-m", "pytest", *ARGUMENTS, *arguments]
        return subprocess.run(command, cwd=ROOT, env=env, check=False).returncode


@contextmanager
def environment(python: str) -> Iterator[str]:
    """Make a virtual environment of one Python in a temporary folder; give the path of its interpreter."""
    with tempfile.TemporaryDirectory(prefix="versions-") as folder:
        subprocess.run([python, "-m", "venv", folder], check=True)
        yield str(Path(folder) / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python"))


def install(python: str, *arguments: str) -> None:
    """Install packages with the pip of an interpreter."""
    # Half of them are never imported here, and so need not be compiled.
    subprocess.run([python, "-m", "pip", "install", "-q", "--no-compile", *arguments], check=True)


def others() -> dict[str, str]:
    """Return the other Pythons of this machine that can make an environment, by version."""
    folder = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    pythons = {}
    for version in PYTHONS:
        candidates = [*map(str, sorted(folder.glob(f"{version}.*/bin/python"))), shutil.which(f"python{version}")]
        here = version == f"{sys.version_info[0]}.{sys.version_info[1]}"
        works = (p for p in candidates if p and not here and _works(p, version))
        if python := next(works, None):
            pythons[version] = python
    return pythons


def _works(python: str, version: str) -> bool:
    # A shim of a version manager is found on the path and then does not run.
    ask = "import ensurepip, ssl, sys, venv; print('%d.%d' % sys.version_info[:2])"
    done = subprocess.run([python, "-c", ask], capture_output=True, text=True, check=False)
    return done.stdout.strip() == version


def lock() -> str:
    """Return the text of the lock: every package in one version for each Python, with the hashes of all its files."""
    with environment(sys.executable) as python:
        install(python, LOCKER)
        options = ["--universal", "--python-version", OLDEST, "--generate-hashes", "--no-annotate", "--no-header"]
        command = [python, "-m", "uv", "pip", "compile", "-q", "--no-config", *options, APP]
        return HEAD + subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout


def without_wheel(python: str, version: str, system: str) -> list[str]:
    """Return the locked packages that have no wheel for a Python on a system, and so would be built there."""
    text, lacking = (ROOT / LOCK).read_text(encoding="utf-8"), []
    platforms = [part for name in SYSTEMS[system] for part in ("--platform", name)]
    with tempfile.TemporaryDirectory(prefix="wheels-") as folder:
        file = Path(folder) / LOCK
        options = ["--dry-run", "--no-deps", "--require-hashes", "--only-binary=:all:", "--target", folder]
        while True:
            file.write_text(text, encoding="utf-8")
            command = [python, "-m", "pip", "install", "-q", *options, *platforms, "--python-version", version]
            done = subprocess.run([*command, "-r", str(file)], capture_output=True, text=True, check=False)
            if done.returncode == 0:
                return lacking
            missing = re.search(r"No matching distribution found for ([\w.-]+)==", done.stderr)
            if missing is None:
                raise RuntimeError(done.stderr[-2000:])
            lacking.append(missing[1])
            text = re.sub(rf"^{re.escape(missing[1])}==.*\n(?:    .*\n)+", "", text, flags=re.M)


def main(argv: Sequence[str] | None = None) -> int:
    """Do what the command line asks for; return the exit code."""
    read = argparse.ArgumentParser("python -m tests.versions", description=__doc__)
    read.add_argument("which", choices=("lowest", "newest", "locked", "others", "wheels", "lock"))
    read.add_argument("--python", default=sys.executable, help="the interpreter to try; else this one")
    read.add_argument("--quick", action="store_true", help=f"only the tests of {', '.join(QUICK)}")
    options, arguments = read.parse_known_args(argv)
    quick, short = ([f"tests/{room}" for room in rooms] for rooms in (QUICK, OTHERS))
    if options.which == "lock":
        (ROOT / LOCK).write_text(lock(), encoding="utf-8")
        return 0
    if options.which == "wheels":
        return _tell_wheels(options.python)
    if options.which == "others":
        return max((_tell_other(*other, [*short, *arguments]) for other in others().items()), default=0)
    return run_tests(options.which, options.python, [*(quick if options.quick else ()), *arguments])


def _tell_other(version: str, python: str, arguments: Sequence[str]) -> int:
    print(f"Python {version}: {python}", flush=True)
    return run_tests("locked", python, arguments)


def _tell_wheels(python: str) -> int:
    for version in PYTHONS:
        for system in SYSTEMS:
            lacking = without_wheel(python, version, system)
            print(f"Python {version}, {system}: {'no wheel of ' + ', '.join(lacking) if lacking else 'all'}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
