"""The page about the libraries, made of the contracts."""

from __future__ import annotations

import importlib
from pathlib import Path

from tests.contracts.kit import CONTRACTS, Contract

HERE = Path(__file__).parent
HEAD = """# What we lean on in our libraries

Each sentence is checked on the installed version (`tests/contracts/`); where a new release does something
else, the test that fails names the file that rests on it and the section here. This page is made by
`python -m tests.contracts > docs/libraries.md`. Which versions were tried is said in `requirements.txt`.
"""


def contracts() -> list[Contract]:
    """Return all contracts, those of one library together."""
    for file in sorted(HERE.glob("test_*_contracts.py")):
        importlib.import_module(f"tests.contracts.{file.stem}")
    return sorted(CONTRACTS.values(), key=lambda c: c.library.lower())


def page() -> str:
    """Return the text of the page: a section for each library, a line for each contract."""
    parts = [HEAD]
    for library in dict.fromkeys(c.library for c in contracts()):
        lines = [f"- {c.quirk} (`{c.code}`)" for c in contracts() if c.library == library]
        parts.append(f"\n## {library}\n\n" + "\n".join(lines) + "\n")
    return "".join(parts)
