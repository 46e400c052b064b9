import pytest

from candor.demo.clips import PORTRAIT_ID, Cast, make_cast
from candor.errors import ModelError
from candor.inference.default_set import DefaultModels, load_default_models, model_store
from candor.settings import load_settings


@pytest.fixture(scope="session")
def models() -> DefaultModels:
    """The default models; a test that needs them is marked `models`."""
    try:
        return load_default_models(load_settings())
    except ModelError as error:
        pytest.fail(f"{error}")


@pytest.fixture(scope="session")
def cast(models: DefaultModels) -> Cast:
    return make_cast(model_store(load_settings()).read(PORTRAIT_ID), models.detector, models.mesher)
