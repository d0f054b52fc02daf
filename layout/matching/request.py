"""What of a request is understood: its terms, by what they stand for, and what only modifies another word."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from layout.matching.folding import (
    at_boundary,
    has_han,
    is_han,
    longest_first,
    occurrences,
    starts_word,
    term_spans,
)
from layout.matching.index import MatchIndex
from layout.matching.modifiers import head_behind, is_purpose
from layout.matching.rules import WHOLE, ranking_rules

_LATIN = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class Hit:
    """A term of a request: what it stands for, by the numbers of entries, and how strongly it is meant.

    `text` is folded, `typed` as it stands in the request.

    `factor` is in thousandths: less of a part of a name and of a word that only modifies another, whose
    `text` goes on to the end of that. `is_purpose` tells that it is only what another good is for. `compound`
    is, of a word that stands right before another one, both as they are typed: drone chips, of drones.
    """

    text: str
    entries: tuple[int, ...]
    factor: int = WHOLE
    is_purpose: bool = False
    typed: str = ""
    compound: str = ""


def request_hits(text: str, index: MatchIndex) -> tuple[Hit, ...]:
    """Return the terms of a request, the stronger first; none where nothing of it is understood."""
    read = text[: ranking_rules()["shown"]["text"]]
    hits = _hits(index.fold(read), index)
    return tuple(
        replace(hit, typed=_as_typed(hit.text, read), compound=_as_compound(hit, read)) for hit in hits
    )


def _as_compound(hit: Hit, request: str) -> str:
    """Return two words as they are typed; empty if they are listed: parted by a sign, or Han by a blank."""
    words = (_as_typed(text, request) for text in (hit.text, hit.compound))
    first, second = (re.escape(word) for word in words)
    match = hit.compound and re.search(
        rf"{first}([\s-]*){second}", unicodedata.normalize("NFKC", request), re.IGNORECASE
    )
    if not match or (
        match[1] and has_han(match[0][match.start(1) - match.start() - 1]) and has_han(second[:1])
    ):
        return ""
    return " ".join(match[0].split())


def _as_typed(text: str, request: str) -> str:
    """Return a folded text as it stands in a request, or as it is where that is in other characters."""
    pattern = r"[\W_]*".join(map(re.escape, text.replace(" ", "")))
    # The plural, which is folded away, belongs to it.
    match = re.search(
        rf"{pattern}(?:[a-z]+(?![^\W_]))?", unicodedata.normalize("NFKC", request), re.IGNORECASE
    )
    return " ".join(match[0].split()) if match else text


def _hits(folded: str, index: MatchIndex) -> tuple[Hit, ...]:
    spans = longest_first(term_spans(index.terms, index.longest, folded))
    if spans:
        hits_at = [_hit(folded, span, spans, index) for span in spans]
        pairs = pairwise(zip(spans, hits_at, strict=True))
        return _each_once((*(_joined(folded, pair, index) for pair in pairs), hits_at[-1]))
    parts = _pieces(folded, index.filler)
    whole = len(parts) == 1
    hits = tuple(hit for part in parts if (hit := _part_hit(part, index, whole)))
    if hits or not _LATIN.fullmatch(letters := folded.replace(" ", "")):
        return hits
    entries = index.pinyin.get(letters, ())
    return (Hit(letters, entries),) if entries else _begun(letters, index)


def _begun(letters: str, index: MatchIndex) -> tuple[Hit, ...]:
    """Return a hit by the names whose letters these begin, or if they are more end, unless those are many."""
    rules = ranking_rules()
    shown = rules["shown"]
    ends = len(letters) >= shown["prefix"]
    keys = (key for key in index.pinyin if key.startswith(letters) or (ends and key.endswith(letters)))
    entries = tuple(dict.fromkeys(n for key in keys for n in index.pinyin[key]))
    if len(letters) <= shown["initials"] or not 0 < len(entries) <= shown["parts"]:
        return ()
    return (Hit(letters, entries, rules["strength"]["part"]),)


def _joined(folded: str, pair: tuple[tuple[tuple[int, int], Hit], ...], index: MatchIndex) -> Hit:
    """Return the first of two hits with the other as its head, where that stands right behind it.

    No word that is for the same as the other by itself modifies it: cold storage and distribution.
    """
    ((_, end), hit), ((start, _), other) = pair
    same = {group for n in hit.entries for group in index.entries[n].own_heads}
    ends = tuple(head for group in same for head in index.heads[group])
    apart = folded[end:start].strip() or hit.entries == other.entries or other.text.endswith(ends)
    return hit if apart or min(hit.factor, other.factor) < WHOLE else replace(hit, compound=other.text)


def _each_once(hits: Iterable[Hit]) -> tuple[Hit, ...]:
    """Return hits without those that mean what a stronger one, or the same before, means already."""
    first: dict[tuple[int, ...], Hit] = {}
    for hit in sorted(hits, key=lambda h: -h.factor):
        first.setdefault(hit.entries, hit)
    return tuple(first.values())


def _hit(text: str, span: tuple[int, int], spans: list[tuple[int, int]], index: MatchIndex) -> Hit:
    (start, end), first = span, spans[0][0]
    term = text[start:end]
    # What stands before any other term is what is asked for, whatever it is for.
    purpose = start > first and is_purpose(text[first:], start - first, index.purposes)
    entries = index.terms[term]
    of_kind = {group for n in entries for group in index.entries[n].own_heads}
    stop = head_behind(text, end, index.heads, of_kind)
    if not purpose and not stop:
        return Hit(term, entries)
    # Where the head is a part of what is understood by itself, that is what is asked for.
    purpose = purpose or any(end <= other < stop for other, _ in spans)
    return Hit(text[start : max(stop, end)], entries, ranking_rules()["strength"]["modifier"], purpose)


def _pieces(text: str, filler: Iterable[str]) -> tuple[str, ...]:
    """Return what is left of a text without the words that say nothing."""
    spans = longest_first(s for word in filler for s in occurrences(word, text))
    cuts = [0, *(place for span in spans for place in span), len(text)]
    parts = (text[a:b].strip() for a, b in zip(cuts[::2], cuts[1::2], strict=True))
    return tuple(part for part in parts if len(part) > (1 if has_han(part) else 2))


def _part_hit(part: str, index: MatchIndex, is_whole: bool) -> Hit | None:
    """Return a hit by the terms that a part of a request is a part of, unless it is one of too many.

    One part of several has to end the term: what it begins with only modifies it.
    """
    shown = ranking_rules()["shown"]
    unfinished = is_whole and not is_han(part[-1]) and len(part) >= shown["prefix"]
    terms = [t for t in index.terms if _is_part(part, t, unfinished) and (is_whole or t.endswith(part))]
    entries = tuple(dict.fromkeys(n for term in terms for n in index.terms[term]))
    if not 0 < len(entries) <= shown["parts"]:
        return None
    return Hit(part, entries, ranking_rules()["strength"]["part"])


def _is_part(part: str, term: str, unfinished: bool) -> bool:
    start = term.find(part)
    while start >= 0:
        end = start + len(part)
        if at_boundary(term, start, end) or (unfinished and starts_word(term, start)):
            return True
        start = term.find(part, start + 1)
    return False
