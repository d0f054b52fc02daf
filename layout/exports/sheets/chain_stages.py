"""The chains that a site serves, stage by stage, with those links marked that it stands for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from layout.plan.model import Chain, Plan, Site
from layout.plan.served_links import served_links

Stages = list[list[dict[str, Any]]]


def chain_stages(chain: Chain, site: Site, plan: Plan, lang: str) -> Stages:
    """Return the links of a chain stage by stage: the name of each, and whether a site stands for it."""
    served = {k.link for k in served_links(plan, site.id) if k.chain == chain.id}
    return [[{"name": k.name(lang), "served": k.id in served} for k in stage] for stage in chain.stages]


def stages_by_name(site: Site, plan: Plan, lang: str) -> Mapping[str, Stages]:
    """Return the chains that a site serves by their names; lists of the plan have no order, and no stages."""
    ids = dict.fromkeys(k.chain for k in served_links(plan, site.id))
    chains = [c for c in plan.chains if c.id in ids and not c.is_list]
    return {c.name(lang): chain_stages(c, site, plan, lang) for c in chains}
