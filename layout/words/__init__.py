"""Words for the screen in every language, plain nodes that carry them, and the symbols of sites."""
