"""A district or an edition that is begun: every file it needs, no fault, no false word, nothing replaced."""

from __future__ import annotations

import json
import os
import shutil
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from geodata import scaffold
from geodata.check import list_faults
from geodata.languages import LANGS
from geodata.load import load_dataset
from geodata.schema import table_schemas
from layout.cli import export, folders, new
from layout.exports import html
from layout.lists.listings import LISTINGS
from layout.maps.canvas import record_map
from layout.maps.layers import LAYERS
from layout.maps.live.folium_map import build_map
from layout.maps.map_credit import attribution
from layout.plan.join import join
from layout.plan.shapes import bounds_by_id, compute_shapes
from layout.view.view import View

# What an entry may lack while it stands alone: others that it refers to, or that belong to it.
OF_OTHERS = ("is not one of", "Fill that in first", "is not in sources", "no cluster belongs", "no claim belongs")
MINI = Path(__file__).parents[1] / "data/mini"


def run(*call: object) -> Result:
    """Call the program."""
    return CliRunner().invoke(new.app, [str(part) for part in call])


@pytest.fixture
def begun(tmp_path: Path) -> Path:
    """Begin a district in a folder that is not there yet; return its root."""
    root = tmp_path / "far" / "root"
    done = run(
        "new", "district", root / "nanhe", "--name", "南河区", "--name-en", "Nanhe", "--edition", "2026-2030"
    )
    assert done.exit_code == 0, done.stderr
    return root


def tree(folder: Path) -> dict[str, bytes]:
    """Return the content of every file below a folder."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_a_begun_district_has_no_fault_and_says_step_by_step_what_is_empty(begun: Path) -> None:
    faults = list_faults(begun)
    steps = [table.fill for table in table_schemas().values() if table.fill]
    named_steps = [
        int(f.remedy("en").split("step ")[1].split()[0]) for f in faults if "step " in f.remedy("en")
    ]

    assert {fault.severity for fault in faults} == {"note"}
    assert named_steps == sorted(steps) == list(range(1, len(steps) + 1))
    assert set(tree(begun / "nanhe")) == {
        *(t.file for t in table_schemas().values() if not t.edition),
        *(f"plans/2026-2030/{t.file}" for t in table_schemas().values() if t.edition),
    }


def test_an_example_can_be_taken_as_it_is(begun: Path) -> None:
    """Its first comment sign taken away, an entry is whole: what is left as a comment need not be filled."""
    file = begun / "nanhe/plans/2026-2030/plan.toml"
    text = file.read_text(encoding="utf-8")
    arrays = [t for t in table_schemas().values() if t.file == "plan.toml" and t.form == "array"]
    for table in arrays:
        head, mark, body = text.partition(f"# [[{table.name}]]")
        lines = (mark + body).split("\n\n")[0].split("\n")
        plain = "\n".join(line[2:] for line in lines)
        entry = tomllib.loads(plain)[table.name][0]
        file.write_text(head + plain + (mark + body)[len("\n".join(lines)) :], encoding="utf-8")
        stopping = [f.text("en") for f in list_faults(begun) if f.is_stopping]

        assert set(entry) >= {p.name for p in table.fields if p.required}
        assert [f for f in stopping if not any(words in f for words in OF_OTHERS)] == [], table.name
    file.write_text(text, encoding="utf-8")


def test_every_field_is_explained_in_every_language(begun: Path) -> None:
    for table in table_schemas().values():
        file = begun / "nanhe" / ("plans/2026-2030" if table.edition else "") / table.file
        if not file.exists():
            continue
        text = file.read_text(encoding="utf-8")
        assert all(part.name in text for part in table.fields if part.type not in ("record", "records"))
        if table.form != "csv":
            assert all(line in text for line in table.about), table.name


def test_a_begun_edition_takes_over_words_and_no_statement(begun: Path) -> None:
    root = Path(shutil.copytree(MINI, begun / "more"))
    old = tree(root)
    done = run("new", "edition", root / "mini" / "2026-2030", "--from", "2021-2025", "--lang", "en")
    fresh = tree(root)
    data = load_dataset(root, "mini", "2026-2030")
    before = load_dataset(root, "mini", "2021-2025")

    assert done.exit_code == 0, done.stderr
    assert "plans/2026-2030" in done.stdout and {f.severity for f in list_faults(root)} == {"note"}
    assert all(fresh[name] == content for name, content in old.items() if name != "mini/sources.toml")
    assert fresh["mini/sources.toml"].startswith(old["mini/sources.toml"].rstrip())
    for name in scaffold.VOCABULARY:
        assert data.plan[name] == before.plan[name] != []
    assert data.plan["elements"] == data.plan["claims"] == [] and data.figures.empty and data.clusters.empty
    assert (data.plan["from_year"], data.plan["target_year"]) == (2026, 2030)


def test_an_edition_is_begun_by_the_id_of_its_district_too(begun: Path) -> None:
    done = run("new", "edition", "2031-2035", "--district", "nanhe", "--data", begun)

    assert done.exit_code == 0, done.stderr
    assert (begun / "nanhe/plans/2031-2035/plan.toml").is_file()
    assert {fault.severity for fault in list_faults(begun)} == {"note"}


@pytest.mark.parametrize("lang", LANGS)
def test_nothing_is_replaced(begun: Path, lang: str) -> None:
    before = tree(begun)
    for what, folder in (("district", begun / "nanhe"), ("edition", begun / "nanhe/plans/2026-2030")):
        done = run("new", what, folder, "--lang", lang)
        assert done.exit_code == 1 and done.stderr and not done.stdout
    assert tree(begun) == before


@pytest.mark.parametrize("failing", range(4))
def test_it_is_written_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: int
) -> None:
    calls = iter(range(100))
    write = Path.write_bytes

    def broken(path: Path, content: bytes) -> int:
        if next(calls) == failing:
            raise OSError(28, os.strerror(28))
        return write(path, content)

    monkeypatch.setattr(Path, "write_bytes", broken)
    done = run("new", "district", tmp_path / "a" / "b" / "nanhe", "--lang", "en")

    assert (done.exit_code, done.stdout) == (1, "") and "no room left" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_failed_move_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise OSError(13, os.strerror(13))

    monkeypatch.setattr(folders.os, "rename", refused)

    assert run("new", "district", tmp_path / "a" / "nanhe").exit_code == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    "call",
    [("town", "x"), ("district", "Nan He"), ("district", "nanhe", "--edition", "X/Y"), ("edition", "nowhere/2026-2030"),
     ("district", "nanhe", "--name", "\u202e"), ("edition", "2026-2030", "--district", "mini", "--data", MINI, "--from", "1")],
    ids=str,
)  # fmt: skip
def test_a_wrong_call_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: Any, lang: str) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("new", *call, "--lang", lang)

    assert done.exit_code == 2 and done.stderr and "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("lang", LANGS)
def test_maps_lists_and_pages_open_without_borders(begun: Path, lang: str) -> None:
    data = load_dataset(begun, "nanhe", "2026-2030")
    plan = join(data)
    shapes = compute_shapes(data, plan)
    page = html.page(plan, shapes, View(district="nanhe", edition="2026-2030", lang=lang))
    credit = attribution(record_map(plan, shapes, lang, LAYERS))

    assert build_map(plan, shapes, lang) and bounds_by_id(plan, shapes)["nanhe"]
    assert {"zh": "尚无边界", "en": "No boundaries yet"}[lang] in credit and "©" not in credit
    assert scaffold.to_fill(LANGS[0]) in page
    assert all(listing.rows(plan) is not None for listing in LISTINGS.values())


def test_the_period_of_today_is_a_five_year_plan() -> None:
    assert [scaffold.current_period(date(year, 6, 1)) for year in (2021, 2025, 2026, 2030)] == [
        "2021-2025", "2021-2025", "2026-2030", "2026-2030",
    ]  # fmt: skip


def test_it_is_json_that_a_gis_can_read(begun: Path) -> None:
    towns = json.loads((begun / "nanhe/towns.geojson").read_text(encoding="utf-8"))

    assert (towns["type"], towns["features"]) == ("FeatureCollection", [])
    assert export.app is new.app
