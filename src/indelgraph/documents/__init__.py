"""Documents: reading a text into an outline of its parts, each with its place in the untouched text."""

from .markup import read_markup
from .model import Cell, Marker, Outline, Paragraph, Part, Reference, Section, Sentence, Slice
from .read import Form, detect, outline
from .rendered import read_rendered
from .sentences import split

__all__ = [
    "Cell",
    "Form",
    "Marker",
    "Outline",
    "Paragraph",
    "Part",
    "Reference",
    "Section",
    "Sentence",
    "Slice",
    "detect",
    "outline",
    "read_markup",
    "read_rendered",
    "split",
]
