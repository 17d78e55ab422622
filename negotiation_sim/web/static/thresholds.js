"use strict";
// While the slider moves, who moves is shown at once from the parts that the page has; the answer follows when it rests.
document.addEventListener("input", (event) => {
  if (event.target.id !== "believed") return;
  const belief = Number(event.target.value);
  document.getElementById("believed-now").textContent = belief.toFixed(2);
  for (const member of document.querySelectorAll("#members .member")) {
    const moves = member.dataset.parts.trim().split(" ").some((part) => {
      const [low, high] = part.split(":").map(Number);
      return part && low <= belief && belief <= high;
    });
    member.classList.toggle("moves", moves);
    member.classList.toggle("stays", !moves);
    member.querySelector(".tag").textContent = moves ? "moves" : "stays";
  }
});
