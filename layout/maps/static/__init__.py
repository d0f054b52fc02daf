"""The map as a picture, with no browser and no folium."""
