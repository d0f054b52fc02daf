"""The fields of an officer's facts are declared once, well, and no two by one name."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from geodata.languages import LANGS
from geodata.names import name_key
from geodata.officer_fields import (
    CHOICE,
    CONDITIONS,
    FIELD_KINDS,
    NUMBER,
    ONE_OF,
    OfficerField,
    conditions,
    field_groups,
    field_named,
    officer_fields,
)
from geodata.units import factor, other_names

FIELDS = tuple(officer_fields().values())


@pytest.mark.parametrize("field", FIELDS, ids=lambda f: f.id)
def test_a_field_is_well_declared(field: OfficerField) -> None:
    assert field.group in {group.id for group in field_groups()} and field.kind in FIELD_KINDS
    assert all(field.name.texts[: len(LANGS)]) and not re.search(r"[㐀-鿿]", field.name("en"))
    assert not field.unit or (field.kind == NUMBER and field.unit in other_names())
    assert bool(field.choices) == (field.kind == CHOICE)
    assert field.condition in ("", *CONDITIONS) and (field.condition == ONE_OF) <= (field.kind == CHOICE)
    assert all(factor(unit, field.unit) for unit in field.short.values())
    assert all(field_named(name) is field for name in (field.id, *field.name.texts, *field.also))


def test_no_two_fields_share_a_name_and_no_two_choices_a_word() -> None:
    names = Counter(key for field in FIELDS for key in {name_key(n) for n in field.names})
    asked_for = Counter(key for field in conditions() for key in {name_key(n) for n in field.condition_names})

    assert [key for key, n in (names | asked_for).items() if n > 1] == []
    for field in FIELDS:
        words = Counter(key for choice in field.choices for key in choice.keys)
        assert [word for word, n in words.items() if n > 1] == []


def test_every_group_has_fields_and_a_name_that_is_like_another_is_not_taken_for_it() -> None:
    assert {field.group for field in FIELDS} == {group.id for group in field_groups()}
    assert field_named(" ＦＬＯＯＲ　ｌｏａｄ ") is officer_fields()["floor-load"] and field_named("floor loda") is None
