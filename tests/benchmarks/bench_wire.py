"""How long does the server take to read a frame and to write a state? `python tests/benchmarks/bench_wire.py`."""

from __future__ import annotations

import json
import sys
import timeit

from candor.wire.codec import decode, encode
from candor.wire.framing import MediaFrame, MediaKind, encode_frame, parse_frame
from candor.wire.messages import StateMessage


def main() -> None:
    frame = encode_frame(MediaFrame(MediaKind.VIDEO, 1, 1.0, 640, 360, b"x" * 50_000))
    hello = '{"type":"hello","version":1,"client":"bench","last_event":0}'
    state = StateMessage(event=0, at_s=1.0, questions=[], faces=1, fps=8.0, dropped=0)
    actions = {
        "parse_frame_50kB_us": lambda: parse_frame(frame),
        "decode_hello_us": lambda: decode(hello),
        "encode_state_us": lambda: encode(state),
    }
    n = 20_000
    best = {name: min(timeit.repeat(action, number=n, repeat=5)) / n * 1e6 for name, action in actions.items()}
    sys.stdout.write(json.dumps({"n": n, **{name: round(value, 2) for name, value in best.items()}}) + "\n")


if __name__ == "__main__":
    main()
