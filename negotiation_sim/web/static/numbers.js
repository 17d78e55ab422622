// What the pages share on which numbers are moved: each move asks at once for its answer, and only the latest one waits.

export const SILENT = '<div class="fault" role="alert"><p>The server does not answer. Is it still running?</p></div>';
export const STEPS = { ArrowUp: 1, ArrowDown: -1, PageUp: 10, PageDown: -10 };

// Whether a number is another one than it usually is.
function isChanged(number) { return number.value !== "" && Number(number.value) !== Number(number.dataset.usual); }

// What is typed as a number; what it usually is where no number stands there.
export function typed(number) { return number.value === "" || isNaN(number.value) ? Number(number.dataset.usual) : Number(number.value); }

export function mark(number, box) { number.closest(box).classList.toggle("changed", isChanged(number)); }

// A value as the nearest step, in six digits.
export function onStep(value, step, low = -Infinity, high = Infinity) {
  return Number(Math.min(high, Math.max(low, Math.round(value / step) * step)).toPrecision(6));
}

// What a form says, without the numbers that are as usual.
export function query(form) {
  const data = new URLSearchParams(new FormData(form));
  for (const number of form.querySelectorAll("input[data-usual]")) if (!isChanged(number)) data.delete(number.name);
  return data;
}

// A case that was sent travels in the body, all else in the address.
export function ask(form, path, data, signal) {
  const options = { headers: { "HX-Request": "true" }, signal };
  return form.method === "post" ? fetch(path, { method: "POST", body: data, ...options }) : fetch(`${path}?${data}`, options);
}

// Changes the page, and scrolls so that what a person holds stays under the finger, however much grows above it.
document.documentElement.style.overflowAnchor = "none";
let held = null;
for (const begins of ["pointerdown", "touchstart", "input", "focusin"]) {
  document.addEventListener(begins, (event) => { held = event.target.closest?.("input, select"); }, { capture: true, passive: true });
}
export function unmoved(change) {
  const top = held && held.getBoundingClientRect().top;
  change();
  if (held && held.isConnected) window.scrollBy({ top: held.getBoundingClientRect().top - top, behavior: "instant" });
}

// Puts the answers to moves into `place`. `send` asks for one; `arrived` is told of the answer to a final move, and
// whether another move waits.
export class Answers {
  constructor(place, send, arrived) { Object.assign(this, { place, send, arrived, running: false, waiting: null }); }

  async renew(final) {
    if (this.running) { this.waiting = { final: final || Boolean(this.waiting && this.waiting.final) }; return; }
    this.running = true;
    const [response, text] = await this.asked();
    unmoved(() => { this.place.innerHTML = text; });
    if (response.ok && final) this.arrived(response, this.waiting !== null);
    this.running = false;
    const next = this.waiting;
    this.waiting = null;
    if (next) this.renew(next.final);
  }

  async asked() {
    try {
      const response = await this.send();
      return [response, await response.text()];
    } catch { return [{ ok: false }, SILENT]; }
  }
}

// A page moved into its own history is opened anew when a person goes back to it; another place in the same page is not.
const asked = () => location.pathname + location.search;
let shown = asked();
export function moveTo(address, state = {}) { history.pushState(state, "", address); shown = asked(); }
export function reloadOnBack() { window.addEventListener("popstate", () => { if (asked() !== shown) location.reload(); }); }
