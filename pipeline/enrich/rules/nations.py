"""What languages call peoples and what is theirs. Data only.

A word stands for all its forms, which the endings of its language make; capitals are as the language has them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

WORDS: Mapping[str, str] = {
    "de": "deutsch französisch spanisch italienisch portugiesisch niederländisch britisch englisch schottisch irisch"
    " polnisch tschechisch österreichisch schweizerisch russisch ukrainisch belarussisch türkisch griechisch serbisch"
    " kroatisch ungarisch rumänisch bulgarisch schwedisch dänisch norwegisch finnisch belgisch amerikanisch"
    " US-amerikanisch kanadisch mexikanisch brasilianisch argentinisch chinesisch japanisch indisch pakistanisch"
    " südkoreanisch nordkoreanisch israelisch palästinensisch iranisch irakisch syrisch libanesisch ägyptisch"
    " saudi-arabisch afghanisch europäisch afrikanisch asiatisch kenianisch äthiopisch nigerianisch sudanesisch"
    " marokkanisch tunesisch algerisch australisch",
    "fr": "français espagnol italien portugais allemand anglais britannique écossais irlandais polonais tchèque"
    " autrichien suisse russe ukrainien biélorusse turc grec serbe croate hongrois roumain bulgare suédois danois"
    " norvégien finlandais belge néerlandais américain canadien mexicain brésilien argentin chinois japonais indien"
    " pakistanais sud-coréen nord-coréen israélien palestinien iranien irakien syrien libanais égyptien saoudien"
    " afghan européen africain asiatique kényan éthiopien nigérian soudanais marocain tunisien algérien sénégalais"
    " malien australien ivoirien camerounais congolais",
    "es": "español francés italiano portugués alemán inglés británico escocés irlandés polaco checo austriaco"
    " austríaco"
    " suizo ruso ucraniano turco griego serbio croata húngaro rumano búlgaro sueco danés noruego finlandés belga"
    " neerlandés estadounidense canadiense mexicano brasileño argentino chileno colombiano peruano venezolano cubano"
    " ecuatoriano boliviano uruguayo paraguayo chino japonés indio pakistaní surcoreano norcoreano israelí palestino"
    " iraní iraquí sirio libanés egipcio saudí afgano europeo africano asiático keniano etíope nigeriano sudanés"
    " marroquí tunecino argelino australiano guatemalteco hondureño salvadoreño nicaragüense panameño dominicano",
    "it": "italiano francese spagnolo portoghese tedesco inglese britannico scozzese irlandese polacco ceco austriaco"
    " svizzero russo ucraino turco greco serbo croato ungherese rumeno bulgaro svedese danese norvegese finlandese"
    " belga olandese statunitense americano canadese messicano brasiliano argentino cinese giapponese indiano"
    " pachistano sudcoreano nordcoreano israeliano palestinese iraniano iracheno siriano libanese egiziano saudita"
    " afghano europeo africano asiatico keniano etiope nigeriano sudanese marocchino tunisino algerino libico"
    " australiano albanese",
    "pt": "norte-americano português brasileiro espanhol francês italiano alemão inglês britânico escocês"
    " irlandês polaco polonês"
    " austríaco suíço russo ucraniano turco grego sérvio croata húngaro romeno búlgaro sueco dinamarquês norueguês"
    " finlandês belga neerlandês holandês americano canadense mexicano argentino chileno colombiano peruano"
    " venezuelano cubano chinês japonês indiano paquistanês sul-coreano norte-coreano israelense israelita palestino"
    " palestiniano iraniano iraquiano sírio libanês egípcio saudita afegão europeu africano asiático angolano"
    " moçambicano cabo-verdiano queniano etíope nigeriano sudanês marroquino tunisino argelino australiano",
    "nl": "Nederlands Belgisch Vlaams Duits Frans Spaans Italiaans Portugees Brits Engels Schots Iers Pools"
    " Tsjechisch"
    " Oostenrijks Zwitsers Russisch Oekraïens Turks Grieks Servisch Kroatisch Hongaars Roemeens Bulgaars Zweeds Deens"
    " Noors Fins Amerikaans Canadees Mexicaans Braziliaans Argentijns Chinees Japans Indiaas Pakistaans Zuid-Koreaans"
    " Noord-Koreaans Israëlisch Palestijns Iraans Iraaks Syrisch Libanees Egyptisch Saudisch Afghaans Europees"
    " Afrikaans Aziatisch Keniaans Ethiopisch Nigeriaans Soedanees Marokkaans Tunesisch Algerijns Australisch"
    " Surinaams",
    "ru": "росси немец француз испан итальян португаль британ англий польск чеш австрий швейцар украин белорус турец"
    " гречес сербс хорват венгер румын болгар швед дат норвеж фин бельгий нидерланд американ канад мексикан бразиль"
    " аргентин китай япон индий пакистан южнокорей северокорей израиль палестин иран ирак сирий ливан египет саудов"
    " афган европей африкан азиат",
    "ar": "مصري سوري لبناني عراقي سعودي قطري إماراتي كويتي أردني فلسطيني يمني سوداني ليبي تونسي جزائري مغربي إسرائيلي"
    " إيراني تركي روسي أوكراني أمريكي أميركي بريطاني فرنسي ألماني إيطالي إسباني صيني ياباني هندي باكستاني أفغاني"
    " أوروبي أفريقي",
}

PEOPLE: Mapping[str, str] = {
    "de": "Deutscher Deutsche Franzose Franzosen Spanier Italiener Portugiese Portugiesen Niederländer Brite"
    " Briten Pole"
    " Polen Tscheche Tschechen Österreicher Schweizer Russe Russen Ukrainer Türke Türken Grieche Griechen Serbe"
    " Serben"
    " Kroate Kroaten Ungarn Schwede Schweden Däne Dänen Norweger Finne Finnen Belgier Amerikaner Kanadier Mexikaner"
    " Brasilianer Argentinier Chinese Chinesen Japaner Inder Pakistaner Israeli Israelis Palästinenser Iraner Iraker"
    " Syrer Libanese Libanesen Ägypter Afghane Afghanen Europäer Afrikaner Kurde Kurden",
    "nl": "Nederlander Nederlanders Belg Belgen Duitser Duitsers Fransman Fransen Spanjaard Spanjaarden Italiaan"
    " Italianen Portugezen Brit Britten Polen Rus Russen Oekraïner Oekraïners Turken Grieken Zweden Amerikaan"
    " Amerikanen Chinezen Japanners Israëliërs Palestijnen Iraniërs Syriërs Koerden",
    "ru": "россияне россиян россиянин россиянина немцы немцев французы французов испанцы итальянцы британцы британцев"
    " поляки поляков украинцы украинцев белорусы белорусов турки греки сербы сербов хорваты венгры американцы"
    " американцев американец китайцы китайцев японцы японцев индийцы израильтяне израильтян палестинцы палестинцев"
    " иранцы сирийцы сирийцев афганцы европейцы европейцев курды курдов",
}
"""Nouns that the endings below do not make."""

_PLACES_TOO = frozenset(("Polen", "Ungarn", "Schweden", "Zweden"))
_GERMAN = ("e", "er", "es", "en", "em")
_RUSSIAN = ("ский", "ского", "скому", "ским", "ском", "ская", "ской", "скую", "ское", "ские", "ских", "скими")


def words_of(language: str) -> Iterator[tuple[str, str]]:
    """(a form, the word that its entity is called by) of all that a language's table has; none for what is a"
    " place."""
    for word in PEOPLE.get(language, "").split():
        if word not in _PLACES_TOO:
            yield word, word
    for word in WORDS.get(language, "").split():
        base, forms = _forms(word, language)
        yield from ((form, base) for form in forms)


def _forms(word: str, language: str) -> tuple[str, Sequence[str]]:
    if language == "de":
        return word, [word + ending for ending in _GERMAN]
    if language == "nl":
        return word, [word, _open(word) + "e"]
    if language == "ar":
        return word, [word, word + "ة", "ال" + word, "ال" + word + "ة"]
    if language == "ru":
        return _russian(word)
    return word, [word, *_romance(word, language)]


def _open(word: str) -> str:
    """A Dutch adjective before its ending: Spaans is Spaanse, Portugees Portugese, Fins Finse."""
    return word[:-3] + "es" if word.endswith("ees") else word


def _russian(stem: str) -> tuple[str, Sequence[str]]:
    """росси: российский, российского; польск: польский; немец: немецкий."""
    tail = next((t for t in ("цк", "ск", "жск", "шск") if stem.endswith(t)), "")
    joint = "й" if stem == "росси" else ""
    if tail:
        endings = [ending[2:] if ending.startswith("ск") else ending for ending in _RUSSIAN]
        return stem + "ий", [stem + ending for ending in endings]
    if stem.endswith("ец"):
        return stem + "кий", [stem + "к" + ending[2:] for ending in _RUSSIAN]
    if stem.endswith("с") and not stem.endswith("рус"):
        return stem + "кий", [stem + ending[1:] for ending in _RUSSIAN]
    return stem + joint + "ский", [stem + joint + ending for ending in _RUSSIAN]


def _romance(word: str, language: str) -> Iterator[str]:
    """Feminine and plural of an adjective, by its ending; capital letters where a people is meant are the"
    " reader's."""
    endings: Mapping[str, Sequence[tuple[str, Sequence[str]]]] = {
        "fr": (("ien", ("ienne", "iens", "iennes")), ("éen", ("éenne", "éens", "éennes")), ("turc", ("turque",
           "turcs",
               "turques")), ("grec", ("grecque", "grecs", "grecques")), ("ais", ("aise", "aises")), ("ois", ("oise",
               "oises")), ("e", ("es",)), ("", ("e", "s", "es"))),
        "es": (("és", ("esa", "eses", "esas")), ("án", ("ana", "anes", "anas")), ("ñol", ("ñola", "ñoles", "ñolas")),
               ("o", ("a", "os", "as")), ("í", ("íes",)), ("e", ("es",)), ("a", ("as",))),
        "it": (("co", ("ca", "chi", "che")), ("o", ("a", "i", "e")), ("ese", ("esi",)), ("e", ("i",)),
               ("ta", ("ti", "te")), ("a", ("i",))),
        "pt": (("ês", ("esa", "eses", "esas")), ("ão", ("ã", "ães", "ãs")), ("nhol", ("nhola", "nhóis", "nholas")),
               ("eu", ("eia", "eus", "eias")), ("o", ("a", "os", "as")), ("e", ("es",)), ("a", ("as",))),
    }  # fmt: skip
    for ending, others in endings.get(language, ()):
        if word.endswith(ending):
            yield from (word[: len(word) - len(ending)] + other for other in others)
            return
