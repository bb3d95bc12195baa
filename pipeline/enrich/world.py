"""What countries, their people and the best known organisations are called in English news. Data only."""

from __future__ import annotations

import re


def _names(text: str) -> tuple[str, ...]:
    return tuple(re.split(r",\s+", text.strip()))


OTHER_COUNTRY_NAMES = _names(
    """US, USA, America, UK, Britain, Great Britain, England, Scotland, Wales, Northern Ireland, UAE, Russia, Burma,
    Ivory Coast, Congo, DRC, DR Congo, Democratic Republic of Congo, Democratic Republic of the Congo,
    Republic of Congo, South Korea, North Korea, Syria, Iran, Palestine, Holland, Czech Republic, Cape Verde,
    East Timor, Swaziland, Macedonia, Türkiye, Vatican, Laos, Moldova, Tanzania, Venezuela, Bolivia, Brunei,
    Micronesia, Gambia, Bahamas, Hong Kong, Macau"""
)
"""What newspapers call countries beside the names that GeoNames gives."""

REGIONS = _names(
    """Africa, Europe, Asia, North America, South America, Latin America, Central America, Middle East, Oceania,
    Southeast Asia, South Asia, East Asia, Central Asia, East Africa, West Africa, North Africa, Southern Africa,
    Eastern Europe, Western Europe, Pacific, Atlantic, Mediterranean, Caribbean, Balkans, Sahel, Sahara, Maghreb,
    Gulf, Persian Gulf, Red Sea, Black Sea, Scandinavia, Antarctica, Arctic, West Bank, Gaza, Gaza Strip, Kashmir,
    Kurdistan, Siberia, Amazon, Himalayas, Andes, Alps, Horn of Africa, Indo-Pacific, Asia-Pacific, Golan Heights,
    Donbas, Crimea, Darfur, Tigray"""
)
"""Parts of the world with names of their own."""

DEMONYMS = _names(
    """Aboriginal, Afghan, African, Albanian, Algerian, American, Andorran, Anglican, Angolan, Arab, Argentine,
    Argentinian, Armenian, Asian, Australian, Austrian, Azerbaijani, Azeri, Bahamian, Bahraini, Balkan, Baltic,
    Bangladeshi, Barbadian, Basotho, Belarusian, Belgian, Belizean, Beninese, Bhutanese, Bolivian, Bosnian,
    Botswanan, Brazilian, British, Briton, Bruneian, Buddhist, Bulgarian, Burkinabe, Burmese, Burundian, Cambodian,
    Cameroonian, Canadian, Catalan, Catholic, Caucasian, Chadian, Chechen, Chilean, Chinese, Christian, Colombian,
    Comorian, Congolese, Croat, Croatian, Cuban, Cypriot, Czech, Dane, Danish, Democrat, Djiboutian, Dominican,
    Dutch, Ecuadorean, Ecuadorian, Egyptian, Emirati, English, Eritrean, Estonian, Ethiopian, Eurasian, European,
    Fijian, Filipino, Finn, Finnish, French, Gabonese, Gambian, Georgian, German, Ghanaian, Greek, Grenadian,
    Guatemalan, Guinean, Guyanese, Haitian, Hindu, Hispanic, Honduran, Hungarian, Icelandic, Indian, Indonesian,
    Inuit, Iranian, Iraqi, Irish, Islamic, Israeli, Italian, Ivorian, Jamaican, Japanese, Jew, Jewish, Jordanian,
    Kazakh, Kenyan, Korean, Kosovar, Kurd, Kurdish, Kuwaiti, Kyrgyz, Lao, Laotian, Latino, Latvian, Lebanese,
    Lesothan, Liberian, Libyan, Lithuanian, Maasai, Macedonian, Malagasy, Malawian, Malay, Malaysian, Maldivian,
    Malian, Maltese, Maori, Mauritanian, Mauritian, Mediterranean, Mexican, Moldovan, Mongolian, Montenegrin,
    Moroccan, Mozambican, Muslim, Namibian, Nepalese, Nepali, Nicaraguan, Nigerian, Nigerien, Nordic, Norwegian,
    Omani, Orthodox, Pakistani, Palestinian, Panamanian, Paraguayan, Persian, Peruvian, Pole, Polish, Portuguese,
    Protestant, Qatari, Republican, Romanian, Russian, Rwandan, Salvadoran, Samoan, Saudi, Scandinavian, Scot,
    Scottish, Senegalese, Serb, Serbian, Shiite, Sikh, Singaporean, Slavic, Slovak, Slovene, Slovenian, Somali,
    Spaniard, Spanish, Sudanese, Sunni, Surinamese, Swazi, Swede, Swedish, Swiss, Syrian, Taiwanese, Tajik,
    Tanzanian, Thai, Tibetan, Togolese, Tongan, Trinidadian, Tunisian, Turk, Turkish, Turkmen, Ugandan, Uighur,
    Ukrainian, Uruguayan, Uyghur, Uzbek, Venezuelan, Vietnamese, Welsh, Western, Yemeni, Zambian, Zimbabwean"""
)
"""What people and things of a country, a people or a faith are called; their plurals are made by rule."""

ORGANISATIONS = _names(
    """Reuters, Associated Press, AP, Agence France-Presse, AFP, Bloomberg, Xinhua, TASS, Al Jazeera, BBC, CNN, NPR,
    CBS, NBC, ABC, Fox News, MSNBC, Sky News, ITV, Deutsche Welle, New York Times, Washington Post,
    Wall Street Journal, Guardian, Financial Times, Economist, Forbes, Le Monde, Der Spiegel, El País, Haaretz,
    Times of Israel, Google, Apple, Microsoft, Amazon, Facebook, Meta, Twitter, YouTube, Netflix, Tesla, SpaceX,
    Intel, IBM, Samsung, Huawei, Tencent, Alibaba, Sony, Toyota, Honda, Volkswagen, BMW, Boeing, Airbus, Pfizer,
    Moderna, AstraZeneca, Shell, BP, Exxon, Chevron, TotalEnergies, Gazprom, Rosneft, Aramco, Goldman Sachs,
    JPMorgan, HSBC, Barclays, Citigroup, Uber, Airbnb, Walmart, Nike, Adidas, Disney, Starbucks, Nestlé, Unilever,
    UN, EU, AU, NATO, WHO, IMF, World Bank, WTO, OPEC, IAEA, UNESCO, UNICEF, UNHCR, UNDP, WFP, ILO, OECD, ASEAN,
    ECOWAS, SADC, Interpol, FIFA, UEFA, IOC, ICC, ICJ, Red Cross, Amnesty International, Human Rights Watch,
    Greenpeace, Oxfam, WWF, Hamas, Hezbollah, Taliban, Boko Haram, al-Qaeda, al-Shabaab, Islamic State, ISIS, ISIL,
    Houthis, PLO, Fatah, ETA, FARC, IRA, Congress, Senate, House of Commons, Knesset, Bundestag, Kremlin,
    White House, Pentagon, FBI, CIA, NSA, FDA, CDC, NASA, FAA, SEC, Federal Reserve, IRS, Supreme Court,
    Labour Party, Conservative Party, Harvard, Oxford University, Cambridge University, Stanford, MIT, Real Madrid,
    Barcelona FC, Manchester United, Liverpool FC, Arsenal, Chelsea, Juventus, Bayern Munich"""
)
"""Organisations that news names without saying what they are."""
