"""The endpoint benchmark: its questions have one answer wherever they are asked, and its parts count what they say."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import threading
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING

import pytest

import indelgraph
from benchmarks import goals, peers
from benchmarks.answers import differences, directly, solutions
from benchmarks.loadclient import ClientError, Load, ask, fire
from benchmarks.material import collection
from benchmarks.measuring import COLD, DIRECT, MODES, ON_DISK, WARM, Cell, Plan, measure
from benchmarks.peers import HOST, Peer
from benchmarks.questions import CLASSES, events, questions, texts
from benchmarks.virtuoso import without_order
from indelgraph import snapshot as snapshots
from indelgraph.export import FORMATS, export
from serving import serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pyoxigraph import Store

    from benchmarks.questions import Question
    from indelgraph.snapshot import Snapshot

NAMES = (
    "one claim", "by Wikidata id", "all claims", "how many killed",
    "contradictions", "disjoint figures", "by predicate", "by event",
)  # fmt: skip


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """Two invented documents."""
    folder = tmp_path_factory.mktemp("tiny")
    quads = indelgraph.load(collection(folder, 2)).build().quads()
    return snapshots.write(export(quads, FORMATS["nquads"]), folder / "cache")


@pytest.fixture(scope="module")
def store(tiny: Snapshot) -> Store:
    return tiny.open()


@pytest.fixture(scope="module")
def asked(store: Store) -> list[Question]:
    return questions(store)


@pytest.fixture(scope="module")
def servers(tiny: Snapshot, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Peer]]:
    with (
        serving(tiny, workers=1) as server,
        peers.oxigraph(tiny.nquads, tmp_path_factory.mktemp("oxigraph") / "store") as other,
    ):
        yield [Peer(goals.OURS, server.address[1], "/sparql"), other]


# ---- The questions -------------------------------------------------------------------------------------------------


def test_there_are_two_questions_of_each_class(asked: list[Question]) -> None:
    assert tuple(question.name for question in asked) == NAMES
    assert [question.kind for question in asked] == [kind for kind in CLASSES for _ in range(2)]


@pytest.mark.parametrize("name", NAMES)
def test_a_question_has_one_answer_wherever_it_is_asked(
    name: str, asked: list[Question], servers: list[Peer], store: Store
) -> None:
    question = next(question for question in asked if question.name == name)
    assert differences(store, servers, [question.warm, *texts([question], 3)]) == []


@pytest.mark.parametrize("name", NAMES)
def test_the_limit_of_a_cold_text_cuts_nothing(name: str, asked: list[Question], store: Store) -> None:
    question = next(question for question in asked if question.name == name)
    cold = next(question.cold())
    assert solutions(directly(store, cold)) == solutions(directly(store, question.warm))


@pytest.mark.parametrize("name", NAMES)
def test_no_cold_text_comes_twice_or_is_a_warm_one(name: str, asked: list[Question]) -> None:
    question = next(question for question in asked if question.name == name)
    cold = list(islice(question.cold(), 1500))
    assert len({*cold, question.warm}) == 1501
    assert max(int(text.rsplit("LIMIT ", 1)[1]) for text in cold) < 10_000  # Virtuoso sorts no more


def test_later_texts_are_other_ones(asked: list[Question]) -> None:
    for question in asked:
        assert list(islice(question.cold(), 5, 9)) == list(islice(question.cold(5), 4))
    assert not set(texts(asked, 400)) & set(texts(asked, 400, first=50))


def test_questions_can_be_about_some_events_only(store: Store, asked: list[Question]) -> None:
    first, *others = sorted(events(store))
    assert others
    claim, wikidata, event, *_ = questions(store, about=frozenset({first}))
    assert len(event.constants) == len(wikidata.constants) == 1
    assert f"<{first}>" in event.warm
    assert events(store)[first] in wikidata.warm
    own = {text for text in asked[0].constants if (first in directly(store, text).decode())}
    assert set(claim.constants) == own < set(asked[0].constants)


def test_texts_ask_each_question_in_turn(asked: list[Question]) -> None:
    lookups = [question for question in asked if question.kind == "lookup"]
    first = [next(question.cold()) for question in lookups]
    assert texts(lookups, 5)[:2] == first
    assert len(texts(lookups, 5)) == 5
    with pytest.raises(ValueError, match="no question"):
        texts([], 1)


def test_a_store_without_events_to_ask_about_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no event with a Wikidata id"):
        questions(snapshots.write(b"", tmp_path).open())


def test_differences_are_seen(asked: list[Question], servers: list[Peer], store: Store) -> None:
    ours = servers[0]
    wrong = Peer("wrong", ours.port, ours.path, lambda _: asked[2].warm)
    absent = Peer("absent", ours.port, "/nothing")
    found = differences(store, [wrong, absent], [asked[0].warm])
    assert [line.split()[0] for line in found] == ["wrong", "absent"]
    assert "answered 404" in found[1]
    (empty,) = differences(store, [], ["SELECT ?s WHERE { ?s <urn:x> ?o }"])
    assert empty.startswith("nothing answers this")


def test_virtuoso_is_spared_the_order_that_it_does_not_read() -> None:
    text = "SELECT ?s {\n  ?s ?p ?o\n}\nORDER BY ?a MIN(?start) ?claim\nLIMIT 5\n"
    assert without_order(text) == "SELECT ?s {\n  ?s ?p ?o\n}\nLIMIT 5\n"
    assert without_order("ORDER BY ?a\n") == "ORDER BY ?a\n"


# ---- Answers -------------------------------------------------------------------------------------------------------


def results(*rows: dict[str, dict[str, str]]) -> bytes:
    return json.dumps({"head": {"vars": []}, "results": {"bindings": rows}}).encode()


def test_equal_terms_are_equal_however_they_are_written() -> None:
    string = "http://www.w3.org/2001/XMLSchema#string"
    one = {"a": {"type": "literal", "value": "x"}, "b": {"type": "literal", "value": "y", "xml:lang": "en-GB"}}
    two = {
        "b": {"type": "literal", "value": "y", "xml:lang": "en-gb"},
        "a": {"type": "typed-literal", "value": "x", "datatype": string},
    }
    other = {"a": {"type": "uri", "value": "x"}}
    assert solutions(results(one, other)) == solutions(results(other, two, two))
    assert solutions(results(one)) != solutions(results({"a": {"type": "uri", "value": "x"}, "b": one["b"]}))
    assert solutions(results(one)) != solutions(results({"a": one["a"]}))


@pytest.mark.parametrize("body", [b"", b"[]", b'{"boolean": true}', b'{"results": {"bindings": [1]}}'])
def test_what_is_no_table_is_refused(body: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        solutions(body)


# ---- The client ----------------------------------------------------------------------------------------------------

PLAIN = b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello"
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7\r\n0\r\n\r\nab\r\n2;x=y\r\ncd\r\n0\r\n\r\n"
REFUSED = b"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n"
CLOSING = b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nhi"


@contextmanager
def saying(reply: bytes, *, piece: int = 1 << 16) -> Iterator[tuple[str, int]]:
    """A server that gives one reply to everything, in pieces of so many bytes."""
    with socket.create_server((HOST, 0)) as listener:

        def talk(connection: socket.socket) -> None:
            with connection:
                while connection.recv(1 << 16):
                    for at in range(0, len(reply), piece):
                        connection.sendall(reply[at : at + piece])
                    if b"Connection: close" in reply or (b"200" not in reply and b"503" not in reply):
                        return

        def accept() -> None:
            while True:
                try:
                    connection, _ = listener.accept()
                except OSError:
                    return
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                threading.Thread(target=talk, args=(connection,), daemon=True).start()

        threading.Thread(target=accept, daemon=True).start()
        yield listener.getsockname()
        listener.shutdown(socket.SHUT_RDWR)


@pytest.mark.parametrize("piece", [1, 3, 1 << 16])
@pytest.mark.parametrize(("reply", "body"), [(PLAIN, b"hello"), (CHUNKED, b"0\r\n\r\nabcd"), (CLOSING, b"hi")])
def test_a_response_is_read_whole_however_it_comes(reply: bytes, body: bytes, piece: int) -> None:
    with saying(reply, piece=piece) as address:
        found = ask(address, b"GET / HTTP/1.1\r\n\r\n")
    assert (found.status, found.body) == (200, body)


@pytest.mark.parametrize("connections", [1, 4, 32])
@pytest.mark.parametrize("reply", [PLAIN, CHUNKED, CLOSING])
def test_every_request_is_answered_once(reply: bytes, connections: int) -> None:
    with saying(reply) as address:
        load = fire(address, [b"GET / HTTP/1.1\r\n\r\n"] * 50, connections, 60.0)
    assert (load.answered, load.refused) == (50, 0)


def test_a_refusal_is_no_answer() -> None:
    with saying(REFUSED) as address:
        load = fire(address, [b"GET / HTTP/1.1\r\n\r\n"] * 7, 2, 60.0)
    assert (load.answered, load.refused, load.rate) == (0, 7, 0.0)


def test_a_run_ends_with_its_time() -> None:
    """What is under way when the time is over still counts, and nothing else is sent."""
    with saying(PLAIN) as address:
        load = fire(address, [b"GET / HTTP/1.1\r\n\r\n"] * 1000, 4, 0.0)
    assert load.answered == 4


@pytest.mark.parametrize("reply", [b"HTTP/1.1 200 OK\r\n\r\n", b"HTTP/1.1 2", b"no"])
def test_what_is_no_response_is_an_error(reply: bytes) -> None:
    with saying(reply + b"Connection: close") as address, pytest.raises(ClientError):
        ask(address, b"GET / HTTP/1.1\r\n\r\n")


def test_nobody_there_is_an_error() -> None:
    with pytest.raises(ClientError):
        ask((HOST, peers.free_port()), b"")


# ---- The servers ---------------------------------------------------------------------------------------------------


def test_a_program_that_is_not_there_is_named() -> None:
    with pytest.raises(peers.PeerError, match="no-such-program is not installed"):
        peers.tool("no-such-program")


def test_a_server_that_ends_at_once_says_why(tmp_path: Path) -> None:
    nquads = tmp_path / "broken.nq"
    nquads.write_text("<no quads", encoding="utf-8")
    with pytest.raises(peers.PeerError, match="oxigraph failed"), peers.oxigraph(nquads, tmp_path / "store"):
        pass
    with pytest.raises(peers.PeerError, match="bare app: it ended with 1"), peers.bare(tmp_path / "nothing.json"):
        pass


def test_processor_time_is_that_of_all_below_a_process_also_of_those_that_have_ended() -> None:
    burn = "import time\nwhile time.process_time() < 0.2: pass"
    below = (
        f"import subprocess, sys\nsubprocess.run([sys.executable, '-c', {burn!r}])\nprint('ended', flush=True)\ninput()"
    )
    script = f"import subprocess, sys\nsubprocess.run([sys.executable, '-c', {below!r}])"
    call = [sys.executable, "-c", script]
    with subprocess.Popen(call, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ended\n"
        assert Peer("any", 0, "/", pid=process.pid).processor >= 0.2
        process.communicate(b"\n")
    assert Peer("any", 0, "/", pid=process.pid).processor == 0.0


def test_the_newest_snapshot_of_a_cache_is_found_and_served(tiny: Snapshot, tmp_path: Path) -> None:
    assert peers.found(tmp_path) is None
    assert peers.found(tiny.folder.parent) == tiny.nquads
    with peers.kept(tiny.nquads) as server:
        reply = ask(server.address, server.request("SELECT (COUNT(DISTINCT ?c) AS ?n) { ?c a ?claim }"))
        assert (reply.status, server.processor > 0) == (200, True)


def test_measuring_asks_everybody_in_every_mode(
    asked: list[Question], servers: list[Peer], store: Store, tmp_path: Path
) -> None:
    bodies = tmp_path / "bodies.json"
    known = {peers.query_string(question.warm): directly(store, question.warm).decode() for question in asked}
    bodies.write_text(json.dumps(known), encoding="utf-8")
    plan = Plan(requests=4, seconds=60.0, rounds=1, longest=1000.0)
    with peers.bare(bodies) as bare:
        for question in asked:
            assert ask(bare.address, bare.request(question.warm)).body == directly(store, question.warm)
        cells = list(measure(asked, servers, [bare], {DIRECT: store, ON_DISK: store}, plan))
    assert [(cell.kind, cell.mode) for cell in cells] == [(kind, mode) for kind in CLASSES for mode in MODES]
    for cell in cells:
        extra = {goals.BARE} if not cell.mode.cold else {DIRECT, ON_DISK} if cell.mode == COLD[0] else set()
        assert set(cell.loads) == {goals.OURS, goals.OXIGRAPH} | extra
        assert {load.answered for loads in cell.loads.values() for load in loads if load} == {4}
        assert not cell.refused
        assert {load.server > 0 for load in cell.loads[goals.OXIGRAPH] if load} == {True}


# ---- The goals -----------------------------------------------------------------------------------------------------


def load(rate: float, refused: int = 0) -> Load:
    return Load(100, refused, 100 / rate, 0.01)


def test_a_ratio_is_the_median_of_the_rounds() -> None:
    cell = Cell("event", COLD[0], {"a": [load(10), load(40), load(10)], "b": [load(20), load(10), None]})
    assert cell.rate("a") == pytest.approx(10)
    assert cell.ratio("a", "b") == pytest.approx((0.5 + 4) / 2)
    assert cell.ratio("a", "c") is None
    assert cell.thrift("a", "b") is None


def test_processor_time_is_added_up_over_the_rounds() -> None:
    mine: list[Load | None] = [Load(10, 0, 9.0, 0.1, 1.0), Load(30, 0, 9.0, 0.1, 1.0), None]
    theirs: list[Load | None] = [Load(100, 0, 9.0, 0.1, 4.0), Load(100, 0, 9.0, 0.1, 6.0), Load(1, 0, 9.0, 0.1, 9.0)]
    cell = Cell("event", COLD[0], {goals.OURS: mine, DIRECT: theirs})
    assert cell.thrift(goals.OURS, DIRECT) == pytest.approx(20 / 20)
    assert cell.cost(goals.OURS) == pytest.approx(2 / 40)
    assert cell.cost("nobody") is None
    assert goals.table([cell], [goals.OURS])[1].split()[-3:] == ["0.20", "1.00", "–"]


def test_goals_pass_and_fall_short_by_their_figures() -> None:
    cells = [
        Cell("lookup", COLD[0], {goals.OURS: [load(60)], DIRECT: [load(100)], goals.STOCK: [load(61)]}),
        Cell(
            "event",
            COLD[0],
            {goals.OURS: [load(40)], DIRECT: [load(100)], ON_DISK: [load(80)], goals.VIRTUOSO: [load(20)]},
        ),
        Cell("aggregate", COLD[0], {goals.OURS: [load(1)], DIRECT: [load(100)]}),
        Cell("lookup", WARM[1], {goals.OURS: [load(50)], goals.BARE: [load(99)]}),
        Cell("comparison", WARM[0], {goals.OURS: [load(9, refused=3)], goals.OXIGRAPH: [load(8)]}),
    ]
    names = [goals.OURS, goals.STOCK, goals.OXIGRAPH, goals.VIRTUOSO]
    warm, cold, on_disk, stock, virtuoso, oxigraph = goals.judged(
        cells, names, {"lookup": 1, "event": 99_999, "comparison": 1, "aggregate": 100_000}
    )
    assert warm.startswith("PASS")
    assert "(1 of 1)" in warm
    assert cold.startswith("FALLS SHORT")
    assert cold.endswith("(1 of 2): event cold × 1: 0.40")
    assert on_disk.startswith("PASS")
    assert "(1 of 1)" in on_disk
    assert stock.startswith("FALLS SHORT")
    assert stock.endswith("lookup cold × 1: 0.98")
    assert virtuoso.startswith("PASS")
    assert oxigraph.startswith("PASS")
    assert len(goals.judged(cells, [goals.OURS], dict.fromkeys(CLASSES, 1))) == 3
    lines = goals.table(cells, names)
    assert lines[-1] == "    indelgraph did not answer 3 requests"
    assert lines[1].split()[:5] == ["lookup", "cold", "×", "1", "60"]


def test_measuring_can_be_of_one_mode_and_begin_later(asked: list[Question], servers: list[Peer], store: Store) -> None:
    sent: list[str] = []

    def noted(text: str) -> str:
        sent.append(text)
        return text

    ours = Peer(servers[0].name, servers[0].port, servers[0].path, noted)
    plan = Plan(requests=2, seconds=60.0, rounds=2)
    cells = list(measure(asked[:2], [ours], [], {DIRECT: store}, plan, COLD[:1], 7))
    assert [(cell.kind, cell.mode) for cell in cells] == [("lookup", COLD[0])]
    assert {name: len(loads) for name, loads in cells[0].loads.items()} == {goals.OURS: 2, DIRECT: 2}
    assert sorted(sent) == sorted(texts(asked[:2], 4, first=7))


def test_growth_is_between_the_smallest_and_the_largest() -> None:
    def run(lookup: float, event: float) -> list[Cell]:
        return [Cell(kind, COLD[0], {goals.OURS: [load(r)]}) for kind, r in (("lookup", lookup), ("event", event))]

    *_, verdict = goals.growth({10: run(100, 100), 100: run(90, 10), 1000: run(85, 90)}, "such questions")
    assert verdict.startswith("PASS")
    assert "10 and 1000 documents, such questions" in verdict
    assert goals.growth({10: run(100, 100), 100: run(90, 10)}, "")[0].endswith("10: 1.00, 100: 1.11")
    *_, verdict = goals.growth({10: run(100, 100), 1000: run(80, 50)}, "")
    assert verdict.startswith("FALLS SHORT")
    assert verdict.endswith("event: 2.00")


def test_the_first_answer_has_three_seconds() -> None:
    assert goals.start({"empty cache": 3.0, "warm cache": 0.5}).startswith("PASS")
    assert goals.start({"empty cache": 3.1, "warm cache": 0.5}).endswith("empty cache: 3.1 s")
