"""The page for people: readable by everybody, with scripts and without, and self-contained."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from contextlib import contextmanager
from html.parser import HTMLParser
from itertools import pairwise
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from built import own_build
from indelgraph import shipped
from indelgraph import snapshot as snapshots
from indelgraph.encode.dataset import VOID
from indelgraph.endpoint.description import NOTHING, About, Service
from indelgraph.endpoint.page import ASSETS, POLICY, Example, asset, render
from serving import DESCRIPTION, EXAMPLES, TITLE, make_snapshot, numbers, serving, wait_until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from serving import Server

BROWSER, DRIVER = (shutil.which(name) for name in ("chromium", "chromedriver"))
WANTED = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
OWN = tuple(Example(q.title, q.question, q.text) for q in shipped().values())
VOID_ELEMENTS = {"meta", "link", "br", "input"}


class Page(HTMLParser):
    """The elements of a page, each with its attributes and all of the text in it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str], list[str]]] = []
        self._open: list[tuple[str, dict[str, str], list[str]]] = []
        self.feed(text)
        assert self._open == [], "an element is not closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = (tag, {name: value or "" for name, value in attrs}, list[str]())
        self.elements.append(element)
        if tag not in VOID_ELEMENTS:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        for _, _, text in self._open:
            text.append(data)

    def all(self, tag: str) -> list[tuple[dict[str, str], str]]:
        """The attributes and text of all elements of a name."""
        return [(given, "".join(text).strip()) for name, given, text in self.elements if name == tag]


def service(examples: tuple[Example, ...] = OWN, title: str = "Claims", known: About = NOTHING) -> Service:
    return Service(
        "http://x/sparql", title, "What is claimed", examples, {"http://x/g": 3, "http://x/h": 2000}, 2003, known
    )


def ours() -> About:
    """What our own dataset says about itself."""
    return About("a" * 64, tuple(quad.triple for quad in own_build().graphs[VOID]))


# --- what it says -------------------------------------------------------------------------------------------------


def test_every_shipped_query_is_there_with_its_question() -> None:
    page = Page(render(service()))
    links = {text: parse_qs(urlsplit(given["href"]).query) for given, text in page.all("a") if "?" in given["href"]}
    assert links == {query.title: {"query": [query.text]} for query in shipped().values()}
    items = [text for _, text in page.all("li")]
    assert items == [query.title + query.question for query in shipped().values()]
    assert [given["value"] for given, _ in page.all("option")] == ["", *(q.text for q in shipped().values())]


def test_size_licence_rights_and_snapshot_are_told() -> None:
    own = {graph.value: len(quads) for graph, quads in own_build().graphs.items()}
    page = Page(render(Service("http://x/sparql", "t", "d", OWN, own, sum(own.values()), ours())))
    facts = list(zip((text for _, text in page.all("dt")), (text for _, text in page.all("dd")), strict=True))
    assert ("Size", f"{sum(own.values()):,} triples in {len(own)} graphs") in facts
    assert ("Licence", "https://creativecommons.org/licenses/by-sa/4.0/") in facts
    assert ("Snapshot", "a" * 64) in facts
    assert sum("Wikipedia contributors" in value for name, value in facts if name == "From") == 2
    assert any("GeoNames" in value for _, value in facts)


def test_a_licence_is_not_claimed_for_other_peoples_files() -> None:
    names = [text for _, text in Page(render(service(known=ours()))).all("dt")]
    assert "Licence" not in names
    assert any(name.startswith("Licence of the collection") for name in names)


def test_a_dataset_that_says_nothing_about_itself_has_a_size_and_no_more() -> None:
    page = Page(render(service(())))
    assert [text for _, text in page.all("dt")] == ["Size"]
    assert [text for _, text in page.all("dd")] == ["2,003 triples in 2 graphs"]
    assert page.all("li") == []
    assert page.all("textarea")[0][1].startswith("SELECT")


def test_whatever_is_filled_in_is_escaped() -> None:
    hostile = "</title></textarea></option><script>alert('x')</script><a href=\"javascript:alert(1)\">&amp;$title"
    page = Page(render(service((Example(hostile, hostile, hostile),), hostile)))
    assert [text for _, text in page.all("h1")] == [hostile]
    assert page.all("title")[0][1] == hostile
    assert page.all("textarea")[0][1] == hostile
    assert page.all("li")[0][1] == hostile * 2
    assert len(page.all("script")) == 1
    assert not [given for given, _ in page.all("a") if given["href"].startswith("javascript")]


# --- how it is made -----------------------------------------------------------------------------------------------


def test_it_is_accessible() -> None:
    page = Page(render(service(known=ours())))
    assert page.all("html")[0][0]["lang"] == "en"
    assert [len(page.all(tag)) for tag in ("title", "h1", "main", "header", "footer")] == [1, 1, 1, 1, 1]
    headings = [int(tag[1]) for tag, _, _ in page.elements if re.fullmatch("h[1-6]", tag)]
    assert headings[0] == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(headings))
    labelled = {given["for"] for given, text in page.all("label") if text}
    controls = {given["id"] for tag in ("select", "textarea", "input") for given, _ in page.all(tag)}
    assert controls <= labelled
    names = [given["id"] for _, given, _ in page.elements if "id" in given]
    assert len(names) == len(set(names))
    refers = [
        value for _, given, _ in page.elements for key, value in given.items() if key in {"for", "aria-describedby"}
    ]
    assert set(refers) <= set(names)
    assert all(text for given, text in page.all("a") if "href" in given)
    assert [given["type"] for given, _ in page.all("button")] == ["submit"]
    assert [given["aria-live"] for given, _ in page.all("output")] == ["polite"]
    assert [given["aria-label"] for _, given, _ in page.elements if given.get("role") == "region"] == ["Result"]
    assert not any("user-scalable" in given.get("content", "") for given, _ in page.all("meta"))


def contrast(one: str, other: str) -> float:
    """The contrast of two colours (WCAG 2.2, success criterion 1.4.3)."""

    def luminance(colour: str) -> float:
        digits = colour.removeprefix("#")
        digits = digits if len(digits) == 6 else "".join(digit * 2 for digit in digits)
        parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def test_its_colours_can_be_told_apart_by_day_and_by_night() -> None:
    day, night = asset("page.css").decode().split("@media (prefers-color-scheme: dark)")
    for style in (day, night):
        (text, ground) = re.search(r"body \{[^}]*color: (#\w+); background: (#\w+)", style, re.DOTALL).groups()  # type: ignore[union-attr]
        (link,) = re.findall(r"\ba \{ color: (#\w+)", style)
        (head,) = re.findall(r"\bth \{ background: (#\w+)", style)
        assert min(contrast(text, ground), contrast(link, ground), contrast(text, head)) >= 4.5


def test_it_loads_nothing_from_elsewhere_and_runs_nothing_inline() -> None:
    page = Page(render(service(known=ours())))
    loaded = [given[name] for tag, given, _ in page.elements for name in ("src", "href", "action")
              if name in given and tag != "a"]  # fmt: skip
    assert sorted(loaded) == ["-/page.css", "-/page.js", "data:,", "sparql"]
    assert not [
        given for _, given, _ in page.elements if any(name.startswith("on") or name == "style" for name in given)
    ]
    assert [text for _, text in page.all("script")] == [""]
    assert page.all("style") == []
    for name in ASSETS:
        assert not re.search(rb"https?://|@import|url\(|innerHTML|eval\(", asset(name))
    for part in (
        "default-src 'none'",
        "script-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
    ):
        assert part in POLICY
    assert "unsafe" not in POLICY


# --- from a server ------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(snapshots.write(own_build().nquads(), tmp_path_factory.mktemp("cache"))) as running:
        yield running


def test_without_scripts_the_form_and_the_links_are_answered(server: Server) -> None:
    answer = httpx.get(server.url, headers={"Accept": WANTED})
    assert answer.headers["Content-Security-Policy"] == POLICY
    page = Page(answer.text)
    ((form, _),) = page.all("form")
    assert (form["method"], form["action"]) == ("get", "sparql")
    ((area, query),) = page.all("textarea")
    sent = httpx.get(server.url + form["action"], params={area["name"]: query}, headers={"Accept": WANTED})
    assert sent.status_code == 200
    assert "text/html" not in sent.headers["Content-Type"]
    links = [given["href"] for given, _ in page.all("a")]
    assert len([link for link in links if link.startswith("sparql?query=")]) == len(EXAMPLES)
    for link in links:
        if not link.startswith("http"):
            assert httpx.get(server.url + link, headers={"Accept": WANTED}).status_code == 200, link


# --- in a browser -------------------------------------------------------------------------------------------------


class Browser:
    """Chromium, by the W3C's WebDriver protocol."""

    def __init__(self, address: str, folder: Path, *, scripts: bool = True) -> None:
        self._client = httpx.Client(base_url=address, timeout=60)
        options: dict[str, Any] = {
            "binary": BROWSER,
            "args": ["--headless=new", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}"],
            "prefs": {} if scripts else {"profile.managed_default_content_settings.javascript": 2},
        }
        wanted = {"goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL"}}
        body = {"capabilities": {"alwaysMatch": wanted}}
        self._session = "/session/" + self._send("POST", "/session", body)["sessionId"]

    def _send(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        answer = self._client.request(method, path, json=body)
        assert answer.status_code == 200, answer.text
        return answer.json()["value"]

    def call(self, path: str, **body: Any) -> Any:
        return self._send("POST", self._session + path, body)

    def get(self, path: str) -> Any:
        return self._send("GET", self._session + path)

    def run(self, script: str) -> Any:
        return self.call("/execute/sync", script=script, args=[])

    def find(self, selector: str) -> str:
        found: dict[str, str] = self.call("/element", using="css selector", value=selector)
        return "/element/" + next(iter(found.values()))

    def text(self, selector: str) -> str:
        return str(self.get(self.find(selector) + "/text"))

    def close(self) -> None:
        self._send("DELETE", self._session)
        self._client.close()


@contextmanager
def browser(folder: Path, *, scripts: bool = True) -> Iterator[Browser]:
    assert DRIVER
    driver = subprocess.Popen([DRIVER, "--port=0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        assert driver.stdout
        port = next(m[1] for line in driver.stdout if (m := re.search(r"started successfully on port (\d+)", line)))
        running = Browser(f"http://127.0.0.1:{port}", folder, scripts=scripts)
        try:
            yield running
        finally:
            running.close()
    finally:
        driver.terminate()
        driver.communicate(timeout=30)


with_browser = pytest.mark.skipif(not (BROWSER and DRIVER), reason="chromium or chromedriver is not installed")


@pytest.mark.slow
@with_browser
def test_a_browser_runs_a_query_and_loads_nothing_from_elsewhere(server: Server, tmp_path: Path) -> None:
    with browser(tmp_path) as page:
        page.call("/url", url=server.url)
        assert page.get("/title") == TITLE
        assert page.text("h1") == TITLE
        assert page.text("header p") == DESCRIPTION
        query = (
            'SELECT ?x ?y { VALUES (?x ?y) { ("<img src=x onerror=alert(1)>" <http://example.org/é>) ("b"@en UNDEF) } }'
        )
        page.run(f"document.getElementById('query').value = {json.dumps(query)}")
        page.call(page.find("#query") + "/value", text="\ue009\ue007")  # Ctrl+Enter
        wait_until(lambda: page.text("#status") == "2 rows", "the answer")
        cells = page.run("return [...document.querySelectorAll('#result td, #result th')].map((e) => e.textContent)")
        assert cells == ["x", "y", "<img src=x onerror=alert(1)>", "http://example.org/é", "b en", ""]
        assert page.run("return document.querySelectorAll('#result img').length") == 0
        # A question is answered in place, with its query to change.
        page.call(page.find(".questions a") + "/click")
        # It has more rows than a browser could lay out in good time.
        wait_until(lambda: page.text("#status").endswith(" rows, the first 1000 shown"), "the question")
        assert page.text("#status").split()[0] == str(len(own_build().quads()))
        assert page.run("return document.querySelectorAll('#result tbody tr').length") == 1000
        assert page.run("return document.getElementById('query').value") == EXAMPLES[0].query
        assert page.get("/url") == server.url
        # What is wrong is said in words.
        page.run("document.getElementById('query').value = 'SELECT * {'")
        page.call(page.find("#form button") + "/click")
        wait_until(lambda: bool(page.run("return document.querySelector('#result pre.error')")), "the problem")
        assert page.text("#result pre.error")
        loaded = page.run("return performance.getEntriesByType('resource').map((entry) => entry.name)")
        assert loaded
        assert [name for name in loaded if not name.startswith(server.url)] == []
        # Nothing but the refused query is complained of: no policy was broken, no script failed.
        said = page.call("/se/log", type="browser")
        assert [entry["message"] for entry in said if "status of 400" not in entry["message"]] == []


@pytest.mark.slow
@with_browser
def test_a_browser_without_scripts_gets_an_answer(tmp_path: Path) -> None:
    small = make_snapshot(numbers(2), tmp_path / "cache")
    with serving(small) as server, browser(tmp_path / "profile", scripts=False) as page:
        page.call("/url", url=server.url)
        assert page.get(page.find("#chooser") + "/displayed") is False
        page.call(page.find("#form button") + "/click")
        wait_until(lambda: page.get("/url").startswith(f"{server.url}sparql?"), "the answer")
        assert parse_qs(urlsplit(page.get("/url")).query) == {"query": [EXAMPLES[0].query]}
        assert "sparql-results" in page.get("/source")
        assert "http://example.org/n1" in page.get("/source")
