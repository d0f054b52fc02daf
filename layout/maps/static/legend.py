"""The legend of the static map, and the list of sites without a published position."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from layout.drawing.picture import Part, Path, PictureShape, Point, scale_and_move
from layout.drawing.scene import StraightLine, TextLine
from layout.drawing.text_metrics import fit_lines, legible, text_width, wrap_words
from layout.maps.grain import GRAIN_OPACITY
from layout.maps.legend_rows import PATH_FORMS, legend_entries
from layout.maps.static.paths import circle_polygon, is_left_out
from layout.maps.static.static_map import StaticMap
from layout.maps.static.styles import CARD, HAIR, INFERRED, LINE, MUTED, ROAD, SCHEMATIC, STYLES, TEXT, TOWN
from layout.maps.static.symbol_placement import give_form, symbol_shapes
from layout.maps.symbol_sizes import core_forms
from layout.maps.unpinned import unpinned_sites
from layout.plan.clusters import group_clusters
from layout.plan.model import Site, Text
from layout.plan.site_types import SITE_TYPES
from layout.view.filters import matches
from layout.words import site_facts
from layout.words.cluster_words import group_heading
from layout.words.glossary import join_names, say
from layout.words.nouns import say_of
from layout.words.symbols import NEUTRAL, symbol

_TITLE, _SIZE, _SMALL = 13.0, 12.0, 11.0
_ROW, _TEXT_STEP = 18.0, 14.5
_LINE_STEP, _ROW_GAP = 17.0, 13.0  # height of a line of `legend_lines`, and the gap between its rows
_PAD, _KEY, _COLUMN_GAP = 11.0, 30.0, 18.0
_WIDEST = 236.0  # of the words in a row
_MOST_LINES = 6  # of one row
MOST_ROWS = 3  # of unlocated sites; more of them are named in one row, without the reason of each


@dataclass(frozen=True)
class FurnitureBlock:
    """A block of furniture, in pixels from its own upper left corner."""

    key: str
    name: str
    width: float
    height: float
    shapes: tuple[PictureShape, ...]

    def at(self, x: float, y: float) -> Part:
        """Return the block with its upper left corner at a place, in pixels."""
        return Part(self.key, self.name, tuple(scale_and_move(s, x, y) for s in self.shapes))


@dataclass(frozen=True)
class _LegendRow:
    """A row of a block: its key centred at the origin, its lines of text, its size in pixels."""

    key: tuple[PictureShape, ...]
    lines: tuple[TextLine, ...]
    width: float
    height: float


def rectangle_corners(x: float, y: float, width: float, height: float) -> tuple[Point, ...]:
    """Return the corners of a rectangle in pixels, clockwise from the upper left."""
    corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
    return tuple((round(a, 2), round(b, 2)) for a, b in corners)


def legend_block(static_map: StaticMap, columns: int) -> FurnitureBlock:
    """Return the whole legend in columns, with the list of unlocated sites at its end."""
    words = say("map.legend", static_map.lang)
    rows = _all_rows(static_map, _unlocated_rows(static_map, everything=True))
    return _block("legend", words, _title(words, _TITLE, TEXT), rows, columns)


def legend_lines(static_map: StaticMap, width: float) -> FurnitureBlock:
    """Return the legend as lines across a width in pixels, to be set below a map."""
    head = _head(say("map.legend", static_map.lang))
    unlocated = [
        replace(r, lines=tuple(w for w in r.lines if w.size == _SIZE))
        for r in _unlocated_rows(static_map, True)
    ]
    shapes: list[PictureShape] = []
    left = head.width + _ROW_GAP
    x, y, deepest = 0.0, 0.0, 0.0
    rows = [head, *_all_rows(static_map, unlocated)]
    for row, after in zip(rows, [*rows[1:], head], strict=True):
        # A heading stands before the first of its rows.
        need = row.width if row.key else row.width + _ROW_GAP + after.width
        if x > left and x + need > width:
            x, y = left, deepest
        lift = _SIZE + 2 - row.lines[0].y
        shapes += [scale_and_move(s, x + 11, y + _ROW / 2) for s in row.key]
        shapes += [scale_and_move(w, x + (_KEY if row.key else 0), y + lift) for w in row.lines]
        x, deepest = (
            x + row.width + _ROW_GAP,
            max(deepest, y + _LINE_STEP + (len(row.lines) - 1) * _TEXT_STEP),
        )
    return FurnitureBlock("legend", say("map.legend", static_map.lang), width, deepest, tuple(shapes))


def _all_rows(static_map: StaticMap, unlocated: list[_LegendRow]) -> list[_LegendRow]:
    """Return every row of the legend, then the unlocated sites."""
    rows = [_row(r) for r in legend_entries(static_map.canvas, lambda fact: is_left_out(fact, static_map))]
    colours = _cluster_rows(static_map)
    if colours:
        rows += [_head(say_of(static_map.canvas.plan, "static_map.clusters", static_map.lang)), *colours]
    return [*rows, _head(say("map.unlocated", static_map.lang)), *unlocated] if unlocated else rows


def unlocated_block(static_map: StaticMap) -> FurnitureBlock | None:
    """Return the list of unlocated sites that pass the filters; None where there are none."""
    rows = _unlocated_rows(static_map, everything=False)
    if not rows or static_map.view.sel:
        return None
    words = say("map.unlocated", static_map.lang)
    return _block("unlocated", words, _title(words, _SMALL, MUTED), rows)


def _block(
    key: str, name: str, title: _LegendRow, rows: Sequence[_LegendRow], count: int = 1
) -> FurnitureBlock:
    """Set rows below a title, in one column or more of about the same height."""
    height = sum(r.height for r in rows) / count
    columns: list[list[_LegendRow]] = [[]]
    for row in rows:
        # A row goes into the next column where more than half of it would be beyond the mean height.
        if sum(r.height for r in columns[-1]) + row.height / 2 > height and len(columns) < count:
            columns.append([])
        columns[-1].append(row)
    shapes: list[PictureShape] = [scale_and_move(w, _PAD, _PAD) for w in title.lines]
    x, deepest = _PAD, 0.0
    for column in columns:
        y = _PAD + title.height
        for row in column:
            shapes += [scale_and_move(s, x + 11, y + _ROW / 2) for s in row.key]
            shapes += [scale_and_move(w, x + (_KEY if row.key else 0), y) for w in row.lines]
            y += row.height
        x, deepest = x + max(r.width for r in column) + _COLUMN_GAP, max(deepest, y)
    width = max(x - _COLUMN_GAP, title.width + _PAD) + _PAD
    edge = Path(
        (rectangle_corners(0, 0, width, deepest + _PAD - 4),), True, fill=CARD, opacity=0.96, edge=HAIR
    )
    return FurnitureBlock(key, name, width, deepest + _PAD - 4, (edge, *shapes))


def _title(words: str, size: float, colour: str) -> _LegendRow:
    """Return the first line of a block."""
    # The title of the legend is bold and in the colour of text, that of the list of sites is quiet.
    text = TextLine(0, size, legible(words), size, colour == TEXT, colour)
    return _LegendRow((), (text,), text_width(text.text, size, text.bold), size + 8)


def _head(words: str) -> _LegendRow:
    """Return a heading above some of the rows."""
    text = TextLine(0, 17, legible(words), _SMALL, colour=MUTED)
    return _LegendRow((), (text,), text_width(text.text, _SMALL), _ROW + 2)


def _row(entry: dict[str, Any]) -> _LegendRow:
    return _entry(_key_shapes(entry), str(entry["text"]))


def _entry(mark: tuple[PictureShape, ...], words: str, small: str = "") -> _LegendRow:
    lines = [(line, _SIZE, TEXT) for line in fit_lines(legible(words), _SIZE, _WIDEST, _MOST_LINES)]
    lines += [
        (line, _SMALL, MUTED) for line in (fit_lines(legible(small), _SMALL, _WIDEST, 2) if small else [])
    ]
    text = tuple(TextLine(0, 13.5 + n * _TEXT_STEP, w, s, colour=c) for n, (w, s, c) in enumerate(lines))
    width = max(text_width(w, s) for w, s, _ in lines)
    return _LegendRow(mark, text, _KEY + width, _ROW + (len(lines) - 1) * _TEXT_STEP)


def _cluster_rows(static_map: StaticMap) -> list[_LegendRow]:
    """Return a row for each cluster whose colour a symbol on the map has, under the plan's groups."""
    plan = static_map.canvas.plan
    # Sites without a position have no symbol whose colour needs explaining.
    used = {k.cluster for s in plan.sites if s.located and (s.is_park or not s.roles) for k in s.links}
    # By its services no symbol of the map is coloured: they are no cluster.
    clusters = [c for c in plan.clusters if c.id in used and c.kind != "services"]
    forms = core_forms(c.colour for c in plan.clusters)
    dots = {c.id: symbol_shapes({"form": "dot", "colour": c.colour}, (0, 0), 0.75) for c in clusters}
    rows = {
        c.id: _entry(give_form(dots[c.id], forms[c.colour.lower()]), c.name(static_map.lang))
        for c in clusters
    }
    if not plan.cluster_groups:
        return [*rows.values()]
    return [
        row
        for group, listed in group_clusters(clusters, plan.cluster_groups)
        if listed
        for row in (_head(group_heading(group, static_map.lang)), *(rows[c.id] for c in listed))
    ]


def _unlocated_rows(static_map: StaticMap, everything: bool) -> list[_LegendRow]:
    plan, lang = static_map.canvas.plan, static_map.lang
    sites = [s for s in unpinned_sites(plan) if everything or _is_shown(s, static_map)]
    marks = [_unlocated_mark(symbol(site, plan)["colour"].lower()) for site in sites]
    if len(sites) > MOST_ROWS:
        return [_entry(_unlocated_mark(NEUTRAL.lower()), _listed_names([s.name for s in sites], lang))]
    named = zip(sites, marks, strict=True)
    return [_entry(mark, s.name(lang), site_facts.precision_text(s, plan, lang)) for s, mark in named]


def _is_shown(site: Site, static_map: StaticMap) -> bool:
    layer_is_on = static_map.is_layer_shown(SITE_TYPES[site.type].layer)
    return layer_is_on and matches(static_map.view, site, static_map.canvas.plan)


def _listed_names(names: list[Text], lang: str) -> str:
    """Return as many names as the lines of one row hold, and how many more there are."""
    for shown in range(len(names), 0, -1):
        words = join_names(names[:shown], lang)
        if shown < len(names):
            words = say("static_map.and-more", lang, names=words, n=len(names) - shown)
        if len(wrap_words(legible(words), _SIZE, _WIDEST) or ()) in range(1, _MOST_LINES + 1):
            return words
    return str(len(names))


def _unlocated_mark(colour: str) -> tuple[PictureShape, ...]:
    edge = tuple((round(x, 2), round(y, 2)) for x, y in circle_polygon((0, 0), 5.5).exterior.coords)
    return (Path((edge,), True, fill=CARD, edge=colour, line_width=1.4, dash=(2.4, 2.0)),)


def _key_shapes(entry: dict[str, Any]) -> tuple[PictureShape, ...]:
    """Return the key of a row, 22 pixels wide, centred at the origin, as the browser's legend draws it."""
    form, colour = entry["form"], str(entry.get("colour") or NEUTRAL).lower()
    if form == "named":
        return ()
    if form not in PATH_FORMS:
        return symbol_shapes(entry | {"colour": colour}, (0, 0), 0.64)
    if form in ("fill", "hatch", "schematic"):
        return _area_key(form, colour, entry)
    if form == "band":
        return _shape_key(entry, colour, rectangle_corners(-11, -6, 22, 12))
    if form in ("halo", "hub"):
        return _round_key(entry, colour)
    if form == "axis":
        line = (((-11.0, 0.0), (11.0, 0.0)),)
        return (Path(line, False, edge=colour, edge_opacity=0.8, line_width=3.2, dash=SCHEMATIC),)
    style = STYLES.get(form, STYLES["district"])
    stroke = {"road": ROAD, "district": LINE}.get(form, colour)
    if style.dash:
        line = (((-11.0, 0.0), (11.0, 0.0)),)
        return (Path(line, False, edge=stroke, edge_opacity=style.stroke_opacity, line_width=2, dash=(1, 5)),)
    return (StraightLine(-11, 0, 11, 0, stroke, max(1.4, style.width)),)


def _round_key(entry: dict[str, Any], colour: str) -> tuple[PictureShape, ...]:
    edge = tuple((round(x, 2), round(y, 2)) for x, y in circle_polygon((0, 0), 8).exterior.coords)
    if entry["form"] == "hub":
        return _shape_key(entry, colour, edge)
    return (Path((edge,), True, fill=MUTED, opacity=0.14, edge=MUTED, line_width=0.8, dash=(1.5, 3)),)


def _shape_key(entry: dict[str, Any], colour: str, edge: tuple[Point, ...]) -> tuple[PictureShape, ...]:
    """Return the key of a schematic shape of an element, in the style of the map and with its grain."""
    style, lay = STYLES[entry["form"]], entry.get("grain")
    if entry.get("inferred"):
        style = replace(style, **INFERRED[entry["form"]])  # type: ignore[arg-type]
    key = Path((edge,), True, fill=colour, opacity=style.opacity, edge=colour, dash=style.dash or (3.5, 2.5))
    lines = (Path((edge,), True, hatch=colour, opacity=GRAIN_OPACITY, lay=lay),) if lay else ()
    return (replace(key, edge_opacity=style.stroke_opacity, line_width=style.width), *lines)


def _area_key(form: str, colour: str, entry: dict[str, Any]) -> tuple[PictureShape, ...]:
    strength, lay = float(entry.get("strength", 1)), entry.get("grain")
    box = (rectangle_corners(-11, -6, 22, 12),)
    if form == "schematic":
        return (Path(box, True, edge=MUTED, line_width=1.4, dash=SCHEMATIC),)
    ground = Path(box, True, fill=TOWN)
    if form == "hatch":
        return (ground, Path(box, True, hatch=colour, opacity=STYLES["hatch"].opacity, edge=HAIR))
    member = STYLES["member"]
    if entry.get("inferred"):
        member = replace(member, **INFERRED["member"])  # type: ignore[arg-type]
    area = Path(
        box, True, fill=colour, opacity=round(member.opacity + member.opacity_by_strength * strength, 4)
    )
    lines = (Path(box, True, hatch=colour, opacity=GRAIN_OPACITY, lay=lay),) if lay else ()
    return (ground, area, *lines, Path(box, True, edge=colour, line_width=1.6, dash=member.dash))
