"""When two names count as the same."""

from __future__ import annotations

import unicodedata


def name_key(name: str) -> str:
    """Return a name folded (NFKC, case, no blanks), so that width, case and blanks make no difference."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    # Folding the case can leave the normal form, as it does with ǰ; a second pass restores it.
    return unicodedata.normalize("NFKC", "".join(folded.split()))
