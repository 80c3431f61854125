// The little script of the pages for analysts: outline and entry of a task light up together.
"use strict";

const marked = (task) => document.querySelectorAll(`[data-task="${task}"]`);

for (const each of document.querySelectorAll("[data-task]")) {
  const light = (on) => () => marked(each.dataset.task).forEach((m) => m.classList.toggle("lit", on));
  each.addEventListener("mouseenter", light(true));
  each.addEventListener("mouseleave", light(false));
  each.addEventListener("focusin", light(true));
  each.addEventListener("focusout", light(false));
}

// A task that the address names: its outline shows where to look.
function showTarget() {
  const task = location.hash.startsWith("#t-") ? location.hash.slice(3) : "";
  for (const each of document.querySelectorAll(".target")) each.classList.remove("target");
  if (!/^[0-9a-f]+$/.test(task)) {
    // What is on the page may begin below what is seen of it.
    document.querySelector(".leaf rect")?.scrollIntoView({ block: "nearest" });
    return;
  }
  for (const each of marked(task)) each.classList.add("target");
  const outline = document.querySelector(`a[data-task="${task}"] rect`);
  outline?.scrollIntoView({ block: "center" });
  document.getElementById(`t-${task}`)?.scrollIntoView({ block: "nearest" });
}
addEventListener("hashchange", showTarget);
showTarget();

// On a narrow screen the filters are shut until they are wanted.
const filters = document.querySelector("details.filters");
if (filters && matchMedia("(max-width: 900px)").matches) filters.open = false;

// A picture that cannot be had says why.
for (const image of document.querySelectorAll(".leaf img, .place img")) {
  const failed = async () => {
    const answer = await fetch(image.src);
    const note = document.createElement("p");
    note.className = "note quiet";
    note.textContent = answer.ok ? "" : await answer.text();
    (image.closest(".leaf") || image).replaceWith(note);
  };
  image.addEventListener("error", failed);
  if (image.complete && !image.naturalWidth) failed();
}
