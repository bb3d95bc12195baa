"""Search an entry point for broken promises, led by coverage (atheris, libFuzzer's engine for Python).

    pip install -e '.[embedded,test,fuzz]'
    python -m tests.fuzz.run feed --minutes 10          # or page, file, segment

What it finds goes to tests/fuzz/found/ENTRY-HASH, with the error on the terminal; each kind once. A finding that has
been mended moves to tests/data/fuzz/ENTRY/NAME and is tried by tests/fuzz/test_cases.py from then on. The corpus grows
in a temporary folder, or in the one that `--corpus` names.
"""

from __future__ import annotations

import argparse
import hashlib
import subprocess
import sys
import tempfile
import time
import traceback
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["pipeline", "feedparser", "trafilatura", "sgmllib", "tarfile", "zipfile"]):
    from tests.fuzz.entry_points import ENTRY_POINTS, Broken, warm_up
from tests.fuzz.seeds import SEEDS, WORDS

FOUND = Path(__file__).parent / "found"
_seen: set[str] = set()


def attempt(name: str, data: bytes) -> None:
    """Try one input; keep it where a promise breaks in a way that has not been seen."""
    try:
        ENTRY_POINTS[name].run(data)
    except MemoryError:
        raise
    except Exception as error:
        place = traceback.extract_tb(error.__traceback__)[-1]
        what = str(error)[:24] if isinstance(error, Broken) else f"{place.filename}:{place.lineno}"
        key = hashlib.sha256(f"{type(error).__name__} {what}".encode()).hexdigest()[:12]
        if key not in _seen:
            _seen.add(key)
            FOUND.mkdir(exist_ok=True)
            (FOUND / f"{name}-{key}").write_bytes(data)
            print(
                f"FOUND {name}-{key}: {type(error).__name__}: {error!s:.300} at {place.filename}:{place.lineno}",
                flush=True,
            )


def search(name: str, corpus: Path, *, seconds: int) -> None:
    """One run of the engine in this process; it does not return."""
    warm_up()
    words = corpus.parent / "words.txt"
    words.write_text("".join(f'"{word}"\n' for word in WORDS[name].split()), encoding="utf-8")
    for number, seed in enumerate(SEEDS[name]):
        (corpus / f"seed-{number}").write_bytes(seed)
    options = [
        f"-max_total_time={seconds}", f"-max_len={ENTRY_POINTS[name].longest}", "-timeout=30", "-rss_limit_mb=1500",
        f"-dict={words}", "-print_final_stats=1", f"-artifact_prefix={FOUND}/{name}-", "-len_control=20",
    ]  # fmt: skip
    FOUND.mkdir(exist_ok=True)
    atheris.Setup([sys.argv[0], *options, str(corpus)], lambda data: attempt(name, data))
    atheris.Fuzz()


def main() -> None:
    """Search until the time is up: a hang or a lack of memory ends the engine, and another one goes on."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("entry", choices=sorted(ENTRY_POINTS))
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--inner", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.inner:
        search(asked.entry, asked.corpus, seconds=round(asked.minutes * 60))
        return
    with tempfile.TemporaryDirectory() as folder:
        corpus = asked.corpus or Path(folder) / "corpus"
        corpus.mkdir(parents=True, exist_ok=True)
        end = time.monotonic() + asked.minutes * 60
        while (left := end - time.monotonic()) > 5:
            command = [sys.executable, "-m", "tests.fuzz.run", asked.entry, "--minutes", f"{left / 60:.2f}"]
            subprocess.run([*command, "--corpus", str(corpus), "--inner"], check=False)


if __name__ == "__main__":
    main()
