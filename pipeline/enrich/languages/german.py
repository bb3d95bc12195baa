"""What German says with."""

from pipeline.enrich.languages.table import Counts, Days, Figures, Language, Speech

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

_PEOPLE = (
    "Mensch(?:en)?|Personen|Leuten?|Zivilist(?:inn)?en|Kindern?|Mädchen|Frauen|Männern?|Soldat(?:inn)?en"
    "|Polizist(?:inn)?en|Beamten?|Migrant(?:inn)?en|Flüchtlingen?|Passagieren?|Insassen|Reisenden?|Fahrgästen?|Arbeitern?|Arbeiterinnen"
    "|Bewohnern?|Einwohnern?|Anwohnern?|Jugendlichen?|Minderjährigen?|Schülern?|Schülerinnen|Studenten|Studierenden?"
    "|Journalist(?:inn)?en|Demonstrant(?:inn)?en|Kämpfern?|Rebellen|Terroristen|Islamisten|Tourist(?:inn)?en"
    "|Urlaubern?|Feuerwehrleuten?|Einsatzkräften?|Helfern?|Rettungskräften?|Opfern?|Gästen?|Besuchern?"
    "|Mitarbeitern?|Bergleuten?|Seeleuten?|Fischern?|Patient(?:inn)?en|Gefangenen?|Häftlingen?|Passanten|Geiseln?|Angehörigen?"
)
_COUNTS = Counts(
    units={"km": "Kilometern?", "m": "Metern?", "cm": "Zentimetern?", "mm": "Millimetern?",
           "km²": "Quadratkilometern?", "m²": "Quadratmetern?", "m³": "Kubikmetern?", "ha": "Hektar|ha",
           "kg": "Kilogramm|Kilos?", "t": "Tonnen", "l": "Litern?", "bbl": "Barrel",
           "km/h": "Stundenkilometern?|Kilometern? (?:pro|in der) Stunde", "kW": "Kilowatt", "MW": "Megawatt",
           "GW": "Gigawatt", "kWh": "Kilowattstunden", "MWh": "Megawattstunden"},
    degrees="Grad",
    heat=r"\w*[Tt]emperatur\w*|\w*[Hh]itze\w*|heiß\w*|[Ww]ärme\w*|warm\w*|\w*[Ee]rwärmung|[Tt]hermometer",
    cold="minus|unter (?:null|Null)|Kälte|Frost",
    people=_PEOPLE, families="Familien|Haushalten?",
    nouns={"killed": r"Toten?|Todesopfern?|Getöteten?|(?:tote|getötete)n? (?:{people})",
           "injured": r"(?:(?:schwer|leicht|lebensgefährlich) )?Verletzten?|(?:Leicht|Schwer)verletzten?|Verwundeten?"
                      r"|(?:(?:schwer|leicht) )?(?:verletzte|verwundete)n? (?:{people})",
           "missing": "Vermissten?|vermissten? (?:{people})", "displaced": "(?:Binnenv|V)ertriebenen?",
           "detained": "Festgenommenen?|Festnahmen"},
    after={"killed": r"(?:getötet|umgebracht|ermordet|erschossen|hingerichtet|umgekommen|ertrunken)(?: worden| wurden)?"
                     r"(?! werden)|ums Leben(?: gekommen| kamen)?|gestorben|starben|verstarben|umkamen|ertranken"
                     r"|haben (?:\w+ ){0,4}?ihr Leben verloren|verloren (?:\w+ ){0,4}?ihr Leben",
           "injured": r"(?:verletzt|verwundet)(?: worden| wurden)?(?! werden)"
                      r"|erlitten (?:\w+ )?(?:Verletzungen|Verbrennungen)",
           "missing": "vermisst|verschwunden",
           "displaced": "vertrieben|evakuiert|in Sicherheit gebracht|geflohen|flohen|flüchteten",
           "detained": "festgenommen(?! werden)|verhaftet(?! werden)|inhaftiert|in Gewahrsam"},
    before={"killed": "töteten?|starben|ertranken|ermordeten?|erschoss(?:en)?", "injured": "verletzten?|verwundeten?",
            "displaced": "flohen|flüchteten", "detained": "verhafteten?"},
    toll={"killed": "Zahl der (?:Toten|Todesopfer|Getöteten|Todesfälle)|Totenzahl", "injured": "Zahl der (?:Verletzten"
          "|Verwundeten)", "missing": "Zahl der Vermissten", "displaced": "Zahl der (?:Binnenv|V)ertriebenen",
          "detained": "Zahl der Fest(?:genommenen|nahmen)"},
    rises="auf|bei|mit", more="weiteren?|anderen?", both="und|oder|sowie|bzw|nachdem|als|wie|dass",
    doubt=r"nicht|kein\w*|nie\w*|ohne|können|könnten?|würden?|sollten|haben|hat|hatten?|müssten|wollen|wollten|von|vor"
          r"|gegen|für",
    maybe="könnten?|würden?|droht|drohen|drohten?|müssten",
    at="am|im|in|bei|beim|durch|gestern|heute",
    words="zwei/zweien drei/dreien vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn"
          " sechzehn siebzehn achtzehn neunzehn zwanzig",
    tens="hundert|tausend",
    crowds={"Hunderttausenden?": 200_000, "Zehntausenden?": 20_000, "Dutzenden?": 24, "Hunderten?": 200,
            "Tausenden?": 2_000},
    adjective="[a-zäöüß]+(?:e|en|er)", of="von ", way="über", auxiliary="wurden|sind|seien|waren|werden",
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
         "|forderte|kritisierte|kommentierte|erzählte|erzählt|bilanzierte|mahnte"
         "|mitteilte|mitteilten|ankündigte|hinzufügte|einräumte|bekanntgab|bestätigte|so",
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
    told_by=r"(?P<cue>laut|nach (?:Angaben|Worten|Ansicht|Darstellung))(?: von| de[rmsn])?",
    as_said="wie",
    mood="habe|sei|seien|seid|werde|würden?|hätten?|wären?|könne|könnten|müsse|müssten|solle|sollten|wolle|wollten|dürfe"
         "|dürften|gebe|gäbe|komme|gehe|ginge|stehe|liege|bleibe|lasse|brauche|bräuchten|wisse|halte|sehe|nehme|bringe"
         "|laufe|finde|fehle|handle|gelte|drohe",
    clauses="als|nachdem|weil|wenn|obwohl|während|bevor|da|um|seit|seitdem|ob|sobald|falls|dass|indem|damit|statt|ohne"
            "|anstatt|sofern|solange|soweit|wie|wer|was|wo",
)  # fmt: skip

GERMAN = Language(_FIGURES, _COUNTS, _DAYS, _SPEECH)
