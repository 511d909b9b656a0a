"""``python -m indelgraph``: the command line."""

from .cli import main

main()
