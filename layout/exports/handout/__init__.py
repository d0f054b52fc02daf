"""The handout: a story as PDF on A4, an atlas sheet for each step."""
