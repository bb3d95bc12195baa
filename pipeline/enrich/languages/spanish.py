"""What Spanish says with."""

from pipeline.enrich.languages.table import Counts, Days, Figures, Language, Speech

_FIGURES = Figures(
    scales={"mil millones": 9, "mil": 3, "millones|millón": 6, "billones|billón": 12, "M": 6},
    currencies={"euro": "EUR", "euros": "EUR", "dólar": "USD", "dólares": "USD", "dólares americanos": "USD",
         "libras esterlinas": "GBP",
                "rublos": "RUB", "yenes": "JPY", "yuanes": "CNY", "francos suizos": "CHF", "soles": "PEN",
                "peso": None, "pesos": None, "libras": None, "bolívares": None},
    least="al menos|por lo menos|más de|como mínimo|no menos de",
    most="como máximo|menos de|hasta|a lo sumo|no más de",
    about="unos|unas|cerca de|alrededor de|aproximadamente|casi|en torno a|en torno al|cerca del|alrededor del",
    minus="menos",
    between=("entre(?: el)?", "y(?: el)?"),
    to="a", change="del?",
    dollar=None,
)  # fmt: skip

_PEOPLE = (
    "personas|gente|civiles|niños|niñas|bebés|mujeres|hombres|soldados|militares|policías|migrantes|inmigrantes"
    "|refugiados|pasajeros|ocupantes|trabajadores|obreros|habitantes|residentes|jóvenes|menores|adolescentes"
    "|alumnos|estudiantes|periodistas|manifestantes|combatientes|rebeldes|guerrilleros|terroristas|turistas"
    "|bomberos|víctimas|mineros|marineros|pescadores|presos|reclusos|rehenes|transeúntes|peatones|pacientes|agentes|aldeanos|individuos"
    "|empleados|campesinos|vecinos|ciudadanos|uniformados"
)
_COUNTS = Counts(
    units={"km": "kilómetros?", "m": "metros?", "cm": "centímetros?", "mm": "milímetros?",
           "km²": "kilómetros cuadrados|km cuadrados", "m²": "metros cuadrados", "m³": "metros cúbicos",
           "ha": "hectáreas?", "kg": "kilos?|kilogramos?", "t": "toneladas?", "l": "litros?", "bbl": "barriles",
           "km/h": "kilómetros por hora|km por hora|kilómetros/hora", "kW": "kilovatios?", "MW": "megavatios?",
           "GW": "gigavatios?", "kWh": "kilovatios?[- ]hora", "MWh": "megavatios?[- ]hora"},
    degrees="grados", heat="temperaturas?|calor|calurosas?|termómetros?|bochorno|calentamiento|canícula",
    cold="bajo cero|negativos|en la escala|de la escala|Richter",
    people=_PEOPLE, families="familias|hogares",
    nouns={"killed": "muertos|fallecidos|víctimas mortales|muertes|decesos", "injured": "heridos|lesionados",
           "missing": "desaparecidos|desaparecidas", "displaced": "desplazados|desplazadas|evacuados",
           "detained": "detenidos|arrestos|detenciones"},
    after={"killed": "murieron|fallecieron|perecieron|mueren|(?:han|habían) (?:muerto|fallecido|perdido la vida)"
                     "|perdieron la vida|se ahogaron", "injured": "sufrieron heridas|sufrieron lesiones",
           "missing": "desaparecieron|han desaparecido", "displaced": "huyeron|han huido|tuvieron que huir"
           "|(?:abandonaron|dejaron|tuvieron que abandonar|tuvieron que dejar) sus (?:casas|hogares|viviendas)"},
    told={"killed": "muert[ao]s|fallecid[ao]s|asesinad[ao]s|abatid[ao]s", "injured": "herid[ao]s|lesionad[ao]s",
          "missing": "desaparecid[ao]s", "displaced": "desplazad[ao]s|evacuad[ao]s",
          "detained": "detenid[ao]s|arrestad[ao]s"},
    auxiliary="fueron|(?:han|habían|habrían) (?:sido|resultado|quedado)|resultaron|quedaron|están|estaban|siguen"
              "|continúan|permanecen",
    before={"killed": "murieron|fallecieron|perecieron|(?:han|habían) (?:muerto|fallecido)|mató a|mataron a|matando a"
                      "|(?:causó|provocó|dejó|causaron|provocaron) la muerte (?:de|a)|(?:cobró|costó) la vida (?:de|a)"
                      "|asesinó a|asesinaron a|fueron asesinad[ao]s",
            "injured": "hirió a|hirieron a|hiriendo a|(?:resultaron|quedaron) herid[ao]s|dejó herid[ao]s a",
            "missing": "desaparecieron|(?:siguen|continúan|permanecen|están) desaparecid[ao]s",
            "displaced": "desplazó a|desplazaron a|evacuó a|evacuaron a|huyeron|fueron (?:evacuad|desplazad)[ao]s",
            "detained": "detuvo a|detuvieron a|arrestó a|arrestaron a|fueron (?:detenid|arrestad)[ao]s"},
    toll={"killed": "(?:número|cifra|saldo|balance) de (?:muertos|fallecidos|víctimas mortales|muertes)",
          "injured": "(?:número|cifra) de heridos", "missing": "(?:número|cifra) de desaparecidos",
          "displaced": "(?:número|cifra) de desplazados", "detained": "(?:número|cifra) de detenidos"},
    rises="a|es de|era de|hasta(?: l[ao]s)?|alcanzó|alcanza", more="otros|otras|más",
    both="y|e|o|u|que|cuando|mientras|entre",
    doubt=r"no|ni|sin|ningun[ao]?|nunca|podrían|pueden|se|por|para|contra|tras",
    maybe="podrían|podría|pueden|puede|amenaza|amenazan",
    at="en|el|este|esta|ayer|hoy|hace|durante|tras",
    words="dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete"
          " dieciocho diecinueve veinte",
    tens="treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa|cien|ciento|mil|\\w*cientos|\\w*cientas",
    crowds={"(?:cientos|centenares) de miles": 200_000, "decenas de miles": 20_000, "decenas": 20, "docenas": 24,
            "cientos|centenares": 200, "miles": 2_000},
    adjective="jóvenes|otros|otras|nuevos", of="de ",
)  # fmt: skip

_DAYS = Days(
    phrases=(
        (r"noche (?:del|de) {w}(?: al \w+)?|madrugada (?:del|de) {w}", ""),
        (r"(?:de|hasta|aún) hoy|hoy (?:en día|por hoy)|(?:de|del|el|pasado) mañana", ""),
        (r"(?:la|esta|una|de|por la|cada) mañana|mañana (?:siguiente|del|de)", ""),
        (r"(?:del )?{d} al {e} de {m}(?: del? {y})?", "{d} {m} to {e} {m} {y}"),
        (r"{d} y (?:el )?{e} de {m}(?: del? {y})?", ""),
        (r"(?:(?:el |este )?{w},? )?{d} de {m}(?: del? {y})?", "{d} {m} {y}"),
        (r"(?:a )?(?:principios|comienzos|inicios) de {m}(?: del? {y})?", "early {m} {y}"),
        (r"(?:a )?mediados de {m}(?: del? {y})?", "mid {m} {y}"),
        (r"(?:a )?(?:finales|fines) de {m}(?: del? {y})?", "late {m} {y}"),
        (r"(?:a )?(?:principios|comienzos|inicios) de {y}", "early {y}"),
        (r"(?:a )?mediados de {y}", "mid {y}"),
        (r"(?:a )?(?:finales|fines) de {y}", "late {y}"),
        (r"(?:en|desde|hasta) {m}(?: del? {y})?(?! (?:pasado|próximo))", "{m} {y}"),
        (r"{m} del? {y}", "{m} {y}"),
        (r"año {y}|(?:en|desde) {y}(?=[,.;:)]|$)", "{y}"),
        (r"(?:pasado|último) {w}|{w} pasado", "last {w}"),
        (r"próximo {w}|{w} próximo|{w} que viene", "next {w}"),
        (r"(?:cada|todos los|los) {w}s?|{w} (?:siguiente|anterior)", ""),
        (r"(?:(?:el|este) )?{w} por la {p}", "{w} {p}"),
        (r"(?:el |este )?{w}(?! [Ss]anto)", "{w}"),
        (r"anteayer|antier", "two days ago"),
        (r"ayer por la {p}", "yesterday {p}"),
        (r"anoche", "last night"),
        (r"esta {p}", "this {p}"),
        (r"ayer", "yesterday"),
        (r"hoy", "today"),
        (r"mañana", "tomorrow"),
        (r"(?:pasado|pasada|última|último) {u}|{u} (?:pasada|pasado)", "last {u}"),
        (r"(?:esta|este) {u}", "this {u}"),
        (r"(?:próxima|próximo) {u}|{u} (?:próxima|próximo|que viene)", "next {u}"),
        (r"desde hace {n} {u}|hace {n} {u} que", ""),
        (r"hace {n} {u}", "{n} {u} ago"),
    ),
    ahead=r"será|serán|habrá|va|van|debe|deben|prevé|prevén|previst[oa]s?|comienza|comienzan|empieza|empiezan"
         r"|llega|llegan|\w{2,20}(?:rá|rán)",
    past=r"ha|han|había|habían|fue|fueron|era|eran|estaba|estaban|dijo|hizo|hubo|tuvo"
         r"|estuvo|puso|vino|dio|vio|pudo|trajo|quiso|supo|\w{2,20}(?:ó|aron|ieron|eron)",
    since="desde(?: el)?|a partir del", until="hasta(?: el)?", before="antes del?", after="después del?|tras(?: el)?",
    units={"día": "days", "días": "days", "semana": "week", "semanas": "week", "fin de semana": "weekend",
           "mes": "month", "meses": "month", "año": "year", "años": "year", "década": "decade"},
    parts={"mañana": "morning", "tarde": "afternoon", "noche": "night"},
    numbers="un/una dos tres cuatro cinco seis siete ocho nueve diez once doce",
    months=("", "", "", "", "", "", "", "", "setiembre", "", "", ""),
    leads="en|desde|hasta|a|del|el",
    ordinal="º|°",
)  # fmt: skip

_DONE = (
    "dicho|afirmado|declarado|asegurado|señalado|indicado|explicado|añadido|agregado|manifestado|sostenido|expresado"
    "|comentado|advertido|subrayado|destacado|apuntado|recordado|insistido|reconocido|admitido|escrito|respondido"
    "|reiterado|precisado|concluido|lamentado|anunciado|informado"
)
_SPEECH = Speech(
    cues="se preguntó|se quejó|se lamentó|se defendió|se pregunta|dijo|dijeron|afirmó|declaró|aseguró|señaló"
         "|indicó|explicó|añadió|agregó|manifestó|sostuvo|expresó|comentó"
         "|advirtió|subrayó|destacó|apuntó|remarcó|recordó|insistió|reconoció|admitió|escribió|respondió|preguntó"
         "|reiteró|precisó|aclaró|concluyó|relató|contó|denunció|lamentó|criticó|prometió|anunció|informó|dice|afirma"
         f"|asegura|explica|señala|añade|cuenta|sostiene|advierte|subraya|insiste|recuerda|(?:ha|han) (?:{_DONE})",
    asides="a la prensa|a los periodistas|a periodistas|también|ayer|hoy|luego|además",
    that=r" que(?!\w)",
    drops_subject=True,
    pronouns="él|ella", articles="el|la|los|las",
    of="de|del|a|al|por|para|con|contra|sobre",
    stops="en|durante|tras|ante|a|al|el lunes|el martes|el miércoles|el jueves|el viernes|el sábado|el domingo|este"
          "|esta|ayer|hoy|antes|después|que|quien|para|por|sobre|según|en declaraciones|y|pero|mediante|desde",
    according="según", as_said="según|como|tal y como",
    clauses=r"cuando|mientras|tras|después|antes|si|como|al \w+r|para|preguntad[oa]",
)  # fmt: skip

SPANISH = Language(_FIGURES, _COUNTS, _DAYS, _SPEECH)
