"""The data of one sheet, as its template reads them: words, figures, lines of the profile."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from layout.drawing.text_metrics import text_width
from layout.exports.park_map import MapBase
from layout.exports.sheet_options import SheetOptions
from layout.exports.sheets.chain_stages import stages_by_name
from layout.plan.model import Plan, Site
from layout.promotion.headline_figures import HeadlineFigure, headline_figures
from layout.promotion.profile import ProfileLine, ProfileSection, SiteProfile, site_profile
from layout.words.citations import citation, source_date
from layout.words.glossary import labelled, say

WIDTH = 511.28  # points: of the text on a page
# Sections by their place on the page; what is on offer stands across the page where it is much.
LEFT, RIGHT = ("what", "fits"), ("size", "targets", "where")
OPEN, LAST = ("unknown",), ("sources", "precision")
_FEW = 3  # lines of an offer that stand among the others
_NAME_SIZES = (26.0, 22.0, 18.0, 15.0)
_FIGURES, _FIGURE_SIZES = 4, (19.0, 17.0, 15.0, 13.5, 12.0, 10.5)  # how many at most, points
_FOUR_FROM = 13.5
_SHARED = 3  # lines with one owner and day, which are then told once
_CITED = 3  # places of the plan that a source names on a sheet
LINE_BASES = ("stated", "inferred", "public", "own")


# Lines that stand elsewhere on a sheet: its order, its kind in the head, what to ask for among what is open.
_ELSEWHERE = ("order", "kind", "offer-missing")
NO_OFFER: Mapping[str, Any] = {"title": "", "lines": [], "aside": ""}


@dataclass(frozen=True)
class SheetMaker:
    """What the sheets of a file share: the plan, its maps, the language, and what was chosen."""

    plan: Plan
    base: MapBase
    lang: str
    options: SheetOptions

    def profile(self, site: Site) -> SiteProfile:
        """Return the profile of a site with the officer's facts."""
        return site_profile(site, self.plan, self.lang, self.options.facts)

    def data(self, site: Site) -> dict[str, Any]:
        """Return the data of the sheet of a site, but for its pictures."""
        profile = self.profile(site)
        lines = _Lines(profile, stages_by_name(site, self.plan, self.lang), self.plan)
        figures = headline_figures(site, self.plan, self.lang, _FIGURES)
        # A fourth stands beside them where all stay large.
        if figures_size(figures) < _FOUR_FROM:
            figures = figures[: _FIGURES - 1]
        size = figures_size(figures)
        offer = lines.sections(("offer",))
        is_much = bool(offer) and len(offer[0]["lines"]) > _FEW
        left = lines.sections(LEFT)
        right = lines.sections((*RIGHT, "firms") if is_much else (*RIGHT, "offer", "firms"))
        # Of a place that the plan says nothing of the rest begins on the left: no column stands empty.
        if not left and len(right) > 1:
            left, right = right[:1], right[1:]
        return {
            "id": site.id,
            "accent": profile.colour,
            "name": profile.name,
            "name-size": name_size(profile.name, _NAME_SIZES, WIDTH),
            "other": profile.other_name,
            "kind": profile.kind,
            "lead": lead(profile),
            "eyebrow": say("text.dot", self.lang).join(
                (self.plan.district.name(self.lang), self.plan.edition.short(self.lang))
            ),
            "figures": [{"label": f.label, "value": f.value, "note": f.note, "size": size} for f in figures],
            "left": left,
            "right": right,
            "offer": offer[0] if is_much else NO_OFFER,
            "unknown": lines.unknown(),
            "sources": lines.sections(LAST),
            "signs": signs_used(profile, self.lang),
            "comment": self.options.comments.get(site.id, ""),
            "edition": say("sheet.edition", self.lang, title=self.plan_title),
            "credit": self.credit,
            "words": self.words,
        }

    @property
    def plan_title(self) -> str:
        """Return the title of the plan's document, which may have a translation that the plan has not."""
        return self.plan.source[self.plan.edition.refs[0].source].title(self.lang)

    @property
    def credit(self) -> str:
        """Return that maps are schematic, or their review number, and whom they are owed to."""
        return say("text.dot", self.lang).join((self.base.review, self.base.credit))

    @property
    def words(self) -> dict[str, str]:
        """Return the words of the template itself."""
        return {key: say(f"sheet.{key}", self.lang) for key in ("more", "own-more", "code", "comment")}


@dataclass(frozen=True)
class _Lines:
    """The lines of a profile as the template reads them."""

    profile: SiteProfile
    stages: Mapping[str, Any]
    plan: Plan

    def sections(self, names: Iterable[str]) -> list[dict[str, Any]]:
        parts = (self.profile.section(name) for name in names)
        sections = (self._section(part) for part in parts if part)
        return [section for section in sections if section["lines"]]

    def unknown(self) -> list[dict[str, Any]]:
        """Return what is not known, and what was not handed in, which an investor asks the office for."""
        missing = self.profile.lines_of("offer-missing")
        lang = self.profile.lang
        rows = [{**self._line(line), "label": say("sheet.ask", lang), "note": ""} for line in missing]
        section = self.profile.section("unknown")
        parts = self.sections(OPEN) if section else []
        if rows and not parts:
            parts = [{"id": "unknown", "title": say("profile.unknown", lang), "lines": [], "aside": ""}]
        return [{**part, "lines": [*part["lines"], *rows]} for part in parts]

    def _section(self, section: ProfileSection) -> dict[str, Any]:
        lines = [line for line in _by_weight(section.lines, self.stages) if line.key not in _ELSEWHERE]
        rows = [self._line(line) for line in lines]
        for before, row in pairwise(rows):
            row["again"] = row["label"] == before["label"]
        return shared_owner({"id": section.id, "title": section.title, "lines": rows}, self.profile.lang)

    def _line(self, line: ProfileLine) -> dict[str, Any]:
        stages = self.stages.get(line.label, []) if line.key == "chain" else []
        # The strip shows which links are served; of a chain served as a whole the words say so.
        whole = bool(stages) and not any(link["served"] for stage in stages for link in stage)
        notes = [line.value] if whole else []
        notes += [line.note] if line.note and line.key != "source" else []
        return {
            "key": line.key,
            "label": line.label,
            "again": False,
            "value": self._source(line) if line.key == "source" else line.value,
            "note": say("text.stop", self.profile.lang).join(notes),
            "basis": line.basis if line.basis in LINE_BASES else "",
            "aside": line_owner(line, self.profile.lang),
            "stale": line.stale,
            "stages": stages,
        }

    def _source(self, line: ProfileLine) -> str:
        """Return a source with its first places: all of them would fill a sheet."""
        lang, documents = self.profile.lang, {ref.source for ref in self.plan.edition.refs}
        if len(line.refs) <= _CITED or line.refs[0].source not in documents:
            return line.value
        source = self.plan.source[line.refs[0].source]
        dated = source_date(source, lang)
        title = source.title(lang) + (say("card.in-year", lang, year=dated) if dated else "")
        places = citation(line.refs[:_CITED], self.plan, lang)
        more = say("sheet.more-places", lang, places=places, n=len(line.refs) - _CITED)
        return labelled(title, more, lang)


def _by_weight(lines: Iterable[ProfileLine], stages: Mapping[str, Any]) -> list[ProfileLine]:
    """Return lines with the chain first of which a site serves most links, each with its further lines.

    Where a sheet has no room for all, the last are left out.
    """
    groups: list[list[ProfileLine]] = [[]]
    for line in lines:
        if line.key == "chain" or (line.key == "services" and groups[-1] and len(groups) > 1):
            groups.append([])
        groups[-1].append(line)

    def served(group: list[ProfileLine]) -> int:
        chain = stages.get(group[0].label, []) if group[0].key == "chain" else []
        return sum(link["served"] for stage in chain for link in stage)

    first, *chains = groups
    return [*first, *(line for group in sorted(chains, key=served, reverse=True) for line in group)]


def line_owner(line: ProfileLine, lang: str) -> str:
    """Return whose an officer's fact is and of what day, and that it is old; empty of any other line."""
    if line.basis != "own":
        return ""
    day = line.day.isoformat() if line.day else say("profile.undated", lang)
    words = [w for w in (line.owner, day) if w] + ([say("sheet.stale", lang)] if line.stale else [])
    return say("text.dot", lang).join(words)


def shared_owner(section: dict[str, Any], lang: str) -> dict[str, Any]:
    """Return a section whose most frequent owner and day stand once above its lines, not at each of them."""
    asides = Counter(line["aside"] for line in section["lines"] if line["aside"])
    aside, times = asides.most_common(1)[0] if asides else ("", 0)
    if times < _SHARED:
        return {**section, "aside": ""}
    lines = [{**line, "aside": ""} if line["aside"] == aside else line for line in section["lines"]]
    return {**section, "lines": lines, "aside": say("sheet.unless", lang, owner=aside)}


def lead(profile: SiteProfile) -> str:
    """Return what fits a site in one line: its clusters and segments, each once."""
    return say("text.stop", profile.lang).join(
        dict.fromkeys(line.value for line in profile.lines_of("cluster"))
    )


def figures_size(figures: Sequence[HeadlineFigure]) -> float:
    """Return the largest size in points at which the values of figures side by side stand on a line each."""
    width = WIDTH / max(3, len(figures)) - 26
    wide = [text_width(f.value, 1.0, bold=True) for f in figures]
    return next((s for s in _FIGURE_SIZES if all(w * s <= width for w in wide)), _FIGURE_SIZES[-1])


def name_size(name: str, sizes: tuple[float, ...], width: float) -> float:
    """Return the largest of some sizes at which a name stands on one line, else the smallest."""
    return next((s for s in sizes if text_width(name, s, bold=True) <= width), sizes[-1])


def signs_used(profile: SiteProfile, lang: str) -> list[dict[str, str]]:
    """Return the signs of what lines rest on that a profile has, with their words."""
    used = {line.basis for section in profile.sections for line in section.lines}
    return [sign_of_basis(basis, lang) for basis in LINE_BASES if basis in used]


def sign_of_basis(basis: str, lang: str) -> dict[str, str]:
    """Return a sign with its words."""
    return {"basis": basis, "text": say(f"sheet.sign-{basis}", lang)}
