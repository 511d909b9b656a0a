"""A small collection of two documents that an identification ties together, each with entries of its own."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from collections_made import METADATA, REGISTRY, SLUG, make
from indelgraph.registry.links import COLUMNS

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["FIRST", "SECOND", "make_two"]

FIRST, SECOND = SLUG, "raid-on-tesit"

_TEXT = """\
= Raid on Tesit =

The raid on Tesit took place on 9 August 2022. Sergeant Moussa said that two soldiers were killed.
"""

_CLAIMS = f"""\
document: {SECOND}
event: {SECOND}
claims:
  - quote: two soldiers were killed
    killed: two
    group: army
    told: {{teller: moussa, cue: said}}
names:
  - {{form: Tesit, of: tessit, in: on Tesit took place}}
"""

_IDENTIFICATIONS = f"""\
tessit-tesit:
  of: tessit
  label: two spellings
  names: [{FIRST}/tessit-of-2022, {SECOND}/tesit]
  reason: One name.
  inferred-from: {{document: {SECOND}, quote: 9 August 2022}}
"""

_MORE = {
    "people.yaml": "moussa: {name: Moussa}\n",
    "events.yaml": f"{SECOND}: {{type: attack, name: Raid on Tesit, called: the raid, sides: 2}}\n",
}

_LINK = ("labbezanga", "exactMatch", "Q965", "", "", "", "made up for the tests", "")


def make_two(folder: Path) -> Path:
    """Write the collection; the first document alone names ``labbezanga`` and ``issa``, the other ``moussa``."""
    metadata = {
        **METADATA,
        "title": "Raid on Tesit",
        "source": "https://example.org/raid-on-tesit",
        "sha256": hashlib.sha256(_TEXT.encode()).hexdigest(),
    }
    files = {
        **{f"registry/{name}": REGISTRY[name] + more for name, more in _MORE.items()},
        "registry/links.tsv": "\t".join(COLUMNS) + "\n" + "\t".join(_LINK) + "\n",
        "registry/identifications.yaml": _IDENTIFICATIONS,
        f"documents/{SECOND}/text.txt": _TEXT,
        f"documents/{SECOND}/document.yaml": "".join(f"{key}: {value}\n" for key, value in metadata.items()),
        f"claims/{SECOND}.yaml": _CLAIMS,
    }
    return make(folder, files=files).folder
