"""Names that say nothing of what they stand for: each by what it is, in the terms of the field."""

from __future__ import annotations

BARRED = frozenset(
    {
        "asked", "desk", "found", "given", "held", "ink", "kept", "loaded", "made", "one", "own", "prepared",
        "said", "seen", "shelf", "signs", "strip", "taken", "thing", "things", "told", "wanted",
    }
)  # fmt: skip
# Tests call so what a page shows.
BARRED_IN_THE_PROGRAM = BARRED | {"drawn"}
