"""What geometry leans on in shapely, pyproj, geopandas and GDAL."""

from __future__ import annotations

import json
import math
import subprocess
import sys
from pathlib import Path

import geopandas as gpd
import pyogrio
import shapely
from pyproj import Geod, Transformer
from shapely.geometry import LineString, Point, Polygon, box

from tests.contracts.kit import contract

CRS, SHAPES = "geodata/crs.py", "geodata/geometry.py"


def square(west: float) -> Polygon:
    """Return a square of one degree."""
    return box(west, 0, west + 1, 1)


@contract("pyogrio", "geodata/read.py", {"named .geojson": "secret", "driver": "OGR_VRT"})
def test_the_kind_of_a_file_is_told_by_its_content(tmp_path: Path) -> object:
    """GDAL tells a file's kind by its content: a “.geojson” may name any other file, and that one is read."""
    feature = {"type": "Feature", "properties": {"name": "secret"}, "geometry": {"type": "Point", "coordinates": [1, 2]}}
    other = tmp_path / "other.json"
    other.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), encoding="utf-8")
    trap = tmp_path / "towns.geojson"
    source = f'<OGRVRTLayer name="other"><SrcDataSource>{other}</SrcDataSource></OGRVRTLayer>'
    trap.write_text(f"<OGRVRTDataSource>{source}</OGRVRTDataSource>", encoding="utf-8")
    return {"named .geojson": pyogrio.read_dataframe(trap)["name"][0], "driver": pyogrio.read_info(trap)["driver"]}


@contract("geopandas", "geodata/load.py", [])
def test_frames_of_shapes_load_no_reader_of_files() -> object:
    """Importing geopandas does not load GDAL; only reading a file with it would."""
    code = "import sys, geopandas; print(*[m for m in sys.modules if m in ('pyogrio', 'fiona', 'osgeo')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.split()


@contract("geopandas", "geodata/load.py", ("EPSG:4326", None))
def test_a_frame_of_shapes_keeps_its_crs_and_absent_shapes() -> object:
    """A frame keeps its CRS when it is indexed, and a shape that is absent stays None."""
    frame = gpd.GeoDataFrame({"id": ["a", "b"]}, geometry=[Point(1, 2), None], crs="EPSG:4326").set_index("id")
    return str(frame.crs), frame.geometry["b"]


@contract("shapely", SHAPES, {"shared": True, "overlap": False, "crack": [False, True]})
def test_a_coverage_is_valid_without_overlaps_and_narrow_gaps() -> object:
    """A coverage has no overlaps, and with `gap_width` no gaps as narrow as that."""
    crack = [square(0), square(1.0001)]
    return {
        "shared": shapely.coverage_is_valid([square(0), square(1)], gap_width=0.0005),
        "overlap": shapely.coverage_is_valid([square(0), square(0.5)]),
        "crack": [shapely.coverage_is_valid(crack, gap_width=0.0005), shapely.coverage_is_valid(crack)],
    }


@contract("shapely", SHAPES, [True, False, False])
def test_the_faulty_edges_of_a_coverage_come_shape_by_shape() -> object:
    """`coverage_invalid_edges` gives one line for each shape, empty where it is in order."""
    edges = shapely.coverage_invalid_edges([square(0), square(1), square(1.5)])
    return [bool(edge.is_empty) for edge in edges]


@contract("shapely", "layout/maps/canvas.py", (3, 2))
def test_rounding_point_by_point_drops_no_point() -> object:
    """`set_precision(mode="pointwise")` rounds each point by itself, and leaves the shape as it was built."""
    line = LineString([(0, 0), (0.00001, 0), (1, 0)])
    rounded = [shapely.set_precision(line, 1e-3, mode=mode) for mode in ("pointwise", "valid_output")]
    return tuple(len(shape.coords) for shape in rounded)


@contract("shapely", "layout/maps/layers/elements.py", [0.5, 0.5])
def test_the_widest_circle_is_a_line_from_its_centre() -> object:
    """`maximum_inscribed_circle` is a line whose first point is the circle's centre."""
    return [round(v, 6) for v in shapely.maximum_inscribed_circle(square(0)).coords[0]]


@contract("shapely", CRS, ("POINT (11 2)", True))
def test_a_transformation_gets_columns_and_rings_are_turned() -> object:
    """`transform(interleaved=False)` hands over x and y apart; `orient_polygons` turns shells against the clock."""
    moved = shapely.transform(Point(1, 2), lambda x, y: (x + 10, y), interleaved=False)
    turned = shapely.orient_polygons(Polygon([(0, 0), (0, 1), (1, 1), (1, 0)]))
    return str(moved), turned.exterior.is_ccw


@contract("pyproj", CRS, [False, True])
def test_longitude_comes_first_only_where_it_is_asked_for() -> object:
    """EPSG:4326 takes latitude first unless `always_xy=True`."""
    longitude_first = []
    for xy in (False, True):
        x, _ = Transformer.from_crs("EPSG:4326", "EPSG:3857", always_xy=xy).transform(121, 31)
        longitude_first.append(math.isfinite(x) and round(x) == 13469658)
    return longitude_first


@contract("pyproj", CRS, (1, -1))
def test_the_sign_of_an_area_follows_the_way_round() -> object:
    """The area of a ring on the ellipsoid is positive against the clock, and negative with it."""
    geod = Geod(ellps="WGS84")
    turned = shapely.orient_polygons(square(0))
    areas = [geod.geometry_area_perimeter(ring)[0] for ring in (turned, turned.reverse())]
    return tuple(int(math.copysign(1, area)) for area in areas)
