"""Names and places against the bare model, in one run (`python -m tests.benchmarks.entities [--articles N]`).

For each set of entities in ../shared/quality: norm F1 (the same span but for a leading article and a trailing 's, the
same class of PER, ORG, LOC) of the model alone and of the whole tagging, and words a second of processor time:
spaCy's own `nlp.pipe` with nothing but the entity recogniser, then `tag_text`. For places: the share of gold places
that are found and lie within 161 km (F1), of every name taken for its most populous place, then of the whole.

Before that, other languages: the rules and the installed models on tests/data/enrich/tongues and tongues_later.

The weights of names were fitted on worldwire and our own stories (tests/benchmarks/fit_names.py gives the figures for
texts held back); wiki and geovirus were not learnt from.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import re
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from pipeline.enrich import Tagger, load_tagger
from pipeline.enrich.gazetteer import gazetteer
from pipeline.enrich.labels import CLASS_OF
from pipeline.parse.sentences import split_sentences
from tests import tongues
from tests.benchmarks.measure import stock_pipeline

DATA = Path("../shared/quality/data")
CLASSES = ("PER", "ORG", "LOC")
NEAR_KM = 161.0
"""A hundred miles: what evaluations of geoparsing allow."""

Marks = set[tuple[int, int, str]]


def main() -> int:
    """Print both tables; status 1 if the texts are not here."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--articles", type=int, default=10_000, help="at most so many texts of each set")
    most = options.parse_args().articles
    tagger = load_tagger()
    _tongues(tagger)
    if not DATA.is_dir():
        print(f"there is no {DATA}: nothing to measure English on", file=sys.stderr)
        return 1
    print(f"{'names':<12}{'texts':>6}{'bare F1':>9}{'ours F1':>9}{'bare words/s':>14}{'ours words/s':>14}{'ratio':>7}")
    for path in sorted((DATA / "entities").glob("*.jsonl.gz")):
        _names(path, most, tagger)
    print(f"{'places':<12}{'texts':>6}{'plain F1':>9}{'ours F1':>9}")
    for path in sorted((DATA / "geo").glob("*.jsonl.gz")):
        _places(path, most, tagger)
    return 0


def _tongues(tagger: Tagger) -> None:
    """Rules against what is installed on our own few sentences a language, which are no more than a check."""
    ruled = load_tagger({"xx": "rules"})
    print(f"{'language':<10}{'names':>6}{'rules P':>9}{'R':>7}{'F1':>7}{'model P':>9}{'R':>7}{'F1':>7}  model")
    for language in tongues.languages(tongues.SETS[0]):
        texts = [
            t
            for folder in tongues.SETS
            if language in tongues.languages(folder)
            for t in tongues.gold(folder, language)
        ]
        made = [tongues.score(texts, partial(_marks, one, language)) for one in (ruled, tagger)]
        figures = "".join(f"{one.precision:>9.2f}{one.recall:>7.2f}{one.f1:>7.2f}" for one in made)
        print(f"{language:<10}{made[0].gold:>6}{figures}  {tagger.tag('', language=language).model}")


def _marks(tagger: Tagger, language: str, text: str) -> list[tuple[int, int, str]]:
    sentences = split_sentences(text, language=language)
    found = tagger.tag(text, language=language, sentences=sentences).mentions
    return [(mention.start_char, mention.end_char, mention.label) for mention in found]


def _names(path: Path, most: int, tagger: Tagger) -> None:
    texts = _read(path, most)
    words = sum(len(text["text"].split()) for text in texts)
    pipeline = stock_pipeline()
    plain = [text["text"] for text in texts]
    warm = plain[:5]
    bare, bare_seconds = _timed(
        lambda: [_of_doc(doc) for doc in pipeline.pipe(plain)], lambda: list(pipeline.pipe(warm))
    )
    ours, our_seconds = _timed(
        lambda: [
            {(m.start_char, m.end_char, m.label) for m in tagger.tag(text, language="en").mentions} for text in plain
        ],
        lambda: [tagger.tag(text, language="en") for text in warm],
    )
    print(
        f"{path.name.split('.')[0]:<12}{len(texts):>6}{_f1(texts, bare):>9.3f}{_f1(texts, ours):>9.3f}"
        f"{words / bare_seconds:>14,.0f}{words / our_seconds:>14,.0f}{bare_seconds / our_seconds:>7.2f}"
    )


def _of_doc(doc: Any) -> Marks:
    return {(entity.start_char, entity.end_char, entity.label_) for entity in doc.ents}


def _timed(work: Callable[[], list[Marks]], warm: Callable[[], object]) -> tuple[list[Marks], float]:
    warm()
    began = time.process_time()
    return work(), time.process_time() - began


def _read(path: Path, most: int) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line, _ in zip(lines, range(most), strict=False)]


def _f1(texts: Sequence[dict[str, Any]], found: Iterable[Marks]) -> float:
    right = ours = gold = 0
    for text, marks in zip(texts, found, strict=True):
        labelled = [tuple(entity) for entity in text["entities"] or ()]
        ignored = [(start, end) for start, end, label in labelled if label == "IGNORE"]
        expected = {(*_bare(text["text"], s, e), label) for s, e, label in labelled if label in CLASSES}
        given = {
            (*_bare(text["text"], s, e), CLASS_OF[label])
            for s, e, label in marks
            if label in CLASS_OF and not any(s < end and start < e for start, end in ignored)
        }
        right, ours, gold = right + len(expected & given), ours + len(given), gold + len(expected)
    return 2 * right / (ours + gold)


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    if found := re.match(r"(?:the|a|an)\s+(?=\S)", text[start:end], re.IGNORECASE):
        start += found.end()
    if found := re.search(r"(?<=.)['’]s?$", text[start:end]):
        end = start + found.start()
    return start, end


def _places(path: Path, most: int, tagger: Tagger) -> None:
    texts = _read(path, most)
    counts = {"plain": [0, 0, 0], "ours": [0, 0, 0]}
    for text in texts:
        tagging = tagger.tag(text["text"], language="en")
        ours = {one.mention_no: (one.place.latitude, one.place.longitude) for one in tagging.locations}
        plain = {number: _most_populous(mention.name) for number, mention in enumerate(tagging.mentions)}
        spots = [(n, m.start_char, m.end_char) for n, m in enumerate(tagging.mentions) if m.label in ("GPE", "LOC")]
        for name, where in (("plain", plain), ("ours", ours)):
            _count(text["places"], [(s, e, where.get(n)) for n, s, e in spots], counts[name])
    f1 = {name: 2 * near / (2 * near + extra + missed) for name, (near, extra, missed) in counts.items()}
    print(f"{path.name.split('.')[0]:<12}{len(texts):>6}{f1['plain']:>9.3f}{f1['ours']:>9.3f}")


def _count(gold: Any, spots: list[tuple[int, int, tuple[float, float] | None]], counts: list[int]) -> None:
    left = list(spots)
    for start, end, latitude, longitude in sorted(gold, key=lambda one: (one[2] is None, one[0])):
        hit = next((spot for spot in left if spot[0] < end and start < spot[1]), None)
        if hit is not None:
            left.remove(hit)
        if latitude is None:
            continue
        near = hit is not None and hit[2] is not None and _km(latitude, longitude, *hit[2]) <= NEAR_KM
        counts[0] += near
        counts[1] += hit is not None and not near
        counts[2] += not near
    counts[1] += len(left)


def _most_populous(name: str) -> tuple[float, float] | None:
    places = gazetteer().find(name)
    best = max(places, key=lambda place: (place.kind == "country", place.population), default=None)
    return (best.latitude, best.longitude) if best else None


def _km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    a, b, c = math.radians(lat1), math.radians(lat2), math.radians(lon2 - lon1)
    return 6371 * math.acos(min(1.0, math.sin(a) * math.sin(b) + math.cos(a) * math.cos(b) * math.cos(c)))


if __name__ == "__main__":
    sys.exit(main())
