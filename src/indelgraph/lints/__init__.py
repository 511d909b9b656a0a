"""What is suspicious in a collection without breaking a rule: likely slips, each with its place and a way out.

A lint speaks only where a careful editor would look twice; what is certainly wrong is for the shapes to say.
"""

from .document import document_lints
from .registry import registry_lints

__all__ = ["document_lints", "registry_lints"]
