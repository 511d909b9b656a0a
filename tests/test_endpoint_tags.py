"""What stays the same while a server runs has a tag, and whoever has it already is told so without getting it again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from indelgraph.endpoint.headers import tag_of
from indelgraph.endpoint.negotiate import GRAPHS

if TYPE_CHECKING:
    import httpx

    from indelgraph.endpoint.negotiate import Format

KEEP = "public, max-age=0, must-revalidate"
PATHS = ["/", "/-/page.js", "/-/page.css", "/openapi.json"]


@pytest.mark.parametrize("path", PATHS)
def test_what_stays_the_same_is_not_sent_twice(client: httpx.Client, path: str) -> None:
    whole = client.get(path)
    assert (whole.status_code, whole.headers["Cache-Control"]) == (200, KEEP)
    tag = whole.headers["ETag"]
    assert tag == tag_of(whole.headers["Content-Type"], whole.content)
    assert re.fullmatch('"[0-9a-f]{32}"', tag)
    for condition in (tag, f'"other", W/{tag}', "*"):
        for method in ("GET", "HEAD"):
            again = client.request(method, path, headers={"If-None-Match": condition})
            assert (again.status_code, again.content) == (304, b"")
            assert again.headers["ETag"] == tag
            assert again.headers["Cache-Control"] == KEEP
            assert again.headers.get("Vary") == whole.headers.get("Vary")
            assert "Content-Type" not in again.headers
    for condition in ('"other"', tag.strip('"'), ""):
        assert client.get(path, headers={"If-None-Match": condition}).content == whole.content
    head = client.head(path)
    assert (head.status_code, head.headers["ETag"]) == (200, tag)
    assert head.headers["Content-Length"] == str(len(whole.content))


@pytest.mark.parametrize("path", ["/-/health", "/-/settings", "/-/metrics", "/-/ready", "/nowhere", "/sparql?query=x"])
def test_what_changes_or_is_a_mistake_has_no_tag(client: httpx.Client, path: str) -> None:
    answer = client.get(path, headers={"If-None-Match": "*"})
    assert answer.status_code != 304
    assert "ETag" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("chosen", GRAPHS, ids=lambda chosen: chosen.media_type)
def test_the_service_description_has_a_tag_in_each_format(client: httpx.Client, chosen: Format) -> None:
    whole = client.get("/sparql", headers={"Accept": chosen.media_type})
    assert whole.headers["Content-Type"] == chosen.content_type
    assert (whole.headers["Cache-Control"], whole.headers["Vary"]) == (KEEP, "Accept")
    asked = {"Accept": chosen.media_type, "If-None-Match": whole.headers["ETag"]}
    again = client.get("/sparql", headers=asked)
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", whole.headers["ETag"])
    assert client.get("/sparql", headers=asked | {"Accept": "text/html"}).status_code == 200


def test_no_two_formats_share_a_tag(client: httpx.Client) -> None:
    accepted = [chosen.media_type for chosen in GRAPHS]
    answers = [client.get("/sparql", headers={"Accept": media_type}) for media_type in accepted]
    tags = {answer.headers["Content-Type"]: answer.headers["ETag"] for answer in answers}
    assert len(set(tags.values())) == len(tags)


def test_what_somebody_posts_is_no_copy_of_anything(client: httpx.Client) -> None:
    answer = client.post("/sparql", data={"query": "ASK {}"}, headers={"If-None-Match": "*"})
    assert answer.json()["boolean"] is True
