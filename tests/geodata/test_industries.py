"""What the plan says of industries beside its targets: services, chains, projects, programmes."""

from __future__ import annotations

import re

import pytest

from geodata.catalog import DISTRICTS
from geodata.load import Dataset, load_dataset
from geodata.references import REST

_CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")


@pytest.fixture(scope="module")
def data() -> Dataset:
    """Load the bundled edition."""
    return load_dataset(DISTRICTS, "jinshan", "2021-2025")


def test_the_plan_states_who_carries_the_base_industry(data: Dataset) -> None:
    stated = data.site_clusters[data.site_clusters["basis"] == "stated"].set_index("site")

    assert dict(stated["cluster"]) == {
        "uav-base": "smart-equipment",
        "scip": "green-chemicals",
        "sinopec": "green-chemicals",
        "medical-city": "life-health",
    }
    assert set(stated.loc[["scip", "sinopec"], "source"]) == {"plan:四（一） 第1句"}


def test_services_of_the_layout_have_a_target(data: Dataset) -> None:
    industries = data.industries.set_index("industry")
    services = ["高端生产性服务业", "数字服务", "集成服务"]

    assert set(industries.loc[services, "cluster"]) == {"producer-services"}
    assert set(industries.loc[services, "basis"]) == {"stated"}
    target = data.clusters.set_index("id").loc["producer-services", "target"]
    assert data.figures.set_index("id").loc[target, "value"] == "1000"


def test_what_the_plan_names_beside_targets_and_layout_is_there(data: Dataset) -> None:
    groups = {name: len(part) for name, part in data.provisions.groupby("group")}
    named = data.places[data.places["kind"] == "project"]

    assert groups == {
        "goals": 6,
        "guidance": 3,
        "principles": 4,
        "programmes": 8,
        "supports": 6,
        "digital-economy": 2,
        "feature-tiers": 3,
        "park-types": 5,
    }
    assert len(named) == 5
    assert named.geometry.isna().all()
    assert set(named.index) <= set(data.site_clusters["site"])


def test_no_chain_is_assigned_to_a_park_by_the_plan(data: Dataset) -> None:
    """One rule for all: at a link only a site of which the plan names something that the link is."""
    ties = data.chain_ties[data.chain_ties["site"] != ""]

    assert set(ties["basis"]) == {"inferred"}
    chains = {c["id"] for c in data.plan["chains"] if c["kind"] == "chain"}
    assert set(ties[ties["link"] == ""]["chain"]) == chains
    assert set(ties[ties["link"] != ""]["site"]) == {"uav-base"}


def test_a_link_whose_words_the_segment_does_not_use_is_inferred(data: Dataset) -> None:
    ties = data.chain_ties[(data.chain_ties["chain"] == "uav-chain") & (data.chain_ties["industry"] != "")]

    assert dict(zip(ties["link"], ties["basis"], strict=True)) == {
        "uav-design-testing": "inferred",
        "uav-making": "stated",
        "uav-operation": "inferred",
    }


def test_the_list_to_consolidate_says_what_it_answers_to(data: Dataset) -> None:
    (chain,) = (c for c in data.plan["chains"] if c["kind"] == "consolidate")

    assert "卡脖子" in chain["answers_zh"] and "进口替代" in chain["answers_zh"]


def test_industrial_software_is_named_where_the_plan_names_it(data: Dataset) -> None:
    link = data.links.set_index("id").loc["industrial-software"]

    assert link["mentions"] == "plan:四（五） 推动数字产业化 第1句;plan:五（四） 第3句"
    tied = data.chain_ties[data.chain_ties["link"] == "industrial-software"]["industry"]
    assert set(tied) == {"digital-services"}


@pytest.mark.parametrize(
    "table", ["clusters", "industries", "site_clusters", "links", "chain_ties", "provisions"]
)
def test_english_texts_hold_no_chinese(data: Dataset, table: str) -> None:
    frame = getattr(data, table)
    texts = [text for name in frame.columns if name.endswith("_en") for text in frame[name]]
    texts += [c[f"{k}_en"] for k in ("name", "answers") for c in data.plan["chains"]]
    texts += [g["name_en"] for g in data.plan["provision_groups"]]

    assert [text for text in texts if _CHINESE.search(text)] == []


def test_an_industry_cites_no_sentence_that_gives_it_to_another_member(data: Dataset) -> None:
    """A place that carries an industry cites its own sentence of the layout, and where the cluster stands."""
    places_of: dict[str, set[str]] = {}
    for row in (*data.roles.to_dict("records"), *data.plan["elements"]):
        listed = ";".join(str(row.get(key, "")) for key in ("leading_zh", "industries_zh")).split(";")
        for industry in (i for i in listed if i not in ("", REST)):
            places_of.setdefault(industry, set()).add(row["source"])
    rows = data.industries.set_index("industry")["source"]

    assert [i for i, sources in places_of.items() if len(sources) > 1 and "四（六）" in rows[i]] == []
