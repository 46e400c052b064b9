import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

from analysis_builders import step
from candor.challenges.script import AskedCheck
from candor.commands.analyze import analyze, asking, progress
from candor.commands.output import write_file
from candor.domain.checks import Check, CheckId, CheckKind, CheckPhase, CheckStatus
from candor.domain.orders import ConfirmCheck
from candor.errors import DecodeError, UsageError
from candor.pipeline.recording import open_recording
from pipeline.recording_builders import flat, video

SCHEMA = Path(__file__).resolve().parents[2] / "docs" / "schemas" / "candor.analysis.1.json"


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    return video(tmp_path / "clip.mp4", [flat(4 * i) for i in range(50)])


def _run(*arguments: object) -> str:
    result = CliRunner().invoke(analyze, [str(a) for a in arguments], catch_exceptions=False)
    assert result.exit_code == 0
    return result.stdout


@pytest.mark.models
def test_json_and_report_are_written(clip: Path, tmp_path: Path) -> None:
    said = _run(clip, "--json", tmp_path / "a.json", "--report", tmp_path / "a.html", "--fps", "5")

    document = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    jsonschema.validate(document, json.loads(SCHEMA.read_text(encoding="utf-8")))
    assert document["frames_analyzed"] == 10
    assert document["questions"]["identity"] | {"since_s": 0} == document["questions"]["identity"]
    assert document["questions"]["identity"]["state"] == "cant_tell"
    assert "clip.mp4" in (tmp_path / "a.html").read_text(encoding="utf-8")
    assert "Identity: Can't tell yet" in said


@pytest.mark.models
def test_a_coded_light_is_judged_at_its_end(tmp_path: Path) -> None:
    clip, light = video(tmp_path / "clip.mp4", [flat(i) for i in range(120)], fps=10), tmp_path / "light.json"
    told = {"schema": "candor.light/1", "starts_at_s": 0, "chip_s": 0.35, "max_run": 3, "code": "0110" * 5}
    light.write_text(json.dumps(told), encoding="utf-8")

    said = _run(clip, "--light", light)

    assert "Answer to coded light: The face was not in clear view during the light check." in said


@pytest.mark.models
def test_a_bad_light_file_is_one_clear_error(clip: Path, tmp_path: Path) -> None:
    (tmp_path / "light.json").write_text("{}", encoding="utf-8")

    with pytest.raises(UsageError, match="coded light"):
        _run(clip, "--light", tmp_path / "light.json")


@pytest.mark.models
def test_json_on_stdout_is_json_alone(clip: Path) -> None:
    assert json.loads(_run(clip, "--json", "-"))["schema"] == "candor.analysis/1"


@pytest.mark.models
def test_a_used_crop_is_told(clip: Path) -> None:
    assert json.loads(_run(clip, "--json", "-", "--crop", "0,0,32,32"))["notices"] == ["crop_used"]


@pytest.mark.models
def test_a_missing_id_photo_is_one_clear_error(clip: Path) -> None:
    with pytest.raises(DecodeError, match="ID photo"):
        _run(clip, "--id", "nowhere.jpg")


def test_a_missing_recording_is_told_before_models_are_loaded() -> None:
    with pytest.raises(DecodeError, match="no file"):
        _run("nowhere.mp4")


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be written"):
        write_file(tmp_path / "no" / "folder.json", "{}")


def test_nothing_is_shown_when_piped(clip: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with progress("clip.mp4", open_recording(clip)):
        pass

    assert capsys.readouterr().err.strip() == ""


@pytest.mark.models
def test_movements_asked_for_stand_in_the_document(clip: Path, tmp_path: Path) -> None:
    script = tmp_path / "script.toml"
    script.write_text(
        '[[check]]\nat_s = 0.2\nkind = "turn_head"\nside = "left"\n'
        '[[check]]\nat_s = 0.4\nkind = "hand_over_face"\n'
        '[[check]]\nat_s = 0.6\nkind = "say_digits"\ndigits = "4071"\nconfirmed = true\n'
    )

    document = json.loads(_run(clip, "--challenges", script, "--json", "-"))

    assert [(c["kind"], c["side"], c["digits"], c["result"]) for c in document["checks"]] == [
        ("turn_head", "left", "", "skipped"),
        ("hand_over_face", "", "", "skipped"),
        ("say_digits", "", "4071", "running"),
    ]


class _Asked:
    """A session that remembers what it was told."""

    def __init__(self) -> None:
        self.told: list[object] = []

    def start_check(self, check: object) -> None:
        self.told.append(check)

    def tell(self, order: object) -> None:
        self.told.append(order)


def test_digits_are_confirmed_as_the_file_says_once_the_interviewer_would_be_asked() -> None:
    check = Check(CheckId("check-1"), CheckKind.SAY_DIGITS, digits="4071")
    session = _Asked()
    ask = asking(session, [AskedCheck(1.0, check, confirmed=True)], lambda _: None)  # type: ignore[arg-type]

    ask(step(0, 1.0))
    ask(replace(step(1, 4.0), checks=(CheckStatus(check, CheckPhase.ASK_INTERVIEWER, 1.0),)))

    assert session.told == [check, ConfirmCheck(CheckId("check-1"), seen=True)]


@pytest.mark.models
def test_a_challenge_file_that_cannot_be_used_is_one_clear_error(clip: Path, tmp_path: Path) -> None:
    script = tmp_path / "script.toml"
    script.write_text("[[check]]\nat_s = 1\n")

    with pytest.raises(UsageError, match="challenge file"):
        _run(clip, "--challenges", script)


@pytest.mark.models
@pytest.mark.parametrize("language", ["en", "id"])
def test_a_second_opinion_is_told_whatever_is_installed(clip: Path, tmp_path: Path, language: str) -> None:
    said = _run(clip, "--second-opinion", "--json", tmp_path / "a.json", "--language", language)

    document = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    jsonschema.validate(document, json.loads(SCHEMA.read_text(encoding="utf-8")))
    abilities = document["second_opinion"]["abilities"]
    assert set(abilities) == {"liveness", "same_person"}
    assert all(
        ability["state"] in {"ready", "not_installed", "no_weights", "no_id_photo"} for ability in abilities.values()
    )
    assert said.count({"en": "Second opinion: ", "id": "Pendapat kedua: "}[language]) == 2


@pytest.mark.models
def test_without_asking_there_is_no_second_opinion(clip: Path) -> None:
    assert "second_opinion" not in json.loads(_run(clip, "--json", "-"))
