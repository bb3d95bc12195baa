"""The fetch task."""

from pipeline.models import Stage
from pipeline.stages import fetch_document
from workers.app import app
from workers.context import at_work, go_on


@app.task(name="fetch")
def fetch(document_id: int) -> None:
    """Put the document through the fetch stage."""
    with at_work(document_id) as (here, conn):
        state = fetch_document(conn, document_id, rules=here.rules, worker=here.worker)
    go_on(Stage.FETCH, document_id, state)
