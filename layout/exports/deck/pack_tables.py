"""Tables of a pack: why these places, side by side, and where it all stands."""

from __future__ import annotations

from collections.abc import Iterator

from layout.briefing.slide_sources import citations
from layout.briefing.story_model import Grid
from layout.exports.deck.pack_content import PackContent
from layout.exports.deck.page_draft import PageDraft
from layout.exports.deck.table_pages import TablePages, table_drafts
from layout.promotion.side_by_side import SideBySide
from layout.words.glossary import say
from layout.words.symbols import site_colours

_CELL_LINES = 6  # most lines of a cell that compares
# Shares of the width: of place, reasons and the sender's word; of a row's label where each place has 1; of
# kind, source and publisher; of a place in the plan and whose it is.
_WHY_SHARES, _LABEL_SHARE, _SOURCE_SHARES = (1.2, 4.0, 1.2), 0.6, (0.7, 5.0, 1.2)
_CITED_SHARES, _QUOTED_SHARES, _QUOTED_LINES = (3.0, 2.0), (1.6, 1.2, 4.0), 8
_ENDS = "。；;. "


def why_drafts(pack: PackContent) -> Iterator[PageDraft]:
    """Yield why each of the places, with the sender's word where there is any."""
    plan, lang, rows = pack.plan, pack.lang, pack.record.why
    asked_for = pack.record.cover.request
    stop = say("text.stop", lang)
    cells = []
    for n, row in enumerate(rows, 1):
        reasons = stop.join(text.rstrip(_ENDS) for text in row.texts)
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
    request = say("pack_slides.request-quoted", lang, request=asked_for) if asked_for else ""
    yield from table_drafts(
        TablePages(grid, _WHY_SHARES[:columns], request, citations(refs, plan, lang)), pack.theme
    )


def comparison_drafts(pack: PackContent) -> Iterator[PageDraft]:
    """Yield the places side by side, up to four on a slide; of a single place there is nothing to compare."""
    for before, compared in pack.record.groups():
        yield from _compared(pack, before, compared)


def _compared(pack: PackContent, before: int, compared: SideBySide) -> Iterator[PageDraft]:
    lang, count = pack.lang, len(compared.profiles)
    stop = say("text.stop", lang)
    rows = []
    for row in compared.rows:
        label = say("pack_slides.differs", lang, label=row.label) if row.differs else row.label
        rows.append((label, *(stop.join(cell.texts) for cell in row.cells)))
    names = (f"{n}  {profile.name}" for n, profile in enumerate(compared.profiles, before + 1))
    head = (say("pack_slides.row", lang), *names)
    title = say("pack_slides.side", lang)
    if count < len(pack.profiles):
        title = say("pack_slides.side-of", lang, first=before + 1, last=before + count)
    grid = Grid("side", title, head, tuple(rows))
    refs = [ref for row in compared.rows for cell in row.cells for line in cell.lines for ref in line.refs]
    shares = (_LABEL_SHARE, *(1.0 for _ in range(count)))
    note = say("pack_slides.differs-note", lang)
    pages = TablePages(grid, shares, note, citations(refs, pack.plan, lang), _CELL_LINES)
    yield from table_drafts(pages, pack.theme)


def source_drafts(pack: PackContent) -> Iterator[PageDraft]:
    """Yield the places in the plan with whose pages rest on them, then all sources, official ones first.

    Beside the office's copy of the document stands what it says there.
    """
    record, lang = pack.record, pack.lang
    places, quoted = record.cited_places(), record.document is not None
    if places:
        stop = say("text.stop", lang)
        names = {n: f"{n}  {profile.name}" for n, profile in enumerate(pack.profiles, 1)}
        rows = tuple((c.words, stop.join(names[n] for n in c.numbers), c.passage or None) for c in places)
        columns = 3 if quoted else 2
        head = tuple(say(f"pack_slides.{key}", lang) for key in ("cited", "cited-by", "passage"))
        title = say("pack_slides.cited-places", lang)
        grid = Grid("cited", title, head[:columns], tuple(row[:columns] for row in rows))
        note = say("pack_slides.passage-note", lang) if quoted else ""
        shares = _QUOTED_SHARES if quoted else _CITED_SHARES
        yield from table_drafts(TablePages(grid, shares, note, lines=_QUOTED_LINES), pack.theme)
    documents = {ref.source for ref in record.plan.edition.refs}
    lines = record.sources()
    if lines:
        head = tuple(say(f"pack_slides.{key}", lang) for key in ("source-kind", "source", "publisher"))
        # The plan's places stand before.
        kinds = tuple((a.label, a.value, None if a.refs[0].source in documents else a.note) for a in lines)
        grid = Grid("sources", say("pack_slides.sources", lang), head, kinds)
        yield from table_drafts(TablePages(grid, _SOURCE_SHARES), pack.theme)
