"use strict";
// Numbers of the argument: dragged sideways, or changed by keys, they say at once which steps still stand.
const form = document.getElementById("argument");
if (form) {
  const standing = document.getElementById("standing"), breaks = document.getElementById("breaks");
  const packed = form.method === "post";
  let running = false, again = false, settled = 0;

  function query(quick) {
    const data = new URLSearchParams(new FormData(form));
    for (const number of form.querySelectorAll("input.drag")) {
      if (number.value === "" || Number(number.value) === Number(number.dataset.usual)) data.delete(number.name);
    }
    if (quick) data.set("quick", "1");
    return data;
  }

  async function ask(data) {
    const how = { headers: { "HX-Request": "true" } };
    if (packed) Object.assign(how, { method: "POST", body: data });
    return fetch(packed ? "/argument" : `/argument?${data}`, how);
  }

  async function renew(final) {
    if (running) { again = again || { final: false }; again.final = again.final || final; return; }
    running = true;
    const response = await ask(query(true));
    standing.innerHTML = await response.text();
    running = false;
    if (again) { const next = again; again = false; renew(next.final); return; }
    if (final && response.ok) { clearTimeout(settled); settled = setTimeout(look, 400); }
  }

  // What breaks each step takes longer: it is asked for when the numbers rest.
  async function look() {
    const data = query(false);
    if (!packed) history.pushState({ htmx: true }, "", `/argument${data.size ? "?" + tidy(data) : ""}`);
    breaks.innerHTML = '<p role="status">Looking for the value of each number at which a step breaks: about ten seconds.</p>';
    if (packed) {
      const sent = new FormData();
      for (const [key, value] of data) sent.append(key, value);
      htmx.ajax("POST", "/argument", { target: "#breaks", swap: "innerHTML", values: sent });
    } else htmx.ajax("GET", `/argument?${data}`, { target: "#breaks", swap: "innerHTML" });
  }

  function tidy(data) {
    const tidied = new URLSearchParams();
    for (const [key, value] of data) {
      if (key.startsWith("set:")) tidied.append("set", `${key.slice(4)}=${value}`); else if (value) tidied.append(key, value);
    }
    return tidied;
  }

  for (const number of form.querySelectorAll("input.drag")) {
    const step = Number(number.dataset.step);
    let from = null;
    const put = (value) => { number.value = Number((Math.round(value / step) * step).toPrecision(6)); mark(); };
    const mark = () => number.closest(".carrier").classList.toggle("changed", Number(number.value) !== Number(number.dataset.usual));
    number.addEventListener("pointerdown", (event) => { from = { x: event.clientX, value: Number(number.value), moved: false }; });
    number.addEventListener("pointermove", (event) => {
      if (!from || !event.buttons || (!from.moved && Math.abs(event.clientX - from.x) < 4)) return;
      from.moved = true;
      number.setPointerCapture(event.pointerId);
      put(from.value + Math.round((event.clientX - from.x) / 3) * step);
      renew(false);
    });
    number.addEventListener("pointerup", () => { if (from && from.moved) renew(true); from = null; });
    number.addEventListener("keydown", (event) => {
      const way = { ArrowUp: 1, ArrowDown: -1, PageUp: 10, PageDown: -10 }[event.key];
      if (!way) return;
      event.preventDefault();
      put(Number(number.value) + way * step);
      renew(true);
    });
    number.addEventListener("change", () => { mark(); renew(true); });
  }
  window.addEventListener("popstate", () => location.reload());
}
