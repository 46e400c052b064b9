"""A house is put together from real parts: store, engine, stream, pages, photo desk."""

from dataclasses import replace
from pathlib import Path

import pytest

from candor.bootstrap.house import PhotoDesk, build_house
from candor.bootstrap.sessions import SessionMaker
from candor.domain.second_opinion import Ability, Readiness, SecondOpinion
from candor.errors import DecodeError, ModelError
from candor.inference.default_set import model_store
from candor.pipeline.key_frames import LIVE, Pace
from candor.settings import Settings


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


@pytest.mark.parametrize(("state", "pace"), [(Readiness.READY, LIVE), (Readiness.NO_WEIGHTS, None)])
def test_workers_hand_pictures_over_only_where_a_second_opinion_is_asked(
    state: Readiness, pace: Pace | None, settings_with_models: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = SecondOpinion("deepface", {Ability.LIVENESS: state})
    monkeypatch.setattr("candor.bootstrap.live_opinions.who_is_asked", lambda _: asked)

    house = build_house(replace(settings_with_models, home=tmp_path))
    house.store.close()

    maker = house.engine._make
    assert isinstance(maker, SessionMaker)
    assert maker.pace == pace


def test_without_models_the_user_is_told_what_to_run(settings_with_models: Settings, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="candor models pull"):
        build_house(replace(settings_with_models, home=tmp_path, model_cache=tmp_path / "empty"))
