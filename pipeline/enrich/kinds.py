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
    enclave gorge plain hills woods pass ridge"""
)
"""Said just after a place's name: the Rugu forest."""

BUILT = (lexicon.FACILITY_HEADS | {"reservoir", "base"}) - _words(
    """market station hall lab clinic gallery library resort center centre theatre theater cinema museum church mall
    garden gardens building drive lane"""
)
"""The last word of the names of what people built, which are places even if a firm runs them."""

BUILT_FIRST = _words(
    """hotel hospital hôpital hopital hôtel palais château palacio aeropuerto aeroporto estadio stade puente ponte pont
    catedral iglesia masjid"""
)
"""The first word of such names in other languages."""

SURE_HEADS = _words(
    """ministry department university institute agency authority commission council party front army federation
    association court bank cartel movement committee society union academy brigade militia coalition"""
)
"""A capitalised name with such a head is an organisation's, if a model found anything there."""

CARRIERS = _words("air radio aero royal")
"""First words of firms' names that end with a country: Air Greenland."""

STORMS = _words("typhoon hurricane cyclone")
"""Words that make an event of the name behind them."""
