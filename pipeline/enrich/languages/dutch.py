"""What Dutch says with."""

from pipeline.enrich.languages.table import Counts, Days, Figures, Language, Speech

_FIGURES = Figures(
    scales={"duizend": 3, r"miljoen|mln\.?": 6, r"miljard|mld\.?": 9, "biljoen": 12},
    currencies={"euro": "EUR", "euro's": "EUR", "dollar": "USD", "dollars": "USD", "roebel": "RUB", "roebels": "RUB",
                "yen": "JPY", "yuan": "CNY", "pond": None, "frank": None},
    least="minstens|zeker|op zijn minst|niet minder dan|ten minste|tenminste|minimaal|meer dan|ruim",
    most="hooguit|maximaal|minder dan|tot|niet meer dan|hoogstens",
    about="ongeveer|circa|zo'n|bijna|rond de|een kleine|ca\\.|naar schatting",
    minus="min",
    between=("tussen(?: de)?", "en"),
    to="tot|à",
)  # fmt: skip

_PEOPLE = (
    "mensen|personen|burgers|kinderen|baby's|meisjes|jongens|vrouwen|mannen|militairen|soldaten|agenten|politiemensen"
    "|migranten|vluchtelingen|passagiers|inzittenden|opvarenden|arbeiders|inwoners|bewoners|jongeren|leerlingen"
    "|scholieren|studenten|journalisten|demonstranten|betogers|strijders|rebellen|terroristen|toeristen"
    "|brandweerlieden|hulpverleners|slachtoffers|mijnwerkers|vissers|gevangenen|gedetineerden|gijzelaars|voorbijgangers|patiënten"
    "|medewerkers|werknemers|gasten|bezoekers|omwonenden"
)
_COUNTS = Counts(
    units={"km": "kilometers?", "m": "meters?", "cm": "centimeters?", "mm": "millimeters?",
           "km²": "vierkante (?:kilometers?|km)", "m²": "vierkante meters?", "m³": "kubieke meters?|kuub",
           "ha": "hectares?|ha", "kg": "kilo|kilogram", "t": "ton", "l": "liters?", "bbl": "vaten",
           "km/h": "kilometers? per uur|km per uur|km/u", "kW": "kilowatt", "MW": "megawatt", "GW": "gigawatt",
           "kWh": "kilowattuur", "MWh": "megawattuur"},
    degrees="graden", heat=r"temperatu\w+|hitte\w*|warme?|warmste|warmer|hete?|opwarming|thermometer|kwik",
    cold="onder (?:nul|het vriespunt)|vorst",
    people=_PEOPLE, families="gezinnen|families|huishoudens",
    nouns={"killed": "doden|dodelijke slachtoffers|gedode (?:{people})|dode (?:{people})",
           "injured": "(?:zwaar|licht)?gewonden|gewonde (?:{people})", "missing": "vermisten|vermiste (?:{people})",
           "displaced": "ontheemden|evacués", "detained": "aanhoudingen|arrestaties|arrestanten"},
    after={"killed": "gedood|omgekomen|omkwamen|om het leven(?: gekomen| gebracht| kwamen)?|overleden|gestorven"
                     "|stierven|verdronken|vermoord|doodgeschoten|gesneuveld",
           "injured": "gewond(?: geraakt| raakten)?|verwond", "missing": "vermist",
           "displaced": "ontheemd|geëvacueerd|gevlucht|vluchtten", "detained": "aangehouden|gearresteerd|opgepakt"},
    before={"killed": "doodden|doodde|stierven|verdronken|vermoordden", "injured": "verwondde|verwondden",
            "displaced": "vluchtten|evacueerden?", "detained": "arresteerden?"},
    toll={"killed": "dodental|aantal (?:doden|dodelijke slachtoffers)", "injured": "aantal gewonden",
          "missing": "aantal vermisten", "displaced": "aantal ontheemden",
          "detained": "aantal (?:arrestaties|aanhoudingen)"},
    rises="tot|op|naar", more="andere|anderen", both="en|of|alsook|dat|die|toen|terwijl|als|nadat",
    doubt=r"niet|geen|nooit|zonder|kunnen|kan|zouden|konden|dreigen|hebben|hadden|heeft|door|voor|tegen|bijna",
    maybe="kunnen|kan|zouden|zou|dreigen|dreigt",
    at="in|bij|op|door|gisteren|vandaag",
    words="twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien"
          " zeventien achttien negentien twintig",
    tens="honderd|duizend",
    crowds={"honderdduizenden": 200_000, "tienduizenden": 20_000, "tientallen": 20, "honderden": 200,
            "duizenden": 2_000},
    adjective=r"\w+se|jonge|onschuldige|andere|gewapende|vermoedelijke",
    unsure="tot", least={"t": 20}, auxiliary="raakten|werden|zijn|waren|worden",
)  # fmt: skip

_DAYS = Days(
    phrases=(
        (r"nacht van {w}(?: op \w+)?|nacht op {w}", ""),
        (r"(?:tot|van) vandaag|vandaag de dag", ""),
        (r"(?:van )?{d} tot(?: en met)? {e} {m}(?: {y})?", "{d} {m} to {e} {m} {y}"),
        (r"{d} en {e} {m}(?: {y})?", ""),
        (r"(?:{w} )?{d} {m}(?: {y})?", "{d} {m} {y}"),
        (r"begin {m}(?: {y})?", "early {m} {y}"),
        (r"(?:half|medio|midden) {m}(?: {y})?", "mid {m} {y}"),
        (r"eind {m}(?: {y})?", "late {m} {y}"),
        (r"begin {y}", "early {y}"),
        (r"eind {y}", "late {y}"),
        (r"(?:in|sinds|tot|vanaf) {m}(?: {y})?", "{m} {y}"),
        (r"{m} {y}", "{m} {y}"),
        (r"jaar {y}|(?:in|sinds) {y}(?=[,.;:)]|$)", "{y}"),
        (r"(?:afgelopen|vorige) {w}", "last {w}"),
        (r"komende {w}", "next {w}"),
        (r"(?:volgende|elke|iedere) {w}|(?:vorige|volgende) week {w}", ""),
        (r"{w}{p}", "{w} {p}"),
        (r"(?:op )?{w}", "{w}"),
        (r"eergisteren", "two days ago"),
        (r"gister(?:en)?{p}", "yesterday {p}"),
        (r"van(?=ochtend|morgen|middag|avond|nacht){p}", "this {p}"),
        (r"gisteren", "yesterday"),
        (r"vandaag", "today"),
        (r"morgen", "tomorrow"),
        (r"(?:vorige|vorig|afgelopen) {u}", "last {u}"),
        (r"(?:deze|dit) {u}", "this {u}"),
        (r"(?:volgende|volgend|komende|komend) {u}", "next {u}"),
        (r"{n} {u} geleden", "{n} {u} ago"),
    ),
    ahead=r"zal|zullen|gaat|gaan|moet|moeten|wordt|worden|begint|gepland|wil|willen|komt|komen|beginnen|starten"
         r"|opent",
    past=r"heeft|hebben|is|zijn|was|waren|werd|werden|had|hadden|zei|kwam|kwamen|ging|gingen|viel|stierf"
         r"|stierven|begon"
         r"|overleed|won|verloor|sprak|vond|nam|gaf|zag|bracht|kreeg|bleek|bleef|sloeg|stond|vertrok|brak|trok"
         r"|schoot|lag|liep"
         r"|liet|dreef|sloot|raakten?|zeiden|ve(?:rklaarde|rtelde|rloren)|meldden?|schreef|maakten?|startten?"
         r"|haalden?"
         r"|woedden?|stelden?|leidden?|sneuvelden?|brandden?|vochten|wonnen|spraken|vonden|vielen|kregen|bleken"
         r"|ontving|ontvingen|steeg|stegen|daalden?|beloofden?|kondigden?|openden?|werkten?|stopten?|hoorden?"
         r"|eindigden?",
    since="sinds|vanaf", until="tot(?: en met)?", before="voor", after="na",
    units={"dag": "days", "dagen": "days", "week": "week", "weken": "weeks", "weekend": "weekend", "maand": "month",
           "maanden": "months", "jaar": "year", "jaren": "years"},
    parts={"ochtend": "morning", "morgen": "morning", "middag": "afternoon", "avond": "evening", "nacht": "night"},
    numbers="een twee drie vier vijf zes zeven acht negen tien elf twaalf",
    leads="in|sinds|tot|vanaf|van|op",
    ordinal="e",
)  # fmt: skip

_SPEECH = Speech(
    cues="zei|zeiden|zegt|verklaarde|verklaart|vertelde|vertelt|stelde|stelt|schreef|schrijft|meldde|meldt|benadrukte"
         "|benadrukt|waarschuwde|waarschuwt|reageerde|reageert|antwoordde|aldus|voegde|liet|legde|concludeerde",
    asides="tegen journalisten|tegen de pers|ook|gisteren|vandaag|later|nog",
    that=r",? dat(?!\w)",
    needs_colon=True,
    pronouns="hij|zij|ze", articles="de|het",
    of="van|bij|voor|over|aan|met|tegen|door|op|uit",
    stops="op|in|bij|tijdens|na|voor|aan|tegen|dat|die|over|via|gisteren|vandaag|maandag|dinsdag|woensdag|donderdag"
          "|vrijdag|zaterdag|zondag|eraan|toe|weten|uit|later|en|maar",
    marks={"“": "”", '"': '"', "„": "”“", "‘": "’", "«": "»"},
    told_by="(?P<cue>volgens)(?: de| het)?", as_said="zoals",
    clauses="toen|nadat|omdat|als|hoewel|terwijl|voordat|sinds|om|of|dat|zodra|tenzij|wie|wat|waar",
    tails=r"eraan toe|toe|weten|uit",
)  # fmt: skip

DUTCH = Language(_FIGURES, _COUNTS, _DAYS, _SPEECH)
