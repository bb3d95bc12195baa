"""What a soak has to say: a verdict first, then what was done, how long things took, and memory over time."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

import click

from pipeline.cli.chaos.soak import Soak, Verdict

BARS = "▁▂▃▄▅▆▇█"
WIDTH = 60
SHOWN = 20


def tell(soak: Soak, verdict: Verdict) -> None:
    """Print the report."""
    click.echo("\nfaults injected")
    for what, times in sorted(soak.faults.items()):
        click.echo(f"  {times:5}  {what}")
    troubles = verdict.troubles
    click.echo(
        f"retries {troubles['retries']}, leases taken back {troubles['lost_leases']}, late results refused"
        f" {troubles['fenced']}, most attempts at one stage {troubles['most_attempts']}, programs restarted"
        f" {sum(soak.target.supervisor.restarts.values())} times"
    )
    if verdict.seconds:
        p50, p95 = quantile(verdict.seconds, 0.5), quantile(verdict.seconds, 0.95)
        click.echo(f"announcement to SQL: p50 {p50:.1f} s, p95 {p95:.1f} s, longest {max(verdict.seconds):.1f} s")
    click.echo(f"drained {soak.drain_seconds:.1f} s after the last fault")
    click.echo("memory over time")
    for name, samples in soak.memory.items():
        low, high = min(samples) // 2**20, max(samples) // 2**20
        click.echo(f"  {name:8} {spark(samples)} {low} to {high} MiB")
    for title, lines in (
        ("lost", verdict.lost), ("other text", verdict.wrong), ("twice", verdict.doubled), ("audit", verdict.findings),
    ):  # fmt: skip
        for line in lines[:SHOWN]:
            click.echo(f"{title}: {line}")
        if len(lines) > SHOWN:
            click.echo(f"{title}: … and {len(lines) - SHOWN} more")
    click.echo(
        f"{verdict.announced} announced, {verdict.published} published, {len(verdict.lost)} lost,"
        f" {len(verdict.wrong)} with another text, {len(verdict.doubled)} twice, {len(verdict.findings)} audit"
        f" findings: {'nothing was lost' if verdict.clean else 'NOT CLEAN'}"
    )


def spark(samples: Sequence[float], *, width: int = WIDTH) -> str:
    """A line of at most `width` bars, each the largest of its share of the samples, from nothing to the largest."""
    if not samples or max(samples) <= 0:
        return ""
    count = min(width, len(samples))
    edges = [len(samples) * n // count for n in range(count + 1)]
    peaks = [max(samples[a:b]) for a, b in pairwise(edges)]
    top = max(peaks)
    return "".join(BARS[min(int(peak / top * len(BARS)), len(BARS) - 1)] for peak in peaks)


def quantile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least this share of the values does not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]
