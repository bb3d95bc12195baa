"""The words around and inside names that tell what a name stands for, in English. Data only."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


TITLES = _words(
    """mr mrs ms miss mx dr prof professor sir dame lord lady madam madame mme monsieur mister sr sra señor señora don
    doña hon honourable honorable rev reverend fr father sister brother pastor bishop archbishop cardinal imam rabbi
    ayatollah mullah maulana swami guru gen general lt lieutenant col colonel maj major capt captain sgt sergeant cpl
    corporal cmdr commander commodore adm admiral brigadier brig marshal constable inspector superintendent detective
    sheikh shaikh sheik sayyid syed haji hajj alhaji alhaja chief king queen prince princess emperor empress sultan
    emir amir duke duchess count countess baron baroness pharaoh president vice-president premier chancellor senator
    sen rep congressman congresswoman governor gov mayor councillor minister secretary ambassador judge justice
    deputy mp mep atty attorney uncle auntie aunt grandma grandpa grandmother grandfather elder dato datuk tan tun
    shri smt mwalimu engr barr ing lic adv advocate chairman chairwoman coach commissioner comptroller treasurer
    pope speaker sheriff trooper warden magistrate monsignor msgr vicar deacon spokesman spokeswoman ombudsman
    solicitor patriarch""",
)
"""Said before a person's name, and no part of it."""

PERSON_ROLES = _words(
    """leader singer actor actress player striker midfielder defender goalkeeper captain spokesman spokeswoman
    spokesperson son daughter wife husband brother sister mother father widow friend author writer poet novelist
    journalist reporter editor columnist photographer artist painter musician rapper director producer filmmaker
    composer lawyer attorney prosecutor analyst economist expert professor researcher scientist historian activist
    campaigner founder co-founder cofounder owner manager boss executive officer ceo cfo coo entrepreneur businessman
    businesswoman businessperson tycoon billionaire founder resident student teacher principal lecturer doctor nurse
    farmer driver pilot soldier commander general lawmaker legislator politician candidate incumbent secretary minister
    president chairman chairwoman chairperson chair chief head deputy governor senator mayor councillor premier
    ambassador envoy coordinator representative adviser advisor aide counterpart predecessor successor victim suspect
    survivor coach boxer swimmer runner cyclist golfer champion teenager man woman boy girl named judge justice
    convenor convener curator designer architect engineer developer trader vendor worker volunteer guide dancer
    comedian presenter anchor host model influencer blogger youtuber king queen prince princess""",
)
"""What a person is called just before or, as apposition, just after the name."""

MORE_ROLES = _words(
    """specialist negotiator mediator treasurer nun monk priest cleric imam warlord smuggler trafficker mechanic
    carpenter cook guard fisherman shopkeeper tailor refugee migrant ombudsman auditor broker strategist meteorologist
    geologist seismologist epidemiologist virologist biologist ecologist climatologist technician surgeon paramedic
    firefighter policeman policewoman herder uncle aunt cousin nephew niece neighbor neighbour housewife retiree
    pensioner hostage gunman defendant plaintiff witness hacker banker lobbyist diplomat statesman dissident veteran
    sergeant colonel statistician sociologist anthropologist criminologist psychologist psychiatrist pathologist
    pharmacist midwife librarian pastor rabbi bishop archbishop lieutenant commissioner inspector congressman
    congresswoman parliamentarian grandmother grandfather mechanic welder electrician caretaker landowner fighter
    militant rebel detainee inmate trainer planner curator conservationist environmentalist fellow""",
)
"""Said of a person as apposition; some are surnames as well."""

PERSON_VERBS = _words(
    """said says told tells added adds explained explains noted notes who whose recalled recalls wrote writes argued
    argues claimed asked asks replied thinks believes believed thought felt hopes hoped wants wanted born aged died
    married himself herself admitted insisted insists continued concluded remembers remembered grew lives lived
    smiled laughed joked tweeted posted met visited won scored played joined served studied graduated resigned""",
)
"""What a person does just after the name; some of it firms and governments do as well."""

PLACE_PREPOSITIONS = _words(
    """in at near off from to across around outside throughout into toward towards via beyond within between inside off
    over north south east west northern southern eastern western central downtown upper lower greater inner outer"""
)

PLACE_NOUNS = _words(
    """city town village hamlet ward district province state region area county capital municipality republic kingdom
    island islands peninsula river lake sea ocean bay gulf mountain mount mountains valley desert coast border
    port suburb neighborhood neighbourhood township governorate prefecture territory department commune borough
    settlement camp road street highway avenue airport station beach forest park nation country countries
    continent emirate canton oblast sub-county subcounty constituency estate volcano strait straits basin delta
    canyon reserve refuge reef cities towns villages hamlets districts provinces states regions counties
    municipalities suburbs neighborhoods neighbourhoods townships governorates prefectures communes boroughs
    outskirts streets slopes foothills shores""",
)
"""Around a place's name: 'the town of Gulu', 'Gulu district'."""

PLACE_HEADS = _words(
    """city town village district province state region area county municipality republic island islands isle isles
    peninsula river lake sea ocean bay gulf mountain mountains mount hills hill valley desert coast rivers township
    governorate prefecture territory territories borough park forest strait straits canal basin delta canyon plateau
    reserve refuge reef falls creek beach cape highlands lowlands archipelago glacier volcano volcán río rio sierra
    ridge gorge cove lagoon atoll san santa santo saint puerto el new north south east west upper lower emirate
    emirates states kingdom land zone sector heights plains falls springs oblast krai aimag wilaya cay cays
    port harbour harbor
    ain tell tall tel wadi jebel jabal bab deir kafr beit umm ras qasr villa ciudad pueblo cerro playa isla lago laguna
    monte mont bad nizhny velikiy kota gunung pulau sungai kampung tanjung chiang koh phu pietra porto ponta""",
)
"""The last or first word of many names of places."""

FOREIGN_HEADS = _words(
    """universidad universidade università université universitat universität ministerio ministério ministère
    ministero banco banca banque instituto istituto institut asociación associação associazione fundación fundação
    fondation fondazione partido partito parti confederación federación federação fédération federazione sindicato
    compañía companhia compagnie compagnia sociedad sociedade société grupo groupe gruppo agencia agência agence
    agenzia guardia guarda policía polícia ejército exército minera petrolera empresa cooperativa cooperativa frente
    movimiento movimento mouvement clube""",
)
"""The first word of many organisations' names that English news leaves as they are."""

FACILITY_HEADS = _words(
    """hospital airport stadium bridge prison street road avenue highway expressway square mosque church cathedral
    temple monastery palace castle museum tower building hotel mall market station terminal dam tunnel clinic lab
    arena dome hall theatre theater cinema gallery library cemetery shrine fort jail boulevard lane drive plaza
    center centre complex resort lodge garden gardens pier wharf base barracks""",
)
"""The last word of many names of what people built."""

ORG_HEADS = _words(
    """ministry department agency authority bank university college school institute institution academy council
    committee commission board bureau office organisation organization association federation union league party
    movement front army force forces police navy guard brigade battalion militia group company corporation corp
    inc ltd llc plc co holdings foundation fund trust society club network alliance coalition congress parliament
    assembly senate house court tribunal secretariat directorate chamber confederation consortium initiative program
    programme project service services airlines airways motors bank banks insurance media press news times post
    journal daily herald gazette tribune telegraph guardian television tv radio channel studios records entertainment
    sports fc cf sc ac united rovers wanderers athletic team administration centre center unit cabinet government
    embassy mission delegation task laboratory laboratories labs systems technologies technology solutions energy
    industries partners capital ventures airlines railways petroleum oil gas power electric telecom communications
    pharmaceuticals pharma foods steel cement mining minerals resources international limited gmbh ag sa spa nv bv
    pty pvt sdn bhd watch crescent cross nations leadership campaign ombudsman treasury regulator taskforce
    prosecutor prosecutors courier chronicle observer examiner inquirer sentinel dispatch globe mirror monitor argus
    bulletin societies constabulary logistics hc fk sk bc nk tsv vfb vfl orchestra
    choir band brothers sons bros & associates observatory collective cooperative sacco syndicate command
    cartel faction wing congregation ministries diocese synod caucus forum summit exchange""",
)
"""The first or last word of many names of organisations."""

ORG_NOUNS = _words(
    """company firm group agency party band club newspaper website organisation organization team startup outlet
    broadcaster network magazine bank airline retailer manufacturer giant conglomerate supplier subsidiary unit
    charity ngo nonprofit union association federation league militia movement coalition alliance operator lender
    brand label studio publisher platform developer carrier automaker carmaker brewer miner insurer regulator
    watchdog tribunal ministry institute university school college think-tank tank foundation side rivals maker
    shipbuilder producer chain exporter importer distributor contractor consultancy drugmaker chipmaker steelmaker
    utility investor shipyard wholesaler refiner fund service brewery consortium cooperative cartel gang laboratory
    orchestra""",
)
"""What an organisation is called just before or after its name."""

KINDS_OF_FIRM = ORG_NOUNS - ORG_HEADS | {"rival", "rivals"}
"""Said, without an article, before an organisation's name, and no part of it: 'Rival Orion Foods', 'Retailer Orion'."""

ORG_AFTER = _words(
    """officials official spokesman spokeswoman spokesperson members member chairman chairwoman chairperson chair ceo
    cfo president coach supporters shares share stock report reports statement employees staff director executive
    executives headquarters board leadership leader leaders fans players manager candidate candidates mp mps
    lawmakers lawmaker founder co-founder subsidiary branch office offices workers fighters rebels troops soldiers
    militants commander boss chief general secretary-general researchers scientists campus students newspaper
    website reporter correspondent analyst analysts editor data figures survey index customers users products""",
)
"""Said just after an organisation's name."""

MISC_HEADS = _words(
    """cup games olympics championship championships festival award awards prize prizes day week war wars revolution
    act law bill treaty agreement accord accords convention protocol constitution code pact deal plan declaration
    charter resolution open tour grand prix series trophy medal marathon election elections referendum crisis
    pandemic covid coronavirus era age language languages christianity islam hinduism buddhism virus variant
    vaccine app iphone galaxy model edition album song film movie novel book show hurricane cyclone typhoon storm
    operation summit conference expo exposition trail route corridor railway line people peoples tribe tribes bridge
    amendment visa coin token system strategy initiative scheme policy index ramadan eid christmas easter diwali""",
)
"""The last word of many names of what is no person, organisation or place: events, laws, works, products."""

EVENT_HEADS = _words(
    """cup games olympics championship championships festival war wars revolution open prix series marathon election
    elections hurricane cyclone typhoon storm summit conference expo exposition tour day week"""
)
LAW_HEADS = _words(
    """act law bill treaty agreement accord accords convention protocol constitution code pact charter resolution
    amendment declaration"""
)

GENERIC = _words(
    """state government opposition church parliament interior education court crown customs health justice defense
    defence treasury ministry agency kingdom sultanate republic senate congress cabinet council commission committee
    department army police navy military union party bank university college school hospital assembly house board
    office authority company group association federation foundation club team league media press internet web
    security finance labour labor agriculture energy tourism trade culture sports transport environment water
    constitution law act bill budget covid coronavirus north south east west northern southern eastern western
    president minister prime general secretary director chairman king queen prince university street road
    center centre island province district city town village capital country nation region world earth sun moon
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december spring summer autumn winter today tomorrow yesterday photo image video
    read more related share comment comments advertisement source sources update breaking opinion editorial
    chapter section article figure table page god lord allah bible quran koran internet ai atm ngo ngos gdp
    gunmen militants rebels soldiers troops officers prosecutors lawmakers legislators investigators detectives rescuers
    firefighters doctors nurses teachers students workers miners farmers fishermen villagers residents protesters
    demonstrators voters analysts economists investors traders critics supporters opponents activists lawyers judges
    diplomats aides witnesses survivors relatives parents scientists researchers experts engineers drivers passengers
    migrants refugees shares stocks markets
    ceo cfo cto coo pm mp mps phd hiv aids dna usd eur gbp nft nfts iot gps tv pdf faq id vip""",
)
"""Words that stand for themselves when a model takes one alone for a name."""

NATIONALITY_ENDS = ("ese", "ian", "ians", "ish", "ean", "eans", "ans", "ists", "ist", "ite", "ites")

PERSON_AFTER = _words(
    "administration presidency regime era family camp campaign loyalists supporters aides allies dynasty clan"
)
"""Just after the name of who leads or heads it: the Harrow administration."""

TEAM_BEFORE = _words(
    """beat beats beating defeated defeats thrashed edged against faced faces host hosted hosts drew v vs versus joined
    signed visiting eliminated hammered stunned overcame outplayed"""
)
"""Just before the name of whom a team meets."""

DETERMINERS = _words("a an the its his her their our this that one another former")
"""What an apposition begins with: Maersk, the Danish line."""

PARTICLES = _words(
    "al el bin ibn bint abu ben van von der den de da di del della du dos das la le les ter ten y e o mac san st l i"
)
"""Small words inside a person's name."""

PREFIXES = _words("pro anti non ex post pre mid intra inter trans un")
"""Said before a hyphen and a name, and no part of it: pro-Israel."""

GLUE = _words(
    """de del della di da dos das du des van von der den bin ibn bint la las los el nad pod sur aux und sous delle degli
    dei ould auf aan het wal zum zur"""
)
"""Small words of other languages inside a name: no English sentence has them outside one."""

_TWO_LETTERS = _words(
    """ad ah am an as at be by cm co do eh ex ft go gm ha he hi hm if in is it kg km lb ma me mg ml mm my no of oh ok on
    or ow ox oz pa pm qi re so th to uh um up us vs we yd ye yo st nd rd el la""",
)


def is_glue(word: str) -> bool:
    """Whether this small word, between two capitalised ones, is one of another language inside a name."""
    return word in GLUE or (len(word) == 2 and word.isalpha() and word.islower() and word not in _TWO_LETTERS)


NAME_PREFIXES = PREFIXES | _words("sub co pan semi multi afro euro indo sino anglo franco asia")
"""Said, with a capital, before a hyphen and within a name: Inter-American, Sub-Saharan."""

JOINERS = _words("of the for and on in to at & de del la el y du des")
"""Small words inside the names of organisations and places."""

FUNCTION_WORDS = _words(
    "of the by and with for from in at an a to his her their who which that is was has had will on as s"
) | frozenset(",.()'’-:;—–")
"""Words and marks that tell by themselves what may stand beside them."""

TRANSPARENT = _words("the of and a s") | frozenset(",.")
"""Words and marks through which the one before them still counts."""

WORK_VERBS = _words(
    """works worked working plays played playing rides rode riding races raced drives drove writes wrote writing coaches
    coached employed hired signed flies flew interned volunteers volunteered""",
)
"""What people do for, at or with an organisation."""

NATURAL_HEADS = _words(
    "river lake sea ocean bay gulf mountain mountains mount hills valley desert coast peninsula island islands forest"
    " strait straits basin delta canyon plateau reserve refuge reef falls creek beach cape highlands lowlands"
    " archipelago glacier volcano park africa asia europe america caribbean pacific atlantic mediterranean sahara"
    " sahel arctic"
)
"""The last word of many places that no government rules."""

NEVER_ALONE = (
    GENERIC | TITLES | PERSON_ROLES | ORG_HEADS | FOREIGN_HEADS | PLACE_HEADS | FACILITY_HEADS | MISC_HEADS | JOINERS
)
"""Words that are no short form of a longer name that begins or ends with them."""

SPEECH_VERBS = _words(
    """said says say told tells added adds wrote writes tweeted posted announced announces argued argues claimed
    claims insisted insists warned warns explained explains noted notes stressed stresses declared declares
    stated states admitted admits confirmed confirms acknowledged acknowledges conceded concedes recalled recalls
    replied replies responded asked asks remarked remarks observed observes suggested suggests emphasised
    emphasized emphasises emphasizes reiterated reiterates continued continues concluded concludes lamented
    laments joked jokes vowed vows promised promises pledged alleged alleges reported reports commented comments
    complained complains testified urged urges shouted shouts highlighted highlights underlined underscored
    maintained maintains contended contends predicted predicts cautioned cautions quipped reckons disclosed
    revealed reveals affirmed affirms asserted asserts denied denies pointed opined indicated""",
)
"""What people do with their words, as news writes it."""

OBJECT_VERBS = _words(
    """urged urges underlined underscored denied denies confirmed confirms promised promises pledged highlighted
    highlights revealed reveals announced announces emphasised emphasized stressed stresses posted asked asks
    told tells""",
)
"""Verbs of speech that behind a comma go on with what is done, not with who says it: '..., urged Chen to resign'."""

PREPOSITIONS = _words(
    "for of in from at near with by on to against about over after before under between among like than through"
)
"""Before a name that only stands in a phrase and is not its head."""
