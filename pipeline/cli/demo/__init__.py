"""The little publisher of `dateline demo`: the Harbour Wire, an invented news desk, served on loopback."""

from __future__ import annotations

from pipeline.cli.demo.server import DemoSite, serve

__all__ = ["DemoSite", "serve"]
