import { describe, expect, test } from "vitest";
import { Pictures } from "../../../extension/src/media/pictures";
import type { VideoOrder } from "../../../extension/src/media/vp8";
import type { RawPicture } from "../../../extension/src/messages";
import type { Limits } from "../../../extension/src/wire/messages.gen";

const PICTURE: RawPicture = { format: "I420", width: 640, height: 360, colorSpace: null, data: new ArrayBuffer(0) };
const LIMITS: Limits = { max_frame_bytes: 2e6, max_frame_px: 2e6, target_fps: 12, kbit_s: 400, codec: "vp8" };

/** A sender with encoders that make what they are told, and a link that takes what it wants. */
function rig(limits: Partial<Limits> = {}) {
  const state = {
    nowMs: 0,
    wants: true,
    takes: true,
    keyBytes: 15_000,
    deltaBytes: 3000,
    isBroken: false,
    chain: -1,
    takesNear: true,
    nearBytes: 9000,
  };
  const connection = { limits: { ...LIMITS, ...limits }, needsKeyframe: true };
  const sent: { atMs: number; kind: "jpeg" | "key" | "delta" | "near"; bytes: number }[] = [];
  const orders: VideoOrder[] = [];
  const paces: number[] = [];
  const qualities: number[] = [];
  const pictures = new Pictures(
    {
      connection,
      wantsPicture: () => state.wants,
      sendPicture: (_, picture) => {
        const isVideo = "chain" in picture;
        if (isVideo) connection.needsKeyframe = !state.takes;
        if (!state.takes) return false;
        const kind = isVideo ? (picture.chain === 0 ? "key" : "delta") : "jpeg";
        sent.push({ atMs: state.nowMs, kind, bytes: picture.payload.length });
        return true;
      },
      sendCloseUp: (_, { payload }) => {
        if (!state.takesNear) return 0;
        sent.push({ atMs: state.nowMs, kind: "near", bytes: payload.length });
        return payload.length;
      },
    },
    { encode: async (_, quality) => ({ width: 640, height: 360, payload: new Uint8Array(8000 * quality) }) },
    {
      encode: async (_at, _picture, order) => {
        orders.push(order);
        if (state.isBroken) throw new Error("broken");
        state.chain = order.mustBeKey ? 0 : state.chain + 1;
        const payload = new Uint8Array(order.mustBeKey ? state.keyBytes : state.deltaBytes);
        return { width: 640, height: 360, payload, chain: state.chain, colour: 0 };
      },
    },
    {
      encode: async (_picture, quality) => {
        qualities.push(quality);
        return { width: 380, height: 380, payload: new Uint8Array(state.nearBytes * quality) };
      },
    },
    () => state.nowMs,
    (fps) => paces.push(fps),
  );
  /** `nearEveryS`: so often the server wants a close-up. */
  const play = async (seconds: number, fps = 12, nearEveryS = Number.POSITIVE_INFINITY) => {
    for (let n = 0; n < seconds * fps; n++) {
      const isWanted = (n + 1) % (nearEveryS * fps) === 0;
      await pictures.send(state.nowMs / 1000, PICTURE, isWanted ? { id: n, picture: PICTURE } : undefined);
      state.nowMs += 1000 / fps;
    }
  };
  return { pictures, state, connection, sent, orders, paces, qualities, play };
}

function heaviest(sent: { atMs: number; bytes: number }[]): number {
  const from = (ms: number) => sent.filter(({ atMs }) => atMs >= ms && atMs < ms + 2000);
  return Math.max(...sent.map(({ atMs }) => from(atMs).reduce((sum, { bytes }) => sum + bytes, 0)));
}

describe("as video", () => {
  test("begins with a keyframe and goes on with what changed, twelve a second", async () => {
    const { sent, paces, orders, play } = rig();
    await play(5);
    expect(sent.map(({ kind }) => kind).slice(0, 4)).toEqual(["key", "delta", "delta", "delta"]);
    expect(sent.length).toBeGreaterThan(55);
    expect(paces).toEqual([12]);
    expect(orders.at(-1)).toMatchObject({ fps: 12, bitsPerS: Math.round(0.95 * 368_000), maxPx: 2e6 });
  });

  test.each([3000, 6000, 12_000])(
    "never takes more than the budget in two seconds (%i bytes each)",
    async (deltaBytes) => {
      const { sent, state, play } = rig();
      state.deltaBytes = deltaBytes;
      await play(10);
      expect(heaviest(sent)).toBeLessThanOrEqual(100_000);
      expect(sent.length).toBeGreaterThan(35);
    },
  );

  test("everything that was encoded is sent: what there is no room for is not encoded at all", async () => {
    const { sent, orders, state, play } = rig();
    state.deltaBytes = 12_000;
    await play(5);
    expect(orders.length).toBe(sent.length);
    expect(orders.length).toBeLessThan(60);
  });

  test("encodes nothing that the server does not want", async () => {
    const { orders, state, play } = rig();
    state.wants = false;
    await play(1);
    expect(orders).toEqual([]);
  });

  test("a keyframe that is asked for waits for room, not for long", async () => {
    const { sent, connection, state, play } = rig();
    state.deltaBytes = 4000;
    await play(4);
    connection.needsKeyframe = true;
    const askedMs = state.nowMs;
    await play(3);
    const key = sent.findLast(({ kind }) => kind === "key");
    expect((key?.atMs ?? Infinity) - askedMs).toBeLessThan(600);
  });

  test("a picture that could not go out is followed by a keyframe", async () => {
    const { sent, state, play } = rig();
    await play(1);
    state.takes = false;
    await play(0.1);
    state.takes = true;
    const before = sent.length;
    await play(1);
    expect(sent[before]?.kind).toBe("key");
  });

  test("leaves room for sound that is not coded, and takes fewer pictures then", async () => {
    const { pictures, orders, state, paces, play } = rig();
    await play(1);
    for (let n = 0; n < 10; n++) {
      state.nowMs += 200;
      pictures.heard(6400);
    }
    await play(1);
    expect(orders.at(-1)).toMatchObject({ fps: 8, bitsPerS: Math.round(0.95 * 136_000) });
    expect(paces).toEqual([12, 8]);
  });

  test("keeps sending something where the budget is hardly enough for sound", async () => {
    const { orders, play } = rig({ kbit_s: 32 });
    await play(1);
    expect(orders[0]?.bitsPerS).toBe(57_000);
  });

  test("an encoder that breaks is replaced by JPEG", async () => {
    const { sent, state, pictures, play } = rig();
    state.isBroken = true;
    await expect(pictures.send(0, PICTURE)).rejects.toThrow("broken");
    await play(1);
    expect(new Set(sent.map(({ kind }) => kind))).toEqual(new Set(["jpeg"]));
  });
});

describe("as JPEG", () => {
  test("where the server wants that, within its budget", async () => {
    const { sent, orders, play } = rig({ codec: "jpeg", kbit_s: 200 });
    await play(10);
    expect(orders).toEqual([]);
    expect(heaviest(sent)).toBeLessThanOrEqual(50_000);
  });

  test("a change of the budget counts at once", async () => {
    const { connection, sent, play } = rig({ codec: "jpeg", kbit_s: 4000 });
    await play(3);
    const before = sent.length;
    connection.limits = { ...LIMITS, codec: "jpeg", kbit_s: 100 };
    await play(4);
    expect(heaviest(sent.slice(before))).toBeLessThanOrEqual(25_000);
  });
});

describe("close-ups", () => {
  test("go out before the picture that they are cut from", async () => {
    const { sent, play } = rig();
    await play(2, 12, 1);
    const at = sent.findIndex(({ kind }) => kind === "near");
    expect(sent[at + 1]).toMatchObject({ kind: "delta", atMs: sent[at]?.atMs });
  });

  test("make the stream give way, and never take both over the budget", async () => {
    const { sent, orders, paces, play } = rig();
    await play(20, 12, 2);
    expect(orders.at(-1)).toMatchObject({ fps: 12, bitsPerS: Math.round(0.95 * (368_000 - 40_000)) });
    expect(sent.filter(({ kind }) => kind === "near")).toHaveLength(10);
    expect(heaviest(sent)).toBeLessThanOrEqual(100_000);
    expect(paces).toEqual([12]);
  });

  test("give the bytes back some time after the last one", async () => {
    const { orders, play } = rig();
    await play(4, 12, 2);
    await play(20);
    expect(orders.at(-1)?.bitsPerS).toBe(Math.round(0.95 * 368_000));
  });

  test("come at the best quality that fits their share", async () => {
    const { state, sent, qualities, play } = rig();
    state.nearBytes = 18_000;
    await play(2, 12, 2);
    expect(qualities).toEqual([0.85, 0.7, 0.5]);
    expect(sent.find(({ kind }) => kind === "near")?.bytes).toBe(9000);
  });

  test("that fit at no quality stay behind, and so does what nobody waits for any more", async () => {
    const { state, sent, play } = rig();
    state.nearBytes = 1e6;
    await play(2, 12, 1);
    state.nearBytes = 9000;
    state.takesNear = false;
    await play(2, 12, 1);
    expect(sent.filter(({ kind }) => kind === "near")).toEqual([]);
    expect(sent.length).toBeGreaterThan(40);
  });

  test("go with JPEG, too", async () => {
    const { sent, play } = rig({ codec: "jpeg" });
    await play(10, 12, 2);
    expect(sent.filter(({ kind }) => kind === "near").length).toBeGreaterThanOrEqual(4);
    expect(heaviest(sent)).toBeLessThanOrEqual(100_000);
  });
});
