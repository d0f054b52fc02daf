"""What other rooms work out of a plan, once for each plan and as long as the plan is there."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from layout.plan.model import Plan

_T = TypeVar("_T")
_P = ParamSpec("_P")


def once_per_plan(work: Callable[Concatenate[Plan, _P], _T]) -> Callable[Concatenate[Plan, _P], _T]:
    """Let a function of a plan, and of hashable values such as a language, work once for the same ones.

    What it returns is shared, and must not be changed.
    """

    @wraps(work)
    def derive(plan: Plan, /, *args: _P.args, **kwargs: _P.kwargs) -> _T:
        derived = vars(plan).setdefault("_derived", {})
        key = (work, *args, *sorted(kwargs.items()))
        if key not in derived:
            derived[key] = work(plan, *args, **kwargs)
        result: _T = derived[key]
        return result

    return derive
