"""The command's entrance: exit statuses, help, and errors in one line."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence

import pytest

from pipeline import __version__, storage
from pipeline.cli import main as entrance
from pipeline.settings import SettingError


def call(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["dateline", *arguments])
    with pytest.raises(SystemExit) as ended:
        entrance.main()
    assert isinstance(ended.value.code, int)
    return ended.value.code


def failing(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    def fail(**_: object) -> None:
        raise error

    monkeypatch.setattr(entrance, "cli", fail)


@pytest.mark.parametrize("name", [*entrance.COMMANDS, "sources add", "sources list", "sources import", "sources pause"])
@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_every_command_explains_itself(monkeypatch, capsys, name: str, flag: str):
    assert call(monkeypatch, *name.split(), flag) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("Usage: dateline")
    assert len(shown.splitlines()) >= 5
    assert max(len(line) for line in shown.splitlines()) <= 100


def test_the_help_lists_the_commands_without_loading_one(monkeypatch, capsys):
    assert call(monkeypatch, "--help") == 0
    shown = capsys.readouterr().out
    for name, (_, line) in entrance.COMMANDS.items():
        assert name in shown and line.split(":")[0][:30] in shown


def test_the_help_imports_neither_database_nor_parser_nor_model():
    code = "import sys, pipeline.cli.main as m; sys.argv = ['dateline', '--help']\n"
    code += "try: m.main()\nexcept SystemExit: pass\n"
    code += (
        "print([n for n in ('psycopg', 'bs4', 'lxml', 'spacy', 'celery', 'feedparser', 'rich') if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_the_version_is_shown(monkeypatch, capsys):
    assert call(monkeypatch, "--version") == 0
    assert capsys.readouterr().out == f"dateline, version {__version__}\n"


@pytest.mark.parametrize(
    "arguments",
    [
        (), ("nonsense",), ("run",), ("sql",), ("sql", "x", "--format", "xml"), ("--no",),
        *(("run", "x", "--patience", value) for value in ("nan", "inf", "1e300", "-1")),
    ],
)  # fmt: skip
def test_wrong_usage_is_status_2(monkeypatch, capsys, arguments: Sequence[str]):
    assert call(monkeypatch, *arguments) == 2
    shown = capsys.readouterr()
    assert "Usage" in shown.out + shown.err


@pytest.mark.parametrize(
    ("error", "line", "code"),
    [
        (SettingError("DATELINE_X='y' cannot be read"), "dateline: DATELINE_X='y' cannot be read\n", 1),
        (storage.Unavailable[0]("no\nroute"), "dateline: PostgreSQL says: no route (see `dateline doctor`)\n", 1),
        (KeyboardInterrupt(), "dateline: interrupted\n", 130),
    ],
)
def test_what_people_can_mend_is_one_line(monkeypatch, capsys, error: BaseException, line: str, code: int):
    failing(monkeypatch, error)
    assert call(monkeypatch) == code
    assert capsys.readouterr().err == line


def test_a_bug_keeps_its_traceback(monkeypatch):
    failing(monkeypatch, ZeroDivisionError())
    monkeypatch.setattr(sys, "argv", ["dateline"])
    with pytest.raises(ZeroDivisionError):
        entrance.main()


def test_a_commands_number_is_the_exit_status(monkeypatch):
    for status, code in ((1, 1), (0, 0), (None, 0)):
        monkeypatch.setattr(entrance, "cli", lambda status=status, **_: status)
        assert call(monkeypatch) == code
