import { describe, expect, test } from "vitest";
import { type Identity, mayBeSame, successorOf } from "../../../extension/src/capture/identity";
import { Box } from "./boxes";

const here = new Box(0, 0, 400, 300);
const there = new Box(500, 0, 400, 300);

function seen(name: string | null, box = here, change: Partial<Identity> = {}): Identity {
  return { kind: "person", name, person: null, box, ...change };
}

describe("a tile is still the picked person", () => {
  test("while nothing on the page says otherwise", () => {
    expect(mayBeSame(seen("Ada"), seen("Ada", there))).toBe(true);
    expect(mayBeSame(seen("Ada"), seen(null))).toBe(true);
    expect(mayBeSame(seen(null), seen("Ada"))).toBe(true);
  });

  test("not when another name stands on it", () => {
    expect(mayBeSame(seen("Ada"), seen("Budi"))).toBe(false);
  });

  test("under a new name, when the page's mark is the same", () => {
    expect(mayBeSame(seen("Ada", here, { person: "p1" }), seen("Ada Example", here, { person: "p1" }))).toBe(true);
  });

  test("not under the same name, when the page's mark is another", () => {
    expect(mayBeSame(seen("Ada", here, { person: "p1" }), seen("Ada", here, { person: "p2" }))).toBe(false);
  });

  test("not when it turns into a shared screen", () => {
    expect(mayBeSame(seen("Ada"), seen("Ada", here, { kind: "screen" }))).toBe(false);
  });

  test("though the page says late that it is the interviewer's own", () => {
    expect(mayBeSame(seen("Ada"), seen("Ada", here, { kind: "self" }))).toBe(true);
  });
});

describe("the successor of a lost tile", () => {
  test("is the one tile of the same name, wherever it is", () => {
    const ada = seen("Ada", there);
    expect(successorOf(seen("Ada"), [seen("Budi"), ada])).toBe(ada);
  });

  test("is nobody when two tiles bear the name", () => {
    expect(successorOf(seen("Ada"), [seen("Ada"), seen("Ada", there)])).toBeNull();
  });

  test("is never a tile with another name", () => {
    expect(successorOf(seen("Ada"), [seen("Budi")])).toBeNull();
  });

  test("is the tile with the same mark, the larger one when the person is pinned", () => {
    const strip = seen("Ada", there, { person: "p1" });
    const pinned = seen("Ada", new Box(0, 300, 900, 500), { person: "p1" });
    const namesake = seen("Ada", here, { person: "p2" });
    expect(successorOf(seen("Ada", here, { person: "p1" }), [namesake, strip, pinned])).toBe(pinned);
  });

  test("is the only one of the name when the person left and came back with a new mark", () => {
    const back = seen("Ada", there, { person: "p9" });
    expect(successorOf(seen("Ada", here, { person: "p1" }), [seen("Budi", here, { person: "p2" }), back])).toBe(back);
  });

  test("is never somebody with another mark and no name", () => {
    const other = seen(null, here, { person: "p2" });
    expect(successorOf(seen(null, here, { person: "p1" }), [other])).toBeNull();
  });

  test("is never the interviewer or a shared screen", () => {
    const others = [seen("Ada", here, { kind: "screen" }), seen(null, here, { kind: "self" })];
    expect(successorOf(seen("Ada"), others)).toBeNull();
  });

  test("without names is the only tile, or the one in the same place", () => {
    const only = seen(null, there);
    const same = seen(null, new Box(10, 10, 400, 300));
    expect(successorOf(seen(null), [only])).toBe(only);
    expect(successorOf(seen(null), [only, same])).toBe(same);
    expect(successorOf(seen(null), [only, seen(null, there)])).toBeNull();
  });

  test("is nobody on an empty page", () => {
    expect(successorOf(seen("Ada"), [])).toBeNull();
  });
});
