"""The script for another Python says in one line that its library is missing."""

from __future__ import annotations

import subprocess
import sys

from candor.evaluation.names.finders import CHILD


def test_without_its_library_it_says_so():
    done = subprocess.run([sys.executable, str(CHILD)], input="", capture_output=True, text=True, check=False)

    assert done.returncode == 1
    assert done.stderr.startswith("it has no nomenklatura")
