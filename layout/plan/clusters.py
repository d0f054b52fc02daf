"""Clusters, traditional industries and services of a plan with their parts and targets, as frozen records."""

from __future__ import annotations

from dataclasses import dataclass

from geodata.references import Ref
from layout.plan.figures import Figure
from layout.plan.terms import Text, TextList


@dataclass(frozen=True, slots=True)
class Segment:
    """A segment of a cluster with its target; `target_statement` is the id of the statement that sets it.

    `motto` is what the plan wants it to stand for, `aim` what it is to become. `refs` are where the plan
    speaks of the segment, `target_refs` where it sets the target.
    """

    id: str
    cluster: str
    name: Text
    aliases: tuple[str, ...]
    target_statement: str
    target: Figure
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
    statement that sets the target, or the level to hold, `target_refs` are where it does. A cluster has
    segments, services have fields. `motto` is what the plan wants it to stand for, `aim` what it is to
    become.
    """

    id: str
    kind: str
    name: Text
    aliases: tuple[str, ...]
    colour: str
    target_statement: str
    target: Figure
    target_refs: tuple[Ref, ...]
    motto: Text
    aim: Text
    makes: TextList
    refs: tuple[Ref, ...]
    segments: tuple[Segment, ...]
    services: tuple[Service, ...]

    @property
    def parts(self) -> tuple[Segment | Service, ...]:
        """Return its segments, and its fields of services."""
        return (*self.segments, *self.services)
