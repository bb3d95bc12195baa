"""The parse task."""

from pipeline.models import Stage
from pipeline.stages import language_of, parse_document
from workers.app import app
from workers.context import at_work, go_on
from workers.groups import queue_of


@app.task(name="parse")
def parse(document_id: int) -> None:
    """Put the document through the parse stage."""
    with at_work(document_id) as (here, conn):
        state = parse_document(conn, document_id, rules=here.rules, worker=here.worker)
        groups = here.settings.language_queues
        queue = queue_of(language_of(conn, document_id), groups) if groups else None
    go_on(Stage.PARSE, document_id, state, queue=queue)
