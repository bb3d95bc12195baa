"""The enrich task."""

from pipeline.models import Stage
from pipeline.stages import enrich_document
from workers.app import app
from workers.context import at_work, go_on


@app.task(name="enrich")
def enrich(document_id: int) -> None:
    """Put the document through the enrich stage, with this process's models."""
    with at_work(document_id) as (here, conn):
        state = enrich_document(conn, document_id, tagger=here.tagger, rules=here.rules, worker=here.worker)
    go_on(Stage.ENRICH, document_id, state)
