// Numbers of the argument: dragged sideways, or changed by keys, they say at once which steps still stand.
import { Answers, STEPS, ask, mark, moveTo, onStep, query, reloadOnBack } from "./numbers.js";

const form = document.getElementById("argument");
if (form) {
  const breaks = document.getElementById("breaks"), packed = form.method === "post";
  let settled = 0;

  const answers = new Answers(document.getElementById("standing"), () => ask(form, "/argument", quick()), arrived);

  function quick() {
    const data = query(form);
    data.set("quick", "1");
    return data;
  }

  function arrived(_, waits) {
    if (waits) return;
    clearTimeout(settled);
    settled = setTimeout(look, 400);
  }

  // What breaks each step takes longer: it is asked for when the numbers rest.
  function look() {
    const data = query(form);
    if (!packed) moveTo(`/argument${data.size ? "?" + tidy(data) : ""}`);
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
    const put = (value, final) => { number.value = onStep(value, step); mark(number, ".carrier"); answers.renew(final); };
    number.addEventListener("pointerdown", (event) => { from = { x: event.clientX, value: Number(number.value), moved: false }; });
    number.addEventListener("pointermove", (event) => {
      if (!from || !event.buttons || (!from.moved && Math.abs(event.clientX - from.x) < 4)) return;
      from.moved = true;
      number.setPointerCapture(event.pointerId);
      put(from.value + Math.round((event.clientX - from.x) / 3) * step, false);
    });
    number.addEventListener("pointerup", () => { if (from && from.moved) answers.renew(true); from = null; });
    number.addEventListener("keydown", (event) => {
      const way = STEPS[event.key];
      if (!way) return;
      event.preventDefault();
      put(Number(number.value) + way * step, true);
    });
    number.addEventListener("change", () => { mark(number, ".carrier"); answers.renew(true); });
  }
  reloadOnBack();
}
