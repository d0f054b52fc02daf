"""The words of a reading: sheets and rows, what was not read and why, what waits for an answer."""

from __future__ import annotations

from collections import Counter

from geodata.intake import FigureFile, SheetReading
from layout.monitoring.evaluation import Evaluation
from layout.monitoring.question_words import confirmation_text
from layout.monitoring.review import Review
from layout.plan.model import Plan
from layout.words.glossary import say


def reading_lines(reading: FigureFile, review: Review, lang: str) -> list[str]:
    """Return what was read of a file: figures by sheet, rows without a value, what is still asked about."""
    lines = [say("monitor.loaded", lang, file=reading.file, n=len(review.actuals))]
    sheets = [_sheet(sheet, lang) for sheet in reading.read_sheets if sheet.title]
    lines += [say("monitor.sheets", lang, sheets=say("text.comma", lang).join(sheets))] if sheets else []
    lines += [say("monitor.skipped", lang, n=reading.skipped)] if reading.skipped else []
    waiting = len(review.open_questions)
    lines += [say("monitor.waiting", lang, n=waiting)] if waiting else []
    return lines


def _sheet(sheet: SheetReading, lang: str) -> str:
    counts = sheet.counts
    return say("monitor.sheet", lang, title=sheet.title, rows=counts.read, n=counts.figures)


def published_lines(evaluation: Evaluation, lang: str) -> list[str]:
    """Return how many figures come out of the data of this edition and of the next one, if any do."""
    counts = Counter(actual.origin for actual in evaluation.actuals)
    numbers = {"own": counts["folder"], "next": counts["next"]}
    return [say("monitor.published", lang, **numbers)] if any(numbers.values()) else []


def notice_lines(reading: FigureFile, lang: str) -> list[str]:
    """Return what of a file was not read and why."""
    return [notice.text(lang) for notice in reading.notices]


def waiting_lines(review: Review, plan: Plan, lang: str) -> list[str]:
    """Return the questions that nobody has decided."""
    return [confirmation_text(question, plan, lang) for question in review.open_questions]
