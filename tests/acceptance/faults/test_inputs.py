"""Documents that kill or hang whoever works on them (rows F14 and F15)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.acceptance.faults.harness import Trial
from tests.acceptance.faults.processes import pool
from tests.hooks import hook

pytestmark = [pytest.mark.acceptance, pytest.mark.faults]

NUMBER = 7
ACT = """
    import os, re, signal
    import pipeline.parse as place
    real = place.read_article
    def read_article(raw, **named):
        if b"close file {number}: " in raw.content:
            {act}
        return real(raw, **named)
    place.read_article = read_article
"""
KILLERS = {
    "os._exit": "os._exit(9)",
    "SIGSEGV": "os.kill(os.getpid(), signal.SIGSEGV)",
    "endless loop": "exec('while True: pass')",
    "endless regex": "re.match(r'(a+)+$', 'a' * 64 + 'b')",
}


@pytest.mark.parametrize("kind", KILLERS)
def test_f14_f15_a_document_that_ends_or_hangs_its_worker_is_given_up_and_the_others_are_published(
    trial: Trial, tmp_path: Path, kind: str
):
    killer = hook(tmp_path, ACT.format(number=NUMBER, act=KILLERS[kind]), programs=("parse",))
    with trial.running(DATELINE_MAX_ATTEMPTS="3", **killer) as supervisor:
        trial.press.announce(40)
        trial.until_closed(39)
        trial.press.announce(20)
        url = next(url for url in trial.press.manifest if url.endswith(f"/{NUMBER}.html"))
        found = trial.verdict(excused={url: "gave_up"})
        assert found.clean, str(found)
        assert trial.rows(f"select attempts, state from ingest.documents where url = '{url}'") == [
            {"attempts": 3, "state": "failed"}
        ]
        kept = f"select from ingest.documents join ingest.raw_documents using (document_id) where url = '{url}'"
        assert trial.rows(kept), "what kills is not kept"
        assert len(pool(supervisor, "parse")) == 2
        assert not supervisor.restarts
