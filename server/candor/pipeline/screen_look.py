"""What speaks for a screen in front of the camera? A border around the face and a raster's beat, from one picture.

Called by pipeline/glances.py once a second; needs no model. Costs about 3 ms.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from candor.domain.facts import ScreenFacts
from candor.maths.moire import moire
from candor.maths.screen_border import screen_border

RGB = NDArray[np.uint8]


def look_for_screen(rgb: RGB, box_xyxy: NDArray[np.floating]) -> ScreenFacts:
    """Return what is seen of a screen around the face in this box of a (H, W, 3) picture."""
    luma = np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY), dtype=np.uint8)
    return ScreenFacts(border=screen_border(luma, box_xyxy), moire=moire(rgb, box_xyxy))
