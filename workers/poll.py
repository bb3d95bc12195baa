"""The poll task."""

from pipeline.stages import poll_source
from workers.app import app
from workers.chains import hand_out
from workers.context import at_work


@app.task(name="poll")
def poll(source_id: int) -> None:
    """Ask the source what it lists, and send what is new on its way at once."""
    with at_work(source_id) as (here, conn):
        poll_source(conn, source_id, rules=here.rules, worker=here.worker)
        hand_out(conn, here)
