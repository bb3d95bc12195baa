"""`dateline requeue` takes the reasons that there are."""

from __future__ import annotations

from click.testing import CliRunner

from pipeline.cli.main import cli


def test_a_reason_that_is_none_is_refused_in_one_line_and_brings_nothing_back() -> None:
    done = CliRunner().invoke(cli, ["requeue", "--reason", "not-found"])
    assert done.exit_code == 2
    assert "'not-found' is no reason: `dateline status` lists those that there are" in " ".join(done.output.split())
