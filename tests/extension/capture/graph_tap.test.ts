import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { GraphTap } from "../../../extension/src/capture/graph_tap";

/** Both ends of the graph, and whatever was joined. */
class FakeNode extends EventTarget {
  joined: unknown[] = [];
  connect<T>(next: T): T {
    this.joined.push(next);
    return next;
  }
  disconnect(): void {
    this.joined = [];
  }
}

class FakeContext {
  static made: FakeContext[] = [];
  readonly destination = new FakeNode();
  readonly source = new FakeNode();
  readonly processor = new FakeNode();
  isClosed = false;
  constructor() {
    FakeContext.made.push(this);
  }
  createScriptProcessor(): FakeNode {
    return this.processor;
  }
  createMediaStreamSource(): FakeNode {
    return this.source;
  }
  async close(): Promise<void> {
    this.isClosed = true;
  }
}

function tapped() {
  const track = new EventTarget() as MediaStreamTrack;
  const pieces: { samples: number[]; hz: number }[] = [];
  const onEnded = vi.fn();
  const tap = new GraphTap(track, (samples, hz) => pieces.push({ samples: [...samples], hz }), onEnded);
  return { tap, track, pieces, onEnded, graph: FakeContext.made.at(-1) as FakeContext };
}

beforeEach(() => {
  vi.stubGlobal("AudioContext", FakeContext);
  vi.stubGlobal("MediaStream", class {});
});
afterEach(() => vi.unstubAllGlobals());

test("what the graph hears is copied and handed on, and nothing of it is played", () => {
  const { pieces, graph } = tapped();
  const inputBuffer = { length: 3, sampleRate: 44_100, copyFromChannel: (to: Float32Array) => to.fill(0.25) };
  graph.processor.dispatchEvent(Object.assign(new Event("audioprocess"), { inputBuffer }));

  expect(pieces).toEqual([{ samples: [0.25, 0.25, 0.25], hz: 44_100 }]);
  expect([graph.source.joined, graph.processor.joined]).toEqual([[graph.processor], [graph.destination]]);
});

test("a track that ends is told, and stopping gives the graph back", () => {
  const { tap, track, onEnded, graph } = tapped();
  track.dispatchEvent(new Event("ended"));
  tap.stop();

  expect(onEnded).toHaveBeenCalledOnce();
  expect(graph.isClosed).toBe(true);
  expect(graph.processor.joined).toEqual([]);
});
