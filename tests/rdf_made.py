"""Small pieces of RDF that is not ours."""

from __future__ import annotations

__all__ = ["LAUGHING", "RDF", "TRIPLE", "XML"]

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
TRIPLE = b'<urn:a> <urn:b> "\xc3\xa9" .\n'
XML = (
    f'<rdf:RDF xmlns:rdf="{RDF}" xmlns:e="urn:e:"><rdf:Description rdf:about="urn:a">'
    "<e:b>%s</e:b></rdf:Description></rdf:RDF>"
)
_ENTITIES = (f"<!ENTITY {new} '{f'&{old};' * 10}'>" for old, new in zip("abcdefghijk", "bcdefghijkl", strict=True))
LAUGHING = f"<!DOCTYPE r [<!ENTITY a 'ha'>{''.join(_ENTITIES)}]>\n"
