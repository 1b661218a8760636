/* What comes later than an answer: replies of staff, a claim, another tab. */
import { getJson } from "./net.js";
import * as view from "./view.js";

const POLL_MS = 20_000;

export function start(onUpdate) {
  let source = null;
  let poll = 0;
  const open = () => {
    source?.close();
    clearInterval(poll);
    source = new EventSource(`/chat/stream?since=${view.cursor}`);
    source.addEventListener("update", (event) => onUpdate(JSON.parse(event.data)));
    source.addEventListener("error", () => {
      // a refused stream (too many tabs) does not come back by itself: look now and then instead
      if (source.readyState === EventSource.CLOSED) poll = setInterval(look, POLL_MS);
    });
  };
  const look = async () => {
    try {
      onUpdate(await getJson(`/chat/history?since=${view.cursor}`));
    } catch { /* the next look tries again */ }
  };
  addEventListener("pageshow", (event) => { if (event.persisted) open(); });
  addEventListener("online", open);
  addEventListener("pagehide", () => source?.close());
  open();
}
