"""The words of ten languages that stand before or behind a person's name, and what tells where it ends. Data only."""

from __future__ import annotations

from collections.abc import Mapping


def _table(table: Mapping[str, str]) -> Mapping[str, frozenset[str]]:
    return {language: frozenset(words.split()) for language, words in table.items()}


TITLES = _table(
    {
        "de": "präsident präsidentin bundespräsident bundespräsidentin kanzler kanzlerin bundeskanzler"
        " bundeskanzlerin"
        " minister ministerin außenminister außenministerin innenminister innenministerin finanzminister"
        " finanzministerin verteidigungsminister verteidigungsministerin justizminister justizministerin"
        " wirtschaftsminister wirtschaftsministerin gesundheitsminister gesundheitsministerin ministerpräsident"
        " ministerpräsidentin premierminister premierministerin regierungschef regierungschefin staatschef"
        " staatschefin"
        " staatspräsident bürgermeister bürgermeisterin oberbürgermeister oberbürgermeisterin senator senatorin"
        " abgeordneter abgeordnete parteichef parteichefin fraktionschef fraktionschefin generalsekretär"
        " generalsekretärin vorstandschef vorstandschefin vorstandsvorsitzender konzernchef konzernchefin"
        " geschäftsführer geschäftsführerin direktor direktorin professor professorin general richter richterin"
        " staatsanwalt staatsanwältin anwalt anwältin sprecher sprecherin regierungssprecher regierungssprecherin"
        " botschafter botschafterin kommissar kommissarin eu-kommissar papst bischof bischöfin erzbischof könig"
        " königin"
        " prinz prinzessin trainer trainerin bundestrainer unternehmer unternehmerin schauspieler schauspielerin"
        " sänger sängerin autor autorin regisseur regisseurin forscher forscherin ex-präsident vizepräsident"
        " vizepräsidentin landrat landrätin polizeichef polizeichefin",
        "fr": "président présidente ministre premier-ministre maire sénateur sénatrice député députée gouverneur"
        " gouverneure chancelier chancelière secrétaire directeur directrice pdg général colonel capitaine"
        " commissaire"
        " procureur procureure juge avocat avocate professeur professeure ambassadeur ambassadrice pape évêque"
        " archevêque"
        " cardinal roi reine prince princesse entraîneur sélectionneur porte-parole vice-président vice-présidente"
        " ex-président écrivain écrivaine réalisateur réalisatrice chanteur chanteuse acteur actrice chercheur"
        " chercheuse préfet préfète préfet opposant opposante leader dirigeant dirigeante",
        "es": "dirigente presidente presidenta ministro ministra alcalde alcaldesa senador senadora diputado diputada"
        " gobernador"
        " gobernadora canciller secretario secretaria director directora gerente general coronel capitán comisario"
        " comisaria fiscal juez jueza abogado abogada profesor profesora embajador embajadora papa obispo arzobispo"
        " cardenal rey reina príncipe princesa entrenador entrenadora seleccionador portavoz vicepresidente"
        " vicepresidenta expresidente expresidenta exministro exministra escritor escritora cantante actor actriz"
        " líder opositor opositora mandatario mandataria empresario empresaria periodista",
        "it": "professor presidente ministro ministra premier sindaco sindaca senatore senatrice deputato"
        " deputata governatore"
        " governatrice cancelliere segretario segretaria direttore direttrice amministratore amministratrice generale"
        " colonnello capitano commissario commissaria procuratore procuratrice giudice avvocato avvocata professore"
        " professoressa ambasciatore ambasciatrice papa vescovo arcivescovo cardinale re regina principe principessa"
        " allenatore ct portavoce vicepresidente ex-presidente scrittore scrittrice regista cantante attore attrice"
        " leader onorevole imprenditore imprenditrice",
        "pt": "presidente presidenta ministro ministra primeiro-ministro primeira-ministra prefeito prefeita senador"
        " senadora deputado deputada governador governadora chanceler secretário secretária diretor diretora director"
        " directora general coronel capitão comissário comissária procurador procuradora juiz juíza advogado advogada"
        " professor professora embaixador embaixadora papa bispo arcebispo cardeal rei rainha príncipe princesa"
        " treinador treinadora técnico porta-voz vice-presidente ex-presidente escritor escritora cantor cantora ator"
        " atriz líder empresário empresária autarca",
        "nl": "president presidente minister minister-president premier burgemeester senator kanselier"
        " staatssecretaris"
        " secretaris-generaal directeur directrice topman topvrouw generaal kolonel kapitein commissaris"
        " eurocommissaris"
        " rechter advocaat advocate professor hoogleraar ambassadeur paus bisschop aartsbisschop kardinaal koning"
        " koningin prins prinses bondscoach trainer coach woordvoerder woordvoerster vicepresident oud-president"
        " schrijver schrijfster zanger zangeres acteur actrice regisseur leider wethouder gouverneur kamerlid"
        " minister"
        " bestuursvoorzitter fractievoorzitter partijleider",
        "ru": "президент президента президенту президентом президенте министр министра министру министром министре"
        " премьер премьера премьеру премьером премьер-министр премьер-министра премьер-министру премьер-министром"
        " канцлер канцлера канцлеру канцлером мэр мэра мэру мэром губернатор губернатора губернатору губернатором"
        " сенатор сенатора сенатору сенатором депутат депутата депутату депутатом секретарь секретаря секретарю"
        " секретарем директор директора директору директором генсек генсека глава главы главу главой генерал генерала"
        " генералу полковник полковника капитан капитана комиссар комиссара прокурор прокурора судья судьи"
        " судью адвокат"
        " адвоката профессор профессора посол посла папа папы епископ патриарх патриарха король короля королева принц"
        " принца принцесса тренер тренера спикер спикера вице-президент вице-президента экс-президент экс-президента"
        " писатель писателя режиссер режиссера актер актера певец певица лидер лидера бизнесмен бизнесмена академик"
        " пресс-секретарь",
    }
)
"""Words for an office or a profession, as they stand before the name of who has it; in small letters."""

COURTESY = _table(
    {
        "de": "herr herrn frau dr prof doktor",
        "fr": "m mme mlle monsieur madame me dr pr",
        "es": "señor señora sr sra don doña dr dra",
        "it": "signor signora sig dott dottor dottoressa don",
        "pt": "senhor senhora sr sra dom dona dr dra",
        "nl": "meneer mevrouw mr mw dr prof",
        "ru": "господин господина госпожа госпожи господину",
    }
)
"""What is said before a name out of courtesy: one word behind it is a name already."""

LINKS = _table(
    {
        "de": "von der des dem den und für am im beim aus vom zum",
        "fr": "de du des la le les l d à aux au et pour étrangères étranger affaires intérieur finances défense"
        " justice santé l'intérieur général générale exécutif exécutive délégué déléguée adjoint adjointe",
        "es": "de del la el los las y e para general ejecutivo ejecutiva adjunto adjunta sindical",
        "it": "di del della dello dei degli delle e per al alla generale delegato delegata esecutivo",
        "pt": "de do da dos das e para geral executivo executiva",
        "nl": "van de het der voor en algemeen",
        "ru": "иностранных внутренних дел обороны финансов юстиции экономики здравоохранения энергетики культуры и"
        " правительства по республики генеральный генерального исполнительный исполнительного",
    }
)
"""Words that may stand between an office and the name of who has it: minister of ... , Jo Doe."""

LAST_PARTS: Mapping[str, tuple[str, ...]] = {
    "de": ("minister", "ministerin", "präsident", "präsidentin", "kanzler", "kanzlerin", "sprecher", "sprecherin",
           "chefin", "direktor", "direktorin", "meister", "meisterin", "kommissar", "kommissarin", "anwalt",
           "anwältin",
           "trainer", "trainerin", "botschafter", "botschafterin", "forscher", "forscherin"),
    "nl": ("minister", "president", "voorzitter", "directeur", "commissaris", "coach", "woordvoerder"),
}  # fmt: skip
"""Last parts of compounds that are offices: Umweltminister."""

MATTERS = _table(
    {
        "fr": "intérieur défense étrangères santé justice économie finances éducation culture travail transports",
        "es": "hacienda defensa exteriores interior economía justicia salud sanidad educación trabajo cultura"
        " ambiente"
        " transportes",
        "it": "difesa interno interni esteri economia giustizia salute ambiente lavoro cultura istruzione trasporti",
        "pt": "defesa fazenda economia saúde justiça educação ambiente exteriores estrangeiros interior"
        " finanças cultura",
        "nl": "zaken financiën defensie justitie landbouw onderwijs volksgezondheid",
    }
)
"""What ministers are for, the last word of it: behind it the name follows."""

PARTICLES = _table(
    {
        "de": "von van zu der den de del di el al",
        "fr": "de du la le van von ben el al",
        "es": "de del la las los y van von da",
        "it": "di de da del della dalla dalle van von",
        "pt": "de da do dos das e van von",
        "nl": "van de der den ter ten het 't von el al ben bin",
        "ru": "фон де ван аль",
    }
)
"""Small words inside names of persons."""

PLACE_BEFORE = _table(
    {
        "de": "in nach aus",
        "fr": "à en dans depuis vers",
        "es": "en desde hacia hasta",
        "it": "a ad in da",
        "pt": "em no na para",
        "nl": "in uit naar te bij",
        "en": "in from near to at",
        "sv": "i från till vid",
        "da": "i fra til ved",
        "nb": "i fra til ved",
        "pl": "w z do pod",
        "ro": "la în din",
        "ca": "a en des",
        "id": "di dari ke",
    }
)
"""Behind these a capitalised word that is a large city's name is that city."""

NOT_BEFORE = _table(
    {
        "de": "der die das den dem des ein eine einer einen einem kein keine jede jeder dieser diese dieses",
        "fr": "le la les un une des l", "es": "el la los las un una", "it": "il la lo i gli le un una l",
        "pt": "o a os as um uma", "nl": "de het een",
    }
)  # fmt: skip
"""Articles: behind one a word is no surname."""

LANGUAGE_BEFORE = _table({"de": "auf", "fr": "en", "es": "en", "it": "in", "pt": "em", "nl": "in het", "ru": "на по"})
"""Behind these what is called so is a language."""

NO_NAMES = _table(
    {
        "": "Motors Electric Dynamics Mills Atomics League Assembly Noel Noël Municipal Municipale Nacional National"
        " Nationale Nazionale Federal Fédéral Fédérale Federale Ejecutivo Ejecutiva Executivo Executiva Exécutif"
        " Exécutive Esecutivo Esecutiva Principal Principale Técnico Técnica Tecnico Adjunto Adjunta Adjoint"
        " Adjointe General Général Générale Generale Geral Regional Régional Régionale Regionale Provincial"
        " Provinciale Supremo Suprema Emérito Emérita Honorario Honoraria Delegato Delegata Delegado Delegada"
        " Interino Interina Electo Electa Eleito Eleita Eletto Eletta Artístico Artistique Creativo Comercial"
        " Commercial Commerciale Financiero Financeiro Financier Médico Médical Electoral Eleitoral Superior"
        " Supérieur Constitucional Estatal Estadual Local Civil Penal Academico Académico Político Politique"
    }
)[""]
"""Words with a capital behind an office that belong to it, or to a firm: Presidente Municipal, General Motors."""

SAYS = _table(
    {"de": "sagte sagt erklärte betonte kündigte forderte warnte erklärt teilte nannte wies kritisierte äußerte"}
)
"""Verbs that only persons do; where nouns have capitals, they tell that one word behind a title is a name."""
