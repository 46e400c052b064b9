"""A process that speaks the second opinion's protocol and misbehaves on request: `python stand_in.py MANNER`."""

import sys
import time

from candor.second_opinion.child import NoFaceError, serve
from candor.second_opinion.protocol import Failed, Hello, LookedAt, read_question, write_message


class Calm:
    """Says "live" to every bright picture; two pictures are as far apart as their brightness."""

    version = "1.0"

    def look(self, rgb):
        if rgb.max() == 0:
            raise NoFaceError
        height, width = rgb.shape[:2]
        box = (width * 0.25, height * 0.25, width * 0.75, height * 0.75)
        return (LookedAt(box, bool(rgb.mean() > 100), 0.75),)

    def distance(self, a, b, model):
        return abs(float(a.mean()) - float(b.mean())) / 255, 0.3


def misbehave(manner: str) -> None:
    questions, answers = sys.stdin.buffer, sys.stdout.buffer
    if manner == "silent":
        time.sleep(60)
    if manner == "not_installed":
        write_message(answers, Failed(0, "not_installed"))
        return
    write_message(answers, Hello("1.0"))
    if manner == "deaf":
        time.sleep(60)
    question = read_question(questions)
    if manner == "dies":
        sys.exit(3)
    if manner == "hangs":
        time.sleep(60)
    if manner == "nonsense":
        answers.write(b"\xff" * 64)
    if manner == "huge":
        answers.write((1 << 31).to_bytes(4, "little"))
    if manner == "wrong_number":
        write_message(answers, Failed(question.number + 7 if question else 0, "no_face"))
    if manner == "greets_again":
        write_message(answers, Hello("1.0"))
    answers.flush()
    time.sleep(60)


if __name__ == "__main__":
    if sys.argv[1] == "calm":
        serve(sys.stdin.buffer, sys.stdout.buffer, Calm())
    else:
        misbehave(sys.argv[1])
