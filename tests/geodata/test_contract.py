"""One contract for every district and edition, the bundled ones and those of the tests."""

from __future__ import annotations

import pytest
import shapely

from geodata.crs import area_km2
from geodata.load import Dataset
from geodata.references import ID, REST, parse_refs
from tests.conftest import Case


@pytest.fixture
def data(case: Case) -> Dataset:
    """Give each district and edition as loaded."""
    return case.data


def frames(data: Dataset) -> list[object]:
    """List every frame of a dataset."""
    return [data.towns, data.context, data.places, data.parks, data.roles, data.clusters,
            data.site_clusters, data.figures, data.indicators, data.industries, data.links,
            data.chain_ties, data.provisions]  # fmt: skip


def test_towns_are_valid_and_share_their_borders(data: Dataset) -> None:
    # Those of the edition's day: before and after it towns may have been parted or merged.
    day = data.plan["day"]
    shapes = [
        town.geometry
        for town in data.towns.itertuples()
        if (town.valid_from or day) <= day < (town.valid_to or "9999")
    ]

    assert data.towns.geometry.is_valid.all()
    assert shapely.coverage_is_valid(shapes)
    assert area_km2(shapely.coverage_union_all(shapes)) == pytest.approx(
        sum(area_km2(shape) for shape in shapes)
    )


def test_ids_are_unique_and_well_formed(data: Dataset) -> None:
    ids = [*data.towns.index, *data.places.index, *data.parks.index]

    assert len(ids) == len(set(ids))
    assert all(ID.fullmatch(name) for name in [*ids, *data.context.index, *data.clusters["id"]])


def test_every_record_names_a_source_that_is_listed(data: Dataset) -> None:
    # A link stands where its chain stands.
    cells = [t for frame in frames(data) if frame is not data.links for t in frame["source"]]  # type: ignore[index]
    cells += [chain["source"] for chain in data.plan.get("chains", ())]
    cells += [group["source"] for group in data.plan.get("provision_groups", ())]
    cells += [note["source"] for note in data.district["notes"]]
    cells += [data.plan["source"], data.plan["layout_source"]]

    assert all(cells)
    assert {ref.source for cell in cells for ref in parse_refs(cell)} <= set(data.sources)


def test_every_source_is_used(data: Dataset, case: Case) -> None:
    folder = case.root / data.district["id"]
    kinds = (".toml", ".csv", ".geojson")
    files = [path for path in folder.rglob("*") if path.suffix in kinds]
    text = "\n".join(path.read_text(encoding="utf-8") for path in files if path.stem != "sources")
    text += str(data.district["official_area_km2"])

    assert [name for name in data.sources if name not in text] == []


def test_text_is_text_and_numbers_are_numbers(data: Dataset) -> None:
    for frame in frames(data)[4:]:  # those without shapes
        assert set(map(str, frame.dtypes)) <= {"str", "float64"}
        assert not frame.select_dtypes("str").isna().any().any()


def test_both_languages_are_given(data: Dataset, case: Case) -> None:
    # Districts of the tests may lack English texts: the others are shown and marked.
    for frame in frames(data) if case.is_whole else ():
        for name in [name for name in frame.columns if name.endswith("_zh")]:  # type: ignore[attr-defined]
            other = name.removesuffix("_zh") + "_en"
            filled = [(bool(a), bool(b)) for a, b in zip(frame[name], frame[other], strict=True)]  # type: ignore[index]
            assert all(zh == en for zh, en in filled), f"{name} and {other}"


def test_located_parks_carry_a_precision_and_others_a_reason(data: Dataset) -> None:
    located = ~data.parks.geometry.isna()

    assert (data.parks["precision_m"] > 0)[located].all()
    assert (data.parks["unlocated_zh"] != "")[~located].all()
    assert (data.parks["unlocated_zh"] == "")[located].all()


def test_inferences_name_their_ground(data: Dataset, case: Case) -> None:
    for frame in (data.roles, data.site_clusters, data.industries, data.chain_ties):
        inferred = frame[frame["basis"] == "inferred"]
        assert (inferred["ground_zh"] != "").all()
        assert (inferred["ground_en"] != "").all() or not case.is_whole


def test_targets_say_bound_unit_year_measure_and_scope(data: Dataset) -> None:
    figures = data.figures.set_index("id")
    with_target = data.clusters[data.clusters["target"] != ""]
    targets = figures.loc[with_target["target"]]
    numeric = targets[targets["value"] != ""]

    assert len(numeric)
    assert numeric["year"].notna().all()
    assert targets["role"].isin(["target", "hold"]).all()
    # A level to hold has no year: none is written, so none is set.
    assert targets[targets["role"] == "hold"]["year"].isna().all()
    # The target of services is a figure of the whole district.
    of = dict(zip(with_target["id"], targets["cluster"], strict=True))
    assert {name for name, cluster in of.items() if cluster != name} <= set(
        with_target[with_target["kind"] == "services"]["id"]
    )
    for name in ("bound", "unit", "measure"):
        assert (numeric[name] != "").all()
    assert (targets[targets["value"] == ""]["words_zh"] != "").all()


def test_every_figure_has_a_number_or_words_and_a_place_in_its_source(data: Dataset) -> None:
    plan = data.plan["source"]
    for frame in (data.figures, data.indicators):
        assert ((frame["value"] != "") != (frame["words_zh"] != "")).all()
        for source in frame["source"]:
            assert all(ref.locator for ref in parse_refs(source) if ref.source == plan)


def test_figures_of_others_carry_a_date_and_stand_beside_one_of_the_plan(data: Dataset) -> None:
    of_plan = data.figures["source"].str.startswith(data.plan["source"])
    statements = {*data.figures["id"], *data.indicators["id"]}

    # What became of a target, and what replaced it, stands for itself.
    beside = data.figures[~of_plan & (data.figures["plan_figure"] != "")]
    assert (beside["as_of"] != "").all()
    assert set(beside["plan_figure"]) <= statements
    assert (data.figures[of_plan]["plan_figure"] == "").all()


def test_every_industry_of_the_layout_has_its_row(data: Dataset) -> None:
    cells = (*data.roles["leading_zh"], *data.roles["industries_zh"])
    words = {w for cell in cells for w in cell.split(";") if w} - {REST}

    assert words <= set(data.industries["industry"])


def test_chains_have_links_in_stages_without_a_gap(data: Dataset) -> None:
    assert {c["id"] for c in data.plan["chains"]} == set(data.links["chain"])
    for _, part in data.links.groupby("chain"):
        stages = sorted({int(n) for n in part["stage"]})
        assert stages == list(range(1, len(stages) + 1))


def test_the_sea_meets_the_district_without_covering_it(data: Dataset) -> None:
    sea = data.context[data.context["kind"] == "sea"].geometry.union_all()
    district = data.towns.geometry.union_all()

    assert area_km2(sea.intersection(district)) < 1e-6
    assert sea.is_empty or sea.intersection(district).length > 0


def test_coordinates_carry_at_most_five_decimals(data: Dataset) -> None:
    for frame in (data.towns, data.context, data.places, data.parks):
        numbers = shapely.get_coordinates(frame.geometry.dropna().values)
        assert abs(numbers - numbers.round(5)).max() < 1e-12


def test_outlines_leave_about_the_area_the_source_gives(data: Dataset) -> None:
    for outline, area in zip(data.places["outline"], data.places["area_km2"], strict=True):
        if outline is None or not outline["cut"] or not area > 0:
            continue
        town = data.towns.geometry[outline["cut"]]
        assert area_km2(_half(town, outline)) == pytest.approx(area, rel=0.01)


def _half(town: shapely.Geometry, outline: dict[str, object]) -> shapely.Geometry:
    west, south, east, north = town.bounds
    at = outline["at"]
    box = {
        "south": (west, south, east, at),
        "north": (west, at, east, north),
        "west": (west, south, at, north),
        "east": (at, south, east, north),
    }[str(outline["side"])]
    return town.intersection(shapely.box(*box))
