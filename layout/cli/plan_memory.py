"""Plans that a process keeps for the commands that run as copies of it, as long as the data stay."""

from __future__ import annotations

from collections import OrderedDict
from pathlib import Path
from typing import TYPE_CHECKING

from geodata.data_files import Stamp, data_stamp, is_settled

if TYPE_CHECKING:
    from layout.plan.model import Plan
    from layout.plan.shapes import Shapes

# Editions at a time: the one that is worked on, and the one it is compared with.
MOST_PLANS = 2
_Key = tuple[Path, str, str]


class PlanMemory:
    """The plans last used, each with the stamp of the data that it was read from."""

    def __init__(self) -> None:
        self._plans: OrderedDict[_Key, tuple[Stamp, tuple[Plan, Shapes]]] = OrderedDict()

    def put(self, key: _Key, stamp: Stamp, plan_and_shapes: tuple[Plan, Shapes]) -> None:
        """Keep a plan, unless its data changed so lately that a further change would not show."""
        if not is_settled(stamp):
            return
        self._plans[key] = stamp, plan_and_shapes
        self._plans.move_to_end(key)
        while len(self._plans) > MOST_PLANS:
            self._plans.popitem(last=False)

    def get(self, key: _Key) -> tuple[Plan, Shapes] | None:
        """Return a plan whose data are as they were when it was read, else None."""
        stamp, plan_and_shapes = self._plans.get(key, (None, None))
        # A process that keeps none does not look at the files for it.
        return plan_and_shapes if stamp is not None and data_stamp(key[0]) == stamp else None

    def __len__(self) -> int:
        return len(self._plans)


PLANS = PlanMemory()
