"""Cut the films and the ID photo of a real-person call from the shared clips into a folder that is thrown away.

usage: make_media.py SHARED OUT      writes OUT/candidate.mp4, OUT/other.mp4, OUT/id_photo.jpg
"""

import shutil
import sys
from pathlib import Path

import av

CANDIDATE = "liveportrait__driving__d14.mp4"
OTHER = "liveportrait__driving__d10.mp4"
PHOTO_AT_S = 16.5
"""Near the end of the candidate's film: the call is over its first twelve seconds when identity is asked."""


def main() -> None:
    """Write the three files."""
    calls, out = Path(sys.argv[1]) / "data" / "calls", Path(sys.argv[2])
    shutil.copyfile(calls / CANDIDATE, out / "candidate.mp4")
    shutil.copyfile(calls / OTHER, out / "other.mp4")
    with av.open(str(calls / CANDIDATE)) as film:
        for frame in film.decode(video=0):
            if frame.time is not None and frame.time >= PHOTO_AT_S:
                frame.to_image().save(out / "id_photo.jpg", quality=92)
                return
    raise SystemExit("the film is shorter than expected")


if __name__ == "__main__":
    main()
