"""How a text is folded, so that what is typed and what the plan writes are compared alike.

In this order: NFKD, marks (category M) dropped, NFKC, small letters, traditional characters by a table of
single characters; what is neither letter nor digit becomes a blank. Blanks in a row become one, and one stays
only between two characters that are no Han characters. Last, of each word of Latin letters with at least four
the plural goes: `ies` becomes `y`, `es` behind ss, x, z, ch and sh goes, and so does an `s` that does not
stand behind s, u or i.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterable, Iterator, Mapping
from functools import cache

# The same class in the browser: letters and numbers of any script are kept, Han characters need no blank.
HAN = r"\u3400-\u9fff"
_BLANK = re.compile(rf"(?<=[{HAN}]) | (?=[{HAN}])")
_WORD = re.compile(r"[a-z]{4,}")
_HAN_ONLY = re.compile(f"[{HAN}]")


def fold_text(text: str, traditional: Mapping[str, str]) -> str:
    """Return a text as it is compared; `traditional` leads from characters to the simplified ones."""
    parted = unicodedata.normalize("NFKD", text)
    bare = "".join(c for c in parted if unicodedata.category(c)[0] != "M")
    folded = unicodedata.normalize("NFKC", bare).lower()
    kept_signs = (traditional.get(c, c) if unicodedata.category(c)[0] in "LN" else " " for c in folded)
    words = " ".join("".join(kept_signs).split())
    return _WORD.sub(lambda m: _singular(m[0]), _BLANK.sub("", words))


def _singular(word: str) -> str:
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    if re.search(r"(ss|x|z|ch|sh)es$", word):
        return word[:-2]
    return word[:-1] if word.endswith("s") and word[-2] not in "sui" else word


def is_han(character: str) -> bool:
    """Tell whether a character is a Han character, which stands beside another without a blank."""
    return bool(_HAN_ONLY.match(character))


def has_han(text: str) -> bool:
    """Tell whether there is a Han character in a text."""
    return bool(_HAN_ONLY.search(text))


def at_boundary(text: str, start: int, end: int) -> bool:
    """Tell whether no Latin word or number is cut at either end of a part of a folded text."""
    return starts_word(text, start) and starts_word(text, end)


def starts_word(text: str, place: int) -> bool:
    """Tell whether a place in a folded text lies between words, not within a Latin word or number."""
    if place in (0, len(text)):
        return True
    left, right = text[place - 1], text[place]
    return " " in (left, right) or is_han(left) or is_han(right)


def occurrences(term: str, text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of a folded term in a folded text, at the boundaries of words."""
    start = text.find(term) if term else -1
    while start >= 0:
        end = start + len(term)
        if at_boundary(text, start, end):
            yield start, end
        start = text.find(term, start + 1)


def term_spans(terms: Container[str], longest: int, text: str) -> Iterator[tuple[int, int]]:
    """Yield where any of many folded terms stands in a folded text; `longest` is that of their lengths."""
    for start in range(len(text)):
        for end in range(start + 1, min(start + longest, len(text)) + 1):
            if text[start:end] in terms and at_boundary(text, start, end):
                yield start, end


def longest_first(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the spans that are left when the longer go before the shorter, the first before the later.

    No two of them overlap; they stand in the order of the text.
    """
    free: list[tuple[int, int]] = []
    for start, end in sorted(set(spans), key=lambda s: (s[0] - s[1], s[0])):
        if all(end <= a or start >= b for a, b in free):
            free.append((start, end))
    return sorted(free)


@cache
def simplified_characters() -> Mapping[str, str]:
    """Return the simplified character of each traditional one."""
    from opencc_purepy import OpenCC

    characters, _ = OpenCC("t2s").dictionary.ts_characters
    return {k: v for k, v in characters.items() if len(k) == len(v) == 1 and k != v}


def traditional_of(terms: Iterable[str]) -> dict[str, str]:
    """Return the part of the table of traditional characters that leads to characters of these terms."""
    used = {c for term in terms for c in term}
    return {k: v for k, v in sorted(simplified_characters().items()) if v in used}
