"""The folium map: the only room that imports folium."""
