"""The price of a change, paid on a copy.

A park is three rows, an edition or a district one folder, a layer or a format one file and
one line, a page at most four files.
"""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import subprocess
import sys
from csv import DictReader, DictWriter
from pathlib import Path
from typing import Any

import pytest

from geodata.catalog import DISTRICTS, Entry, catalog
from geodata.check import list_faults
from geodata.languages import LANGS
from geodata.load import load_dataset
from layout.briefing import story_file
from layout.briefing.slides import fill_story
from layout.exports import csv, geojson, html
from layout.lists.listings import LISTINGS
from layout.panels.registry import panels
from layout.plan.join import join
from layout.plan.model import Plan
from layout.plan.shapes import Shapes, bounds_by_id, compute_shapes
from layout.view.filters import matching_sites
from layout.view.view import View
from layout.words.nodes import text_of

REPO = Path(__file__).parents[1]
MINI = REPO / "tests/data/mini"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Copy the bundled districts."""
    return Path(shutil.copytree(DISTRICTS, tmp_path / "districts"))


@pytest.fixture
def entry(root: Path) -> Entry:
    """Name the copied district."""
    return catalog(root)[0]


@pytest.fixture
def code(tmp_path: Path) -> Path:
    """Copy the program, with what is compiled of it: only what a test changes is compiled again."""
    for name in ("layout", "geodata"):
        shutil.copytree(REPO / name, tmp_path / "code" / name)
    return tmp_path / "code"


def plan_and_shapes(root: Path, district: str, edition: str) -> tuple[Plan, Shapes]:
    """Join and draw one edition."""
    assert [f for f in list_faults(root) if f.is_stopping] == []
    data = load_dataset(root, district, edition)
    plan = join(data)
    return plan, compute_shapes(data, plan)


def add_row(path: Path, **cells: str) -> None:
    """Add one row to a CSV file."""
    text = path.read_text(encoding="utf-8")
    head = text.splitlines()[0].split(",")
    assert set(cells) <= set(head)
    row = ",".join(cells.get(name, "") for name in head)
    path.write_text(f"{text.rstrip()}\n{row}\n", encoding="utf-8")


def add_park(entry: Entry, plan: Plan) -> None:
    """Add a park: one feature and two rows."""
    neighbour = next(p for p in plan.of_type("park") if p.located)
    path = entry.path / "parks.geojson"
    collection = json.loads(path.read_text(encoding="utf-8"))
    first = next(f for f in collection["features"] if f["properties"]["id"] == neighbour.id)
    about = {
        **first["properties"],
        "id": "tenth-park",
        "name_zh": "第十园",
        "name_en": "Tenth Park",
        "aliases": [],
    }
    collection["features"].append({**first, "properties": about})
    path.write_text(json.dumps(collection, ensure_ascii=False), encoding="utf-8")
    folder = entry.path / "plans" / entry.default_edition
    segment = next(iter(plan.segment.values()))
    source = plan.edition.refs[0].source
    add_row(folder / "site_clusters.csv", site="tenth-park", cluster=segment.cluster, segment=segment.id,
            basis="stated", source=source)  # fmt: skip
    network = next(e for e in plan.elements if e.kind == "network")
    add_row(folder / "layout.csv", element=network.id, theme=plan.edition.themes[0].id, member="tenth-park",
            rank=plan.roles(network.id)[0].rank, basis="stated", source=source)  # fmt: skip


def test_a_park_is_three_rows(root: Path, entry: Entry) -> None:
    before, _ = plan_and_shapes(root, entry.id, entry.default_edition)
    add_park(entry, before)
    plan, shape = plan_and_shapes(root, entry.id, entry.default_edition)

    assert len(plan.of_type("park")) == len(before.of_type("park")) + 1
    for lang in LANGS:
        view = View(entry.id, entry.default_edition, lang)
        name = plan.site["tenth-park"].name(lang)
        known = panels(plan, lang)
        page = html.page(plan, shape, view)
        assert all(name in text_of(known[sheet]) for sheet in ("overview", "parks", "tables"))
        assert known["park:tenth-park"]
        assert f'"name":"{name}"' in page
        assert '"style":"symbol","site":"tenth-park"' in page
        assert name in csv.page(plan, shape, view)
        assert name in geojson.page(plan, shape, view)
    assert [r["id"] for r in LISTINGS["parks"].rows(plan)].count("tenth-park") == 1
    segment = plan.site["tenth-park"].links[0].segment
    assert plan.site["tenth-park"] in matching_sites(
        View(entry.id, entry.default_edition, segment=(segment,)), plan, "park"
    )
    assert any("tenth-park" in (x.start, x.end) for x in shape.lines)


def test_an_edition_is_one_folder(root: Path, entry: Entry) -> None:
    plans = entry.path / "plans"
    shutil.copytree(plans / entry.default_edition, plans / "2026-2030")
    path = plans / "2026-2030/plan.toml"
    text = path.read_text(encoding="utf-8")
    for key, value in {"id": '"2026-2030"', "from_year": 2026, "to_year": 2030, "base_year": 2025,
                       "target_year": 2030}.items():  # fmt: skip
        text = re.sub(rf"(?m)^{key} = .*$", f"{key} = {value}", text, count=1)
    path.write_text(text, encoding="utf-8")
    # The figures are the new plan's own: of the old years they would be faults.
    for table in ("figures", "indicators"):
        path = plans / f"2026-2030/{table}.csv"
        rows = list(DictReader(path.read_text(encoding="utf-8").splitlines()))
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = DictWriter(file, list(rows[0]))
            writer.writeheader()
            for row in rows:
                moved = {k: str(int(row[k]) + 5) for k in ("from_year", "year") if row[k]}
                writer.writerow(row | moved)
    plan, shape = plan_and_shapes(root, entry.id, "2026-2030")

    assert catalog(root)[0].editions == (*entry.editions, "2026-2030")
    assert (plan.edition.target_year, plan.edition.id) == (2030, "2026-2030")
    assert '"edition":"2026-2030"' in html.page(plan, shape, View(entry.id, "2026-2030"))


def test_a_district_is_one_folder(root: Path, entry: Entry) -> None:
    (other,) = catalog(MINI)
    shutil.copytree(other.path, root / other.id)
    plan, shape = plan_and_shapes(root, other.id, other.default_edition)

    assert {e.id for e in catalog(root)} == {entry.id, other.id}
    assert plan.district.name("zh") in html.page(plan, shape, View(other.id, other.default_edition))


def python(code: Path, script: str, **values: Any) -> str:
    """Run a script on the copied program."""
    assignments = "".join(f"{name} = {value!r}\n" for name, value in values.items())
    done = subprocess.run(
        [sys.executable, "-c", assignments + script], capture_output=True, text=True, cwd=code, check=False,
        env={**os.environ, "PYTHONPATH": str(code)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-1500:]
    return done.stdout


BUILD = """
from pathlib import Path
from geodata.catalog import catalog
from geodata.load import load_dataset
from layout.plan.join import join
from layout.plan.shapes import compute_shapes
from layout.view.view import View
root = Path(root)
entry = catalog(root)[0]
data = load_dataset(root, entry.id, entry.default_edition)
plan = join(data)
shape = compute_shapes(data, plan)
view = View(entry.id, entry.default_edition)
"""
LAYER = '''"""Dots on the towns."""


def add(canvas):
    """Put a label on each town."""
    canvas.add_layer("dots", "Dots")
    for site in canvas.plan.of_type("town"):
        canvas.add_label("dot", "dot", [(site.lat, site.lon)], layer="dots")
'''


def test_a_map_layer_is_one_file_and_one_line(code: Path) -> None:
    room = code / "layout/maps/layers"
    (room / "dots.py").write_text(LAYER, encoding="utf-8")
    path = room / "__init__.py"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('    "links",\n', '    "links",\n    "dots",\n'), encoding="utf-8")
    assert len(path.read_text(encoding="utf-8").splitlines()) == len(text.splitlines()) + 1
    script = BUILD + (
        "from layout.exports import html\nfrom layout.maps.live import folium_map\n"
        "built = folium_map.build_map(plan, shape, 'zh')\nprint([x['id'] for x in built.canvas.layers])\n"
        'print(\'"id":"dots"\' in html.page(plan, shape, view))'
    )

    printed = python(code, script, root=str(MINI)).splitlines()
    assert "'dots'" in printed[0] and printed[1] == "True"


TYPE_LAYER = '''"""Projects: a symbol and a name each."""

from __future__ import annotations

from layout.maps.canvas import Canvas


def add(canvas: Canvas) -> None:
    """Draw every project at its place."""
    group = canvas.add_layer("projects")
    for site in canvas.plan.of_type("project"):
        if site.lat is not None and site.lon is not None:
            at = (site.lat, site.lon)
            canvas.add_marker(group, at, {"site": site.id})
            canvas.add_label(site.name(canvas.lang), "project", [at], layer="projects", site=site.id)
'''
TYPE_SCHEMA = """
[projects]
about = ["项目", "Projects"]
file = "projects.geojson"
form = "features"
key = ["id"]
space = "sites"
optional = true
geometry = ["Point"]
fields = ["id", "name", "source"]
"""


def test_a_layer_with_a_type_of_its_own_is_one_file_one_row_schema_and_words(code: Path, tmp_path: Path) -> None:
    """Points with name and source are checked, joined, listed, drawn, named, found and exported."""
    root = Path(shutil.copytree(MINI, tmp_path / "districts"))
    before = {path: path.read_bytes() for path in code.rglob("*") if path.is_file()}
    (code / "layout/maps/layers/projects.py").write_text(TYPE_LAYER, encoding="utf-8")
    table, schema = code / "layout/plan/site_types.py", code / "geodata/schema.toml"
    row = '    "project": SiteType("projects", "projects", 3, 45),\n}\n'
    head, brace, _ = table.read_text(encoding="utf-8").rpartition("}\n")
    assert brace
    table.write_text(head + row, encoding="utf-8")
    schema.write_text(schema.read_text(encoding="utf-8") + TYPE_SCHEMA, encoding="utf-8")
    words = code / "layout/words/screen.toml"
    text = words.read_text(encoding="utf-8")
    for section, line in {
        "layer": 'projects = ["项目", "Projects"]',
        "list": 'projects = ["项目", "Projects"]',
        "kind": 'project = ["项目", "Project"]',
    }.items():
        text = text.replace(f"\n[{section}]\n", f"\n[{section}]\n{line}\n", 1)
    words.write_text(text, encoding="utf-8")
    now = {path: path.read_bytes() for path in code.rglob("*") if path.is_file() and path.suffix != ".pyc"}
    assert len([path for path, content in now.items() if before.get(path) != content]) == 4

    park = json.loads((root / "mini/parks.geojson").read_text(encoding="utf-8"))["features"][0]
    about = {"id": "new-mill", "name_zh": "新磨坊", "name_en": "New Mill", "source": park["properties"]["source"]}
    feature = {"type": "Feature", "properties": about, "geometry": park["geometry"]}
    collection = {"type": "FeatureCollection", "features": [feature]}
    (root / "mini/projects.geojson").write_text(json.dumps(collection), encoding="utf-8")
    script = BUILD + (
        "import json\nfrom layout.exports import csv, geojson, html, svg, xlsx\n"
        "from layout.lists.listings import LISTINGS\nfrom layout.maps.live import folium_map\n"
        "from geodata.check import list_faults\n"
        "built = folium_map.build_map(plan, shape, 'zh')\n"
        "page = html.page(plan, shape, view)\n"
        "print(json.dumps([list_faults(root), [x['id'] for x in built.canvas.layers][-1],\n"
        "    [r['id'] for r in LISTINGS['projects'].rows(plan)], '\"name\":\"新磨坊\"' in page,\n"
        "    '新磨坊' in svg.page(plan, shape, view).decode(), '新磨坊' in csv.page(plan, shape, view),\n"
        "    'new-mill' in geojson.page(plan, shape, view), len(xlsx.page(plan, shape, view)) > 0]))"
    )
    printed = json.loads(python(code, script, root=str(root)))

    assert printed == [[], "projects", ["new-mill"], True, True, True, True, True]


# The file of a format, by what a file of it holds.
FORMAT_FILES = {
    "view": '''"""Names, one to a line."""


def page(plan, shapes, view):
    """Return the names of all sites."""
    return "\\n".join(s.name(view.lang) for s in plan.sites)
''',
    "map": '''"""The size of a map, and the names on it."""


def page(plan, shapes, view, size):
    """Return width and height in pixels, then the names of all sites."""
    return "\\n".join([f"{size.width}x{size.height}", *(s.name(view.lang) for s in plan.sites)])
''',
    "story": '''"""The title of a story, and those of its slides."""


def make(briefing, plan, shapes, options, progress):
    """Return the titles, one to a line, as UTF-8."""
    return "\\n".join([briefing.title, *(s.title for s in briefing.slides)]).encode("utf-8")
''',
}
FORMAT_OFFERS = """
from types import SimpleNamespace
from layout.exports.formats import MEDIA_TYPES, buttons
from layout.server.orders import read_order
from layout.server.requests import RefusedError
def ordered_form(**wish):
    build = SimpleNamespace(plans={(entry.id, entry.default_edition): plan}, layers=lambda *place: ())
    about = dict(build=build, district=entry.id, edition=entry.default_edition, lang="zh")
    try:
        return read_order(SimpleNamespace(**about, body={"format": "txt", **wish})).form
    except RefusedError:
        return ""
offered = [[b["label"], b["title"]] for kind in ("map", "story") for b in buttons(kind, "zh") if b["form"] == "txt"]
print([MEDIA_TYPES[".txt"], offered, ordered_form(view=""), ordered_form()])
"""


@pytest.mark.parametrize(
    ("content", "line", "offered", "orders"),
    [
        ("view", "织造园", [], ["", ""]),
        ("map", "800x600", [["TXT", "TXT"]], ["txt", ""]),
        ("story", "示例区产业布局", [["TXT", "TXT"]], ["", "txt"]),
    ],
)
def test_an_export_format_is_one_file_and_one_row(
    content: str, line: str, offered: list[list[str]], orders: list[str], code: Path, tmp_path: Path
) -> None:
    """The command line, the check of orders, the server's media types and the pages' buttons follow."""
    room = code / "layout/exports"
    (room / "names.py").write_text(FORMAT_FILES[content], encoding="utf-8")
    path = room / "formats.py"
    table = path.read_text(encoding="utf-8")
    row = f'FORMATS = (\n    Format(".txt", "names", "text/plain; charset=utf-8", {content.upper()}),\n'
    path.write_text(table.replace("FORMATS = (\n", row), encoding="utf-8")
    assert len(path.read_text(encoding="utf-8").splitlines()) == len(table.splitlines()) + 1
    file = tmp_path / "plan.txt"
    options = ["--size", "800x600"] if content == "map" else []
    call = f"from layout.cli.export import app\napp(['export', file, '--data', root, *{options}])"

    python(code, call, root=str(MINI), file=str(file))
    assert line in file.read_text(encoding="utf-8").splitlines()
    answer = python(code, BUILD + FORMAT_OFFERS, root=str(MINI))
    assert ast.literal_eval(answer) == ["text/plain; charset=utf-8", offered, *orders]


PANEL = '''"""Sources, one to a line."""

from __future__ import annotations

from layout.plan.model import Plan
from layout.words.glossary import say
from layout.words.nodes import Node, h


def source_list(plan: Plan, lang: str) -> Node:
    """Return a heading and the title of each source."""
    return h("div", h("h1", say("page.sources", lang)), *[h("p", s.title(lang)) for s in plan.sources])
'''
# Files of the program that a new page takes, and what is put after which line; the first is new.
PAGE = {
    "layout/panels/source_list.py": ("", PANEL),
    "layout/panels/registry.py": (
        '        "overview": overview_panel(plan, lang),\n',
        '        "sources": source_list(plan, lang),\n',
    ),
    "layout/pages/registry.py": ('    _panel_page("overview"),\n', '    _panel_page("sources"),\n'),
    "layout/words/screen.toml": ("[page]\n", 'sources = ["来源一览", "All sources"]\n'),
}
OPEN_PAGE = """
import json
from streamlit.testing.v1 import AppTest
def leaves(block):
    for child in block.children.values():
        yield from leaves(child) if hasattr(child, "children") else [child]
from layout.server.state import store
store.ready()
for lang in ("zh", "en"):
    run = AppTest.from_file("app.py", default_timeout=120)
    run.query_params["lang"] = lang
    run.run()
    run.session_state["next_page"] = "sources"
    run.run()
    assert not run.exception, run.exception
    parts = [json.loads(e.proto.json)[0] for e in leaves(run._tree) if e.type == "bidi_component"]
    build, view = store.current(), run.session_state["view"]
    scripts = (build.map_of, build.other_panels_of)
    facts = "".join(build.assets[f(view.district, view.edition, lang)].decode() for f in scripts)
    head = json.dumps([p["tree"] for p in parts if p["kind"] == "tree"], ensure_ascii=False)
    shown = [p["name"] for p in parts if p["kind"] == "panel"]
    plan = build.plans[view.district, view.edition]
    print(json.dumps([view.page, shown, titles[lang] in head, titles[lang] in facts,
                      plan.sources[0].title(lang) in facts]))
"""


def test_a_page_is_at_most_four_files(code: Path, tmp_path: Path) -> None:
    shutil.copy(REPO / "app.py", code)
    for name, (line, text) in PAGE.items():
        path = code / name
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        assert before.count(line) == 1 or not before, name
        path.write_text(before.replace(line, line + text) if before else text, encoding="utf-8")
    path = code / "layout/panels/registry.py"
    words = path.read_text(encoding="utf-8")
    line = "from layout.panels.overview import"
    path.write_text(
        words.replace(line, f"from layout.panels.source_list import source_list\n{line}"), encoding="utf-8"
    )
    values = {"LAYOUT_DATA": str(MINI), "LAYOUT_CACHE": str(tmp_path / "cache")}
    script = f"import os\nos.environ |= {values!r}\n" + OPEN_PAGE
    titles = {"zh": "来源一览", "en": "All sources"}

    pages = [json.loads(line) for line in python(code, script, titles=titles).splitlines()]
    assert len(PAGE) <= 4
    assert pages == [["sources", ["sources", "tables"], True, True, True]] * len(LANGS)


STORY = """
title_zh = "{name:edition}"
title_en = "{name:edition}"

[[steps]]
id = "whole"
title_zh = "{count:parks} 个园区"
title_en = "{count:parks} parks"
lines_zh = ["到 {year:target} 年"]
lines_en = ["By {year:target}"]
show = "parks"
"""


def test_the_story_of_an_edition_is_one_file(tmp_path: Path) -> None:
    root = Path(shutil.copytree(MINI, tmp_path / "districts"))
    path = next(p for p in (root / "mini/plans").iterdir() if not (p / "story.toml").exists())
    plan, shape = plan_and_shapes(root, "mini", path.name)
    assert story_file.edition_story(root, "mini", path.name, plan, ()) == (None, ())
    (path / "story.toml").write_text(STORY, encoding="utf-8")
    edition_story, faults = story_file.edition_story(root, "mini", path.name, plan, ())

    assert faults == ()
    assert edition_story is not None
    for lang in LANGS:
        filled = fill_story(edition_story, plan, lang, bounds_by_id(plan, shape))
        (slide,) = filled.slides
        assert filled.title == plan.edition.name(lang)
        assert slide.title.startswith(f"{len(plan.of_type('park'))} ")
        assert slide.lines[0].find(str(plan.edition.target_year)) > 0
        assert slide.visual is not None
        assert len(slide.visual.rows) == len(plan.of_type("park"))


LANGUAGE = """
[xx]
name = "XX"
required = false
script = "Latn"
tag = "eo-001"
"""


LISTS = """
import contextlib, io, json
from layout.cli import app
from layout.lists.listings import LISTINGS
for name, listing in LISTINGS.items():
    listed = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    with contextlib.redirect_stdout(listed):
        app.app(["list", name, "--data", root, "--format", "json"], standalone_mode=False)
    print(json.dumps([list(listing.keys), json.loads(listed.buffer.getvalue())]))
"""


def test_a_language_is_words_and_data(code: Path, tmp_path: Path) -> None:
    """A third language: an entry, some words and texts of the data; what it lacks stands in the first language."""
    root = Path(shutil.copytree(MINI, tmp_path / "districts"))
    languages = code / "geodata/languages.toml"
    languages.write_text(languages.read_text(encoding="utf-8") + LANGUAGE, encoding="utf-8")
    for file, words in {
        "layout/words/xx/screen.toml": '[list]\ntowns = "Urboj"\n[table]\nname = "Nomo"\n',
        "geodata/xx/messages.toml": '[no_districts]\nproblem = "neniu distrikto"\n',
    }.items():
        (code / file).parent.mkdir(exist_ok=True)
        (code / file).write_text(words, encoding="utf-8")
    towns = root / "mini/towns.geojson"
    collection = json.loads(towns.read_text(encoding="utf-8"))
    named, other = (feature["properties"] for feature in collection["features"][:2])
    named["name_xx"] = "Urbo Unua"
    towns.write_text(json.dumps(collection, ensure_ascii=False), encoding="utf-8")

    def run(*call: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "layout", *call]
        env = {**os.environ, "PYTHONPATH": str(code)}
        return subprocess.run(
            command, capture_output=True, text=True, encoding="utf-8", cwd=tmp_path, env=env, check=False
        )

    checked, listed = run("check", "--data", str(root)), run("list", "towns", "--data", str(root), "--lang", "xx")
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert "Nomo" in listed.stdout and "Urbo Unua" in listed.stdout and other["name_zh"] in listed.stdout
    rows = json.loads(run("list", "towns", "--data", str(root), "--format", "json").stdout)
    assert {row["id"]: row["name_xx"] for row in rows}[named["id"]] == "Urbo Unua"
    lists = [json.loads(line) for line in python(code, LISTS, root=str(root)).splitlines()]
    assert len(lists) == len(LISTINGS)
    for promised, rows in lists:
        # The target's key names its year.
        # A list of what only some plans have is empty here.
        assert not rows or {tuple(re.sub(r"^target_\d+$", "target_<year>", key) for key in row) for row in rows} == {tuple(promised)}
    for name in ("page.html", "map.svg", "briefing.pptx"):
        filled = run("export", name, "--data", str(root), "--lang", "xx")
        assert filled.returncode == 0, filled.stderr
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert '"lang":"xx"' in page and "Urbo Unua" in page
    (tmp_path / "empty").mkdir()
    assert "neniu distrikto" in run("check", "--data", str(tmp_path / "empty"), "--lang", "xx").stdout
