"""What the claims say about each other: found by rules, kept apart in the graph ``derived``."""
