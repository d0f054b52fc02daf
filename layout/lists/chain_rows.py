"""Rows of chains, services and provisions as they leave the program."""

from __future__ import annotations

from collections.abc import Mapping

from geodata.languages import Text, with_languages
from geodata.references import write_refs
from layout.lists.row_fields import CITATION_KEYS, Row, source_fields, text_fields, text_list_fields
from layout.lists.target_rows import TARGET_KEYS, target_fields
from layout.plan.model import Chain, ChainLink, ChainTie, Cluster, Plan, Provision, ProvisionGroup, Service
from layout.words.glossary import say

CHAIN_LINK_KEYS: Mapping[str, str] = with_languages(
    {
        "chain": "id of the chain or list",
        "kind": "chain, or build, extend or consolidate for a list",
        "chain_zh": "its name, Chinese",
        "chain_en": "its name, English",
        "theme": "id of its theme, or empty",
        "stage": "place in the chain, from 1; links of one stage stand side by side",
        "link": "id of the link",
        "name_zh": "its name, Chinese",
        "name_en": "its name, English",
        "parks": "ids of the sites that fit this very link, list",
        "chain_sites": "ids of the sites that fit the chain as a whole, list",
        "clusters": "ids of the clusters, segments and services that name it, list; stated ones first",
        "basis": "stated where one of them names it, else inferred; empty where none does",
        "ground_zh": "on what ground, Chinese",
        "ground_en": "on what ground, English",
        "ties": "one by one: list of {industry, site, basis, ground_zh, ground_en, source}; site or industry",
        "unfinished": "true where the plan's list of items goes on",
        "mentions": "where else the plan names it, references as in the data, or empty",
        **CITATION_KEYS,
    }
)
SERVICE_KEYS: Mapping[str, str] = with_languages(
    {
        "cluster": "id of the services",
        "segment": "id of the field of services; empty for the services as a whole",
        "kind": "services for the whole, service, or embedded-service",
        "name_zh": "name, Chinese",
        "name_en": "name, English",
        "serves": "id of the cluster that an embedded one serves, or empty",
        "basis": "whether that is stated or inferred, or empty",
        "ground_zh": "on what ground, Chinese, or empty",
        "ground_en": "on what ground, English, or empty",
        **TARGET_KEYS,
    }
)
PROVISION_KEYS: Mapping[str, str] = with_languages(
    {
        "group": "id of the group",
        "group_zh": "its name, Chinese",
        "group_en": "its name, English",
        "number": "number within the group",
        "provision": "id",
        "name_zh": "name, Chinese",
        "name_en": "name, English",
        "about_zh": "what it is about, list",
        "about_en": "what it is about, list",
        "about_unfinished": "true where the plan's list goes on",
        **CITATION_KEYS,
    }
)


def chain_link_rows(plan: Plan) -> list[Row]:
    """Return one row for each link of each industrial chain."""
    return [_link(k, c, plan) for c in plan.chains if not c.is_list for k in c.links]


def chain_list_rows(plan: Plan) -> list[Row]:
    """Return one row for each item of the plan's lists of what to build, extend and consolidate."""
    return [_link(k, c, plan) for c in plan.chains if c.is_list for k in c.links]


def _link(link: ChainLink, chain: Chain, plan: Plan) -> Row:
    return {
        "chain": chain.id,
        "kind": chain.kind,
        **text_fields("chain", chain.name),
        "theme": chain.theme,
        "stage": link.stage,
        "link": link.id,
        **text_fields("name", link.name),
        "parks": list(link.sites),
        "chain_sites": list(chain.sites),
        "clusters": list(link.industries),
        "basis": link.basis,
        **text_fields("ground", Text.in_each(lambda lang: _grounds(link, plan, lang))),
        "ties": [_tie(t) for t in link.ties],
        "unfinished": chain.unfinished,
        "mentions": write_refs(link.mentions),
        **source_fields(tuple(dict.fromkeys((*chain.refs, *link.refs))), plan),
    }


def _grounds(link: ChainLink, plan: Plan, lang: str) -> str:
    lines = []
    for tie in (t for t in link.ties if t.ground):
        name = plan.industry[tie.industry].name if tie.industry else plan.site[tie.site].name
        lines.append(name(lang) + say("text.colon", lang) + tie.ground(lang))
    return say("text.stop", lang).join(lines)


def _tie(tie: ChainTie) -> Row:
    return {
        "industry": tie.industry,
        "site": tie.site,
        "basis": tie.basis,
        **text_fields("ground", tie.ground),
        "source": write_refs(tie.refs),
    }


def service_rows(plan: Plan) -> list[Row]:
    """Return one row for the services as a whole, which have the target, and one for each of their fields."""
    services = [c for c in plan.clusters if c.kind == "services"]
    return [row for c in services for row in (_whole(c, plan), *(_service(s, c, plan) for s in c.services))]


def _whole(services: Cluster, plan: Plan) -> Row:
    empty = Text.in_each(lambda _: "")
    return {
        "cluster": services.id,
        "segment": "",
        "kind": services.kind,
        **text_fields("name", services.name),
        "serves": "",
        "basis": "",
        **text_fields("ground", empty),
        **target_fields(services, plan),
    }


def _service(service: Service, services: Cluster, plan: Plan) -> Row:
    # The plan sets no target for a field: the keys of the target are there, and empty.
    blank = {k: None if k.startswith("target_") else "" for k in target_fields(services, plan)}
    return {
        **_whole(services, plan),
        "segment": service.id,
        "kind": service.kind,
        **text_fields("name", service.name),
        "serves": service.serves,
        "basis": service.basis,
        **text_fields("ground", service.ground),
        **blank,
        **text_list_fields("makes", service.makes),
        **source_fields(service.refs, plan),
    }


def provision_rows(plan: Plan) -> list[Row]:
    """Return one row for each thing that the plan provides for, group by group."""
    return [_provision(p, g, plan) for g in plan.provisions for p in g.provisions]


def _provision(provision: Provision, group: ProvisionGroup, plan: Plan) -> Row:
    return {
        "group": group.id,
        **text_fields("group", group.name),
        "number": provision.number,
        "provision": provision.id,
        **text_fields("name", provision.name),
        **text_list_fields("about", provision.about),
        **source_fields(provision.refs, plan),
    }
