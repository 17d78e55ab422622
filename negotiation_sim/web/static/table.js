// The issues of a table as tracks to drag: on the page of the table each move asks at once what the package is worth to
// everybody, in an offer of a game what it is worth to the one who makes it. Without it each issue is a list.
import { Answers, ask } from "./numbers.js";

// The list stays and is what the form sends; the slider moves it.
function track(field, moved) {
  const select = field.querySelector("select"), range = document.createElement("input");
  const now = document.createElement("span"), stops = document.createElement("div");
  Object.assign(range, { type: "range", className: "range", id: `${select.id}-track`, min: 0, max: select.options.length - 1, step: 1, autocomplete: "off" });
  now.className = "worth";
  stops.className = "stops";
  stops.setAttribute("aria-hidden", "true");
  field.style.setProperty("--stops", select.options.length);
  for (const option of select.options) {
    const stop = document.createElement("span");
    stop.textContent = option.dataset.label;
    stop.addEventListener("click", () => { range.value = option.index; move(true); });
    stops.append(stop);
  }

  function show() {
    const chosen = select.selectedOptions[0];
    now.textContent = chosen.dataset.worth;
    range.setAttribute("aria-valuetext", `${chosen.dataset.label}: ${chosen.dataset.worthTo}`);
    for (const stop of stops.children) stop.classList.toggle("chosen", stop === stops.children[chosen.index]);
    field.classList.toggle("changed", chosen.value !== "");
  }

  function move(final) {
    select.selectedIndex = Number(range.value);
    show();
    moved(final);
  }

  range.value = select.selectedIndex;
  range.addEventListener("input", () => move(false));
  range.addEventListener("change", () => move(true));
  field.querySelector("label").htmlFor = range.id;
  select.hidden = true;
  field.append(now, range, stops);
  field.classList.add("dragged");
  field.classList.toggle("many", select.options.length > 3);
  show();
}

// The page of the table. The way back leads to what stood before a drag, not through all that was passed on its way.
function laying(form, answer) {
  const aloud = document.getElementById("told-aloud");
  let dragging = false, held = false, shown = location.pathname + location.search;
  const filled = () => new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
  const answers = new Answers(answer, () => ask(form, form.getAttribute("action"), filled()), arrived);

  function arrived(response, waits) {
    const address = response.headers.get("hx-push-url");
    if (address && address !== shown) {
      history[held ? "replaceState" : "pushState"]({ htmx: true }, "", address);
      shown = address;
      held = true;
    }
    if (!dragging && !waits) rest();
  }

  function rest() {
    held = false;
    aloud.textContent = answer.querySelector(".strip")?.textContent || "";
  }

  function moved(final) {
    if (!final || !dragging) answers.renew(true);
    dragging = !final;
    if (final && !answers.running) rest();
  }

  for (const field of form.querySelectorAll(".track")) track(field, moved);
  form.addEventListener("submit", (event) => { event.preventDefault(); moved(true); });
  window.addEventListener("popstate", () => { if (location.pathname + location.search !== shown) location.reload(); });
}

// An offer in a game. What it is worth to the others is not told before the game is over.
function offering(form) {
  const button = form.querySelector("button"), worth = form.querySelector(".own-gain"), table = new URL(form.dataset.table, location.href);
  const place = { set innerHTML(text) { tell(text); } };
  const answers = new Answers(place, () => ask(form, table.pathname, filled()), () => {});

  function filled() {
    const data = new URLSearchParams(table.search), packed = form.querySelector("input[name=packed]");
    data.set("now", "1");
    for (const select of form.querySelectorAll(".track select")) data.append(`package:${select.dataset.issue}`, select.selectedOptions[0].dataset.option);
    if (packed) data.set("packed", packed.value);
    return data;
  }

  function tell(text) {
    const part = document.createElement("template"), list = document.createElement("dl"), why = document.createElement("p");
    part.innerHTML = text;
    const gain = part.content.querySelector(`.gains [data-party="${form.dataset.seat}"]`);
    list.className = "gains";
    if (gain) list.append(gain);
    const forbidden = part.content.querySelector(".told-of > p");
    why.className = "fault";
    why.textContent = `This cannot be agreed on: ${forbidden?.textContent}`;
    button.disabled = !gain && forbidden !== null;
    worth.replaceChildren(gain ? list : forbidden ? why : part.content.querySelector(".fault") || "");
  }

  for (const field of form.querySelectorAll(".track")) track(field, () => answers.renew(true));
  if (form.querySelector(".track.changed")) answers.renew(true);
}

function prepare() {
  const form = document.querySelector("form.laying:not(.tracked)");
  for (const offer of document.querySelectorAll("form[data-table]:not(.tracked)")) { offer.classList.add("tracked"); offering(offer); }
  if (form) { form.classList.add("tracked"); laying(form, document.getElementById("answer")); }
}
prepare();
document.addEventListener("htmx:load", prepare);
