"""Asking the other process: answers come back, and whatever goes wrong there costs an answer, never the caller."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from candor.second_opinion.protocol import Distance, Faces, Failed, picture_of
from candor.second_opinion.witness import MAX_STARTS, Witness, child_environment

STAND_IN = Path(__file__).parent / "stand_in.py"
BRIGHT = picture_of(np.full((48, 64, 3), 200, np.uint8))
DARK = picture_of(np.zeros((48, 64, 3), np.uint8))


@pytest.fixture
def witness_of() -> Iterator:
    made: list[Witness] = []

    def make(manner: str, answer_s: float = 10.0, start_s: float = 30.0) -> Witness:
        made.append(Witness(os.environ, (sys.executable, str(STAND_IN), manner), start_s=start_s, answer_s=answer_s))
        return made[-1]

    yield make
    for witness in made:
        witness.close()


def test_each_question_gets_its_answer(witness_of) -> None:
    witness = witness_of("calm")

    seen, apart = witness.liveness(BRIGHT), witness.same_person(BRIGHT, BRIGHT, "SFace")

    assert isinstance(seen, Faces)
    assert [(face.is_live, face.score) for face in seen.faces] == [(True, 0.75)]
    assert isinstance(apart, Distance)
    assert (apart.distance, apart.threshold) == (0.0, 0.3)
    assert witness.version == "1.0"


def test_no_face_is_an_answer_and_the_process_goes_on(witness_of) -> None:
    witness = witness_of("calm")

    assert witness.liveness(DARK) == Failed(1, "no_face")
    assert isinstance(witness.liveness(BRIGHT), Faces)


def test_a_process_that_died_while_nobody_asked_costs_no_answer(witness_of) -> None:
    witness = witness_of("calm")
    witness.liveness(BRIGHT)
    witness._process.kill()
    witness._process.wait()

    assert isinstance(witness.liveness(BRIGHT), Faces)


@pytest.mark.parametrize("manner", ["dies", "nonsense", "huge", "wrong_number", "greets_again"])
def test_a_process_that_dies_or_talks_nonsense_is_lost(witness_of, manner: str) -> None:
    assert witness_of(manner).liveness(BRIGHT) == Failed(1, "lost")


def test_a_process_that_hangs_is_given_up_in_time(witness_of) -> None:
    assert witness_of("hangs", answer_s=0.2).liveness(BRIGHT) == Failed(1, "timed_out")


def test_a_process_that_does_not_even_listen_is_given_up_in_time(witness_of) -> None:
    large = picture_of(np.zeros((1000, 1000, 3), np.uint8))

    assert witness_of("deaf", answer_s=0.3).liveness(large) == Failed(1, "timed_out")


def test_a_process_that_never_greets_is_given_up_in_time(witness_of) -> None:
    assert witness_of("silent", start_s=0.2).liveness(BRIGHT) == Failed(1, "timed_out")


def test_a_library_that_is_not_there_says_so(witness_of) -> None:
    answer = witness_of("not_installed").liveness(BRIGHT)

    assert isinstance(answer, Failed)
    assert answer.code == "not_installed"


def test_it_is_not_started_for_ever() -> None:
    witness = Witness(os.environ, ("/bin/false",))

    answers = [witness.liveness(BRIGHT) for _ in range(MAX_STARTS + 2)]

    assert {answer.code for answer in answers if isinstance(answer, Failed)} == {"lost"}
    assert not [answer for answer in answers if isinstance(answer, Faces)]
    assert witness._starts == MAX_STARTS


def test_a_command_that_cannot_be_run_is_lost_too() -> None:
    assert Witness(os.environ, ("/nowhere/python",)).liveness(BRIGHT) == Failed(1, "lost")


def test_the_child_looks_for_weights_only_where_they_were_put() -> None:
    environment = child_environment(Path("/home/of/weights"), {"DEEPFACE_HOME": "/root", "PATH": "/bin"})

    assert environment["DEEPFACE_HOME"] == "/home/of/weights"
    assert environment["DEEPFACE_BACKEND_ENGINE"] == "onnx"
    assert environment["PATH"] == "/bin"
