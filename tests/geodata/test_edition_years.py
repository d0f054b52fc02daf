"""A copied edition does not stay green with the old figures, names and sources under new headings."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from geodata.check import list_faults

OLD, NEW, COPY = "2016-2020", "2021-2025", "2026-2030"
COPIED = {"id": '"2026-2030"', "from_year": 2026, "to_year": 2030, "base_year": 2025, "target_year": 2030}


def edit(root: Path, edition: str, file: str, *edits: tuple[str, str]) -> None:
    path = root / "mini/plans" / edition / file
    text = path.read_text(encoding="utf-8")
    for old, new in edits:
        text, n = re.subn(old, new, text, count=1, flags=re.M)
        assert n, old
    path.write_text(text, encoding="utf-8")


def faults_of(root: Path, edition: str) -> list[tuple[str, str, str, str]]:
    """Return file, place, field and English words of what is wrong with an edition, with its weight."""
    label = f"plans/{edition}/"
    return [
        (f"{f.severity} {f.file.removeprefix(label)}", f.where, f.field, f.text("en").split(": ", 1)[1])
        for f in list_faults(root, "mini", edition)
    ]


def test_a_copied_edition_is_full_of_faults(root: Path) -> None:
    plans = root / "mini/plans"
    shutil.copytree(plans / NEW, plans / COPY)
    edit(root, COPY, "plan.toml", *((rf"^{k} = .*$", f"{k} = {v}") for k, v in COPIED.items()))
    wrong = faults_of(root, COPY)

    targets = [w for w in wrong if w[0] == "fault clusters.csv"]
    assert {w[2] for w in targets} == {"target"}
    assert len(targets) == 8
    assert targets[0][3].startswith("'energy-2025' is a target for 2025, and this edition begins in 2026.")
    assert [w[2] for w in wrong if w[0] == "fault indicators.csv"] == ["year"] * 5
    left = [w for w in wrong if w[0] == "warning figures.csv" and w[2] == "year"]
    assert [w[3].split(". ")[0] for w in left] == ["targets of years before 2026, in which this edition begins: double-increase, loom-yard-2025, gear-hall-2025 (3 in all)"]  # fmt: skip
    bases = [w for w in wrong if w[0] == "warning figures.csv" and w[2] == "base"]
    assert "is of 2020, the edition's base year is 2025" in bases[0][3]
    titles = [w[2:] for w in wrong if w[0] == "warning plan.toml"]
    assert [t[0] for t in titles if "the plan's years are 2026 to 2030" in t[1]] == ["name_zh", "name_en", "short_zh", "short_en", "title_zh"]  # fmt: skip
    assert any("'plan21' is dated 2021-03-01, before the base year 2025" in t[1] for t in titles)
    assert any("'2021 edition' is the short name of edition 2021-2025 as well" in t[1] for t in titles)
    assert any("plan21 is the document of edition 2021-2025 as well" in t[1] for t in titles)


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        ("figures.csv", "(gears,,10,~,亿元,,)2025", r"\g<1>2027", ("warning clusters.csv", "row 4 (gears)", "target", "'gears-2025' is a target for 2027, the edition's target year is 2025")),
        ("figures.csv", "(gears,,10,~,亿元,,)2025", r"\g<1>2020", ("fault clusters.csv", "row 4 (gears)", "target", "'gears-2025' is a target for 2020, and this edition begins in 2021")),
        ("indicators.csv", "(at most 10,10,<=,立方米/万元,,)2025", r"\g<1>2020", ("fault indicators.csv", "row 5 (water-use)", "year", "'water-use' is a target for 2020, and this edition begins in 2021")),
        ("figures.csv", "(loom-yard,4,=,亿元,,)2020", r"\g<1>2025", ("fault figures.csv", "row 18 (loom-yard-2025)", "base", "the base 'loom-yard-base' is of 2025, which is not before the target's 2025")),
        ("figures.csv", "(loom-yard,4,=,亿元,,)2020", r"\g<1>2019", ("warning figures.csv", "row 18 (loom-yard-2025)", "base", "the base 'loom-yard-base' is of 2019, the edition's base year is 2020")),
        ("clusters.csv", "plan21:第三章", "plan16:第三章", ("warning clusters.csv", "row 2 (energy)", "source", "'plan16', the document of edition 2016-2020, is cited here (1 times in this table)")),
        ("plan.toml", "^to_year = 2025", "to_year = 2026", ("fault plan.toml", "", "id", "the id '2021-2025' is not the plan's years, 2021 to 2026")),
    ],
)  # fmt: skip
def test_what_is_of_other_years_is_named(
    root: Path, file: str, old: str, new: str, expected: tuple[str, str, str, str]
) -> None:
    assert faults_of(root, NEW) == []
    edit(root, NEW, file, (old, new))

    assert expected in [(*w[:3], re.sub(r"\. .*", "", w[3])) for w in faults_of(root, NEW)]
