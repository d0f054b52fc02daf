"""Clusters, traditional industries and services of a plan with their parts and targets, as frozen records."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from geodata.references import Ref
from layout.plan.figures import Figure
from layout.plan.terms import Text, TextList

# The kinds of fields of services, which have no target of their own.
SERVICE_KINDS = ("service", "embedded-service")


@dataclass(frozen=True, slots=True)
class ClusterGroup:
    """A group that the plan puts clusters in, such as a tier; `scheme` names the whole that it is a part of.

    `open` is set where the plan leaves the rest of the group open, such as the X of 6+X.
    """

    id: str
    name: Text
    open: bool
    scheme: Text
    note: Text
    refs: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Segment:
    """A segment of a cluster with its target; `target_statement` is the id of the statement that sets it.

    Where the plan sets none `target` is None and `target_statement` empty. `motto` is what the plan wants it
    to stand for, `aim` what it is to become. `refs` are where the plan
    speaks of the segment, `target_refs` where it sets the target.
    """

    id: str
    cluster: str
    name: Text
    aliases: tuple[str, ...]
    target_statement: str
    target: Figure | None
    target_refs: tuple[Ref, ...]
    motto: Text
    aim: Text
    makes: TextList
    refs: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Service:
    """A field of services: one in its own right, or one embedded in the cluster that it `serves`.

    `kind` is `service` or `embedded-service`; `cluster` is the id of the services that it belongs to. `basis`
    and `ground` say whether and from what it follows which cluster an embedded one serves.
    """

    id: str
    kind: str
    cluster: str
    name: Text
    aliases: tuple[str, ...]
    motto: Text
    aim: Text
    makes: TextList
    serves: str
    basis: str
    ground: Text
    refs: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Cluster:
    """An industrial cluster, traditional industry or services, with its target and its parts.

    `kind` is `cluster`, `base` or `services`, `colour` is `#rrggbb`. `target_statement` is the id of the
    statement that sets the target, or the level to hold, `target_refs` are where it does; where the plan
    sets none `target` is None and `target_statement` empty. A cluster has segments, services have fields.
    `motto` is what the plan wants it to stand for, `aim` what it is to become. `groups` are the ids of the
    groups that it stands in, the one that it is listed under first.
    """

    id: str
    kind: str
    name: Text
    aliases: tuple[str, ...]
    colour: str
    target_statement: str
    target: Figure | None
    target_refs: tuple[Ref, ...]
    motto: Text
    aim: Text
    makes: TextList
    refs: tuple[Ref, ...]
    segments: tuple[Segment, ...]
    services: tuple[Service, ...]
    groups: tuple[str, ...] = ()

    @property
    def parts(self) -> tuple[Segment | Service, ...]:
        """Return its segments, and its fields of services."""
        return (*self.segments, *self.services)

    @property
    def aims(self) -> bool:
        """Tell whether the plan sets it a target, and not a level to hold or none."""
        return sets_target(self.target)


def sets_target(figure: Figure | None) -> bool:
    """Tell whether there is a target, which has a year; a level to hold has none."""
    return figure is not None and figure.role != "hold"


def group_clusters(
    clusters: Iterable[Cluster], groups: Iterable[ClusterGroup]
) -> tuple[tuple[ClusterGroup | None, tuple[Cluster, ...]], ...]:
    """Return each group with the clusters that are listed under it, last those in no group, under None.

    Clusters keep their order. A group without a cluster is there if the plan leaves it open, or all of its
    clusters are listed under another.
    """
    items = tuple(clusters)
    known = tuple(groups)
    ids = {g.id for g in known}
    first = {c.id: next((g for g in c.groups if g in ids), "") for c in items}
    parts: list[tuple[ClusterGroup | None, tuple[Cluster, ...]]] = [
        (group, tuple(c for c in items if first[c.id] == group.id)) for group in known
    ]
    rest = tuple(c for c in items if not first[c.id])
    return (*parts, *([(None, rest)] if rest else []))
