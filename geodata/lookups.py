"""Ids that refer to rows of other tables: what leads nowhere is told once, with what may be meant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from .checked_row import CheckedRow, ForeignKey
from .faults import closest, nearest, word, worded
from .languages import LANGS, Text
from .list_values import id_hint
from .names import name_key
from .references import ID, as_id
from .schema import TableSchema, table_schemas

SHOWN = 12  # of many ids to choose from
_SOURCES = "sources"
_NAMED = ("name", "short", "title", "value")
# So many that lead nowhere are held against all names: a hostile file may have any number of them.
_COMPARED = 200

Index = Mapping[str, Mapping[str, CheckedRow] | None]
_Condition = tuple[tuple[str, tuple[str, ...]], ...]
_Key = tuple[str, _Condition]
_Places = list[tuple[CheckedRow, ForeignKey]]


@dataclass
class _Sort:
    """What a sort of references may lead to: `rows` by id, None where a file of theirs cannot be read."""

    ref: str
    condition: _Condition
    rows: Mapping[str, CheckedRow] | None
    compared: int = field(default=0)

    @cached_property
    def options(self) -> dict[str, CheckedRow]:
        """Return the rows that fit the condition, by id."""
        return {key: row for key, row in (self.rows or {}).items() if _fits(row, self.condition)}

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing yet at all; that a source is not there is told in its own words."""
        return self.rows is not None and not self.rows and self.ref != _SOURCES

    @cached_property
    def misspelt(self) -> frozenset[str]:
        """Return the ids that are meant by those which are none, which is a fault of their own rows."""
        return frozenset(as_id(key) for key in self.options if not ID.fullmatch(key))

    @cached_property
    def by_name(self) -> dict[str, str]:
        """Return the ids by the names that their rows have; an empty id for a name of several."""
        by_name: dict[str, str] = {}
        for key, row in self.options.items():
            for name in filter(None, map(name_key, _names(row))):
                by_name[name] = key if by_name.get(name, key) == key else ""
        return by_name

    def named(self, value: str) -> str:
        """Return the id of the row that a value names, whole or as a part that no other name has."""
        self.compared += 1
        key = name_key(value)
        if key in self.by_name or self.compared > _COMPARED or len(key) < 2:
            return self.by_name.get(key, "")
        names = [name for name in self.by_name if key in name or (len(name) > 1 and name in key)]
        ids = {self.by_name[name] for name in names}
        return ids.pop() if len(ids) == 1 else ""

    def shown(self, value: str) -> list[str]:
        """Return some ids to choose from, of many those first that are written most like a value."""
        ids = list(self.options)
        if len(ids) <= SHOWN:
            return ids
        like = closest(value, ids, SHOWN) if self.compared <= _COMPARED else []
        rest = [each for each in ids if each not in like]
        return [*[*like, *rest][:SHOWN], "…"]


def check_references(rows: Mapping[str, list[CheckedRow] | None], index: Index) -> None:
    """Report each id that leads nowhere: once, however many rows name it, for one slip may be behind all."""
    sorts: dict[_Key, _Sort] = {}
    lost: dict[_Key, dict[str, _Places]] = {}
    for row in (row for name in table_schemas() for row in rows.get(name) or []):
        for claim in row.foreign_keys:
            key: _Key = (claim.field.ref, claim.field.ref_is) if claim.field else (_SOURCES, ())
            if key not in sorts:
                sorts[key] = _Sort(key[0], key[1], _known(index, key[0]))
            # Where a file cannot be read, nothing is looked up in it.
            known = sorts[key].rows is None and ID.fullmatch(claim.value)
            if not known and claim.value not in sorts[key].options:
                lost.setdefault(key, {}).setdefault(claim.value, []).append((row, claim))
    empty: dict[str, dict[str, _Places]] = {}
    for key, by_value in lost.items():
        if sorts[key].is_empty:
            for value in [value for value in by_value if ID.fullmatch(value)]:
                empty.setdefault(key[0], {}).setdefault(value, []).extend(by_value.pop(value))
        _report(sorts[key], by_value)
    for ref, by_value in empty.items():
        _report_none(_Sort(ref, (), {}), by_value)


def _known(index: Index, ref: str) -> dict[str, CheckedRow] | None:
    """Return what an id may refer to, of several tables those of all; None where one cannot be read."""
    parts = [index[name] for name in ref.split("/")]
    return None if None in parts else {key: row for part in parts for key, row in (part or {}).items()}


def _fits(row: CheckedRow, condition: _Condition) -> bool:
    # A value that is at fault itself, or a column that the whole file lacks, keeps no row from being named.
    return all(name in row.bad or row.values[name] in values for name, values in condition)


def _names(row: CheckedRow) -> list[str]:
    values = row.values
    main_names = [values[f"{stem}_{lang}"] for stem in _NAMED for lang in LANGS if f"{stem}_{lang}" in values]
    aliases = values.get("aliases")
    others = [each["name"] for each in aliases] if isinstance(aliases, list) else []
    return [name for name in (*main_names, *others, values.get("ref")) if isinstance(name, str) and name]


def _report(sort: _Sort, by_value: Mapping[str, _Places]) -> None:
    ids = {value: places for value, places in by_value.items() if ID.fullmatch(value)}
    none_fits = not sort.options and sort.rows is not None and sort.ref != _SOURCES
    if ids and none_fits:
        _report_none(sort, ids)
    for value, places in by_value.items():
        (row, claim), others = places[0], [row for row, _ in places[1:]]
        _spoil(places)
        # The row that is meant has a fault of its own: its id is none.
        if value not in sort.misspelt and not (none_fits and value in ids):
            _report_value(sort, value, (row, claim), others)


def _spoil(places: _Places) -> None:
    for row, claim in places:
        row.spoil(claim.path)


def _report_value(
    sort: _Sort, value: str, place: tuple[CheckedRow, ForeignKey], others: list[CheckedRow]
) -> None:
    row, claim = place
    more = further(others)
    meant = sort.named(value)
    if not ID.fullmatch(value):
        code = "name_for_id" if meant else "bad_ref" if sort.ref == _SOURCES else "not_id"
        if meant and sort.ref == _SOURCES and ":" in value:
            code, meant = "bad_ref", ""
        row.report(claim.path, code, value=value, meant=meant, hint=id_hint(value), more=more)
        return
    # An id that is nearly one of them goes before a name.
    meant = nearest(value, sort.options) or meant
    suggestion = {"hint": worded("fault", "hint", nearest=meant) if meant else Text(), "more": more}
    if claim.field is None:
        row.report(claim.path, "unknown_source", value=value, **suggestion)
    else:
        row.report(claim.path, "dangling", value=value, options=sort.shown(value), **suggestion)


def _report_none(sort: _Sort, ids: Mapping[str, _Places]) -> None:
    """Report all ids at once that cannot be found because there is nothing yet that they could lead to."""
    for places in ids.values():
        _spoil(places)
    (row, claim), *others = [place for places in ids.values() for place in places]
    values = [*list(ids)[:SHOWN], *(["…"] if len(ids) > SHOWN else [])]
    tables = [table for name in sort.ref.split("/") for table in _tables(name)]
    shown = {"value": values, "more": further([each for each, _ in others])}
    where = Text.in_each(lambda lang: word("fault", "or", lang).join(_place(t)(lang) for t in tables))
    if not sort.rows:
        row.report(claim.path, "nothing_yet", table=where, **shown)
        return
    ((name, allowed), *_) = sort.condition
    row.report(claim.path, "none_of_kind", table=where, other=name, options=allowed, **shown)


def _tables(name: str) -> list[TableSchema]:
    tables = table_schemas()
    return [tables[name]] if name in tables else [t for t in tables.values() if t.space == name]


def _place(table: TableSchema) -> Text:
    """Say where a table stands and at which step it is filled in."""
    heading = {"array": f"{table.file} [[{table.name}]]"}.get(table.form, table.file)
    if not table.fill:
        return Text(*(heading for _ in LANGS))
    return worded("fault", "of_step", table=heading, step=str(table.fill))


def further(rows: list[CheckedRow]) -> Text:
    """Say in which files further rows stand, and how many they are; nothing of none."""
    files = dict.fromkeys(row.file for row in rows)

    def say(lang: str) -> str:
        listed = word("fault", "comma", lang).join(files)
        return word("fault", "more", lang, n=str(len(rows)), files=listed)

    return Text.in_each(say) if rows else Text()
