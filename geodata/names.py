"""When two names count as the same."""

from __future__ import annotations

import unicodedata


def name_key(name: str) -> str:
    """Return a name folded (NFKC, case, no blanks), so that width, case and blanks make no difference."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return unicodedata.normalize("NFKC", "".join(folded.split()))
