"""Tables of a pack: why these places, side by side, and where it all stands."""

from __future__ import annotations

from collections.abc import Iterator

from layout.briefing.slide_sources import citations
from layout.briefing.story_model import Grid
from layout.exports.deck.pack_content import PackContent
from layout.exports.deck.page_draft import PageDraft
from layout.exports.deck.table_pages import TablePages, table_drafts
from layout.plan.model import Ref
from layout.promotion.profile import SiteProfile
from layout.promotion.profile_sources import source_lines
from layout.promotion.side_by_side import MOST_COMPARED, side_by_side
from layout.promotion.why_these import why_these
from layout.words.citations import citation
from layout.words.glossary import say
from layout.words.symbols import site_colours

_CELL_LINES = 6  # most lines of a cell that compares
# Shares of the width: of place, reasons and the sender's word; of a row's label where each place has 1; of
# kind, source and publisher; of a place in the plan and whose it is.
_WHY_SHARES, _LABEL_SHARE, _SOURCE_SHARES = (1.2, 4.0, 1.2), 0.6, (0.7, 5.0, 1.2)
_CITED_SHARES = (3.0, 2.0)
_ENDS = "。；;. "


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
    yield from table_drafts(
        TablePages(grid, _WHY_SHARES[:columns], request, citations(refs, plan, lang)), pack.theme
    )


def comparison_drafts(pack: PackContent) -> Iterator[PageDraft]:
    """Yield the places side by side, up to four on a slide; of a single place there is nothing to compare."""
    count = len(pack.profiles)
    if count < 2:
        return
    slides = -(-count // MOST_COMPARED)
    # Groups of like size: the last is not a place alone.
    each = -(-count // slides)
    for start in range(0, count, each):
        yield from _compared(pack, start, min(start + each, count))


def _compared(pack: PackContent, start: int, end: int) -> Iterator[PageDraft]:
    lang, compared = pack.lang, side_by_side(pack.profiles[start:end])
    stop = say("text.stop", lang)
    rows = []
    for row in compared.rows:
        label = say("pack_slides.differs", lang, label=row.label) if row.differs else row.label
        rows.append((label, *(stop.join(cell.texts) for cell in row.cells)))
    names = (f"{n}  {pack.profiles[n - 1].name}" for n in range(start + 1, end + 1))
    head = (say("pack_slides.row", lang), *names)
    title = say("pack_slides.side", lang)
    if end - start < len(pack.profiles):
        title = say("pack_slides.side-of", lang, first=start + 1, last=end)
    grid = Grid("side", title, head, tuple(rows))
    refs = [ref for row in compared.rows for cell in row.cells for line in cell.lines for ref in line.refs]
    shares = (_LABEL_SHARE, *(1.0 for _ in range(start, end)))
    note = say("pack_slides.differs-note", lang)
    pages = TablePages(grid, shares, note, citations(refs, pack.plan, lang), _CELL_LINES)
    yield from table_drafts(pages, pack.theme)


def source_drafts(pack: PackContent) -> Iterator[PageDraft]:
    """Yield the places in the plan with whose pages rest on them, then all sources, official ones first."""
    plan, lang = pack.plan, pack.lang
    refs = {profile.name: _refs(profile) for profile in pack.profiles}
    documents = {ref.source for ref in plan.edition.refs}
    places = [r for r in dict.fromkeys(r for each in refs.values() for r in each) if r.source in documents]
    if places:
        comma = say("text.stop", lang)
        # Several records may cite one sentence.
        by_words: dict[str, dict[str, None]] = {}
        for ref in places:
            sites = (f"{n}  {name}" for n, (name, cited) in enumerate(refs.items(), 1) if ref in cited)
            by_words.setdefault(citation((ref,), plan, lang), {}).update(dict.fromkeys(sites))
        rows = tuple((words, comma.join(sites)) for words, sites in by_words.items())
        head = tuple(say(f"pack_slides.{key}", lang) for key in ("cited", "cited-by"))
        yield from table_drafts(
            TablePages(Grid("cited", say("pack_slides.cited-places", lang), head, rows), _CITED_SHARES),
            pack.theme,
        )
    lines = tuple(source_lines((r for each in refs.values() for r in each), plan, lang))
    if lines:
        head = tuple(say(f"pack_slides.{key}", lang) for key in ("source-kind", "source", "publisher"))
        # The plan's places stand before.
        kinds = tuple((a.label, a.value, None if a.refs[0].source in documents else a.note) for a in lines)
        grid = Grid("sources", say("pack_slides.sources", lang), head, kinds)
        yield from table_drafts(TablePages(grid, _SOURCE_SHARES), pack.theme)


def _refs(profile: SiteProfile) -> tuple[Ref, ...]:
    lines = (line for section in profile.sections for line in section.lines)
    return tuple(dict.fromkeys(ref for line in lines for ref in line.refs))
