"""The map, recorded once as layers and features, drawn live in the browser or as a static picture."""
