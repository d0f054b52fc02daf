"""The office's copy of a plan's document, as commands quote it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from geodata.document.named_copy import DocumentError
from layout.cli.messages import print_error
from layout.plan.plan_copy import plan_copy

if TYPE_CHECKING:
    from geodata.document.copy import PlanCopy
    from layout.plan.model import Plan


def copy_at_hand(root: Path, plan: Plan, lang: str) -> PlanCopy | None:
    """Return the office's copy of the plan; one that cannot be read is told and stops no answer."""
    try:
        return plan_copy(root, plan)
    except DocumentError as error:
        print_error(error.fault.text(lang))
        return None
