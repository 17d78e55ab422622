"use strict";
// The issues of a table as tracks to drag: on the page of the table each move asks at once what the package is worth to
// everybody, in an offer of a game what it is worth to the one who makes it. Without it each issue is a list.
(() => {
  const SILENT = '<div class="fault" role="alert"><p>The server does not answer. Is it still running?</p></div>';

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

  // While an answer is under way only the latest move waits.
  function asker(question, take) {
    let running = false, again = false;
    async function ask() {
      if (running) { again = true; return; }
      running = true;
      const { path, data, post } = question(), headers = { "HX-Request": "true" };
      try {
        const response = await (post ? fetch(path, { headers, method: "POST", body: data }) : fetch(`${path}?${data}`, { headers }));
        take(await response.text(), response, again);
      } catch (error) { take(SILENT, null, again); }
      running = false;
      if (again) { again = false; ask(); }
    }
    return { ask, busy: () => running };
  }

  function laying(form, answer) {
    const aloud = document.getElementById("told-aloud"), post = form.method === "post";
    let dragging = false, held = false, shown = location.pathname + location.search;
    const asking = asker(
      () => ({ path: form.getAttribute("action"), data: new URLSearchParams([...new FormData(form)].filter(([, value]) => value)), post }),
      (text, response, again) => {
        answer.innerHTML = text;
        const strip = answer.querySelector(".strip");
        if (!dragging && !again) aloud.textContent = strip ? strip.textContent : "";
        if (response && response.ok) arrived(response.headers.get("hx-push-url"), again);
      },
    );

    // The way back leads to what stood before a drag, not through all that was passed on its way.
    function arrived(address, again) {
      if (address && address !== shown) {
        history[held ? "replaceState" : "pushState"]({ htmx: true }, "", address);
        shown = address;
        held = true;
      }
      held = held && (dragging || again);
    }

    function moved(final) {
      if (!final || !dragging) asking.ask();
      dragging = !final;
      if (final && !asking.busy()) held = false;
    }

    for (const field of form.querySelectorAll(".track")) track(field, moved);
    form.addEventListener("submit", (event) => { event.preventDefault(); moved(true); });
    window.addEventListener("popstate", () => { if (location.pathname + location.search !== shown) location.reload(); });
  }

  function offering(form) {
    const worth = form.querySelector(".own-gain"), table = new URL(form.dataset.table, location.href), packed = form.querySelector("input[name=packed]");
    const asking = asker(
      () => {
        const data = new URLSearchParams(table.search);
        data.set("now", "1");
        for (const select of form.querySelectorAll(".track select")) data.append(`package:${select.dataset.issue}`, select.selectedOptions[0].dataset.option);
        if (packed) data.set("packed", packed.value);
        return { path: table.pathname, data, post: Boolean(packed) };
      },
      (text) => {
        const part = document.createElement("template");
        part.innerHTML = text;
        const gain = part.content.querySelector(`.gains [data-party="${form.dataset.seat}"]`), fault = part.content.querySelector(".fault");
        const why = document.createElement("p");
        why.textContent = part.content.querySelector(".told-of > p")?.textContent || "This package cannot be agreed on.";
        const list = document.createElement("dl");
        list.className = "gains";
        if (gain) list.append(gain);
        worth.replaceChildren(gain ? list : fault || why);
      },
    );
    for (const field of form.querySelectorAll(".track")) track(field, (final) => { if (!final || !asking.busy()) asking.ask(); });
  }

  function prepare() {
    const form = document.querySelector("form.laying:not(.tracked)");
    for (const offer of document.querySelectorAll("form[data-table]:not(.tracked)")) { offer.classList.add("tracked"); offering(offer); }
    if (form) { form.classList.add("tracked"); laying(form, document.getElementById("answer")); }
  }
  prepare();
  document.addEventListener("htmx:load", prepare);
})();
