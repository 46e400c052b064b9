"""The composition root puts real things together: models, sessions, photo desk, a whole house."""

import pickle
from dataclasses import replace
from pathlib import Path

import pytest

from candor.bootstrap import PhotoDesk, SessionMaker, build_house
from candor.domain.ids import InterviewId
from candor.domain.ports import Brief
from candor.errors import DecodeError, ModelError
from candor.inference.default_set import model_store
from candor.settings import Settings


def test_a_worker_can_be_told_how_to_make_sessions(settings_with_models: Settings) -> None:
    maker = pickle.loads(pickle.dumps(SessionMaker(settings_with_models)))

    session = maker().open(Brief(InterviewId("i"), reference=None, consented=False))

    assert not session.is_restored


def test_the_photo_desk_inspects_and_makes_references(settings_with_models: Settings) -> None:
    desk = PhotoDesk(SessionMaker(settings_with_models)())
    portrait = model_store(settings_with_models).read("astronaut")

    desk.inspect(portrait)

    assert desk.make_reference(portrait).vector.shape == (128,)
    with pytest.raises(DecodeError):
        desk.inspect(b"no picture")


def test_a_house_stands_without_listening(settings_with_models: Settings, tmp_path: Path) -> None:
    house = build_house(replace(settings_with_models, home=tmp_path))

    health = house.app.test_client().get("/health")
    house.store.close()

    assert health.status_code == 200
    assert (tmp_path / "candor.db").is_file()


def test_without_models_the_user_is_told_what_to_run(settings_with_models: Settings, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="candor models pull"):
        build_house(replace(settings_with_models, home=tmp_path, model_cache=tmp_path / "empty"))
