"""An office's own copy of its plan: which file it is, its text, its sections, the sentence at a place."""
