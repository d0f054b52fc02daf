"""The shortlist of a view: ids of sites in the reader's order, and a word on each, as they stand in a link.

The browser writes and reads the same by layout/web/core/shortlist.js.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from layout.view.link_words import tidy_words

LIST_KEY, WORDS_KEY = "list", "words"
MOST_SITES = 12
MOST_CHARACTERS = 120


def join_link_words(words: Iterable[str]) -> str:
    """Return words as one value of a link: commas part them, those within a word are escaped."""
    return ",".join(w.replace("%", "%25").replace(",", "%2C") for w in words).rstrip(",")


def split_link_words(value: str) -> list[str]:
    """Return the words of a link as they were written; they are untrusted."""
    return [part.replace("%2C", ",").replace("%25", "%") for part in value.split(",")] if value else []


def read_shortlist(
    sites: str, words: str, known: Collection[str]
) -> tuple[tuple[str, ...], tuple[str, ...], list[tuple[str, str, str]]]:
    """Read both values of a link: return sites, a word for each or none at all, and what was left out.

    What was left out is told by key, value and the reason's word id.
    """
    texts = split_link_words(words)
    chosen: dict[str, str] = {}
    faults = []
    ids = sites.split(",") if sites else []
    for n, site in enumerate(ids):
        text = texts[n] if n < len(texts) else ""
        if site not in known:
            faults.append((LIST_KEY, site, "link.unlisted"))
        elif len(chosen) == MOST_SITES and site not in chosen:
            faults.append((LIST_KEY, site, "link.list-full"))
        elif site not in chosen:
            chosen[site] = tidy_words(text, MOST_CHARACTERS)
            if len(" ".join(text.split())) > MOST_CHARACTERS:
                faults.append((WORDS_KEY, text, "link.word-long"))
    faults += [(WORDS_KEY, text, "link.no-site") for text in texts[len(ids) :] if text]
    return tuple(chosen), tuple(chosen.values()) if any(chosen.values()) else (), faults
