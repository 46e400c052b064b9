"""Which models does an interview run? The default set, loaded and ready; bootstrap hands it to each worker.

Everything comes from the model folder (`candor models pull` puts it there) and is hashed once, as it is read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from candor.domain.ports import (
    EyeFitter,
    FaceDetector,
    FaceEmbedder,
    FaceMesher,
    HandFinder,
    PersonSegmenter,
    SpeechDetector,
    SwapTraceScorer,
    TextureJudge,
    VoiceCountermeasure,
    VoiceEmbedder,
)
from candor.inference import (
    aasist,
    blazeface,
    dlib_resnet,
    face_mesh,
    hand,
    iris,
    minifasnet,
    mobileface,
    palm,
    segmentation,
    silero_vad,
    swap_trace,
    voice_encoder,
)
from candor.inference.manifest import load_manifest
from candor.inference.store import ModelStore
from candor.settings import Settings

OPTIONAL_IDS: Final = (minifasnet.MODEL_ID, aasist.MODEL_ID)
"""Not of the default set, but run in every interview where they are installed."""


@dataclass(frozen=True, slots=True)
class DefaultModels:
    """The models of one worker. Not to be shared between threads."""

    detector: FaceDetector
    mesher: FaceMesher
    eyes: EyeFitter
    embedder: FaceEmbedder
    hands: HandFinder
    segmenter: PersonSegmenter
    swap_trace: SwapTraceScorer
    texture: TextureJudge | None
    """Optional: None where its file is not installed."""
    second_embedder: FaceEmbedder | None
    """Likewise."""
    speech: SpeechDetector
    voices: VoiceEmbedder
    countermeasure: VoiceCountermeasure | None
    """Optional, too."""


def model_store(settings: Settings) -> ModelStore:
    """Return the store of model files that these settings name.

    Raises:
        ConfigurationError: the manifest cannot be used.
    """
    return ModelStore(load_manifest(settings.models_dir), settings.model_cache)


def load_default_models(settings: Settings) -> DefaultModels:
    """Load all models of an interview; takes well under a second.

    Raises:
        ModelError: a file is missing, altered or not the expected network; the sentence says what to run.
        ConfigurationError: the manifest cannot be used.
    """
    store = model_store(settings)
    entry = store.manifest.entry
    palms = palm.PalmDetector.from_entry(entry(palm.MODEL_ID), store.read(palm.MODEL_ID))
    return DefaultModels(
        detector=blazeface.BlazeFace.from_entry(entry(blazeface.MODEL_ID), store.read(blazeface.MODEL_ID)),
        mesher=face_mesh.FaceMesh.from_entry(entry(face_mesh.MODEL_ID), store.read(face_mesh.MODEL_ID)),
        eyes=iris.IrisModel(store.read(iris.MODEL_ID)),
        embedder=dlib_resnet.DlibEmbedder(store.read(dlib_resnet.MODEL_ID)),
        hands=hand.HandModel.from_entry(palms, entry(hand.MODEL_ID), store.read(hand.MODEL_ID)),
        segmenter=segmentation.SelfieSegmentation(store.read(segmentation.MODEL_ID)),
        swap_trace=swap_trace.SwapTrace(store.read(swap_trace.MODEL_ID)),
        texture=_installed_texture(store),
        second_embedder=_installed_embedder(store),
        speech=silero_vad.SileroVad(store.read(silero_vad.MODEL_ID)),
        voices=voice_encoder.VoiceEncoder(store.read(voice_encoder.MODEL_ID)),
        countermeasure=_installed_countermeasure(store),
    )


def _installed_texture(store: ModelStore) -> TextureJudge | None:
    if store.state(store.manifest.entry(minifasnet.MODEL_ID)) == "missing":
        return None
    return minifasnet.MiniFasNet(store.read(minifasnet.MODEL_ID))


def _installed_countermeasure(store: ModelStore) -> VoiceCountermeasure | None:
    if store.state(store.manifest.entry(aasist.MODEL_ID)) == "missing":
        return None
    return aasist.Aasist(store.read(aasist.MODEL_ID))


def _installed_embedder(store: ModelStore) -> FaceEmbedder | None:
    if store.state(store.manifest.entry(mobileface.MODEL_ID)) == "missing":
        return None
    return mobileface.MobileFace(store.read(mobileface.MODEL_ID))
