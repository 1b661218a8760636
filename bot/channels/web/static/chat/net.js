/* Requests to the server. Outcomes: {ok, update} | {offline} | {status, error, retryAfter}. */
const LONGEST_MS = 90_000;

export async function postEvent(id, since, body) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), LONGEST_MS);
  try {
    const response = await fetch("/chat/events", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ event_id: id, since, ...body }),
      signal: stop.signal,
    });
    return await outcome(response.status, () => response.json(), response.headers.get("Retry-After"));
  } catch {
    return { offline: true };
  } finally {
    clearTimeout(timer);
  }
}

/* XMLHttpRequest, since fetch tells nothing of an upload's progress. `started` gets a function that cancels. */
export function postFile(id, since, file, onProgress, started) {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    const form = new FormData();
    form.append("event_id", id);
    form.append("since", String(since));
    form.append("file", file, file.name);
    request.open("POST", "/chat/files");
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress(Math.floor((event.loaded / event.total) * 100));
    };
    request.onload = () =>
      resolve(outcome(request.status, () => JSON.parse(request.responseText), request.getResponseHeader("Retry-After")));
    request.onerror = () => resolve({ offline: true });
    request.onabort = () => resolve({ cancelled: true });
    started(() => request.abort());
    request.send(form);
  });
}

export async function getJson(address) {
  const response = await fetch(address, { cache: "no-store" });
  if (!response.ok) throw new Error(String(response.status));
  return response.json();
}

export async function reachable() {
  try {
    return (await fetch("/healthz", { cache: "no-store" })).ok;
  } catch {
    return false;
  }
}

async function outcome(status, read, retryAfter) {
  let data = {};
  try {
    data = await read();
  } catch {
    if (status === 200) return { status: 502, error: "body" };
  }
  if (status === 200) return { ok: true, update: data };
  return { status, error: data.error ?? "", text: data.text ?? "", retryAfter: Number(retryAfter) || 0 };
}
