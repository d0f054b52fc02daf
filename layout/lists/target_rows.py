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
from layout.plan.model import Cluster, ClusterGroup, Plan, Segment, Text

TARGET_KEYS = {
    "target_<year>": "target for that year as the plan gives it, a number; null where it gives words or none",
    "first_year": "first year of a span that ends with that year, as of a multiple of another year; or null",
    "months": "months of that year that it is for, such as 1-6; empty for all",
    "high": "upper end of a range, whose lower end is the target; else null",
    "stretch": "what is aimed at beyond the target, or null",
    "also": "ids of figures that set the same target in another way, list",
    "replaces": "id of the figure that it replaces, or empty",
    "bound": "=, ~ (about), >=, >, <= or <; empty where there is no number",
    "unit": "unit of the target",
    "role": "target, or hold: a level to be held, without a year, which is no target of that year; empty "
    "where the plan sets none",
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
        "groups": "ids of the groups that it stands in, list, the one that it is listed under first",
        **TARGET_KEYS,
    }
)
GROUP_KEYS: Mapping[str, str] = with_languages(
    {
        "group": "id",
        "name_zh": "name, Chinese",
        "name_en": "name, English",
        "scheme_zh": "name of the scheme that it is a part of, Chinese, or empty",
        "scheme_en": "name of the scheme that it is a part of, English, or empty",
        "open": "true where the plan leaves the rest of the group open",
        "clusters": "ids of its clusters, list",
        "note_zh": "remark, Chinese, or empty",
        "note_en": "remark, English, or empty",
        **CITATION_KEYS,
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
    figure, statement = item.target, plan.statement.get(item.target_statement)
    plain = ("bound", "unit", "role", "measure", "scope")
    return {
        f"target_{(figure and figure.year) or plan.edition.target_year}": json_number(
            figure.value if figure else None
        ),
        "first_year": figure.first_year if figure else None,
        "months": figure.months if figure else "",
        "high": json_number(figure.high if figure else None),
        "stretch": json_number(figure.stretch if figure else None),
        "also": other_ways(statement, plan) if statement else [],
        "replaces": statement.replaces if statement else "",
        **{key: getattr(figure, key, "") for key in plain},
        **text_fields("words", figure.words if figure else Text("", "")),
        **text_fields("motto", item.motto),
        **text_fields("aim", item.aim),
        **text_list_fields("makes", item.makes),
        "described_at": write_refs(item.refs),
        # Of one without a target the place that names it.
        **source_fields(item.target_refs or item.refs, plan),
    }


def _cluster(cluster: Cluster, plan: Plan) -> Row:
    return {
        "cluster": cluster.id,
        "kind": cluster.kind,
        **text_fields("name", cluster.name),
        "segments": [s.id for s in cluster.segments],
        "groups": list(cluster.groups),
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


def group_rows(plan: Plan) -> list[Row]:
    """Return one row for each group of clusters."""
    return [_group(g, plan) for g in plan.cluster_groups]


def _group(group: ClusterGroup, plan: Plan) -> Row:
    return {
        "group": group.id,
        **text_fields("name", group.name),
        **text_fields("scheme", group.scheme),
        "open": group.open,
        "clusters": [c.id for c in plan.clusters if group.id in c.groups],
        **text_fields("note", group.note),
        **source_fields(group.refs, plan),
    }
