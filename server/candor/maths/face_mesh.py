"""Where is what in the 468-point face mesh?

Indices into MediaPipe's face mesh (canonical_face_model, MediaPipe 0.10, Apache-2.0). "Picture-left" is the side that
is left in an unmirrored picture: the subject's own right.
"""

from __future__ import annotations

from typing import Final

N_POINTS: Final = 468

PICTURE_LEFT_EYE: Final = (33, 160, 158, 133, 153, 144)
"""p1 to p6 of the eye aspect ratio: outer corner, two of the upper lid, inner corner, two of the lower lid."""
PICTURE_RIGHT_EYE: Final = (362, 385, 387, 263, 373, 380)
"""p1 to p6, from the inner to the outer corner, so that both eyes run from left to right in the picture."""

IRIS_MODEL_EYE: Final = (0, 11, 13, 8, 5, 3)
"""p1 to p6 in the 71-point eyelid contour of MediaPipe's iris model: points 0 to 8 are the lower lid with both corners,
9 to 15 the upper lid, in the order of the mesh points 33 7 163 144 145 153 154 155 133, 246 161 160 159 158 157 173."""

INNER_LIP: Final = (13, 14)
"""Middle of the inner upper and of the inner lower lip."""

NOSE_BRIDGE: Final = 6
LOWER_LIP: Final = 17
"""Middle of its lower edge."""

PICTURE_LEFT_BROW: Final = (70, 63, 105, 66, 107)
PICTURE_RIGHT_BROW: Final = (300, 293, 334, 296, 336)

FACE_OVAL: Final = (
    *(10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377),
    *(152, 148, 176, 149, 150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109),
)
"""The outline of the face, from the forehead clockwise in the picture."""

MOUTH_OUTLINE: Final = (61, 40, 37, 0, 267, 270, 291, 321, 314, 17, 84, 91)
"""The outer lip, from the picture-left corner over the upper lip."""

CHIN: Final = 152

CHEEKS_AND_FOREHEAD: Final = (50, 280, 151)
"""Middle of the picture-left cheek, of the picture-right cheek and of the forehead: bare skin on most faces."""

EYE_CORNERS: Final = ((33, 133), (362, 263))
"""Corners of the picture-left and of the picture-right eye."""

DETECTOR_POINTS: Final = ((33, 133), (362, 263), (1, 1), (13, 14), (234, 234), (454, 454))
"""Mesh points whose mean stands for each of the six BlazeFace keypoints: right eye, left eye, nose tip, mouth centre,
right ear, left ear, as the subject's own sides."""

FOREHEAD: Final = 10
CHEEKS: Final = ((205, 50), (425, 280))
"""Two points each around the middle of the picture-left and of the picture-right cheek."""
