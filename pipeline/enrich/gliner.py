"""A GLiNER model as a recogniser: finds the types of OntoNotes 5 by asking for them in words.

`gliner:FOLDER` in DATELINE_MODELS names one that lies in a folder: config and weights, as its library saves them.
Nothing is fetched from a hub. The library is an extra of this package: it brings PyTorch along.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

PREFIX = "gliner:"

PROMPTS: Mapping[str, str] = {
    "person": "PERSON",
    "organization": "ORG",
    "country, state or city": "GPE",
    "location": "LOC",
    "building or facility": "FAC",
    "nationality, religion or political group": "NORP",
    "event": "EVENT",
    "work of art": "WORK_OF_ART",
    "law": "LAW",
    "product": "PRODUCT",
    "language": "LANGUAGE",
    "date": "DATE",
    "time": "TIME",
    "amount of money": "MONEY",
    "percentage": "PERCENT",
    "quantity": "QUANTITY",
    "ordinal number": "ORDINAL",
    "number": "CARDINAL",
}
"""What is asked for, and the type that the answer has."""

LEAST_SCORE = 0.5
MOST_WORDS = 200
"""Words read at once: the library cuts off what is beyond its encoder's length, which is 384 pieces of words mostly."""

_WEIGHTS = ("model.safetensors", "pytorch_model.bin")
_HASHED_BYTES = 1 << 20


class GlinerRecogniser:
    """One GLiNER model, ready to find entities."""

    is_fast = False
    """Its marks are no sentence's own: another version of a text is read whole."""

    reads_all = False

    def __init__(self, model: Any, *, name: str, language: str) -> None:
        import spacy

        self.name = name
        self._model = model
        self._words = spacy.blank(language)

    def make_doc(self, text: str) -> Any:
        """The text as words, to mark where sentences begin."""
        return self._words.make_doc(text)

    def find(self, doc: Any) -> list[tuple[int, int, str]]:
        """(first character, one past the last, label) of each entity, in order, apart, within its sentence."""
        found: list[tuple[int, int, str]] = []
        for start, end in parts_of(doc):
            answers = self._model.predict_entities(doc.text[start:end], list(PROMPTS), threshold=LEAST_SCORE)
            for answer in sorted(answers, key=lambda answer: (answer["start"], -answer["score"])):
                first, last = start + answer["start"], start + answer["end"]
                if not found or first >= found[-1][1]:
                    found.append((first, last, PROMPTS[answer["label"]]))
        return found


def parts_of(doc: Any) -> Iterator[tuple[int, int]]:
    """Where the sentences of a tokenised text stand, those cut that are longer than MOST_WORDS."""
    first = 0
    for number in range(1, len(doc) + 1):
        if number == len(doc) or doc[number].is_sent_start or number - first == MOST_WORDS:
            last = doc[number - 1]
            yield doc[first].idx, last.idx + len(last)
            first = number


def load_gliner(folder: str, *, language: str) -> GlinerRecogniser:
    """The model of a folder. Raises ImportError without the extra, OSError or ValueError where it cannot be read."""
    from gliner import GLiNER

    place = Path(folder)
    if not place.is_dir():
        raise OSError(f"no folder {folder}")
    model = GLiNER.from_pretrained(str(place), local_files_only=True)
    return GlinerRecogniser(model, name=f"gliner_{place.name}@{_version(place)}", language=language)


def _version(folder: Path) -> str:
    """The first digits of the hash of the weights: these models bear no version of their own."""
    path = next((folder / name for name in _WEIGHTS if (folder / name).exists()), None)
    if path is None:
        raise OSError(f"no weights in {folder}: {' or '.join(_WEIGHTS)}")
    digest = hashlib.sha256()
    with path.open("rb") as weights:
        while block := weights.read(_HASHED_BYTES):
            digest.update(block)
    return digest.hexdigest()[:12]
