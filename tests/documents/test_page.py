from __future__ import annotations

import cv2
import numpy as np
import pytest

from candor.documents.page import PageFinder
from candor.documents.portrait import Portrait, PortraitFinder


class FewBoxes:
    """Finds the text that it was told of."""

    def __init__(self, boxes) -> None:
        self.boxes = boxes

    def find(self, rgb):
        return self.boxes

    def read(self, line):
        return ""


class NoPortraits(PortraitFinder):
    """Finds no face."""

    def __init__(self) -> None:
        """Needs no models."""

    def find(self, page, ways=(0, 1, 2, 3)):
        return None


class PortraitLeft(PortraitFinder):
    """Finds a face of a fifth of the page, on its left."""

    def __init__(self) -> None:
        """Needs no models."""

    def find(self, page, ways=(0, 1, 2, 3)):
        height, width = page.shape[:2]
        return Portrait(page, (0.1 * width, 0.3 * height, 0.3 * width, 0.6 * height), 0.9)


def box(x0, y0, x1, y1):
    return np.array([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], dtype=np.float32)


@pytest.fixture
def page_with_an_area():
    """A page on a table; its upper part has another colour."""
    picture = np.full((480, 640, 3), 60, dtype=np.uint8)
    cv2.rectangle(picture, (70, 70), (570, 422), (230, 230, 230), -1)
    cv2.rectangle(picture, (70, 70), (570, 360), (120, 160, 220), -1)
    return picture


@pytest.fixture
def area_alone():
    """The same on a table of the page's own colour: only the area stands out."""
    picture = np.full((480, 640, 3), 230, dtype=np.uint8)
    cv2.rectangle(picture, (70, 70), (570, 360), (120, 160, 220), -1)
    return picture


FIELDS = [box(300, 120, 500, 140), box(300, 180, 500, 200)]
ZONE = [box(90, 375, 550, 390), box(90, 400, 550, 415)]


@pytest.mark.parametrize("portraits", [NoPortraits(), PortraitLeft()])
def test_the_outline_that_holds_the_text_is_the_page(page_with_an_area, portraits):
    first = next(PageFinder(portraits, FewBoxes(FIELDS + ZONE)).pages(page_with_an_area))
    assert first.has_outline
    assert first.rgb.shape[1] == pytest.approx(500, abs=12)
    assert first.holds == 1


@pytest.mark.parametrize("portraits", [NoPortraits(), PortraitLeft()])
def test_without_an_outline_that_holds_the_text_the_picture_comes_first_and_the_outline_next(area_alone, portraits):
    first, second = PageFinder(portraits, FewBoxes(FIELDS + ZONE)).pages(area_alone)
    assert not first.has_outline
    assert first.rgb.shape == area_alone.shape
    assert second.has_outline
    assert second.holds < 0.5


def test_a_picture_without_text_is_taken_by_its_outline(area_alone):
    assert next(PageFinder(NoPortraits(), FewBoxes([])).pages(area_alone)).has_outline


def test_a_picture_that_is_the_page_is_laid_level(area_alone):
    turn = cv2.getRotationMatrix2D((320, 240), -9, 1.0)
    leaning = [cv2.transform(each[None], turn)[0].astype(np.float32) for each in FIELDS + ZONE]
    blank = np.full_like(area_alone, 200)
    first = next(PageFinder(NoPortraits(), FewBoxes(leaning)).pages(blank))
    level = cv2.perspectiveTransform(leaning[0][None], first.from_picture)[0]
    assert level[0, 1] == pytest.approx(level[1, 1], abs=0.5)
    assert not first.has_outline


class PortraitTooLarge(PortraitFinder):
    """Finds a face that fills half of every page."""

    def __init__(self) -> None:
        """Needs no models."""

    def find(self, page, ways=(0, 1, 2, 3)):
        height, width = page.shape[:2]
        return Portrait(page, (0.2 * width, 0.1 * height, 0.7 * width, 0.8 * height), 0.9)


def test_an_outline_around_a_face_that_fills_it_is_no_page(area_alone):
    first = next(PageFinder(PortraitTooLarge(), FewBoxes([])).pages(area_alone))
    assert not first.has_outline
