"""Drawn pictures of somebody in a room, before a screen, and on a screen that is held to the camera."""

from __future__ import annotations

import cv2
import numpy as np

SIZE = (640, 480)
FACE_XYXY = np.array([260, 130, 380, 280], dtype=np.float32)
"""Of `room`, and of what is drawn into it."""


def wall(seed: int = 3) -> np.ndarray:
    """An uneven, light wall with a darker shelf on it."""
    rng = np.random.default_rng(seed)
    coarse = rng.uniform(120, 200, (6, 8, 3)).astype(np.float32)
    picture = cv2.resize(coarse, SIZE, interpolation=cv2.INTER_CUBIC)
    cv2.rectangle(picture, (40, 60), (150, 90), (70, 60, 50), -1)
    return picture


def with_person(picture: np.ndarray) -> np.ndarray:
    """Somebody before what is there: shoulders, neck, head, dark hair; then the noise of a sensor."""
    picture = picture.copy()
    cv2.ellipse(picture, (320, 500), (190, 190), 0, 180, 360, (60, 80, 130), -1)
    cv2.ellipse(picture, (320, 170), (75, 90), 0, 0, 360, (45, 35, 30), -1)
    cv2.ellipse(picture, (320, 205), (58, 76), 0, 0, 360, (205, 165, 140), -1)
    soft = cv2.GaussianBlur(picture, (0, 0), 1.0)
    return np.clip(soft + np.random.default_rng(5).normal(0, 2, soft.shape), 0, 255).astype(np.uint8)


def room() -> np.ndarray:
    return with_person(wall())


def before_a_screen() -> np.ndarray:
    """A television on the wall behind the person."""
    picture = wall()
    cv2.rectangle(picture, (140, 40), (500, 330), (12, 12, 14), -1)
    cv2.rectangle(picture, (156, 56), (484, 314), (120, 170, 220), -1)
    return with_person(picture)


def in_a_doorway() -> np.ndarray:
    """A light door in a dark frame behind the person, down to the floor."""
    picture = wall()
    cv2.rectangle(picture, (150, 20), (490, 480), (25, 20, 18), -1)
    cv2.rectangle(picture, (175, 45), (465, 480), (190, 185, 170), -1)
    return with_person(picture)


def before_a_blind() -> np.ndarray:
    """Light slats with dark gaps behind the person."""
    picture = wall()
    for y in range(0, 480, 16):
        cv2.rectangle(picture, (0, y), (640, y + 5), (40, 40, 45), -1)
    return with_person(picture)


def in_a_striped_shirt() -> np.ndarray:
    """Fine slanting stripes of colour on the shirt alone."""
    picture = room().astype(np.float32)
    y, x = np.mgrid[0:480, 0:640]
    stripes = 30 * np.sin(2 * np.pi * (0.17 * x + 0.11 * y))
    picture[330:, :, 0] += stripes[330:]
    picture[330:, :, 2] -= stripes[330:]
    return np.clip(picture, 0, 255).astype(np.uint8)


def with_bars(grey: int = 0) -> np.ndarray:
    """The whole video in an even frame, as a program draws it."""
    framed = np.full((480, 640, 3), grey, np.uint8)
    framed[48:432, 64:576] = cv2.resize(room(), (512, 384), interpolation=cv2.INTER_AREA)
    return framed


def held_screen(turn_deg: float = 4.0, shift_px: int = 0, shade: float = 0.9) -> np.ndarray:
    """The room on a phone in the hand: dark border, another room around it, the light of the room on its glass.

    With less than 0.9 as shade, all of the room but the face is darker.
    """
    around = cv2.resize(wall(11), SIZE)
    move = cv2.getRotationMatrix2D((320.0, 240.0), turn_deg, 0.72)
    move[0, 2] += shift_px
    phone = np.zeros((480, 640), np.float32)
    phone[:] = cv2.warpAffine(np.ones((560, 700), np.float32), _shifted(move, -30, -40), SIZE)
    lit = cv2.warpAffine(np.ones((480, 640), np.float32), move, SIZE)[..., None]
    film = room().astype(np.float32) * shade
    x1, y1, x2, y2 = FACE_XYXY.astype(int)
    film[y1:y2, x1:x2] = room()[y1:y2, x1:x2] * 0.9
    shown = cv2.warpAffine(film, move, SIZE) + 18
    picture = around * (1 - phone[..., None]) + 20.0 * phone[..., None]
    picture = cv2.GaussianBlur((picture * (1 - lit) + shown * lit).astype(np.float32), (0, 0), 0.8)
    return np.clip(picture + np.random.default_rng(7).normal(0, 2, picture.shape), 0, 255).astype(np.uint8)


def held_face(turn_deg: float = 4.0, shift_px: int = 0) -> np.ndarray:
    """Where the face is in `held_screen`: (4,)."""
    move = cv2.getRotationMatrix2D((320.0, 240.0), turn_deg, 0.72)
    move[0, 2] += shift_px
    x1, y1, x2, y2 = FACE_XYXY
    corners = np.array([[x1, y1, 1], [x2, y1, 1], [x2, y2, 1], [x1, y2, 1]]) @ move.T
    return np.concatenate([corners.min(axis=0), corners.max(axis=0)]).astype(np.float32)


def _shifted(move: np.ndarray, dx: float, dy: float) -> np.ndarray:
    """The same motion for a picture that begins (dx, dy) earlier."""
    shifted = move.copy()
    shifted[:, 2] += move[:, :2] @ np.array([dx, dy])
    return shifted
