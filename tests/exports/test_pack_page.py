"""A pack as one page from disk: what the office handed in stands in it, photographs too, and nothing is asked for."""

from __future__ import annotations

import base64
import io

import pytest
from PIL import Image

from geodata.languages import LANGS
from layout.exports import pack_page
from layout.exports.sheet_options import SheetOptions
from layout.promotion.officer_facts import OfficerFacts, OfficerPhoto
from tests.conftest import Case

HOSTILE = '"></script><script>alert(1)</script>'


@pytest.mark.parametrize("lang", LANGS)
def test_photographs_are_in_the_file_with_whose_they_are(mini: Case, lang: str) -> None:
    """As bytes of a picture, under the page of their place; a name is text."""
    picture = io.BytesIO()
    Image.new("RGB", (40, 30), "#7799aa").save(picture, "JPEG")
    park, other = (p.id for p in mini.plan.parks[:2])
    photo = OfficerPhoto(park, "gate.jpg", picture.getvalue(), (40, 30), HOSTILE, "Gate Office", None)
    facts = OfficerFacts("facts.xlsx", (), (photo,), None)
    pages = {
        chosen: pack_page.pack(
            mini.plan, mini.shapes, lang, SheetOptions((chosen,), facts=facts), lambda _n, _of: None
        ).decode("utf-8")
        for chosen in (park, other)
    }

    content = base64.b64encode(picture.getvalue()).decode("ascii")
    assert content in pages[park] and "Gate Office" in pages[park] and HOSTILE not in pages[park]
    assert content not in pages[other] and "Gate Office" not in pages[other]
    assert ".own-photos" in pages[park]
