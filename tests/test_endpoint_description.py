"""The service description: true of the server at its address, complete, and enough for editors of queries."""

from __future__ import annotations

import asyncio
import hashlib
import os
import re
import subprocess
import sys
from functools import cache
from typing import TYPE_CHECKING

import httpx
import pyoxigraph as ox
import pytest

from built import own_build, prefixes
from indelgraph import shipped
from indelgraph import snapshot as snapshots
from indelgraph.encode.dataset import DATASET, VOID
from indelgraph.endpoint.app import create_app
from indelgraph.endpoint.description import NOTHING, About, Service, about, describe
from indelgraph.endpoint.headers import KEEP, tag_of
from indelgraph.endpoint.negotiate import GRAPHS, RESULTS
from indelgraph.endpoint.page import Example
from indelgraph.endpoint.router import Router
from indelgraph.namespaces import DATA_PREFIXES, PREFIXES, iri
from indelgraph.settings import Settings
from serving import EXAMPLES, make_snapshot, serving

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from indelgraph.endpoint.negotiate import Format
    from indelgraph.snapshot import Snapshot
    from serving import Server

URL = "https://example.org/indelgraph/sparql"
TITLE, DESCRIPTION = "Claims <& more>", 'What is "claimed"'
OWN = tuple(Example(q.title, q.question, q.text) for q in shipped().values())

# What each property says of its subject and object (the vocabularies' own domains and ranges); None: anything.
DOMAINS: dict[str, tuple[str | None, str | None]] = {
    "sd:endpoint": ("sd:Service", None),
    "sd:supportedLanguage": ("sd:Service", "sd:Language"),
    "sd:feature": ("sd:Service", "sd:Feature"),
    "sd:resultFormat": ("sd:Service", "formats"),
    "sd:defaultEntailmentRegime": ("sd:Service", "regimes"),
    "sd:defaultDataset": ("sd:Service", "sd:Dataset"),
    "sd:defaultGraph": ("sd:Dataset", "sd:Graph"),
    "sd:namedGraph": ("sd:Dataset", "sd:NamedGraph"),
    "sd:name": ("sd:NamedGraph", None),
    "sd:graph": ("sd:NamedGraph", "sd:Graph"),
    "void:sparqlEndpoint": ("void:Dataset", "sd:Service"),
    "void:subset": ("void:Dataset", "void:Dataset"),
    "void:vocabulary": ("void:Dataset", None),
    "void:triples": ("void:Dataset", "number"),
    "void:entities": ("void:Dataset", "number"),
    "void:classes": ("void:Dataset", "number"),
    "void:properties": ("void:Dataset", "number"),
    "void:distinctSubjects": ("void:Dataset", "number"),
    "void:distinctObjects": ("void:Dataset", "number"),
    "void:class": ("void:Dataset", None),
    "void:property": ("void:Dataset", None),
    "void:classPartition": ("void:Dataset", "void:Dataset"),
    "void:propertyPartition": ("void:Dataset", "void:Dataset"),
    "dcat:endpointURL": ("dcat:DataService", None),
    "dcat:endpointDescription": ("dcat:DataService", None),
    "dcat:servesDataset": ("dcat:DataService", "dcat:Dataset"),
    "dcat:distribution": ("dcat:Dataset", "dcat:Distribution"),
    "dcat:accessURL": ("dcat:Distribution", None),
    "dcat:accessService": ("dcat:Distribution", "dcat:DataService"),
    "dcat:mediaType": ("dcat:Distribution", None),
    "sh:prefixes": ("sh:SPARQLExecutable", "owl:Ontology"),
    "sh:declare": ("owl:Ontology", "sh:PrefixDeclaration"),
    "sh:prefix": ("sh:PrefixDeclaration", "text"),
    "sh:namespace": ("sh:PrefixDeclaration", "xsd:anyURI"),
    "sh:select": ("sh:SPARQLSelectExecutable", "text"),
    "sh:ask": ("sh:SPARQLAskExecutable", "text"),
    "sh:construct": ("sh:SPARQLConstructExecutable", "text"),
}
VOCABULARIES = tuple(PREFIXES[name] for name in ("sd", "void", "dcat", "sh"))
TYPES = {
    *("sd:Service", "sd:Dataset", "sd:Graph", "sd:NamedGraph", "void:Dataset"),
    *("dcat:Dataset", "dcat:Distribution", "dcat:DataService"),
    *("sh:SPARQLExecutable", "sh:SPARQLSelectExecutable", "sh:SPARQLAskExecutable", "sh:SPARQLConstructExecutable"),
    "sh:PrefixDeclaration",
}
NAMED = {
    "sd:Language": {"sd:SPARQL11Query"},
    "sd:Feature": {"sd:UnionDefaultGraph"},
    "formats": {f.iri for f in (*RESULTS, *GRAPHS) if f.iri},
    "regimes": {"http://www.w3.org/ns/entailment/Simple"},
}
LITERALS = {"number": "xsd:integer", "text": "xsd:string", "xsd:anyURI": "xsd:anyURI"}


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """Our own dataset."""
    return snapshots.write(own_build().nquads(), tmp_path_factory.mktemp("cache"))


def sizes(store: ox.Store) -> tuple[dict[str, int], int]:
    graphs = {name.value: len(list(store.quads_for_pattern(None, None, None, name))) for name in store.named_graphs()}
    return graphs, len({quad.triple for quad in store})


def router(store: ox.Store, known: About, examples: Sequence[Example] = OWN, url: str = URL) -> Router:
    graphs, triples = sizes(store)
    return Router(
        path="/sparql", url=url, title=TITLE, description=DESCRIPTION,
        examples=examples, graphs=graphs, triples=triples, about=known,
    )  # fmt: skip


@pytest.fixture(scope="module")
def told(snapshot: Snapshot) -> ox.Store:
    """What our own dataset's service says about itself, read back from Turtle."""
    return read(router(snapshot.open(), about(snapshot)), GRAPHS[0])


def read(of: Router, chosen: Format) -> ox.Store:
    found = ox.Store()
    assert isinstance(chosen.writer, ox.RdfFormat)
    found.load(of.describe(chosen), format=chosen.writer)
    return found


def select(store: ox.Store, query: str) -> set[tuple[str, ...]]:
    found = store.query(prefixes() + query)
    assert isinstance(found, ox.QuerySolutions)
    return {tuple(getattr(term, "value", "") for term in row) for row in found}


# --- by the vocabularies ------------------------------------------------------------------------------------------


def complaints(store: ox.Store) -> list[str]:
    """What is wrong by the vocabularies: unknown terms, subjects and objects that are no such thing."""
    kinds: dict[str, set[str]] = {}
    for quad in store.quads_for_pattern(None, iri("rdf:type"), None, None):
        kinds.setdefault(str(quad.subject), set()).add(str(quad.object))
    # A partition, and a graph whose size is told, is a data set by being one.
    for of in ("void:classPartition", "void:propertyPartition", "sd:graph", "sd:defaultGraph"):
        for quad in store.quads_for_pattern(None, iri(of), None, None):
            kinds.setdefault(str(quad.object), set()).add(str(iri("void:Dataset")))
    for quad in store.quads_for_pattern(None, ox.NamedNode("http://ldf.fi/void-ext#datatypePartition"), None, None):
        kinds.setdefault(str(quad.object), set()).add(str(iri("void:Dataset")))
    kinds.setdefault(f"<{PREFIXES['ig'][:-1]}>", set()).add(str(iri("owl:Ontology")))  # it says so elsewhere
    table = {iri(name): pair for name, pair in DOMAINS.items()}
    known = {str(iri(name)) for name in TYPES}
    found = []
    for quad in store:
        domain, range_ = table.get(quad.predicate, (None, None))
        if quad.predicate not in table and quad.predicate.value.startswith(VOCABULARIES):
            found.append(f"no property: {quad.predicate}")
        type_ = quad.object.value if quad.predicate == iri("rdf:type") and isinstance(quad.object, ox.NamedNode) else ""
        if type_.startswith(VOCABULARIES) and f"<{type_}>" not in known:
            found.append(f"no class: {type_}")
        if domain and str(iri(domain)) not in kinds.get(str(quad.subject), ()):
            found.append(f"not a {domain}: {quad}")
        if range_ and not fits(quad.object, range_, kinds):
            found.append(f"not a {range_}: {quad}")
    return found


def fits(term: object, range_: str, kinds: dict[str, set[str]]) -> bool:
    if range_ in LITERALS:
        return isinstance(term, ox.Literal) and term.datatype == iri(LITERALS[range_])
    if range_ in NAMED:
        return str(term) in {f"<{n}>" if n.startswith("http") else str(iri(n)) for n in NAMED[range_]}
    return str(iri(range_)) in kinds.get(str(term), ())


def test_it_uses_the_vocabularies_by_their_domains_and_ranges(told: ox.Store) -> None:
    assert len(told) > 7000
    assert complaints(told) == []


@pytest.mark.parametrize(
    "wrong",
    [
        "<s> sd:endpiont <s>",
        "<s> a sd:Servise",
        "<s> sd:endpoint <s>",
        "<s> a sd:Service ; sd:feature sd:SPARQL11Query",
        "<s> a void:Dataset ; void:triples '7'",
        "<s> a dcat:Dataset ; dcat:distribution <t>",
        "<s> a sh:SPARQLSelectExecutable ; sh:select 'x'@en",
    ],
)
def test_what_breaks_a_vocabulary_is_found(wrong: str) -> None:
    store = ox.Store()
    store.update(f"BASE <http://example.org/> {prefixes()} INSERT DATA {{ {wrong} }}")
    assert complaints(store) != []


def test_every_node_has_a_name_and_a_label_and_none_is_blank(told: ox.Store) -> None:
    subjects = {quad.subject for quad in told}
    assert all(isinstance(term, ox.NamedNode) for quad in told for term in (quad.subject,))
    assert not any(isinstance(quad.object, ox.BlankNode) for quad in told)
    labels = {quad.subject for quad in told.quads_for_pattern(None, iri("rdfs:label"), None, None)}
    assert {s for s in subjects - labels if str(s) != f"<{PREFIXES['ig'][:-1]}>"} == set()
    own = {s.value for s in subjects if isinstance(s, ox.NamedNode) and not s.value.startswith("https://w3id.org/")}
    assert all(name == URL or name.startswith(URL + "#") for name in own)


# --- what is true of this server ----------------------------------------------------------------------------------


def test_the_service_is_described_as_it_is(told: ox.Store) -> None:
    (service,) = select(told, "SELECT ?s { ?s a sd:Service, dcat:DataService }")
    assert service == (URL,)
    assert select(told, "SELECT ?e ?d ?l { ?s sd:endpoint ?e ; dcat:endpointURL ?d ; sd:supportedLanguage ?l }") == {
        (URL, URL, iri("sd:SPARQL11Query").value)
    }
    assert select(told, "SELECT ?f { ?s sd:feature ?f }") == {(iri("sd:UnionDefaultGraph").value,)}
    assert select(told, "SELECT ?f { ?s sd:resultFormat ?f }") == {(f.iri,) for f in (*RESULTS, *GRAPHS) if f.iri}
    assert select(told, "SELECT ?t ?d { ?s sd:defaultDataset [ dcterms:title ?t ; dcterms:description ?d ] }") == {
        (TITLE, DESCRIPTION)
    }
    assert select(told, "SELECT ?e { ?d void:sparqlEndpoint ?e }") == {(URL,)}
    assert (DATASET.value,) in select(told, "SELECT ?d { ?s dcat:servesDataset ?d }")


def test_every_graph_is_there_with_its_size_and_no_other(told: ox.Store, snapshot: Snapshot) -> None:
    graphs, triples = sizes(snapshot.open())
    assert len(graphs) == len(own_build().graphs)
    found = select(
        told, "SELECT ?g ?n { [] sd:defaultDataset/sd:namedGraph [ sd:name ?g ; sd:graph/void:triples ?n ] }"
    )
    assert found == {(name, str(number)) for name, number in graphs.items()}
    default = "SELECT ?n ?m { [] sd:defaultDataset ?d . ?d void:triples ?n ; sd:defaultGraph/void:triples ?m }"
    assert select(told, default) == {(str(triples), str(triples))}
    counted = snapshot.open().query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", use_default_graph_as_union=True)
    assert isinstance(counted, ox.QuerySolutions)
    assert int(next(counted)["n"].value) == triples


def test_it_says_all_that_the_dataset_says_about_itself(told: ox.Store) -> None:
    # What stands there is held to the dataset by tests of its own.
    assert {quad.triple for quad in own_build().graphs[VOID]} <= {quad.triple for quad in told}
    assert select(told, f"SELECT ?n {{ {DATASET} void:classPartition [ void:class ig:Claim ; void:entities ?n ] }}")


def test_licence_and_rights_hold_for_what_is_served(told: ox.Store, snapshot: Snapshot) -> None:
    served = "SELECT ?l { [] sd:defaultDataset/dcterms:license ?l }"
    assert select(told, served) == {("https://creativecommons.org/licenses/by-sa/4.0/",)}
    rights = select(told, "SELECT ?r { [] sd:defaultDataset/dcterms:rights ?r }")
    assert sum("Wikipedia contributors" in right for (right,) in rights) == 2
    # Of a file that somebody else wrote, ours says nothing.
    graphs, triples = sizes(snapshot.open())
    service = Service(URL, TITLE, DESCRIPTION, OWN, {**graphs, "http://example.org/g": 1}, triples + 1, about(snapshot))
    more = ox.Store()
    more.extend(ox.Quad(t.subject, t.predicate, t.object) for t in (*describe(service), *service.about.said))
    assert select(more, served) == set()
    assert select(more, f"SELECT ?l {{ {DATASET} dcterms:license ?l }}") != set()


def test_each_format_says_the_same(told: ox.Store, snapshot: Snapshot) -> None:
    of = router(snapshot.open(), about(snapshot))
    expected = {quad.triple for quad in told}
    for chosen in GRAPHS:
        assert {quad.triple for quad in read(of, chosen)} == expected, chosen.media_type


def test_it_is_written_once_in_each_format_and_known_by_a_tag(snapshot: Snapshot) -> None:
    of = router(snapshot.open(), about(snapshot))
    written = [of.described(chosen) for chosen in GRAPHS]
    assert all(of.described(chosen) is one for chosen, one in zip(GRAPHS, written, strict=True))
    for chosen, one in zip(GRAPHS, written, strict=True):
        assert one.body == of.describe(chosen)
        assert dict(one.headers) == {
            "Content-Type": chosen.content_type,
            "Vary": "Accept",
            "ETag": tag_of(chosen.content_type, one.body),
            "Cache-Control": KEEP,
        }
    types = {chosen.content_type for chosen in GRAPHS}
    assert len({one.headers["ETag"] for one in written}) == len(types)


@pytest.mark.slow
def test_it_is_the_same_at_each_start(snapshot: Snapshot) -> None:
    of = router(snapshot.open(), about(snapshot))
    expected = [hashlib.sha256(of.describe(chosen)).hexdigest() for chosen in GRAPHS]
    code = (
        "import sys, pathlib, hashlib; from test_endpoint_description import *;"
        "from indelgraph.snapshot import Snapshot;"
        "s = Snapshot(sys.argv[1], pathlib.Path(sys.argv[2])); r = router(s.open(), about(s));"
        "print([hashlib.sha256(r.describe(f)).hexdigest() for f in GRAPHS])"
    )
    found = subprocess.run(
        [sys.executable, "-c", code, snapshot.id, str(snapshot.folder)],
        env={**os.environ, "PYTHONHASHSEED": "4242", "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    assert found.stdout.strip() == repr(expected)


def test_a_dataset_that_says_nothing_about_itself() -> None:
    store = ox.Store()
    store.add(ox.Quad(DATASET, iri("rdfs:label"), ox.Literal("x"), ox.NamedNode("http://example.org/g")))
    examples = (
        *EXAMPLES,
        Example("none", "No query?", "DROP ALL"),
        Example("made", "", "CONSTRUCT WHERE { ?s ?p ?o }"),
    )
    found = read(router(store, NOTHING, examples), GRAPHS[0])
    assert complaints(found) == []
    assert select(found, "SELECT ?l { ?d dcterms:license ?l }") == set()
    assert select(found, "SELECT ?n { [] void:triples ?n }") == {("1",)}
    assert select(
        found, "SELECT ?l ?t { ?q a sh:SPARQLExecutable ; rdfs:label ?l ; sh:select|sh:ask|sh:construct ?t }"
    ) == {(example.name, example.query) for example in examples if example.name != "none"}
    assert select(found, "SELECT ?p ?n { [] sh:prefix ?p ; sh:namespace ?n }") == {
        *{**PREFIXES, **DATA_PREFIXES}.items()
    }


# --- over HTTP ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def server(snapshot: Snapshot) -> Iterator[Server]:
    with serving(snapshot) as running:
        yield running


def ask(server: Server, query: str) -> list[dict[str, str]]:
    """What an editor of queries gets: by GET, with a parameter of its own in front."""
    answer = httpx.get(server.endpoint, params={"ac": "1", "query": query}, headers={"Accept": RESULTS[0].media_type})
    assert answer.status_code == 200, answer.text
    assert "X-Truncated" not in answer.headers
    found = answer.json()["results"]["bindings"]
    return [{name: term["value"] for name, term in row.items()} for row in found]


def test_the_address_is_the_one_that_people_reach_it_under(server: Server) -> None:
    answer = httpx.get(server.endpoint, headers={"Accept": "text/turtle"})
    found = ox.Store()
    found.load(answer.content, format=ox.RdfFormat.TURTLE)
    assert select(found, "SELECT ?s ?e { ?s sd:endpoint ?e }") == {(server.endpoint, server.endpoint)}


def test_behind_a_proxy_the_public_address_is_the_only_one(tmp_path: Path) -> None:
    e = "http://example.org/"
    small = make_snapshot(f"<{e}s> <{e}p> <{e}o> <{e}g> .", tmp_path)
    settings = Settings.from_environment(public_url="https://claims.example.org/x")
    app = create_app(small, settings, title=TITLE, description=DESCRIPTION, examples=EXAMPLES)

    async def get() -> str:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://inside:8000") as client:
            return (await client.get("/sparql", headers={"Accept": "application/n-triples"})).text

    text = asyncio.run(get())
    found = ox.Store()
    found.load(text, format=ox.RdfFormat.N_TRIPLES)
    public = "https://claims.example.org/x/sparql"
    assert select(found, "SELECT ?s ?e { ?s sd:endpoint ?e }") == {(public, public)}
    assert "inside" not in text


def test_each_format_that_is_claimed_can_be_had(server: Server) -> None:
    for offers, query in ((RESULTS, "SELECT * { ?s a ?o } LIMIT 1"), (GRAPHS, "CONSTRUCT WHERE { ?s a ?o } LIMIT 1")):
        for offer in offers:
            answer = httpx.get(server.endpoint, params={"query": query}, headers={"Accept": offer.media_type})
            assert (answer.status_code, answer.headers["Content-Type"]) == (200, offer.content_type)


def test_federation_is_neither_claimed_nor_done(server: Server) -> None:
    answer = httpx.get(server.endpoint, params={"query": "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"})
    assert answer.status_code in {400, 403}


@cache
def declared(endpoint: str) -> str:
    """The prefixes as an editor reads them out of the endpoint, as text."""
    query = "PREFIX sh: <http://www.w3.org/ns/shacl#> SELECT ?p ?n { ?d sh:prefix ?p ; sh:namespace ?n }"
    rows = httpx.get(endpoint, params={"query": query}).json()["results"]["bindings"]
    return "".join(f"PREFIX {row['p']['value']}: <{row['n']['value']}>\n" for row in rows)


def test_every_example_gives_rows_with_the_prefixes_that_are_declared(server: Server) -> None:
    found = ask(
        server,
        "PREFIX sh: <http://www.w3.org/ns/shacl#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>"
        " SELECT ?node ?comment ?text { ?node a sh:SPARQLExecutable ; rdfs:comment ?comment ;"
        " sh:select|sh:ask|sh:construct ?text } ORDER BY ?node",
    )
    assert [(row["comment"], row["text"]) for row in found] == [(q.question, q.text) for q in shipped().values()]
    for row in found:
        bare = re.sub(r"(?m)^PREFIX .*\n", "", row["text"])
        assert "PREFIX" not in bare
        answer = ask(server, row["text"])
        assert answer, row["node"]
        assert ask(server, declared(server.endpoint) + bare) == answer, row["node"]


def test_an_editor_completes_from_the_partitions(server: Server) -> None:
    found = ask(
        server,
        "PREFIX void: <http://rdfs.org/ns/void#> PREFIX ext: <http://ldf.fi/void-ext#>"
        " SELECT DISTINCT ?class ?property ?target ?datatype {"
        " ?c void:class ?class ; void:propertyPartition ?p . ?p void:property ?property ."
        " OPTIONAL { { ?p void:classPartition [ void:class ?target ] } UNION"
        " { ?p ext:datatypePartition [ ext:datatype ?datatype ] } } }",
    )
    rows = {(r["class"], r["property"], r.get("target") or r.get("datatype", "")) for r in found}

    def has(class_: str, property_: str, leads_to: str) -> bool:
        return (iri(class_).value, iri(property_).value, iri(leads_to).value) in rows

    assert has("ig:Claim", "rdf:subject", "ig:Event")
    assert has("ig:Claim", "ig:report", "ig:Report")
    assert has("ig:Report", "ig:relays", "ig:Report")
    assert has("ig:Claim", "ig:exact", "xsd:string")
    assert has("ig:Quantity", "schema:minValue", "xsd:integer")
    assert has("oa:TextPositionSelector", "oa:start", "xsd:integer")
    assert not has("ig:Claim", "schema:minValue", "xsd:integer")


def classes_in_use(rows: Iterable[dict[str, str]]) -> set[str]:
    return {row["c"] for row in rows}


def test_every_class_and_property_can_be_completed(server: Server) -> None:
    void = "PREFIX void: <http://rdfs.org/ns/void#> "
    outside = f"GRAPH ?g {{ ?s ?p ?c }} FILTER (?g != {VOID})"
    properties = classes_in_use(ask(server, f"SELECT DISTINCT (?p AS ?c) {{ {outside.replace('?c', '?o')} }}"))
    assert properties <= classes_in_use(ask(server, void + "SELECT DISTINCT ?c { ?d void:property ?c }"))
    classes = classes_in_use(ask(server, f"SELECT DISTINCT ?c {{ {outside.replace('?p', 'a')} }}"))
    assert classes <= classes_in_use(ask(server, void + "SELECT DISTINCT ?c { ?d void:class ?c }"))
