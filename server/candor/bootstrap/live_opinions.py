"""Which library, weights and limits stand behind the second opinion on live interviews?"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from candor.bootstrap.second_opinion import counsel, load_min_context, who_is_asked
from candor.domain.records import InterviewRecords
from candor.pipeline.decode import decode_photo
from candor.pipeline.photo_looks import working_copy
from candor.second_opinion.desk import Desk
from candor.services.live_opinions import LiveOpinions
from candor.settings import Settings


def live_opinions(settings: Settings, records: InterviewRecords) -> LiveOpinions:
    """Look around once, when the server starts; its process starts with the first key frame.

    Raises:
        ConfigurationError: the limits are missing or damaged.
    """
    load_min_context(settings.models_dir)
    desk = Desk(lambda: counsel(settings))
    return LiveOpinions(records, desk, who_is_asked(settings), _open_photo, is_on=settings.second_opinion)


def _open_photo(photo: bytes) -> NDArray[np.uint8]:
    """Return an ID photo as pixels, no larger than it takes to find the face."""
    return working_copy(decode_photo(photo))
