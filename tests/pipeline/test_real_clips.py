"""The pipeline on real people: signs of pose, blinks, tracks, tight crops. Behaviour only; error rates are evaluated
elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import av
import cv2
import numpy as np
import pytest

from candor.bootstrap.sessions import Sessions
from candor.domain.facts import FrameFacts
from candor.domain.frames import EncodedFrame, Frame
from candor.domain.ids import InterviewId
from candor.domain.ports import Brief
from candor.domain.questions import Question, State
from candor.errors import ReferencePhotoError
from candor.maths.head_pose import head_pose
from candor.pipeline.faces import Watch, watch_faces
from candor.pipeline.reference import face_template, find_main_face, make_reference
from painted_faces import there

pytestmark = [pytest.mark.shared, pytest.mark.models]


def frames_of(path: Path, fps: float = 10, most: int = 80) -> Iterator[Frame]:
    """At most `most` frames of a clip, 640 px wide at most."""
    with av.open(str(path)) as container:
        last_s, seq = -1.0, 0
        for picture in container.decode(video=0):
            at_s = float(picture.time or 0.0)
            if at_s - last_s < 1 / fps - 0.003:
                continue
            last_s, seq = at_s, seq + 1
            rgb = picture.to_ndarray(format="rgb24")
            scale = min(1.0, 640 / rgb.shape[1])
            rgb = np.asarray(cv2.resize(rgb, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)
            yield Frame(seq, at_s, at_s, rgb)
            if seq == most:
                return


def watched(sessions: Sessions, path: Path, fps: float = 10, most: int = 80) -> list[FrameFacts]:
    watch, out = Watch(), []
    for frame in frames_of(path, fps, most):
        watch, facts = watch_faces(watch, frame, sessions.analysers, sessions.rules.pipeline, may_embed=False)
        out.append(facts)
    return out


def test_yaw_has_the_sign_of_the_side_the_nose_points_to(sessions: Sessions, shared: Path) -> None:
    facts = watched(sessions, shared / "data/calls/liveportrait__driving__d12.mp4")
    seen = [f.candidate for f in facts if f.candidate and f.candidate.pose]
    for face in seen:
        points, yaw_deg = there(face.landmarks_xy), there(face.pose).yaw_deg
        nose = points[1, 0] - points[[33, 263], 0].mean()
        if abs(yaw_deg) > 10:
            assert np.sign(nose) == np.sign(yaw_deg)
    yaws = [there(face.pose).yaw_deg for face in seen]
    assert max(yaws) > 15
    assert min(yaws) < -10


def test_a_mirrored_and_a_rotated_face_change_the_pose_as_they_should(sessions: Sessions, shared: Path) -> None:
    frame = next(iter(frames_of(shared / "data/calls/liveportrait__source__s18.mp4", most=1)))
    as_is = there(find_main_face(frame.rgb, sessions.analysers))
    mirrored = there(find_main_face(np.ascontiguousarray(frame.rgb[:, ::-1]), sessions.analysers))
    turn = cv2.getRotationMatrix2D((frame.rgb.shape[1] / 2, frame.rgb.shape[0] / 2), -15, 1.0)
    leaning = there(
        find_main_face(
            np.asarray(cv2.warpAffine(frame.rgb, turn, frame.rgb.shape[1::-1]), np.uint8), sessions.analysers
        )
    )
    assert mirrored.pose.yaw_deg == pytest.approx(-as_is.pose.yaw_deg, abs=4)
    assert leaning.pose.roll_deg - as_is.pose.roll_deg == pytest.approx(15, abs=3)


def test_blinks_are_dips_of_eye_openness(sessions: Sessions, shared: Path) -> None:
    facts = watched(sessions, shared / "data/calls/liveportrait__driving__d14.mp4", fps=12, most=100)
    openness = np.array([np.mean(f.candidate.eye_openness) for f in facts if f.candidate and f.candidate.eye_openness])
    usual = np.quantile(openness, 0.9)
    assert openness.min() < 0.4 * usual
    assert np.median(openness) > 0.7 * usual


def test_two_people_are_one_candidate_and_one_other(sessions: Sessions, shared: Path) -> None:
    facts = watched(sessions, shared / "data/calls/ghost_targets__2person.mp4")[2:]
    assert {f.candidate.track for f in facts if f.candidate} == {1}
    assert {face.track for f in facts for face in f.others} == {2}
    assert np.mean([len(f.others) == 1 for f in facts]) > 0.95


@pytest.mark.parametrize("clip", ["liveportrait__driving__d10.mp4", "lia__vox__obama.mov"])
def test_one_person_is_one_track_with_mesh_on_nearly_every_frame(sessions: Sessions, shared: Path, clip: str) -> None:
    facts = watched(sessions, shared / "data/calls" / clip)[1:]
    assert {f.candidate.track for f in facts if f.candidate} == {1}
    assert np.mean([f.candidate is not None and f.candidate.landmarks_xy is not None for f in facts]) > 0.98
    assert all(not f.others for f in facts)


def test_cut_footage_gives_a_new_track_per_scene(sessions: Sessions, shared: Path) -> None:
    facts = watched(sessions, shared / "data/calls/face_recognition__short_hamilton_clip.mp4")
    assert len({f.candidate.track for f in facts if f.candidate}) >= 2


def test_a_person_matches_themselves_and_a_stand_in_is_found(sessions: Sessions, shared: Path) -> None:
    own = list(frames_of(shared / "data/calls/liveportrait__driving__d14.mp4"))
    other = list(frames_of(shared / "data/calls/liveportrait__driving__d10.mp4"))
    reference = face_template(own[-1].rgb, sessions.analysers, sessions.rules.pipeline.reference)
    session = sessions.open(Brief(InterviewId("i"), reference, consented=True))
    states = []
    for index, frame in enumerate([*own[:60], *other]):
        jpeg = cv2.imencode(".jpg", frame.rgb[:, :, ::-1], [cv2.IMWRITE_JPEG_QUALITY, 80])[1].tobytes()
        result = session.advance(EncodedFrame(index, index / 10, index / 10, jpeg))
        states.append(result.assessment.questions[Question.IDENTITY].state)
    assert states[59] is State.NO_CONCERN
    assert State.PAUSE_AND_VERIFY in states[60:]


@pytest.mark.parametrize("photo", ["faces/celebs", "faces/casia", "faces/lfw_east_asian"])
def test_small_photos_and_tight_crops_serve_as_reference(sessions: Sessions, shared: Path, photo: str) -> None:
    folders = sorted(p for p in (shared / "data" / photo).iterdir() if p.is_dir())[:12]
    taken = 0
    for folder in folders:
        path = min(folder.iterdir())
        try:
            template = make_reference(path.read_bytes(), sessions.analysers, sessions.rules.pipeline.reference)
        except ReferencePhotoError:
            continue
        taken += 1
        assert template.vector.shape == (128,)
    assert taken >= len(folders) - 2


def test_a_portrait_on_an_id_card_is_found(sessions: Sessions, shared: Path) -> None:
    portrait = there(cv2.imread(str(min((shared / "data/faces/press").glob("*.jpg")))))
    card = np.full((1300, 2000, 3), 225, dtype=np.uint8)
    side = min(portrait.shape[:2])
    card[500:700, 200:400] = cv2.resize(portrait[:side, :side], (200, 200), interpolation=cv2.INTER_AREA)
    encoded = cv2.imencode(".png", card)[1].tobytes()
    template = make_reference(encoded, sessions.analysers, sessions.rules.pipeline.reference)
    assert template.face_width_px >= 48


def test_pose_of_a_face_stays_when_the_picture_is_smaller(sessions: Sessions, shared: Path) -> None:
    frame = next(iter(frames_of(shared / "data/calls/liveportrait__driving__d12.mp4", most=1)))
    large = there(find_main_face(frame.rgb, sessions.analysers))
    small = there(find_main_face(np.asarray(cv2.resize(frame.rgb, None, fx=0.4, fy=0.4), np.uint8), sessions.analysers))
    shrunk = there(head_pose(small.mesh.landmarks_xyz))
    assert shrunk.yaw_deg == pytest.approx(large.pose.yaw_deg, abs=4)
    assert replace(large, rgb=small.rgb).quality.width_px == pytest.approx(small.quality.width_px / 0.4, rel=0.1)
