// Numbers of the argument: dragged sideways, or changed by keys, they say at once which steps still stand.
import { Answers, SILENT, STEPS, ask, mark, moveTo, onStep, query, reloadOnBack, typed, unmoved } from "./numbers.js";

const REST = 400;  // milliseconds without a move: then it is computed at which values a step changes
const HINT = "Drag a number sideways, or type over it.";
const COMPUTING = "Being computed: at which values a step changes.";
const MOST = 16;  // so many numbers are moved at once
const PARTLY = "New in the text. The rest is still being computed.";
const TELLING = ".flips, .rests, .also";  // what says at which values a step changes
const form = document.getElementById("argument");
if (form) {
  const standing = document.getElementById("standing"), looking = document.getElementById("looking");
  const at = (id) => document.getElementById(id);
  let settled = 0, latest = new AbortController(), touched = false, pulled = null;

  const answers = new Answers(standing, () => ask(form, "/argument", quick()), arrived);
  new MutationObserver(besideToo).observe(standing, { childList: true });

  function quick() {
    const data = query(form);
    data.set("quick", "1");
    return data;
  }

  // A move is under way: what was computed for the numbers before it is old.
  function moved(number, final) {
    touched = true;
    latest.abort();
    clearTimeout(settled);
    outdated();
    mark(number, ".carrier");
    answers.renew(final);
  }

  function outdated() {
    looking.textContent = COMPUTING;
    at("breaks").classList.add("old");
    for (const told of form.querySelectorAll(TELLING)) told.classList.add("old");
  }

  // The steps that are named beside the claims stand or fall as above.
  function besideToo() {
    const steps = standing.querySelectorAll(".hinges li");
    for (const beside of form.querySelectorAll("[data-step]")) {
      const step = steps[beside.dataset.step];
      if (!step) continue;
      beside.className = step.className;
      beside.firstElementChild.textContent = step.firstElementChild.textContent;
    }
  }

  function arrived(_, waits) {
    if (waits) return;
    clearTimeout(settled);
    settled = setTimeout(rested, REST);
  }

  // The numbers rest: at which values a step changes is asked first for those in the text, then for all.
  async function rested() {
    const data = query(form);
    if (form.method !== "post") moveTo(`/argument${data.size ? "?" + tidy(data) : ""}`);
    const near = quick();
    for (const number of nearest()) near.append("assumption", number.name.slice(4));
    if (near.has("assumption") && !await look(near)) return;
    await look(data, true);
  }

  // The numbers in the text, those first that are the nearest to what is seen.
  function nearest() {
    const far = (number) => Math.abs(number.getBoundingClientRect().top - innerHeight / 2);
    return [...form.querySelectorAll(".claim .drag")].sort((a, b) => far(a) - far(b)).slice(0, MOST);
  }

  function tidy(data) {
    const tidied = new URLSearchParams();
    for (const [key, value] of data) {
      if (key.startsWith("set:")) tidied.append("set", `${key.slice(4)}=${value}`); else if (value) tidied.append(key, value);
    }
    return tidied;
  }

  // Whether it came to an answer, and no move came between.
  async function look(data, whole = false) {
    latest.abort();
    const { signal } = latest = new AbortController();
    const fresh = document.createElement("template");
    let failed = false;
    try {
      const response = await ask(form, "/argument", data, whole ? signal : undefined);
      fresh.innerHTML = await response.text();
      failed = !response.ok;
    } catch { fresh.innerHTML = SILENT; failed = true; }
    if (signal.aborted) return false;
    looking.textContent = failed ? "At which values a step changes could not be computed." : whole ? HINT : PARTLY;
    delete at("breaks").dataset.later;
    if (failed) at("breaks").replaceChildren(fresh.content);
    else if (whole) put(fresh.content);
    else unmoved(() => renew(fresh.content, "[data-moved]"));
    at("breaks").classList.toggle("old", !failed && !whole);
    return !failed;
  }

  // As long as nobody has moved or opened anything the numbers that matter take their places; then they keep them.
  function put(fresh) {
    (touched ? unmoved : stayed)(() => {
      at("breaks").replaceWith(fresh.querySelector("#breaks"));
      if (touched) renew(fresh, TELLING);
      else { at("read").replaceWith(fresh.querySelector("#read")); folded(); }
    });
  }

  function renew(fresh, which) {
    for (const told of fresh.querySelectorAll(which)) { const old = at(told.id); if (old) old.replaceWith(told); }
    besideToo();
  }

  // Changes the text; the paragraph at the top of the window stays there.
  function stayed(change) {
    const before = [...form.querySelectorAll(".paragraph h2")].find((each) => each.getBoundingClientRect().top > 0);
    const top = before && before.getBoundingClientRect().top;
    change();
    if (before && scrollY) scrollBy({ top: at(before.id).getBoundingClientRect().top - top, behavior: "instant" });
  }

  // On a phone a paragraph on which nothing rests folds to its first sentence.
  function folded() {
    if (!matchMedia("(max-width: 40rem)").matches) return;
    for (const rest of form.querySelectorAll("details.rest")) rest.open = false;
  }

  // A link to a number or a claim opens what it is folded into.
  function opened() {
    const named = at(decodeURIComponent(location.hash.slice(1)));
    for (let fold = named && named.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    if (named) named.scrollIntoView({ block: "center" });
  }

  // By dragging and by keys a number stays inside its range, or where it was typed.
  function set(number, value, final) {
    const now = typed(number), { step, low, high } = number.dataset;
    number.value = onStep(value, Number(step), Math.min(low, now), Math.max(high, now));
    moved(number, final);
  }
  const dragged = (event) => event.target.closest("input.drag");
  form.addEventListener("pointerdown", (event) => {
    touched = true;
    const number = dragged(event);
    pulled = number && { number, x: event.clientX, value: typed(number), moved: false };
  });
  form.addEventListener("pointermove", (event) => {
    if (!pulled || !event.buttons || (!pulled.moved && Math.abs(event.clientX - pulled.x) < 4)) return;
    if (!pulled.moved) pulled.number.setPointerCapture(event.pointerId);
    pulled.moved = true;
    set(pulled.number, pulled.value + Math.round((event.clientX - pulled.x) / 3) * Number(pulled.number.dataset.step), false);
  });
  form.addEventListener("pointerup", () => { if (pulled && pulled.moved) answers.renew(true); pulled = null; });
  form.addEventListener("keydown", (event) => {
    const number = dragged(event), way = STEPS[event.key];
    touched = true;
    if (!number || !way) return;
    event.preventDefault();
    set(number, typed(number) + way * Number(number.dataset.step), true);
  });
  form.addEventListener("change", (event) => { const number = dragged(event); if (number) moved(number, true); });
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("hashchange", opened);
  folded();
  if (location.hash) opened();
  looking.textContent = HINT;
  if (at("breaks").dataset.later) { outdated(); look(query(form), true); }
  reloadOnBack();
}
