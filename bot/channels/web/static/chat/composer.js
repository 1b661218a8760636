/* Where the person writes: drafts, the enter key, files. */
import { WORDS } from "./words.js";

const form = document.getElementById("composer");
const text = document.getElementById("text");
const file = document.getElementById("file");
const error = document.getElementById("composer-error");
const DRAFT = "asbot.draft";

export function start(onText, onFile) {
  text.value = read();
  fit();
  text.addEventListener("input", () => { fit(); write(text.value); complain(""); });
  text.addEventListener("keydown", (event) => {
    // while a syllable is being put together, Enter belongs to it (229: Safari, which ends the composition first)
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    if (!matchMedia("(hover: hover) and (pointer: fine)").matches) return;
    event.preventDefault();
    submit(onText);
  });
  form.addEventListener("submit", (event) => { event.preventDefault(); submit(onText); });
  document.getElementById("attach").addEventListener("click", () => file.click());
  file.addEventListener("change", () => { [...file.files].forEach(onFile); file.value = ""; text.focus(); });
  text.addEventListener("paste", (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (!files.length) return;
    event.preventDefault();
    files.forEach(onFile);
  });
  document.addEventListener("dragover", (event) => event.preventDefault());
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    [...(event.dataTransfer?.files ?? [])].forEach(onFile);
  });
}

export function complain(words) {
  error.hidden = !words;
  error.textContent = words;
  text.setAttribute("aria-invalid", words ? "true" : "false");
}

export function prompt(example) {
  text.placeholder = example;
  text.focus();
}

export function forget() {
  text.value = "";
  write("");
  fit();
}

function submit(onText) {
  const words = text.value.trim();
  if (!words) {
    complain(WORDS.empty);
    text.focus();
    return;
  }
  forget();
  complain("");
  onText(words);
  text.focus();
}

function fit() {
  text.style.height = "auto";
  text.style.height = `${Math.min(text.scrollHeight + 2, 132)}px`;
}

function read() {
  try {
    return localStorage.getItem(DRAFT) ?? "";
  } catch {
    return "";
  }
}

function write(words) {
  try {
    if (words) localStorage.setItem(DRAFT, words);
    else localStorage.removeItem(DRAFT);
  } catch { /* no storage: the draft lives as long as the page */ }
}
