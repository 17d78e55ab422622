// Sliders of the first page: a move asks at once for the new answer, a rest asks for the marks of the new state.
import { Answers, STEPS, ask, mark, moveTo, onStep, query, reloadOnBack, typed } from "./numbers.js";

const FURTHEST = "furthest";  // the last of the moves that this tab has made, so that it is known what can be redone
const REST = 400;  // milliseconds without a key: what was pressed before is one move
const WAYS = { ...STEPS, ArrowRight: 1, ArrowLeft: -1 };
const form = document.getElementById("start");
if (form) {
  const answer = document.getElementById("answer");
  let settled = 0, resting = 0, before = fromNow(), moved = String(state());

  // How many moves this place in the tab's history is away from where the page was opened.
  function here() { return (history.state && history.state.step) || 0; }

  function fromNow() { return [...answer.querySelectorAll("input[name=from]")].map((input) => input.value); }

  function state() {
    const data = query(form);
    data.delete("from");
    return data;
  }

  function change() {
    const data = state();
    for (const value of before) data.append("from", value);
    return data;
  }

  // A move that ends where the last one did is none.
  function move(final) {
    const now = String(state());
    if (final && now === moved) return;
    if (final) moved = now;
    answers.renew(final);
  }

  const answers = new Answers(answer, () => ask(form, "/", change()), arrived);

  function arrived(response) {
    const address = response.headers.get("x-address");
    before = fromNow();
    if (address && form.method !== "post" && address !== location.pathname + location.search) {
      sessionStorage.setItem(FURTHEST, here() + 1);
      moveTo(address, { step: here() + 1 });
    }
    const again = document.getElementById("again-now"), shown = document.querySelector(".again");
    if (again && shown) shown.replaceWith(again.content);
    for (const page of again ? document.querySelectorAll("button[data-carries]") : []) {
      page.setAttribute("formaction", page.getAttribute("formaction").split("?")[0] + again.dataset.carried);
    }
    clearTimeout(settled);
    settled = setTimeout(marks, 120);
  }

  async function marks() {
    const response = await ask(form, form.dataset.tracks, state());
    if (!response.ok || answers.running) return;
    const fresh = document.createElement("template");
    fresh.innerHTML = await response.text();
    for (const part of [...fresh.content.children]) {
      const old = document.getElementById(part.id);
      if (old) old.replaceWith(part);
    }
    delete form.dataset.later;
  }

  for (const range of form.querySelectorAll("input.range")) {
    const number = document.getElementById(range.dataset.for), step = Number(range.dataset.step);
    const put = (value, final) => {
      number.value = onStep(value, step, Number(range.min), Number(range.max));
      mark(number, ".dial");
      move(final);
    };
    range.hidden = false;
    range.addEventListener("keydown", (event) => {
      const way = WAYS[event.key];
      if (!way) return;
      event.preventDefault();
      put(Number(range.value) + way * step, false);
      range.value = number.value;
      clearTimeout(resting);
      resting = setTimeout(() => move(true), REST);
    });
    range.addEventListener("input", () => put(Number(range.value), false));
    range.addEventListener("change", () => move(true));
    number.addEventListener("change", () => { range.value = typed(number); mark(number, ".dial"); move(true); });
    mark(number, ".dial");
  }
  form.addEventListener("keydown", (event) => {  // else a browser sends the form, as one without scripts has to
    if (event.key !== "Enter" || !event.target.matches("input.number")) return;
    event.preventDefault();
    event.target.dispatchEvent(new Event("change"));
  });
  for (const choice of form.querySelectorAll("select")) choice.addEventListener("change", () => form.requestSubmit());
  form.addEventListener("click", (event) => {
    if (event.target.id === "redo") history.forward();
    if (event.target.id !== "undo" || !here()) return;
    event.preventDefault();
    history.back();
  });
  const [opened] = performance.getEntriesByType("navigation");
  if (opened && opened.type === "navigate") sessionStorage.setItem(FURTHEST, here());
  document.getElementById("redo").hidden = here() >= Number(sessionStorage.getItem(FURTHEST));
  reloadOnBack();
  if ("later" in form.dataset) marks();
}
