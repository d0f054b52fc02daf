"""What the plan and the published figures say of Jinshan, held against the bundled data."""

from __future__ import annotations

import csv
import io
import json
import re
import tomllib

import pandas as pd
import pytest

from geodata.catalog import DISTRICTS, catalog
from geodata.crs import area_km2, distance_m, wgs84_to_gcj02
from geodata.load import Dataset, load_dataset
from geodata.references import REST

PARKS = {
    "华东无人机基地": "city",
    "湾区生物医药港": "city",
    "碳谷绿湾产业园": "city",
    "南上海新型显示产业园": "district",
    "湾区食尚汇": "district",
    "长三角智能装备产业园": "district",
    "光电传输谷": "district",
    "都市中央厨房": "district",
    "湾区科创中心": "district",
}
SEGMENTS = {
    "新材料": (
        500,
        {"高分子材料": 250, "高性能合金材料": 100, "高端复合材料": 100, "先进材料": 50},
    ),
    "智能装备": (500, {"无人系统": 100, "智能制造及控制装备": 150, "智能成套装备": 250}),
    "生命健康": (
        500,
        {"生物医药": 220, "高端医疗器械及智能健康产品": 50, "美丽产品": 30, "健康食品": 200},
    ),
    "信息技术": (300, {"新型显示": 200, "集成电路": 50, "电子通讯": 50}),
}


@pytest.fixture(scope="module")
def data() -> Dataset:
    """Load the bundled edition."""
    return load_dataset(DISTRICTS, "jinshan", "2021-2025")


def test_it_is_in_the_catalog() -> None:
    (entry,) = [entry for entry in catalog(DISTRICTS) if entry.id == "jinshan"]

    assert (entry.name("zh"), entry.default_edition) == ("金山区", "2021-2025")


def test_ten_towns_make_up_the_district(data: Dataset) -> None:
    area = sum(area_km2(shape) for shape in data.towns.geometry)
    official = data.district["official_area_km2"]

    assert len(data.towns) == 10
    assert area == pytest.approx(610.7, abs=0.2)
    assert official["low"] <= area <= official["high"]
    assert set(data.towns["code"].str[:6]) == {data.district["code"]}


def test_each_town_is_as_large_as_its_source_says(data: Dataset) -> None:
    for shape, area in zip(data.towns.geometry, data.towns["area_km2"], strict=True):
        assert area_km2(shape) == pytest.approx(area, rel=0.012)


def test_nine_parks_of_the_plan_with_their_levels(data: Dataset) -> None:
    assert dict(zip(data.parks["name_zh"], data.parks["level"], strict=True)) == PARKS
    assert all("plan:一（一）二是" in source for source in data.parks["source"])


def test_one_park_is_not_located(data: Dataset) -> None:
    lost = data.parks[data.parks.geometry.isna()]

    assert list(lost.index) == ["equipment-park"]
    assert lost["unlocated_en"].all()


def test_airspace_is_never_land(data: Dataset) -> None:
    assert data.parks["area_km2"].isna()["uav-base"]
    assert not (data.parks["area_km2"] == 58).any()
    assert not (data.places["area_km2"] == 58).any()


def test_names_carry_the_date_they_hold_for(data: Dataset) -> None:
    aliases = {alias["name"]: alias for alias in data.places["aliases"]["jinshan-iz"]}

    assert aliases["上海湾区高新区"]["from"] == "2022-08-16"


def numbers(data: Dataset) -> dict[str, float]:
    """Return the figures and indicators that are numbers, by id."""
    rows = [*data.figures.to_dict("records"), *data.indicators.to_dict("records")]
    return {row["id"]: float(row["value"]) for row in rows if row["value"]}


def test_targets_add_up_as_the_plan_gives_them(data: Dataset) -> None:
    value = numbers(data)
    frame = data.clusters.assign(target=[value.get(i) for i in data.clusters["target"]])
    by_kind = {kind: part.set_index("name_zh") for kind, part in frame.groupby("kind")}
    clusters, segments = by_kind["cluster"], by_kind["segment"]

    assert clusters["target"].to_dict() == {name: total for name, (total, _) in SEGMENTS.items()}
    for name, (total, parts) in SEGMENTS.items():
        targets = segments[segments["parent"] == clusters["id"][name]]["target"].to_dict()
        assert targets == parts
        assert sum(targets.values()) == total
    assert len(segments) == 14


def test_the_base_industry_has_words_and_no_number(data: Dataset) -> None:
    (base,) = data.clusters[data.clusters["kind"] == "base"].to_dict("records")

    target = data.figures.set_index("id").loc[base["target"]]
    assert (base["name_zh"], target["words_zh"]) == ("高端绿色化工", "千亿级")
    assert (target["value"], target["role"]) == ("", "hold")
    assert pd.isna(target["year"])


# What a planner would cite first, as the plan prints it.
PRINTED = {
    "output-2015": "957.4", "output-2020": "1382.1", "output-growth-past": "8", "output-increase": "439.6",
    "output-increase-share": "11.6", "clusters-2015": "648.4", "clusters-2020": "1062.3",
    "clusters-growth-past": "10.4", "clusters-lead": "2.4", "clusters-share": "76.9",
    "clusters-share-change": "8.1", "parks-2020": "491.5", "parks-growth-past": "18.4",
    "service-made-2020": "489.3", "service-made-growth": "12.3", "service-made-share": "35.4",
    "service-made-firms": "181", "services-2020": "420", "services-growth-past": "7.9",
    "zones-2020": "1291.6", "zones-share": "93.4", "zones-share-change": "5.2", "investment-past": "461.3",
    "clusters-investment": "395", "clusters-investment-share": "85.6", "projects-admitted": "348",
    "projects-admitted-investment": "618", "land-redeveloped-past": "6106",
    "low-efficiency-land-past": "2831", "energy-intensity": "11.2", "featured-2025": "800",
    "services-2025": "1000", "six-parks-2025": "600", "display-park-2025": "150",
    "carbon-valley-2025": "500",
}  # fmt: skip
TABLE = ["7", "500", "1000", "1000", "30", "9", "10", "100", "100", "8", "10", "5000", "8", "", "10", "",
         "100", "100", "200", "10"]  # fmt: skip


def test_figures_stand_as_printed(data: Dataset) -> None:
    values = data.figures.set_index("id")["value"].to_dict()

    assert {name: values[name] for name in PRINTED} == PRINTED
    assert len(values) > 110


def test_the_twenty_indicators_stand_as_in_the_table(data: Dataset) -> None:
    table = data.indicators.sort_values("number")
    binding = set(table[table["attribute"] == "binding"]["number"].astype(int))
    words = set(table[table["value"] == ""]["number"].astype(int))

    assert list(table["number"].astype(int)) == list(range(1, 21))
    assert list(table["value"]) == TABLE
    assert (binding, words) == ({12, 14, 15}, {14, 16})
    assert list(table["bound"])[:1] + list(table["bound"])[5:7] == ["~", "~", ">="]
    assert [s.split()[-1] for s in table["source"]] == [f"第{n}行" for n in range(1, 21)]


def test_only_what_the_sentences_print_is_a_printed_year(data: Dataset) -> None:
    figures = data.figures.set_index("id")
    inferred = set(figures[figures["year_basis"] == "inferred"].index)

    # The sentence on the four kinds of green units says cumulated and no year at all.
    green = figures[figures["measure"] == "green-units"]
    assert green["from_year"].isna().all() and set(green.index) <= inferred
    assert figures.loc[["upgrade-projects", "upgrade-projects-investment"], "from_year"].isna().all()
    # 395 of the 461.3 are the 85.6 % of the 13th plan period; the sentence itself names no period.
    assert {"investment-past", "projects-admitted", "restructuring-land", "services-growth-past"} <= inferred
    assert {"featured-uav", "digital-workshops", "energy-intensity", "large-firms"} <= inferred
    assert not {"output-increase", "clusters-investment", "parks-growth-past", "large-projects-admitted"} & inferred
    assert not {"featured-2025", "ladder-city", "services-2025", "new-materials-2025"} & inferred


def test_listed_firms_are_no_sum_of_yearly_additions(data: Dataset) -> None:
    """Row 19 lacks the word added that rows 8, 9, 17, 18 and 20 have."""
    table = data.indicators.set_index("number")
    added = {n for n in table.index if table.loc[n, "name_zh"].startswith("新增")}
    since_start = set(table[table["from_year"].notna() & (table["measure"].str.contains("firms|centres"))].index)

    assert {int(n) for n in added} == {8, 9, 17, 18, 20}
    assert since_start == added
    assert "推断" in table.loc[19, "question_zh"] and "inferred" in table.loc[19, "question_en"]


@pytest.mark.parametrize("name", ["figures", "indicators"])
def test_no_english_text_holds_chinese(data: Dataset, name: str) -> None:
    frame = getattr(data, name)
    columns = [c for c in frame.columns if c.endswith("_en")]
    chinese = re.compile("[\u3000-\u9fff\uff00-\uffef]")

    assert [(c, t) for c in columns for t in frame[c] if chinese.search(str(t))] == []


def test_the_four_featured_chains_stand_link_by_link(data: Dataset) -> None:
    stages = {
        chain: [len(part[part["stage"] == n]) for n in sorted(part["stage"].unique())]
        for chain, part in data.links.groupby("chain")
        if chain.endswith("-chain")
    }

    assert stages == {
        "carbon-fibre-chain": [1, 2, 1, 1, 1],
        "uav-chain": [1, 1, 1],
        "biomedicine-chain": [1, 1, 1],
        "display-chain": [4, 2, 1],
    }
    assert {c["kind"] for c in data.plan["chains"]} == {"chain", "build", "extend", "consolidate"}


def test_members_and_ranks_of_each_element(data: Dataset) -> None:
    members = {
        (element, rank): list(part["member"])
        for (element, rank), part in data.roles.groupby(["element", "rank"])
        if element != "nodes"
    }

    assert members == {
        ("core", "member"): ["sci-tech-centre", "jinshan-iz", "tinglin"],
        ("south", "member"): ["shanyang", "jinshan-iz2"],
        # In the plan's order; 山阳 is a member and linked as well.
        ("south", "partner"): ["scip", "sinopec", "shanyang", "caojing", "jinshanwei"],
        ("north", "member"): ["fengjing", "zhujing", "tinglin"],
    }
    south = data.roles[data.roles["element"] == "south"].set_index(["member", "rank"])
    # The link is that of the zone, with its neighbours.
    assert "联动" in south.loc[("jinshan-iz2", "member"), "role_zh"]
    partners = south[south.index.get_level_values("rank") == "partner"]
    assert all("金山第二工业区" in role for role in partners["role_zh"])
    assert all("Second Industrial Zone" in role for role in partners["role_en"])


def test_aims_and_fields_stand_where_the_plan_has_them(data: Dataset) -> None:
    elements = {e["id"]: e for e in data.plan["elements"]}
    core = data.roles[data.roles["element"] == "core"].set_index("member")

    assert core["aim_zh"].to_dict() == {
        "sci-tech-centre": "面向长三角的创新经济引领示范区",
        "jinshan-iz": "国家级经济技术开发区",
        "tinglin": "智造产业生态圈（共同打造）",
    }
    # The plan sets apart what leads (主导) from what stands beside it, and ends either list in 等.
    assert core["leading_zh"].to_dict() == {
        "sci-tech-centre": "战略性新兴产业研发;总部办公", "jinshan-iz": "生命健康;智能制造;信息技术;…", "tinglin": "",
    }  # fmt: skip
    assert core["industries_zh"].to_dict() == {
        "sci-tech-centre": "", "jinshan-iz": "新材料;高端生产性服务业;…", "tinglin": "",
    }  # fmt: skip
    assert core["role_zh"]["tinglin"] == "功能拓展，做深优势产业"
    north = data.roles[data.roles["element"] == "north"].set_index("member")["industries_zh"]
    assert {m: cell.endswith(";…") for m, cell in north.items()} == {
        "fengjing": True, "zhujing": True, "tinglin": False,
    }  # fmt: skip
    # What the plan gives the south wing is given to none of its members.
    assert elements["south"]["industries_zh"] == "生物医药;新材料;节能环保;…"
    assert not data.roles[data.roles["element"] == "south"]["industries_zh"].any()
    assert elements["nodes"]["themes_unfinished"]
    # The sentence has them behind its last subject, the zone, and ends the list of its partners in 等 as well.
    assert elements["south"]["basis"] == "inferred"
    assert elements["south"]["ground_zh"] and elements["south"]["ground_en"]
    assert {e: v["unfinished_ranks"] for e, v in elements.items() if v.get("unfinished_ranks")} == {"south": "partner"}
    assert {e: v["aim_zh"] for e, v in elements.items()} == {
        "core": "智造产业共同体", "south": "产业高端化、绿色化", "north": "产业集约化、融合化",
        "nodes": "耦合内生发展生态",
    }  # fmt: skip
    # That the shared ecosystem is an aim of the whole core is our reading: the words follow one of its members.
    assert {e: v["inferred_aim_zh"] for e, v in elements.items() if v.get("inferred_aim_zh")} == {
        "core": "智造产业生态圈（共同打造）"
    }


def test_the_section_on_nodes_names_no_park_and_no_firm(data: Dataset) -> None:
    nodes = data.roles[data.roles["element"] == "nodes"]

    assert set(nodes["basis"]) == {"inferred"}
    assert nodes["ground_zh"].all()
    assert set(data.roles[data.roles["element"] != "nodes"]["basis"]) == {"stated"}


def test_points_say_what_they_stand_for(data: Dataset) -> None:
    parks, places = data.parks, data.places
    of_zone, zone_point = parks[parks["position"] == "zone"], places.geometry

    assert set(of_zone.index) == {"biopharma-port", "food-hub"}
    assert all(point.equals(zone_point[zone]) for point, zone in zip(of_zone.geometry, of_zone["parent"], strict=True))
    assert set(parks[parks["position"] == "town"].index) == {"sci-tech-centre"}
    assert set(parks[parks["position"] == "former"].index) == {"uav-base"}
    assert "汽车工厂" in parks["position_note_zh"]["uav-base"]
    assert places["position"]["jinshan-iz"] == "middle"


def test_towns_that_the_layout_does_not_name_have_no_row(data: Dataset) -> None:
    unnamed = set(data.towns.index) - set(data.roles["member"])

    assert unnamed == {"zhangyan", "lvxiang", "langxia", "shihua"}


def test_each_theme_has_a_carrier(data: Dataset) -> None:
    carriers = data.roles[data.roles["rank"] == "carrier"]

    assert dict(zip(carriers["theme"], carriers["member"], strict=True)) == {
        "carbon-fibre": "carbon-valley",
        "uav": "uav-base",
        "biomedicine": "biopharma-port",
        "display": "display-park",
    }


def test_the_plan_states_one_park_cluster_only(data: Dataset) -> None:
    of_parks = data.site_clusters[data.site_clusters["site"].isin(data.parks.index)]

    assert list(of_parks[of_parks["basis"] == "stated"]["site"]) == ["uav-base"]
    assert set(data.parks.index) == set(of_parks["site"])


def test_what_lies_outside_the_statistics_is_marked(data: Dataset) -> None:
    assert set(data.places[~data.places["in_scope"]].index) == {"scip", "sinopec"}


def test_the_roads_and_the_towns_credit_their_makers(data: Dataset) -> None:
    notice = (DISTRICTS.parent / "LICENSE-DATA.md").read_text(encoding="utf-8")

    assert "© OpenStreetMap contributors" in notice
    assert "ODbL" in notice
    assert data.sources["osm"]["licence"] == "ODbL-1.0"
    for name in ("towns", "context"):
        text = (DISTRICTS / f"jinshan/{name}.geojson").read_text(encoding="utf-8")
        assert "© OpenStreetMap contributors" in text


def test_the_shifted_datum_lies_half_a_kilometre_away(data: Dataset) -> None:
    for point in data.parks.geometry.dropna():
        here = (point.x, point.y)
        assert 480 < distance_m(here, wgs84_to_gcj02(*here)) < 510


HAN = re.compile("[\u3400-\u9fff\uff00-\uffef]")
FOLDER = DISTRICTS / "jinshan"


def english_texts(value: object, key: str = "") -> list[str]:
    """Return every text below a value that stands under a key in English."""
    if isinstance(value, dict):
        return [t for k, v in value.items() for t in english_texts(v, str(k))]
    if isinstance(value, list):
        return [t for v in value for t in english_texts(v, key)]
    return [str(value)] if key.endswith("_en") else []


@pytest.mark.parametrize(
    "name", ["parks.geojson", "places.geojson", "towns.geojson", "context.geojson", "district.toml", "sources.toml",
             "plans/2021-2025/layout.csv"]
)  # fmt: skip
def test_english_texts_hold_no_chinese(name: str) -> None:
    text = (FOLDER / name).read_text(encoding="utf-8")
    if name.endswith(".csv"):
        values: object = list(csv.DictReader(io.StringIO(text)))
    else:
        values = json.loads(text) if name.endswith(".geojson") else tomllib.loads(text)

    assert english_texts(values)
    assert [t for t in english_texts(values) if HAN.search(t)] == []


def test_no_source_is_cited_by_a_registry_or_a_mirror(data: Dataset) -> None:
    hosts = ("pypi.org", "pythonhosted.org", "npmjs.com", "crates.io", "conda.anaconda.org", "proxy.golang.org", "mirror")

    assert [k for k, s in data.sources.items() if any(h in str(s.get("url", "")) for h in hosts)] == []


def test_pages_of_others_are_told_from_official_ones(data: Dataset) -> None:
    kinds = {k: s["kind"] for k, s in data.sources.items()}
    official = {k for k, s in data.sources.items() if ".gov.cn" in s.get("url", "")}

    assert official <= {k for k, kind in kinds.items() if kind == "official"}
    for key, source in data.sources.items():
        if any(host in source.get("url", "") for host in ("11467.com", "hongdayz.cn", "shadafang.com", "investchn.com")):
            assert kinds[key] in ("copy", "third-party")


def test_one_heading_has_one_english_name(data: Dataset) -> None:
    titles = {f"plan:{s}": title for s, title in zip(data.sections["locator"], data.sections["title_en"], strict=True)}
    provisions = [(r["source"], r["name_en"]) for _, r in data.provisions.iterrows() if r["source"] in titles]
    groups = [(g["source"], g["name_en"]) for g in data.plan["provision_groups"] if g["name_zh"] in set(data.sections["title_zh"])]
    clusters = [(r["source"], r["name_en"]) for _, r in data.clusters.iterrows() if r["kind"] == "segment"]

    assert len(provisions) > 10
    assert groups
    # The principles are items within one section and have names of their own.
    sections = [s for s, _ in provisions]
    for source, name in (*(p for p in provisions if sections.count(p[0]) == 1), *clusters):
        assert titles[source] == name
    by_title = dict(zip(data.sections["title_zh"], data.sections["title_en"], strict=True))
    for group in data.plan["provision_groups"]:
        assert by_title.get(group["name_zh"], group["name_en"]) == group["name_en"]


def test_aims_with_and_without_a_year_are_rows(data: Dataset) -> None:
    provisions = data.provisions.set_index("id")
    clusters = data.clusters.set_index("id")

    goals = provisions[provisions["group"] == "goals"]
    assert [i for i in goals.index if i.startswith("goal-20")] == ["goal-2025", "goal-2030", "goal-2035"]
    assert "支柱产业" in goals.loc["goal-featured", "about_zh"]
    assert "示范区" in goals.loc["goal-2030", "about_zh"]
    assert list(provisions[provisions["group"] == "principles"]["name_zh"]) == [
        "坚持集群化发展", "坚持特色化驱动", "坚持数字化赋能", "坚持服务化转型",
    ]  # fmt: skip
    assert "AMOLED" in clusters.loc["new-displays", "aim_zh"]
    assert all("产业高地" in clusters.loc[i, "aim_zh"] for i in ("polymers", "composites"))
    assert all(clusters[clusters["kind"].isin(["base", "cluster"])]["motto_zh"])


def test_the_subdistrict_is_not_among_the_towns_that_the_core_reaches(data: Dataset) -> None:
    (core,) = (e for e in data.plan["elements"] if e["radiates"])

    assert data.towns["kind"].to_dict() == {t: "subdistrict" if t == "shihua" else "town" for t in data.towns.index}
    assert (core["reach_zh"], core["reaches"]) == ("各镇（工业区）", "town")
    # The words name no zone: the district's own are inferred, and what the plan lists apart is none of them.
    assert core["reach_basis"] == "inferred"
    assert core["reaches_sites"] == "jinshan-iz2;fengjing-iz;zhujing-iz;tinglin-iz"


def test_the_zones_and_firm_of_chemicals_carry_them(data: Dataset) -> None:
    ties = data.site_clusters[data.site_clusters["cluster"] == "green-chemicals"]

    # Section 4(1) rests on two; of the third it is concluded from section 5(3).
    assert dict(zip(ties["site"], ties["basis"], strict=True)) == {
        "scip": "stated", "sinopec": "stated", "jinshan-iz2": "inferred",
    }  # fmt: skip


def test_fields_of_the_south_wing_stand_with_the_wing_and_those_of_the_north_with_its_towns(data: Dataset) -> None:
    wings = {e["id"]: e for e in data.plan["elements"] if e["id"] in ("south", "north")}
    roles = data.roles[data.roles["element"].isin(wings)]
    fields = {e: set(rows["member"][rows["industries_zh"] != ""]) for e, rows in roles.groupby("element")}

    assert wings["south"]["industries_zh"] == "生物医药;新材料;节能环保;…"
    assert not wings["north"]["industries_zh"]
    assert fields == {"south": set(), "north": {"fengjing", "zhujing", "tinglin"}}


def test_what_segments_make_stands_as_the_plan_lists_it(data: Dataset) -> None:
    makes = {i: cell.split(";") for i, cell in zip(data.clusters["id"], data.clusters["makes_zh"], strict=True) if cell}

    assert {"核心基础零部件", "精制装置", "先进材料环保安全型转化装置"} <= set(makes["complete-sets"])
    assert {"化工品交易", "专业检验检测"} <= set(makes["green-chemicals"])
    assert {"5G 终端", "5G 元器件", "5G 测试设备"} <= set(makes["e-communications"])
    # Only these lists of the plan do not end in 等.
    assert {i for i, parts in makes.items() if parts[-1] != REST} == {
        "beauty", "digital-services", "integration-services", "technology-services", "health-services",
    }  # fmt: skip
    english = data.clusters.set_index("id").loc["healthy-food", "makes_en"]
    assert "grain-free pet food;natural pet food" in english


def test_what_is_not_printed_is_marked_or_left_open(data: Dataset) -> None:
    figures, links = data.figures.set_index("id"), data.links.set_index("id")

    assert {k for k, s in data.sources.items() if s["date_basis"] == "inferred"} == {
        "plan", "ijinshan-city-parks", "shio-rename", "ghzyj-landplan",
    }  # fmt: skip
    assert figures.loc["large-firms-threshold", "role"] == "frame"
    # The sentence says 园区 alone: which parks it means is not said.
    assert figures.loc["faster-land-output", "population"] not in set(figures.drop("faster-land-output")["population"])
    assert figures.loc["faster-land-output", "note_zh"]
    assert links.loc["display-materials", "mentions"] == "plan:一（一）六是 第4句"
    assert links.loc[["first-sets", "first-batches"], "mentions"].tolist() == ["plan:一（一）六是 第2句"] * 2
