"""Names of languages as Wikipedia writes them in references, and their tags."""

from __future__ import annotations

__all__ = ["tag"]

_TAGS = {
    "Amharic": "am",
    "Arabic": "ar",
    "Bambara": "bm",
    "Brazilian Portuguese": "pt-BR",
    "British English": "en-GB",
    "American English": "en-US",
    "Canadian French": "fr-CA",
    "Chinese": "zh",
    "Czech": "cs",
    "Danish": "da",
    "Dutch": "nl",
    "English": "en",
    "European Spanish": "es-ES",
    "Finnish": "fi",
    "French": "fr",
    "Fula": "ff",
    "German": "de",
    "Greek": "el",
    "Hausa": "ha",
    "Hebrew": "he",
    "Hindi": "hi",
    "Hungarian": "hu",
    "Indonesian": "id",
    "Italian": "it",
    "Japanese": "ja",
    "Korean": "ko",
    "Kurdish": "ku",
    "Norwegian": "no",
    "Persian": "fa",
    "Polish": "pl",
    "Portuguese": "pt",
    "Romanian": "ro",
    "Russian": "ru",
    "Serbian": "sr",
    "Somali": "so",
    "Spanish": "es",
    "Swahili": "sw",
    "Swedish": "sv",
    "Turkish": "tr",
    "Ukrainian": "uk",
    "Urdu": "ur",
    "Wolof": "wo",
    "Yoruba": "yo",
}
"""English name to BCP 47 tag (IANA Language Subtag Registry)."""


def tag(name: str) -> str | None:
    """The BCP 47 tag of a language by its English name; None if we do not know the name."""
    return _TAGS.get(name.strip())
