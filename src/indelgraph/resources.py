"""Where the files that travel with the program are: ``ontology/``, ``data/`` and ``shapes/``."""

from __future__ import annotations

from functools import cache
from pathlib import Path

__all__ = ["root"]

_NAMES = ("ontology", "data", "shapes")


@cache
def root() -> Path:
    """The folder that holds ``ontology/``, ``data/`` and ``shapes/``, installed or in a checkout.

    A wheel carries them inside the package; an editable install has only the checkout around ``src/``.

    Raises:
        FileNotFoundError: if neither place has all three; the installation is broken.
    """
    package = Path(__file__).resolve().parent
    for folder in (package / "resources", package.parents[1]):
        if all((folder / name).is_dir() for name in _NAMES):
            return folder
    raise FileNotFoundError("indelgraph is not installed whole: ontology/, data/ and shapes/ are missing")
