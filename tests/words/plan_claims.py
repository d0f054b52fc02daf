"""Words that say what a plan states or leaves out, by what finds it out: none may say it of every plan."""

from __future__ import annotations

import re

CLAIM = re.compile(
    r"规划(?:另|单|自身|本身)?(?:要求|提出|强调|明确|确定|安排|计划|没有|未|不|写|定|给出|列|称|点名|公布|只|所|设|指明)"
    r"|\b[Tt]he plan(?:'s)? (?!in |of |on |and |or |is |held|at |\()\w+"
)
FOUND_OUT: dict[str, tuple[str, ...]] = {
    "a claim of the data and its result": (
        "finding.closes", "finding.does-not-close", "finding.open-question", "finding.doubling",
        "finding.doubling-needed", "finding.closes-edge", "finding.open-question-edge", "finding.count",
        "finding.pace", "finding.product", "finding.whole", "finding.naming", "group.implied-all", "group.implied-some",
        "group.implied-all-by-none", "group.implied-some-by-none", "group.stated-figure", "reason.class",
        "reason.unstated", "reason.ladder", "reason.ladder-inferred", "reason.one-sided", "reason.past-rate",
        "audit.lead", "audit.folded", "grid.audit", "grid.stated", "table.stated", "cite.computed",
    ),
    "rows [[evaluation]] of the edition, or that there is none": (
        "monitor.planned", "monitor.planned-mid", "monitor.none-planned",
    ),
    "chains, their links and ties, each with its basis": (
        "chains.summary", "chains.matched", "chains.stated", "chains.mentions", "chains.lists-lead",
        "chains.unfinished", "grid.chains", "grid.items", "grid.more-themes",
    ),
    "provisions, and places that the plan cites and does not locate": (
        "provisions.projects", "provisions.projects-lead", "provisions.heading",
    ),
    "links of places and industries, each with its basis, and what has none": (
        "matrix.lead", "matrix.gaps", "matrix.gaps-lead", "matrix.clusterless", "chain-part.gaps",
        "roles.no-element", "legend.named", "extent.named", "card.no-cluster", "card.stated", "card.located", "validity.besides",
        "profile.unstated",
    ),
    "figures with their years, bases and rates": (
        "chart.growth", "chart.growth-both", "chart.growth-stated", "chart.stated", "reach.lead",
        "reach.rate-set", "targets.base-otherwise", "monitor.none", "monitor.method-level",
        "monitor.method-total", "monitor.method-multiple", "reason.no-base", "reason.no-start",
        "remark.plan-average", "template.indicator", "template.base", "template.years", "template.at-year-end",
        "chart.held-without", "chart.held-without-any", "chart.open-area", "chart.open-bar", "chart.rest",
    ),
    "what makes up the industries, what the layout names for a place, links and lists, each from a row": (
        "match.item", "match.aim", "match.carries", "match.field", "match.via", "match.listed", "match.gap-list",
        "match.provision",
    ),
    "no text of the folder holds the word": ("match.unnamed", "match.unnamed-near"),
    "elements and their extent, or that none is given": ("extent.named", "legend.named"),
    "the basis of each line of a profile, and the element that a site is named in": (
        "sheet.sign-stated", "pack.unmatched", "park_map.element",
    ),
    "lines of profiles, each with its basis, or that a section has none": ("shortlist_page.marks",),
    "a file of the folder": ("briefing_editor.none", "panel.reading", "passage.passage-copy"),
}  # fmt: skip
# Those that are true of a plan that states nothing: each was looked at.
SAYS_NOTHING = frozenset(
    {
        # That it does not.
        "monitor.none-planned", "profile.unstated", "pack.unmatched", "matrix.gaps", "matrix.gaps-lead", "chain-part.gaps",
        # How a page tells apart what is stated, and what a figure is computed from where it is.
        "matrix.lead", "card.stated", "sheet.sign-stated", "monitor.method-level", "monitor.method-total", "monitor.method-multiple",
        "shortlist_page.marks",
        # Heads of columns to fill in, names of charts and tables that a step can ask for.
        "template.indicator", "template.base", "template.years", "chart.growth", "reach.rate-set", "provisions.heading",
        # The place of the layout, which every folder names; words for a copy that an office may add.
        "panel.reading", "passage.passage-copy",
    }
)  # fmt: skip
