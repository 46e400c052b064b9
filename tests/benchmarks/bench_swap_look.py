"""What does a look for traces of a face swap cost? `python tests/benchmarks/bench_swap_look.py VIDEO [--looks N]`.

Told: CPU ms of cutting the face, of its texture, of the network and of the whole look, on one core: the fastest and the
middle of N looks in turn at 20 pictures of the video. A busy machine makes the middle slower; the fastest hardly.
"""

from __future__ import annotations

import argparse
import itertools
import sys
import time
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np

from candor.domain.ports import RGB
from candor.inference.default_set import load_default_models, model_store
from candor.inference.outline_texture import texture_profile, upright_crop
from candor.inference.swap_trace import MODEL_ID, SwapTrace
from candor.pipeline.recording import open_recording
from candor.settings import load_settings

PICTURES, EVERY = 20, 5
Face = tuple[RGB, np.ndarray]


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("video", type=Path)
    asked.add_argument("--looks", type=int, default=400)
    given = asked.parse_args()
    cv2.setNumThreads(1)
    models = load_default_models(load_settings())
    faces: list[Face] = []
    for frame in itertools.islice(open_recording(given.video, None, 10.0), 0, PICTURES * EVERY, EVERY):
        meshes = [models.mesher.fit(frame.rgb, found) for found in models.detector.detect(frame.rgb)]
        faces += [(frame.rgb, mesh.landmarks_xyz[:, :2]) for mesh in meshes[:1] if mesh is not None]
    crops = [upright_crop(*face) for face in faces]
    trace = SwapTrace(model_store(load_settings()).read(MODEL_ID))
    show("cut", lambda i: upright_crop(*faces[i]), len(faces), given.looks)
    show("texture", lambda i: texture_profile(*crops[i]), len(faces), given.looks)
    show("network", lambda i: trace.network(crops[i][0]), len(faces), given.looks)
    show("whole look", lambda i: trace.score(*faces[i]), len(faces), given.looks)


def show(name: str, part: Callable[[int], object], n_faces: int, looks: int) -> None:
    """Time one part and print a line."""
    spent_s: list[float] = []
    for i in range(looks):
        began_s = time.process_time()
        part(i % n_faces)
        spent_s.append(time.process_time() - began_s)
    sys.stdout.write(f"{name}: fastest {1000 * min(spent_s):.1f} ms, middle {1000 * np.median(spent_s):.1f} ms\n")


if __name__ == "__main__":
    main()
