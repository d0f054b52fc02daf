"""Fields of services stand under the target of the services wherever targets are shown."""

from __future__ import annotations

from typing import Any

import pytest

from geodata.languages import LANGS
from layout.briefing.tables.industries import cluster_table
from layout.panels.chains import chains_panel
from layout.panels.overview import overview_panel
from layout.panels.tables import tables_panel
from layout.panels.targets import targets_panel
from layout.plan.matrix import targets_without_site
from layout.view.view import View
from layout.words.cluster_words import measure_name, service_lines
from layout.words.glossary import say
from layout.words.nodes import text_of, walk
from layout.words.numbers import format_figure_value_with_sign
from layout.words.roles import mark_inferred


@pytest.mark.parametrize("lang", LANGS)
def test_every_screen_and_table_of_targets_has_the_fields_below_that_of_the_services(
    bundled: Any, lang: str
) -> None:
    plan = bundled.plan
    (services,) = (c for c in plan.clusters if c.services)
    lines = service_lines(services, plan, lang)
    amount = format_figure_value_with_sign(services.target, lang)

    assert [s.name(lang) in "".join(lines) for s in services.services] == [True] * 8
    overview = text_of(overview_panel(plan, lang))
    after = overview[overview.index(services.name(lang)) :]
    assert after.index(amount) < after.index(lines[0])
    (beside,) = (text_of(n) for n in walk(targets_panel(plan, lang)) if n[0] == "p" and lines[0] in text_of(n))
    assert amount in beside
    (row,) = (text_of(n) for n in walk(tables_panel(plan, lang)) if n[0] == "tr" and lines[0] in text_of(n))
    assert amount in row
    for words in (beside, row):
        assert services.name(lang) in words
        assert all(line in words for line in lines)
        assert measure_name(services, plan, lang) in words


@pytest.mark.parametrize("lang", LANGS)
def test_the_table_of_deck_and_handout_names_them_with_what_the_target_measures(
    bundled: Any, lang: str
) -> None:
    plan = bundled.plan
    (services,) = (c for c in plan.clusters if c.services)
    cited = cluster_table(plan, View(plan.district.id, plan.edition.id, lang=lang), lang)

    assert cited is not None
    name, fields, amount = cited.grid.rows[-1]
    assert services.name(lang) in str(name)
    assert measure_name(services, plan, lang) in str(name)
    assert services.services[0].name(lang) in str(fields)
    assert str(amount).replace(",", "") == str(format_figure_value_with_sign(services.target, lang)).replace(
        ",", ""
    )


@pytest.mark.parametrize("lang", LANGS)
def test_an_industry_without_a_year_names_who_carries_it_and_who_is_matched_to_it(bundled: Any, lang: str) -> None:
    plan = bundled.plan
    (base,) = (c for c in plan.clusters if c.kind == "base")
    ties = [(s, k) for s in plan.sites for k in s.links if k.cluster == base.id]
    page = text_of(targets_panel(plan, lang))

    assert {k.basis for _, k in ties} == {"stated", "inferred"}
    names = say("text.comma", lang).join(mark_inferred(s.name(lang), k.basis, lang) for s, k in ties)
    assert say("targets.carriers", lang, names=names) in page
    matrix = chains_panel(plan, lang)
    for site, tie in ties:
        (row,) = (n for n in walk(matrix) if n[0] == "tr" and n[1].get("data-site") == site.id)
        assert say(f"matrix.{tie.basis}", lang) in text_of(row)
    assert base.id not in {i.id for i in targets_without_site(plan)}
