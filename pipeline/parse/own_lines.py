"""What pages say for themselves among the paragraphs of an article: advertising, players, newsletters, live blogs,
rights and pleas."""

from __future__ import annotations

_ADVERTISING = (
    r"(?:advertisements?|advertising|sponsored(?: content)?|anzeige|werbung|publicité|publicidade?|pubblicità"
    r"|advertentie|reclame|реклама|reklama?|annons|annonse|mainos|广告|廣告|広告|إعلان|광고)",
    r"(?:(?:story|article|content|text) continues (?:below|after)(?: (?:the |this )?(?:advert\w*|ad|video"
    r"|newsletter\w*))?"
    r"|scroll (?:down )?to continue.{0,40}|(?:der )?(?:artikel|text) (?:wird|geht) (?:nach|unter|hinter) der .{4,40}"
    r"|(?:die )?(?:wichtigsten )?weiterlesen nach der (?:anzeige|werbung)|la suite après (?:la"
    r"|cette) (?:publicité|pub|vidéo)"
    r"|contin[uú]a (?:después|tras|depois|após|dopo).{0,40}|de tekst gaat (?:verder|door).{0,40}"
    r"|lees verder onder .{4,40}"
    r"|продолжение после рекламы)\.?",
)
_PLAYERS = (
    r"(?:the )?(?:video|audio) player is loading\.?|(?:current time|duration|remaining time"
    r"|loaded:?)\s-?[\d:.%]{1,9}",
    r"your browser (?:does not|doesn['’]t) support .{4,60}",
    r"listen(?: to (?:this|the) (?:article|story))?(?:\W{1,3}\d{1,3}\s?min\w*)?\W*|artikel anhören"
    r"|écouter (?:cet |l['’])article"
    r"|escuchar (?:el |este )?artículo|ascolta (?:l['’]|questo )articolo|ouvir (?:o |este )?(?:artigo|texto)",
    r"\d{1,2}[ -]min(?:ute)?s?(?: read| de lectura| de lecture| di lettura| de leitura| leestijd)?"
    r"|(?:reading time|lesezeit|temps de lecture|tiempo de lectura|tempo di lettura|leestijd"
    r"|время чтения)\W{1,3}\d{1,2}.{0,12}",
)
_LETTER = r"(?:news ?letters?|briefings?|e-?mail alerts?|nieuwsbrief|bolet[ií]n\w*|infolettre|рассылк\w+)"
_LETTERS = (
    rf"(?:newsletter: )?(?:(?:sign up|subscribe|register)(?: now| here| today)? (?:for|to)|melden sie sich"
    rf"|abonnieren sie|jetzt|inscrivez-vous"
    rf"|abonnez-vous|recevez"
    rf"|suscríb(?:ete|ase)"
    rf"|apúnt(?:ate|ese)|recibe|iscriviti|ricevi|assine|inscreva-se|cadastre-se|receba|schrijf (?:je|u) in"
    rf"|meld (?:je|u) aan"
    rf"|ontvang|подпи(?:шитесь|сывайтесь|шись))\b.{{0,80}}\b{_LETTER}\b.{{0,160}}",
    r"(?:[^.!?:]{2,60}[.!?:] )?(?:sign up|subscribe|get|receive|want)\b.{2,160}\b(?:(?:delivered|sent|straight"
    r"|right|direct(?:ly)?) )(?:to |in )?your (?:inbox|e-?mail)\b"
    r".{0,80}",
    r"(?:sign up|subscribe|register) (?:for|to) our .{2,80}(?<![.])",
    rf"click here to (?:sign up|subscribe|register|join|donate)\b.{{0,100}}"
    rf"|(?:please )?(?:sign up|subscribe|register) (?:for|to) (?:the|our|my|this) [^.]{{2,60}}"
    rf" (?:youtube channel|podcast|{_LETTER})\b.{{0,80}}",
    r"by (?:signing up|subscribing|registering|entering your e-?mail)\b.{0,40}\byou (?:agree|accept|consent"
    r"|will)\b.{0,160}",
    r"(?:join|follow|folgen sie uns|suivez-nous|síg(?:ue|a)nos|seguici|siga-nos|volg ons"
    r"|подпи(?:шитесь|сывайтесь|шись))\b.{0,40}\b(?:whatsapp|telegram|google (?:news|discover)|instagram|facebook"
    r"|discord)\b.{0,60}(?<![.])",
)
_LIVE = (
    r"(?:load|show|see|view) (?:more|newer|older|all|latest)(?: (?:posts?|updates?|comments?|stories|entries"
    r"|key events))?"
    r"|show key events only|please turn on javascript.{0,40}|auto(?:matic)?[ -]updates? (?:is )?(?:on|off)"
    r"|key events|pinned(?: post)?"
    r"|(?:live )?updates paused|mehr (?:anzeigen|laden)|(?:afficher|voir) plus|(?:cargar|mostrar|ver) más"
    r"|(?:carica|mostra) altro"
    r"|(?:carregar|mostrar|ver) mais|(?:toon|laad) meer|показать ещ[её]",
)
_ENDS = (
    r"(?:©|\(c\)|copyright\s?(?:©|\(c\)|\d{4})).{2,100}",
    r".{0,60}(?:all rights reserved|alle rechte vorbehalten|tous droits réservés"
    r"|(?:todos los|tutti i|todos os) d\w+ \w+|alle rechten voorbehouden|все права защищены)\.?",
    r"(?:责任编辑|編集|编辑)\s?[:：].{1,20}|扫描二维码.{0,30}|続きを読む|تابع(?:نا|ونا) على .{2,40}",
    r"filed under\s?:.{0,100}|rate this (?:article|post|story).{0,40}"
    r"|was this (?:article|page|story) \w+\s?\?"
    r"|your e-?mail address will not be published.{0,60}|leave a (?:reply|comment)",
    r"(?:please )?(?:support|donate to) (?:our|independent) (?:journalism|reporting|work)\b.{0,200}",
    r"(?:the post|der beitrag|la entrada|l['’]article|l['’]articolo|o post|het bericht|запись)"
    r" .{3,160} (?:appeared first on|erschien zuerst auf|se publicó primero en|est apparu en premier sur"
    r"|proviene da|apareceu primeiro em"
    r"|verscheen eerst op|впервые появилась на).{2,80}",
    r"(?:download|get) our (?:\w+ ){0,3}app\b.{0,80}",
)
OWN_LINES = (*_ADVERTISING, *_PLAYERS, *_LETTERS, *_LIVE, *_ENDS)
"""Patterns of whole lines, to be read without regard to case."""
