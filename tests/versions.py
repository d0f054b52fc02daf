"""Try the program with the lowest versions that its requirements allow, or with the newest.

`python -m tests.versions lowest|newest [PYTEST ARGUMENTS]` makes an environment of its own in a temporary
folder, installs every direct requirement in that version, and runs all tests but those of the browser.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
FILES = ("requirements.txt", "tests/requirements.txt")
LINE = re.compile(r"([\w.-]+)>=([\w.]+),<[\w.]+")
ARGUMENTS = ("-n", "3", "--dist", "loadfile", "--no-loadscope-reorder", "--ignore", "tests/browser")


def requirements() -> list[str]:
    """Return the lines of both files that name a package."""
    lines = [line for file in FILES for line in (ROOT / file).read_text(encoding="utf-8").splitlines()]
    return [line for line in lines if line and not line.startswith("#")]


def lowest(line: str) -> str:
    """Return a requirement that allows nothing but its lower bound."""
    bounds = LINE.fullmatch(line)
    if bounds is None:
        raise ValueError(f"not bounded on both sides: {line}")
    return f"{bounds[1]}=={bounds[2]}"


def main(which: str, *arguments: str) -> int:
    """Install one set of versions and run the tests with it; return the exit code of the tests."""
    packages = {"lowest": [lowest(line) for line in requirements()], "newest": requirements()}[which]
    with tempfile.TemporaryDirectory(prefix="versions-") as folder:
        python = str(Path(folder) / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python"))
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        subprocess.run([python, "-m", "pip", "install", "-q", *packages], check=True)
        subprocess.run([python, "-m", "pip", "list", "--format=freeze"], check=True)
        return subprocess.run([python, "-m", "pytest", *ARGUMENTS, *arguments], cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
