"""The lists that leave the program, by name: what a row holds, for programs and for people.

This is the one table of them: the command line, the workbook and geodata read it. A further list is a row
of it, and its name for people the word `list.<name>` of the glossary.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from layout.lists import (
    chain_columns,
    chain_rows,
    columns,
    element_columns,
    element_rows,
    figure_columns,
    figure_rows,
    group_columns,
    structure_rows,
    target_rows,
)
from layout.lists.columns import ListColumn
from layout.lists.park_columns import PARK_COLUMNS
from layout.lists.row_fields import Row
from layout.lists.structure_rows import SITE_KEYS, site_rows
from layout.plan.model import Plan
from layout.plan.site_types import PARK, PLACE, SITE_TYPES, TOWN


@dataclass(frozen=True, slots=True)
class Listing:
    """One list: `rows` makes it, `keys` say what each key of a row holds, `columns` are the rows for people.

    `site_key` is the key that holds the id of a site or, if `of_elements`, of an element, whose geometry
    geodata give; empty for none.
    `all_editions` is set where the list spans all editions, not the chosen one, `optional` where a workbook
    leaves it out without rows.
    """

    rows: Callable[[Plan], list[Row]]
    keys: Mapping[str, str]
    columns: tuple[ListColumn, ...]
    site_key: str = ""
    of_elements: bool = False
    all_editions: bool = False
    optional: bool = False


def _site_listing(site_type: str, site_columns: tuple[ListColumn, ...]) -> Listing:
    return Listing(lambda plan: site_rows(plan.of_type(site_type), plan), SITE_KEYS, site_columns, "id")


_COLUMNS = {TOWN: columns.TOWN_COLUMNS, PLACE: columns.PLACE_COLUMNS, PARK: PARK_COLUMNS}
_SITE_TYPES = sorted(SITE_TYPES.items(), key=lambda item: item[1].search_rank)
LISTINGS: Mapping[str, Listing] = {
    **{
        kind.table: _site_listing(name, _COLUMNS.get(name, columns.SITE_COLUMNS))
        for name, kind in _SITE_TYPES
    },
    "roles": Listing(
        structure_rows.role_rows, structure_rows.ROLE_KEYS, columns.ROLE_COLUMNS, site_key="member"
    ),
    "elements": Listing(
        element_rows.element_rows,
        element_rows.ELEMENT_KEYS,
        element_columns.ELEMENT_COLUMNS,
        "id",
        of_elements=True,
    ),
    "clusters": Listing(target_rows.cluster_rows, target_rows.CLUSTER_KEYS, columns.CLUSTER_COLUMNS),
    "cluster-groups": Listing(
        target_rows.group_rows, target_rows.GROUP_KEYS, group_columns.GROUP_COLUMNS, optional=True
    ),
    "segments": Listing(target_rows.segment_rows, target_rows.SEGMENT_KEYS, columns.SEGMENT_COLUMNS),
    "editions": Listing(
        structure_rows.edition_rows, structure_rows.EDITION_KEYS, columns.EDITION_COLUMNS, all_editions=True
    ),
    "figures": Listing(figure_rows.figure_rows, figure_rows.FIGURE_KEYS, figure_columns.FIGURE_COLUMNS),
    "indicators": Listing(
        figure_rows.indicator_rows, figure_rows.INDICATOR_KEYS, figure_columns.INDICATOR_COLUMNS
    ),
    "services": Listing(chain_rows.service_rows, chain_rows.SERVICE_KEYS, chain_columns.SERVICE_COLUMNS),
    "chains": Listing(
        chain_rows.chain_link_rows, chain_rows.CHAIN_LINK_KEYS, chain_columns.CHAIN_LINK_COLUMNS
    ),
    "chain-lists": Listing(
        chain_rows.chain_list_rows, chain_rows.CHAIN_LINK_KEYS, chain_columns.CHAIN_LINK_COLUMNS
    ),
    "provisions": Listing(
        chain_rows.provision_rows, chain_rows.PROVISION_KEYS, chain_columns.PROVISION_COLUMNS
    ),
    "audit": Listing(figure_rows.finding_rows, figure_rows.FINDING_KEYS, figure_columns.FINDING_COLUMNS),
    "sources": Listing(figure_rows.source_rows, figure_rows.SOURCE_KEYS, figure_columns.SOURCE_COLUMNS),
}
