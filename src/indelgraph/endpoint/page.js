"use strict";
// Sends the query to the endpoint of this page and shows what comes back. Values from the answer only ever become
// text, and only http(s) addresses become links.
(() => {
  // A browser stands still while it lays out more than this.
  const ROWS = 1000;
  const CHARACTERS = 200000;
  const byId = (id) => document.getElementById(id);
  const make = (name, text) => {
    const node = document.createElement(name);
    if (text !== undefined) node.textContent = text;
    return node;
  };

  const term = (value) => {
    if (!value) return make("td");
    const cell = make("td");
    if (value.type === "uri" && /^https?:/i.test(value.value)) {
      const link = make("a", value.value);
      link.href = value.value;
      link.target = "_blank";
      link.rel = "noopener noreferrer";
      cell.append(link);
    } else if (value.type === "triple") {
      cell.textContent = JSON.stringify(value.value);
    } else {
      cell.textContent = value.value;
      if (value["xml:lang"]) cell.append(make("sup", " " + value["xml:lang"]));
    }
    return cell;
  };

  const table = (answer) => {
    const result = make("table");
    const top = result.createTHead().insertRow();
    for (const name of answer.head.vars) {
      const head = make("th", name);
      head.scope = "col";
      top.append(head);
    }
    const rows = result.createTBody();
    for (const binding of answer.results.bindings.slice(0, ROWS)) {
      const row = rows.insertRow();
      for (const name of answer.head.vars) row.append(term(binding[name]));
    }
    return result;
  };

  let running = null;
  const run = async () => {
    if (running) running.abort();
    const mine = new AbortController();
    running = mine;
    const status = byId("status");
    status.textContent = "running …";
    byId("result").replaceChildren();
    try {
      const response = await fetch(byId("form").action, {
        method: "POST",
        headers: {
          "Content-Type": "application/sparql-query",
          "Accept": "application/sparql-results+json, text/turtle;q=0.9, application/problem+json;q=0.5",
        },
        body: byId("query").value,
        signal: mine.signal,
      });
      const type = response.headers.get("Content-Type") || "";
      const text = await response.text();
      if (mine.signal.aborted) return;
      const cut = response.headers.get("X-Truncated") === "true" ? ", cut at the limit of this server" : "";
      if (!response.ok) {
        const problem = type.includes("json") ? JSON.parse(text) : { title: "error", detail: text };
        status.textContent = problem.title;
        const said = make("pre", problem.detail);
        said.className = "error";
        byId("result").append(said);
      } else if (type.includes("sparql-results+json")) {
        const answer = JSON.parse(text);
        if ("boolean" in answer) {
          status.textContent = answer.boolean ? "yes" : "no";
        } else {
          const count = answer.results.bindings.length;
          const shown = count > ROWS ? ", the first " + ROWS + " shown" : "";
          status.textContent = count + (count === 1 ? " row" : " rows") + cut + shown;
          byId("result").append(table(answer));
        }
      } else {
        const shown = text.length > CHARACTERS ? ", only its beginning shown" : "";
        status.textContent = "a graph" + cut + shown;
        byId("result").append(make("pre", text.slice(0, CHARACTERS)));
      }
    } catch (error) {
      if (error.name !== "AbortError") status.textContent = "no answer: " + error.message;
    }
  };

  byId("form").addEventListener("submit", (event) => {
    event.preventDefault();
    run();
  });
  byId("query").addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      run();
    }
  });
  byId("examples").addEventListener("change", (event) => {
    if (event.target.value) byId("query").value = event.target.value;
  });
  byId("chooser").hidden = false;
  // The links answer by themselves; here the answer comes as a table, with the query above it.
  for (const link of document.querySelectorAll(".questions a")) {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      byId("query").value = new URLSearchParams(link.search).get("query");
      byId("query").focus();
      run();
    });
  }
})();
