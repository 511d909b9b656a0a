"""Words at the end of the smallest graph's text, on which cases of wrong readings stand."""

WORDS = (
    " Casualties1; Crimson victory; many trucks, several soldiers at 15.8°N 1.5°W. Reds reportedly fled the same day, "
    "on the 17th Blues said so, which is denied by Blues [3]."
)
"""The last words of the text; nothing in the smallest graph is claimed of them."""

QUOTES = (
    "Casualties1", "Crimson", "Crimson victory", "many", "many trucks", "several", "several soldiers", "15.8°N 1.5°W",
    "Reds reportedly fled", "the same day", "fled the same day", "the 17th", "Blues said so", "denied by Blues",
)  # fmt: skip
"""Those that have a Span."""
