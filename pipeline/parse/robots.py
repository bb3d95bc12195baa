"""robots.txt (RFC 9309), read by protego. Pure."""

from __future__ import annotations

from functools import lru_cache

from protego import Protego

MAX_ROBOTS = 500 * 1024
"""RFC 9309, section 2.5: a crawler may stop reading there."""


def may_fetch(body: str, url: str, *, agent: str) -> bool:
    """Whether these rules let this agent have this URL; `agent` is a whole User-Agent, its first word counts."""
    return bool(_rules(body[:MAX_ROBOTS]).can_fetch(url, agent_token(agent)))


def crawl_delay(body: str, *, agent: str) -> float | None:
    """Seconds between two requests that these rules ask this agent for; None if they do not."""
    delay = _rules(body[:MAX_ROBOTS]).crawl_delay(agent_token(agent))
    return float(delay) if delay is not None and 0 < float(delay) < float("inf") else None


def agent_token(agent: str) -> str:
    """The name by which rules speak to us: 'Dateline' of 'Dateline/0.1 (+https://...)': RFC 9309, section 2.2.1."""
    return agent.split("/")[0].split()[0] if agent.split("/")[0].strip() else "*"


@lru_cache(maxsize=256)
def _rules(body: str) -> Protego:
    return Protego.parse(body)
