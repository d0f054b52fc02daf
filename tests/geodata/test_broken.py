"""Broken districts: each case spoils a copy of the small district and names what must be said."""

from __future__ import annotations

import csv
import io
import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

import geodata
from geodata.check import list_faults
from geodata.faults import DataError
from geodata.load import load_dataset
from layout.plan.join import join
from layout.plan.shapes import compute_shapes

CASES = json.loads(
    (Path(__file__).parents[1] / "data/broken/cases.json").read_text(encoding="utf-8")
)
MESSAGES = tomllib.loads(
    (Path(geodata.__file__).parent / "messages.toml").read_text(encoding="utf-8")
)
TESTED_ELSEWHERE = {
    "day_ahead": "test_officer_file",
    "fact_twice": "test_officer_file",
    "merged_fact": "test_officer_file",
    "no_owner": "test_officer_file",
    "no_unit": "test_officer_file",
    "not_a_choice": "test_officer_file",
    "not_a_day": "test_officer_file",
    "not_a_phone": "test_officer_file",
    "not_above_zero": "test_officer_file",
    "not_an_amount": "test_officer_file",
    "not_an_email": "test_officer_file",
    "photo_missing": "test_officer_file",
    "photo_path": "test_officer_file",
    "photo_unnamed": "test_officer_file",
    "photos_too_big": "test_officer_file",
    "too_many_photos": "test_officer_file",
    "two_fact_units": "test_officer_file",
    "unclear_place": "test_officer_file",
    "unit_of_number": "test_officer_file",
    "unknown_fact_field": "test_officer_file",
    "unknown_place": "test_officer_file",
    "unlike_fact_unit": "test_officer_file",
    "need_not_a_number": "test_needs",
    "need_sign": "test_needs",
    "need_without_value": "test_needs",
    "needs_too_long": "test_needs",
    "too_many_needs": "test_needs",
    "unknown_need": "test_needs",
    "no_photo": "test_photos",
    "photo_damaged": "test_photos",
    "photo_heic": "test_photos",
    "photo_pixels": "test_photos",
    "photo_too_big": "test_photos",
    "missing_texts": "test_missing_texts",
    "no_town_yet": "test_parts_of_a_folder",
    "missing_texts_of_file": "test_missing_texts",
    "not_in_period": "test_periods",
    "no_town_then": "test_periods",
    "town_of_other_time": "test_periods",
    "outline_of_other_time": "test_periods",
    "town_not_on_day": "test_periods",
    "level_of_other_time": "test_periods",
    "old_targets": "test_edition_years",
    "target_before_plan": "test_edition_years",
    "target_of_other_year": "test_edition_years",
    "base_after_target": "test_edition_years",
    "base_of_other_year": "test_edition_years",
    "years_of_id": "test_edition_years",
    "title_of_other_years": "test_edition_years",
    "source_before_plan": "test_edition_years",
    "short_of_other": "test_edition_years",
    "source_of_other": "test_edition_years",
    "cites_other_plan": "test_edition_years",
    "coast_shifted": "test_doubts",
    "points_shifted": "test_doubts",
    "towns_shifted": "test_doubts",
    "uncited_source": "test_doubts",
    "unit_without_word": "test_cli",
    "path_like": "test_catalog",
    "no_districts": "test_catalog",
    "unknown_district": "test_catalog",
    "unknown_edition": "test_catalog",
    "no_editions": "test_catalog",
    "district_for_root": "test_catalog",
    "above_the_root": "test_catalog",
    "not_folder_name": "test_catalog",
    "too_big": "test_dataset",
    "unreadable_file": "test_dataset",
    "unreadable_folder": "test_catalog",
    "empty_file": "test_intake",
    "file_too_big": "test_intake",
    "not_a_table": "test_intake",
    "old_workbook": "test_intake",
    "spoilt_workbook": "test_intake",
    "no_headings": "test_intake",
    "locked_workbook": "test_intake",
    "word_document": "test_intake",
    "pdf_document": "test_intake",
    "mail_page": "test_intake",
    "page_without_table": "test_intake",
    "no_headings_unknown": "test_intake",
    "two_forms": "test_intake",
    "lacking_columns_unknown": "test_intake",
    "binary_workbook": "test_sheets",
    "open_document": "test_sheets",
    "slides": "test_sheets",
    "only_hidden_sheets": "test_sheets",
    "hidden_sheet": "test_sheets",
    "other_sheets": "test_sheets",
    "hidden_rows": "test_sheets",
    "hidden_column": "test_sheets",
    "unknown_heading": "test_sheets",
    "remark_column": "test_sheets",
    "total_row": "test_sheets",
    "merged_rows": "test_sheets",
    "merged_value": "test_sheets",
    "title_year": "test_sheets",
    "lacking_columns_hidden": "test_sheets",
    "merged_missing": "test_sheets",
    "numbers_document": "test_sheets",
    "lacking_columns": "test_intake",
    "too_many_rows": "test_intake",
    "too_many_blank": "test_intake",
    "too_many_sheets": "test_intake",
    "too_many_elements": "test_intake",
    "too_many_faults": "test_intake",
    "text_too_long": "test_intake",
    "no_source": "test_intake",
    "not_a_number": "test_intake",
    "date_cell": "test_intake",
    "error_cell": "test_intake",
    "formula_cell": "test_intake",
    "not_a_year": "test_intake",
    "unknown_object": "test_actuals",
    "unknown_indicator": "test_actuals",
    "no_target": "test_actuals",
    "unclear_indicator": "test_actuals",
    "unlike_unit": "test_actuals",
    "unlike_scope": "test_actuals",
    "year_outside": "test_actuals",
    "story_too_big": "test_story",
    "too_many_steps": "test_story",
    "too_many_entries": "test_story",
    "not_step_id": "test_story",
    "same_step": "test_story",
    "bad_view": "test_story",
    "lone_brace": "test_story",
    "unknown_part": "test_story",
    "no_steps": "test_story",
    "story_faults": "test_story",
    "document_several": "test_plan_document",
    "document_kind": "test_plan_document",
    "document_too_big": "test_plan_document",
    "document_pages": "test_plan_document",
    "document_locked": "test_plan_document",
    "document_broken": "test_plan_document",
    "document_no_text": "test_plan_document",
    "document_encoding": "test_plan_document",
    "document_no_sections": "test_plan_document",
    "place_missing": "test_plan_document",
    "place_no_sentence": "test_plan_document",
    "place_no_row": "test_plan_document",
    "place_without_figure": "test_plan_copy",
    "archive_damaged": "test_archive",
    "archive_doctype": "test_archive",
    "archive_encoding": "test_archive",
    "archive_encrypted": "test_archive",
    "archive_packing": "test_archive",
    "archive_parts": "test_archive",
    "archive_size": "test_archive",
    "archive_twice": "test_archive",
    "archive_unpacked": "test_archive",
    "reading_busy": "test_guard",
    "reading_failed": "test_guard",
    "reading_forbidden": "test_guard",
    "reading_slow": "test_guard",
    "reading_too_large": "test_guard",
    "reading_too_long": "test_guard",
}


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_broken_district_says_what_is_wrong(case: dict[str, Any], root: Path) -> None:
    spoil(root / "mini", case["edits"])
    edition = case.get("edition", "2021-2025")
    if "severity" in case:
        weighed = [f for f in list_faults(root, "mini", edition) if f.severity == case["severity"]]
        assert [fault.text("en") for fault in weighed] == case["en"]
        assert [fault.text("zh") for fault in weighed] == case["zh"]
        # What is merely doubted, or not there yet, stops no map.
        data = load_dataset(root, "mini", edition)
        assert compute_shapes(data, join(data)).towns
        return

    with pytest.raises(DataError) as caught:
        load_dataset(root, "mini", edition)

    assert caught.value.text("en").splitlines() == case["en"]
    assert caught.value.text("zh").splitlines() == case["zh"]
    assert set(caught.value.faults) <= set(list_faults(root))


def test_every_message_has_a_case() -> None:
    lines = [line for case in CASES for line in case["en"]]
    unsaid = [code for code, words in MESSAGES.items() if not _has_message(words["problem"][1], lines)]

    assert sorted(unsaid) == sorted(TESTED_ELSEWHERE)


def test_names_of_cases_are_unique() -> None:
    names = [case["name"] for case in CASES]

    assert len(names) == len(set(names))


def _has_message(template: str, lines: list[str]) -> bool:
    parts = re.split(r"\{\w+(?:\|[^{}]*)?\}", template)
    pattern = ".*".join(re.escape(part) for part in parts)
    return any(re.search(r"(^|: )" + pattern + r"\. ", line) for line in lines)


def spoil(folder: Path, edits: list[dict[str, Any]]) -> None:
    """Apply the edits of a case: by JSON pointer, by CSV cell, by text, or the whole file."""
    for edit in edits:
        path = folder / edit["file"]
        if edit.get("delete"):
            path.unlink()
        elif "bytes" in edit:
            path.write_bytes(bytes.fromhex(edit["bytes"]))
        elif "text" in edit:
            path.write_text(edit["text"], encoding="utf-8")
        else:
            _spoil_part(path, edit)


def _spoil_part(path: Path, edit: dict[str, Any]) -> None:
    text = path.read_text(encoding="utf-8")
    if "pointer" in edit:
        text = _point(text, edit["pointer"], edit["value"])
    elif "column" in edit:
        text = _cell(text, edit["row"], edit["column"], edit["value"])
    else:
        assert edit["old"] in text, f"{path.name} does not hold {edit['old']!r}"
        text = text.replace(edit["old"], edit["new"], 1)
    path.write_text(text, encoding="utf-8", newline="")


def _point(text: str, pointer: str, value: Any) -> str:
    whole = json.loads(text)
    *parents, key = [int(step) if step.isdigit() else step for step in pointer.strip("/").split("/")]
    part = whole
    for step in parents:
        part = part[step]
    part[key] = value
    return json.dumps(whole, ensure_ascii=False)


def _cell(text: str, row: int, column: str, value: str) -> str:
    lines = list(csv.reader(io.StringIO(text)))
    # A column that may be left out, and is, is added to the whole file.
    if column not in lines[0]:
        lines = [[*cells, column if n == 0 else ""] for n, cells in enumerate(lines)]
    lines[row - 1][lines[0].index(column)] = value
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(lines)
    return out.getvalue()
