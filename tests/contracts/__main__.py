"""Print `docs/libraries.md`, which is made of the contracts: `python -m tests.contracts > docs/libraries.md`."""

from __future__ import annotations

import sys

from tests.contracts.page import page

if __name__ == "__main__":
    sys.stdout.write(page())
