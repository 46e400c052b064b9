"""Made-up people for the identity tests: embeddings, templates and a comparator, without any model."""

from __future__ import annotations

from pathlib import Path

import msgspec
import numpy as np

from candor.domain.identity import Template
from candor.errors import DecodeError, ReferencePhotoError
from candor.evaluation.face_folders import Faces
from candor.evaluation.identity_fit import Recipe, load_recipe
from candor.fusion.identity import Cohort, CohortComparator, DecisionRule
from candor.maths.likelihood import LlrMap

MODEL = "toy"
RECIPE_FILE = Path(__file__).resolve().parents[1] / "models" / "calibration" / "identity" / "recipe.toml"
SIZE = 16


def smaller_recipe() -> Recipe:
    """The shipped recipe for few people: a smaller cohort, fewer parts, and a rate that few comparisons can show."""
    shipped = load_recipe(RECIPE_FILE)
    cohort = msgspec.structs.replace(shipped.cohort, pool_points=300, group_points=100, crowds=2, crowd_points=40)
    decision = msgspec.structs.replace(shipped.decision, false_match_rate=0.01)
    fitting = msgspec.structs.replace(shipped.fitting, parts=4)
    return msgspec.structs.replace(shipped, cohort=cohort, decision=decision, fitting=fitting)


def person_vector(person: int, picture: int = 0, noise: float = 0.25) -> np.ndarray:
    """One picture of a made-up person: the person's own direction, and what differs from picture to picture."""
    own = np.random.default_rng(person).normal(size=SIZE)
    return (own + noise * np.random.default_rng([person, picture]).normal(size=SIZE)).astype(np.float32)


def made_up_faces(pool: int = 60, group: int = 20, pictures: int = 3, offset: float = 2.0) -> Faces:
    """Two groups of people; the second lies apart and closer together, as a group that a model knows badly."""
    vectors, person, which = [], [], []
    for number in range(pool + group):
        for picture in range(pictures):
            vector = person_vector(number, picture)
            vectors.append(vector if number < pool else offset + 0.5 * vector)
            person.append(number)
            which.append(int(number >= pool))
    return Faces(MODEL, np.array(vectors, np.float32), np.array(person), np.array(which), ("pool", "apart"))


def toy_comparator() -> CohortComparator:
    points = np.random.default_rng(99).normal(size=(400, SIZE)).astype(np.float32)
    cohort = Cohort(np.zeros(SIZE, np.float32), points, 40)
    return CohortComparator(MODEL, cohort, LlrMap(4.0, -2.0, -6.0, 5.0), DecisionRule(3.0, 1.0))


class TemplatesByName:
    """Reads "PERSON_PICTURE.jpg" as a made-up face; other names are refused as the real thing refuses them."""

    model = MODEL

    def __init__(self) -> None:
        self.read: list[str] = []

    def __call__(self, path: Path) -> Template:
        self.read.append(path.name)
        if path.name.startswith("landscape"):
            raise ReferencePhotoError("no_face", "No face was found. Please send another photo.")
        if "_" not in path.stem:
            raise DecodeError("missing_file", "The file is missing. Check the name.")
        person, picture = path.stem.split("_")
        return Template(MODEL, person_vector(int(person), int(picture), noise=0.1), 1, 100.0)
