/* The conversation in the page: new lines, used choices, where the reader is. */
import { WORDS } from "./words.js";

const main = document.getElementById("main");
const history = document.getElementById("history");
const log = document.getElementById("log");
const pending = document.getElementById("pending");
const hello = document.getElementById("hello");
const pill = document.getElementById("newer");
const text = document.getElementById("text");
const NEAR = 120;
const title = document.title;

export let cursor = Number(log.dataset.cursor) || 0;
let unseen = null;

/* ---- elements ---- */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

export function icon(name, size) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  svg.setAttribute("width", size);
  svg.setAttribute("height", size);
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `#i-${name}`);
  svg.append(use);
  return svg;
}

/* ---- where the reader is ---- */
function scroller() {
  // on very low screens the page itself scrolls
  return getComputedStyle(main).overflowY === "visible" ? document.scrollingElement : main;
}

export function nearEnd() {
  const box = scroller();
  return box.scrollHeight - box.scrollTop - box.clientHeight < NEAR;
}

function topOf(element) {
  const box = scroller();
  const base = box === main ? main.getBoundingClientRect().top : 0;
  return element.getBoundingClientRect().top - base + box.scrollTop;
}

export function toEnd() {
  const box = scroller();
  box.scrollTop = box.scrollHeight;
}

/* An answer taller than the view is read from its top, anything else stands at the end. */
export function follow(first) {
  const box = scroller();
  if (first && box.scrollHeight - topOf(first) > box.clientHeight - 8) box.scrollTop = topOf(first) - 12;
  else toEnd();
}

export function showPill(first) {
  unseen ??= first;
  pill.hidden = false;
}

function hidePill() {
  unseen = null;
  pill.hidden = true;
}

pill.addEventListener("click", () => {
  const first = unseen;
  hidePill();
  follow(first);
  focusComposer();
});
main.addEventListener("scroll", () => nearEnd() && hidePill(), { passive: true });
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) document.title = title;
});

/* On phones the keyboard stays down: the focus is where the next answer is written all the same. */
export function focusComposer() {
  if (matchMedia("(pointer: coarse)").matches && document.activeElement !== text) {
    const mode = text.inputMode;
    text.inputMode = "none";
    text.focus({ preventScroll: true });
    text.addEventListener("pointerdown", () => { text.inputMode = mode; text.blur(); }, { once: true });
    text.addEventListener("blur", () => { text.inputMode = mode; }, { once: true });
    return;
  }
  text.focus({ preventScroll: true });
}

/* ---- used choices ---- */
/* What was asked stays as text: what could be chosen, and what was. */
export function retire(chosen = "", before = null) {
  for (const ask of document.querySelectorAll("#history .ask, #log .ask")) {
    if (before && !(ask.compareDocumentPosition(before) & Node.DOCUMENT_POSITION_FOLLOWING)) continue;
    const held = ask.contains(document.activeElement);
    const labels = [...ask.querySelectorAll(".opts button[data-choice]")].map((button) => button.textContent.trim());
    const fieldset = ask.querySelector("fieldset");
    if (fieldset) {
      const legend = fieldset.querySelector("legend");
      const spoken = legend.querySelector(":scope > .sr") ? null : make("p", { class: "q" }, ...legend.childNodes);
      const used = make("p", { class: "used" }, make("span", { class: "sr" }, WORDS.offered));
      for (const label of labels) {
        const one = make("span", {}, label);
        if (label === chosen) {
          one.className = "picked";
          one.append(make("span", { class: "sr" }, WORDS.picked));
        }
        used.append(one);
      }
      fieldset.replaceWith(...(spoken ? [spoken] : []), used);
    }
    ask.querySelectorAll(".tools, .why, .opts, .removals").forEach((part) => part.remove());
    if (!ask.textContent.trim()) ask.remove();
    if (held) focusComposer();
  }
}

/* ---- new lines ---- */
function nodesOf(html) {
  const template = document.createElement("template");
  template.innerHTML = html; // drawn and escaped by the server
  return [...template.content.children];
}

function insert(node, at) {
  let place = null;
  for (const other of [...log.children].reverse()) {
    if (Number(other.dataset.at) <= at) break;
    place = other;
  }
  log.insertBefore(node, place);
}

/* `own`: the answer to what was sent here, so the reader is waiting for it. */
export function show(update, own) {
  const wasNear = own || nearEnd();
  if (update.reset) {
    history.replaceChildren();
    log.replaceChildren();
    document.getElementById("earlier")?.closest("p").remove();
    cursor = 0;
  }
  let first = null;
  for (const line of update.lines) {
    if (document.getElementById(line.key)) continue;
    for (const node of nodesOf(line.html)) {
      insert(node, line.at);
      if (line.sender === "company") retire(node.querySelector(".bubble")?.textContent.trim(), node);
      else first ??= node;
      if (document.hidden && line.sender !== "company") document.title = WORDS.newTitle + title;
    }
  }
  cursor = Math.max(cursor, update.cursor);
  hello.hidden = hello.hidden || history.childElementCount + log.childElementCount > 0;
  offerPlace();
  if (!first) return;
  if (wasNear) follow(first);
  else showPill(first);
}

export function offerPlace() {
  if (!window.isSecureContext || !navigator.geolocation) return;
  document.querySelectorAll("[data-location][hidden]").forEach((button) => { button.hidden = false; });
}

/* ---- what is on its way ---- */
export function bubble(label) {
  hello.hidden = true;
  const note = make("small", { class: "t" });
  const element = make("div", { class: "msg me" }, make("span", { class: "sr" }, WORDS.me), make("div", { class: "bubble" }, make("p", {}, label)), note);
  pending.append(element);
  toEnd();
  return { element, note };
}

export function fileBubble(file, size, onCancel) {
  hello.hidden = true;
  const bar = make("progress", { class: "bar", max: "100", value: "0", "aria-label": WORDS.uploadProgress });
  const state = make("small", {}, WORDS.uploading(size, 0));
  const picture = make("span", { class: "ph" });
  if (file.type.startsWith("image/")) {
    const address = URL.createObjectURL(file);
    const image = make("img", { src: address, alt: "" });
    image.addEventListener("load", () => URL.revokeObjectURL(address));
    image.addEventListener("error", () => image.replaceWith(icon("file", 24)));
    picture.append(image);
  } else picture.append(icon("file", 24));
  const cancel = make("button", { type: "button", class: "btn-icon", "aria-label": WORDS.cancelUpload(file.name) }, icon("close", 20));
  cancel.addEventListener("click", onCancel);
  const box = make("div", { class: "file" }, picture, make("span", { class: "what" }, make("b", {}, file.name), state, bar), cancel);
  const note = make("small", { class: "t" });
  const element = make("div", { class: "msg me" }, make("span", { class: "sr" }, WORDS.me), box, note);
  pending.append(element);
  toEnd();
  return { element, note, bar, state, cancel };
}

export function noteOn(item, kind, words, action, onAction) {
  item.note.className = `t ${kind}`;
  item.note.replaceChildren(words);
  if (!action) return;
  const button = make("button", { type: "button" }, action);
  button.addEventListener("click", onAction);
  item.note.append(" ", button);
}

/* Nothing for 0.4 s, then dots with words, after 10 s a word on what happens if the page is closed. */
export function waiting() {
  const words = make("span", {}, WORDS.waiting);
  const element = make("p", { class: "typing", role: "status" }, make("span", { class: "dots", "aria-hidden": "true" }, make("i"), make("i"), make("i")), words);
  const soon = setTimeout(() => { const near = nearEnd(); pending.append(element); if (near) toEnd(); }, 400);
  const late = setTimeout(() => { words.textContent = WORDS.late; }, 10_000);
  return () => { clearTimeout(soon); clearTimeout(late); element.remove(); };
}

/* ---- earlier lines ---- */
export function prepend(html) {
  const box = scroller();
  const from = box.scrollHeight - box.scrollTop;
  history.prepend(...nodesOf(html));
  box.scrollTop = box.scrollHeight - from;
}
