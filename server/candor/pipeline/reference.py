"""Can this photo serve as the reference, and which template does it give? ID photos, and photos that are compared.

Before the interview (services) and in `candor compare`; the live pipeline never comes here. Every refusal says what
photo would do.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from candor.domain.facts import FaceQuality, HeadPose
from candor.domain.identity import Template
from candor.domain.ports import Detection, Mesh
from candor.errors import ReferencePhotoError
from candor.maths.head_pose import head_pose
from candor.pipeline.analysers import Analysers
from candor.pipeline.decode import decode_photo
from candor.pipeline.facts import detection_of, face_quality, luma_of
from candor.pipeline.photo_looks import face_filling, looks, working_copy
from candor.pipeline.rules import ReferenceRules

RGB = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class PhotoFace:
    """The main face of a photo, in the look that found it."""

    rgb: RGB
    mesh: Mesh
    quality: FaceQuality
    pose: HeadPose
    inside_fraction: float
    """Share of the mesh that lies inside the look, 0 to 1."""
    others_width_ratio: float
    """Width of the widest other face over this one's; 0 without another."""


def inspect_photo(photo: bytes, analysers: Analysers, rules: ReferenceRules) -> PhotoFace:
    """Return the one usable face of an ID photo; computes no embedding, so it needs no consent.

    Args:
        photo: JPEG, PNG or WebP, as uploaded.
        analysers: the models.
        rules: what is good enough.

    Raises:
        DecodeError: the file is no picture that can be read; see pipeline/decode.py.
        ReferencePhotoError: "no_face", "several_faces", "face_too_small", "face_cut_off", "too_dark", "too_bright",
            "too_blurred" or "turned_away".
    """
    face = find_main_face(decode_photo(photo), analysers)
    if face is not None and face.others_width_ratio >= rules.other_face_width_ratio:
        raise ReferencePhotoError(
            "several_faces", "The photo shows more than one face. Please send one with the candidate alone."
        )
    return _checked(face, rules)


def make_reference(photo: bytes, analysers: Analysers, rules: ReferenceRules) -> Template:
    """Return the reference template of an ID photo; only called when the candidate has consented.

    Raises:
        DecodeError, ReferencePhotoError: as `inspect_photo`.
    """
    return _template(inspect_photo(photo, analysers, rules), analysers)


def face_template(rgb: RGB, analysers: Analysers, rules: ReferenceRules) -> Template:
    """Return the template of the main face of an (H, W, 3) uint8 photo, whoever else is on it.

    Raises:
        ReferencePhotoError: as `make_reference`, without "several_faces".
    """
    return _template(_checked(find_main_face(rgb, analysers), rules), analysers)


def find_main_face(rgb: RGB, analysers: Analysers) -> PhotoFace | None:
    """Return the largest and most central face of an (H, W, 3) uint8 photo, or None."""
    rgb = working_copy(rgb)
    for pictures in looks(rgb):
        found = [(picture, d) for picture in pictures for d in analysers.detector.detect(picture)]
        # Best first; the mesh has the last word on whether it is a face.
        for picture, detection in sorted(found, key=lambda f: _prominence(*f), reverse=True):
            mesh = analysers.mesher.fit(picture, detection)
            if mesh:
                widest = max((_width(d) for p, d in found if p is picture and d is not detection), default=0.0)
                return _photo_face(picture, mesh, widest / max(_width(detection), 1.0))
    start = analysers.mesher.fit(rgb, face_filling(rgb))
    mesh = analysers.mesher.fit(rgb, detection_of(start)) if start else None
    return _photo_face(rgb, mesh, 0.0) if mesh else None


def _photo_face(rgb: RGB, mesh: Mesh, others_width_ratio: float) -> PhotoFace | None:
    pose = head_pose(mesh.landmarks_xyz)
    if pose is None:
        return None
    points = mesh.landmarks_xyz[:, :2]
    inside = ((points >= 0) & (points < (rgb.shape[1], rgb.shape[0]))).all(axis=1)
    quality = face_quality(luma_of(rgb), mesh)
    return PhotoFace(rgb, mesh, quality, pose, float(inside.mean()), others_width_ratio)


def _prominence(rgb: RGB, detection: Detection) -> float:
    """Return the face's width, halved at the corners of the picture."""
    centre = (detection.box_xyxy[:2] + detection.box_xyxy[2:]) / 2
    half = np.array([rgb.shape[1], rgb.shape[0]]) / 2
    distance = float(np.linalg.norm(centre - half) / np.linalg.norm(half))
    return _width(detection) * (1 - 0.5 * min(distance, 1.0))


def _width(detection: Detection) -> float:
    return float(detection.box_xyxy[2] - detection.box_xyxy[0])


def _checked(face: PhotoFace | None, rules: ReferenceRules) -> PhotoFace:
    """Return the face, or say in one sentence what is wrong with it; the order is that of what helps most."""
    if face is None:
        raise ReferencePhotoError(
            "no_face", "No face was found on the photo. Please send one that shows the whole face from the front."
        )
    quality, pose = face.quality, face.pose
    faults = (
        (quality.width_px < rules.min_width_px or quality.inter_eye_px < rules.min_inter_eye_px, "face_too_small"),
        (face.inside_fraction < rules.min_inside_fraction, "face_cut_off"),
        (quality.luma_mean < rules.min_luma, "too_dark"),
        (quality.luma_mean > rules.max_luma or quality.clipped_fraction > rules.max_clipped_fraction, "too_bright"),
        (abs(pose.yaw_deg) > rules.max_yaw_deg or abs(pose.pitch_deg) > rules.max_pitch_deg, "turned_away"),
        (quality.sharpness < rules.min_sharpness, "too_blurred"),
    )
    fault = next((code for is_bad, code in faults if is_bad), None)
    if fault is None:
        return face
    raise ReferencePhotoError(fault, _sentence(fault, face, rules))


def _sentence(fault: str, face: PhotoFace, rules: ReferenceRules) -> str:
    return {
        "face_too_small": f"The face on the photo is only {face.quality.width_px:.0f} pixels wide; "
        f"{rules.min_width_px:.0f} or more are needed. Please send a larger scan or photo.",
        "face_cut_off": "The face on the photo is cut off. Please send one that shows the whole face.",
        "too_dark": "The face on the photo is too dark. Please photograph it again in more light.",
        "too_bright": "The face on the photo is too bright, perhaps from a reflection. "
        "Please photograph it again without flash.",
        "turned_away": "The face on the photo is turned away. Please send one taken from the front.",
        "too_blurred": "The face on the photo is too blurred. Please photograph it again, sharp and close.",
    }[fault]


def _template(face: PhotoFace, analysers: Analysers) -> Template:
    vector = analysers.embedder.embed(face.rgb, [face.mesh])[0]
    return Template(analysers.embedder.model, vector, n_embeddings=1, face_width_px=face.quality.width_px)
