// What the dialogues do not show: odd messages, limits of the server, and the edges of a life.
import { describe, expect, it } from "vitest";
import { Connection } from "../../../extension/src/wire/connection";

const LIMITS = { max_frame_bytes: 10, max_frame_px: 100, target_fps: 8 };
const WELCOME = JSON.stringify({
  type: "welcome",
  interview: "i",
  candidate: "Ada",
  credit: 2,
  limits: LIMITS,
  resumed: false,
});

function opened(lastEvent = 0): Connection {
  const connection = new Connection({ client: "test/1", language: "en", lastEvent, random: () => 0 });
  connection.opened(0);
  connection.received(WELCOME, 0);
  return connection;
}

describe("connection", () => {
  it("begins with connecting at once", () => {
    const connection = new Connection({ client: "test/1", language: "en", random: () => 0 });
    expect(connection.start(7)).toEqual([{ do: "connect", atMs: 7 }]);
    expect(connection.phase).toBe("connecting");
  });

  it("goes on from the last event of an earlier life", () => {
    const connection = new Connection({ client: "test/1", language: "id", lastEvent: 9, random: () => 0 });
    const [hello] = connection.opened(0);
    expect(hello?.do === "send" && JSON.parse(hello.text)).toMatchObject({ last_event: 9, language: "id" });
  });

  it.each(["<html>", '{"type":"credit","frames":-1}'])("reconnects after %s", (text) => {
    const connection = opened();
    expect(connection.received(text, 0).map((action) => action.do)).toEqual(["close", "connect"]);
    expect(connection.phase).toBe("reconnecting");
  });

  it("hears nothing of a socket that it has given up", () => {
    const connection = opened();
    connection.lost(0);
    expect(connection.received(WELCOME, 1)).toEqual([]);
    expect(connection.phase).toBe("reconnecting");
  });

  it("closes a socket that opens after the end", () => {
    const connection = opened();
    connection.received('{"type":"ended","report_url":"/r"}', 0);
    expect(connection.opened(1)).toEqual([{ do: "close" }]);
    expect(connection.lost(2)).toEqual([]);
    expect(connection.tick(99_999)).toEqual([]);
  });

  it("gives up a socket whose welcome never comes", () => {
    const connection = new Connection({ client: "test/1", language: "en", random: () => 0 });
    connection.opened(0);
    expect(connection.tick(9_999)).toEqual([]);
    expect(connection.tick(10_000).map((action) => action.do)).toEqual(["close", "connect"]);
  });

  it("drops a picture that is larger than the server takes and keeps the credit", () => {
    const connection = opened();
    const picture = { capturedAtS: 1, width: 10, height: 10, payload: new Uint8Array(10) };
    expect(connection.frame({ ...picture, payload: new Uint8Array(11) })).toBeNull();
    expect(connection.frame({ ...picture, width: 11 })).toBeNull();
    expect(connection.credit).toBe(2);
    expect(connection.frame(picture)).not.toBeNull();
  });

  const video = (chain: number) => ({
    capturedAtS: 1,
    width: 9,
    height: 9,
    payload: new Uint8Array(1),
    chain,
    colour: 0,
  });

  it("says what it can make besides JPEG, as far as it knows when a socket opens", () => {
    const codecs: "vp8"[] = [];
    const connection = new Connection({ client: "test/1", language: "en", codecs: () => codecs, random: () => 0 });
    const told = () => connection.opened(0).map((action) => action.do === "send" && JSON.parse(action.text).codecs);
    expect(told()).toEqual([[]]);
    codecs.push("vp8");
    expect(told()).toEqual([["vp8"]]);
  });

  it("sends nothing of a video before its keyframe: after a welcome, and when the server asks", () => {
    const connection = opened();
    expect(connection.frame(video(5))).toBeNull();
    expect(connection.frame(video(0))).not.toBeNull();
    expect(connection.needsKeyframe).toBe(false);
    expect(connection.received('{"type":"keyframe"}', 1)).toEqual([]);
    expect(connection.frame(video(1))).toBeNull();
    connection.received(WELCOME, 2);
    expect(connection.needsKeyframe).toBe(true);
  });

  it("asks for a keyframe itself when a picture of a video could not go out", () => {
    const connection = opened();
    connection.frame(video(0));
    connection.frame(video(1));
    expect(connection.frame(video(2)), "no credit is left").toBeNull();
    connection.received('{"type":"credit","frames":2}', 1);
    expect(connection.frame(video(3))).toBeNull();
    expect(connection.frame(video(0))).not.toBeNull();
  });

  it("sends pictures by themselves whatever a video needs", () => {
    const connection = opened();
    expect(connection.frame({ capturedAtS: 1, width: 9, height: 9, payload: new Uint8Array(1) })).not.toBeNull();
    expect(connection.needsKeyframe).toBe(true);
  });

  it("passes over what a newer server says besides", () => {
    const connection = opened();
    expect(connection.received('{"type":"weather","text":"fine"}', 1)).toEqual([]);
    expect(connection.phase).toBe("open");
  });

  it("connects anew after something unreadable, and says that the versions differ when that goes on", () => {
    const connection = opened();
    const misread = () => connection.received('{"type":"credit","frames":"many"}', 1);
    const again = () => {
      connection.opened(1);
      connection.received(WELCOME, 1);
      return misread();
    };
    expect(misread().map((action) => action.do)).toEqual(["close", "connect"]);
    expect(again().map((action) => action.do)).toEqual(["close", "connect"]);
    expect(again()).toEqual([
      { do: "show", message: { type: "error", code: "bad_version", text: "" } },
      { do: "close" },
    ]);
    expect(connection.phase).toBe("closed");
  });

  it("says the same to a server that cannot read its hello", () => {
    const connection = opened();
    connection.lost(1);
    const refused = () => {
      connection.opened(1);
      return connection.received('{"type":"error","code":"bad_message","text":"?"}', 1);
    };
    refused();
    refused();
    expect(refused()[0]).toEqual({ do: "show", message: { type: "error", code: "bad_version", text: "" } });
  });

  it("spreads reconnects between half and all of the delay", () => {
    expect(opened().lost(1000)).toEqual([{ do: "connect", atMs: 1250 }]);
  });

  it("cuts what would break the server's limits", () => {
    const connection = opened();
    const [tile] = connection.tile({ width: 1, height: 1, platform: "meet", name: "n".repeat(300) });
    const [answer] = connection.answer({ warning: "w", kind: "note", note: "n".repeat(3000) });
    expect(tile?.do === "send" && JSON.parse(tile.text).name.length).toBe(200);
    expect(answer?.do === "send" && JSON.parse(answer.text).note.length).toBe(2000);
  });

  it("does not repeat an answer that the server refused", () => {
    const connection = opened();
    connection.answer({ warning: "gone", kind: "later" });
    connection.received('{"type":"error","code":"bad_message","text":"No such warning."}', 0);
    connection.opened(1);
    expect(connection.received(WELCOME, 1).filter((action) => action.do === "send")).toEqual([]);
  });

  it("does not repeat a note that the server refused, but does after any other failure", () => {
    for (const [code, repeats] of [
      ["bad_message", 0],
      ["internal", 1],
    ] as const) {
      const connection = opened();
      connection.note({ id: "n-1", at_s: 1, text: "x" });
      connection.received(`{"type":"error","code":"${code}","text":"t"}`, 0);
      connection.opened(1);
      expect(connection.received(WELCOME, 1).filter((action) => action.do === "send")).toHaveLength(repeats);
    }
  });

  it("cuts a note between whole characters, and sends none that cannot be read", () => {
    const connection = opened();
    const [cut] = connection.note({ id: "n-1", at_s: 1, text: `${"n".repeat(1999)}😀😀` });
    const [broken] = connection.note({ id: "n-2", at_s: 1, text: "\ud83d" });
    expect(cut?.do === "send" && JSON.parse(cut.text).text).toBe(`${"n".repeat(1999)}😀`);
    expect(broken?.do === "send" && JSON.parse(broken.text).text).toBe("\ufffd");
  });

  it("finds a socket dead that does not confirm a change of the checklist", () => {
    const connection = opened();
    const change = { type: "item_answer", change: "c-1", item: "place", mark: "asked" } as const;
    expect(connection.item(change)).toEqual([{ do: "send", text: JSON.stringify(change) }]);
    expect(connection.tick(9_999)).toEqual([]);
    expect(connection.tick(10_000).map((action) => action.do)).toEqual(["close", "connect"]);
    expect(connection.item(change)).toEqual([]);
  });

  it("waits for nothing once a change is confirmed", () => {
    const connection = opened();
    connection.item({ type: "item_answer", change: "c-1", item: "place", mark: "asked" });
    const noted = {
      item: "place",
      change: "c-1",
      mark: "asked",
      at_s: null,
      text: "",
      rating: null,
      reason: null,
      by: "",
    };
    connection.received(JSON.stringify({ type: "item_saved", noted }), 0);
    expect(connection.tick(60_000)).toEqual([]);
  });

  describe("close-ups", () => {
    const wanted = (id: number) => JSON.stringify({ type: "close_up_wanted", id, x: 0, y: 0, width: 0.5, height: 0.5 });
    const still = { capturedAtS: 1, width: 380, height: 380, payload: new Uint8Array(3) };

    it("answer the newest question, once, and take no credit", () => {
      const connection = opened();
      expect(connection.closeUp(still, 1)).toBeNull();
      connection.received(wanted(1), 0);
      connection.received(wanted(2), 0);
      expect(connection.closeUp(still, 1)).toBeNull();
      expect(connection.closeUp(still, 2)).not.toBeNull();
      expect(connection.closeUp(still, 2)).toBeNull();
      expect(connection.credit).toBe(2);
    });

    it("answer no question of an earlier connection", () => {
      const connection = opened();
      connection.received(wanted(1), 0);
      connection.lost(0);
      expect(connection.closeUp(still, 1)).toBeNull();
      connection.opened(1);
      connection.received(WELCOME, 1);
      expect(connection.closeUp(still, 1)).toBeNull();
    });

    it("that are too large stay here", () => {
      const connection = opened();
      connection.received(wanted(1), 0);
      expect(connection.closeUp({ ...still, width: 641 }, 1)).toBeNull();
      expect(connection.closeUp({ ...still, payload: new Uint8Array(200_000) }, 1)).toBeNull();
    });
  });
});
