"""The canonical form of the ontology's Turtle: what rdflib's ``longturtle`` serialiser writes.

It is a fixpoint and does not depend on the hash seed, since the graph holds no blank nodes. To bring the file
into it after an edit: ``python tests/turtle_form.py``.
"""

from __future__ import annotations

from rdflib import Graph

from indelgraph.ontology import FILE_NAME
from indelgraph.resources import root

__all__ = ["ONTOLOGY_FILE", "canonical"]

ONTOLOGY_FILE = root() / "ontology" / FILE_NAME


def canonical(turtle: bytes) -> bytes:
    """The same triples and prefixes in canonical form, as UTF-8."""
    text = Graph().parse(data=turtle, format="turtle").serialize(format="longturtle")
    return text.encode()


if __name__ == "__main__":
    ONTOLOGY_FILE.write_bytes(canonical(ONTOLOGY_FILE.read_bytes()))
