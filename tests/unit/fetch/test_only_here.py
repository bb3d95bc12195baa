"""There is one door to the network: a guard that a second client does not have is no guard."""

from __future__ import annotations

import ast
from pathlib import Path

import pipeline

CLIENTS = ("urllib3", "requests", "httpx", "aiohttp", "urllib.request", "http.client", "ftplib")


def imported(path: Path) -> set[str]:
    """The modules that a file imports, wherever in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.update({node.module, *(f"{node.module}.{alias.name}" for alias in node.names)})
    return names


def test_no_other_part_of_the_pipeline_has_a_client_of_its_own() -> None:
    root = Path(pipeline.__file__).parent
    clients = {
        path.relative_to(root).parts[0]
        for path in root.rglob("*.py")
        if any(name == client or name.startswith(f"{client}.") for name in imported(path) for client in CLIENTS)
    }
    assert clients == {"fetch"}


def test_fetching_knows_nothing_of_the_database_the_queue_or_the_parser() -> None:
    root = Path(pipeline.__file__).parent
    for path in (root / "fetch").rglob("*.py"):
        assert not {name.partition(".")[0] for name in imported(path)} & {"psycopg", "celery", "redis", "feedparser"}
