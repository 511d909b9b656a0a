"""The command line: a thin shell over the library. Anything it can do a program can do."""

from .main import main

__all__ = ["main"]
