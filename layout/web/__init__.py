"""The browser's side: scripts, styles, and how they and the data reach a page."""
