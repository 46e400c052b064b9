"""Inside the other process: two questions, closed doors, and the real library where it is installed."""

from __future__ import annotations

import ast
import io
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from candor.second_opinion import child
from candor.second_opinion.child import (
    ALLOWED_MODELS,
    NoFaceError,
    NotAllowedError,
    answer,
    files_that_are_here,
    keep_allowed,
    refuse_network,
    serve,
)
from candor.second_opinion.protocol import (
    AskLiveness,
    AskSamePerson,
    Distance,
    Faces,
    Failed,
    Hello,
    LookedAt,
    Picture,
    picture_of,
    read_answer,
    write_message,
)

PACKAGE = Path(child.__file__).resolve().parents[1]
PICTURE = picture_of(np.full((8, 8, 3), 9, np.uint8))
FACE = LookedAt((1.0, 1.0, 5.0, 5.0), True, 0.9)


class Library:
    """Sees one live face, and says how far apart by the first pixels."""

    version = "1.0"
    trouble: Exception | None = None

    def look(self, rgb):
        if self.trouble:
            raise self.trouble
        return (FACE,)

    def distance(self, a, b, model):
        if self.trouble:
            raise self.trouble
        return abs(float(a[0, 0, 0]) - float(b[0, 0, 0])), 0.5


def test_a_dialogue() -> None:
    questions, answers = io.BytesIO(), io.BytesIO()
    write_message(questions, AskLiveness(1, PICTURE))
    write_message(questions, AskSamePerson(2, PICTURE, PICTURE, "SFace"))
    questions.seek(0)

    serve(questions, answers, Library())

    answers.seek(0)
    assert [read_answer(answers) for _ in range(4)] == [Hello("1.0"), Faces(1, (FACE,)), Distance(2, 0.0, 0.5), None]


def test_bytes_that_are_no_question_end_the_dialogue() -> None:
    answers = io.BytesIO()

    serve(io.BytesIO(b"\x03\x00\x00\x00abc"), answers, Library())

    answers.seek(0)
    assert [type(read_answer(answers)) for _ in range(2)] == [Hello, Failed]


@pytest.mark.parametrize(
    ("trouble", "code"),
    [
        (NoFaceError(), "no_face"),
        (NotAllowedError("Emotion"), "not_allowed"),
        (MemoryError(), "failed"),
        (ValueError("a library's own words"), "failed"),
    ],
)
def test_what_the_library_raises_costs_one_answer(trouble: Exception, code: str) -> None:
    library = Library()
    library.trouble = trouble

    for question in (AskLiveness(7, PICTURE), AskSamePerson(7, PICTURE, PICTURE, "SFace")):
        said = answer(library, question)
        assert isinstance(said, Failed)
        assert (said.number, said.code) == (7, code)


def test_a_picture_that_lies_about_its_size_is_refused() -> None:
    said = answer(Library(), AskLiveness(1, Picture(100, 100, b"abc")))

    assert isinstance(said, Failed)
    assert said.code == "not_allowed"


def test_only_detection_recognition_and_anti_spoofing_are_left_of_the_library() -> None:
    models: dict[str, dict[str, object]] = {
        "facial_recognition": {"ArcFace": 1, "Facenet512": 1, "SFace": 1, "VGG-Face": 1, "Buffalo_L": 1},
        "spoofing": {"Fasnet": 1},
        "facial_attribute": {"Emotion": 1, "Age": 1, "Gender": 1, "Race": 1},
        "face_detector": {"yunet": 1, "opencv": 1, "retinaface": 1},
        "something new": {"Honesty": 1},
    }

    keep_allowed(models)

    assert {task: set(names) for task, names in models.items() if names} == {
        task: set(names) for task, names in ALLOWED_MODELS.items() if names
    }
    assert not ALLOWED_MODELS["facial_attribute"]


def test_no_file_of_candor_names_a_part_of_the_library_that_judges_people() -> None:
    named: set[str] = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import | ast.ImportFrom):
                modules = [node.module or ""] if isinstance(node, ast.ImportFrom) else [a.name for a in node.names]
                assert not any(module.split(".")[0] == "deepface" for module in modules), path
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "import_module":
                named |= {str(a.value) for a in node.args if isinstance(a, ast.Constant)}

    assert {name for name in named if name.split(".")[0] == "deepface"} == {
        "deepface",
        "deepface.commons.weight_utils",
        "deepface.commons.folder_utils",
        "deepface.modules.modeling",
        "deepface.modules.detection",
        "deepface.modules.verification",
        "deepface.modules.exceptions",
    }


def test_a_weight_file_is_found_or_refused_and_never_fetched(tmp_path: Path) -> None:
    folder = tmp_path / ".deepface" / "weights"
    folder.mkdir(parents=True)
    (folder / "here.onnx").write_bytes(b"x")
    (tmp_path / "outside.onnx").write_bytes(b"x")
    path_of = files_that_are_here(lambda: str(tmp_path))

    assert path_of("here.onnx", "https://example.org/here.onnx") == str(folder / "here.onnx")
    for name in ("gone.onnx", "../../outside.onnx"):
        with pytest.raises(NotAllowedError):
            path_of(file_name=name, source_url=["https://example.org/x"])


@pytest.mark.parametrize("event", ["socket.connect", "socket.getaddrinfo", "socket.sendto"])
def test_every_way_out_is_refused(event: str) -> None:
    with pytest.raises(NotAllowedError):
        refuse_network(event, ())

    refuse_network("open", ())


def test_a_process_with_the_hook_cannot_connect_anywhere() -> None:
    code = (
        "import sys, socket; from candor.second_opinion.child import refuse_network; sys.addaudithook(refuse_network)\n"
        "try: socket.create_connection(('127.0.0.1', 9), 1)\n"
        "except Exception as error: print(type(error).__name__)"
    )

    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    assert said.strip() == "NotAllowedError"


def test_the_real_library_cannot_build_its_analyses() -> None:
    pytest.importorskip("deepface", reason="the extra candor[deepface] is not installed")
    code = (
        "import os, sys; os.environ['DEEPFACE_BACKEND_ENGINE'] = 'onnx'; os.environ['DEEPFACE_HOME'] = '/nowhere'\n"
        "from candor.second_opinion.child import DeepFace; DeepFace()\n"
        "from deepface.modules import modeling\n"
        "for name in ('Emotion', 'Age', 'Gender', 'Race'):\n"
        "    try: modeling.build_model('facial_attribute', name); print('built')\n"
        "    except ValueError: print('refused')\n"
        "print(*sorted(m for m in sys.modules if m.split('.')[0] in ('tensorflow', 'torch') or 'demography' in m))"
    )

    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    assert said.split() == ["refused"] * 4
