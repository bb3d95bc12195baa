"""The parse task."""

from pipeline.models import Stage
from pipeline.stages import parse_document
from workers.app import app
from workers.context import at_work, go_on


@app.task(name="parse")
def parse(document_id: int) -> None:
    """Put the document through the parse stage."""
    with at_work(document_id) as (here, conn):
        state = parse_document(conn, document_id, rules=here.rules, worker=here.worker)
    go_on(Stage.PARSE, document_id, state)
