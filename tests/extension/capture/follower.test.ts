import { Window } from "happy-dom";
import { expect, test } from "vitest";
import { type Followable, Follower } from "../../../extension/src/capture/follower";
import { Box, place } from "./boxes";

const document = new Window().document as unknown as Document;

function tile(name: string | null, person: string | null = null, left = 0): Followable {
  const box = place(document.createElement("video"), new Box(left, 0, 400, 300));
  return { box, kind: "person", seen: { kind: "person", name, person, isInTile: true } };
}

test("keeps to a tile that stays", () => {
  const ada = tile("Ada");
  expect(new Follower(ada).find([tile("Budi"), ada])).toBe(ada);
});

test("goes with the person when the tiles change places", () => {
  const [left, right] = [tile("Ada", "p1"), tile("Budi", "p2", 500)];
  const follower = new Follower(left);
  const [nowBudi, nowAda] = [
    { ...left, seen: right.seen },
    { ...right, seen: left.seen },
  ];

  expect(follower.find([nowBudi, nowAda])).toBe(nowAda);
  expect(follower.find([left, right])).toBe(left);
});

test("knows the person again after the page had dropped the name for a while", () => {
  const ada = tile("Ada");
  const follower = new Follower(ada);
  follower.find([{ ...ada, seen: { ...ada.seen, name: null } }]);

  expect(follower.find([tile("Budi", null, 500)])).toBeNull();
});

test("waits for a person who is gone, and finds the person when back", () => {
  const follower = new Follower(tile("Ada"));
  const back = tile("Ada", null, 900);

  expect(follower.find([tile("Budi")])).toBeNull();
  expect(follower.find([tile("Budi"), back])).toBe(back);
});
