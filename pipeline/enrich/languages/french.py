"""What French says with."""

from pipeline.enrich.languages.table import Counts, Days, Figures, Language, Speech

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

_PEOPLE = (
    "personnes|gens|civils|civiles|enfants|filles|garçons|bébés|femmes|hommes|soldats|militaires|policiers|gendarmes"
    "|migrants|réfugiés|passagers|passagères|occupants|ouvriers|travailleurs|habitants|jeunes|adolescents|élèves"
    "|étudiants|étudiantes|journalistes|manifestants|combattants|rebelles|jihadistes|djihadistes|terroristes"
    "|touristes|pompiers|secouristes|victimes|mineurs|marins|pêcheurs|prisonniers|détenus|otages|passants|piétons|patients|agents"
    "|villageois|individus|employés|salariés|spectateurs|fidèles"
)
_COUNTS = Counts(
    units={"km": "kilomètres?", "m": "mètres?", "cm": "centimètres?", "mm": "millimètres?",
           "km²": "kilomètres carrés|km carrés", "m²": "mètres carrés", "m³": "mètres cubes", "ha": "hectares?",
           "kg": "kilos?|kilogrammes?", "t": "tonnes?", "l": "litres?", "bbl": "barils?",
           "km/h": "kilomètres(?: par |-| à l')heure|km (?:par |à l')heure", "kW": "kilowatts?", "MW": "mégawatts?",
           "GW": "gigawatts?", "kWh": "kilowatts?-?heures?", "MWh": "mégawatts?-?heures?"},
    degrees="degrés", heat=r"températures?|chaleur|canicule|chaude?s?|thermomètres?|mercure|réchauffement",
    cold=r"en[- ]dessous de zéro|au-dessous de zéro|sous zéro|négatifs",
    people=_PEOPLE, families="familles|foyers|ménages",
    nouns={"killed": "morts|mortes|tués|tuées|décès", "injured": "blessés|blessées", "missing": "disparus|disparues",
           "displaced": "déplacés|déplacées", "detained": "arrestations|interpellations"},
    after={"killed": "ont péri|avaient péri|ont (?:perdu la vie|trouvé la mort|succombé)|perdaient la vie"
                     "|se sont noyée?s", "missing": "ont disparu", "displaced": "ont fui|ont dû fuir|ont été contraint"
                     "e?s de fuir|ont dû (?:quitter|abandonner) leurs? \\w+"},
    told={"killed": "tuée?s|morte?s|décédée?s|abattu(?:e?s)|assassinée?s|exécutée?s|massacrée?s",
          "injured": "blessée?s", "missing": "disparue?s|portée?s disparue?s",
          "displaced": "déplacée?s|évacuée?s", "detained": "arrêtée?s|interpellée?s|placée?s en garde à vue"},
    auxiliary="(?:ont|avaient|auraient) été|sont|étaient|seraient|furent",
    before={"killed": "tuant|tué|tue|tuent|tua|(?:coûté|coûte|coûtant) la vie à|(?:causé|provoqué|entraîné) la mort de",
            "injured": "blessant|blessé|blesse|blessent|blessa", "displaced": "déplacé|évacué",
            "detained": "arrêté|interpellé"},
    toll={"killed": "bilan des (?:morts|décès)|nombre (?:de|des) (?:morts|décès|tués|victimes mortelles)",
          "injured": "nombre (?:de|des) blessés", "missing": "nombre (?:de|des) disparus",
          "displaced": "nombre (?:de|des) déplacés", "detained": "nombre d'(?:arrestations|interpellations)"},
    rises="à|est de|était de|atteint|atteignait", more="autres", both="et|ou|ainsi|quand|lorsque|que|qu'|dont",
    doubt=r"ne|n'[\w-]+|pas|aucun\w*|sans|jamais|pourraient|risquent|menacent|se|s'[\w-]+|pour|contre|par|ayant",
    maybe="pourraient|pourrait|risquent|risque|menace|menacent",
    at="en|hier|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|dans|à",
    words="deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept"
          " dix-huit dix-neuf vingt",
    tens="vingt|trente|quarante|cinquante|soixante|cent|cents|mille|quatre",
    crowds={"centaines de milliers": 200_000, "dizaines de milliers": 20_000, "dizaines": 20, "centaines": 200,
            "milliers": 2_000},
    adjective="jeunes|petits|petites|autres", of="de |d'",
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
    clauses=r"quand|lorsque|après|avant|pendant|si|comme|alors|dès|en \w+ant|pour|interrogée?s?",
)  # fmt: skip

FRENCH = Language(_FIGURES, _COUNTS, _DAYS, _SPEECH)
