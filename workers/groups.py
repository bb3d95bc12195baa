"""Groups of languages: the queues of the enrich stage, and the models that a worker of some of them needs."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType

from pipeline.enrich.models import MULTILINGUAL
from pipeline.models import Stage

REST = Stage.ENRICH.value
"""The queue of every language that is in no group, and of texts whose language is not known."""

_served: frozenset[str] = frozenset()


def queue_of(language: str | None, groups: Mapping[str, str]) -> str:
    """The queue in which a text of this language waits to be enriched."""
    group = groups.get(language) if language else None
    return f"{REST}.{group}" if group else REST


def queues_of(groups: Mapping[str, str]) -> tuple[str, ...]:
    """The queues of the enrich stage."""
    return (REST, *sorted({queue_of(language, groups) for language in groups}))


def models_for(queues: Collection[str], groups: Mapping[str, str], models: Mapping[str, str]) -> Mapping[str, str]:
    """Of these models those that a worker needs which serves these queues; all of them where there are no groups."""
    if not groups or not set(queues) & set(queues_of(groups)):
        return models
    kept = {language: package for language, package in models.items() if queue_of(language, groups) in queues}
    strays = {language for language in groups if language not in models and queue_of(language, groups) in queues}
    if MULTILINGUAL in models and (REST in queues or strays):
        kept[MULTILINGUAL] = models[MULTILINGUAL]
    else:
        kept.pop(MULTILINGUAL, None)
    return MappingProxyType(kept)


def note_served(queues: Collection[str]) -> None:
    """Remember, before the pool forks, which queues this worker serves."""
    global _served
    _served = frozenset(queues)


def served() -> frozenset[str]:
    """The queues that this worker serves; none where no worker runs."""
    return _served
