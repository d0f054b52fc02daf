"""The same layers as an ordinary streamlit-folium page: the map is built on each run.

BENCH_LAYERS names the folder of GeoJSON layers. With BENCH_FOLIUM=tuned the
page uses the two settings that spare it work: a fixed key, nothing reported back.
"""

import json
import os
from pathlib import Path

import folium
import geopandas as gpd
import streamlit as st
from streamlit_folium import st_folium

FOLDER = Path(os.environ["BENCH_LAYERS"])
TUNED = os.environ.get("BENCH_FOLIUM") == "tuned"
POPUP = "<b>{name}</b><br>{level} {kind}<br>{source}"


@st.cache_data
def read(name: str) -> gpd.GeoDataFrame:
    """Read one layer."""
    return gpd.read_file(FOLDER / f"{name}.geojson")


@st.cache_data
def read_clusters() -> dict[str, str]:
    """Read the names of the clusters by id."""
    return dict(json.loads((FOLDER / "clusters.json").read_text("utf-8")))


def faint(clusters: str, chosen: str) -> bool:
    """Tell whether something is dimmed under the chosen cluster."""
    return bool(chosen) and chosen not in (clusters or "").split(";")


st.set_page_config(page_title="streamlit-folium", layout="wide")
names = read_clusters()
chosen = st.radio("Cluster", ["", *names], format_func=lambda key: names.get(key, "All"), horizontal=True)

centre = read("towns").union_all().centroid
chart = folium.Map(location=[centre.y, centre.x], zoom_start=11, tiles=None)

if len(read("sea")):
    water = {"color": "#D5E2E8", "fillOpacity": 1}
    folium.GeoJson(read("sea"), name="sea", style_function=lambda f: water).add_to(chart)
folium.GeoJson(
    read("towns"),
    name="towns",
    style_function=lambda f: {
        "color": "#6F6A5E",
        "weight": 1,
        "fillColor": "#EFEDE6",
        "fillOpacity": 0.2 if faint(f["properties"]["clusters"], chosen) else 0.8,
    },
    tooltip=folium.GeoJsonTooltip(["name", "name_en"]),
    popup=folium.GeoJsonPopup(["name", "name_en", "source"]),
).add_to(chart)
folium.GeoJson(
    read("elements"),
    name="elements",
    style_function=lambda f: {
        "color": f["properties"]["colour"],
        "fillColor": f["properties"]["colour"],
        "fillOpacity": 0.1 if chosen else 0.35,
        "dashArray": "4",
    },
    tooltip=folium.GeoJsonTooltip(["name", "member", "role"]),
).add_to(chart)
folium.GeoJson(
    read("roads"),
    name="roads",
    style_function=lambda f: {"color": "#C9B48A", "weight": 2},
    tooltip=folium.GeoJsonTooltip(["name"]),
).add_to(chart)
folium.GeoJson(
    read("links"),
    name="links",
    style_function=lambda f: {
        "color": f["properties"]["colour"],
        "weight": 1,
        "opacity": 0.2 if chosen else 0.7,
    },
).add_to(chart)
for row in read("labels").itertuples():
    icon = folium.DivIcon(html=f"<span>{row.name}</span>", icon_size=(80, 20))
    folium.Marker([row.geometry.y, row.geometry.x], icon=icon).add_to(chart)
for row in read("places").itertuples():
    folium.CircleMarker(
        [row.geometry.y, row.geometry.x],
        radius=5,
        color="#26231C",
        opacity=0.3 if chosen else 1,
        tooltip=row.name,
        popup=folium.Popup(POPUP.format(**row._asdict()), max_width=300),
    ).add_to(chart)
for row in read("parks").itertuples():
    folium.Marker(
        [row.geometry.y, row.geometry.x],
        tooltip=row.name,
        popup=folium.Popup(POPUP.format(**row._asdict()), max_width=300),
        icon=folium.Icon(color="red", icon="industry", prefix="fa"),
        opacity=0.25 if faint(row.clusters, chosen) else 1,
    ).add_to(chart)
folium.LayerControl().add_to(chart)

if TUNED:
    st_folium(chart, width=1100, height=640, key="map", returned_objects=[])
else:
    st_folium(chart, width=1100, height=640)
