/* What was written and is not yet with the server: sent in order, kept on this device while there is no connection. */
import * as net from "./net.js";
import * as view from "./view.js";
import { WORDS } from "./words.js";

const KEY = "asbot.outbox";
const LOOK_MS = 3000;
const MOST_TRIES = 4;
// how large a file may be, and the words for what is refused before it is sent: the server's
const FILE = document.getElementById("file").dataset;

let items = [];
let running = false;
let offline = false;
let looking = 0;
let held = []; // updates of the stream that came while something was on its way
let onUpdate = () => {};

export function start(handler) {
  onUpdate = handler;
  addEventListener("online", () => resume());
  addEventListener("offline", () => goOffline());
  for (const one of stored()) items.push({ ...one, state: "queued", tries: 0, shown: one.label ? view.bubble(one.label) : null });
  if (!navigator.onLine) goOffline();
  run();
}

/* `body` is {text} | {choice} | {location} | {command}; `label` is what the bubble says. */
export function send(body, label) {
  items.push({ id: newId(), body, label, state: "queued", tries: 0, shown: label ? view.bubble(label) : null });
  keep();
  run();
}

export function sendFile(file) {
  const item = { id: newId(), file, state: "queued", tries: 0 };
  item.shown = view.fileBubble(file, sizeOf(file.size), () => (item.cancel ? item.cancel() : drop(item)));
  items.push(item);
  if (file.size > Number(FILE.most)) refuse(item, FILE.tooLarge);
  else if (file.size === 0) refuse(item, FILE.empty);
  else run();
}

/* An update of the stream; while something is sent it waits, so that no line shows twice. */
export function receive(update) {
  if (running && !offline) held.push(update);
  else onUpdate(update, false);
}

async function run() {
  if (running || offline) {
    if (offline) markQueued();
    return;
  }
  running = true;
  try {
    for (let item = next(); item && !offline; item = next()) await handOver(item);
  } finally {
    running = false;
    held.splice(0).forEach((update) => onUpdate(update, false));
  }
}

const next = () => items.find((item) => item.state === "queued");

async function handOver(item) {
  item.state = "sending";
  item.tries += 1;
  if (item.shown) item.shown.note.replaceChildren();
  const result = item.file ? await upload(item) : await ask(item);
  if (result.ok) {
    drop(item);
    onUpdate(result.update, true);
  } else if (result.cancelled) {
    drop(item);
  } else if (result.offline) {
    item.state = "queued";
    goOffline();
  } else if (result.status === 429 && item.tries <= MOST_TRIES) {
    const seconds = Math.max(1, result.retryAfter);
    item.state = "queued";
    if (item.shown) view.noteOn(item.shown, "wait", WORDS.busy(seconds));
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  } else if (result.status === 503 && item.tries < MOST_TRIES) {
    item.state = "queued";
    await new Promise((resolve) => setTimeout(resolve, 1000 * item.tries));
  } else if (item.file && result.error === "too_large") {
    refuse(item, FILE.tooLarge);
  } else if (item.file && result.text) {
    refuse(item, result.text);
  } else fail(item);
}

async function ask(item) {
  const done = view.waiting();
  try {
    return await net.postEvent(item.id, view.cursor, item.body);
  } finally {
    done();
  }
}

/* The file shows how far it is; only once all of it is there does the answer have to be waited for. */
async function upload(item) {
  const { bar, state } = item.shown;
  const size = sizeOf(item.file.size);
  let done = null;
  const progress = (percent) => {
    bar.value = percent;
    state.textContent = WORDS.uploading(size, percent);
    if (percent === 100) done ??= view.waiting();
  };
  progress(0);
  try {
    return await net.postFile(item.id, view.cursor, item.file, progress, (cancel) => { item.cancel = cancel; });
  } finally {
    item.cancel = null;
    done?.();
    bar.value = 0;
    state.textContent = size;
  }
}

/* It reached the server and was not taken there: the person decides whether to send it again. */
function fail(item) {
  item.state = "failed";
  keep();
  item.shown ??= view.bubble(item.label || WORDS.failed);
  view.noteOn(item.shown, "fail", WORDS.failed, WORDS.again, () => {
    item.state = "queued";
    item.tries = 0;
    view.focusComposer();
    run();
  });
}

function refuse(item, words) {
  item.state = "failed";
  item.shown.bar.remove();
  item.shown.state.textContent = sizeOf(item.file.size);
  item.shown.cancel.remove();
  view.noteOn(item.shown, "fail", words, WORDS.drop, () => { drop(item); view.focusComposer(); });
  view.toEnd();
}

function drop(item) {
  items = items.filter((other) => other !== item);
  item.shown?.element.remove();
  keep();
}

export function forget() {
  [...items].forEach(drop);
}

/* ---- no connection ---- */
function goOffline() {
  offline = true;
  const banner = document.getElementById("offline");
  const [head, rest] = navigator.onLine ? WORDS.unreachable : WORDS.offline;
  banner.querySelector("span").replaceChildren(view.make("b", {}, head), rest);
  banner.hidden = false;
  markQueued();
  clearInterval(looking);
  looking = setInterval(async () => { if (await net.reachable()) resume(); }, LOOK_MS);
}

function resume() {
  clearInterval(looking);
  offline = false;
  document.getElementById("offline").hidden = true;
  for (const item of items) if (item.state === "queued") item.shown?.note.replaceChildren();
  run();
}

function markQueued() {
  for (const item of items) {
    if (item.state !== "queued" || !item.shown) continue;
    view.noteOn(item.shown, "wait", `${WORDS.queued} ·`, WORDS.drop, () => { drop(item); view.focusComposer(); });
  }
}

/* ---- kept on this device ---- */
function keep() {
  const rows = items.filter((item) => !item.file).map(({ id, body, label }) => ({ id, body, label }));
  try {
    if (rows.length) localStorage.setItem(KEY, JSON.stringify(rows));
    else localStorage.removeItem(KEY);
  } catch { /* a full or forbidden storage: what was written stays in the page */ }
}

function stored() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) ?? [];
  } catch {
    return [];
  }
}

function newId() {
  // crypto.randomUUID exists on secure pages only
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function sizeOf(bytes) {
  if (bytes < 1024 * 1024) return `${Math.max(1, Math.round(bytes / 1024))}KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)}MB`;
}
