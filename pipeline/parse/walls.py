"""The words of what stands before an article or instead of it, in the languages of the press. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.parse.clean import clean_text

LEAST_LONG = 15
"""Words of a paragraph that tells of a wall."""

MOST_ASKED = 40
"""Words of a prompt."""

BEHIND = 3
"""Lines behind a text among which a prompt is looked for."""

LEAST_TOLD = 30
"""Words from which on a text that a page declares to be an article may tell of consent."""

_BLOCK = re.compile(
    r"enable (?:javascript|cookies|js)\b|incapsula incident|"
    r"(?:disable|turn off|switch off|pause) (?:your |any |the )?ad[- ]?block\w*|"
    r"you(?: are|['’]re) using an ad[- ]?block|access cannot be granted|"
    r"unavailable (?:for|due to) legal reasons|"
    r"(?:not|un)(?: currently)? ?available in your (?:country|region|location)|"
    r"^you must be (?:at least )?(?:1[89]|2[01]) (?:years|or older)|"
    r"werbeblocker (?:deaktivieren|aus)|désactive[rz] (?:votre |le )?bloqueur|desactiv[ae]r? (?:tu|su|el) bloqueador|"
    r"checking (?:if the site connection is secure|your browser)|"
    r"(?:verify|confirm)(?:ing)? (?:that )?you(?: are|['’]re) (?:a |not a )?(?:human|robot)|"
    r"unusual (?:traffic|activity)|"
    r"(?:complete|solve) the (?:captcha|puzzle)|ray id|ddos protection|"
    r"access (?:to this page )?(?:has been |is )?denied|"
    r"you (?:have been|are) blocked|you don['’]t have permission to access|reference #\d|"
    r"(?:ihr|der) zugriff (?:wurde|ist) (?:gesperrt|verweigert)|zugriff verweigert|"
    r"ungewöhnliche[rn]? (?:datenverkehr|aktivität)|"
    r"javascript (?:aktivieren|activer|habilit|abilit)|activ(?:ez|er) javascript|"
    r"(?:habilite|active|abilita\w*) javascript|"
    r"accès (?:refusé|bloqué|interdit)|acceso denegado|accesso negato|acesso negado|toegang geweigerd|"
    r"vous n['’]êtes pas un robot|no eres un robot|non sei un robot|não é um robô|geen robot bent|"
    r"kein roboter sind|"
    r"доступ (?:запрещ[её]н|ограничен|закрыт)|не робот|访问被拒绝|人机验证|安全验证|アクセスが拒否|ロボットではない|"
    r"تم رفض الوصول|لست روبوت|접근이 거부|로봇이 아닙니다",
    re.IGNORECASE,
)
_ERROR = re.compile(
    r"page (?:that )?you(?: are|['’]re| were)? (?:looking for|requested|tried to)|"
    r"page (?:cannot|could not|can['’]t|was not|not) (?:be )?found|"
    r"(?:page|article|story) (?:no longer exists|is no longer available|has been (?:removed|deleted|unpublished))|"
    r"(?:site|page|service) is (?:currently |temporarily )?(?:down|offline|unavailable|undergoing) ?"
    r"(?:for (?:\w+ )?)?(?:maintenance)?|we(?: will|['’]ll) be (?:right )?back (?:soon|shortly)|wegen wartungsarbeiten|"
    r"(?:site est )?en (?:cours de )?maintenance|en mantenimiento|in manutenzione|em manutenção|технические работы на|"
    r"seite (?:wurde |konnte )?(?:leider )?nicht gefunden|seite existiert nicht|"
    r"page (?:introuvable|non trouvée|n['’]existe)|page que vous (?:recherchez|cherchez|demandez)|"
    r"página (?:no (?:encontrada|existe|se encuentra)|que (?:busca|buscas|você procura)|não (?:encontrada|existe))|"
    r"pagina (?:non (?:trovata|esiste)|niet gevonden|bestaat niet)|la pagina che (?:stai cercando|cerchi)|"
    r"(?:так|эт)ой страницы (?:больше )?нет|страница (?:была )?удалена|الصفحة (?:التي تبحث عنها|المطلوبة)|"
    r"страниц[аыу] (?:не найдена|не существует)|запрашиваем\w+ страниц|strona nie (?:została znaleziona|istnieje)|"
    r"sidan (?:kunde inte hittas|finns inte)|sayfa bulunamadı|页面不存在|找不到(?:您|该|網|网|页)|"
    r"ページ(?:が|は)(?:見つかりません|存在しません)|الصفحة غير موجودة|페이지를 찾을 수 없",
    re.IGNORECASE,
)
_LOGIN = re.compile(
    r"(?:reached|used|read) (?:your|all (?:of )?your|the) (?:\w+ ){0,3}(?:limit|free (?:articles?|stories))|"
    r"(?:this|the full) (?:article|story|content) is (?:only )?(?:for|available to|"
    r"reserved for) (?:\w+ )?(?:subscribers?|members)|"
    r"(?:subscribe|log ?in|sign ?in|sign ?up|register|"
    r"create (?:a|your) (?:free )?account)\b.{0,40}\bto (?:continue|keep|read|access|unlock|view)|"
    r"to (?:continue|keep) reading|"
    r"^(?:continue|keep) reading (?:for|with)\b|already (?:a |have an? )(?:subscriber|member|account|subscription)|"
    r"(?:jetzt |um )?weiter(?:zu)?lesen\b.{0,40}(?:abo|anmeld|registrier|konto|kosten)|"
    r"(?:artikel|inhalt) ist (?:nur )?(?:für|exklusiv)|"
    r"(?:bereits|schon) (?:abonnent|ein (?:abo|konto)|registriert)|"
    r"(?:loggen sie sich ein|melden sie sich (?:bitte )?an|abo abschließen)|"
    r"(?:article|contenu) (?:est )?réservé (?:à|aux)|abonnez-vous (?:pour|dès)|"
    r"(?:pour lire la suite|poursuivre (?:votre|la) lecture)|"
    r"déjà (?:abonné|inscrit)|connectez-vous|"
    r"(?:contenido|artículo|noticia) (?:exclusiv\w+|sólo|solo) (?:para|de)|"
    r"(?:suscríbete|suscríbase|regístrate|regístrese|inicia sesión) (?:para|y|o)|"
    r"(?:para|y) (?:seguir|continuar) leyendo|ya (?:eres|es|soy) suscriptor|límite de (?:artículos|noticias)|"
    r"(?:contenuto|articolo) (?:è )?(?:riservato|esclusivo)|abbonati (?:per|a)|"
    r"(?:per|continua a) (?:continuare|leggere)\b.{0,30}(?:abbon|acced|regist)|"
    r"(?:sei )?già abbonato|(?:conteúdo|artigo|matéria) (?:exclusiv\w+|restrit\w+)|"
    r"(?:assine|cadastre-se|faça (?:o )?login) (?:para|e|já)|"
    r"já (?:é|sou) assinante|continu(?:ar|e) lendo|"
    r"(?:artikel|verhaal) is (?:alleen )?voor (?:abonnees|leden)|(?:word|al) (?:lid|abonnee)|"
    r"(?:log in|maak een (?:gratis )?account)\b.{0,30}\bom|"
    r"(?:материал|статья) доступ\w+ (?:только )?(?:для )?(?:подписчик|по подписке|зарегистр)|оформите подписку|"
    r"(?:войдите|зарегистрируйтесь),? чтобы|уже есть (?:подписка|аккаунт)|"
    r"登录后(?:查看|阅读|继续)|订阅(?:后|以|才).{0,6}(?:阅读|查看)|(?:会員|有料会員|会员)(?:限定|专享|登録)|続きを読むには|残り\d+文字|ログイン(?:して|すると)|"
    r"للمشتركين فقط|(?:سجل الدخول|اشترك) (?:للمتابعة|لقراءة|لمتابعة)|구독자 전용|로그인 후",
    re.IGNORECASE,
)
_CONSENT = re.compile(
    r"\b(?:cookies?|consent|privacy|partners|personali[sz]ed|legitimate interests?|vendors|"
    r"accept all|reject all|manage (?:options|preferences)|"
    r"datenschutz\w*|einwilligung\w*|zustimm\w+|personalisierte\w*|(?:werbe)?tracking|widerr[uo]f\w+|werbefrei\w*|"
    r"consentement|confidentialité|partenaires|personnalisée?s?|traceurs|"
    r"consentimiento|privacidad\w*|socios|personalizad[ao]s?|consentimento|privacidade|parceiros|"
    r"consenso|riservatezza|personalizzat[aie]|toestemming|privacybeleid|gepersonaliseerde)\b|"
    r"файл\w* cookie|соглас\w+ на|персональн\w+ данн|"
    r"隐私|同意|クッキー|プライバシー|ملفات تعريف الارتباط|الخصوصية|쿠키|개인정보",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"\b(?:we|our|your?|this (?:web)?site|by (?:continuing|clicking)|"
    r"(?<=[a-zäöüß,] )(?-i:Sie|Ihnen)|wir|uns(?:er\w*)?|ihre\w*|dein\w*|diese (?:webs|s)(?:eite|ite)|"
    r"nous|notre|nos|vous|votre|vos|ce site|"
    r"nuestr[oa]s?|usted|tus?|utilizamos|usamos|este (?:sitio|site)|"
    r"noi|nostr[oaie]|tu[oaei]|utilizziamo|usiamo|questo sito|noss[oa]s?|você|seus? dados|"
    r"wij|onze|jouw|uw|deze (?:web)?site|vår\w?|vores|dina?|nasz\w*|"
    r"мы|наш\w*|вы|ваш\w*|этот сайт)\b",
    re.IGNORECASE,
)
_ASKER = re.compile(
    r"\b(?:we|our|this (?:web)?site|by (?:continuing|clicking)|wir|uns(?:er\w*)?|diese (?:webs|s)(?:eite|ite)|"
    r"nous|notre|nos|ce site|nuestr[oa]s?|utilizamos|usamos|este (?:sitio|site)|noi|nostr[oaie]|utilizziamo|usiamo|"
    r"questo sito|noss[oa]s?|wij|onze|deze (?:web)?site|vår\w?|vores|nasz\w*|мы|наш\w*|этот сайт)\b",
    re.IGNORECASE,
)
"""Who speaks for a site, of those."""

_AGREEMENT = (
    "consent", "accept", "reject", "manage", "legitimate", "einwilligung", "zustimm", "widerr", "consenso",
    "toestemming", "соглас", "同意",
)  # fmt: skip
"""What words of consent that name an agreement begin with."""

_WIDE = re.compile("[\u2e80-\U0010ffff]")
_QUOTED = re.compile(r"[“„«][^“”„«»]{0,400}[”“»]|\"[^\"]{0,400}\"")
_OFFER = re.compile(
    r"\b(?:cancel (?:at )?any ?time|(?:try|get) (?:\w+ ){1,4}(?:months?|weeks?|days?) (?:for|free)|"
    r"jederzeit kündbar|(?:sans engagement|résiliable à tout moment)|"
    r"cancela (?:cuando quieras|en cualquier momento)|disdici quando vuoi|cancele quando quiser|"
    r"(?:altijd|maandelijks) opzegbaar|отменить в любой момент)",
    re.IGNORECASE,
)
"""What a prompt to subscribe goes on to promise."""

_VIEWLESS = re.compile(
    r"(?:watch|view) (?:the|this) (?:video|gallery|slideshow)|your browser (?:does not|doesn['’]t) support|"
    r"(?:video|player) (?:is )?(?:loading|unavailable|not available)",
    re.IGNORECASE,
)

WALLS = (("a block page", _BLOCK), ("an error page", _ERROR), ("a login prompt", _LOGIN))
"""What a page may be instead of an article, and the words that say so."""

ERROR_TITLE = re.compile(
    r"^\W*(?:(?:error|http|fehler|erreur|erro|errore|ошибка)?\s*(?:40[0-9]|410|429|"
    r"50[0-9])\b(?! (?:\w+ ){0,2}(?:days|people|years))|"
    r"(?:the )?page (?:was |could )?not (?:be )?found|not found|page (?:no longer|unavailable)|"
    r"forbidden|bad gateway|service (?:temporarily )?unavailable|internal server error|gateway time-?out|"
    r"site (?:is )?under maintenance|"
    r"(?:sorry|oops|ups|hoppla)\b.{0,40}(?:not|can.t|cannot|error|wrong|nicht|fehler)|"
    r"(?:die )?seite (?:wurde )?(?:leider )?nicht gefunden|page (?:introuvable|non trouvée)|"
    r"página (?:no|não) encontrada|pagina (?:non trovata|niet gevonden)|страница не найдена|nie znaleziono strony|"
    r"strona nie została znaleziona|sidan (?:kunde inte hittas|hittades inte)|siden blev ikke fundet|"
    r"sayfa bulunamadı|"
    r"页面不存在|找不到页面|頁面不存在|ページが見つかりません|الصفحة غير موجودة|페이지를 찾을 수 없)",
    re.IGNORECASE,
)
BLOCK_TITLE = re.compile(
    r"^\W*(?:access denied|just a moment|attention required|are you (?:a )?(?:robot|human)|"
    r"verify(?:ing)? you are human|"
    r"security check|pardon our interruption|please (?:wait|verify)|one more step|robot check|human verification|"
    r"zugriff verweigert|accès refusé|acceso denegado|accesso negato|acesso negado|"
    r"доступ (?:запрещ[её]н|ограничен))",
    re.IGNORECASE,
)


def wall_in(text: str) -> tuple[str, int] | None:
    """What the paragraphs of a text that speak as a wall does are most of, and how many words the others have."""
    counts = dict.fromkeys((name for name, _ in WALLS), 0)
    rest = 0
    for paragraph in text.split("\n\n"):
        said = [name for name, words in WALLS if words.search(paragraph)]
        for name in said:
            counts[name] += 1
        if not said and not _VIEWLESS.search(paragraph):
            rest += words_in(paragraph)
    most = max(counts, key=lambda name: counts[name])
    return (most, rest) if counts[most] else None


def tells_of_walls(text: str) -> bool:
    """Whether the paragraphs of a text that speak as a wall does are several and all long: a wall is brief."""
    said = [words_in(one) for one in text.split("\n\n") if any(words.search(one) for _, words in WALLS)]
    return len(said) > 1 and min(said) >= LEAST_LONG


def without_prompt(text: str) -> tuple[str, bool]:
    """The text without the prompts to log in or subscribe that end it, and whether there were any."""
    paragraphs = text.split("\n\n")
    last = len(paragraphs)
    while last > 1 and _asks(paragraphs[last - 1]):
        last -= 1
    return "\n\n".join(paragraphs[:last]), last < len(paragraphs)


def prompts_behind(text: str, lines: Sequence[str]) -> bool:
    """Whether one of the few lines of a page that follow the last of its text asks to log in or to subscribe."""
    last = text.rsplit("\n\n", 1)[-1]
    backward = range(len(lines) - 1, -1, -1)
    at = next((number for number in backward if " ".join(clean_text(lines[number]).split()) == last), len(lines))
    behind = lines[at + 1 : at + 1 + BEHIND]
    return any(words_in(line) <= MOST_ASKED and _LOGIN.search(line) is not None for line in behind)


def _asks(paragraph: str) -> bool:
    said = _LOGIN.search(paragraph) is not None or _OFFER.search(paragraph) is not None
    return said and words_in(paragraph) <= MOST_ASKED


def speaks_of_consent(text: str, *, declared: bool = False) -> bool:
    """Whether a short text speaks of consent in one word of fifteen and more, and three times, or twice in forty.

    Of a page that declares an article (`declared`) it must speak to its reader too: news of consent tell of others.
    """
    words = words_in(text)
    if words == 0 or len(_CONSENT.findall(text)) < max(2 if words < 40 else 3, words / 15):
        return False
    spaced = sum(c > "\u2e7f" for c in text) < words and not re.search(r"[\u0600-\u06ff]", text)
    return not (declared and spaced and words >= LEAST_TOLD) or _ADDRESS.search(_QUOTED.sub("", text)) is not None


def asks_for_consent(line: str) -> bool:
    """Whether a line asks its reader for consent in cookies: it names them, and another word of such a wall.

    It speaks for its site, or says to its reader what to agree to; advice about cookies speaks to the reader alone.
    """
    said = [word.casefold() for word in _CONSENT.findall(line)]
    if "cookie" not in line.casefold() or len(said) < 2:
        return False
    told = _ADDRESS if any(word.startswith(_AGREEMENT) for word in said) else _ASKER
    return told.search(_QUOTED.sub("", line)) is not None


def words_in(text: str) -> int:
    """Words, two characters of a script without spaces between them counted as one."""
    return len(text.split()) + len(_WIDE.findall(text)) // 2
