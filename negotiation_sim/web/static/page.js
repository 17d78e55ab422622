"use strict";
// What forms and links cannot do by themselves. Without it every page works as plain forms.
document.documentElement.classList.add("scripted");

// A click on a command copies it.
document.addEventListener("click", (event) => {
  const code = event.target.closest("code.copy");
  if (code && navigator.clipboard) navigator.clipboard.writeText(code.textContent.trim());
});

// The numbers that are moved, and whose they are, go along to the other pages.
function carry(event) {
  const link = event.target.closest("a[data-carries]");
  if (!link) return;
  const there = new URL(link.href), here = new URLSearchParams(location.search);
  for (const name of ["assume", "set"]) {
    there.searchParams.delete(name);
    for (const value of here.getAll(name)) there.searchParams.append(name, value);
  }
  link.href = there.pathname + there.search.replaceAll("%3D", "=");
}
for (const begins of ["pointerdown", "click"]) document.addEventListener(begins, carry, true);

// Escape closes the menu, and a click outside of it too.
const menu = document.querySelector("details.menu");
if (menu) {
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && menu.open) { menu.open = false; menu.querySelector("summary").focus(); } });
  document.addEventListener("click", (event) => { if (menu.open && !menu.contains(event.target)) menu.open = false; });
}

// A form sends what a browser would send for the button that was pressed: its name may stand in the form already.
document.addEventListener("htmx:configRequest", (event) => {
  const pressed = event.detail.triggeringEvent && event.detail.triggeringEvent.submitter;
  if (!pressed || !pressed.name || event.detail.elt !== pressed.form) return;
  const sent = event.detail.formData, all = new FormData(pressed.form, pressed);
  sent.delete(pressed.name);
  for (const value of all.getAll(pressed.name)) sent.append(pressed.name, value);
});

// Some keyboards have no point: a comma in a number becomes one, in sight.
document.addEventListener("input", (event) => {
  const field = event.target, at = field.selectionStart;
  if (field.inputMode === "decimal" && event.inputType === "insertText" && field.value[at - 1] === ",") field.setRangeText(".", at - 1, at, "end");
}, true);

// Another case has other players and scenarios: its page is opened anew.
document.addEventListener("change", (event) => {
  const choice = event.target.closest("select[data-alone]");
  if (!choice) return;
  event.stopPropagation();
  const view = document.documentElement.classList.contains("large") ? "&view=large" : "";
  location.assign(`${choice.form.getAttribute("action")}?case=${encodeURIComponent(choice.value)}${view}`);
}, true);
