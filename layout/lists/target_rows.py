"""Rows of clusters and segments with their targets, each with the sentence that sets it."""

from __future__ import annotations

from collections.abc import Mapping

from geodata.languages import with_languages
from geodata.references import write_refs
from layout.lists.row_fields import (
    CITATION_KEYS,
    Row,
    json_number,
    other_ways,
    source_fields,
    text_fields,
    text_list_fields,
)
from layout.plan.model import Cluster, Figure, Plan, Segment

TARGET_KEYS = {
    "target_<year>": "target for that year as the plan gives it, a number; null where it gives words",
    "high": "upper end of a range, whose lower end is the target; else null",
    "stretch": "what is aimed at beyond the target, or null",
    "also": "ids of figures that set the same target in another way, list",
    "replaces": "id of the figure that it replaces, or empty",
    "bound": "=, ~ (about), >=, >, <= or <; empty where there is no number",
    "unit": "unit of the target",
    "role": "target, or hold: a level to be held, without a year, which is no target of that year",
    "measure": "id of what is measured",
    "scope": "id of the statistical scope",
    "words_zh": "the target in words where there is no number",
    "words_en": "the target in words where there is no number",
    "motto_zh": "what the plan wants it to stand for, Chinese, or empty",
    "motto_en": "what the plan wants it to stand for, English, or empty",
    "aim_zh": "what it is to become, Chinese, or empty",
    "aim_en": "what it is to become, English, or empty",
    "makes_zh": "products, list",
    "makes_en": "products, list",
    "makes_unfinished": "true where the plan's list of products goes on",
    "described_at": "where the plan speaks of it, its profile and products, references as in the data",
    **CITATION_KEYS,
}
CLUSTER_KEYS: Mapping[str, str] = with_languages(
    {
        "cluster": "id",
        "kind": "base or cluster",
        "name_zh": "name, Chinese",
        "name_en": "name, English",
        "segments": "ids of its segments, list",
        **TARGET_KEYS,
    }
)
SEGMENT_KEYS: Mapping[str, str] = with_languages(
    {
        "cluster": "id of the cluster",
        "segment": "id",
        "cluster_zh": "name of the cluster, Chinese",
        "cluster_en": "name of the cluster, English",
        "name_zh": "name, Chinese",
        "name_en": "name, English",
        **TARGET_KEYS,
    }
)


def target_fields(item: Cluster | Segment, plan: Plan) -> Row:
    """Return the keys of a row that describe a target, what is made and the source."""
    figure: Figure = item.target
    return {
        f"target_{figure.year or plan.edition.target_year}": json_number(figure.value),
        "high": json_number(figure.high),
        "stretch": json_number(figure.stretch),
        "also": other_ways(plan.statement[item.target_statement], plan),
        "replaces": plan.statement[item.target_statement].replaces,
        "bound": figure.bound,
        "unit": figure.unit,
        "role": figure.role,
        "measure": figure.measure,
        "scope": figure.scope,
        **text_fields("words", figure.words),
        **text_fields("motto", item.motto),
        **text_fields("aim", item.aim),
        **text_list_fields("makes", item.makes),
        "described_at": write_refs(item.refs),
        **source_fields(item.target_refs, plan),
    }


def _cluster(cluster: Cluster, plan: Plan) -> Row:
    return {
        "cluster": cluster.id,
        "kind": cluster.kind,
        **text_fields("name", cluster.name),
        "segments": [s.id for s in cluster.segments],
        **target_fields(cluster, plan),
    }


def _segment(segment: Segment, plan: Plan) -> Row:
    return {
        "cluster": segment.cluster,
        "segment": segment.id,
        **text_fields("cluster", plan.cluster[segment.cluster].name),
        **text_fields("name", segment.name),
        **target_fields(segment, plan),
    }


def cluster_rows(plan: Plan) -> list[Row]:
    """Return one row for each cluster and base industry."""
    return [_cluster(c, plan) for c in plan.industrial_clusters]


def segment_rows(plan: Plan) -> list[Row]:
    """Return one row for each segment, cluster by cluster."""
    return [_segment(s, plan) for c in plan.clusters for s in c.segments]
