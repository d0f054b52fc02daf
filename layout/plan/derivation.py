"""What other rooms work out of a plan, once for each plan and as long as the plan is there."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from layout.plan.model import Plan

_T = TypeVar("_T")


def once_per_plan(work: Callable[[Plan], _T]) -> Callable[[Plan], _T]:
    """Let a function of a plan alone work once; what it returns is shared, and must not be changed."""

    @wraps(work)
    def derive(plan: Plan) -> _T:
        derived = vars(plan).setdefault("_derived", {})
        if work not in derived:
            derived[work] = work(plan)
        result: _T = derived[work]
        return result

    return derive
