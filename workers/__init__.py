"""The Celery shell around `pipeline`: it moves ids from stage to stage and decides nothing.

`celery -A workers worker -Q fetch` finds the app here.
"""

from workers.app import app

__all__ = ["app"]
