"""No text of the data can run or break a page: every text field filled with poison at once."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from geodata.catalog import catalog
from geodata.languages import LANGS
from geodata.load import load_dataset
from geodata.schema import table_schemas
from geodata.size_classes import class_amount
from layout.build import store
from layout.build.renewal import BuildStore
from layout.cli.app import app
from layout.exports import html
from layout.plan.join import join
from layout.plan.shapes import compute_shapes
from layout.view.view import View
from tests.cited_sections import name_cited_sections

POISON = (
    '<img src=x onerror="window.pwned=1"></script><script>window.pwned=1</script><!-- '
    "`${1337*1337}` \\ \\u003c {{ 1337*1337 }} {% raise %} {# gone #} ' \" &lt; "
    "\u202e\u2066 \u2028\u2029 \x00\x07\x1b[31m\x7f"
)
TOKENS = (
    "<img",
    "<script",
    "</script",
    "<!--",
    "`",
    "${",
    "{{",
    "{%",
    "{#",
    "\u2028",
    "\u2029",
    "\x00",
    "\x1b",
)
# Claims of growth, shares and multiples are held to these units; every other unit is poisoned.
PERCENT = ("%", "个百分点", "倍")
# Texts and places that are empty in some rows: filled only where something stands already.
BOUND = {"unlocated_zh", "unlocated_en", "words_zh", "words_en", "mentions"}


def fields(table: str) -> set[str]:
    """Name the free texts of a table: all that the data may say in words of its own."""
    free = ("text", "list", "refs")
    return {f.name for f in table_schemas()[table].fields if f.type in free and not f.allowed and not f.ref}


def spoil(table: str, record: dict[str, Any], spoiled_fields: set[tuple[str, str]]) -> None:
    """Poison every free text of a record; a source keeps its id and a list its number of parts."""
    refs = {f.name for f in table_schemas()[table].fields if f.type == "refs"}
    lists = {f.name for f in table_schemas()[table].fields if f.type == "list"}
    for name in fields(table) & set(record):
        if not record[name] and (name in BOUND or name in lists):
            continue
        if name == "unit" and record[name] in PERCENT:
            continue
        # Words that name a class of size are a number to the audit.
        if name.startswith("words_") and class_amount(record.get("words_zh") or "") is not None:
            continue
        # A unit is the same unit in every table.
        mark = f"{POISON}[{name}]" if name == "unit" else f"{POISON}[{table}.{name}]"
        mark = mark.replace(";", "") if name in refs | lists else mark
        spoiled_fields.add((table, name))
        if name in lists:
            record[name] = ";".join(part + mark for part in record[name].split(";"))
        elif name in refs:
            first = record[name].split(";")[0]
            record[name] = first + ("" if ":" in first else ":") + mark
        else:
            record[name] += mark
    aliases = record.get("aliases")
    for alias in aliases if isinstance(aliases, list) else ():
        for name in (n for n in alias if n.startswith("name")):
            alias[name] += POISON


def spoil_features(path: Path, table: str, spoiled_fields: set[tuple[str, str]]) -> None:
    """Poison a GeoJSON file."""
    content = json.loads(path.read_text(encoding="utf-8"))
    for feature in content["features"]:
        spoil(table, feature["properties"], spoiled_fields)
    path.write_text(json.dumps(content), encoding="utf-8")


def spoil_rows(path: Path, table: str, spoiled_fields: set[tuple[str, str]]) -> None:
    """Poison a CSV file."""
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))
    for row in rows:
        spoil(table, row, spoiled_fields)
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, rows[0])
        writer.writeheader()
        writer.writerows(rows)


def spoil_toml(path: Path, main: str, arrays: set[str], spoiled_fields: set[tuple[str, str]]) -> None:
    """Poison a TOML file, line by line: each holds one value."""
    table, lines = main, []
    for line in path.read_text(encoding="utf-8").splitlines():
        head = re.match(r"\[+(\w+)", line)
        if head:
            table = head[1] if head[1] in arrays else main
        pair = re.match(r'(\w+) = (".*")$', line)
        if pair:
            record = {pair[1]: json.loads(pair[2])}
            spoil(table, record, spoiled_fields)
            # TOML wants the delete character escaped, JSON does not.
            line = f"{pair[1]} = " + json.dumps(record[pair[1]]).replace("\x7f", "\\u007f")
        lines.append(line)
    path.write_text("\n".join(lines), encoding="utf-8")


def poison(root: Path) -> set[tuple[str, str]]:
    """Poison a root of districts; return the fields that were."""
    spoiled_fields: set[tuple[str, str]] = set()
    ways: dict[str, Callable[[Path, str, set[tuple[str, str]]], None]] = {
        "features": spoil_features, "csv": spoil_rows,
    }  # fmt: skip
    for name, table in table_schemas().items():
        for path in root.rglob(table.file):
            if table.form in ways:
                ways[table.form](path, name, spoiled_fields)
            elif table.form in ("record", "keyed"):
                arrays = {n for n, t in table_schemas().items() if t.form == "array" and t.file == table.file}
                spoil_toml(path, name, arrays, spoiled_fields)
    return spoiled_fields


# What the small district has no need of: each is put behind a line of the file.
MORE = {
    "district.toml": {'value_zh = "镇级"': 'noun_zh = "小园"\nnoun_en = "Small park"'},
    "plans/2021-2025/plan.toml": {
        'id = "belt-b"': 'area_km2 = 30\narea_note_zh = "约数"\narea_note_en = "about"\n'
        'inferred_aim_zh = "名带"\ninferred_aim_en = "a known belt"\n'
        'noun_zh = "片"\nnoun_en = "plot"\nnoun_plural_zh = "各片"\nnoun_plural_en = "plots"',
        'reaches = "rural"': 'reaches_sites = "harbour"\nreach_basis = "inferred"\nreach_ground_zh = "测试"\nreach_ground_en = "a test"',
        "[[evaluation]]": 'note_zh = "每年"\nnote_en = "each year"',
    },
}
GROUP = """
[[cluster_groups]]
id = "rest"
name_zh = "其余"
name_en = "Others"
scheme_zh = "甲类"
scheme_en = "Scheme A"
note_zh = "未列明"
note_en = "not listed"
open = true
order = 9
source = "plan21:第三章"
"""


def complete(district: Path) -> None:
    """Fill in the fields that the small district leaves out."""
    for file, lines in MORE.items():
        path = district / file
        text = path.read_text(encoding="utf-8")
        for line, more in lines.items():
            assert line in text, line
            text = text.replace(line, f"{line}\n{more}", 1)
        path.write_text(text + (GROUP if "plans" in file else ""), encoding="utf-8")


@pytest.fixture(scope="module")
def poisoned(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, set[tuple[str, str]]]:
    """Give a poisoned copy of the small district."""
    root = tmp_path_factory.mktemp("poisoned") / "root"
    shutil.copytree(Path(__file__).parents[1] / "data/mini", root)
    complete(root / "mini")
    spoiled_fields = poison(root)
    name_cited_sections(root)
    return root, spoiled_fields


@pytest.fixture(scope="module")
def built(poisoned: Any, cache_folder: Path) -> store.Build:
    """Build the poisoned district as the server would."""
    return BuildStore(poisoned[0], cache_folder).ready()


def pages(content: store.Build) -> Iterator[tuple[str, str]]:
    """Yield the name and text of each built map and page, in a fixed order."""
    for kind in ("maps", "pages"):
        for key, name in sorted(content.index[kind].items()):
            yield f"{kind} {key}", content.assets[name].decode("utf-8")


def test_every_free_text_is_poisoned(poisoned: Any) -> None:
    expected = {(t, f) for t in table_schemas() for f in fields(t)}

    assert expected - poisoned[1] == set()


def test_the_poison_is_told_from_clean_words_by_nothing_but_its_text(
    built: store.Build, mini_build: store.Build
) -> None:
    for (name, clean), (_, spoiled) in zip(pages(mini_build), pages(built), strict=True):
        for token in TOKENS:
            assert spoiled.count(token) == clean.count(token), f"{token!r} in {name}"
        assert str(1337 * 1337) not in spoiled, name
        assert "pwned" in spoiled


def test_the_whole_folium_page_holds_none_of_it(poisoned: Any) -> None:
    from layout.maps.live import folium_map

    data = load_dataset(poisoned[0], *default_ids(poisoned[0]))
    plan = join(data)
    page = folium_map.build_map(plan, compute_shapes(data, plan), "en").get_root().render()

    assert str(1337 * 1337) not in page
    assert "<img" not in page
    assert page.count("</script") == page.count("<script")
    assert "<script>window" not in page


def default_ids(root: Path) -> tuple[str, str]:
    """Return the first district and its default edition."""
    entry = catalog(root)[0]
    return entry.id, entry.default_edition


def test_words_arrive_unchanged(built: store.Build) -> None:
    for plan in built.plans.values():
        names = [s.name(lang) for s in plan.sites for lang in LANGS]
        assert [name for name in names if POISON not in name] == []


@pytest.mark.parametrize("lang", LANGS)
def test_a_view_with_poison_in_it_exports_the_same(poisoned: Any, lang: str) -> None:
    data = load_dataset(poisoned[0], *default_ids(poisoned[0]))
    plan = join(data)
    view = View(*default_ids(poisoned[0]), lang=lang, sel=plan.sites[0].id)
    page = html.page(plan, compute_shapes(data, plan), view)

    assert page.count("</script") == 2
    assert "<img" not in page.split("<script>", 2)[2]


@pytest.mark.parametrize("name", ["parks", "roles", "segments"])
def test_lists_keep_poison_in_its_cell(poisoned: Any, name: str) -> None:
    run = CliRunner()
    call = ["list", name, "--data", str(poisoned[0]), "--format"]
    as_json = json.loads(run.invoke(app, [*call, "json"]).stdout)
    as_csv = list(csv.DictReader(io.StringIO(run.invoke(app, [*call, "csv"]).stdout, newline="")))
    as_table = run.invoke(app, [*call, "table"]).stdout

    assert [r["name_zh"] for r in as_csv] == [r["name_zh"] for r in as_json]
    assert POISON in as_json[0]["name_zh"]
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f\u2028\u2029\u202a-\u202e\u2066-\u2069]", as_table)
    assert len(as_table.splitlines()) == len(as_json) + 2
