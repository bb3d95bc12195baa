"""What the corpus holds and what it does not: by hour, source, language and stage, beside what is usual."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from pipeline.errors import Reason
from pipeline.models import Stage, State
from pipeline.storage import Connection, again, claims, documents, reader
from tests.builders import LEASE, WORKER, article
from tests.newsroom import echo, open_newsroom
from tests.tellings import rewrite

Ask = Callable[[str], list[dict[str, Any]]]
CLAIMS = {Stage.FETCH: claims.claim_fetch, Stage.PARSE: claims.claim_parse, Stage.ENRICH: claims.claim_enrich}
HOUR = "timestamptz '2026-06-01 10:00+00'"
OUTCOMES = ("passed", "duplicate", "rejected", "failed", "waiting")


@pytest.fixture
def asked(database_url: str) -> Ask:
    """Ask one statement as the reader."""
    return lambda query: reader.ask("", query, fallback_url=database_url)[1]


def close(conn: Connection, number: int, stage: Stage, state: State, reason: Reason) -> None:
    """Have a stage end a document."""
    claim = CLAIMS[stage](conn, number, lease=LEASE)
    assert claim is not None
    assert documents.close_document(conn, claim, state=state, reason=reason, detail="", worker=WORKER)


def stages(asked: Ask, columns: str = "*") -> dict[tuple[str, str | None], dict[str, Any]]:
    """The rows of the one hour and source, by stage and language."""
    rows = asked(f"select stage, language, {columns} from stage_coverage")
    return {(row["stage"], row["language"]): row for row in rows}


def test_coverage_counts_what_is_not_published_and_tells_the_delay(conn: Connection, asked: Ask):
    open_newsroom(conn)
    echo(conn)
    rows = asked("select * from coverage order by language nulls last")
    assert {row["language"]: row["discovered"] for row in rows} == {"de": 1, "en": 14, None: 1}
    german, english, none = rows
    outcomes = ("duplicate", "rejected", "failed", "waiting_for_fetch", "waiting_for_parse", "waiting_for_enrich")
    assert sum(none[outcome] for outcome in outcomes) == 1 and not any(english[outcome] for outcome in outcomes)
    assert (none["published"], none["latency_p50_seconds"]) == (0, None)
    assert (english["published"], english["with_author"], german["with_entities"]) == (14, 12, 0)
    assert 0 <= english["latency_p50_seconds"] <= english["latency_p95_seconds"] < 3600


def test_an_hour_stands_beside_what_it_usually_brings_and_a_silent_one_too(conn: Connection, asked: Ask):
    open_newsroom(conn)
    rows = asked(
        "select hour, source, discovered, published, usual_discovered from coverage_against_usual("
        " (select min(hour) from coverage), (select min(hour) from coverage) + interval '2 weeks') order by hour"
    )
    assert len(rows) == 14 * 24
    assert (rows[0]["discovered"], rows[0]["published"], rows[0]["usual_discovered"]) == (15, 14, 0)
    assert (rows[7 * 24]["discovered"], float(rows[7 * 24]["usual_discovered"])) == (0, 1.9)


def test_what_enters_a_stage_passes_it_or_ends_or_waits_there_and_its_language_is_known_once_it_is_read(
    conn: Connection, discovered: Callable[..., int], fetched: Callable[..., int], parsed: Callable[..., int],
    tell: Callable[..., int], asked: Ask,
):  # fmt: skip
    tell("Tides rose.", "Oslo")
    discovered("waits")
    close(conn, discovered("gone"), Stage.FETCH, State.FAILED, Reason.NOT_FOUND)
    fetched("waits too")
    close(conn, fetched("a form"), Stage.PARSE, State.REJECTED, Reason.NO_CONTENT)
    parsed("waits as well", replace(article("Züge fuhren ab."), language="de"))
    close(conn, parsed("told before", replace(article("Tides.", "Same"), language="en")), Stage.ENRICH,
          State.DUPLICATE, Reason.SAME_TEXT)  # fmt: skip
    rows = stages(asked)
    assert all(row["entered"] == sum(row[outcome] for outcome in OUTCOMES) for row in rows.values())
    told = {key: (row["entered"], *(outcome for outcome in OUTCOMES if row[outcome])) for key, row in rows.items()}
    assert told == {
        ("fetch", None): (4, "passed", "failed", "waiting"), ("parse", None): (2, "rejected", "waiting"),
        ("fetch", "de"): (1, "passed"), ("parse", "de"): (1, "passed"), ("enrich", "de"): (1, "waiting"),
        ("fetch", "en"): (2, "passed"), ("parse", "en"): (2, "passed"), ("enrich", "en"): (2, "passed", "duplicate"),
    }  # fmt: skip
    published = rows["enrich", "en"]
    assert (published["with_date"], published["with_author"], published["with_entities"]) == (1, 0, 1)
    assert rows["parse", "en"]["with_date"] is None


def test_a_delay_is_that_of_the_first_time_however_often_a_stage_is_done_again(
    conn: Connection, owner: Connection, tell: Callable[..., int], asked: Ask
):
    number = tell("Tides rose.", "Oslo")
    owner.execute("update ingest.documents set discovered_at = now() - interval '1 hour'")
    owner.execute("update news.articles set first_seen_at = now() - interval '1 hour'")
    owner.execute(
        "update ingest.events as e set ended_at = d.discovered_at + (array[2, 12, 42])[e.version] * interval '1 second'"
        " from ingest.documents as d where d.document_id = e.document_id"
    )
    owner.execute("update news.changes set changed_at = now() - interval '59 minutes'")
    rewrite(conn, number, "Tides fell.", "Oslo")
    delays = {stage: row["latency_p95_seconds"] for (stage, _), row in stages(asked, "latency_p95_seconds").items()}
    assert delays == {"fetch": 2, "parse": 10, "enrich": 30}
    (row,) = asked("select latency_p50_seconds from coverage")
    assert row["latency_p50_seconds"] == pytest.approx(60, abs=1)


def test_what_was_forgotten_is_no_article_that_passed(
    conn: Connection, owner: Connection, tell: Callable[..., int], asked: Ask
):
    again.forget_documents(owner, [tell("Tides rose.", "Oslo")], why="case 12", worker=WORKER)
    row = stages(asked)["enrich", None]
    assert (row["entered"], row["passed"], row["rejected"], row["latency_p50_seconds"]) == (1, 0, 1, None)


def test_each_language_and_stage_of_an_hour_stands_beside_the_same_hour_of_eight_weeks(
    conn: Connection, owner: Connection, parsed: Callable[..., int], tell: Callable[..., int], asked: Ask
):
    for weeks in range(5):
        number = tell(f"Tides rose {weeks} times.", *["Oslo"] * (weeks > 0))
        later = f"{HOUR} + interval '1 minute' - {weeks} * interval '168 hours'"
        owner.execute(f"update ingest.documents set discovered_at = {later} where document_id = {number}")  # type: ignore[arg-type]
        owner.execute(
            f"update ingest.events set ended_at = {later} + version * {weeks} * interval '10 seconds'"  # type: ignore[arg-type]
            f" where document_id = {number}"
        )
    waits = parsed("waits", replace(article("Züge fuhren ab."), language="de"))
    owner.execute(
        f"update ingest.documents set discovered_at = {HOUR} - interval '336 hours' where document_id = {waits}"  # type: ignore[arg-type]
    )
    rows = asked(
        f"select * from stage_coverage_against_usual({HOUR} + interval '5 minutes', {HOUR} + interval '1 hour')"
    )
    told = {(row["language"], row["stage"]): row for row in rows}
    assert set(told) == {(language, stage) for language in ("de", "en") for stage in ("fetch", "parse", "enrich")}
    english, german = told["en", "enrich"], told["de", "enrich"]
    assert (english["entered"], english["passed"], english["with_date"], english["with_entities"]) == (1, 1, 1, 0)
    assert (english["weeks"], english["usual_passed"], english["usual_with_entities"]) == (4, 0.5, 0.5)
    assert (english["latency_p50_seconds"], english["usual_latency_p50_seconds"]) == (0, 25)
    assert (german["entered"], german["with_date"], german["latency_p50_seconds"]) == (0, 0, None)
    assert (float(german["usual_entered"]), german["usual_passed"]) == (0.1, 0)
    assert german["usual_latency_p95_seconds"] is None
    assert (told["en", "fetch"]["with_date"], told["en", "fetch"]["usual_with_date"]) == (None, None)


@pytest.mark.parametrize("function", ["coverage_against_usual", "stage_coverage_against_usual"])
def test_more_than_a_month_of_hours_is_refused_in_one_line(asked: Ask, function: str):
    with pytest.raises(reader.QueryError, match="at most 31 days at a time"):
        asked(f"select * from {function}(now() - interval '32 days', now())")
