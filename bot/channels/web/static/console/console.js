// Smooths the console: acts without a page load, keys, refresh. Everything here works without it, by plain forms.
"use strict";
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  const one = (selector, from = document) => from.querySelector(selector);
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const KEYS_OFF = "asbot.console.keys-off";
  let busy = false;
  let undoTimer = 0;

  const say = (text) => {
    const live = one("#live");
    if (!live || !text) return;
    live.textContent = "";
    setTimeout(() => { live.textContent = text; }, 50);
  };

  // ---- pages: fetched, then the parts that differ are put in place -------------------------------------------------
  const read = async (address, options = {}) => {
    const response = await fetch(address, {credentials: "same-origin", headers: {Accept: "text/html"}, ...options});
    const text = await response.text();
    return {response, page: new DOMParser().parseFromString(text, "text/html")};
  };

  const swap = (page, selector) => {
    const [old, fresh] = [one(selector), one(selector, page)];
    if (old && fresh && old.outerHTML !== fresh.outerHTML) {
      const scrolled = all("[data-live='rows'], .facts, .flow", old).map((part) => [part.className, part.scrollTop]);
      old.replaceWith(document.adoptNode(fresh));
      for (const [name, top] of scrolled) {
        const part = one(`${selector} .${name.split(" ")[0]}`);
        if (part) part.scrollTop = top;
      }
    }
  };

  const show = (page, address, push) => {
    if (!one("#nav", page) || !one("#detail", page) || !one("#detail")) { location.assign(address); return; }
    document.title = page.title;
    document.body.className = page.body.className;
    for (const selector of ["#nav", "#list", "#detail"]) swap(page, selector);
    if (push) history.pushState(null, "", address); else history.replaceState(null, "", address);
    ready();
  };

  const open = async (address, push = true) => {
    const {response, page} = await read(address);
    show(page, response.url, push);
    const head = one("#detail h1");
    if (head) { head.tabIndex = -1; head.focus({preventScroll: true}); if (innerWidth <= 1180) scrollTo(0, 0); }
  };

  const send = async (form, submitter) => {
    if (busy) return;
    busy = true;
    root.setAttribute("aria-busy", "true");
    const data = new FormData(form);
    if (submitter && submitter.name) data.append(submitter.name, submitter.value);
    const held = document.activeElement && document.activeElement.id;
    try {
      const {response, page} = await read(form.action, {method: "POST", body: new URLSearchParams(data)});
      show(page, response.redirected ? response.url : location.href, false);
      const back = (held && document.getElementById(held)) || one("#detail h1");
      if (back) { if (back.tagName === "H1") back.tabIndex = -1; back.focus({preventScroll: true}); }
      // a refusal is an alert and speaks for itself
      say(one("#banner.good b") ? one("#banner.good b").textContent : "");
    } catch {
      // the connection is gone: nothing was lost, the words are still in the form
      alertBar("보내지 못했습니다. 연결을 확인하고 다시 눌러 주세요.");
    } finally {
      busy = false;
      root.removeAttribute("aria-busy");
    }
  };

  const alertBar = (text) => {
    const detail = one("#detail");
    if (!detail) return;
    const bar = one("#banner") || detail.insertBefore(document.createElement("div"), detail.firstChild);
    bar.id = "banner";
    bar.className = "banner bad";
    bar.setAttribute("role", "alert");
    bar.replaceChildren(Object.assign(document.createElement("b"), {textContent: text}));
  };

  // ---- after each change of the page -------------------------------------------------------------------------------
  const ready = () => {
    const flow = one(".flow");
    if (flow && innerWidth > 1180) flow.scrollTop = flow.scrollHeight;
    clearTimeout(undoTimer);
    const undo = one("[data-undo]");
    if (undo) undoTimer = setTimeout(() => { if (!undo.contains(document.activeElement)) undo.remove(); }, Number(undo.dataset.undo) * 1000);
    const current = one(".row[aria-current]");
    if (current) current.scrollIntoView({block: "nearest"});
  };

  const write = (tab, text) => {
    const form = one("#write");
    const area = one("#text");
    if (!form || !area) return;
    const chosen = one(`[data-tab=${tab}]`);
    if (chosen) {
      for (const each of all("[data-tab]")) each.setAttribute("aria-selected", String(each === chosen));
      form.setAttribute("action", form.dataset.base + tab);
      form.setAttribute("aria-labelledby", chosen.id);
      form.className = tab === "note" ? "memo" : "";
      one("[name=tab]", form).value = tab;
      one("label", form).textContent = tab === "note" ? "내부 메모" : "회사에 보낼 글";
      one(".tell", form).textContent = one(".tell", form).dataset[tab];
      one(".verb", form).textContent = tab === "note" ? "남기기" : "보내기";
    }
    if (text && !area.value.trim()) area.value = text;
    area.focus();
    area.scrollIntoView({block: "nearest"});
  };

  const dialog = (id) => {
    const box = document.getElementById(id);
    if (!box || !box.showModal || box.open) return false;
    box.showModal();
    const field = one("select, textarea", box);
    if (field) field.focus();
    return true;
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method === "dialog" || event.defaultPrevented) return;
    if (form.dataset.confirm && !confirm(form.dataset.confirm)) { event.preventDefault(); return; }
    if (form.method === "post" && form.closest("#detail")) { event.preventDefault(); send(form, event.submitter); }
  });

  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    const target = event.target.closest("[data-reply], [data-tab], [data-dialog], [data-shut], a.row, [data-back]");
    if (!target) return;
    if (target.dataset.reply) { event.preventDefault(); closeMore(); write(target.dataset.reply, target.dataset.text); }
    else if (target.dataset.tab) { event.preventDefault(); write(target.dataset.tab); }
    else if (target.dataset.dialog) { closeMore(); if (dialog(target.dataset.dialog)) event.preventDefault(); }
    else if (target.hasAttribute("data-shut")) target.closest("dialog").close();
    else if (target.href && one("#detail")) { event.preventDefault(); open(target.href); }
  });

  const closeMore = () => { const more = one(".more[open]"); if (more) more.open = false; };

  document.addEventListener("change", (event) => {
    if (event.target.hasAttribute("data-submit")) event.target.form.submit();
    if (event.target.id === "keys-on") localStorage.setItem(KEYS_OFF, event.target.checked ? "" : "yes");
  });
  addEventListener("popstate", () => open(location.href, false));

  // ---- keys: by place on the keyboard, so that they work in Hangul mode; never while typing ------------------------
  let going = 0;
  const GO = {
    KeyI: "/console/requests", KeyM: "/console/requests?view=mine", KeyQ: "/console/questions", KeyS: "/console/people",
  };
  const step = (by) => {
    const rows = all("a.row");
    const at = rows.findIndex((row) => row === document.activeElement || (!rows.includes(document.activeElement) && row.hasAttribute("aria-current")));
    const next = rows[Math.min(Math.max(at + by, 0), rows.length - 1)];
    if (next) { next.focus(); next.scrollIntoView({block: "nearest"}); }
  };
  const press = (key) => {
    const target = one(`#detail [data-key=${key}]`);
    if (target) target.click();
  };
  const KEYS = {
    KeyJ: () => step(1), KeyK: () => step(-1), KeyC: () => press("C"), KeyR: () => press("R"), KeyN: () => press("N"),
    KeyH: () => press("H"), KeyE: () => press("E"),
  };

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (typing && event.code === "Enter" && (event.ctrlKey || event.metaKey) && !event.isComposing) {
      event.preventDefault();
      if (typing.form) typing.form.requestSubmit();
      return;
    }
    if (event.code === "Escape" && typing && !typing.closest("dialog")) { typing.blur(); return; }
    if (typing || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || one("dialog[open]")) return;
    if (localStorage.getItem(KEYS_OFF)) { return; }
    if (going && Date.now() - going < 1500 && GO[event.code] && one(`#nav a[href^="${GO[event.code]}"]`)) { event.preventDefault(); going = 0; location.assign(GO[event.code]); return; }
    going = event.code === "KeyG" ? Date.now() : 0;
    if (event.code === "Slash") {
      event.preventDefault();
      if (event.shiftKey || event.key === "?") dialog("keys-dialog"); else if (one("#q")) one("#q").focus();
    } else if (event.code === "Escape" && one(".more[open]")) {
      closeMore();
    } else if (event.code === "Escape" && one("[data-back]")) {
      open(one("[data-back]").href);
    } else if (KEYS[event.code] && !event.shiftKey) {
      event.preventDefault();
      KEYS[event.code]();
    }
  });

  // ---- refresh: only parts that changed, never what somebody is writing in -------------------------------------------
  const fresh = async () => {
    if (document.hidden || busy || one("dialog[open]")) return;
    const before = location.href;
    let got;
    try { got = await read(before); } catch { return; }
    if (busy || location.href !== before) return;
    if (!got.response.ok) { if (got.response.status === 401 || got.response.status === 404) location.reload(); return; }
    const had = all("a.row").map((row) => row.dataset.receipt);
    const talk = one("[data-live=talk]");
    const atEnd = talk && talk.scrollHeight - talk.scrollTop - talk.clientHeight < 40;
    for (const part of all("[data-live]")) {
      const next = one(`[data-live="${part.dataset.live}"]`, got.page);
      if (!next || part.innerHTML === next.innerHTML) continue;
      if (part.contains(document.activeElement) && part.dataset.live !== "rows") continue;
      const focused = document.activeElement && document.activeElement.dataset ? document.activeElement.dataset.receipt : "";
      const openParts = all("details[open]", part).map((each) => each.className);
      part.innerHTML = next.innerHTML;
      for (const name of openParts) { const again = one(`details.${name}`, part); if (again) again.open = true; }
      if (focused && part.dataset.live === "rows") { const row = one(`[data-receipt="${focused}"]`, part); if (row) row.focus({preventScroll: true}); }
    }
    if (talk && atEnd && innerWidth > 1180) talk.scrollTop = talk.scrollHeight;
    const fresh_ones = all("a.row").filter((row) => !had.includes(row.dataset.receipt));
    if (fresh_ones.length) say(`새 요청 ${fresh_ones.length}건이 있습니다.`);
  };
  const list = one("[data-refresh]");
  if (list) setInterval(fresh, Number(list.dataset.refresh) * 1000);
  document.addEventListener("visibilitychange", () => { if (!document.hidden && list) fresh(); });

  const box = one("#keys-on");
  if (box) box.checked = !localStorage.getItem(KEYS_OFF);
  ready();
})();
