"""Workbooks of facts for tests: read and matched to the district that was invented for them."""

from __future__ import annotations

import io
from datetime import date

from PIL import Image

from geodata.intake.fact_file import read_fact_file
from layout.plan.model import Plan
from layout.promotion.officer_file import FactReading, match_facts
from tests.conftest import MINI, case_of

TODAY = date(2026, 11, 30)
HEAD = "园区,项目,内容,单位,提供人,日期,备注\n"


def mini_plan() -> Plan:
    """Return the plan of the invented district."""
    return case_of(MINI, "mini", "2021-2025").plan


def matched(text: str | bytes, name: str = "case.csv") -> FactReading:
    """Return what comes of a file."""
    content = text.encode() if isinstance(text, str) else text
    return match_facts(read_fact_file(content, name), mini_plan(), TODAY)


def faults_of(text: str, lang: str) -> list[str]:
    """Return the faults of a text in a language."""
    return [fault.text(lang) for fault in matched(text).faults]


def picture(form: str = "JPEG", size: tuple[int, int] = (60, 40), **options: object) -> bytes:
    """Return the bytes of a picture."""
    out = io.BytesIO()
    Image.new("RGB", size, (90, 140, 90)).save(out, form, **options)
    return out.getvalue()
