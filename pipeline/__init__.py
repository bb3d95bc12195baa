"""Dateline's library: what happens to a document, without any word on who calls it.

It knows no Celery and no Redis. The stages are in `pipeline.stages`; everything they decide is in `policy` and
`identity`, everything they touch in `fetch`, `parse`, `enrich` and `storage`.
"""

__version__ = "0.1.0"
