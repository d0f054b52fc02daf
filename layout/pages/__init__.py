"""The app's pages. With app.py, the only room that imports streamlit."""
