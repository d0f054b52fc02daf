"""The map, recorded once as layers and features, drawn by folium for the browser or as a static picture."""
