import type { KeptChanges, ToContent, ToPanel, ToWorker } from "../../../extension/src/messages";
import { Hub } from "../../../extension/src/session/hub";
import { PAGE, PAIRING, TILE, WELCOME } from "../builders";

/** A hub with a panel and one frame of a call page, all of which remember what they were told. */
export function meeting(keep?: (kept: KeptChanges | null) => void) {
  const worker: ToWorker[] = [];
  const content: ToContent[] = [];
  const panel: ToPanel[] = [];
  const clock = { nowMs: 1000 };
  const hub = new Hub(
    (message) => worker.push(message),
    () => clock.nowMs,
    "en",
    keep,
  );
  const frame = hub.addContent({ post: (message) => content.push(message) });
  hub.addPanel({ post: (message) => panel.push(message) });
  const modes = () => content.filter((message) => message.kind === "mode");
  return { hub, frame, worker, content, panel, clock, modes };
}

export function started(keep?: (kept: KeptChanges | null) => void) {
  const all = meeting(keep);
  all.hub.paired(PAIRING);
  all.hub.fromContent(all.frame, { kind: "page", page: PAGE });
  all.hub.fromContent(all.frame, { kind: "picked", platform: "generic", tile: TILE });
  all.hub.fromPanel({ kind: "start" });
  all.hub.fromWorker({ kind: "link", state: "open", problem: null, retryAtMs: null });
  all.hub.fromWorker({ kind: "message", message: WELCOME });
  return all;
}
