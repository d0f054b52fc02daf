"""The load table says what was measured and holds it against its targets; its hostile files are what they are called."""

from __future__ import annotations

import io
import tomllib
import zipfile

import pytest

from tests.bench import bombs, load, load_table
from tests.bench.bursts import Findings
from tests.bench.contestants import NAMES
from tests.bench.report import SHORT


def sample_findings(ms: float) -> Findings:
    """Return what a run could have sample: this app takes `ms` where it took 10 s before, and the empty app 1 s."""
    sample = Findings()
    for who, value in (("app", ms), ("before", 10_000.0), ("empty", 1_000.0)):
        for count in (30, 200):
            for what in ("first", "filter", "language", "paced"):
                sample.series.add(who, f"{what}_{count}", value)
            sample.series.add(who, f"rss_{count}_alone", 60.0)
            sample.series.add(who, f"rss_{count}", 60.0 + (count - 1) * value / 1000)
    sample.series.add("app", "quiet", 20.0)
    sample.series.add("app", "beside_exports", 20.0 + ms / 100)
    sample.series.add("app", "file_html", ms / 100, 99.0)
    return sample


def verdicts(sample: Findings) -> dict[str, str]:
    return {goal.wording: goal.verdict for goal in load_table.goals(sample, (30, 200))}


def test_targets_are_kept_or_short_or_not_measured() -> None:
    good, bad = verdicts(sample_findings(50)), verdicts(sample_findings(2_000))

    measured = [wording for wording, verdict in good.items() if verdict == "pass"]
    assert len(measured) == 8 and [bad[wording] for wording in measured] == [SHORT] * 8
    assert [w for w in good if w not in measured] == [w for w in bad if bad[w] == "not measured"]


def test_the_table_has_a_part_for_each_number_of_sessions_and_names_every_error() -> None:
    sample = sample_findings(50)
    sample.errors["app first_200"] = ["TimeoutError: ", "TimeoutError: "]

    text = load_table.render(sample, ["app", "before", "empty"], (30, 200), {"machine": "two cores"})

    assert text.count("sessions\n\n| p50 / p95, s") == 2 and all(NAMES[who] in text for who in ("app", "before", "empty"))
    assert "first page, all at once | 0.05 / 0.05 | 10.00 / 10.00 | 1.00 / 1.00 | 0.01 | 0.05 |" in text
    assert "| errors | 2 | 0 | 0 |" in text and "errors of this app | ≤ 0 | 2 | **short**" in text
    assert "app first_200: 2 errors, the first: TimeoutError" in text


def test_an_unknown_phase_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        load.options(["--phases", "sessions,moon"])
    assert "moon: not among" in capsys.readouterr().err


@pytest.mark.parametrize("make", [bombs.understated_workbook, bombs.understated_template])
def test_an_understated_part_is_longer_than_its_directory_says(make: object) -> None:
    size = 1_234_567
    content = make(size)  # type: ignore[operator]

    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert max(part.file_size for part in package.infolist()) < size / 10
    # The size has been written over in the directory and before the part; nothing else differs.
    false, true = (1000).to_bytes(4, "little"), size.to_bytes(4, "little")
    with zipfile.ZipFile(io.BytesIO(content.replace(false, true))) as package:
        part = max(package.infolist(), key=lambda entry: entry.file_size)
        assert part.file_size == size == len(package.read(part))


def test_a_sheet_under_another_name_is_the_one_that_the_workbook_refers_to() -> None:
    with zipfile.ZipFile(io.BytesIO(bombs.workbook_under_another_name(50))) as package:
        assert bombs.SHEET not in package.namelist()
        assert b"sheet1.dat" in package.read("xl/_rels/workbook.xml.rels")
        assert package.read("xl/worksheets/sheet1.dat").count(b"<c/>") == 50


def test_a_nested_story_runs_a_reader_out_of_stack() -> None:
    with pytest.raises(RecursionError):
        tomllib.loads(bombs.nested_story())
