"""The map in the browser: the only room that imports folium."""
