"""What Italian says with."""

from pipeline.enrich.languages.table import Counts, Days, Figures, Language, Speech

_FIGURES = Figures(
    scales={"(?:mila|mille) miliardi": 12, "mila|mille": 3, r"milioni|milione|mln\.?": 6,
            r"miliardi|miliardo|mld\.?": 9, "bilioni|bilione": 12},
    currencies={"euro": "EUR", "dollari": "USD", "dollaro": "USD", "dollari americani": "USD",
         "sterline": "GBP", "rubli": "RUB", "yen": "JPY",
                "yuan": "CNY", "franchi svizzeri": "CHF", "franchi": None, "lire": None},
    least="almeno|oltre|più di|non meno di",
    most="al massimo|meno di|fino a|non più di",
    about="circa|quasi|intorno a|intorno ai|attorno a|attorno ai|pressoché|all'incirca",
    minus="meno",
    between=("(?:tra|fra)(?: il| i)?", "e(?: il| i)?"),
    to="a", change="da|dal|dai",
)  # fmt: skip

_PEOPLE = (
    "persone|civili|bambini|bambine|neonati|donne|uomini|soldati|militari|poliziotti|agenti|carabinieri|migranti"
    "|profughi|rifugiati|passeggeri|occupanti|operai|lavoratori|abitanti|residenti|giovani|ragazzi|ragazze|minori"
    "|minorenni|studenti|giornalisti|manifestanti|combattenti|ribelli|miliziani|terroristi|turisti|vittime"
    "|soccorritori|minatori|marinai|pescatori|detenuti|prigionieri|ostaggi|passanti|pedoni|pazienti|cittadini|dipendenti|fedeli"
    "|individui"
)
_COUNTS = Counts(
    units={"km": "chilometr[io]", "m": "metr[io]", "cm": "centimetr[io]", "mm": "millimetr[io]",
           "km²": "chilometri quadrati|km quadrati|kmq", "m²": "metri quadr(?:at)?i|mq", "m³": "metri cubi",
           "ha": "ettar[io]", "kg": "chili|chilogrammi", "t": "tonnellat[ae]", "l": "litr[io]", "bbl": "barili",
           "km/h": "chilometri (?:orari|all'ora)|km (?:orari|all'ora)", "kW": "kilowatt|chilowatt", "MW": "megawatt",
           "GW": "gigawatt", "kWh": "kilowattora|chilowattora", "MWh": "megawattora"},
    degrees="gradi", heat="temperatur[ae]|caldo|calda|calore|termometr[oi]|afa|riscaldamento",
    cold="sotto (?:lo )?zero|negativi|della scala|Richter",
    people=_PEOPLE, families="famiglie|nuclei familiari",
    nouns={"killed": "morti|deceduti|decessi|uccisi|vittime mortali", "injured": "feriti", "missing": "dispersi",
           "displaced": "sfollati|sfollate|evacuati", "detained": "arresti|arrestati"},
    after={"killed": "(?:hanno|avevano|avrebbero) perso la vita|persero la vita|morirono|annegarono",
           "injured": "hanno riportato ferite", "displaced": "(?:hanno|avevano) (?:lasciato|abbandonato) le loro case"},
    told={"killed": "mort[ei]|decedut[ei]|uccis[ei]|annegat[ei]|assassinat[ei]", "injured": "ferit[ei]",
          "missing": "dispers[ei]|scompars[ei]", "displaced": "sfollat[ei]|evacuat[ei]|fuggit[ei]",
          "detained": "arrestat[ei]"},
    auxiliary="(?:sono|erano|sarebbero) (?:stat[ei]|rimast[ei])|sono|erano|sarebbero|furono|rimast[ei]|risultano"
              "|restano",
    before={"killed": "uccidendo|ucciso|uccide|uccidono|uccisero|(?:causato|provocato) la morte di|costato la vita a"
                      "|sono mort[ei]|sono stat[ei] uccis[ei]|hanno perso la vita|morirono",
            "injured": "ferendo|ha ferito|hanno ferito|ferisce|ferì|(?:sono )?rimast[ei] ferit[ei]",
            "missing": "(?:risultano|sono) dispers[ei]", "displaced": "sono stat[ei] (?:evacuat|sfollat)[ei]",
            "detained": "arrestando|ha arrestato|hanno arrestato|sono stat[ei] arrestat[ei]"},
    toll={"killed": "(?:numero|bilancio) (?:dei|di) (?:morti|decessi)|bilancio delle vittime",
          "injured": "(?:numero|bilancio) dei feriti", "missing": "numero dei dispersi",
          "displaced": "numero degli sfollati", "detained": "numero degli arrest(?:ati|i)"},
    rises="ad?|è di|era di", more="altri|altre", both="ed?|oppure|od?|che|quando|mentre|tra|fra",
    doubt=r"non|né|senza|nessun\w*|mai|potrebbero|rischiano|si|per|contro|da|dopo",
    maybe="potrebbero|potrebbe|rischiano|rischia|minaccia|minacciano",
    at="ieri|oggi|nel|nella|nello|nell'\\w+|in|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica",
    words="due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici"
          " diciassette diciotto diciannove venti", tens="cento|mille|mila",
    crowds={"centinaia di migliaia": 200_000, "decine di migliaia": 20_000, "decine": 20, "dozzine": 24,
            "centinaia": 200, "migliaia": 2_000},
    adjective="giovani|altre|altri|piccoli", of="di ",
)  # fmt: skip

_DAYS = Days(
    phrases=(
        (r"notte (?:di|tra|fra) {w}(?: e \w+)?", ""),
        (r"(?:di|ad?|fino ad?|da) oggi|oggi come oggi|oggigiorno|al giorno d'oggi", ""),
        (r"(?:dal )?{d} al {e} {m}(?: {y})?", "{d} {m} to {e} {m} {y}"),
        (r"{d} e (?:il )?{e} {m}(?: {y})?", ""),
        (r"(?:(?:lo scorso )?{w} )?{d} {m}(?: {y})?", "{d} {m} {y}"),
        (r"(?:inizio|(?:agli )?inizi di|inizio di) {m}(?: {y})?", "early {m} {y}"),
        (r"metà (?:di )?{m}(?: {y})?", "mid {m} {y}"),
        (r"fine (?:di )?{m}(?: {y})?", "late {m} {y}"),
        (r"(?:all')?inizio (?:del )?{y}", "early {y}"),
        (r"(?:alla )?fine (?:del )?{y}", "late {y}"),
        (r"(?:(?:lo )?scorso {m}|{m} scorso)", "last {m}"),
        (r"(?:prossimo {m}|{m} prossimo)", "next {m}"),
        (r"(?:a|ad|in|da|di) {m}(?: {y})?", "{m} {y}"),
        (r"{m} {y}", "{m} {y}"),
        (r"anno {y}|(?:nel|dal) {y}(?=[,.;:)]|$)", "{y}"),
        (r"(?:scorso|scorsa|passato) {w}|{w} (?:scorso|scorsa)", "last {w}"),
        (r"(?:prossimo|prossima) {w}|{w} (?:prossimo|prossima)", "next {w}"),
        (r"ogni {w}|{w} (?:successivo|precedente)|tutti i {w}", ""),
        (r"{w} {p}", "{w} {p}"),
        (r"(?:questo |questa )?{w}(?! [Ss]anto)", "{w}"),
        (r"l'altro ieri", "two days ago"),
        (r"ieri {p}", "yesterday {p}"),
        (r"domani {p}", "tomorrow {p}"),
        (r"stamattina|stamani|questa mattina", "this morning"),
        (r"stasera|questa sera", "this evening"),
        (r"ieri", "yesterday"),
        (r"oggi", "today"),
        (r"domani", "tomorrow"),
        (r"(?:scorsa|scorso) {u}|{u} (?:scorsa|scorso|passato|passata)", "last {u}"),
        (r"(?:questa|questo|quest')\s?{u}", "this {u}"),
        (r"(?:prossima|prossimo) {u}|{u} (?:prossima|prossimo)", "next {u}"),
        (r"{n} {u} fa", "{n} {u} ago"),
    ),
    ahead=r"sarà|saranno|avrà|avranno|deve|devono|dovrà|dovranno|dovrebbe|previst[oaie]|comincia|cominciano"
         r"|inizia|iniziano|arriva|arrivano"
         r"|\w{2,20}(?:erà|irà|eranno|iranno)",
    past=r"ha|hanno|è|sono|era|erano|aveva|avevano|fu|furono|\w{2,20}(?:ava|eva|iva|avano|evano)",
    since="dal|da|a partire dal", until="fino (?:al|a)", before="prima del?", after="dopo(?: il)?",
    units={"giorno": "days", "giorni": "days", "settimana": "week", "settimane": "week", "fine settimana": "weekend",
           "weekend": "weekend", "mese": "month", "mesi": "month", "anno": "year", "anni": "year"},
    parts={"mattina": "morning", "mattino": "morning", "pomeriggio": "afternoon", "sera": "evening",
           "notte": "night"},
    numbers="un/una due tre quattro cinque sei sette otto nove dieci undici dodici",
    leads="lo scorso|a|ad|in|da|di|dal|nel|alla|all'",
    ordinal="º|°",
)  # fmt: skip

_DONE = (
    "detto|dichiarato|affermato|spiegato|aggiunto|sottolineato|commentato|scritto|ribadito|precisato|osservato"
    "|annunciato|assicurato|ricordato|risposto|concluso|ammesso|avvertito|raccontato|sostenuto|promesso|riferito"
)
_SPEECH = Speech(
    cues=rf"(?:ha|hanno)(?: anche| poi| inoltre)? (?:{_DONE})|si chiede|si è chiesto|si è chiesta|dice|afferma"
         rf"|spiega|aggiunge|sottolinea|commenta|scrive"
         "|ribadisce|dichiara|osserva|racconta|assicura|ricorda|conclude|sostiene|precisa|avverte|ammette|disse"
         "|dichiarò|affermò|spiegò|aggiunse",
    asides="ai giornalisti|alla stampa|anche|ieri|oggi|poi|inoltre|ancora",
    that=r" ch(?:e |')",
    drops_subject=True,
    pronouns="lui|lei", articles="il|lo|la|l'|i|gli|le",
    of="di|del|della|dello|dell'|dei|delle|degli|a|al|alla|da|dal|dalla|per|con|contro|su",
    stops="in|nel|nella|durante|a|ad|al|alla|ai|alle|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica|ieri"
          "|oggi|che|per|dopo|prima|su|sul|sulla|parlando|commentando|rispondendo|intervenendo|e|ma|da|con",
    according="secondo", told_by="(?P<cue>secondo)(?: il| la| l'| lo| i| gli| le)?", as_said="come|secondo quanto",
    clauses=r"quando|mentre|dopo|prima|se|appena|poiché|siccome|per \w+re|chi|\w+[ae]ndo",
)  # fmt: skip

ITALIAN = Language(_FIGURES, _COUNTS, _DAYS, _SPEECH)
