import * as composer from "./composer.js";
import { getJson } from "./net.js";
import * as outbox from "./outbox.js";
import * as stream from "./stream.js";
import * as view from "./view.js";
import { WORDS } from "./words.js";

const text = document.getElementById("text");
const menu = document.getElementById("menu");
const menuButton = document.getElementById("menu-button");
const panel = document.getElementById("panel");

/* ---- the parts that follow the state ---- */
const drawn = { progress: null, panel: null };

function replace(id, html, name) {
  if (drawn[name] === html) return;
  const box = document.getElementById(id);
  const held = box.contains(document.activeElement);
  drawn[name] = html;
  box.innerHTML = html; // drawn and escaped by the server
  if (held) view.focusComposer();
}

function onUpdate(update, own) {
  if (update.reset) {
    outbox.forget();
    composer.forget();
  }
  const opened = panel.classList.contains("open");
  replace("progress", update.progress, "progress");
  replace("panel-body", update.panel, "panel");
  document.getElementById("show-panel")?.setAttribute("aria-expanded", String(opened));
  if (!update.flow) closePanel();
  text.inputMode = update.input_mode;
  view.show(update, own);
}

/* ---- panel and menu ---- */
function openPanel() {
  panel.classList.add("open");
  document.getElementById("show-panel")?.setAttribute("aria-expanded", "true");
  panel.focus();
}

function closePanel(back) {
  if (!panel.classList.contains("open")) return;
  panel.classList.remove("open");
  const button = document.getElementById("show-panel");
  button?.setAttribute("aria-expanded", "false");
  if (back) (button ?? text).focus();
}

function setMenu(open) {
  menu.hidden = !open;
  menuButton.setAttribute("aria-expanded", String(open));
}

menuButton.addEventListener("click", () => setMenu(menu.hidden));
menu.parentElement.addEventListener("focusout", (event) => {
  if (!menu.parentElement.contains(event.relatedTarget) && event.relatedTarget) setMenu(false);
});
document.getElementById("hide-panel").addEventListener("click", () => closePanel(true));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  if (!menu.hidden) {
    setMenu(false);
    menuButton.focus();
  } else closePanel(true);
});

/* ---- presses ---- */
document.addEventListener("click", (event) => {
  if (!event.target.closest(".menu")) setMenu(false);
  const button = event.target.closest("button");
  if (!button) return;
  if (button.id === "show-panel") {
    if (panel.classList.contains("open")) closePanel(true);
    else openPanel();
  } else if (button.id === "earlier") earlier(button);
  else if (button.dataset.choice) choose(button);
  else if (button.dataset.command) {
    setMenu(false);
    view.focusComposer();
    outbox.send({ command: button.dataset.command }, "");
  } else if (button.dataset.prompt) composer.prompt(button.dataset.prompt);
  else if ("location" in button.dataset) place();
});

function choose(button) {
  const label = button.dataset.label ?? button.textContent.trim();
  const choice = button.dataset.choice;
  closePanel();
  view.focusComposer();
  view.retire(label);
  outbox.send({ choice }, label);
}

function place() {
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      view.focusComposer();
      view.retire();
      outbox.send({ location: { latitude: coords.latitude, longitude: coords.longitude } }, WORDS.here);
    },
    () => { composer.complain(WORDS.noPlace); text.focus(); },
    { timeout: 15_000, maximumAge: 60_000 },
  );
}

async function earlier(button) {
  const first = document.querySelector("#history .msg");
  try {
    const older = await getJson(`/chat/history?before=${first.id.slice(1)}`);
    view.prepend(older.html);
    if (!older.has_earlier) button.closest("p").remove();
  } catch {
    button.disabled = false;
  }
}

/* ---- begin ---- */
composer.start(
  (words) => {
    view.retire();
    outbox.send({ text: words }, words);
  },
  (file) => outbox.sendFile(file),
);
outbox.start(onUpdate);
stream.start(outbox.receive);
view.offerPlace();
const last = document.querySelector("#history .msg:last-child");
view.follow(last);
document.fonts?.ready.then(() => view.follow(last));
if (matchMedia("(hover: hover) and (pointer: fine)").matches) view.focusComposer();
