import { describe, expect, test } from "vitest";
import { Link, type SocketLike } from "../../../extension/src/media/link";
import type { ServerMessage, SoundCodec } from "../../../extension/src/wire/messages.gen";
import { json, PAIRING, WELCOME } from "../builders";

class FakeSocket implements SocketLike {
  binaryType = "blob";
  readyState = 1;
  bufferedAmount = 0;
  onopen: (() => void) | null = null;
  onclose: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  sent: (string | Uint8Array)[] = [];
  isClosed = false;
  constructor(
    readonly url: string,
    readonly protocols: string[],
  ) {}
  send(data: string | Uint8Array) {
    this.sent.push(data);
  }
  close() {
    this.isClosed = true;
  }
}

/** A link in a world where time passes only when the test says so. */
function world(options: { isReachable?: boolean; expiresAtMs?: number } = {}) {
  const sockets: FakeSocket[] = [];
  const states: string[] = [];
  const messages: ServerMessage[] = [];
  let now = 0;
  let timer: { run: () => void; atMs: number } | null = null;
  const link = new Link(
    { ...PAIRING, expiresAtMs: options.expiresAtMs ?? null },
    { client: "test/0", language: "en" },
    {
      openSocket: (url, protocols) => {
        sockets.push(new FakeSocket(url, protocols));
        return sockets.at(-1) as FakeSocket;
      },
      nowMs: () => now,
      wallMs: () => 1e12 + now,
      setTimer: (run, delayMs) => {
        const mine = { run, atMs: now + delayMs };
        timer = mine;
        return () => {
          if (timer === mine) timer = null;
        };
      },
      random: () => 1,
      isReachable: async () => options.isReachable ?? false,
    },
    {
      onState: (state, problem) => states.push(problem ? `${state}:${problem}` : state),
      onMessage: (message) => messages.push(message),
    },
  );
  const pass = (ms: number) => {
    now += ms;
    if (timer && timer.atMs <= now) {
      const due = timer;
      timer = null;
      due.run();
    }
  };
  link.start();
  pass(0);
  return { link, sockets, states, messages, pass, last: () => sockets.at(-1) as FakeSocket };
}

function welcomed(options = {}) {
  const all = world(options);
  all.last().onopen?.();
  all.last().onmessage?.({ data: json(WELCOME) });
  return all;
}

describe("connecting", () => {
  test("offers protocol and token, never in the address, and says hello", () => {
    const { sockets } = welcomed();

    expect(sockets[0]?.protocols).toEqual(["candor.v1", "candor.token.secret"]);
    expect(sockets[0]?.url).not.toContain("secret");
    expect(JSON.parse(String(sockets[0]?.sent[0]))).toMatchObject({ type: "hello", version: 1, last_event: 0 });
  });

  test("tells each step", () => {
    expect(welcomed().states).toEqual(["connecting", "open"]);
  });

  test("goes on for ever, with growing pauses up to fifteen seconds", () => {
    const { sockets, pass, last } = world();
    for (let attempt = 0; attempt < 30; attempt++) {
      last().onclose?.();
      pass(15_000);
    }
    expect(sockets).toHaveLength(31);
  });
});

describe("a socket that is gone", () => {
  test("is lost after a welcome", async () => {
    const { states, last } = welcomed();
    last().onclose?.();
    await Promise.resolve();
    expect(states.at(-1)).toBe("waiting:lost");
  });

  test("was refused when the server answers otherwise, or the pairing has expired", async () => {
    const refused = world({ isReachable: true });
    refused.last().onclose?.();
    const expired = world({ isReachable: true, expiresAtMs: 5 });
    expired.last().onclose?.();
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect([refused.states.at(-1), expired.states.at(-1)]).toEqual(["waiting:refused", "waiting:expired"]);
  });

  test("gives up a socket that neither opens nor closes, as in a network that swallows everything", () => {
    const { link, sockets, pass } = world();
    for (let second = 0; second < 12; second++) {
      pass(1000);
      link.tick();
    }

    expect(sockets[0]?.isClosed).toBe(true);
    expect(sockets).toHaveLength(2);
  });

  test("leaves an unreachable server", async () => {
    const { states, last } = world();
    last().onclose?.();
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(states.at(-1)).toBe("waiting:unreachable");
  });
});

describe("pictures", () => {
  const picture = { width: 2, height: 2, payload: new Uint8Array([0xff, 0xd8]) };

  test("and their close-ups are of the same moment, though the page's clock jumps back", () => {
    const { link, last } = welcomed();
    const capturedAtS = (data: unknown) => new DataView((data as Uint8Array).buffer).getFloat64(16, true);
    last().onmessage?.({ data: json({ type: "close_up_wanted", id: 3, x: 0, y: 0, width: 1, height: 1 }) });
    link.sendPicture(50, picture);
    expect(link.sendCloseUp(9, picture, 3)).toBe(30);
    link.sendPicture(9, picture);
    const [near, whole] = last().sent.slice(-2);

    expect(capturedAtS(near)).toBe(capturedAtS(whole));
    expect(link.sendCloseUp(10, picture, 3)).toBe(0);
  });

  test("are sent while there is credit, and not beyond", () => {
    const { link, last } = welcomed();
    const wanted = Array.from({ length: 6 }, (_, at) => link.wantsPicture() && link.sendPicture(at, picture));

    expect(wanted).toEqual([true, true, true, true, false, false]);
    last().onmessage?.({ data: json({ type: "credit", frames: 1 }) });
    expect(link.wantsPicture()).toBe(true);
  });

  test("are dropped while the network is slower than the camera", () => {
    const { link, last } = welcomed();
    last().bufferedAmount = 600_000;
    expect(link.wantsPicture()).toBe(false);
  });

  test("carry a capture time that never goes back", () => {
    const { link, last } = welcomed();
    for (const at of [10, 9, 11]) link.sendPicture(at, picture);
    const times = last()
      .sent.filter((data) => typeof data !== "string")
      .map((data) => new DataView((data as Uint8Array).buffer).getFloat64(16, true));

    expect(times).toHaveLength(3);
    expect([...times].sort((a, b) => a - b)).toEqual(times);
  });
});

describe("sound", () => {
  const block = (capturedAtS: number, codec: SoundCodec = "pcm") => ({
    codec,
    capturedAtS,
    seconds: 0.2,
    payload: new Uint8Array(6400),
  });

  test("needs no credit, and is numbered apart from pictures", () => {
    const { link, last, pass } = welcomed();
    for (let at = 0; at < 20; at++) {
      expect(link.sendSound(block(at / 5, at % 2 ? "opus" : "pcm"))).toBe(6428);
      pass(200);
    }
    const frames = last().sent.filter((data) => typeof data !== "string") as Uint8Array[];
    const views = frames.map((data) => new DataView(data.buffer));

    expect(views.map((view) => view.getUint32(12, true))).toEqual(Array.from({ length: 20 }, (_, at) => at));
    expect(
      new Set(views.map((view) => [view.getUint8(4), view.getUint16(6, true), view.getUint16(8, true)].join())),
    ).toEqual(new Set(["2,16000,1", "4,16000,1"]));
  });

  test("is dropped, with a gap in its numbers, where the socket is behind or more comes than time passes", () => {
    const { link, last, pass } = welcomed();
    last().bufferedAmount = 1_000_000;
    expect(link.sendSound(block(0))).toBe(0);
    last().bufferedAmount = 0;
    pass(60_000);
    const sent = Array.from({ length: 40 }, (_, at) => link.sendSound(block(1 + at / 5)));

    expect(sent.filter(Boolean)).toHaveLength(10);
    const first = last().sent.find((data) => typeof data !== "string") as Uint8Array;
    expect(new DataView(first.buffer).getUint32(12, true)).toBe(1);
  });

  test("is kept back from a server that takes none", () => {
    const { link, last } = world();
    last().onopen?.();
    last().onmessage?.({ data: json({ ...WELCOME, limits: { ...WELCOME.limits, sound_hz: 0 } }) });
    expect(link.sendSound(block(0))).toBe(0);
  });
});

describe("after a pause", () => {
  test("in which the computer slept, the old socket is given up and a new one opened at once", () => {
    const { link, sockets, states, pass, last } = welcomed();
    const old = last();
    pass(30_000);
    link.tick();
    pass(0);

    expect(old.isClosed).toBe(true);
    expect(sockets).toHaveLength(2);
    expect(states.at(-1)).toBe("connecting");
  });

  test("of a busy computer nothing is given up", () => {
    const { link, sockets, pass } = welcomed();
    pass(4000);
    link.tick();
    pass(0);

    expect(sockets).toHaveLength(1);
  });

  test("without network nobody waits for the next attempt, and the pauses begin small again", () => {
    const { link, sockets, pass, last } = welcomed();
    for (let attempt = 0; attempt < 6; attempt++) {
      last().onclose?.();
      pass(15_000);
    }
    last().onclose?.();
    const before = sockets.length;
    link.woken();
    pass(0);
    expect(sockets).toHaveLength(before + 1);
    last().onclose?.();
    pass(500);
    expect(sockets).toHaveLength(before + 2);
  });

  test("nothing is opened after the end", () => {
    const { link, sockets, pass, last } = welcomed();
    last().onmessage?.({ data: json({ type: "ended", report_url: "/r" }) });
    link.woken();
    pass(0);

    expect(sockets).toHaveLength(1);
  });
});

test("stopping closes the socket and opens no other", () => {
  const { link, sockets, states, pass } = welcomed();
  link.stop();
  pass(60_000);

  expect(sockets).toHaveLength(1);
  expect(sockets[0]?.isClosed).toBe(true);
  expect(states.at(-1)).toBe("closed");
});

test("a final error is shown and ends all attempts", () => {
  const { sockets, states, messages, last, pass } = welcomed();
  last().onmessage?.({ data: json({ type: "error", code: "replaced", text: "Another browser." }) });
  pass(60_000);

  expect(messages.at(-1)).toMatchObject({ type: "error", code: "replaced" });
  expect(states.at(-1)).toBe("closed");
  expect(sockets).toHaveLength(1);
});
