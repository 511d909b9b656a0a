"""Starts an installed ``indelgraph serve``, asks who Abdoul Hakim's figures are of, and stops it. Run by CI.

``python tests/smoke.py PATH/TO/indelgraph`` or ``python tests/smoke.py --shell 'command that serves'``.
"""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import threading
from urllib.parse import urlencode
from urllib.request import urlopen

QUERY = """PREFIX ig: <https://w3id.org/indelgraph/ontology#>
SELECT ?words WHERE { ?claim ig:origin <https://w3id.org/indelgraph/person/abdoul-hakim> ; ig:exact ?words }
ORDER BY ?words"""
EXPECTED = ["6 seriously wounded", "his troops had lost 3 fighters", "more than 100 dead for MNLA forces"]
_LIMIT = 900.0


def main(arguments: list[str]) -> None:
    """Serve, ask, compare, stop."""
    serve = [*arguments[:1], "serve"]
    if arguments[0] == "--shell":
        # The last command of the line is the server, so the option goes to it; exec lets the signal reach it.
        serve = ["bash", "-c", re.sub(r"&& (?=[^&]*$)", "&& exec ", arguments[1]) + ' "$@"', "bash"]
    process = subprocess.Popen([*serve, "--port", "0"], stderr=subprocess.PIPE, text=True)
    watchdog = threading.Timer(_LIMIT, process.kill)
    watchdog.start()
    try:
        url = _url(process)
        with urlopen(f"{url}sparql?{urlencode({'query': QUERY})}", timeout=30) as response:
            rows = json.load(response)["results"]["bindings"]
        found = [row["words"]["value"] for row in rows]
        if found != EXPECTED:
            sys.exit(f"asked {url}: expected {EXPECTED}, got {found}")
        process.send_signal(signal.SIGTERM)
        if process.wait(30) != 0:
            sys.exit(f"the server ended with {process.returncode}")
        sys.stdout.write(f"served, asked and stopped: {len(found)} claims of Abdoul Hakim\n")
    finally:
        watchdog.cancel()
        process.kill()


def _url(process: subprocess.Popen[str]) -> str:
    if process.stderr is None:
        raise TypeError("the process was started without a pipe")
    seen = ""
    for line in process.stderr:
        seen += line
        found = re.search(r"serving (http://\S+)", line)
        if found:
            return found[1]
    sys.exit(f"the server did not start:\n{seen}")


if __name__ == "__main__":
    main(sys.argv[1:])
