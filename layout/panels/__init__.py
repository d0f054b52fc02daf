"""The panels beside the map, as plain nodes that the browser renders."""
