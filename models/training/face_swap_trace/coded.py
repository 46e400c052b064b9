"""Send made pairs through real video encoders, and measure their outlines: what the discriminant may be fitted on.

    PYTHONPATH=server python models/training/face_swap_trace/coded.py filmed coded.npz

Runs in Candor's environment (PyAV) on what film.py made. Both members of a pair make the same small movement and pass
the same one or two encoders (VP8 as in a call, H.264 fast or at leisure as in a recording) at a random quality, perhaps
JPEG last; only the last picture of the movement is measured. It did not help: docs/swap-traces-log.md.
"""

from __future__ import annotations

import argparse
import zlib
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import cast

import cv2
import numpy as np
from av.codec.context import CodecContext
from av.packet import Packet
from av.video.codeccontext import VideoCodecContext
from av.video.frame import VideoFrame
from numpy.typing import NDArray

from candor.inference.outline_texture import EYES, texture_profile, upright_crop

RGB = NDArray[np.uint8]
F64 = NDArray[np.float64]
FRAMES = 5
MESH_ERROR = 0.004
"""How far landmarks lie from where they should, as a share of the side."""


class Link:
    """One encoder and its quality, the same for both members."""

    def __init__(self, rng: np.random.Generator) -> None:
        """Draw it."""
        self.codec = "vp8" if rng.random() < 0.4 else "h264"
        self.bits_per_pixel = float(np.exp(rng.uniform(np.log(0.06), np.log(0.5))))
        self.crf = int(rng.integers(18, 35))
        self.preset = str(rng.choice(["ultrafast", "veryfast", "medium"]))

    def seen(self, frames: Sequence[RGB]) -> list[RGB]:
        """Return what is left of the pictures."""
        encoder = self._encoder(frames[0].shape[1], frames[0].shape[0])
        decoder = cast("VideoCodecContext", CodecContext.create(self.codec, "r"))
        decoder.thread_count = 1
        packets: list[bytes] = []
        for i, rgb in enumerate(frames):
            picture = VideoFrame.from_ndarray(rgb, format="rgb24").reformat(format="yuv420p")
            picture.pts = i
            packets += [bytes(packet) for packet in encoder.encode(picture)]
        packets += [bytes(packet) for packet in encoder.encode(None)]
        seen = [frame for packet in [*map(Packet, packets), None] for frame in decoder.decode(packet)]
        return [np.asarray(frame.to_ndarray(format="rgb24"), np.uint8) for frame in seen]

    def _encoder(self, width: int, height: int) -> VideoCodecContext:
        name = {"vp8": "libvpx", "h264": "libx264"}[self.codec]
        encoder = cast("VideoCodecContext", CodecContext.create(name, "w"))
        encoder.width, encoder.height, encoder.pix_fmt = width, height, "yuv420p"
        encoder.framerate, encoder.time_base, encoder.thread_count = Fraction(15), Fraction(1, 15), 1
        if self.codec == "h264":
            encoder.options = {"preset": self.preset, "crf": str(self.crf), "bf": "0"}
        else:
            encoder.bit_rate = int(self.bits_per_pixel * width * height * 15)
            encoder.options = {"deadline": "realtime", "cpu-used": "8", "lag-in-frames": "0"}
        return encoder


def moved(last: RGB, rng: np.random.Generator) -> list[RGB]:
    """Return a short movement that ends in `last`, which is as it was given."""
    side = last.shape[0]
    shift, turn_deg, zoom = rng.normal(0, 0.006, 2) * side, rng.normal(0, 0.4), rng.normal(0, 0.004)
    frames: list[RGB] = []
    for back in range(FRAMES - 1, 0, -1):
        affine = cv2.getRotationMatrix2D((side / 2, side / 2), turn_deg * back, 1 + zoom * back)
        affine[:, 2] += shift * back
        warped = cv2.warpAffine(last, affine, (side, side), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT_101)
        frames.append(np.asarray(warped, np.uint8))
    return [*frames, last]


def face(rgb: RGB, marks: F64) -> tuple[RGB, F64]:
    """Return the detector's crop and the landmarks in it; the picture goes on as its mirror image.

    A face that training mirrored is mirrored back, or it would be cut upside down.
    """
    if marks[EYES[1], 0] < marks[EYES[0], 0]:
        rgb, marks = rgb[:, ::-1], np.column_stack([rgb.shape[1] - marks[:, 0], marks[:, 1]])
    pad = rgb.shape[0] // 2
    wide = cv2.copyMakeBorder(rgb, pad, pad, pad, pad, cv2.BORDER_REFLECT_101)
    return upright_crop(np.asarray(wide, np.uint8), marks + pad)


def both_profiles(pair: Sequence[RGB], marks: F64, seed: int) -> list[NDArray[np.float32]]:
    """Return the profiles of both members after the same way."""
    rng = np.random.default_rng(seed)
    links = [Link(rng) for _ in range(1 + (rng.random() < 0.4))]
    quality = int(rng.integers(70, 96)) if rng.random() < 0.5 else None
    found = marks + rng.normal(0, MESH_ERROR, 2) * pair[0].shape[0]
    profiles: list[NDArray[np.float32]] = []
    for filmed in pair:
        way, seen = np.random.default_rng(seed), filmed
        for link in links:
            seen = link.seen(moved(seen, way))[-1]
        if quality is not None:
            code = cv2.imencode(".jpg", seen, [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
            seen = np.asarray(cv2.imdecode(code, cv2.IMREAD_COLOR), np.uint8)
        profiles.append(texture_profile(*face(seen, found)))
    return profiles


def main() -> None:
    """Write kinds (N,), honest (N, 1152) and swapped (N, 1152), as simulate.py does."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("filmed", type=Path)
    parser.add_argument("profiles", type=Path)
    options = parser.parse_args()
    cv2.setNumThreads(1)
    kinds: list[int] = []
    pairs: list[list[NDArray[np.float32]]] = []
    for path in sorted(options.filmed.glob("*.npz")):
        file = np.load(path)
        pictures, marks, n = file["pictures"], file["marks"].astype(np.float64), len(file["marks"])
        for i in range(n):
            seed = zlib.crc32(f"{path.name} {i}".encode())
            pairs.append(both_profiles((pictures[i], pictures[n + i]), marks[i], seed))
        kinds += [int(file["kind"])] * n
    honest, swapped = np.array(pairs).transpose(1, 0, 2)
    np.savez(options.profiles, kind=np.array(kinds, np.int8), honest=honest, swapped=swapped)


if __name__ == "__main__":
    main()
