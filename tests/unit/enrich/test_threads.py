"""Numerical libraries take one thread in a process of ours: the others would wait for each other."""

from __future__ import annotations

import os
import subprocess
import sys

PROGRAM = (
    "import pipeline.enrich, numpy as np, psutil; np.ones((500, 500)) @ np.ones((500, 500));"
    "print(psutil.Process().num_threads())"
)


def test_whoever_imports_the_tagger_multiplies_matrices_on_one_thread():
    free = {name: value for name, value in os.environ.items() if not name.endswith("_NUM_THREADS")}
    done = subprocess.run([sys.executable, "-c", PROGRAM], env=free, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "1"
