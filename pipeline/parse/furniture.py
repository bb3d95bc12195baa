"""Lines and boxes that are a page's and no article's: pointers elsewhere, share bars, stamps, comments. Pure."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.parse.blocks import Block, ancestors

LONGEST = 300
"""Characters of such a line; a longer one is a paragraph that begins so."""

_POINTER = re.compile(
    r"^\W*(?:read (?:more|also|next)|see also|also read|more (?:on|from)|related(?: (?:stor|article|cover)\w*)?"
    r"|recommended|watch(?: more)?|listen|lesen sie(?: (?:auch|mehr|dazu|hier))?|lies auch|mehr (?:zum thema|dazu)"
    r"|(?:à )?lire (?:aussi|également)|voir aussi|leia (?:também|mais)|veja também|l[ea]e también|lea también"
    r"|(?:le|te) puede interesar|ver también|leggi anche|lees (?:ook|meer)|читайте (?:также|ещ[её])"
    r"|läs (?:också|även|mer)|les (?:også|mer)|læs (?:også|mere)|(?:czytaj|zobacz) (?:także|też|również)"
    r"|延伸阅读|相关阅读|関連記事|اقرأ أيض\w+)(?!\w)",
    re.IGNORECASE,
)
_LINES = (
    # a photo's credit
    r"\(?(?:photo(?:graph)?s?|images?|pictures?|foto|bild|imagen|crédit photo|(?:photo|picture|image) (?:credit|by))"
    r"\s?[:©][^.!?]{2,100}",
    # when the page was published or changed
    r"(?:(?:first |last )?(?:published|updated|modified)|posted|veröffentlicht|aktualisiert|stand|publié|mis à jour"
    r"|publicado|actualizado|atualizado|pubblicato|aggiornato|gepubliceerd|bijgewerkt|опубликовано|обновлено)"
    r"(?!\w)[^.!?]{0,30}\b(?:\d{4}|\d{1,2}[:.h]\d{2})\b.{0,30}",
    # a bar to share by
    r"(?:share (?:this|on|via)|follow us|tweet this|print this|auf \w+ teilen|artikel teilen|partager (?:sur|cet)"
    r"|compart(?:ir|e) (?:en|esta?e?)|condividi|deel (?:dit|op)|поделиться)(?!\w)[^.!?]{0,60}",
    # a prompt to take the newsletter
    r"(?:sign[- ]?up|subscribe|register)(?: now| here| today)? (?:to|for)(?!\w)[^.!?]{0,100}"
    r"(?:newsletters?|briefings?|e-?mails?)(?!\w).{0,150}",
    r"(?:get|want)(?!\w)[^.!?]{0,80}(?:in|to|straight to) your inbox.{0,120}",
    r"(?:(?:jetzt|hier) )?(?:unseren |den )?newsletter (?:jetzt )?(?:abonnieren|bestellen).{0,100}",
    r"(?:inscrivez-vous|abonnez-vous) (?:gratuitement )?à (?:la|notre|nos) (?:newsletters?|lettres?).{0,150}",
    r"(?:suscr[ií]b[ea]|reg[ií]str[ae]|ap[úu]nt[ae])(?:te|se)[^.!?]{0,60}(?:newsletter|bolet[ií]n).{0,120}",
    r"(?:assine|inscreva-se n|receba)[^.!?]{0,60}newsletter.{0,120}",
    r"iscriviti[^.!?]{0,60}newsletter.{0,120}",
    r"schrijf je in voor[^.!?]{0,60}nieuwsbrief.{0,120}",
    r"подпи(?:шитесь|сывайтесь) на[^.!?]{0,60}(?:рассылк|канал|телеграм|telegram).{0,120}",
    # who earns from the links
    r"[^.!?]{0,150}(?<!\w)(?:we may (?:earn|get|receive) (?:an? )?(?:small )?|may (?:earn|get|receive) an affiliate )"
    r"(?:affiliate )?commissions?(?!\w).{0,150}",
    # what has to be allowed before it is shown
    r"(?:ein klick für den datenschutz|empfohlener externer inhalt|externer inhalt|this content is not available.{0,60}"
    r"|(?:to view|to see) this (?:content|video|embed).{0,100})",
    # what it is filed under
    r"(?:tags?|topics?|schlagwörter|mots[- ]clés|etiquetas|теги)\s?:.{0,200}",
)
_LINE = re.compile(rf"^\W*(?:{'|'.join(_LINES)})$", re.IGNORECASE)
_COMMENTS = re.compile(
    r"(?:^|\s)(?:comments?|comment-?list|comments?[-_]*(?:section|area|list|container|wrapper|body|content|text|thread)"
    r"|disqus[-_]?thread|fb-comments|livefyre\w*|respond|replies)(?:$|\s)",
    re.IGNORECASE,
)
"""Whole names of what holds readers' comments: 'post has-comments' holds an article."""


def is_furniture(block: Block) -> bool:
    """Whether a block is such a line, or stands among the comments."""
    if len(block.text) <= LONGEST and (is_pointer(block) or _LINE.match(block.text) is not None):
        return True
    around = (place.element for place in ancestors(block.place))
    return any(
        element.tag not in ("html", "body") and _holds_comments(element.get("class") or "", element.get("id") or "")
        for element in around
    )


def is_pointer(block: Block) -> bool:
    """Whether a block opens with words that send the reader elsewhere, and most of the rest is a link."""
    said = _POINTER.match(block.text) if block.link_chars else None
    return said is not None and len(block.text) <= LONGEST and 2 * block.link_chars >= len(block.text) - said.end()


@lru_cache(maxsize=4096)
def _holds_comments(names: str, key: str) -> bool:
    return _COMMENTS.search(names) is not None or _COMMENTS.search(key) is not None
