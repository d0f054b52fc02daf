"""The plan as a living map: model, join, words, maps, exports and pages."""
