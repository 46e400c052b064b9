"""How is the other process asked? Starts it, writes a question, waits for the answer, and gives up in time.

A crash, a hang or nonsense costs the answers asked for, never the analysis: each becomes a reason why nothing can be
told.
After too many of them the process is not started again.
"""

from __future__ import annotations

import os
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Final

from candor.second_opinion.protocol import (
    Answer,
    AskLiveness,
    AskSamePerson,
    BadMessage,
    Distance,
    Faces,
    Failed,
    Hello,
    Picture,
    Question,
    read_answer,
    write_message,
)

CHILD: Final = (sys.executable, "-m", "candor.second_opinion.child")
START_S: Final = 60.0
"""Importing deepface and loading its models from a cold disk."""
ANSWER_S: Final = 20.0
"""The first answer loads the networks; later ones take a tenth of a second."""
MAX_STARTS: Final = 3


def child_environment(home: Path, environ: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Return the environment of the child: weights only from `home`, ONNX Runtime as the engine, one thread."""
    wanted = {
        "DEEPFACE_HOME": str(home),
        "DEEPFACE_BACKEND_ENGINE": "onnx",
        "DEEPFACE_ONNX_PROVIDERS": "cpu",
        "DEEPFACE_LOG_LEVEL": "50",
        "OMP_NUM_THREADS": "1",
        "TF_CPP_MIN_LOG_LEVEL": "3",
    }
    return {**environ, **wanted}


class Witness:
    """The process that is asked. Not to be shared between threads."""

    def __init__(
        self,
        environment: Mapping[str, str],
        command: Sequence[str] = CHILD,
        *,
        start_s: float = START_S,
        answer_s: float = ANSWER_S,
    ) -> None:
        """Remember how to start it; it starts with the first question.

        Args:
            environment: of `child_environment`.
            command: what to run.
            start_s: how long it may take to say hello.
            answer_s: how long an answer may take.
        """
        self._environment = dict(environment)
        self._command = tuple(command)
        self._start_s = start_s
        self._answer_s = answer_s
        self._process: subprocess.Popen[bytes] | None = None
        self._answers: queue.SimpleQueue[Answer | None] = queue.SimpleQueue()
        self._starts = 0
        self._is_deaf = False
        self._number = 0
        self.version = ""
        """Of the library, once it has said hello."""

    def liveness(self, picture: Picture) -> Faces | Failed:
        """Ask what the anti-spoofing says of every face of a picture."""
        answer = self._ask(lambda number: AskLiveness(number, picture))
        return answer if isinstance(answer, Faces | Failed) else self._distrust(answer)

    def same_person(self, a: Picture, b: Picture, model: str) -> Distance | Failed:
        """Ask how far apart the faces of two pictures are."""
        answer = self._ask(lambda number: AskSamePerson(number, a, b, model))
        return answer if isinstance(answer, Distance | Failed) else self._distrust(answer)

    def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with suppress(OSError):  # what was still to be written to a dead process
                    stream.close()

    def _ask(self, question_of: Callable[[int], Question]) -> Answer:
        """Return the answer; every failure of the process is a Failed with "lost", "timed_out" or "not_installed"."""
        self._number += 1
        if self._process is not None and self._process.poll() is not None:
            self.close()  # it died while nobody asked: nothing is lost
        trouble = self._start() if self._process is None else None
        if trouble is not None:
            return trouble
        if not self._send(question_of(self._number)):
            return self._lose("timed_out" if self._is_deaf else "lost")
        answer = self._receive(self._answer_s)
        if not isinstance(answer, Hello) and answer.number not in (self._number, 0):
            return self._lose("lost")
        return answer

    def _send(self, question: Question) -> bool:
        """Write a question; False when the process has died, or does not read and was ended for that."""
        process = self._process
        assert process is not None
        assert process.stdin is not None
        self._is_deaf = False

        def give_up() -> None:
            self._is_deaf = True
            process.kill()

        patience = threading.Timer(self._answer_s, give_up)
        patience.start()
        try:
            write_message(process.stdin, question)
        except OSError:  # its end of the pipe is closed
            return False
        finally:
            patience.cancel()
        return True

    def _start(self) -> Failed | None:
        if self._starts >= MAX_STARTS:
            return Failed(self._number, "lost")
        self._starts += 1
        self._answers = queue.SimpleQueue()
        try:
            self._process = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=self._environment,
            )
        except OSError:
            return Failed(self._number, "lost")
        assert self._process.stdout is not None
        threading.Thread(target=_listen, args=(self._process.stdout, self._answers), daemon=True).start()
        hello = self._receive(self._start_s)
        if isinstance(hello, Hello):
            self.version = hello.version
            return None
        return hello if isinstance(hello, Failed) else self._lose("lost")

    def _receive(self, patience_s: float) -> Answer:
        try:
            answer = self._answers.get(timeout=patience_s)
        except queue.Empty:
            return self._lose("timed_out")
        return self._lose("lost") if answer is None else answer

    def _distrust(self, _: Answer) -> Failed:
        """An answer to a question that was not asked."""
        return self._lose("lost")

    def _lose(self, code: str) -> Failed:
        self.close()
        return Failed(self._number, code)


def _listen(stream: IO[bytes], answers: queue.SimpleQueue[Answer | None]) -> None:
    """Put every answer into the queue; None when the stream ends or holds nonsense."""
    try:
        while (answer := read_answer(stream)) is not None:
            answers.put(answer)
    except (BadMessage, OSError, ValueError):  # ValueError: closed by the other thread while reading
        pass
    answers.put(None)
