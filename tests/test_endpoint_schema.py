"""The OpenAPI document is true: requests made from it get answers that are in it, and what it leaves out is not there.

It is read as a client reads it: parameters, bodies, and for each answer its status, content type and schema.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from http_asked import CONSTRUCT, FORM, SELECT, SPARQL_QUERY, E, asking

if TYPE_CHECKING:
    from collections.abc import Iterator

    import httpx

Json = dict[str, Any]
QUERIES = st.sampled_from([SELECT, CONSTRUCT, "ASK {}", "DESCRIBE <http://example.org/s>", "SELECT * {", "SERVICE", ""])
EXAMPLES = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    with asking(tmp_path_factory.mktemp("cache")) as (_, made):
        yield made


@pytest.fixture(scope="module")
def document(client: httpx.Client) -> Json:
    made: Json = client.get("/openapi.json").json()
    return made


def values(name: str, schema: Json) -> st.SearchStrategy[Any]:
    """What fits the schema of a parameter."""
    if name == "query":
        return QUERIES | st.text(max_size=30)
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    if schema["type"] == "number":
        return st.floats(schema["minimum"], schema["maximum"])
    assert schema == {"type": "array", "items": {"type": "string", "format": "uri"}}
    return st.lists(st.sampled_from([f"{E}g1", f"{E}g2", "urn:x:y", "http://[::1]/?a=b#c"]), max_size=3)


def fields(schemas: dict[str, Json], required: list[str]) -> st.SearchStrategy[Json]:
    made = {name: values(name, schema) for name, schema in schemas.items()}
    return st.fixed_dictionaries(
        {name: made[name] for name in required}, optional={n: s for n, s in made.items() if n not in required}
    )


def parameters(operation: Json) -> st.SearchStrategy[Json]:
    assert all(parameter["in"] == "query" for parameter in operation["parameters"])
    return fields({parameter["name"]: parameter["schema"] for parameter in operation["parameters"]}, [])


def check(document: Json, operation: Json, answer: httpx.Response) -> None:
    """The answer is one that the document tells of."""
    told = operation["responses"].get(str(answer.status_code))
    assert told, (answer.status_code, answer.text)
    if "content" not in told:
        assert not answer.content
        return
    media_type = answer.headers["Content-Type"].partition(";")[0]
    assert media_type in told["content"], (answer.status_code, media_type)
    schema = told["content"][media_type].get("schema", {})
    if media_type.endswith("json"):
        Draft202012Validator({**schema, "components": document["components"]}).validate(answer.json())


def test_the_document_is_whole_and_its_schemas_are_schemas(document: Json) -> None:
    assert document["openapi"].startswith("3.1")
    paths = {"/sparql", "/-/health", "/-/ready", "/-/metrics", "/-/settings"}
    assert paths <= set(document["paths"])
    assert set(document["paths"]["/sparql"]) == {"get", "head", "post", "options"}
    names = [operation["operationId"] for path in document["paths"].values() for operation in path.values()]
    assert len(names) == len(set(names))
    for path in document["paths"].values():
        for operation in path.values():
            for told in operation["responses"].values():
                for content in told.get("content", {}).values():
                    Draft202012Validator.check_schema(content.get("schema", {}))
    # Nothing is left of what the library says about its own handlers.
    assert "update" not in str(document["paths"]["/sparql"]).lower()


@EXAMPLES
@given(data=st.data(), accept=st.sampled_from(["*/*", "text/html", "application/json", "text/csv", "image/png", "nt"]))
def test_what_is_made_from_the_document_is_answered_as_it_says(
    client: httpx.Client, document: Json, data: st.DataObject, accept: str
) -> None:
    operations = document["paths"]["/sparql"]
    for method in ("get", "head"):
        operation = operations[method]
        answer = client.request(method, "/sparql", params=data.draw(parameters(operation)), headers={"Accept": accept})
        check(document, operation, answer)
    operation = operations["post"]
    content = operation["requestBody"]["content"]
    schema = content[FORM]["schema"]
    form = data.draw(fields(schema["properties"], schema["required"]))
    check(document, operation, client.post("/sparql", data=form, headers={"Accept": accept}))
    headers = {"Accept": accept, "Content-Type": SPARQL_QUERY}
    direct = client.post(
        "/sparql", params=data.draw(parameters(operation)), content=data.draw(QUERIES), headers=headers
    )
    check(document, operation, direct)


@EXAMPLES
@given(
    name=st.sampled_from(["query", "format", "timeout", "default-graph-uri", "update", "x"]),
    text=st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=20),
)
def test_what_does_not_fit_the_document_is_refused_as_it_says(
    client: httpx.Client, document: Json, name: str, text: str
) -> None:
    answer = client.get("/sparql", params={name: text})
    check(document, document["paths"]["/sparql"]["get"], answer)
    answer = client.post("/sparql", data={name: text})
    check(document, document["paths"]["/sparql"]["post"], answer)


def test_methods_that_the_document_leaves_out_are_not_there(client: httpx.Client, document: Json) -> None:
    for method in ("PUT", "DELETE", "PATCH", "TRACE"):
        assert client.request(method, "/sparql").status_code == 405
    options = client.options("/sparql")
    check(document, document["paths"]["/sparql"]["options"], options)
    assert {name.strip().lower() for name in options.headers["Allow"].split(",")} == set(document["paths"]["/sparql"])


@pytest.mark.parametrize("path", ["/-/health", "/-/ready", "/-/metrics", "/-/settings"])
def test_the_pages_of_those_who_run_it_are_as_told(client: httpx.Client, document: Json, path: str) -> None:
    check(document, document["paths"][path]["get"], client.get(path))
