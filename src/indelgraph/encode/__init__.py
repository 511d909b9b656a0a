"""The encoder: from understood claims and registry to quads."""
