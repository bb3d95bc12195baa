"""Lines and boxes that are a page's and no article's: pointers elsewhere, share bars, stamps, comments. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice, pairwise, takewhile

from pipeline.parse.blocks import Block, Place, ancestors
from pipeline.parse.own_lines import OWN_LINES
from pipeline.parse.walls import asks_for_consent

LONGEST = 300
"""Characters of such a line; a longer one is a paragraph that begins so."""

MOST_HEADED = 60
"""Characters of a heading that sends elsewhere."""

LEAST_HEADLINE = 30
"""Characters of a headline in capitals."""

LINKED = 0.95
"""Share of a block in links from which on it is a link and nothing else."""

_SENDS = (
    r"also read|read (?:also|next)|see also|lesen sie (?:auch|dazu)|lies auch|(?:à )?lire (?:aussi|également)"
    r"|voir aussi"
    r"|leia (?:também|mais)|veja também|l[ea]e también|lea también|leggi anche|lees ook|читайте (?:также|ещ[её])"
    r"|延伸阅读|相关阅读|延伸閱讀|関連記事|اقرأ أيض\w+"
)
_UNLINKED = re.compile(rf"^\W*(?:{_SENDS})\s?[:：]\s?\S.{{4,140}}(?<![.。])$", re.IGNORECASE)
_HEADING = re.compile(
    r"^\W*(?:related(?: \w+){0,2}|read (?:more|also|next)|see also|also read|more (?:on|from|about) .{2,40}"
    r"|more(?: (?:stories|news|coverage))?|recommended(?: \w+){0,2}|you (?:may|might) also like|mehr zum thema"
    r"|lesen sie auch|das könnte sie auch interessieren|(?:à )?lire aussi|sur le même (?:sujet|thème)|à voir aussi"
    r"|(?:le|te) puede interesar|(?:noticias|artículos) relacionad[oa]s|más (?:sobre|noticias).{0,40}"
    r"|leia (?:também|mais)"
    r"|veja também|leggi anche|potrebbe interessarti|lees ook|meer over .{2,40}|читайте также|по теме|相关(?:阅读|新闻)"
    r"|延伸阅读|関連記事|اقرأ أيضا\w*)\W*$",
    re.IGNORECASE,
)

_BOX = re.compile(
    r"^\W*(?:related(?: (?:stories|articles|posts|news|content|coverage|topics|links|reading))?"
    r"|(?:recommended|suggested)(?: (?:for you|stories|articles|reading))?|(?:you )?(?:may|might) (?:also )?like"
    r"|you may be interested in|more (?:stories|news|articles|like this)|read next|up next|most (?:read|popular|viewed)"
    r"|trending(?: (?:now|stories))?|latest (?:news|stories|posts)|popular (?:stories|posts)|top stories"
    r"|ähnliche (?:artikel|beiträge)|das könnte (?:sie|dich) (?:auch )?interessieren|auch interessant|meistgelesen"
    r"|(?:à )?lire aussi|vous (?:aimerez|pourriez aimer)(?: aussi)?|articles (?:similaires|liés)|les plus lus"
    r"|(?:también )?(?:le|te) puede interesar|(?:noticias|artículos|notas) relacionad[oa]s|lo más (?:leído|visto)"
    r"|você (?:também )?(?:pode|vai) gostar"
    r"|(?:notícias|artigos|posts|matérias) relacionad[oa]s|mais lidas|leia também"
    r"|potrebbe interessarti(?: anche)?|(?:articoli|notizie) correlat[ie]|i più letti|leggi anche"
    r"|lees ook|meest gelezen"
    r"|читайте также|похожие (?:статьи|записи|новости)|相关(?:阅读|新闻|文章)|関連記事)\W*$",
    re.IGNORECASE,
)
"""What heads a box of other articles whatever they are told by: links, pictures, or their first paragraphs."""

LEAST_BEFORE = 200
"""Characters of an article that stand before such a box."""

MOST_WRAPPED = 4
"""Elements around such a heading, itself counted, one of which is its box."""

_POINTER = re.compile(
    r"^\W*(?:continue reading|weiterlesen|lire la suite|seguir leyendo|leer más|continua a leggere|lees verder"
    r"|читать далее|続きを読む|read (?:more|also|next)|see (?:also|more)|also read|more (?:on|from)|related(?: (?:stor"
    r"|article|cover)\w*)?"
    r"|recommended|watch(?: more)?|listen|lesen sie(?: (?:auch|mehr|dazu|hier))?|lies auch|mehr (?:zum thema|dazu)"
    r"|(?:à )?lire (?:aussi|également)|voir aussi|leia (?:também|mais)|veja também|l[ea]e también|lea también"
    r"|(?:le|te) puede interesar|ver también|leggi anche|lees (?:ook|meer)|читайте (?:также|ещ[её])"
    r"|läs (?:också|även|mer)|les (?:også|mer)|læs (?:også|mere)|(?:czytaj|zobacz) (?:także|też|również)"
    r"|延伸阅读|相关阅读|関連記事|اقرأ أيض\w+)(?!\w)",
    re.IGNORECASE,
)
_LINES = (
    # a photo's credit
    r"(?:фото|写真|撮影|图片来源|图源|تصوير|صورة)\s?[:：©].{2,60}",
    r"\(?(?:photo(?:graph)?s?|images?|pictures?|foto|bild|imagen|crédit photo|(?:photo|picture|image) (?:credit|by))"
    r"\s?[:©][^.!?]{2,100}",
    # when the page was published or changed
    r"(?:(?:first |last )?(?:published|updated|modified)|posted|veröffentlicht|aktualisiert|stand|publié|mis à jour"
    r"|publicado|actualizado|atualizado|pubblicato|aggiornato|gepubliceerd|bijgewerkt|опубликовано|обновлено"
    r"|publicerad|uppdaterad|publisert|oppdatert|publiceret|opdateret)"
    r"(?!\w)[^.!?]{0,30}\b(?:\d{4}|\d{1,2}[:.h]\d{2})\b.{0,30}",
    # a bar to share by
    r"(?:share|copy (?:this )?link|share (?:article|story)|teilen|link kopieren|partager|copier le lien|compartir"
    r"|copiar (?:enlace|link)|condividi|copia link|compartilhar|delen|kopieer link|поделиться"
    r"|скопировать ссылку|分享|シェア(?:する)?|شارك)",
    r"(?:share (?:this|on|via)|follow us|tweet this|print this|auf \w+ teilen|artikel teilen|partager (?:sur|cet)"
    r"|compart(?:ir|e) (?:en|esta?e?)|condividi|deel (?:dit|op)|поделиться)(?!\w)[^.!?]{0,60}",
    # who earns from the links
    r"[^.!?]{0,150}(?<!\w)(?:we may (?:earn|get|receive) (?:an? )?(?:small )?|may (?:earn|get|receive) an affiliate )"
    r"(?:affiliate )?commissions?(?!\w).{0,150}",
    # what has to be allowed before it is shown
    r"(?:ein klick für den datenschutz|empfohlener externer inhalt|externer inhalt|this content is not available.{0,60}"
    r"|(?:to view|to see) this (?:content|video|embed).{0,100})",
    # what it is filed under
    r"(?:tags?|topics?|schlagwörter|mots[- ]clés|etiquetas|теги)\s?:.{0,200}",
)
_STAMP = re.compile(
    r"^\W*(?:\d{1,2}[:.h]\d{2}(?:\s?[ap]\.?m\.?)?(?:\s?[A-Z]{2,4}| uhr)?"
    r"|\d{1,2}\s?(?:m|h|d|min\w*|hours?|days?|hrs?)\.? ago|vor \d+ (?:minuten?|stunden?)|il y a \d+ \w+"
    r"|hace \d+ \w+)\W*$",
    re.IGNORECASE,
)
_OWN = re.compile(rf"^\W*(?:{'|'.join(OWN_LINES)})[\s–—-]*$", re.IGNORECASE)
"""When a post was made, and what a page says for itself; in tables and lists such words are of what is told."""

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_LISTED = frozenset(("table", "li", "dl"))
_LINE = re.compile(rf"^\W*(?:{'|'.join(_LINES)})[\s–—-]*$", re.IGNORECASE)
_COMMENTS = re.compile(
    r"(?:^|\s)(?:comments?|comment-?list|comments?[-_]*(?:section|area|list|container|wrapper|body|content|text"
    r"|thread)"
    r"|disqus[-_]?thread|fb-comments|livefyre\w*|respond|replies)(?:$|\s)",
    re.IGNORECASE,
)
"""Whole names of what holds readers' comments: 'post has-comments' holds an article."""


def furniture(blocks: Sequence[Block], chosen: Sequence[int]) -> set[int]:
    """Which of the chosen blocks are such lines, stand among comments or in a list of links that such a line heads, or
    in a box of other articles."""
    found = {number for number in chosen if is_furniture(blocks[number])}
    for number, (block, behind) in enumerate(pairwise(blocks)):
        if len(block.text) <= MOST_HEADED and _is_link(behind) and not _is_link(block) and _HEADING.match(block.text):
            linked = takewhile(lambda at: _is_link(blocks[at]), range(number + 1, len(blocks)))
            found.update((number, *linked))
    found.update(_boxed(blocks, chosen))
    return found


def _boxed(blocks: Sequence[Block], chosen: Sequence[int]) -> Iterator[int]:
    """What stands in an element that such a heading opens, behind the article's beginning."""
    before, taken = 0, set(chosen)
    box: Place | None = None
    for number, block in enumerate(blocks):
        if box is not None and not _is_under(block, box):
            box = None
        if box is None and before >= LEAST_BEFORE:
            box = _opened_box(blocks, number)
        if box is not None:
            yield number
        elif number in taken:
            before += len(block.text)


def _opened_box(blocks: Sequence[Block], number: int) -> Place | None:
    """The element whose first block this is and which holds the next one too, if it is a heading of other articles."""
    block = blocks[number]
    if len(block.text) > MOST_HEADED or _HEADINGS.isdisjoint(block.place.tags) or not _BOX.match(block.text):
        return None
    for box in islice(ancestors(block.place), 1, MOST_WRAPPED):
        if _is_under(blocks[number - 1], box):
            return None
        if number + 1 < len(blocks) and _is_under(blocks[number + 1], box):
            return box
    return None


def _is_under(block: Block, box: Place) -> bool:
    return any(place is box for place in ancestors(block.place))


def is_furniture(block: Block) -> bool:
    """Whether a block is such a line, or stands among the comments."""
    if len(block.text) <= LONGEST and (is_pointer(block) or _is_line(block)):
        return True
    if len(block.text) <= 2 * LONGEST and asks_for_consent(block.text):
        return True
    around = (place.element for place in ancestors(block.place))
    return any(
        element.tag not in ("html", "body") and _holds_comments(element.get("class") or "", element.get("id") or "")
        for element in around
    )


def _is_line(block: Block) -> bool:
    if _LINE.match(block.text) or _UNLINKED.match(block.text):
        return True
    listed = not _LISTED.isdisjoint(block.place.tags)
    return not listed and any(pattern.match(block.text) for pattern in (_STAMP, _OWN))


def _is_link(block: Block) -> bool:
    return block.link_chars >= LINKED * len(block.text)


def is_pointer(block: Block) -> bool:
    """Whether a block opens with words that send the reader elsewhere, and most of the rest is a link; or is a headline
    in capitals that is one."""
    if len(block.text) >= LEAST_HEADLINE and _is_link(block) and block.text.isupper():
        return True
    said = _POINTER.match(block.text) if block.link_chars else None
    return said is not None and len(block.text) <= LONGEST and 2 * block.link_chars >= len(block.text) - said.end()


@lru_cache(maxsize=4096)
def _holds_comments(names: str, key: str) -> bool:
    return _COMMENTS.search(names) is not None or _COMMENTS.search(key) is not None
