"""What an investor asks for, held against the plan: the places that fit, and on what ground."""
