"""Programs that are kept running, and that end when they are told to, with all that they started."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from pipeline.cli import supervisor as module
from pipeline.cli.supervisor import Program, Supervisor
from tests.builders import arguments_of, wait_until


class Log:
    """What the programs print, and what is said of them."""

    def __init__(self) -> None:
        self.lines: list[tuple[str, str]] = []

    def __call__(self, name: str, line: str) -> None:
        self.lines.append((name, line))

    def has(self, part: str) -> bool:
        return any(part in line for _, line in self.lines)


@pytest.fixture
def log() -> Log:
    return Log()


def program(code: str, *, name: str = "p", grace: float = 5.0) -> Program:
    return Program(name, (sys.executable, "-u", "-c", code), dict(os.environ), grace_seconds=grace)


def check_until(supervisor: Supervisor, condition: Callable[[], object]) -> None:
    def checked() -> object:
        supervisor.check()
        return condition()

    wait_until(checked, seconds=20)


def test_what_a_program_prints_comes_line_by_line_under_its_name(log: Log):
    code = "import sys, time; print('one'); print('two\\x1b[31m', file=sys.stderr)\n"
    code += "sys.stdout.buffer.write(b'\\xff\\n'); time.sleep(60)"
    with Supervisor([program(code, name="talker")], log=log):
        wait_until(lambda: len(log.lines) >= 3)
    assert {line for _, line in log.lines} >= {"one", "two\x1b[31m", "\ufffd"}
    assert {name for name, _ in log.lines} == {"talker"}


def test_a_program_that_dies_is_started_again_after_a_pause_that_grows(log: Log):
    with Supervisor([program("print('up')")], log=log) as supervisor:
        check_until(supervisor, lambda: supervisor.restarts["p"] >= 2)
    pauses = [line for _, line in log.lines if "starts again" in line]
    assert pauses[:2] == [
        "ended with status 0; it starts again in 0.5 s",
        "ended with status 0; it starts again in 1 s",
    ]


def test_a_signal_that_killed_a_program_is_named(log: Log):
    with Supervisor([program("import time; time.sleep(60)")], log=log) as supervisor:
        os.kill(supervisor.pids()["p"], signal.SIGKILL)
        check_until(supervisor, lambda: log.has("was killed by SIGKILL"))


def test_three_deaths_within_a_minute_are_told(log: Log, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(module, "FIRST_PAUSE_SECONDS", 0.01)
    told: list[str] = []
    with Supervisor([program("raise SystemExit(3)")], log=log, on_crash_loop=told.append) as supervisor:
        check_until(supervisor, lambda: told)
        assert supervisor.restarts["p"] == 2
    assert told == ["p"]


def test_a_program_is_asked_to_end_before_it_is_killed(log: Log):
    code = """
import signal, sys, time
def end(*_):
    print("finishing"); sys.exit(0)
signal.signal(signal.SIGTERM, end)
print("ready"); time.sleep(60)
"""
    with Supervisor([program(code)], log=log):
        wait_until(lambda: log.has("ready"))
    assert log.has("finishing")
    assert not log.has("killed")


def test_a_program_that_does_not_end_in_its_grace_is_killed_with_all_that_it_started(log: Log, tmp_path: Path):
    code = f"""
import os, signal, subprocess, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
deaf = "import signal, time; signal.signal(15, signal.SIG_IGN); time.sleep(60)"
child = subprocess.Popen([sys.executable, "-c", deaf])
open({str(tmp_path / "child")!r}, "w").write(str(child.pid))
print("ready"); time.sleep(60)
"""
    began = time.monotonic()
    with Supervisor([program(code, grace=0.5)], log=log) as supervisor:
        wait_until(lambda: log.has("ready"))
        pids = [supervisor.pids()["p"], int((tmp_path / "child").read_text())]
    assert time.monotonic() - began < 20
    assert log.has("did not end within 0.5 s: killed")
    wait_until(lambda: not any(_alive(pid) for pid in pids))


def test_what_a_dead_program_left_behind_is_killed_before_it_starts_again(log: Log, tmp_path: Path):
    code = f"""
import subprocess, sys
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
open({str(tmp_path / "children")!r}, "a").write(f"{{child.pid}}\\n")
"""
    with Supervisor([program(code)], log=log) as supervisor:
        check_until(supervisor, lambda: supervisor.restarts["p"] >= 1)
        first = int((tmp_path / "children").read_text().split()[0])
        wait_until(lambda: not _alive(first))


SUPERVISED = f"""
import os, sys, time
sys.path.insert(0, {str(Path(__file__).parent.parent.parent.parent)!r})
from pathlib import Path
from pipeline.cli.supervisor import Program, Supervisor
program = Program("p", (sys.executable, "-u", "-c", sys.argv[1]), dict(os.environ), grace_seconds=1)
with Supervisor([program], log=lambda _, line: Path(sys.argv[2]).write_text(line)) as supervisor:
    while True:
        supervisor.check()
        time.sleep(0.05)
"""
MEEK = "import os, time; print(os.getpid()); time.sleep(60)"
DEAF = "import os, signal, time; signal.signal(15, signal.SIG_IGN); os.fork() and print(os.getpid()); time.sleep(60)"


@pytest.mark.parametrize("code", [MEEK, DEAF], ids=["meek", "deaf"])
def test_programs_end_when_their_supervisor_is_killed_even_those_that_do_not_listen(code: str, tmp_path: Path):
    told = tmp_path / "pid"
    parent = subprocess.Popen([sys.executable, "-c", SUPERVISED, code, str(told)], start_new_session=True)
    wait_until(lambda: told.exists() and told.read_text())
    started = psutil.Process(parent.pid).children(recursive=True)
    assert int(told.read_text()) in [process.pid for process in started]
    os.killpg(parent.pid, signal.SIGKILL)
    parent.wait()
    wait_until(lambda: not any(_alive(process.pid) for process in started))


def test_a_guard_that_was_killed_is_replaced_by_one_that_knows_the_programs(tmp_path: Path):
    told = tmp_path / "pid"
    parent = subprocess.Popen([sys.executable, "-c", SUPERVISED, DEAF, str(told)])
    wait_until(lambda: told.exists() and told.read_text())

    def guards() -> list[psutil.Process]:
        return [child for child in psutil.Process(parent.pid).children() if "guard.py" in " ".join(arguments_of(child))]

    first = guards()
    assert len(first) == 1
    first[0].kill()
    wait_until(lambda: any(guard not in first for guard in guards()))
    started = psutil.Process(parent.pid).children(recursive=True)
    parent.kill()
    parent.wait()
    wait_until(lambda: not any(_alive(process.pid) for process in started))


def test_a_program_that_cannot_be_started_stops_those_that_were(log: Log):
    good, bad = program("import time; time.sleep(60)", name="good"), Program("bad", ("/no/such/program",), {})
    supervisor = Supervisor([good, bad], log=log)
    with pytest.raises(FileNotFoundError), supervisor:
        raise AssertionError("never entered")
    assert supervisor.pids() == {}


def _alive(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
