"""What French says with."""

from pipeline.enrich.languages.table import Days, Figures, Language, Speech

_FIGURES = Figures(
    scales={"mille milliards": 12, "mille": 3, "millions?": 6, "milliards?": 9, "billions?": 12, "M": 6, "Mds?": 9},
    currencies={"euro": "EUR", "euros": "EUR", "dollar": "USD", "dollars": "USD", "dollars américains": "USD",
         "livres sterling": "GBP",
                "rouble": "RUB", "roubles": "RUB", "yen": "JPY", "yens": "JPY", "yuan": "CNY", "yuans": "CNY",
                "franc": None, "francs": None, "francs cfa": None, "couronnes": None},
    least="au moins|plus de|plus d'|au minimum",
    most="au plus|moins de|moins d'|jusqu'à|au maximum",
    about="environ|près de|près d'|quelque|quasiment|presque|autour de|à peu près|aux alentours de",
    minus="moins",
    between=("entre", "et"),
    to="à", change="de|du|d'",
    dollar=None,
)  # fmt: skip

_DAYS = Days(
    phrases=(
        (r"nuit (?:de|du) {w}(?: (?:à|au) \w+)?", ""),
        (r"(?:d'|encore |jusqu'à |depuis )aujourd'hui|au jour d'aujourd'hui|aujourd'hui encore", ""),
        (r"(?:{w} )?{d} et {e} {m}(?: {y})?", ""),
        (r"(?:du )?{d} au {e} {m}(?: {y})?", "{d} {m} to {e} {m} {y}"),
        (r"(?:(?:le |ce |du )?{w} )?{d} {m}(?: {y})?", "{d} {m} {y}"),
        (r"début {m}(?: {y})?", "early {m} {y}"),
        (r"(?:à la )?mi-{m}(?: {y})?", "mid {m} {y}"),
        (r"fin {m}(?: {y})?", "late {m} {y}"),
        (r"début {y}", "early {y}"),
        (r"(?:à la )?fin {y}", "late {y}"),
        (r"(?:en|depuis|au mois de|au mois d') ?{m}(?: {y})?(?! (?:dernier|prochain))", "{m} {y}"),
        (r"en {m} dernier", "last {m}"),
        (r"en {m} prochain", "next {m}"),
        (r"{m} {y}", "{m} {y}"),
        (r"l'année {y}|(?:en|depuis) {y}(?=[,.;:)]|$)", "{y}"),
        (r"{w} dernier", "last {w}"),
        (r"{w} prochain", "next {w}"),
        (r"{w} (?:suivant|précédent)|chaque {w}|tous les {w}s?", ""),
        (r"(?:(?:le|ce|de|du) )?{w}(?: (?:au|dans la|en fin de))? {p}", "{w} {p}"),
        (r"(?:ce |le )?{w}(?! (?:saint|gras|noir))", "{w}"),
        (r"avant-hier", "two days ago"),
        (r"hier {p}", "yesterday {p}"),
        (r"demain {p}", "tomorrow {p}"),
        (r"hier", "yesterday"),
        (r"aujourd'hui", "today"),
        (r"(?<!de )(?<!lende)demain", "tomorrow"),
        (r"{u} (?:dernière|dernier|passée|passé)", "last {u}"),
        (r"(?:cette|ce) {u}", "this {u}"),
        (r"{u} (?:prochaine|prochain)", "next {u}"),
        (r"il y a {n} {u}", "{n} {u} ago"),
    ),
    ahead=r"sera|seront|aura|auront|va|vont|doit|doivent|devrait|devraient|prévue?s?|commence|commencent|débute"
         r"|débutent"
         r"|arrive|arrivent|\w{2,20}(?:era|eront|ira|iront|rait|raient)",
    past=r"a|ont|est|sont|était|étaient|avait|avaient|fut|\w{2,20}(?:ait|aient)",
    since="depuis(?: le)?|à partir du|dès(?: le)?", until="jusqu'(?:au|à|en)", before="avant(?: le)?",
    after="après(?: le)?",
    units={"jour": "days", "jours": "days", "semaine": "week", "semaines": "week", "week-end": "weekend",
           "mois": "month", "an": "year", "ans": "years", "année": "year", "années": "years"},
    parts={"matin": "morning", "matinée": "morning", "après-midi": "afternoon", "soir": "evening",
           "soirée": "evening", "nuit": "night"},
    numbers="un/une deux trois quatre cinq six sept huit neuf dix onze douze",
    months=("janv.", "févr.", "", "avr.", "", "", "juil.", "", "sept.", "oct.", "nov.", "déc."),
    leads="à la|en|depuis|jusqu'en|au mois de|au mois d'|du|le",
    ordinal="er",
)  # fmt: skip

_DONE = (
    "déclaré|dit|affirmé|indiqué|ajouté|expliqué|assuré|estimé|annoncé|souligné|écrit|précisé|regretté|lancé|confié"
    "|averti|prévenu|insisté|répondu|rappelé|promis|martelé|conclu|commenté|jugé|poursuivi|raconté|témoigné|reconnu"
    "|observé|relevé|constaté|détaillé|plaidé|soufflé|tranché|nuancé|souhaité|tweeté|salué|réagi|dénoncé|déploré|résumé|demandé"
)
_NOW = (
    "déclare|dit|affirme|indique|ajoute|explique|assure|estime|annonce|souligne|écrit|précise|regrette|lance|confie"
    "|avertit|prévient|insiste|répond|rappelle|promet|martèle|conclut|commente|juge|poursuit|raconte|témoigne"
    "|réagit|souffle|ironise|plaide|soupire|observe|relève|constate|détaille|nuance|reconnaît|résume|déplore"
)
_SPEECH = Speech(
    cues=rf"(?:ont|a)(?:-t-(?:il|elle))?(?: également| aussi| encore| notamment)? (?:{_DONE})"
         rf"|(?:{_NOW})(?:-t)?(?:-(?:il|elle))?"
         r"|s'est (?:exclamé|félicité|indigné|interrogé|réjoui|défendu|insurgé|agacé|inquiété)e?"
         r"|s'(?:exclame|indigne|interroge|inquiète|insurge)|se (?:réjouit|félicite|désole|souvient)",
    asides="à la presse|aux journalistes|devant la presse|également|aussi|hier|ensuite|encore",
    that=r" qu(?:e |')",
    pronouns="il|elle|on", articles="le|la|les|l'",
    of="de|du|des|d'|à|au|aux|par|pour|avec|contre|chez|sur",
    stops="lors|dans|sur|en|à|au|aux|devant|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lundi|pour|avant|après|qui"
          "|dont|que|auprès|hier|aujourd'hui|ce|cette|mais|et|par|pendant|depuis|via",
    according="selon|d'après",
)  # fmt: skip

FRENCH = Language(_FIGURES, _DAYS, _SPEECH)
