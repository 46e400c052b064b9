import numpy as np

from candor.commands.bench_stages import Stopwatch, encoded_frames
from candor.domain.frames import Frame


def test_a_stage_adds_up_over_its_calls() -> None:
    ticks = iter([0.0, 2.0, 10.0, 13.0])
    watch = Stopwatch(clock=lambda: next(ticks))

    for _ in range(2):
        with watch.stage("mesh"):
            pass

    assert watch.seconds["mesh"] == 5.0


def test_frames_are_encoded_up_to_the_limit() -> None:
    frames = (Frame(i, i / 10, i / 10, np.zeros((16, 16, 3), np.uint8)) for i in range(9))

    taken = encoded_frames(frames, lambda rgb: bytes([rgb.shape[0]]), 4)

    assert [(f.seq, f.data) for f in taken] == [(i, b"\x10") for i in range(4)]
