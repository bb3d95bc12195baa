"""The enrich task."""

from pipeline.models import Stage
from pipeline.stages import enrich_document, language_of
from workers.app import app
from workers.chains import hand_over
from workers.context import at_work, go_on
from workers.groups import queue_of, served


@app.task(name="enrich")
def enrich(document_id: int) -> None:
    """Put the document through the enrich stage, with this process's models.

    A text of another group of languages goes on to that group's queue: this process has no model for it.
    """
    with at_work(document_id) as (here, conn):
        if groups := here.settings.language_queues:
            queue = queue_of(language_of(conn, document_id), groups)
            if served() and queue not in served():
                hand_over(document_id, queue)
                return
        state = enrich_document(conn, document_id, tagger=here.tagger, rules=here.rules, worker=here.worker)
    go_on(Stage.ENRICH, document_id, state)
