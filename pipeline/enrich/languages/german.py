"""What German says with."""

from pipeline.enrich.languages.table import Days, Figures, Language, Speech

_FIGURES = Figures(
    scales={r"Tausend|Tsd\.?": 3, r"Millionen|Million|Mio\.?": 6, r"Milliarden|Milliarde|Mrd\.?": 9,
            r"Billionen|Billion|Bio\.": 12},
    currencies={"euro": "EUR", "dollar": "USD", "us-dollar": "USD", "franken": "CHF", "rubel": "RUB", "yen": "JPY",
                "yuan": "CNY", "zloty": "PLN", "pfund": None, "kronen": None, "cent": None},
    least="mindestens|wenigstens|mehr als|über|nicht weniger als",
    most="höchstens|maximal|weniger als|unter|bis zu|nicht mehr als",
    about="rund|etwa|ungefähr|circa|ca\\.|knapp|fast|gut|annähernd|schätzungsweise|um die",
    minus="minus",
    between=("zwischen", "und"),
    to="bis",
)  # fmt: skip

_DAYS = Days(
    phrases=(
        (r"(?:in der )?Nacht (?:zum|zu|auf|von) {w}(?: (?:auf|zum) \w+)?", ""),
        (r"(?:bis|noch|von|seit|ab) heute|heute noch|(?:seit|ab|von) morgen", ""),
        (r"(?:(?:am|vom|bis|ab|seit) )?{w},? (?:den |dem )?{d}\. ?{m}(?: {y})?", "{d} {m} {y}"),
        (r"(?:vom )?{d}\. bis (?:zum )?{e}\. ?{m}(?: {y})?", "{d} {m} to {e} {m} {y}"),
        (r"{d}\. ?{m}(?: {y})?", "{d} {m} {y}"),
        (r"Anfang {m}(?: {y})?", "early {m} {y}"),
        (r"Mitte {m}(?: {y})?", "mid {m} {y}"),
        (r"Ende {m}(?: {y})?", "late {m} {y}"),
        (r"(?:Anfang|Beginn) (?:des Jahres )?{y}", "early {y}"),
        (r"Mitte (?:des Jahres )?{y}", "mid {y}"),
        (r"Ende (?:des Jahres )?{y}", "late {y}"),
        (r"(?:im|seit|bis|vom|zum) {m}(?: {y})?", "{m} {y}"),
        (r"{m} {y}", "{m} {y}"),
        (r"(?:im )?Jahre? {y}", "{y}"),
        (r"(?:letzten|vergangenen|vorigen) {w}", "last {w}"),
        (r"kommenden {w}", "next {w}"),
        (r"(?:nächsten|übernächsten|folgenden|jeden) {w}", ""),
        (r"{w} (?:vor|in) (?:einer|\w+) Wochen?", ""),
        (r"{w} ?{p}", "{w} {p}"),
        (r"(?:am |diesen |diesem |vom |bis |seit )?{w}", "{w}"),
        (r"vorgestern", "two days ago"),
        (r"gestern {p}", "yesterday {p}"),
        (r"heute {p}", "this {p}"),
        (r"gestern", "yesterday"),
        (r"heute", "today"),
        (r"(?<!guten )(?-i:morgen)(?! (?:früh|um))", "tomorrow"),
        (r"(?:letzte|vergangene|vorige|letzter|vergangener|voriger|letztes|voriges|letzten|vergangenen|vorigen) {u}",
         "last {u}"),
        (r"(?:diese|dieser|dieses|diesem|diesen) {u}", "this {u}"),
        (r"(?:kommende|kommender|kommendes|kommenden|nächste|nächster|nächstes|nächsten) {u}", "next {u}"),
        (r"vor {n} {u}", "{n} {u} ago"),
    ),
    ahead=r"wird|werden|soll|sollen|will|wollen|beginnt|beginnen|startet|starten|treten|geplant|findet|finden"
         r"|tritt|treffen sich|trifft|kommt",
    past=r"hat|haben|ist|sind|war|waren|wurde|wurden|hatte|hatten|sagte|sagten|teilte|erklärte|starb|starben|kam"
         r"|kamen|(?:ging|fiel|gab|traf|fand|begann|nahm|sprach|stand|lag|lief|rief|schlug|brach|zog|verlor"
         r"|gewann|sah"
         r"|hielt|ließ|blieb|schrieb|stieg|sank|trat|trug|fuhr|flog|griff|schoss|bat|beschloss|entschied"
         r"|verließ|empfing|erhielt|erlag|floh|wies)(?:en)?"
         r"|(?:mein|forder|kündig|warn|kritisier|beton|bestätig|melde|berichte|starte|arbeite|sorg|führ|zeig"
         r"|stürz|töte"
         r"|verletz|zerstör|brann|woll|muss|konn|wuss|brach|ereigne|demonstrier|stimm|erreich|einig|eröffne"
         r"|verkünde|setz|droh|rette|lösch|prall|kollidier|explodier|scheiter|tag|feier)ten?",
    since="seit(?: dem)?|ab(?: dem)?", until="bis(?: zum)?", before="vor(?: dem)?", after="nach(?: dem)?",
    units={"Tag": "days", "Tagen": "days", "Woche": "week", "Wochen": "weeks", "Wochenende": "weekend",
         "Monat": "month",
           "Monaten": "months", "Monats": "month", "Jahr": "year", "Jahren": "years", "Jahres": "year",
           "Jahrzehnten": "decades"},
    parts={"morgen": "morning", "vormittag": "morning", "nachmittag": "afternoon", "abend": "evening",
           "nacht": "night"},
    numbers="einem/einer zwei drei vier fünf sechs sieben acht neun zehn elf zwölf",
    weekdays=("", "", "", "", "", "Sonnabend", ""),
    months=("Jänner/Jan.", "Feb./Feber", "", "Apr.", "", "", "", "Aug.", "Sept./Sep.", "Okt.", "Nov.", "Dez."),
    leads="am|vom|bis(?: zum)?|ab|seit|im|zum",
    capitals=True,
)  # fmt: skip

_SPEECH = Speech(
    cues="sagte|sagt|sagten|erklärte|erklärt|betonte|betont|meinte|meint|schrieb|schreibt|warnte|warnt|twitterte"
         "|berichtete|berichtet|versicherte|behauptete|antwortete|entgegnete|fragte|rief|teilte|fügte|kündigte|räumte"
         "|forderte|kritisierte|kommentierte|erzählte|erzählt|bilanzierte|mahnte|so",
    asides="auch|heute|gestern|später|am Abend|am Morgen|dann|weiter",
    that=r",? dass(?!\w)",
    needs_colon=True,
    pronouns="er|sie|es", articles="der|die|das",
    of="des|der|von|vom|beim|bei|für|über|an|mit|zu|gegen|aus|um",
    stops="am|im|in|bei|beim|auf|vor|nach|während|zu|zum|zur|gegenüber|der Deutschen|dem|den|dass|über|weiter"
         "|laut|und"
          "|mit|an|hinzu|ein|heute|gestern|dazu|später|zuvor|anschließend|jetzt|kürzlich",
    marks={"„": "“”\"", "»": "«", "«": "»", "“": "”", '"': '"'},
    tails=r"mit|an|hinzu|ein",
)  # fmt: skip

GERMAN = Language(_FIGURES, _DAYS, _SPEECH)
