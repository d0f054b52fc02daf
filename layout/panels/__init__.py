"""What stands beside the map: plain nodes, drawn in the browser."""
