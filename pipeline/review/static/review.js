// The little script of the review page: keys, editing, and the view of the scanned page.
"use strict";

const $ = (selector, within = document) => within.querySelector(selector);
const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];

// ---- the scanned page: centred on the cell, enlarged; moved with mouse, wheel and arrow keys ----

const CSS_PX_PER_POINT = 3; // largest enlargement: print of 12 points becomes 36 pixels high
const CELL_SHARE = 0.9; // of the stage that the cell may fill

function startViewer(viewer) {
  const stage = $(".stage", viewer);
  if (!stage) return;
  const papers = $$(".paper", stage);
  let at = 0;
  let view = { scale: 1, x: 0, y: 0 };
  let whole = false;

  function geometry() {
    const [width, height] = papers[at].dataset.size.split(" ").map(Number);
    const [x0, y0, x1, y1] = papers[at].dataset.box.split(" ").map(Number);
    return { width, height, x0: x0 * width, y0: y0 * height, x1: x1 * width, y1: y1 * height };
  }
  function draw(glide) {
    const paper = papers[at];
    const { width, height } = geometry();
    paper.classList.toggle("glide", Boolean(glide));
    paper.style.width = `${width}px`;
    paper.style.height = `${height}px`;
    paper.style.transform = `translate(${view.x}px, ${view.y}px) scale(${view.scale})`;
    $(".outline", paper).style.borderWidth = `${2 / view.scale}px`;
  }
  function fit(glide) {
    const g = geometry();
    const room = { width: stage.clientWidth, height: stage.clientHeight };
    const box = whole ? { x0: 0, y0: 0, x1: g.width, y1: g.height } : g;
    const share = whole ? 0.97 : CELL_SHARE;
    const scale = Math.min(
      (share * room.width) / Math.max(box.x1 - box.x0, 1),
      (share * room.height) / Math.max(box.y1 - box.y0, 1),
      whole ? Infinity : CSS_PX_PER_POINT,
    );
    view = {
      scale,
      x: room.width / 2 - (scale * (box.x0 + box.x1)) / 2,
      y: room.height / 2 - (scale * (box.y0 + box.y1)) / 2,
    };
    draw(glide);
  }
  function zoom(factor, x = stage.clientWidth / 2, y = stage.clientHeight / 2) {
    const scale = Math.min(Math.max(view.scale * factor, 0.1), 12);
    const by = scale / view.scale;
    view = { scale, x: x - by * (x - view.x), y: y - by * (y - view.y) };
    draw();
  }
  function place(index) {
    papers[at].hidden = true;
    at = index % papers.length;
    papers[at].hidden = false;
    const page = $(".viewer-page", viewer);
    const pages = page.dataset.pages.split(" ");
    page.textContent = page.textContent.replace(/\d+/, pages[at]);
    fit();
  }
  for (const paper of papers) {
    const outline = $(".outline", paper);
    const [x0, y0, x1, y1] = paper.dataset.box.split(" ").map(Number);
    outline.style.left = `${100 * x0}%`;
    outline.style.top = `${100 * y0}%`;
    outline.style.width = `${100 * (x1 - x0)}%`;
    outline.style.height = `${100 * (y1 - y0)}%`;
    const image = $("img", paper);
    const ready = () => $(".stage-note", stage).remove();
    const failed = async () => {
      paper.remove();
      const answer = await fetch(image.src);
      $(".stage-note", stage).textContent = answer.ok ? "" : await answer.text();
    };
    if (paper === papers[0]) {
      image.addEventListener("error", failed);
      if (image.complete && image.naturalWidth) ready();
      else image.addEventListener("load", ready);
    }
  }
  const actions = {
    in: () => zoom(1.3),
    out: () => zoom(1 / 1.3),
    place: () => place(at + 1),
    page: (button) => {
      whole = !whole;
      const words = $("span", button);
      [words.textContent, button.dataset.other] = [button.dataset.other, words.textContent];
      fit(true);
    },
  };
  viewer.addEventListener("click", (event) => {
    const button = event.target.closest("[data-view]");
    if (button) actions[button.dataset.view](button);
  });
  stage.addEventListener("wheel", (event) => {
    event.preventDefault();
    const area = stage.getBoundingClientRect();
    zoom(Math.exp(-event.deltaY / 400), event.clientX - area.left, event.clientY - area.top);
  }, { passive: false });
  stage.addEventListener("pointerdown", (event) => stage.setPointerCapture(event.pointerId));
  stage.addEventListener("pointermove", (event) => {
    if (!stage.hasPointerCapture(event.pointerId)) return;
    view = { ...view, x: view.x + event.movementX, y: view.y + event.movementY };
    draw();
  });
  stage.addEventListener("keydown", (event) => {
    const by = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] }[event.key];
    if (by) view = { ...view, x: view.x + by[0], y: view.y + by[1] };
    else if (event.key === "+" || event.key === "=") zoom(1.3);
    else if (event.key === "-") zoom(1 / 1.3);
    else return;
    event.preventDefault();
    draw();
  });
  papers[0].hidden = false;
  fit();
  new ResizeObserver(() => fit()).observe(stage);
  if (viewer.dataset.next) new Image().src = viewer.dataset.next; // the next page, fetched ahead
}

// ---- editing ----

function startEditor(form) {
  const editor = $("[data-editor]", form);
  if (!editor) return;
  const reading = $("[data-reading]", form);
  const main = $("[data-main]", form);
  const save = $("[data-save]", form);
  const first = editor.innerHTML;

  function editing(on) {
    editor.hidden = !on;
    reading.hidden = on;
    main.hidden = on;
    save.hidden = !on;
    $("[data-edit]", form).hidden = on;
    $("[data-cancel]", form).hidden = !on;
    if (on) focusFirst();
  }
  function focusFirst(caret) {
    const input = $("[data-first]", editor) || $("input, textarea", editor);
    if (!input) return;
    input.focus();
    if (input.matches("textarea, .chip input")) {
      const end = caret ?? input.value.length;
      input.setSelectionRange(end, end);
    }
  }
  const isOpen = () => !editor.hidden;
  $("[data-edit]", form).addEventListener("click", () => editing(true));
  $("[data-cancel]", form).addEventListener("click", () => {
    editor.innerHTML = first;
    editing(false);
  });
  reading.addEventListener("click", (event) => {
    const caret = caretIn($(".text", reading), event);
    editing(true);
    focusFirst(caret);
  });
  for (const button of $$(".candidate", form)) {
    button.addEventListener("click", () => {
      editing(true);
      setValue(editor, JSON.parse(button.dataset.value));
      save.focus();
    });
  }
  editor.addEventListener("click", (event) => {
    const chip = event.target.closest(".chip-remove");
    if (chip) {
      chip.closest(".chip").remove();
      $(".unit-new input", editor).focus();
    } else if (event.target.closest("[data-add]")) {
      addIndicator(editor);
    } else if (event.target.closest("[data-take-out]")) {
      event.target.closest(".indicator").remove();
    }
  });
  editor.addEventListener("toggle", (event) => {
    if (event.target.matches(".by-hand")) $("fieldset", event.target).disabled = !event.target.open;
  }, true);
  editor.addEventListener("input", (event) => {
    if (event.target.name === "text" && event.target.closest(".edit-deadline")) showMeaning(event.target);
  });
  editor.addEventListener("keydown", (event) => onEditorKey(event, form, editor));
  form.isEditing = isOpen;
}

function caretIn(text, event) {
  const spot = text && document.caretPositionFromPoint?.(event.clientX, event.clientY);
  if (!spot || !text.contains(spot.offsetNode)) return undefined;
  const range = document.createRange();
  range.setStart(text, 0);
  range.setEnd(spot.offsetNode, spot.offset);
  return range.toString().length;
}

// A key that belongs to the input method (composing a Vietnamese syllable) is not ours.
const composing = (event) => event.isComposing || event.keyCode === 229;

function onEditorKey(event, form, editor) {
  if (composing(event)) return;
  const input = event.target;
  if (event.key === "Enter" && !event.shiftKey && !input.matches("button, summary")) {
    event.preventDefault();
    form.requestSubmit($("[data-save]", form)); // what stands in the line for a new unit goes along
  } else if (event.key === ";" && input.closest(".unit-new")) {
    event.preventDefault();
    if (input.value.trim()) addUnit(editor, input);
  } else if (event.key === "Backspace" && input.closest(".unit-new") && !input.value) {
    const chips = $$(".chip input", editor);
    if (chips.length) {
      event.preventDefault();
      chips.at(-1).focus();
    }
  }
}

function addUnit(editor, input) {
  const list = $(".chips", editor);
  const item = document.createElement("li");
  item.className = "chip";
  const words = document.createElement("input");
  words.name = "unit";
  words.value = input.value.trim();
  words.setAttribute("aria-label", words.value);
  const remove = document.createElement("button");
  remove.type = "button";
  remove.className = "chip-remove";
  remove.textContent = "×";
  remove.setAttribute("aria-label", $(".edit-units", editor).dataset.remove.replace("{unit}", words.value));
  item.append(words, remove);
  list.append(item);
  input.value = "";
}

function addIndicator(editor) {
  const template = $("template", editor);
  template.before(template.content.cloneNode(true));
  $$("[name=number]", editor).at(-1).focus();
}

function setValue(editor, value) {
  const units = $(".edit-units", editor);
  if (units) {
    $(".chips", units).replaceChildren();
    const input = $(".unit-new input", units);
    for (const unit of value) {
      input.value = unit;
      addUnit(editor, input);
    }
  } else if ($(".edit-deadline", editor)) {
    const input = $("[name=text]", editor);
    input.value = value.text;
    showMeaning(input);
  } else if ($("[name=value]", editor)) {
    $("[name=value]", editor).value = value;
  }
}

let asked = 0;
async function showMeaning(input) {
  const box = input.closest(".edit-deadline");
  const mine = ++asked;
  await new Promise((done) => setTimeout(done, 120));
  if (mine !== asked) return;
  const answer = await fetch(`${box.dataset.parse}?text=${encodeURIComponent(input.value)}`);
  if (!answer.ok || mine !== asked) return;
  const value = await answer.json();
  $(".meaning strong", box).textContent = value.said;
  if ($(".by-hand", box).open) return;
  $("[name=kind]", box).value = value.kind;
  $("[name=start]", box).value = value.start;
  $("[name=end]", box).value = value.end;
  for (const tick of $$("[name=recurrence]", box)) tick.checked = value.recurrence.includes(tick.value);
}

// ---- new scans ----

function startDrop(area) {
  const problem = $("[data-problem]", area);
  const list = $("[data-list]");
  async function renew() {
    const answer = await fetch("/uploads/states");
    if (answer.ok) list.innerHTML = await answer.text();
    if ($("[data-state=waiting], [data-state=reading]", list)) setTimeout(renew, 2000);
  }
  async function send(files) {
    problem.hidden = true;
    for (const file of files) {
      const answer = await fetch(`/uploads/${encodeURIComponent(file.name)}`, {
        method: "PUT", body: file, headers: { "x-csrf": area.dataset.drop },
      });
      if (answer.ok) continue;
      const said = await answer.json().catch(() => ({ problem: answer.statusText }));
      problem.textContent = `${file.name}: ${said.problem}`;
      problem.hidden = false;
    }
    renew();
  }
  $("input[type=file]", area).addEventListener("change", (event) => send(event.target.files));
  for (const name of ["dragenter", "dragover", "dragleave", "drop"]) {
    area.addEventListener(name, (event) => {
      event.preventDefault();
      area.classList.toggle("over", name === "dragenter" || name === "dragover");
      if (name === "drop") send(event.dataTransfer.files);
    });
  }
  renew();
}

// ---- keys ----

function onKey(event) {
  if (composing(event) || event.ctrlKey || event.metaKey || event.altKey) return;
  const form = $("#decide");
  const typing = event.target.matches("input, textarea, select");
  if (typing) {
    if (event.key === "Escape") $("[data-cancel]")?.click();
    return;
  }
  if (event.key === "Escape" && form?.isEditing?.()) return void $("[data-cancel]").click();
  if (event.key === "Enter" && form && !event.target.matches("button, a, summary")) {
    event.preventDefault();
    form.requestSubmit(form.isEditing?.() ? $("[data-save]", form) : $("[data-main]", form));
    return;
  }
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const button = $$("[data-key]").find((b) => !b.hidden && b.dataset.key.split(" ").includes(key));
  if (!button) return;
  event.preventDefault();
  button.click();
}

for (const form of $$("[data-cut]")) {
  form.addEventListener("submit", () => {
    $("[name=at]", form).value = $("textarea", form).selectionStart;
  });
}
for (const area of $$("[data-drop]")) if (area.dataset.drop) startDrop(area);
document.addEventListener("keydown", onKey);
for (const viewer of $$(".viewer")) startViewer(viewer);
$("[data-here]")?.scrollIntoView({ block: "center" });
const decide = $("#decide");
if (decide) {
  startEditor(decide);
  decide.addEventListener("submit", () => {
    // One decision is sent once, however often Enter is pressed.
    setTimeout(() => $$("button", decide).forEach((button) => { button.disabled = true; }), 0);
  });
}
