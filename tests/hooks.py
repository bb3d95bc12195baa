"""What a test has Python run at the start of every worker (sitecustomize): slow stages, killers, and mutants."""

from __future__ import annotations

import textwrap
from pathlib import Path

from tests.tasks.conftest import ROOT


def hook(folder: Path, code: str, *, programs: tuple[str, ...] = ()) -> dict[str, str]:
    """The variable that makes every worker run this first; with `programs`, only those that serve such a queue."""
    place = folder / f"hook-{len(list(folder.glob('hook-*')))}"
    place.mkdir()
    body = textwrap.dedent(code)
    if programs:
        body = f"import sys\nif {set(programs)!r} & set(','.join(sys.argv).split(',')):\n" + textwrap.indent(
            body, "    "
        )
    (place / "sitecustomize.py").write_text(body, encoding="utf-8")
    return {"PYTHONPATH": f"{place}:{ROOT}"}


def slow(folder: Path, stage: str, seconds: float) -> dict[str, str]:
    """Parse or enrich take so long for each document, so that a fault meets them at their work."""
    where, what = {"parse": ("pipeline.parse", "read_article"), "enrich": ("pipeline.stages", "find_in")}[stage]
    code = f"""
        import time
        import {where} as place
        real = place.{what}
        def slowly(*given, **named):
            for _ in range(10):  # in steps: whoever is frozen in the midst of it has the rest still before him
                time.sleep({seconds} / 10)
            return real(*given, **named)
        place.{what} = slowly
    """
    return hook(folder, code, programs=(stage,))


def jumping_clock(folder: Path, offset: Path) -> dict[str, str]:
    """Every worker's wall clock, as `time.time` tells it, is off by the seconds that stand in a file at the moment."""
    offset.write_text("0")
    code = f"""
        import time
        real = time.time
        def shifted():
            try:
                with open({str(offset)!r}) as told:
                    return real() + float(told.read() or 0)
            except OSError:
                return real()
        time.time = shifted
    """
    return hook(folder, code)
