"""The comparison in words: the panel, the marks on the map, and the page that shows both."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from geodata.languages import LANGS
from layout.build.renewal import BuildStore
from layout.comparison import panel
from layout.comparison import words as change_text
from layout.comparison.changes import CHANGE_KINDS, ENTITY_TYPES, Comparison, compare_editions
from layout.comparison.words import change_marks, difference_texts, shift_texts, signed_number
from layout.monitoring.outcomes import outcome_panel
from layout.plan.model import Text
from layout.web.bundle import SCRIPTS
from layout.words.citations import citation
from layout.words.glossary import glossary, say
from layout.words.nodes import text_of, walk
from layout.words.symbols import CHANGE_SIGNS, MARK_SIGNS, STATE_SIGNS
from tests.conftest import MINI, case_of

APP = Path(__file__).parents[2] / "app.py"
OLD, NEW = "2016-2020", "2021-2025"
OPEN = Callable[..., AppTest]


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    """Compare the mini district's two editions."""
    return compare_editions(*(case_of(MINI, "mini", e).plan for e in (OLD, NEW)))


def panel_of(comparison: Comparison, lang: str = "zh") -> list[Any]:
    return panel.comparison_panel(comparison, [comparison.old.edition], lang)


def goes(tree: Any) -> list[dict[str, str]]:
    """Return the patches of the view that a tree's buttons make."""
    return [n[1]["go"] for n in walk(tree) if "go" in n[1]]


def test_each_kind_of_change_has_a_sign_of_its_own() -> None:
    assert tuple(CHANGE_SIGNS) == CHANGE_KINDS
    assert len(set(MARK_SIGNS.values())) == len(MARK_SIGNS) == len(CHANGE_SIGNS) + len(STATE_SIGNS)


def test_every_kind_and_sort_has_its_words() -> None:
    keys = [f"compare_{s}.{k}" for s in ("kind", "line") for k in CHANGE_KINDS]
    keys += [f"compare_{s}.{w}" for s in ("list", "what") for w in ENTITY_TYPES]

    assert [key for key in keys if key not in glossary()] == []


@pytest.mark.parametrize("lang", LANGS)
def test_the_panel_names_every_change_with_its_sources(comparison: Comparison, lang: str) -> None:
    tree = panel_of(comparison, lang)
    text = text_of(tree)
    sides = [(s, of) for c in comparison.changes for s, of in ((c.old, comparison.old), (c.new, comparison.new)) if s]

    assert [n[0] for n in walk(tree)].count("h1") == 1
    assert all(side.name(lang) in text for side, _ in sides)
    assert all(citation(side.refs, of, lang) in text for side, of in sides)
    assert all(x.edition.short(lang) in text for x in (comparison.old, comparison.new))


def test_counts_say_sign_word_and_number(comparison: Comparison) -> None:
    (counts,) = (n for n in walk(panel_of(comparison, "en")) if n[1].get("class") == "counts")
    items = [text_of(item) for item in counts[2:]]

    assert items[:4] == ["+ Added   16", "− Dropped   1", "≈ Renamed   3", "↕ Changed   7"]
    assert items[4].split() == ["Unchanged", str(sum(n for _, n in comparison.unchanged))]


@pytest.mark.parametrize("lang", LANGS)
def test_targets_stand_old_beside_new(comparison: Comparison, lang: str) -> None:
    table = next(n for n in walk(panel_of(comparison, lang)) if n[0] == "table")
    rows = [n for n in walk(table) if n[0] == "tr" and n[1].get("class") != "none"][1:]
    first = {row[2][2][2]: [text_of(cell) for cell in row[3:]] for row in rows}
    machines = first["机械" if lang == "zh" else "Machines"]

    assert len(rows) == sum(c.shift is not None for c in comparison.changes)
    assert [cell.split(" ")[0] for cell in machines] == {"zh": ["10", "30", "+20"], "en": ["1", "3", "+2"]}[lang]
    assert machines[2].endswith("+200 %")
    words = first["基础能源" if lang == "zh" else "Base energy"]
    assert say("compare.uncomputed", lang) in words[2]


def test_a_row_whose_units_differ_names_both(comparison: Comparison) -> None:
    (change,) = (c for c in comparison.changes if c.id == "gears" and c.shift)
    assert change.new is not None
    assert change.new.figure is not None
    other = replace(change.new, figure=replace(change.new.figure, value=Decimal(110_000), unit="万元"))
    wide = replace(comparison, changes=(replace(change, new=other),))
    row = text_of(next(n for n in walk(panel_of(wide)) if n[0] == "tbody"))

    assert "4 亿元" in row
    assert "110,000 万元" in row


def test_buttons_fly_swap_and_choose(comparison: Comparison) -> None:
    # Whichever is open, the other's map is one press away.
    turned = goes(panel.comparison_panel(comparison, [comparison.new.edition], "zh"))
    assert {"edition": NEW, "against": OLD} in turned
    third = replace(comparison.old.edition, id="another")
    buttons = goes(panel.comparison_panel(comparison, [comparison.old.edition, third], "zh"))
    sites = {c.site for c in comparison.changes if c.site} | {m.site for m in comparison.members}

    assert {"edition": OLD, "against": NEW} in buttons
    assert {b["against"] for b in buttons if list(b) == ["against"]} == {OLD, "another"}
    # One that only one of the two has cannot be selected on every map.
    assert {b["sel"] for b in buttons if "sel" in b} == sites - {"gear-hall"}
    assert not [b for b in goes(panel_of(comparison)) if list(b) == ["against"]]


def test_the_browser_knows_every_tag_and_attribute(comparison: Comparison) -> None:
    script = (SCRIPTS / "panels/tree.js").read_text(encoding="utf-8")
    known = set(" ".join(re.findall(r"'([^']*)'", script.split("function")[0])).split())
    outcomes = outcome_panel(comparison.old, comparison.new, "zh")
    assert outcomes
    nodes = [*walk(panel_of(comparison)), *walk(outcomes), *walk(panel.single_edition_panel(comparison.new, "zh"))]

    assert {n[0] for n in nodes} <= known
    assert {key for n in nodes for key in n[1]} - {"go", "key"} <= known


@pytest.mark.parametrize("lang", LANGS)
def test_no_difference_is_said(comparison: Comparison, lang: str) -> None:
    same = compare_editions(comparison.new, comparison.new)

    assert say("compare.none", lang) in text_of(panel_of(same, lang))
    assert change_marks(same, lang) == {}


@pytest.mark.parametrize(
    ("key", "old", "new", "words"),
    [
        ("scope", "local", "all", "统计口径：属地 → 全口径"),
        ("scope", "", "local", "统计口径：未说明 → 属地"),
        ("attribute", "expected", "binding", "指标属性：预期性 → 约束性"),
        ("measure", "output", "scale", "指标含义：产值 → 产业规模"),
        ("bound", "=", ">=", "界限改变"),
    ],
)
def test_what_differs_beside_the_value_is_named(
    comparison: Comparison, key: str, old: str, new: str, words: str
) -> None:
    (change,) = (c for c in comparison.changes if c.id == "output" and c.shift)
    assert change.old
    assert change.new
    assert change.old.figure
    assert change.new.figure
    assert change.shift
    changed = replace(
        change,
        old=replace(change.old, figure=replace(change.old.figure, **{key: old})),
        new=replace(change.new, figure=replace(change.new.figure, **{key: new})),
        shift=replace(change.shift, differs=("value", key)),
    )
    assert difference_texts(changed, comparison, "zh") == [words]


@pytest.mark.parametrize(
    ("unit", "bare", "words"),
    [
        ("亿元", False, ["+20 亿元", "+200 %"]),
        ("亿元", True, ["+20", "+200 %"]),
        ("%", True, ["+20 百分点", "+200 %"]),
    ],
)
def test_a_difference_of_percentages_is_in_points(
    comparison: Comparison, unit: str, bare: bool, words: list[str]
) -> None:
    change = next(c for c in comparison.changes if c.id == "machines" and c.shift)
    assert change.new
    assert change.new.figure
    turned = replace(change, new=replace(change.new, figure=replace(change.new.figure, unit=unit)))

    assert shift_texts(turned, "zh", bare) == words


@pytest.mark.parametrize(
    ("value", "places", "words"),
    [
        ("20", 4, "+20"), ("-4.0", 4, "−4"), ("0", 4, "±0"), ("47.0588", 1, "+47.1"),
        ("1234.50", 4, "+1,234.5"), ("50000", 4, "+50,000"), ("0.66666666", 4, "+0.6667"), ("0.25", 1, "+0.3"),
    ],
)  # fmt: skip
def test_a_difference_bears_its_sign(value: str, places: int, words: str) -> None:
    assert signed_number(Decimal(value), places) == words


@pytest.mark.parametrize("lang", LANGS)
def test_a_site_bears_its_own_change_and_all_words(comparison: Comparison, lang: str) -> None:
    marks = change_marks(comparison, lang)

    assert {site: mark["state"] for site, mark in marks.items()} == {
        "yi": "moved", "ding": "moved", "harbour": "moved", "gear-hall": "added",
        "loom-yard": "renamed", "jia": "moved",
    }  # fmt: skip
    assert all(x.edition.short(lang) in m["text"] for m in marks.values() for x in (comparison.old, comparison.new))
    role = comparison.new.site["jia"].roles[-1]
    assert role.name(lang) in marks["jia"]["text"]
    assert (
        f"{say('compare.joined', lang)} {comparison.new.element['hubs'].name(lang)}"
        not in marks["gear-hall"]["text"]
    )
    assert comparison.old.site["loom-yard"].name(lang) in marks["loom-yard"]["text"]
    assert (
        say("compare.joined-ground", lang, elements=say("roles.lies-in", lang, via=comparison.new.site["yi"].name(lang),
            element=comparison.new.element["belt-a"].name(lang)))
        in marks["gear-hall"]["text"]
    )


def test_a_line_says_what_how_and_of_what(comparison: Comparison) -> None:
    lines = [change_text.change_line(c, comparison.new, "zh") for c in comparison.changes]

    assert "细分领域改称：齿轮 · 原为“齿轮传动”" in lines
    assert "新增布局角色：食品制造 · 西带 · 主导" in lines
    assert "新增所属集群：机械 · 齿轮" in lines
    assert "产业集群变动：机械 · 10 亿元 → 30 亿元" in lines
    assert "不再列入的指标：用煤量 · 不高于 5 万吨标准煤" in lines


def test_a_place_that_moved_says_from_where_to_where(comparison: Comparison) -> None:
    role = next(c for c in comparison.changes if c.entity_type == "role")
    assert role.new
    old = replace(role.new, place=Text("东带 · 主导", role.new.place("en")))

    details = change_text.change_details(replace(role, kind="moved", old=old), "zh")
    assert details == ["由“东带 · 主导”到“西带 · 主导”"]
    tie = next(c for c in comparison.changes if c.entity_type == "tie")
    assert (
        change_text.change_line(replace(tie, kind="moved", old=old), comparison.new, "zh")
        == "所属集群变动：由“东带 · 主导”到“机械 · 齿轮”"
    )


@pytest.fixture
def open_page(monkeypatch: pytest.MonkeyPatch, cache_folder: Path, mini_build: Any) -> Iterator[OPEN]:
    """Give what opens the compare page of a data root."""
    from layout.server import state

    def open_(root: Path = MINI, **link: str) -> AppTest:
        build_store = BuildStore(root, cache_folder)
        build_store.ready()
        monkeypatch.setattr(state, "store", build_store)
        run = AppTest.from_file(str(APP), default_timeout=120)
        for key, value in link.items():
            run.query_params[key] = value
        run.run()
        run.session_state["next_page"] = "compare"
        run.run()
        assert not run.exception
        return run

    yield open_


def parts(run: AppTest) -> dict[str, Any]:
    """Return what the page handed to its mounts: the tree beside the map, and the map's marks."""

    def leaves(block: Any) -> Any:
        for child in block.children.values():
            yield from leaves(child) if hasattr(child, "children") else [child]

    mounts = [json.loads(e.proto.json)[0] for e in leaves(run._tree) if e.type == "bidi_component"]
    (tree,) = (m["tree"] for m in mounts if m.get("name") == "compare")
    (marks,) = (m["marks"] for m in mounts if m["kind"] == "map")
    return {"tree": tree, "marks": marks}


@pytest.mark.parametrize(
    ("link", "old", "new"),
    [
        ({}, OLD, NEW),
        ({"edition": OLD}, OLD, NEW),
        ({"edition": NEW, "against": OLD, "lang": "en"}, OLD, NEW),
        ({"edition": NEW, "against": NEW}, OLD, NEW),
        ({"against": "1999-2003"}, OLD, NEW),
    ],
)
def test_the_page_compares_what_the_link_names(
    open_page: OPEN, link: dict[str, str], old: str, new: str
) -> None:
    lang = link.get("lang", "zh")
    whole = compare_editions(*(case_of(MINI, "mini", e).plan for e in (old, new)))
    shown = parts(open_page(**link))

    open_edition = link.get("edition", NEW)
    others = [x.edition for x in (whole.old, whole.new) if x.edition.id != open_edition]
    outcomes = outcome_panel(whole.old, whole.new, lang)
    assert shown["tree"] == json.loads(json.dumps(panel.comparison_panel(whole, others, lang, outcomes)))
    sites = case_of(MINI, "mini", open_edition).plan.site
    assert shown["marks"] == {k: m for k, m in change_marks(whole, lang).items() if k in sites}


def test_one_edition_is_no_fault_and_says_what_to_add(open_page: OPEN, tmp_path: Path) -> None:
    root = Path(shutil.copytree(MINI, tmp_path / "root"))
    shutil.rmtree(root / "mini/plans" / OLD)
    shown = parts(open_page(root))

    assert "mini/plans/" in text_of(shown["tree"])
    assert shown["marks"] == {}


def test_the_page_is_drawn_anew_for_another_counterpart_only() -> None:
    from layout.pages.frame import server_state
    from layout.view.view import View

    here = View("d", "e", page="compare")
    assert server_state(here) != server_state(replace(here, against="f"))
    assert server_state(here) == server_state(replace(here, sel="s"))
    elsewhere = replace(here, page="parks")
    assert server_state(elsewhere) == server_state(replace(elsewhere, against="f"))
