"""What the living map leans on in folium and branca."""

from __future__ import annotations

import re
from typing import Any

import folium
from branca.element import MacroElement
from folium.template import Template
from jinja2 import TemplateSyntaxError

from tests.contracts.kit import contract

FOLIUM_MAP = "layout/maps/live/folium_map.py"


class Script(MacroElement):
    """Put words into the map's own script."""

    _template = Template("{% macro script(this, kwargs) %}say({{ this.words }});{% endmacro %}")

    def __init__(self, words: str) -> None:
        super().__init__()
        self.words = words


def page_of(*words: str, **options: Any) -> str:
    """Return the page of a bare map whose script says words."""
    built = folium.Map(tiles=None, **options)
    for text in words:
        Script(text).add_to(built)
    return str(built.get_root().render())


@contract("branca", "layout/web/payload.py", {"say(42)": True, "braces": False, "block": "refused", "escaped": True})
def test_what_is_rendered_is_compiled_a_second_time() -> object:
    """What an element renders is compiled again as a Jinja template: braces in the data would run there."""
    page = page_of("{{ 6*7 }}", r'"\u007b\u007b 6*7 \u007d\u007d"')
    try:
        block = page_of("'{% raise %}'")
    except TemplateSyntaxError:
        block = "refused"
    escaped = r"\u007b\u007b 6*7 \u007d\u007d" in page
    return {"say(42)": "say(42)" in page, "braces": "{{" in page, "block": block, "escaped": escaped}


@contract(
    "folium", FOLIUM_MAP,
    (["awesome_markers", "bootstrap", "jquery", "leaflet"], True, ["mine"]),
)  # fmt: skip
def test_the_scripts_of_a_map_are_a_list_of_its_class() -> object:
    """A map's scripts are a list of its class: all from outside hosts, until a subclass has its own."""

    class Mine(folium.Map):
        default_js = [("mine", "data:,")]  # noqa: RUF012
        default_css: list[tuple[str, str]] = []  # noqa: RUF012

    built = Mine(tiles=None)
    built.get_root().render()
    names = [n for n in built.get_root().header._children if n in ("mine", "leaflet", "jquery")]
    outside = all(url.startswith("https://") for _, url in folium.Map.default_js)
    return sorted(name for name, _ in folium.Map.default_js), outside, names


@contract("folium", FOLIUM_MAP, (False, True, True))
def test_ids_are_random_until_they_are_set() -> object:
    """An element's id is random, and is read from `_id` when it is rendered: set, two builds are equal."""

    def page(number: str = "") -> str:
        built = folium.Map(tiles=None)
        if number:
            for n, element in enumerate([built.get_root(), built]):
                element._id = number + str(n)
        return str(built.get_root().render())

    return page() == page(), page("7") == page("7"), 'id="map_71"' in page("7")


@contract("folium", FOLIUM_MAP, (False, True))
def test_a_second_rendering_repeats_what_was_added() -> object:
    """A map that is rendered twice holds its script twice: each build is rendered once."""
    built = folium.Map(tiles=None)
    folium.FeatureGroup(name="a").add_to(built)
    root = built.get_root()
    first, second = str(root.render()), str(root.render())
    return first == second, second.count("addTo(") > first.count("addTo(")


@contract("folium", FOLIUM_MAP, {"own": True, "between tags": True, "order": ["map_", "feature_group_", "circle_"]})
def test_the_script_of_a_map_can_be_had_alone() -> object:
    """After `render()` the figure's `script` holds the map's own script and nothing else of the page."""
    built = folium.Map(tiles=None)
    group = folium.FeatureGroup(name="a").add_to(built)
    folium.Circle((31, 121), radius=5).add_to(group)
    root = built.get_root()
    page = str(root.render())
    script = str(root.script.render())
    names = re.findall(r"var (map_|feature_group_|circle_)\w+ =", script)
    return {"own": "<script" not in script, "between tags": script in page, "order": names}


@contract("folium", FOLIUM_MAP, ({"k": 5, "interactive": False}, True))
def test_an_option_set_afterwards_reaches_leaflet() -> object:
    """`options` of a vector or marker is a dictionary that is written out as Leaflet's options."""
    built = folium.Map(tiles=None)
    circle = folium.Circle((31, 121), radius=5, class_name="lt-halo")
    circle.options.update({"k": 5, "interactive": False})
    circle.add_to(built)
    text = str(built.get_root().render())
    options = {"k": int(re.findall(r'"k": (\d+)', text)[0]), "interactive": '"interactive": false' not in text}
    return options, '"className": "lt-halo"' in text


@contract("folium", FOLIUM_MAP, {"Circle": "dropped", "PolyLine": "dropped", "Marker": "kept", "GeoJson": "kept"})
def test_a_path_drops_the_pane_that_a_marker_keeps() -> object:
    """`pane` given as a keyword reaches Leaflet of a marker and of GeoJSON, and is lost of every path, unsaid."""
    shape = {"type": "Point", "coordinates": [121, 31]}
    elements = [
        folium.Circle((31, 121), radius=5, pane="lt-halo"),
        folium.PolyLine([(31, 121), (32, 121)], pane="lt-halo"),
        folium.Marker((31, 121), pane="lt-halo"),
        folium.GeoJson(shape, pane="lt-halo"),
    ]
    fates = {}
    for element in elements:
        built = folium.Map(tiles=None)
        element.add_to(built)
        written = '"pane": "lt-halo"' in str(built.get_root().render())
        fates[type(element).__name__] = "kept" if written else "dropped"
    return fates


@contract("folium", FOLIUM_MAP, ["trackResize", "wheelPxPerZoomLevel", "zoomDelta", "zoomSnap"])
def test_unknown_options_of_a_map_reach_leaflet() -> object:
    """Options that folium does not know go on to Leaflet under the name they were given."""
    page = page_of(trackResize=False, zoomSnap=0, zoomDelta=0.5, wheelPxPerZoomLevel=120)
    return sorted(set(re.findall(r'"(trackResize|zoomSnap|zoomDelta|wheelPxPerZoomLevel)":', page)))


@contract("folium", "layout/web/maps/symbols.js", ["lt-symbol", "[28, 28]", "[14, 14]"])
def test_a_plain_icon_is_a_box_of_a_class() -> object:
    """A `DivIcon` is an empty box of a class and size, without the markers that need other libraries."""
    built = folium.Map(tiles=None)
    icon = folium.DivIcon(class_name="lt-symbol", icon_size=(28, 28), icon_anchor=(14, 14))
    folium.Marker((31, 121), icon=icon).add_to(built)
    text = re.sub(r"\s+", " ", str(built.get_root().render()))
    size, anchor = (re.search(rf'"{n}": (\[[^\]]*\])', text) for n in ("iconSize", "iconAnchor"))
    listed = [re.sub(r"[ ,]+", ", ", m[1]).replace("[, ", "[").replace(", ]", "]") if m else "" for m in (size, anchor)]
    return ["lt-symbol" if re.search(r'"className": "lt-symbol"', text) else "", *listed]


@contract("folium", FOLIUM_MAP, (["lt-a"], True))
def test_geometry_is_written_into_the_page_and_styled_once() -> object:
    """`GeoJson(embed=True)` writes the features into the page, with the class that the style names."""
    built = folium.Map(tiles=None)
    shape = {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]}
    features = [{"type": "Feature", "properties": {"k": 3}, "geometry": shape}]
    folium.GeoJson(
        {"type": "FeatureCollection", "features": features}, embed=True, control=False,
        style_function=lambda _: {"className": "lt-a"},
    ).add_to(built)  # fmt: skip
    page = str(built.get_root().render())
    return re.findall(r'"className": "(lt-\w+)"', page), bool(re.search(r'"k": 3\b', page))
