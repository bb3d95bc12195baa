"""What a careful reader lists: `python -m tests.benchmarks.wire [FOLDER ...]`.

For each story: the people, organisations and places that its reader listed, how many of them are found as one entity
with one right label, and the names found beside them; the bare model's own marks by the same rule. The stories, each
with its list, are in tests/data/enrich: rules were made with all but those in wire_unseen in sight, and the weights are
fitted on them as well. Those in wire_unseen were written by somebody who knew no rule; of them only the sum was looked
at, so that it says what to expect of other texts (no name that a rule misses there may be mended by looking at it).
Other folders may hold more of the same form.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.enrich import Tagger, load_tagger
from pipeline.enrich.lexicon import TITLES
from pipeline.parse.sentences import split_sentences

ENRICHED = Path(__file__).parents[1] / "data" / "enrich"
LEARNT = [ENRICHED / name for name in ("wire", "wire_later", "wire_more", "wire_apart", "wire_world")]
"""Stories that rules were made and weights fitted with."""
APART = ENRICHED / "wire_unseen"
"""Stories that nothing was learnt from."""
KINDS = {"PERSON": "PERSON", "ORG": "ORG", "GPE": "PLACE", "LOC": "PLACE", "FAC": "PLACE"}
"""What a careful reader lists, and what it is to him; other labels are left aside."""


@dataclass
class Verdict:
    """One story: names listed, those found as one entity with its label, what went wrong, and names nobody listed."""

    listed: int = 0
    right: int = 0
    wrong: list[str] = field(default_factory=list)
    extra: list[str] = field(default_factory=list)


EITHER = ("hospital", "clinic", "medical center", "medical centre", "embassy", "church", "stadium")
"""How the names end of what is an institution to one reader and a building to another: both are right."""


def judge(names: dict[str, list[list[str]]], found: Iterable[tuple[str, str, str]]) -> Verdict:
    """Compare a reader's list (label -> spellings of each name) with (entity, label, text) of mentions."""
    entities: dict[tuple[str, str], set[str]] = defaultdict(set)
    for entity, label, text in found:
        if label in KINDS:
            entities[entity, KINDS[label]].add(plain(text))
    verdict, claimed = Verdict(), set()
    for kind, listed in names.items():
        for spellings in listed:
            verdict.listed += 1
            wanted = {plain(s) for s in spellings}
            holders = {key for key, texts in entities.items() if wanted & (texts | {plain(key[0])})}
            claimed |= holders
            if len(holders) == 1 and (next(iter(holders))[1] == kind or _may_be_either(spellings[0], kind, holders)):
                verdict.right += 1
            else:
                verdict.wrong.append(f"{spellings[0]}: {', '.join(f'{n} {k}' for n, k in sorted(holders)) or 'missed'}")
    verdict.extra = sorted(f"{name} {kind}" for name, kind in set(entities) - claimed)
    return verdict


def _may_be_either(name: str, kind: str, holders: set[tuple[str, str]]) -> bool:
    found = next(iter(holders))[1]
    is_built = name.casefold().endswith(EITHER) or name.casefold().startswith(
        ("hospital", "hôpital", "church", "embassy")
    )
    return is_built and {kind, found} == {"ORG", "PLACE"}


def plain(name: str) -> str:
    """How spellings are compared: without an article, capitals, the kind of apostrophe, and titles before a name."""
    words = name.casefold().removeprefix("the ").replace("’", "'").split()
    while len(words) > 1 and words[0].rstrip(".") in TITLES:
        words = words[1:]
    return " ".join(words)


def tagged(tagger: Tagger, text: str) -> Iterator[tuple[str, str, str]]:
    """Our entities."""
    for mention in tagger.tag(text, language="en", sentences=split_sentences(text, language="en")).mentions:
        yield mention.name, mention.label, text[mention.start_char : mention.end_char]


def bare(tagger: Tagger, text: str) -> Iterator[tuple[str, str, str]]:
    """The model's own marks, each spelling an entity."""
    for span in tagger.marked(text, language="en", sentences=split_sentences(text, language="en")):
        yield text[span.start_char : span.end_char], span.label, text[span.start_char : span.end_char]


def main(folders: Sequence[str]) -> None:
    """Print a line a story and what was wrong in it, for us; the sums for both, a folder at a time."""
    tagger = load_tagger()
    for folder in [*LEARNT, APART, *map(Path, folders)]:
        print(f"== {folder.name}")
        _report(tagger, sorted(folder.glob("*.json")))


def _report(tagger: Tagger, paths: Iterable[Path]) -> None:
    ours, theirs = Verdict(), Verdict()
    for path in paths:
        story = json.loads(path.read_text(encoding="utf-8"))
        for total, found in ((ours, tagged), (theirs, bare)):
            verdict = judge(story["names"], found(tagger, story["text"]))
            total.listed, total.right = total.listed + verdict.listed, total.right + verdict.right
            total.extra += verdict.extra
            if found is tagged:
                print(f"{path.stem:12} {verdict.right} of {verdict.listed}, {len(verdict.extra)} not listed")
                print("".join(f"    {line}\n" for line in [*verdict.wrong, *(f"+ {e}" for e in verdict.extra)]), end="")
    for name, total in (("bare model", theirs), ("ours", ours)):
        share = 100 * total.right / max(total.listed, 1)
        print(f"{name:12} {total.right} of {total.listed} ({share:.1f} %), {len(total.extra)} not listed")


if __name__ == "__main__":
    main(sys.argv[1:])
