"""Fits the weights by which a name gets its label, and says how well they do on texts that they were not fitted on.

    python -m tests.benchmarks.fit_names [--write]

Learns from the articles of entities/worldwire (../shared/quality; where they come from stands in its README), marked by
the installed English model, and from our own stories in tests/data/enrich: all but those in wire_unseen, which judge.
Three times a third of the texts is held back: the figures printed are of those alone.
`--write` then fits on all and writes pipeline/enrich/name_weights.json.

A multinomial logistic regression with a ridge penalty, on the features of pipeline/enrich/evidence.py: some 600, of
each name of an article. The figures are shares of names' places with the right class, before the rules that come after.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

import pipeline.enrich
from pipeline.enrich.beside import beside
from pipeline.enrich.evidence import features_of, relations_of
from pipeline.enrich.gazetteer import gazetteer
from pipeline.enrich.known import known_names
from pipeline.enrich.labels import CLASSES, marked_class
from pipeline.enrich.names import Name, Words
from pipeline.enrich.nearby import listed_places
from pipeline.enrich.spans import Span
from pipeline.enrich.tagger import Tagger, candidates, load_tagger
from pipeline.parse.sentences import split_sentences
from tests.benchmarks.wire import LEARNT, plain

TEXTS = Path("../shared/quality/data/entities/worldwire.jsonl.gz")
STORY = 2.0
"""What a name of a story counts for: there are few, of the kind of text that most sources send."""
OF_LISTS = {"PERSON": "PER", "ORG": "ORG", "PLACE": "LOC"}
WEIGHTS = Path(pipeline.enrich.__file__).with_name("name_weights.json")
FOLDS = 3
RARE = 12
"""Features of fewer names than this say too little to be learnt from."""
RIDGE = 4.0
STEPS = 400
PARTLY = 0.3
"""What a mark over a part of a labelled name counts for."""

Floats = npt.NDArray[np.float64]


class Example(NamedTuple):
    """One name of one article: its features, and how many of its places are of each class."""

    article: str
    features: dict[str, float]
    classes: Floats


def main() -> int:
    """Fit, measure and, if asked to, write."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--write", action="store_true", help="write the weights that are fitted on all articles")
    arguments = options.parse_args()
    if not TEXTS.exists():
        print(f"there is no {TEXTS}: nothing to learn from", file=sys.stderr)
        return 1
    tagger = load_tagger()
    examples = [*_examples(tagger), *_of_stories(tagger)]
    for fold in range(FOLDS):
        held = [example for example in examples if zlib.crc32(example.article.encode()) % FOLDS == fold]
        rest = [example for example in examples if zlib.crc32(example.article.encode()) % FOLDS != fold]
        vocabulary = _vocabulary(rest)
        weights = _fit(_matrix(rest, vocabulary), _targets(rest))
        right = _share(_matrix(held, vocabulary) @ weights, np.array([example.classes for example in held]))
        print(f"fold {fold + 1} of {FOLDS}: {len(held)} names held back, {right:.3f} of their places right")
    if arguments.write:
        vocabulary = _vocabulary(examples)
        _write(vocabulary, _fit(_matrix(examples, vocabulary), _targets(examples)))
        print(f"{len(vocabulary)} features written to {WEIGHTS}")
    return 0


def _examples(tagger: Tagger) -> Iterator[Example]:
    is_word = tagger.vocabulary("en")
    with gzip.open(TEXTS, "rt", encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            spans = tagger.marked(article["text"], language="en")
            gold = [Span(*entity) for entity in article["entities"] or ()]
            words, names, _ = candidates(article["text"], spans, is_word=is_word)
            for name, features in _features(words, names):
                classes = np.zeros(len(CLASSES))
                for place in name.ranges:
                    _count(words.text, words.span(place.first, place.last, ""), gold, classes)
                yield Example(article["id"], features, classes)


def _of_stories(tagger: Tagger) -> Iterator[Example]:
    """The names of our own stories: what a list names in whole has its class, what it has no part of is another name,
    or none where the model marks nothing."""
    for path in (path for folder in LEARNT for path in sorted(folder.glob("*.json"))):
        story = json.loads(path.read_text(encoding="utf-8"))
        text, sentences = story["text"], split_sentences(story["text"], language="en")
        listed = {
            plain(spelling): OF_LISTS[kind]
            for kind, names in story["names"].items()
            for spellings in names
            for spelling in spellings
        }
        spans = tagger.marked(text, language="en", sentences=sentences)
        words, names, _ = candidates(
            text, spans, {sentence.start_char for sentence in sentences}, is_word=tagger.vocabulary("en")
        )
        for name, features in _features(words, names):
            first = words.span(*name.ranges[0][:2], "")
            written = plain(text[first.start_char : first.end_char])
            other = "NONE" if marked_class(name) == "NONE" else "MISC"
            if written in listed or not any(written in one or one in written for one in listed):
                classes = np.zeros(len(CLASSES))
                classes[CLASSES.index(listed.get(written, other))] = STORY * len(name.ranges)
                yield Example(path.stem, features, classes)


def _features(words: Words, names: dict[Any, Name]) -> Iterator[tuple[Name, dict[str, float]]]:
    marked = {key: marked_class(name) for key, name in names.items()}
    relations = relations_of(names, marked, known_names())
    neighbours = beside(words, names, marked, known_names())
    listed = listed_places(names, known_names(), gazetteer())
    for key, name in names.items():
        features = features_of(
            words,
            name,
            relations=relations.get(key, ()),
            known=known_names().get(key),
            listed=listed.get(key),
            neighbours=neighbours[key],
        )
        yield name, features


def _count(text: str, span: Span, gold: Sequence[Span], classes: Floats) -> None:
    over = [label for label in gold if label.start_char < span.end_char and span.start_char < label.end_char]
    if not over:
        classes[CLASSES.index("NONE")] += 1
    elif over[0].label != "IGNORE":
        same = _bare(text, over[0]) == _bare(text, span)
        classes[CLASSES.index(over[0].label)] += 1 if same else PARTLY


def _bare(text: str, span: Span) -> str:
    bare = text[span.start_char : span.end_char].strip().casefold()
    return bare.removeprefix("the ").removesuffix("'s").removesuffix("’s")


def _vocabulary(examples: Sequence[Example]) -> dict[str, int]:
    counts = Counter(feature for example in examples for feature in example.features)
    return {feature: n for n, feature in enumerate(sorted(f for f, count in counts.items() if count >= RARE))}


def _matrix(examples: Sequence[Example], vocabulary: dict[str, int]) -> Floats:
    matrix = np.zeros((len(examples), len(vocabulary)))
    for row, example in enumerate(examples):
        for feature, value in example.features.items():
            if feature in vocabulary:
                matrix[row, vocabulary[feature]] = value
    return matrix


def _targets(examples: Sequence[Example]) -> Floats:
    """A name that stands often counts more, but not as much more: its places are no independent witnesses."""
    targets = np.array([example.classes for example in examples])
    scaled: Floats = targets / np.sqrt(np.maximum(1.0, targets.sum(axis=1, keepdims=True)))
    return scaled


def _fit(matrix: Floats, targets: Floats) -> Floats:
    """The weights by accelerated gradient descent (Nesterov 1983), its step from the curvature's bound."""
    weight = targets.sum(axis=1, keepdims=True)
    step = 1.0 / (0.5 * np.linalg.norm(matrix.T @ (matrix * weight), 2) + RIDGE)
    weights = ahead = np.zeros((matrix.shape[1], targets.shape[1]))
    pace = 1.0
    for _ in range(STEPS):
        scores = matrix @ ahead
        chances = np.exp(scores - scores.max(axis=1, keepdims=True))
        chances /= chances.sum(axis=1, keepdims=True)
        last, weights = weights, ahead - step * (matrix.T @ (chances * weight - targets) + RIDGE * ahead)
        pace, before = (1 + np.sqrt(1 + 4 * pace**2)) / 2, pace
        ahead = weights + (before - 1) / pace * (weights - last)
    return weights


def _share(scores: Floats, classes: Floats) -> float:
    return float(classes[np.arange(len(classes)), scores.argmax(axis=1)].sum() / classes.sum())


def _write(vocabulary: dict[str, int], weights: Floats) -> None:
    lines = (
        f"{json.dumps(feature, ensure_ascii=False)}: {json.dumps([round(float(w), 2) for w in weights[row]])}"
        for feature, row in vocabulary.items()
        if np.abs(weights[row]).max() >= 0.05
    )
    WEIGHTS.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
