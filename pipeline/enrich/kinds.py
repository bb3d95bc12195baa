"""The words that tell for sure what a name is, or what joins its parts, in English. Data only."""

from __future__ import annotations

from pipeline.enrich import lexicon


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


OF_HEADS = _words(
    """ministry department university institute academy school college council committee commission association
    federation confederation union society bank church chamber congress assembly parliament court agency authority
    bureau movement front army league organization organisation forum embassy mission foundation center centre cross
    crescent club network alliance party conference secretariat directorate administration brotherhood institution
    diocese coalition senate"""
)
"""Heads that 'of' joins to what they are there for, or where: firms' heads are none (Dana Gas of Sharjah)."""

FIRM_HEADS = _words(
    """gas mining oil steel energy power motors foods pharma airlines industries group corp corporation ltd inc co
    holdings electronics logistics shipping cement minerals resources"""
)
"""The last word of firms' names: what 'of' says behind them is where they are."""

FOR_HEADS = _words(
    """center centre institute agency committee ministry foundation council program programme commission fund
    association department campaign coalition alliance organisation organization society network initiative authority
    bank"""
)
"""Heads that 'for' joins to what they are there for."""

KIND_BEFORE = (lexicon.ORG_NOUNS | {"faction", "gang"}) - _words(
    "side rivals unit brand label institute school tank union fund platform investor network laboratory"
)
"""Said just before an organisation's name: the charity Brava."""

CALLED_BEFORE = KIND_BEFORE | _words(
    "factory school shop restaurant store bakery business brewery winery clinic shelter"
)
"""Said before a comma and an organisation's name: his factory, Brava."""

KIND_AFTER = _words(
    """party group militia gang newspaper airline coalition cartel charity movement company firm bank broadcaster
    magazine website insurgents rebels militants"""
)
"""Said just after an organisation's name: the Pastef party."""

SPEAK_FOR = {
    "for": _words("spokesman spokeswoman spokesperson"),
    "at": _words("analyst analysts strategist economist researcher fellow manager partner"),
    "with": _words("analyst economist strategist"),
}
"""Whose office it is that stands before an organisation's name, by the word between."""

PLACE_AFTER = (lexicon.PLACE_NOUNS - _words("state nation country countries park capital republic")) | _words(
    """mine field oilfield quarter slum slums crossing dam prison monastery base plant reservoir area bridge refinery
    enclave gorge plain hills woods pass ridge hotel ranch hamlet barrio favela oasis compound checkpoint crater
    church hall mosque cathedral temple monastery stadium museum tower"""
)
"""Said just after a place's name: the Rugu forest."""

BUILT = (
    lexicon.FACILITY_HEADS | _words("reservoir base penitentiary monument channel trench hill bay valley")
) - _words(
    """market station hall lab clinic gallery library resort center centre theatre theater cinema museum church mall
    garden gardens building drive lane"""
)
"""The last word of the names of what people built, which are places even if a firm runs them."""

BUILT_FIRST = _words(
    """hotel hospital hôpital hopital hôtel palais château palacio aeropuerto aeroporto estadio stade puente ponte pont
    catedral iglesia masjid"""
)
"""The first word of such names in other languages."""

HALLS = _words("convention conference sports shopping business detention cultural community exhibition")
"""Before 'center' these are what people built: the Naro Sports Center."""

SURE_HEADS = _words(
    """ministry department university institute agency authority commission council party front army federation
    association court bank cartel movement committee society union academy brigade militia coalition"""
)
"""A capitalised name with such a head is an organisation's, if a model found anything there."""

CARRIERS = _words("air radio aero royal")
"""First words of firms' names that end with a country: Air Greenland."""

CAMP_KINDS = _words(
    """refugee displacement detention migrant prison transit holding reception training military army air naval copper
    gold coal oil gas nickel lithium uranium iron hydroelectric power nuclear thermal residential shopping working-class
    hillside fishing farming mountain lakeside coastal riverside border"""
)
"""Between a place's name and what it is: the Adari displacement camp."""

PRODUCTS = _words(
    """craft spacecraft rocket satellite probe lander rover capsule telescope app application software chatbot missile
    missiles drone drones vaccine drug pill jet jets aircraft airliner plane helicopter tank tanks rifle ship vessel
    tanker freighter ferry tug frigate destroyer trawler yacht submarine variant strain virus"""
)
"""What is made or found, and named: the Lirael lander."""

INSTITUTIONS = frozenset({"Parliament", "Treasury", "House"})
"""Bodies that a text of one country calls so without saying whose; `House` where there is a Senate."""

PLATFORM = "X"
"""The network that was Twitter: the only name of one letter that is looked for."""

TAILS = _words(
    """ri dong gu gun si do myeon eup le la les sur sous en de du des lès lez e i ye al el ul ud ur us ad as at az upon
    on am an der y a ga cho ku shi"""
)
"""Small words that hyphens join to a place's name: Auneuil-le-Sec, Sangol-ri, Sarpol-e Zahab."""

LAND = _words(
    "lake valley bay gulf strait straits isle cape sea plain forest palace tomb church cathedral basilica mosque shrine"
)
"""What 'of' joins to what it is called after: the Lake of the Ozarks, the Palace of Justice."""

BUILT_OF = frozenset({"palace", "tomb", "church", "cathedral", "basilica", "mosque", "shrine"})
"""Of these what people built."""

REGION_KINDS = _words("strip province state county prefecture district region governorate oblast")
"""Behind a region's name, which a text may use without them."""

WHOSE = _words(
    """square hospital cathedral church stadium college school market gate island office association union conference
    federation organization organisation party league club society council congress"""
)
"""What stands behind the genitive in names: St. Peter's Square, Farmers' Association."""

WHO = _words("children women men people workers farmers teachers veterans journalists peasants general defender")
"""Whose things they are, in names: Children's Hospital, Attorney General's Office."""

BELIEF = _words(
    """confidence trust faith interest believe believes believed belief invest invested investing saw see seen found
    find sees investment pride hope hopes rooted"""
)
"""Before 'in' and what may be a person: faith in Mandela."""

LAND_KINDS = _words("river lake valley island islands desert mountain mountains strait peninsula")
"""Behind the name of a part of the earth, which a text may use without them."""

KINDS_BEFORE = _words("mount cerro lake río rio jebel jabal")
"""Before a mountain's or river's name, which a text may use without them."""

DIRECTIONS = _words(
    """north south east west northern southern eastern western central northwestern northeastern southwestern
    southeastern new"""
)

STORMS = _words("typhoon hurricane cyclone")
"""Words that make an event of the name behind them."""
