"""The rivals: an empty Streamlit app, a static Leaflet page, a streamlit-folium page."""
