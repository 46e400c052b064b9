"""A plan over drawn templates and copies of the demonstration person."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from PIL import Image

from candor.documents.read import DocumentReader
from candor.evaluation.id_documents.plan_file import SCHEMA, Faces, Plan
from candor.inference.default_set import load_default_models, model_store
from candor.inference.text_reader import RapidTextReader
from candor.settings import Settings
from made_documents import PASSPORT, blank


@pytest.fixture(scope="session")
def models(settings_with_models: Settings):
    return load_default_models(settings_with_models)


@pytest.fixture(scope="session")
def reader(models) -> DocumentReader:
    return DocumentReader(models.detector, models.mesher, RapidTextReader())


@pytest.fixture(scope="session")
def plan(tmp_path_factory: pytest.TempPathFactory, settings_with_models: Settings) -> Plan:
    """One passport, six people who all look like the astronaut."""
    root = tmp_path_factory.mktemp("documents")
    for name in ("passport.png", "rp_card_td2_back.jpg", "id_card_td2_b_back.jpg"):
        Image.fromarray(blank(88 / 125)).resize((1000, 704)).save(root / name)
    photo = model_store(settings_with_models).read("astronaut")
    for person in range(6):
        folder = Path(root / "faces" / "sample" / f"person_{person}")
        folder.mkdir(parents=True)
        for n in range(2):
            (folder / f"{n}.jpg").write_bytes(photo)
    template = PASSPORT
    return Plan(
        schema=SCHEMA,
        name="sample",
        root=str(root),
        faces_root=str(root / "faces"),
        seed=1,
        conditions=("scan",),
        widths=(1000,),
        main_width=1000,
        main_trials=1,
        other_trials=1,
        barcode_trials=1,
        template=(template, msgspec.structs.replace(template, part="report")),
        faces=(Faces(folder="sample", take=6),),
        surnames=(("Müller", "MUELLER"),),
        given_names=(("Zoë Ann", "ZOE ANN"),),
    )
