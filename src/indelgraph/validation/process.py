"""A process that validates for another: quads come in on standard input, reports go out on standard output.

The first frame out names the rules that it follows (:func:`indelgraph.receipts.rules`). Then, for each part that comes
in as N-Quads, the results of its report go out as JSON. What goes wrong ends the process: who asked then validates the
part himself, and meets it there.
"""

from __future__ import annotations

import json
import os
import sys

from pyoxigraph import RdfFormat, parse

from ..collector import seldom_collecting
from ..receipts import report_to_json, rules
from .frames import read_frame, write_frame
from .run import get_ready, validate_quads

__all__ = ["main"]


@seldom_collecting()
def main() -> None:
    """Answer until standard input ends."""
    pipe_in = sys.stdin.buffer
    pipe_out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever prints must not end up between frames
    get_ready()
    write_frame(pipe_out, rules().encode())
    while True:
        try:
            part = read_frame(pipe_in, limit=sys.maxsize)  # our own program asks
        except EOFError:
            return
        report = validate_quads(tuple(parse(part, format=RdfFormat.N_QUADS)))
        write_frame(pipe_out, json.dumps(report_to_json(report.results)).encode())


if __name__ == "__main__":
    main()
