// The client's half of every dialogue in tests/wire/dialogues/v1; tests/wire/test_dialogues.py plays the server's half.
import { describe, expect, it } from "vitest";
import { type Action, Connection } from "../../../extension/src/wire/connection";
import { parseFrame } from "../../../extension/src/wire/framing";
import type {
  Answer,
  CheckConfirm,
  CheckSkip,
  CheckStart,
  NoteWrite,
  Tile,
} from "../../../extension/src/wire/messages.gen";
import { bytes } from "./hex";

declare global {
  interface ImportMeta {
    /** Vite's: all files that fit, loaded. */
    glob(pattern: string, options: { eager: true }): Record<string, { default: { title: string; steps: Step[] } }>;
  }
}
const DIALOGUES = import.meta.glob("../../wire/dialogues/v1/*.json", { eager: true });

// biome-ignore lint/suspicious/noExplicitAny: steps are JSON of many forms, each checked where it is used
type Step = Record<string, any>;

class ClientHalf {
  nowMs = 0;
  sent: unknown[] = [];
  shown: string[] = [];
  connectAtMs: number | null = null;
  readonly connection = new Connection({ client: "test/1", language: "en", random: () => 1 });

  constructor() {
    this.carryOut(this.connection.start(0));
  }

  play(step: Step): void {
    if (step["<<"]) this.carryOut(this.connection.received(JSON.stringify(step["<<"]), this.nowMs));
    if (step[">>"]) expect(this.sent.shift()).toEqual(step[">>"]);
    if (step[">>frame"]) expect(this.sent.shift()).toEqual(step[">>frame"]);
    if (step.client) this.order(step);
    if (step.wait_s) this.wait(step.wait_s);
    if (step["client is"]) expect(this.connection).toMatchObject(renamed(step["client is"]));
    if (step["client shown"]) expect(this.shown).toEqual(step["client shown"]);
    const delayMs = step["client connects in_ms"];
    if (delayMs) expect((this.connectAtMs ?? 0) - this.nowMs).toBeGreaterThan(delayMs - 1001);
    if (delayMs) expect((this.connectAtMs ?? 0) - this.nowMs).toBeLessThanOrEqual(delayMs);
  }

  private order({ client, ...rest }: Step): void {
    const connection = this.connection;
    if (client === "open") this.carryOut(connection.opened(this.nowMs));
    if (client === "cut") this.carryOut(connection.lost(this.nowMs));
    if (client === "tile") this.carryOut(connection.tile(rest as Omit<Tile, "type">));
    if (client === "answer") this.carryOut(connection.answer(rest as Omit<Answer, "type">));
    if (client === "note") this.carryOut(connection.note(rest.note as Omit<NoteWrite, "type">));
    if (client === "check") this.carryOut(connection.check(rest.order as CheckStart | CheckSkip | CheckConfirm));
    if (client === "end") this.carryOut(connection.end());
    if (client === "frame") this.frame(rest);
  }

  private frame(step: Step): void {
    const payload = bytes(step.payload);
    const { width, height } = step as { width: number; height: number };
    const wanted = this.connection.captured();
    const written = this.connection.frame({ capturedAtS: step.captured_at_s, width, height, payload });
    expect(written === null).toBe(step.dropped === true);
    expect(wanted).toBe(written !== null);
    if (written === null) return;
    const { seq, capturedAtS } = parseFrame(written);
    this.sent.push({ seq, captured_at_s: capturedAtS, width, height, payload: step.payload });
  }

  private wait(seconds: number): void {
    const untilMs = this.nowMs + seconds * 1000;
    while (this.nowMs < untilMs) {
      this.nowMs = Math.min(untilMs, this.nowMs + 1000);
      this.carryOut(this.connection.tick(this.nowMs));
    }
  }

  private carryOut(actions: Action[]): void {
    for (const action of actions) {
      if (action.do === "send") this.sent.push(JSON.parse(action.text));
      if (action.do === "show") this.shown.push(action.message.type);
      if (action.do === "connect") this.connectAtMs = action.atMs;
    }
  }
}

function renamed(wanted: Step): Step {
  const { last_event: lastEvent, ...rest } = wanted;
  return lastEvent === undefined ? rest : { ...rest, lastEvent };
}

describe("the client speaks its part in every dialogue", () => {
  for (const { default: dialogue } of Object.values(DIALOGUES)) {
    it(dialogue.title, () => {
      const half = new ClientHalf();
      for (const step of dialogue.steps) half.play(step);
      expect(half.sent).toEqual([]);
    });
  }
});
