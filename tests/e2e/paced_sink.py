"""A loudspeaker that nobody hears: takes sound at the pace at which it would be played, for a browser without a device.

usage: paced_sink.py BYTES_PER_SECOND < sound      (firefox.mjs puts it behind an ALSA device of type "file")
"""

import os
import sys
import time


def main() -> None:
    """Read until the other side closes."""
    bytes_per_s = int(sys.argv[1])
    began_s, taken = time.monotonic(), 0
    while piece := os.read(sys.stdin.fileno(), bytes_per_s // 50):
        taken += len(piece)
        time.sleep(max(0.0, began_s + taken / bytes_per_s - time.monotonic()))


if __name__ == "__main__":
    main()
