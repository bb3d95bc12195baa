"""What countries and their people are called in English news. Data only."""

from __future__ import annotations

import re


def _names(text: str) -> tuple[str, ...]:
    return tuple(re.split(r",\s+", text.strip()))


def _pairs(text: str) -> dict[str, str]:
    return {name.strip(): code.strip() for name, code in (pair.rsplit(" ", 1) for pair in _names(text))}


COUNTRY_NAMES = _pairs(
    """US US, U.S. US, USA US, U.S.A. US, United States US, United States of America US, America US, UK GB,
    U.K. GB, Britain GB, Great Britain GB, United Kingdom GB, UAE AE, U.A.E. AE, Russia RU, Burma MM,
    Myanmar MM, Ivory Coast CI, Côte d'Ivoire CI, Congo CD, DRC CD, DR Congo CD,
    Democratic Republic of Congo CD, Democratic Republic of the Congo CD, Congo Kinshasa CD,
    Republic of Congo CG, Republic of the Congo CG, Congo Brazzaville CG, South Korea KR, North Korea KP,
    Syria SY, Iran IR, Palestine PS, Palestinian Territories PS, Holland NL, Czech Republic CZ, Czechia CZ,
    Cape Verde CV, East Timor TL, Swaziland SZ, Macedonia MK, Türkiye TR, Turkey TR, Vatican VA,
    Vatican City VA, Laos LA, Moldova MD, Tanzania TZ, Venezuela VE, Bolivia BO, Brunei BN, Micronesia FM,
    Gambia GM, Bahamas BS, Hong Kong HK, Macau MO, Taiwan TW, Vietnam VN, South Vietnam VN,
    Republic of Ireland IE, Ireland IE, People's Republic of China CN, PRC CN, Kingdom of Saudi Arabia SA,
    KSA SA, Republic of Korea KR, DPRK KP, Papua New Guinea PG, St Lucia LC, Saint Lucia LC, St Vincent VC,
    St. Lucia LC, St. Vincent VC, St. Vincent and the Grenadines VC, St. Kitts and Nevis KN,
    São Tomé and Príncipe ST, Kosovo XK, Bosnia BA, Bosnia and Herzegovina BA, Trinidad TT"""
)
"""What newspapers call countries, beside the names that the gazetteer has -> ISO 3166 code."""

STATE_ABBREVIATIONS = dict(
    pair.split(" ", 1)
    for pair in _names(
        """Ala. Alabama, Ariz. Arizona, Ark. Arkansas, Calif. California, Colo. Colorado, Conn. Connecticut,
        Del. Delaware, Fla. Florida, Ga. Georgia, Ill. Illinois, Ind. Indiana, Kan. Kansas, Ky. Kentucky,
        La. Louisiana, Md. Maryland, Mass. Massachusetts, Mich. Michigan, Minn. Minnesota, Miss. Mississippi,
        Mo. Missouri, Mont. Montana, Neb. Nebraska, Nev. Nevada, Okla. Oklahoma, Ore. Oregon, Pa. Pennsylvania,
        Tenn. Tennessee, Tex. Texas, Vt. Vermont, Va. Virginia, Wash. Washington, Wis. Wisconsin, Wyo. Wyoming,
        N.H. New Hampshire, N.J. New Jersey, N.M. New Mexico, N.Y. New York, N.C. North Carolina, N.D. North Dakota,
        R.I. Rhode Island, S.C. South Carolina, S.D. South Dakota, W.Va. West Virginia, Ont. Ontario, Que. Quebec,
        Alta. Alberta, Sask. Saskatchewan, B.C. British Columbia, N.S. Nova Scotia"""
    )
)
"""How American news shortens states and provinces behind the name of a town -> what they are called."""

AREAS = (
    ("Africa", 7.2, 21.1), ("Europe", 51.0, 18.0), ("Asia", 29.8, 89.3), ("North America", 54.5, -105.3),
    ("South America", -14.6, -57.7), ("Oceania", -18.3, 138.5), ("Antarctica", -78.2, 16.4),
    ("Middle East", 29.0, 41.0), ("Central America", 12.8, -85.6), ("Latin America", -14.6, -57.7),
    ("Caribbean", 14.5, -75.0), ("Southeast Asia", 4.0, 108.0), ("South Asia", 20.0, 77.0),
    ("East Asia", 35.0, 110.0), ("Central Asia", 43.0, 66.0), ("West Africa", 12.0, 1.0),
    ("East Africa", 3.0, 38.0), ("North Africa", 25.0, 13.0), ("Southern Africa", -22.0, 22.0),
    ("Central Africa", 5.0, 20.0), ("Sub-Saharan Africa", 0.0, 20.0), ("Eastern Europe", 52.0, 27.0),
    ("Western Europe", 48.0, 3.0), ("Horn of Africa", 8.0, 46.0), ("Maghreb", 31.0, 2.0), ("Sahel", 14.5, 8.0),
    ("Sahara", 23.0, 13.0), ("Balkans", 42.5, 21.0), ("Scandinavia", 63.0, 14.0), ("Baltic Sea", 58.0, 20.0),
    ("Black Sea", 43.4, 34.3), ("Red Sea", 20.3, 38.5), ("Mediterranean", 35.0, 18.0),
    ("Mediterranean Sea", 35.0, 18.0), ("Persian Gulf", 26.9, 51.5), ("Gulf of Mexico", 25.0, -90.0),
    ("Caspian Sea", 42.0, 50.5), ("Arctic", 90.0, 0.0), ("Pacific", 0.0, -160.0), ("Pacific Ocean", 0.0, -160.0),
    ("Atlantic", 0.0, -25.0), ("Atlantic Ocean", 0.0, -25.0), ("Indian Ocean", -20.0, 80.0),
    ("Siberia", 60.0, 105.0), ("Kashmir", 34.5, 76.0), ("Kurdistan", 37.0, 43.0), ("West Bank", 32.0, 35.3),
    ("Gaza", 31.5, 34.5), ("Gaza Strip", 31.4, 34.4), ("Golan Heights", 33.0, 35.8), ("Crimea", 45.3, 34.4),
    ("Donbas", 48.1, 38.0), ("Darfur", 13.0, 25.0), ("Tigray", 14.0, 38.5), ("Amazon", -3.2, -60.0),
    ("Andes", -32.7, -70.0), ("Alps", 46.5, 9.5), ("Himalayas", 28.0, 84.0), ("Midwest", 41.5, -93.5),
    ("New England", 44.2, -70.3), ("Great Lakes", 45.0, -84.0), ("Low Countries", 51.5, 5.0),
    ("Indo-Pacific", 0.0, 110.0), ("Asia-Pacific", 10.0, 120.0), ("Soviet Union", 60.0, 90.0),
    ("Yugoslavia", 44.0, 20.0), ("Czechoslovakia", 49.5, 17.0),
)  # fmt: skip
"""Parts of the world that no one country rules, with about their middle: name, latitude, longitude."""

CENTRES = {
    "US": (40.0, -100.0),
    "CN": (35.0, 103.0),
    "CD": (-2.9, 23.7),
    "LY": (27.0, 17.0),
    "RU": (60.0, 90.0),
    "AU": (-25.0, 133.0),
    "SD": (15.0, 32.0),
    "NG": (8.0, 10.0),
    "JP": (35.0, 136.0),
    "FJ": (-18.0, 179.0),
}
"""The middle of large countries as encyclopedias give it, where countryinfo's lies more than 150 km away."""

DEMONYM_COUNTRIES = {
    name.casefold(): code
    for name, code in _pairs(
        """Afghan AF, Albanian AL, Algerian DZ, American US, Andorran AD, Angolan AO, Argentine AR, Argentinian AR,
        Armenian AM, Australian AU, Austrian AT, Azerbaijani AZ, Azeri AZ, Bahamian BS, Bahraini BH,
        Bangladeshi BD, Barbadian BB, Basotho LS, Belarusian BY, Belgian BE, Belizean BZ, Beninese BJ,
        Bhutanese BT, Bolivian BO, Bosnian BA, Botswanan BW, Brazilian BR, British GB, Briton GB, Bruneian BN,
        Bulgarian BG, Burkinabe BF, Burmese MM, Burundian BI, Cambodian KH, Cameroonian CM, Canadian CA,
        Chadian TD, Chilean CL, Chinese CN, Colombian CO, Comorian KM, Congolese CD, Croat HR, Croatian HR,
        Cuban CU, Cypriot CY, Czech CZ, Dane DK, Danish DK, Djiboutian DJ, Dominican DO, Dutch NL, Ecuadorian EC,
        Ecuadorean EC, Egyptian EG, Emirati AE, English GB, Eritrean ER, Estonian EE, Ethiopian ET, Fijian FJ,
        Filipino PH, Finn FI, Finnish FI, French FR, Gabonese GA, Gambian GM, Georgian GE, German DE, Ghanaian GH,
        Greek GR, Grenadian GD, Guatemalan GT, Guinean GN, Guyanese GY, Haitian HT, Honduran HN, Hungarian HU,
        Icelandic IS, Indian IN, Indonesian ID, Iranian IR, Iraqi IQ, Irish IE, Israeli IL, Italian IT, Ivorian CI,
        Jamaican JM, Japanese JP, Jordanian JO, Kazakh KZ, Kenyan KE, Kosovar XK, Kuwaiti KW, Kyrgyz KG, Lao LA,
        Laotian LA, Latvian LV, Lebanese LB, Liberian LR, Libyan LY, Lithuanian LT, Macedonian MK, Malagasy MG,
        Malawian MW, Malaysian MY, Maldivian MV, Malian ML, Maltese MT, Mauritanian MR, Mauritian MU, Mexican MX,
        Moldovan MD, Mongolian MN, Montenegrin ME, Moroccan MA, Mozambican MZ, Namibian NA, Nepalese NP, Nepali NP,
        Nicaraguan NI, Nigerian NG, Nigerien NE, North Korean KP, Norwegian NO, Omani OM, Pakistani PK,
        Palestinian PS, Panamanian PA, Paraguayan PY, Peruvian PE, Pole PL, Polish PL, Portuguese PT, Qatari QA,
        Romanian RO, Russian RU, Rwandan RW, Salvadoran SV, Samoan WS, Saudi SA, Scot GB, Scottish GB,
        Senegalese SN, Serb RS, Serbian RS, Singaporean SG, Slovak SK, Slovene SI, Slovenian SI, Somali SO,
        South African ZA, South Korean KR, South Sudanese SS, Spaniard ES, Spanish ES, Sri Lankan LK, Sudanese SD,
        Surinamese SR, Swazi SZ, Swede SE, Swedish SE, Swiss CH, Syrian SY, Taiwanese TW, Tajik TJ, Tanzanian TZ,
        Thai TH, Togolese TG, Tongan TO, Trinidadian TT, Tunisian TN, Turk TR, Turkish TR, Turkmen TM, Ugandan UG,
        Ukrainian UA, Uruguayan UY, Uzbek UZ, Venezuelan VE, Vietnamese VN, Welsh GB, Yemeni YE, Zambian ZM,
        Zimbabwean ZW, New Zealander NZ, Saudi Arabian SA, Bissau-Guinean GW, Costa Rican CR, Puerto Rican PR,
        Timorese TL, Philippine PH, Sierra Leonean SL, Cape Verdean CV, Papua New Guinean PG, Greenlandic GL"""
    ).items()
}
"""What people and things of a country are called, folded -> ISO 3166 code; their plurals are made by rule."""

PEOPLES = _names(
    """African, Arab, Asian, European, Latino, Western, Islamic, Muslim, Christian, Jewish, Jew, Catholic,
    Protestant, Sunni, Shiite, Hindu, Buddhist, Sikh, Orthodox, Anglican, Democrat, Republican, Eurasian,
    Scandinavian, Nordic, Slavic, Baltic, Caucasian, Hispanic, Aboriginal, Inuit, Maori, Maasai, Kurd, Kurdish,
    Catalan, Chechen, Tibetan, Uighur, Uyghur, Persian, Malay, Korean, Balkan"""
)
"""Peoples, faiths and parties that belong to no one country."""
