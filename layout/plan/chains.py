"""Chains of links with what stands for them, and what else the plan provides for, as frozen records."""

from __future__ import annotations

from dataclasses import dataclass

from geodata.references import Ref
from layout.plan.terms import Text, TextList


@dataclass(frozen=True, slots=True)
class ChainTie:
    """What stands for a chain or a link: the industry that names it, or a site that fits it.

    Either `industry` (a cluster, segment or field of services) or `site` is an id, the other empty. `basis`
    is stated or inferred, `ground` on what ground.
    """

    industry: str
    site: str
    basis: str
    ground: Text
    refs: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class ChainLink:
    """One link of an industrial chain, or one item of a list, with what stands for it.

    `stage` counts from 1. `mentions` are the places where the plan names it outside the chain and the
    segments.
    """

    id: str
    chain: str
    stage: int
    name: Text
    ties: tuple[ChainTie, ...]
    mentions: tuple[Ref, ...]

    @property
    def sites(self) -> tuple[str, ...]:
        """Return the ids of the sites that fit this very link."""
        return tuple(t.site for t in self.ties if t.site)

    @property
    def industries(self) -> tuple[str, ...]:
        """Return the ids of the industries that name it, those that the plan states first."""
        ties = sorted((t for t in self.ties if t.industry), key=lambda t: t.basis != "stated")
        return tuple(t.industry for t in ties)

    @property
    def basis(self) -> str:
        """Return `stated` where a segment or other industry names it, else `inferred`, empty without any."""
        bases = {t.basis for t in self.ties if t.industry}
        return "stated" if "stated" in bases else "inferred" if bases else ""

    @property
    def refs(self) -> tuple[Ref, ...]:
        """Return the places that it is found at beside that of its chain."""
        return tuple(dict.fromkeys((*(r for t in self.ties for r in t.refs), *self.mentions)))


@dataclass(frozen=True, slots=True)
class Chain:
    """A chain of links in stages, or one of the plan's lists of what to build or strengthen.

    `refs` name all its links, `ties` are the sites that fit it as a whole; `answers` is what a list is to
    answer to. It is `unfinished` where the plan's list of items goes on.
    """

    id: str
    kind: str
    theme: str
    name: Text
    answers: TextList
    unfinished: bool
    links: tuple[ChainLink, ...]
    ties: tuple[ChainTie, ...]
    refs: tuple[Ref, ...]

    @property
    def is_list(self) -> bool:
        """Tell whether it is one of the plan's lists, whose items are no links of a chain."""
        return self.kind != "chain"

    @property
    def sites(self) -> tuple[str, ...]:
        """Return the ids of the sites that fit the chain as a whole."""
        return tuple(t.site for t in self.ties)

    @property
    def stages(self) -> tuple[tuple[ChainLink, ...], ...]:
        """Return the links stage by stage."""
        numbers = sorted({k.stage for k in self.links})
        return tuple(tuple(k for k in self.links if k.stage == n) for n in numbers)


@dataclass(frozen=True, slots=True)
class Provision:
    """One thing that the plan provides for: a programme, a support, a direction, a type of park …

    `about` is what it is about, in our own words.
    """

    id: str
    group: str
    number: int
    name: Text
    about: TextList
    refs: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class ProvisionGroup:
    """A group of provisions in the order of the plan, with the place of the whole group; may be `aims`."""

    id: str
    name: Text
    aims: bool
    provisions: tuple[Provision, ...]
    refs: tuple[Ref, ...]
