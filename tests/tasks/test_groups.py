"""Groups of languages: each has a queue of the enrich stage, and workers that load the models of that group alone."""

from __future__ import annotations

import pytest

from pipeline.cli.programs import ask_broker
from pipeline.storage import Connection
from tests import stories
from tests.builders import wait_until
from tests.publisher import Publisher
from tests.tasks.conftest import Service, register
from workers.groups import models_for, queue_of, queues_of

GROUPS = {"fr": "romance", "es": "romance", "zh": "asian"}
MODELS = {"en": "english", "fr": "french", "zh": "chinese", "xx": "any"}


def test_a_language_waits_in_the_queue_of_its_group_and_every_other_in_the_common_one():
    assert [queue_of(language, GROUPS) for language in ("fr", "es", "zh", "en", None)] == [
        "enrich.romance", "enrich.romance", "enrich.asian", "enrich", "enrich",
    ]  # fmt: skip
    assert queues_of(GROUPS) == ("enrich", "enrich.asian", "enrich.romance")
    assert queues_of({}) == ("enrich",)


@pytest.mark.parametrize(
    ("queues", "loaded"),
    [
        ({"enrich"}, {"en", "xx"}),
        ({"enrich.romance"}, {"fr", "xx"}),  # es has no model of its own
        ({"enrich.asian"}, {"zh"}),
        ({"enrich", "enrich.asian"}, {"en", "zh", "xx"}),
        (set(), set(MODELS)),  # no worker: a program that tags any text
    ],
)
def test_a_worker_loads_the_models_of_the_languages_that_its_queues_bring(queues: set[str], loaded: set[str]):
    assert set(models_for(queues, GROUPS, MODELS)) == loaded


def test_without_groups_every_worker_loads_every_model():
    assert models_for({"enrich"}, {}, MODELS) == MODELS


def test_a_text_goes_to_its_groups_queue_and_one_in_the_wrong_queue_is_handed_over(
    service: Service, owner: Connection, publisher: Publisher
):
    register(owner, stories.serve(publisher, range(2)))
    told = {"DATELINE_LANGUAGE_QUEUES": "en=west", "DATELINE_RESEND_SECONDS": "300"}
    told |= {"DATELINE_ALLOW_ADDRESSES": publisher.address}
    with service.running("sweeper", "fetch", "parse", **told):
        wait_until(lambda: service.queue_length("enrich.west") == 2)
        answer = ask_broker(service.settings, service.environ | told, served=True)
        assert answer["queues"]["enrich.west"] == 2
        assert answer["served"] == ["control", "fetch", "parse", "poll"]  # nobody serves the group
    assert service.queue_length("enrich") == 0
    row = owner.execute("select min(document_id) as document_id from ingest.documents").fetchone()
    assert row is not None
    service.send("enrich", row["document_id"])
    with service.running("enrich", **told):
        wait_until(lambda: service.queue_length("enrich.west") == 3)
    assert owner.execute("select state from ingest.documents group by state").fetchall() == [{"state": "parsed"}]
