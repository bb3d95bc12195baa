"""Posts of social networks that an article quotes, as the networks' own embed code writes them. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.parse.blocks import Block, ancestors

_NAMES = frozenset(("twitter-tweet", "twitter-video", "bluesky-embed", "mastodon-embed"))
"""Classes of the quotations; those of networks whose code holds no words of the post are not among them."""


def quoted_posts(blocks: Sequence[Block], chosen: Iterable[int]) -> set[int]:
    """The numbers of the blocks in posts that stand among an article's chosen blocks or directly behind them.

    Whoever embeds a post there quotes it; readers of main texts drop it for its class alone.
    """
    taken = sorted(chosen)
    found: set[int] = set()
    for number in range(taken[0], len(blocks)) if taken else ():
        quoted = "blockquote" in blocks[number].place.tags and _is_post(blocks[number])
        if quoted:
            found.add(number)
        elif number > taken[-1]:
            break
    return found


def _is_post(block: Block) -> bool:
    around = (place.element for place in ancestors(block.place))
    return any(one.tag == "blockquote" and not _NAMES.isdisjoint((one.get("class") or "").split()) for one in around)
