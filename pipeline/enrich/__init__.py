"""Text to mentions: pure but for loading a model, and the only package that imports the NLP library.

`load_tagger` loads the models of a process once; `find_in` finds with them all that is to be found in one article;
`tag_text` is for programs that only want the names in a text. Importing this package costs nothing: the NLP library
comes with the first model.
"""

from __future__ import annotations

from pipeline.enrich.findings import find_in
from pipeline.enrich.models import ModelError, installed_models
from pipeline.enrich.spans import LABELS
from pipeline.enrich.tagger import Tagger, Tagging, load_shared, load_tagger, tag_text

__all__ = [
    "LABELS",
    "ModelError",
    "Tagger",
    "Tagging",
    "find_in",
    "installed_models",
    "load_shared",
    "load_tagger",
    "tag_text",
]
