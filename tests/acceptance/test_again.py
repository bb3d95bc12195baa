"""An operator brings documents back, does a stage again and has an article forgotten, each with one command."""

from __future__ import annotations

import json

import pytest

from tests import stories
from tests.acceptance.conftest import Operator, allowed
from tests.publisher import Publisher

pytestmark = pytest.mark.acceptance


def test_an_operator_brings_back_does_again_and_forgets_and_the_books_hold(operator: Operator, publisher: Publisher):
    feed = stories.serve(publisher, range(3))
    missing = stories.story(2).path
    publisher.add(missing, b"gone", status=404)
    assert operator.ingest(feed, **allowed(publisher))["status"] == 1

    stories.serve(publisher, range(3))
    back = operator.run("requeue", "--reason", "not_found", "--run", **allowed(publisher))
    assert back.returncode == 0, back.stderr
    assert back.stdout == "1 documents brought back\n1 have an outcome, 0 still wait\n"
    assert operator.rows("select count(*) as n from news.articles") == [{"n": 3}]

    refused = operator.run("reprocess", "--stage", "enrich", "--where", "languag = 'en'")
    assert refused.returncode == 1 and 'column "languag" does not exist' in refused.stderr
    assert "Traceback" not in refused.stderr
    later = operator.run("reprocess", "--stage", "enrich", "--where", "language = 'en'")
    assert later.stdout == "3 documents queued again; `dateline up` works on them\n"
    assert operator.rows("select count(*) as n from ingest.documents where priority = 1") == [{"n": 3}]
    assert operator.run("audit").returncode == 0

    url = publisher.url(stories.story(1).path)
    gone = operator.run("forget", url, "--reason", "case 12", "--yes")
    assert gone.stdout == "1 documents forgotten, 1 articles retracted\n"
    told = operator.run("explain", url, "--json")
    assert json.loads(told.stdout)["documents"][0]["reason"] == "forgotten"
    assert operator.run("audit").returncode == 0


def test_what_cannot_be_meant_is_one_line(operator: Operator):
    for arguments, status, line in (
        (("requeue",), 2, "name documents, a --reason or a --source"),
        (("requeue", "https://nowhere.example/1"), 1, "no source announced https://nowhere.example/1"),
        (("requeue", "--source", "77"), 1, "there is no source 77"),
        (("forget", "--reason", "w"), 2, "name one URL, one document number, or a --source"),
    ):
        done = operator.run(*arguments)
        assert done.returncode == status and line in done.stderr and "Traceback" not in done.stderr
