"""What is probably wrong with good data, as only the joined and drawn plan shows it."""

from __future__ import annotations

from collections.abc import Iterator

from geodata.faults import Fault, make_fault
from geodata.load import load_dataset
from geodata.outlines import AREA_LIMIT_PERCENT
from layout.cli.choice import Choice, each_edition
from layout.plan.join import join
from layout.plan.model import Plan


def plan_doubts(chosen: Choice) -> list[Fault]:
    """Return warnings of the editions of a choice, whose data have no faults."""
    editions = list(each_edition(chosen))
    several = len({each.district for each in editions}) > 1
    warnings: list[Fault] = []
    for each in editions:
        folder = f"plans/{each.edition}"
        folder = f"{each.district}/{folder}" if several else folder
        plan = join(load_dataset(each.root, str(each.district), str(each.edition)))
        warnings += _area_faults(plan, folder)
    return warnings


def _area_faults(plan: Plan, folder: str) -> Iterator[Fault]:
    """Yield a warning for each element that is drawn with another area than is published, as of a site."""
    for element in plan.elements:
        extent, percent = element.extent, element.extent.area_difference
        if percent is not None and abs(percent) > AREA_LIMIT_PERCENT:
            shown = {
                "value": f"{extent.area_km2:g}",
                "area": f"{extent.drawn_km2:.1f}",
                "percent": f"{percent:+.0f}",
            }
            yield make_fault(
                f"{folder}/plan.toml", f"[[elements]] {element.id}", "area_km2", "area_differs",
                limit=f"{AREA_LIMIT_PERCENT:g}", **shown,
            )  # fmt: skip
