"""What Portuguese says with, in Brazil and in Portugal."""

from pipeline.enrich.languages.table import Counts, Days, Figures, Language, Speech

_FIGURES = Figures(
    scales={"mil milhões": 9, "mil": 3, "milhões|milhão|mi": 6, "bilhões|bilhão|bi": 9, "trilhões|trilhão|tri": 12},
    currencies={"euro": "EUR", "euros": "EUR", "dólar": "USD", "dólares": "USD", "dólares americanos": "USD",
         "reais": "BRL", "rublos": "RUB",
                "ienes": "JPY", "iuanes": "CNY", "francos suíços": "CHF", "kwanzas": "AOA", "meticais": "MZN",
                "libras": None, "libras esterlinas": "GBP"},
    least="pelo menos|não menos de|mais do que|ao menos|mais de|no mínimo|acima de",
    most="no máximo|menos de|até|abaixo de",
    about="cerca de|aproximadamente|quase|em torno de|por volta de|perto de|uns",
    minus="menos",
    between=("entre", "e"),
    to="a", change="de",
)  # fmt: skip

_PEOPLE = (
    "pessoas|civis|crianças|bebés|bebês|mulheres|homens|soldados|militares|policiais|polícias|migrantes|imigrantes"
    "|refugiados|passageiros|ocupantes|trabalhadores|operários|habitantes|moradores|residentes|jovens|menores"
    "|adolescentes|alunos|estudantes|jornalistas|manifestantes|combatentes|rebeldes|terroristas|turistas"
    "|bombeiros|vítimas|mineiros|marinheiros|pescadores|presos|detentos|reféns|transeuntes|pedestres|pacientes|agentes|funcionários"
    "|cidadãos|fiéis|suspeitos"
)
_COUNTS = Counts(
    units={"km": "quil[oôó]metros?", "m": "metros?", "cm": "centímetros?", "mm": "milímetros?",
           "km²": "quil[oôó]metros quadrados|km quadrados", "m²": "metros quadrados", "m³": "metros cúbicos",
           "ha": "hectares?", "kg": "quilos?|quilogramas?", "t": "toneladas?", "l": "litros?", "bbl": "barris",
           "km/h": "quil[oôó]metros (?:por|à) hora|km por hora", "kW": "quilowatts?", "MW": "megawatts?",
           "GW": "gigawatts?", "kWh": "quilowatts?[- ]hora", "MWh": "megawatts?[- ]hora"},
    degrees="graus", heat="temperaturas?|calor|quente|term[oôó]metros?|aquecimento",
    cold="negativos|abaixo de zero|na escala|da escala|Richter",
    people=_PEOPLE, families="famílias",
    nouns={"killed": "mortos|mortes|vítimas (?:mortais|fatais)|óbitos", "injured": "feridos",
           "missing": "desaparecidos|desaparecidas", "displaced": "deslocados|deslocadas|desalojados|desalojadas",
           "detained": "detidos|detenções"},
    after={"killed": "morreram|faleceram|perderam a vida|(?:tinham|haviam) morrido", "injured": "sofreram ferimentos",
           "missing": "desapareceram", "displaced": "fugiram|(?:deixaram|abandonaram) (?:as )?suas casas"},
    told={"killed": "mort[ao]s|assassinad[ao]s|executad[ao]s", "injured": "ferid[ao]s", "missing": "desaparecid[ao]s",
          "displaced": "deslocad[ao]s|desalojad[ao]s|evacuad[ao]s", "detained": "detid[ao]s"},
    auxiliary="foram|ficaram|estão|estavam|continuam|seguem|permanecem|(?:tinham|teriam|haviam) (?:sido|ficado)"
              "|acabaram",
    before={"killed": "morreram|faleceram|morrem|matou|mataram|matando|(?:causou|provocou|deixou) a morte de"
                      "|custou a vida (?:de|a)|foram mort[ao]s",
            "injured": "feriu|feriram|ferindo|(?:ficaram|deixou|deixaram) ferid[ao]s",
            "missing": "desapareceram|estão desaparecid[ao]s", "displaced": "desalojou|desalojaram|fugiram"
            "|foram (?:evacuad|deslocad|desalojad)[ao]s", "detained": "prendeu|prenderam|deteve|detiveram"
            "|foram (?:detid|pres)[ao]s"},
    toll={"killed": "(?:número|balanço|total) de (?:mortos|mortes|vítimas mortais|vítimas fatais|óbitos)",
          "injured": "(?:número|total) de feridos", "missing": "(?:número|total) de desaparecidos",
          "displaced": "(?:número|total) de (?:deslocados|desalojados)", "detained": "(?:número|total) de detidos"},
    rises="para|a|é de|era de|chegou a|atingiu", more="outros|outras|mais", both="e|ou|que|quando|enquanto|entre",
    doubt=r"não|nem|sem|nenhum[a]?|nunca|podem|poderiam|poderão|se|por|para|contra|após",
    maybe="podem|pode|poderiam|poderia|ameaça|ameaçam",
    at="em|no|na|nos|nas|neste|nesta|ontem|hoje|durante",
    words="dois/duas três quatro cinco seis sete oito nove dez onze doze treze catorze/quatorze quinze"
          " dezesseis/dezasseis dezessete/dezassete dezoito dezenove/dezanove vinte",
    tens="vinte|trinta|quarenta|cinquenta|sessenta|setenta|oitenta|noventa|cem|cento|mil|\\w*centos|\\w*centas",
    crowds={"centenas de milhares": 200_000, "dezenas de milhares": 20_000, "dezenas": 20, "dúzias": 24,
            "centenas": 200, "milhares": 2_000},
    adjective="jovens|outros|outras", of="de ",
)  # fmt: skip

_DAYS = Days(
    phrases=(
        (r"(?:noite|madrugada) (?:de|desta|da) {w}(?: para \w+)?", ""),
        (r"(?:de|até|ainda) hoje|hoje em dia", ""),
        (r"(?:de )?{d} a {e} de {m}(?: de {y})?", "{d} {m} to {e} {m} {y}"),
        (r"{d} e {e} de {m}(?: de {y})?", ""),
        (r"(?:(?:na |no |nesta |neste )?{w},? )?{d} de {m}(?: de {y})?", "{d} {m} {y}"),
        (r"(?:início|começo) de {m}(?: de {y})?", "early {m} {y}"),
        (r"meados de {m}(?: de {y})?", "mid {m} {y}"),
        (r"(?:fim|final|finais) de {m}(?: de {y})?", "late {m} {y}"),
        (r"(?:início|começo) de {y}", "early {y}"),
        (r"meados de {y}", "mid {y}"),
        (r"(?:fim|final) de {y}", "late {y}"),
        (r"(?:em|desde|até) {m}(?: de {y})?(?! (?:passado|próximo))", "{m} {y}"),
        (r"{m} de {y}", "{m} {y}"),
        (r"ano de {y}|(?:em|desde) {y}(?=[,.;:)]|$)", "{y}"),
        (r"(?:última|último|passada|passado) {w}|{w} (?:passada|passado)", "last {w}"),
        (r"(?:próxima|próximo) {w}|{w} que vem", "next {w}"),
        (r"(?:cada|toda|todas as|todo) {w}|{w} (?:seguinte|anterior)|{w} de [Cc]inzas|{w} [Ss]anta", ""),
        (r"(?:(?:na|no|nesta|neste) )?{w} (?:à|de|pela) {p}", "{w} {p}"),
        (r"(?:(?:na|no|nesta|neste|desta|deste|da|do) )?{w}", "{w}"),
        (r"anteontem", "two days ago"),
        (r"ontem (?:à|de) {p}", "yesterday {p}"),
        (r"ontem", "yesterday"),
        (r"hoje", "today"),
        (r"amanhã", "tomorrow"),
        (r"(?:passada|passado|última|último) {u}|{u} (?:passada|passado)", "last {u}"),
        (r"(?:esta|este|nesta|neste|desta|deste) {u}", "this {u}"),
        (r"(?:próxima|próximo) {u}|{u} que vem", "next {u}"),
        (r"(?:há )?{n} {u} atrás", "{n} {u} ago"),
    ),
    ahead=r"será|serão|haverá|vai|vão|deve|devem|deverá|deverão|prevê|previst[oa]s?|começa|começam|abre|chega"
         r"|chegam|\w{2,20}(?:rá|rão)",
    past=r"foi|foram|era|eram|estava|estavam|disse|fez|teve|havia|houve|esteve|deu"
         r"|viu|veio|pôs|pôde|quis|trouxe|\w{2,20}(?:ou|eu|iu|aram|eram|iram)",
    since="desde(?: o)?|a partir de", until="até(?: o| ao)?", before="antes de", after="depois de|após(?: o)?",
    units={"dia": "days", "dias": "days", "semana": "week", "semanas": "week", "fim de semana": "weekend",
           "mês": "month", "meses": "month", "ano": "year", "anos": "year", "década": "decade"},
    parts={"manhã": "morning", "tarde": "afternoon", "noite": "night"},
    numbers="um/uma dois/duas três quatro cinco seis sete oito nove dez onze doze",
    weekdays=tuple(rf"{day}(?=[,.;:)]| \(\d|$)" for day in ("segunda", "terça", "quarta", "quinta", "sexta")),
    leads="em|desde|até|na|no|da|do|de",
    ordinal="º|°|o",
)  # fmt: skip

_SPEECH = Speech(
    cues="reagiu|recorda|recordou|lembra|disse|disseram|afirmou|declarou|explicou|acrescentou|garantiu|destacou"
         "|ressaltou|comentou|escreveu|informou"
         "|alertou|lembrou|anunciou|respondeu|criticou|contou|avaliou|reforçou|completou|concluiu|salientou|sublinhou"
         "|referiu|admitiu|lamentou|prometeu|argumentou|diz|afirma|explica|conta|defende|avalia|alerta|acrescenta",
    asides="a jornalistas|aos jornalistas|à imprensa|também|ontem|hoje|ainda",
    that=r" que(?!\w)",
    drops_subject=True,
    pronouns="ele|ela", articles="o|a|os|as",
    of="de|do|da|dos|das|ao|à|por|pelo|pela|para|com|contra|sobre",
    stops="em|no|na|nos|nas|nesta|neste|durante|após|à|ao|aos|a jornalistas|que|quem|para|por|sobre|ontem|hoje|e|mas"
          "|segundo|antes|depois|segunda|terça|quarta|quinta|sexta|através",
    according="segundo|de acordo com|conforme", as_said="segundo|conforme|como",
    clauses=r"quando|enquanto|após|depois|antes|se|como|ao \w+r|para|questionad[oa]",
)  # fmt: skip

PORTUGUESE = Language(_FIGURES, _COUNTS, _DAYS, _SPEECH)
