"""What a worker loads can be sent to it and opens analyses."""

import os
import pickle
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from candor.bootstrap.sessions import SessionMaker
from candor.domain.ids import InterviewId
from candor.domain.ports import Brief
from candor.inference.digit_process import DigitSpotterApart
from candor.inference.digit_spotter import DigitSpotter
from candor.pipeline.slow_look import AT_ONCE
from candor.settings import Settings


def test_a_worker_can_be_told_how_to_make_sessions(settings_with_models: Settings) -> None:
    maker = pickle.loads(pickle.dumps(SessionMaker(settings_with_models)))

    session = maker().open(Brief(InterviewId("i"), reference=None, consented=False))

    assert not session.is_restored


def test_a_worker_imports_no_web_framework_and_no_database() -> None:
    program = "import sys, candor.bootstrap.sessions; sys.exit(bool({'flask', 'sqlalchemy'} & set(sys.modules)))"

    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


@pytest.mark.shared
def test_an_optional_network_is_at_work_where_its_file_is(
    settings_with_models: Settings, shared: Path, tmp_path: Path
) -> None:
    for path in settings_with_models.model_cache.iterdir():
        (tmp_path / path.name).symlink_to(path)
    weights = shared / "weights" / "aasist" / "AASIST-L.pth"
    (tmp_path / weights.name).unlink(missing_ok=True)
    (tmp_path / weights.name).symlink_to(weights)

    assert SessionMaker(replace(settings_with_models, model_cache=tmp_path))().analysers.countermeasure is not None


def test_only_live_interviews_have_slow_looks_beside_their_pictures(settings_with_models: Settings) -> None:
    live = SessionMaker(settings_with_models, is_live=True)().analysers
    recorded = SessionMaker(settings_with_models)().analysers

    assert isinstance(live.aside, ThreadPoolExecutor)
    assert isinstance(live.digits, DigitSpotterApart)
    assert recorded.aside is AT_ONCE
    assert isinstance(recorded.digits, DigitSpotter)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a thread has no niceness of its own")
def test_slow_looks_stand_behind_the_pictures(settings_with_models: Settings) -> None:
    before = os.nice(0)
    aside = SessionMaker(settings_with_models, is_live=True)().analysers.aside

    assert aside.submit(os.nice, 0).result() == min(before + 5, 19)
    assert os.nice(0) == before
