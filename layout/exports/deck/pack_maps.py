"""Cover and map of a pack: for whom, which places, and where they are. Measures are points."""

from __future__ import annotations

from collections.abc import Iterator

from layout.briefing.slide_sources import citations
from layout.drawing.text_metrics import single_line
from layout.exports.deck.drawingml import Para, Run
from layout.exports.deck.pack_content import PackContent
from layout.exports.deck.page_draft import FLOOR, IN, LEAST, TOP, PageDraft, line_box, title_box
from layout.exports.deck.placed_maps import placed_maps
from layout.exports.deck.slide_shapes import Rule, SlideShape, TextBox
from layout.exports.deck.slide_size import WIDE
from layout.exports.deck.text_fitting import LINE, lines_of, shorten
from layout.exports.park_map import chosen_map
from layout.exports.rectangle import Rect
from layout.words.glossary import say
from layout.words.site_facts import location_name

_MAP, _LEFT = 384.0, 414.0  # width of the cover's map; where its column begins
_WIDE_MAP = 600.0
_GAP, _BODY = 12.0, 13.0


def cover_draft(pack: PackContent) -> PageDraft:
    """Return the cover: for whom, on what request, which places, from whom and when."""
    lang, width = pack.lang, WIDE - _LEFT - IN
    rect = Rect(0, 0, _MAP, FLOOR)
    shown = chosen_map(pack.sites, pack.base, (rect.width, rect.height))
    top = line_box(say("deck.kicker", lang), pack.record.origin, Rect(_LEFT, TOP, width, 0), 12.0, "muted", 2)
    title = title_box(pack.title, Rect(_LEFT, top.rect.bottom + 6, width, 0), 36.0)
    shapes: list[SlideShape] = [top, title]
    y = title.rect.bottom + 8
    shapes.append(Rule(say("park_slides.accent", lang), Rect(_LEFT, y, 56, 3), pack.profiles[0].colour))
    y += 3 + _GAP
    if pack.record.cover.request:
        words = say("pack_slides.request-quoted", lang, request=pack.record.cover.request)
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
    lang, cover = pack.lang, pack.record.cover
    lines = [
        say("text.colon", lang).join((say(f"pack_slides.{key}", lang), single_line(words)))
        for key, words in (("for", cover.investor), ("from", cover.sender), ("day", cover.day))
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
