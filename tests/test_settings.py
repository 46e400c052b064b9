"""Settings come from the environment and a wrong one is named."""

from pathlib import Path

import pytest

from candor.errors import ConfigurationError
from candor.settings import load_settings


def test_defaults_need_no_environment() -> None:
    settings = load_settings({})

    assert settings.host == "127.0.0.1"
    assert settings.stream_port == settings.port + 1
    assert (settings.models_dir / "manifest.toml").is_file()


def test_home_moves_database_and_models() -> None:
    settings = load_settings({"CANDOR_HOME": "/data/candor"})

    assert settings.database == "sqlite:////data/candor/candor.db"
    assert settings.model_cache == Path("/data/candor/models")


def test_another_database_can_be_named() -> None:
    assert load_settings({"CANDOR_DATABASE_URL": "postgresql://db/candor"}).database == "postgresql://db/candor"


@pytest.mark.parametrize("value", ["0", "65535", "-1", "eight", "8700.5", "１"])
def test_a_port_that_cannot_be_used_is_named(value: str) -> None:
    with pytest.raises(ConfigurationError, match="CANDOR_PORT"):
        load_settings({"CANDOR_PORT": value})


def test_extension_origins_are_a_comma_separated_list() -> None:
    settings = load_settings({"CANDOR_EXTENSION_ORIGINS": "chrome-extension://a,chrome-extension://b"})

    assert settings.extension_origins == ("chrome-extension://a", "chrome-extension://b")


def test_model_files_may_lie_outside_home() -> None:
    settings = load_settings({"CANDOR_HOME": "/data/candor", "CANDOR_MODEL_CACHE": "/data/models"})

    assert settings.model_cache == Path("/data/models")


def test_the_budget_of_the_stream_can_be_set_within_reason() -> None:
    assert (load_settings({}).stream_kbit_s, load_settings({}).network_kbit_s) == (0, 400)
    assert load_settings({"CANDOR_STREAM_KBIT_S": "300"}).network_kbit_s == 300
    for value in ("99", "20001", "many"):
        with pytest.raises(ConfigurationError, match="CANDOR_STREAM_KBIT_S"):
            load_settings({"CANDOR_STREAM_KBIT_S": value})


@pytest.mark.parametrize(("value", "is_on"), [(None, True), ("", True), ("on", True), ("Off", False)])
def test_the_second_opinion_can_be_switched_off(value: str | None, is_on: bool) -> None:
    environ = {} if value is None else {"CANDOR_SECOND_OPINION": value}

    assert load_settings(environ).second_opinion is is_on


def test_a_switch_is_on_or_off() -> None:
    with pytest.raises(ConfigurationError, match="CANDOR_SECOND_OPINION must be on or off, not 'perhaps'"):
        load_settings({"CANDOR_SECOND_OPINION": "perhaps"})
