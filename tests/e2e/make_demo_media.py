"""Put the films and the ID photo of the demonstration person into a folder; drawn once per machine, then kept.

usage: make_demo_media.py OUT      writes candidate.mp4, candidate.wav, turning.mp4, other.mp4 and id_photo.jpg to OUT
"""

import shutil
import sys
from pathlib import Path

from candor.bootstrap.sessions import SessionMaker
from candor.demo import clips
from candor.demo.acting import Performance
from candor.demo.voice import write_voice
from candor.inference.default_set import model_store
from candor.settings import load_settings


def main() -> None:
    """Draw what is missing and copy the files."""
    settings, out = load_settings(), Path(sys.argv[1])

    def cast() -> clips.Cast:
        models = SessionMaker(settings)().analysers
        return clips.make_cast(model_store(settings).read(clips.PORTRAIT_ID), models.detector, models.mesher)

    clips.make_clips(settings, cast, ("candidate", "turning", "stand_in"), lambda _done, _total: None)
    made = clips.files(settings)
    names = {
        "candidate": "candidate.mp4",
        "turning": "turning.mp4",
        "stand_in": "other.mp4",
        "id_photo": "id_photo.jpg",
    }
    for source, name in names.items():
        shutil.copyfile(made[source], out / name)
    (scene,) = clips.CLIPS["candidate"]
    write_voice(out / "candidate.wav", Performance(scene.seed, scene.seconds, scene.asked), scene.seconds, scene.seed)


if __name__ == "__main__":
    main()
