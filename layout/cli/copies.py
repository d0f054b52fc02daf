"""Faults of the office's own copies of plans, and of the places that the data cite in them."""

from __future__ import annotations

from geodata.document.named_copy import DocumentError
from geodata.faults import Fault
from geodata.load import load_dataset
from layout.cli.choice import Choice, each_edition
from layout.plan.join import join
from layout.plan.plan_copy import hold_beside, plan_copy


def copy_faults(chosen: Choice) -> list[Fault]:
    """Return what is wrong with the copies that are named for editions whose data have no faults."""
    faults: dict[Fault, None] = {}
    for each in each_edition(chosen):
        plan = join(load_dataset(each.root, str(each.district), str(each.edition)))
        try:
            copy = plan_copy(each.root, plan)
        except DocumentError as error:
            faults[error.fault] = None
            continue
        faults |= dict.fromkeys(hold_beside(plan, copy).unresolved if copy else ())
    return list(faults)
