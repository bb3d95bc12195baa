"""The sweep task: the spare for the sweeper's own loop."""

from workers.app import app
from workers.chains import hand_out
from workers.context import at_work


@app.task(name="sweep")
def sweep() -> None:
    """Hand out again whatever is due."""
    with at_work(1) as (here, conn):
        hand_out(conn, here)
