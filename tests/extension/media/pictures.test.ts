import { describe, expect, test } from "vitest";
import { Pictures } from "../../../extension/src/media/pictures";
import type { VideoOrder } from "../../../extension/src/media/vp8";
import type { RawPicture } from "../../../extension/src/messages";
import type { Limits } from "../../../extension/src/wire/messages.gen";

const PICTURE: RawPicture = { format: "I420", width: 640, height: 360, colorSpace: null, data: new ArrayBuffer(0) };
const LIMITS: Limits = { max_frame_bytes: 2e6, max_frame_px: 2e6, target_fps: 12, kbit_s: 400, codec: "vp8" };

/** A sender with encoders that make what they are told, and a link that takes what it wants. */
function rig(limits: Partial<Limits> = {}) {
  const state = { nowMs: 0, wants: true, takes: true, keyBytes: 15_000, deltaBytes: 3000, isBroken: false, chain: -1 };
  const connection = { limits: { ...LIMITS, ...limits }, needsKeyframe: true };
  const sent: { atMs: number; kind: "jpeg" | "key" | "delta"; bytes: number }[] = [];
  const orders: VideoOrder[] = [];
  const paces: number[] = [];
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
    },
    { encode: async () => ({ width: 640, height: 360, payload: new Uint8Array(5000) }) },
    {
      encode: async (_at, _picture, order) => {
        orders.push(order);
        if (state.isBroken) throw new Error("broken");
        state.chain = order.mustBeKey ? 0 : state.chain + 1;
        const payload = new Uint8Array(order.mustBeKey ? state.keyBytes : state.deltaBytes);
        return { width: 640, height: 360, payload, chain: state.chain, colour: 0 };
      },
    },
    () => state.nowMs,
    (fps) => paces.push(fps),
  );
  const play = async (seconds: number, fps = 12) => {
    for (let n = 0; n < seconds * fps; n++) {
      await pictures.send(state.nowMs / 1000, PICTURE);
      state.nowMs += 1000 / fps;
    }
  };
  return { pictures, state, connection, sent, orders, paces, play };
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
