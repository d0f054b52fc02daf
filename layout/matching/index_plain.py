"""The index as JSON in one language, and what a script does with it: the same as Python does here.

One object; a number that is `-1` or an empty text stands for nothing. Texts of one language stand once, in
`lines`, and are named by their number there; so do references in `refs`.

- `rules`: {section: {name: integer}} of rules.toml.
- `traditional`: {character: simplified}; `filler`, `purposes`: folded words, the longest first; `heads`:
  groups of such.
- `entries`: [[line of the name, folded terms joined by |, [[strength, relation, line of via, [subject]]],
  [group of heads]]], relation 0 none, 1 kind-of, 2 narrower, 3 near, 4 serves; the last is left out where
  empty. A term may be that of several entries. The first `names` of them stand for names of the plan.
- `pinyin`: {letters: [entry]}.
- `kinds`: names of kinds; `subjects`: [[kind, id, line of the name, line, [ref], [reach], industry, link,
  wanting]], the last 1 for an item of a list that is to be built and for a link that nothing stands for. An
  item has -2 instead of its line, which is `words.item` with its name and that of its industry. reach:
  [group, factor, basis, line, [ref]], basis 0 stated, 1 inferred.
- `alike`: {subject: the first of the same name}, of those that are not the first.
- `groups`: [[industry or "", [[place, factor, basis, [line], [ref]]]]]: the ways of each, the surest first.
- `documents`: ids of the edition's own documents.
- `places`: [[id, type, name]] in the order in which equals are listed.
- `industries`: {id: [name, line of the target, [ref], id of the cluster]}; `links`: {id: line}.
- `refs`: [[source, locator, words, address]].
- `han`: whether the language is written in Han characters.
- `words`: templates with {name}, {names}, {term}, {wider}, {industry}, put in in one pass; `comma` joins
  names, `sentence-gap` sentences.

All divisions leave out the rest. A request is answered so:

1. Read. Fold the first `shown.text` characters (folding.py says how). All places where a term stands, with
   no Latin word cut at either end, are sorted by length, the longest first, then by place; each that
   overlaps none before it is a hit with factor 1000. A hit has the entries of its term. One before which,
   but behind the first hit's start, a word of `purposes` stands is a purpose; one behind which a word of
   `heads` stands, with at most `shown.between` characters between (one, the blank, where the head is
   without Han), only modifies, and its text goes on to the end of that head, of the first of `heads` for
   which that is so; groups of heads of any of its entries do not count. Where that end lies behind the
   start of a later hit it is a purpose as well. Both have the factor `strength.modifier`. A hit is part of a
   compound with the next one where both have the factor 1000 and other entries, but a blank stands between,
   the next does not end in a head of its entries' own groups, and where what stands between them as they are
   typed (2) is blanks and hyphens alone, nothing where both characters beside it are Han. Hits are sorted by
   factor falling; of those with the same entries the first stays.
2. Without a hit: the filler is taken out as the terms are; of each part that is left, trimmed, with at
   least two characters (three without Han) the entries of all terms that hold it at the boundaries of words
   are one hit with the factor `strength.part`, unless there are more than `shown.parts`. Where there are
   several parts, terms count only that end in the part; of a single one, if it ends in a Latin letter or
   digit and has at least `shown.prefix` characters, it is enough that it begins a word. Without any,
   letters a to z alone (blanks dropped) are looked up in `pinyin`, with factor 1000; not found, and more than
   `shown.initials`, they are one hit by all entries of what they begin there, or with at least
   `shown.prefix` end, with the factor and the bound of a part. As it is typed a hit
   is the first part of the request (NFKC, case aside) that has its folded characters but blanks, with signs
   and blanks between any two, and behind them Latin letters to the end of the word; blanks in it are one;
   without such its folded text. Its name is that, in a language that is not written in Han (`han` false) of
   a typed text with Han the name of the entry at hand, if there is one.
3. Lead. The entries of a hit lead to subjects with strength = lead × factor / 1000, where a hit has an
   entry of the first `names` for its other entries the factor × `strength.beside` / 1000; of several the
   strongest, of equals that of the first entry. They are sorted by strength falling, entry, subject.
4. Ground. Each reach of a subject and each way of its group is a ground: score = strength × reach × way /
   1000000, of a part of a compound × `strength.joined` / 1000 (not in 7). Grounds are sorted by score
   falling, hit falling, entry, subject, order of the place, and are else left in the order of hit, lead,
   reach, way.
5. Rank. Grounds with a strength of at least `threshold.fits` fit; those of subjects of the kind `name`
   count as grounds only where there are no others. A place with grounds has of each hit the best score of
   all that fit, `name` too; total = best of the hits that its grounds have + rest of the sum ×
   `threshold.others` / 1000; score = total between 1 and 1000. Sorted by total falling; of equals by what
   `ties` names, the least number first: `stated` before inferred is the first ground, `near` the best score
   of grounds that do not fit, falling; then by `places`;
   those below `threshold.share` of the first × 1000 and those behind `shown.places` are dropped.
6. Say why. Of a place's grounds the first of each hit and industry (the group's, else the subject's, else
   the group itself) gives a reason, at most `shown.reasons`; one with a relation, or of the kind `hint`,
   only where no ground of its hit goes before it. Its sentences: with relation `words[relation]` (term the
   hit's name, the entry at hand that of the ground; wider the via), the lines of subject, reach and way,
   the industry's target, the link. The link is the subject's, else that of the first ground of the same hit
   and place whose subject is of the kind `link`, strength 1000, without relation, and has a reach to the
   group of this industry. The basis is stated where reach and way are and there is no relation. References:
   subject, reach, way, target, that link's subject, each once.
7. Name gaps, hit by hit without purposes, by the hit's leads (3) and their grounds (4) alone. A lead fits
   with a strength of at least `threshold.fits`. `near` are the subjects of leads of the kinds item,
   segment, cluster, service, link, listed, theme, field, in the order of the leads.
   - No lead fits: `unnamed`. Term: the hit's name, the entry at hand being its first, of a hit that only
     modifies none. Names: those of `near`, of `alike` ones the last in the place of the first, at most
     `shown.nearest`. Nearest: places of grounds of `near` that are not among the places of the answer, each
     once, at most as many. Text: words unnamed-near (term, names) or without names unnamed, then with
     nearest places words nearest (names). Refs: those of all `near`.
   - Else direct subjects are those of fitting leads without relation and of at least `threshold.direct`.
     Each that is wanting is a gap of the kind `link` (so, in the order of the leads, is a wanting `listed`
     one that is kind-of with at least `threshold.listed`: then words kind-of goes before its text): of a link
     its link's line, else its line and words
     gap-list; then gap-partly where the answer has places, else gap (name). Then, where the best score of a
     fitting ground is below `threshold.gap`, the first direct subject of the kinds item, segment, cluster,
     service, link is a gap, `link` where it has a link, else `industry`: the line of its link, else its
     own; gap-partly or gap as above; if the answer has no places, nearest are the first `shown.nearest`
     places of the group of its industry's cluster. Else, where no ground fits, each fitting provision is a
     gap `provision`: its line.
   Of gaps of one kind and id (without id: text) the first stays; the unnamed go last; at most `shown.gaps`.
8. Ask back: `empty` where nothing is left of the folded text, `unknown` without a hit. Else of each
   industry (as in 6, none without) the first fitting ground counts, those with a relation only where the
   subject is a cluster, segment or service. The two best, in the order of score, then of their ground:
   where the second has at least `threshold.question` of the first, they lead to different places and are
   not a cluster and its part, words which (term: the name of the first's hit, no entry at hand; names of
   both) where their hits are the same; where one is part of a compound that ends in the other as typed words
   which-part (names: of each words which-good with the hit and its first entry, and the industry; term the
   compound as typed, or the names of both with a blank, as of a hit).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from geodata.languages import language
from geodata.references import Ref
from layout.matching.gaps import SHOWN_NAMES, is_wanting
from layout.matching.index import IndexEntry, MatchIndex, match_index
from layout.matching.rules import ranking_rules
from layout.matching.subjects import KINDS, Reach, Subject
from layout.matching.topic_leads import KIND_OF, NARROWER, NEAR, SERVES
from layout.matching.way_lines import sentence_gap
from layout.matching.ways import GroupKey, Way
from layout.plan.model import Plan
from layout.words.citations import citation
from layout.words.glossary import say
from layout.words.nouns import words_of

_ITEM = -2
_RELATIONS = ("", KIND_OF, NARROWER, NEAR, SERVES)
# Words that the script composes with; all others are composed already.
_WORDS = (
    "item", KIND_OF, NARROWER, SERVES, "unnamed", "unnamed-near", "gap", "gap-partly", "gap-list", "nearest",
    "which", "which-good", "which-part", "empty", "unknown", "ranking",
)  # fmt: skip


class _Pool:
    """Values by number, each once."""

    def __init__(self) -> None:
        self.numbers: dict[Any, int] = {}

    def number(self, value: Any) -> int:
        return self.numbers.setdefault(value, len(self.numbers)) if value else -1


def index_plain(plan: Plan, lang: str) -> dict[str, Any]:
    """Return the index of a plan as JSON-ready values, with the texts in one language."""
    return _Writer(plan, lang).index()


class _Writer:
    """Writes the index of a plan in one language, pooling its lines and references."""

    def __init__(self, plan: Plan, lang: str) -> None:
        self.plan, self.lang = plan, lang
        self.source: MatchIndex = match_index(plan)
        self.lines, self.refs = _Pool(), _Pool()
        self.groups = {key: n for n, key in enumerate(self.source.groups)}
        self.place = {name: n for n, name in enumerate(self.source.places)}

    def index(self) -> dict[str, Any]:
        """Return the whole index."""
        source, lang = self.source, self.lang
        words = words_of(self.plan, "match", lang)
        plain = {
            "rules": ranking_rules(),
            "traditional": source.traditional,
            "filler": source.filler,
            "heads": source.heads,
            "han": language(lang).script == "Hani",
            "purposes": source.purposes,
            "pinyin": source.pinyin,
            "names": source.names,
            "entries": [self._entry(e) for e in source.entries],
            "kinds": KINDS,
            "subjects": [self._subject(s) for s in source.subjects],
            "groups": [self._group(key, ways) for key, ways in source.groups.items()],
            "alike": self._alike(),
            "documents": list(dict.fromkeys(ref.source for ref in self.plan.edition.refs)),
            "places": [[p, self.plan.site[p].type, self.plan.site[p].name(lang)] for p in source.places],
            "industries": self._industries(),
            "links": {name: self._line(line) for name, line in source.link_lines.items()},
            "words": {k: words[k] for k in _WORDS}
            | {"comma": say("text.comma", lang), "sentence-gap": sentence_gap(lang)},
        }
        return plain | {"lines": list(self.lines.numbers), "refs": [self._ref(r) for r in self.refs.numbers]}

    def _line(self, text: Any) -> int:
        return self.lines.number(text(self.lang))

    def _refs(self, refs: Iterable[Ref]) -> list[int]:
        return [self.refs.number(ref) for ref in dict.fromkeys(refs)]

    def _entry(self, e: IndexEntry) -> list[Any]:
        groups: dict[tuple[int, int, int], list[int]] = {}
        for lead in e.leads:
            via = self._line(lead.via) if lead.relation else -1
            key = (lead.strength, _RELATIONS.index(lead.relation), via)
            groups.setdefault(key, []).append(lead.subject)
        leads = [[*key, subjects] for key, subjects in groups.items()]
        return [self._line(e.name), "|".join(e.terms), leads, *([e.own_heads] if e.own_heads else ())]

    def _subject(self, s: Subject) -> list[Any]:
        reaches = [self._reach(r) for r in s.reaches if r.group in self.groups]
        wanting = int(is_wanting(s, self.plan, self.source))
        # Only the names of what is offered as near, or missing, are ever shown.
        name = self._line(s.name) if s.kind in SHOWN_NAMES else -1
        line = _ITEM if s.kind == "item" else self._line(s.line)
        names = [KINDS.index(s.kind), s.id, name, line]
        return [*names, self._refs(s.refs), reaches, s.industry, s.link, wanting]

    def _alike(self) -> dict[int, int]:
        """Return the subjects whose name another has before them, by the text that data are compared by."""
        first: dict[str, int] = {}
        numbers = ((n, first.setdefault(s.name.original, n)) for n, s in enumerate(self.source.subjects))
        return {number: other for number, other in numbers if number != other}

    def _reach(self, r: Reach) -> list[Any]:
        basis = int(r.basis != "stated")
        return [self.groups[r.group], r.factor, basis, self._line(r.line), self._refs(r.refs)]

    def _group(self, key: GroupKey, ways: Iterable[Way]) -> list[Any]:
        kind, name = key
        return [name if kind == "industry" else "", [self._way(w) for w in ways]]

    def _way(self, w: Way) -> list[Any]:
        basis = int(w.basis != "stated")
        return [self.place[w.place], w.factor, basis, [self._line(t) for t in w.lines], self._refs(w.refs)]

    def _industries(self) -> dict[str, list[Any]]:
        rows: dict[str, list[Any]] = {}
        for cluster in self.plan.clusters:
            for industry in (cluster, *cluster.parts):
                target, refs = self.source.targets.get(industry.id, (None, ()))
                line = self._line(target) if target else -1
                rows[industry.id] = [industry.name(self.lang), line, self._refs(refs), cluster.id]
        return rows

    def _ref(self, ref: Ref) -> list[str]:
        source = self.plan.source.get(ref.source)
        url = source.url if source and source.url.startswith(("https://", "http://")) else ""
        return [ref.source, ref.locator, citation((ref,), self.plan, self.lang), url]
