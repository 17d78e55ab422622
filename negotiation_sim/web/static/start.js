"use strict";
// Sliders of the first page: a move asks at once for the new answer, a rest asks for the marks of the new state.
const form = document.getElementById("start");
if (form) {
  const answer = document.getElementById("answer");
  const packed = form.method === "post";
  let running = false, again = null, settled = 0, before = fromNow();

  function fromNow() { return [...answer.querySelectorAll("input[name=from]")].map((input) => input.value); }

  function query() {
    const data = new URLSearchParams(new FormData(form));
    data.delete("from");
    for (const number of form.querySelectorAll("input.number")) {
      if (number.value === "" || Number(number.value) === Number(number.dataset.usual)) data.delete(number.name);
    }
    for (const value of before) data.append("from", value);
    return data;
  }

  async function ask(path, data) {
    const how = { headers: { "HX-Request": "true" } };
    if (packed) Object.assign(how, { method: "POST", body: data });
    return fetch(packed ? path : `${path}?${data}`, how);
  }

  // While an answer is under way only the latest move waits.
  async function renew(final) {
    if (running) { again = { final: final || (again && again.final) }; return; }
    running = true;
    try {
      const response = await ask("/", query());
      answer.innerHTML = await response.text();
      if (response.ok && final) arrived(response.headers.get("x-address"));
    } catch (error) { answer.innerHTML = '<div class="fault" role="alert"><p>The server does not answer. Is it still running?</p></div>'; }
    running = false;
    if (again) { const next = again; again = null; renew(next.final); }
  }

  function arrived(address) {
    before = fromNow();
    if (address && !packed && address !== location.pathname + location.search) history.pushState({ htmx: true }, "", address);
    const command = document.getElementById("command-now"), shown = document.querySelector(".again code.copy");
    if (command && shown) shown.textContent = command.textContent;
    clearTimeout(settled);
    settled = setTimeout(marks, 120);
  }

  async function marks() {
    const data = query();
    data.delete("from");
    const response = await ask(form.dataset.tracks, data);
    if (!response.ok || running) return;
    const fresh = document.createElement("template");
    fresh.innerHTML = await response.text();
    for (const part of [...fresh.content.children]) {
      const old = document.getElementById(part.id);
      if (old) old.replaceWith(part);
    }
  }

  function mark(number) {
    number.closest(".dial").classList.toggle("changed", Number(number.value) !== Number(number.dataset.usual));
  }

  for (const range of form.querySelectorAll("input.range")) {
    const number = document.getElementById(range.dataset.for), step = Number(range.dataset.step);
    range.hidden = false;
    range.addEventListener("keydown", (event) => {
      const way = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10 }[event.key];
      if (!way) return;
      event.preventDefault();
      range.value = Math.min(Number(range.max), Math.max(Number(range.min), Math.round((Number(range.value) + way * step) / step) * step));
      number.value = Number(Number(range.value).toPrecision(6));
      mark(number);
      renew(true);
    });
    range.addEventListener("input", () => {
      const value = Math.round(Number(range.value) / step) * step;
      number.value = Number(Math.min(Number(range.max), Math.max(Number(range.min), value)).toPrecision(6));
      mark(number);
      renew(false);
    });
    range.addEventListener("change", () => renew(true));
    number.addEventListener("change", () => { range.value = number.value; mark(number); renew(true); });
    mark(number);
  }
  for (const choice of form.querySelectorAll("select")) choice.addEventListener("change", () => form.requestSubmit());
  form.addEventListener("click", (event) => { if (event.target.id === "redo") history.forward(); });
  window.addEventListener("popstate", () => location.reload());
}
