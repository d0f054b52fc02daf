"""The slides of a pack beside those of its parks: cover, reasons, comparison, targets, map, chains, sources.

Measures are points.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from layout.briefing.slide_sources import citations
from layout.briefing.story_model import Grid
from layout.drawing.text_metrics import single_line
from layout.exports.deck.chain_arrows import course_height, course_shapes
from layout.exports.deck.deck_theme import DeckTheme
from layout.exports.deck.drawingml import Para, Run
from layout.exports.deck.page_draft import FLOOR, IN, LEAST, TOP, PageDraft, line_box, title_box
from layout.exports.deck.placed_maps import placed_maps
from layout.exports.deck.slide_shapes import Rule, SlideShape, TextBox
from layout.exports.deck.slide_size import WIDE
from layout.exports.deck.table_pages import TablePages, table_drafts
from layout.exports.deck.text_fitting import LINE, lines_of, shorten
from layout.exports.park_map import MapBase, chosen_map
from layout.exports.rectangle import Rect
from layout.exports.sheet_options import SheetOptions
from layout.plan.model import Plan, Ref, Site
from layout.plan.served_links import served_links
from layout.promotion.chain_course import chain_course
from layout.promotion.profile import SiteProfile
from layout.promotion.profile_sources import source_lines
from layout.promotion.side_by_side import MOST_COMPARED, side_by_side
from layout.promotion.why_these import why_these
from layout.words.glossary import join_words, say
from layout.words.site_facts import location_name
from layout.words.symbols import site_colours

_MAP, _LEFT = 384.0, 414.0  # width of the cover's map; where its column begins
_WIDE_MAP = 600.0
_GAP, _BODY = 12.0, 13.0
_CELL_LINES = 6  # most lines of a cell that compares


@dataclass(frozen=True, slots=True)
class PackContent:
    """What a pack is made from: the chosen sites with their profiles, in their order."""

    sites: tuple[Site, ...]
    profiles: tuple[SiteProfile, ...]
    options: SheetOptions
    plan: Plan
    base: MapBase
    theme: DeckTheme

    @property
    def lang(self) -> str:
        """Return the language of the pack."""
        return self.theme.lang

    @property
    def title(self) -> str:
        """Return the title: for whom, or where."""
        district = self.plan.district.name(self.lang)
        words = {"investor": self.options.investor, "district": district, "n": len(self.sites)}
        return say(
            "pack_slides.title" if self.options.investor else "pack_slides.title-none", self.lang, **words
        )

    @property
    def credit(self) -> str:
        """Return whom the maps are owed to, and that they are schematic or their review number."""
        return say("text.stop", self.lang).join(w for w in (self.base.credit, self.base.review) if w)


def cover_draft(pack: PackContent) -> PageDraft:
    """Return the cover: for whom, on what request, which places, from whom and when."""
    lang, width = pack.lang, WIDE - _LEFT - IN
    rect = Rect(0, 0, _MAP, FLOOR)
    shown = chosen_map(pack.sites, pack.base, (rect.width, rect.height))
    kicker = say("text.dot", lang).join((pack.plan.district.name(lang), pack.plan.edition.name(lang)))
    top = line_box(say("deck.kicker", lang), kicker, Rect(_LEFT, TOP, width, 0), 12.0, "muted", 2)
    title = title_box(pack.title, Rect(_LEFT, top.rect.bottom + 6, width, 0), 36.0)
    shapes: list[SlideShape] = [top, title]
    y = title.rect.bottom + 8
    shapes.append(Rule(say("park_slides.accent", lang), Rect(_LEFT, y, 56, 3), pack.profiles[0].colour))
    y += 3 + _GAP
    if pack.options.request:
        words = say("pack_slides.request-quoted", lang, request=pack.options.request)
        box = line_box(say("pack_slides.request", lang), words, Rect(_LEFT, y, width, 0), 15.0, most=5)
        shapes.append(box)
        y = box.rect.bottom + _GAP
    foot = _signature(pack, Rect(_LEFT, 0, width, 0))
    floor = foot.rect.y - _GAP if foot else FLOOR
    shapes += [*_numbered(pack, Rect(_LEFT, y, width, floor - y)), *([foot] if foot else [])]
    maps = placed_maps(shown, rect, pack.title, pack.plan, lang)
    return PageDraft(tuple(shapes), maps, credit=pack.credit, notes=(pack.title, shown.note))


def _signature(pack: PackContent, place: Rect) -> TextBox | None:
    """Return who sends the pack and when, at the foot of the column."""
    lang, options = pack.lang, pack.options
    lines = [
        say("text.colon", lang).join((say(f"pack_slides.{key}", lang), single_line(words)))
        for key, words in (("for", options.investor), ("from", options.sender), ("day", options.day))
        if words
    ]
    if not lines:
        return None
    texts = [shorten(line, 12.0, place.width, 2) for line in lines]
    count = sum(len(lines_of(text, 12.0, place.width)) or 1 for text in texts)
    height = count * 12.0 * LINE
    paras = tuple(Para((Run(text, 12.0, colour="muted"),), 12.0 * LINE) for text in texts)
    rect = Rect(place.x, FLOOR - height, place.width, height)
    return TextBox(say("pack_slides.from", lang), rect, paras)


def _numbered(pack: PackContent, area: Rect) -> Iterator[SlideShape]:
    """Yield the places with their numbers, in the largest type that has room for all; else how many more."""
    lang, count = pack.lang, len(pack.sites)
    size = next((s for s in (18.0, 16.0, 14.0, 12.0, 11.0, LEAST) if count * s * 1.6 <= area.height), LEAST)
    step = size * 1.6
    shown = min(count, int(area.height / step))
    for n, profile in enumerate(pack.profiles[: shown if shown == count else shown - 1]):
        y = area.y + n * step
        yield Rule(profile.name, Rect(area.x, y + 2, 3, size * 1.1), profile.colour)
        yield line_box(
            profile.name, f"{n + 1}  {profile.name}", Rect(area.x + 12, y, area.width - 12, 0), size
        )
    if shown < count:
        words = say("deck.left", lang, n=count - shown + 1)
        rect = Rect(area.x + 12, area.y + (shown - 1) * step, area.width - 12, 0)
        yield line_box(say("pack_slides.places", lang), words, rect, size, "muted")


def why_drafts(pack: PackContent) -> Iterator[PageDraft]:
    """Yield why each of the places, with the sender's word where there is any."""
    plan, lang, options = pack.plan, pack.lang, pack.options
    rows = why_these(options.parks, plan, options.request, options.comments, lang)
    stop = say("text.stop", lang)
    cells = []
    for n, row in enumerate(rows, 1):
        reasons = stop.join(r.text.rstrip(_ENDS) for r in row.reasons)
        cells.append((f"{n}  {row.site.name(lang)}", reasons, row.comment or None))
    head = tuple(say(f"pack_slides.{key}", lang) for key in ("place", "reason", "comment"))
    columns = 3 if any(row.comment for row in rows) else 2
    grid = Grid(
        "why",
        say("pack_slides.why", lang),
        head[:columns],
        tuple(c[:columns] for c in cells),
        colours=tuple(site_colours(row.site, plan)[0] for row in rows),
    )
    refs = [ref for row in rows for reason in row.reasons for ref in reason.refs]
    request = say("pack_slides.request-quoted", lang, request=options.request) if options.request else ""
    yield from table_drafts(TablePages(grid, request, citations(refs, plan, lang)), pack.theme)


_ENDS = "。；;. "


def comparison_drafts(pack: PackContent) -> Iterator[PageDraft]:
    """Yield the places side by side, up to four on a slide; of a single place there is nothing to compare."""
    lang, count = pack.lang, len(pack.profiles)
    if count < 2:
        return
    slides = -(-count // MOST_COMPARED)
    # Groups of like size: the last is not a place alone.
    each = -(-count // slides)
    for start in range(0, count, each):
        yield from _compared(pack, pack.profiles[start : start + each], lang)


def _compared(pack: PackContent, profiles: Sequence[SiteProfile], lang: str) -> Iterator[PageDraft]:
    compared = side_by_side(profiles)
    stop = say("text.stop", lang)
    rows = []
    for row in compared.rows:
        label = (
            say("pack_slides.differs", lang, label=row.label)
            if row.differs and len(profiles) > 1
            else row.label
        )
        rows.append((label, *(stop.join(cell.texts) for cell in row.cells)))
    head = (say("pack_slides.row", lang), *(p.name for p in profiles))
    grid = Grid("side", say("pack_slides.side", lang), head, tuple(rows))
    refs = [ref for row in compared.rows for cell in row.cells for line in cell.lines for ref in line.refs]
    note = say("pack_slides.differs-note", lang) if len(profiles) > 1 else ""
    yield from table_drafts(TablePages(grid, note, citations(refs, pack.plan, lang), _CELL_LINES), pack.theme)


def map_draft(pack: PackContent) -> PageDraft:
    """Return the map of all places, with where each lies beside it."""
    plan, lang = pack.plan, pack.lang
    rect = Rect(0, 0, _WIDE_MAP, FLOOR)
    shown = chosen_map(pack.sites, pack.base, (rect.width, rect.height))
    left, width = _WIDE_MAP + IN, WIDE - _WIDE_MAP - 2 * IN
    title = title_box(say("pack_slides.map", lang), Rect(left, TOP, width, 0), 26.0)
    note = line_box(say("park_slides.note", lang), shown.note, Rect(left, 0, width, 0), LEAST, "muted", 4)
    height = note.rect.height if shown.note else 0.0
    area = Rect(left, title.rect.bottom + _GAP, width, FLOOR - height - _GAP - title.rect.bottom - _GAP)
    shapes: list[SlideShape] = [title, *_located(pack, area)]
    if shown.note:
        place = Rect(left, FLOOR - height, width, 0)
        shapes.append(line_box(say("park_slides.note", lang), shown.note, place, LEAST, "muted", 4))
    refs = [ref for site in pack.sites for ref in site.refs]
    cited = citations(refs, plan, lang)
    maps = placed_maps(shown, rect, pack.title, plan, lang)
    return PageDraft(tuple(shapes), maps, cited=cited, sources=cited, credit=pack.credit)


def _located(pack: PackContent, area: Rect) -> Iterator[SlideShape]:
    """Yield each place with what it lies in, as one text box for all."""
    for size in (_BODY, 12.0, 11.0, LEAST):
        paras, height = _located_paras(pack, area.width, size)
        if height <= area.height:
            break
    while height > area.height and len(paras) > 2:
        paras, height = paras[:-2], height - size * LINE * 2
    yield TextBox(
        say("pack_slides.places", pack.lang), Rect(area.x, area.y, area.width, height), tuple(paras)
    )


def _located_paras(pack: PackContent, width: float, size: float) -> tuple[list[Para], float]:
    paras: list[Para] = []
    height = 0.0
    for n, (site, profile) in enumerate(zip(pack.sites, pack.profiles, strict=True), 1):
        name = shorten(f"{n}  {profile.name}", size, width, 2, True)
        where = shorten(location_name(site, pack.plan, pack.lang), size, width, 2)
        colour = pack.theme.text_colour(profile.colour)
        after = size * 0.5
        paras.append(Para((Run(name, size, True, colour),), size * LINE))
        paras.append(Para((Run(where, size, colour="muted"),), size * LINE, after=after))
        lines = sum(
            len(lines_of(text, size, width, bold)) or 1 for text, bold in ((name, True), (where, False))
        )
        height += lines * size * LINE + after
    return paras, height


def chain_drafts(pack: PackContent) -> Iterator[PageDraft]:
    """Yield the chains that any of the places has a part in, with who stands where."""
    plan, lang, width = pack.plan, pack.lang, WIDE - 2 * IN
    shapes: list[SlideShape] = []
    refs: list[Ref] = []
    for chain in (c for c in plan.chains if not c.is_list):
        course = chain_course(chain, pack.sites, plan, lang)
        if not (course.whole or course.parts):
            continue
        title = title_box(say("pack_slides.chains", lang), Rect(IN, TOP, width, 0), 26.0)
        y = max((s.rect.bottom for s in shapes), default=title.rect.bottom) + 2 * _GAP
        who = shorten(_carriers(pack, chain.id, lang), 11.0, width, 3)
        height = course_height(course, width, lang) + 4 + (len(lines_of(who, 11.0, width)) or 1) * 11.0 * LINE
        if shapes and y + height > FLOOR:
            yield _chain_page(shapes, refs, plan, lang)
            shapes, refs, y = [], [], title.rect.bottom + 2 * _GAP
        shapes = shapes or [title]
        # The accent is that of the first place with a part in it.
        first = next(s for s in pack.sites if any(k.chain == chain.id for k in served_links(plan, s.id)))
        arrows = tuple(
            course_shapes(course, Rect(IN, y, width, height), site_colours(first, plan)[0], pack.theme)
        )
        below = max(s.rect.bottom for s in arrows) + 4
        text = line_box(say("pack_slides.places", lang), who, Rect(IN, below, width, 0), 11.0, most=3)
        shapes += [*arrows, text]
        refs += course.refs
    if shapes:
        yield _chain_page(shapes, refs, plan, lang)


def _chain_page(shapes: Sequence[SlideShape], refs: Sequence[Ref], plan: Plan, lang: str) -> PageDraft:
    cited = citations(refs, plan, lang)
    return PageDraft(tuple(shapes), cited=cited, sources=cited)


def _carriers(pack: PackContent, chain: str, lang: str) -> str:
    """Return which of the places stand for which links of a chain."""
    plan, names = pack.plan, {k.id: k.name(lang) for c in pack.plan.chains for k in c.links}
    parts = []
    for site in pack.sites:
        served = [k for k in served_links(plan, site.id) if k.chain == chain]
        words = [say("pack_slides.chain-whole", lang)] if any(not k.link for k in served) else []
        words += [join_words((names[k.link] for k in served if k.link and not k.via), lang)]
        fields = join_words((names[k.link] for k in served if k.link and k.via), lang)
        words += [say("pack_slides.chain-field", lang, links=fields)] if fields else []
        if served:
            links = join_words(words, lang)
            parts.append(say("pack_slides.chain-site", lang, site=site.name(lang), links=links))
    return say("text.stop", lang).join(parts)


def source_drafts(pack: PackContent) -> Iterator[PageDraft]:
    """Yield all sources with the places in them, official ones first."""
    lang = pack.lang
    refs = [
        ref for p in pack.profiles for section in p.sections for line in section.lines for ref in line.refs
    ]
    lines = tuple(source_lines(refs, pack.plan, lang))
    if not lines:
        return
    head = tuple(say(f"pack_slides.{key}", lang) for key in ("source-kind", "source", "publisher"))
    rows = tuple((line.label, line.value, line.note or None) for line in lines)
    grid = Grid("sources", say("pack_slides.sources", lang), head, rows)
    yield from table_drafts(TablePages(grid), pack.theme)
