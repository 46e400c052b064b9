"""Which template does a picture file give? The product's own detection, alignment and embedding, for any embedder.

Used by `candor calibrate` and `candor compare`: exactly the path that an ID photo takes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from candor.domain.identity import Comparison, Template
from candor.domain.ports import FaceEmbedder
from candor.errors import DecodeError, ModelError, UsageError
from candor.inference import dlib_resnet, mobileface
from candor.inference.default_set import load_default_models, model_store
from candor.pipeline.analysers import Analysers
from candor.pipeline.decode import PHOTO_LIMITS, decode_photo
from candor.pipeline.given_file import read_given
from candor.pipeline.reference import face_template
from candor.pipeline.rules import ReferenceRules, load_pipeline_rules
from candor.settings import Settings

EMBEDDERS: Mapping[str, Callable[[bytes], FaceEmbedder]] = {
    dlib_resnet.MODEL_ID: dlib_resnet.DlibEmbedder,
    mobileface.MODEL_ID: mobileface.MobileFace,
}
"""Every embedder, by manifest id."""


class Uncalibrated:
    """Stands where a comparator is expected while there is none yet (domain.ports.Comparator)."""

    def compare(self, a: Template, b: Template) -> Comparison:
        """Refuse: what is being calibrated cannot compare.

        Raises:
            ModelError: always.
        """
        sentence = f"The embedder {a.model} has no calibration yet. Run `candor calibrate` first."
        raise ModelError("not_calibrated", sentence, cause=f"compared with {b.model}")


class PhotoTemplates:
    """Makes templates of picture files."""

    def __init__(self, analysers: Analysers, rules: ReferenceRules) -> None:
        self.model = analysers.embedder.model
        self._analysers = analysers
        self._rules = rules

    def __call__(self, path: Path) -> Template:
        """Return the template of the main face of a picture file.

        Raises:
            DecodeError: the file is missing or no picture that can be read.
            ReferencePhotoError: no face, or none that is good enough.
        """
        return face_template(decode_photo(_read(path), allow_animated=True), self._analysers, self._rules)


def _read(path: Path) -> bytes:
    try:
        return read_given(path, PHOTO_LIMITS.max_bytes)
    except DecodeError as error:
        if error.code == "too_many_bytes":
            raise
        raise DecodeError("missing_file", error.sentence, cause=error.cause) from error


def analysers_for(settings: Settings, model: str) -> Analysers:
    """Load detector and mesh of the default set with the embedder `model`, not yet calibrated.

    Raises:
        UsageError: `model` names no embedder.
        ModelError: a model file is missing or altered; the sentence says what to run.
    """
    if model not in EMBEDDERS:
        sentence = f"{model} is no embedder of the manifest. Take one of: {', '.join(EMBEDDERS)}."
        raise UsageError("no_such_embedder", sentence)
    models = load_default_models(settings)
    embedder = models.embedder
    if model != embedder.model:
        embedder = EMBEDDERS[model](model_store(settings).read(model))
    return Analysers(models.detector, models.mesher, models.eyes, embedder, Uncalibrated())


def photo_templates(settings: Settings, analysers: Analysers) -> PhotoTemplates:
    """Return the maker of templates with the limits in force.

    Raises:
        ConfigurationError: the limits cannot be read.
    """
    rules = load_pipeline_rules(settings.models_dir / "calibration" / "quality.toml").reference
    return PhotoTemplates(analysers, rules)
