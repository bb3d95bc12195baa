"""Organisations that English news names without saying what they are, by kind. Data only.

What is also a common word, a place or a surname (Gap, Orange, Santander, Dell) is left out: there the text
decides. The best known of those (Apple, Amazon, Shell) are evidence, no more.
"""

from __future__ import annotations

import re


def _names(text: str) -> tuple[str, ...]:
    return tuple(re.split(r",\s+", text.strip()))


PRESS = _names(
    """Reuters, Associated Press, AP, Agence France-Presse, AFP, Bloomberg, Bloomberg News, Xinhua, TASS, Interfax,
    RIA Novosti, Kyodo, Kyodo News, Yonhap, Anadolu, Anadolu Agency, Press Trust of India, PTI, ANSA, EFE, DPA,
    PA Media, IRNA, Tasnim, SANA, KCNA, Al Jazeera, Al Arabiya, BBC, BBC News, CNN, CNBC, NPR, CBS, CBS News,
    NBC, NBC News, ABC, ABC News, Fox News, MSNBC, PBS, Sky News, ITV, Channel 4, RTÉ, CBC, NHK, RAI, ZDF, NRK,
    SVT, Yle, Deutsche Welle, Euronews, France 24, Radio France, Radio Free Europe, Voice of America, CCTV,
    CGTN, NDTV, New York Times, Washington Post, Wall Street Journal, Guardian, Financial Times, Economist,
    Forbes, Newsweek, USA Today, Los Angeles Times, Chicago Tribune, Boston Globe, Politico, Axios, BuzzFeed,
    ProPublica, New Yorker, Daily Mail, Daily Telegraph, Daily Mirror, Sunday Times, Le Monde, Le Figaro,
    Libération, Le Parisien, Der Spiegel, Die Welt, Die Zeit, Bild, Süddeutsche Zeitung, Frankfurter Allgemeine
    Zeitung, El País, El Mundo, La Vanguardia, La Repubblica, Corriere della Sera, La Stampa, Folha de S.Paulo,
    O Globo, Clarín, La Nación, El Universal, Haaretz, Jerusalem Post, Times of Israel, Hurriyet, Kommersant,
    Novaya Gazeta, Asahi Shimbun, Yomiuri Shimbun, Mainichi Shimbun, Nikkei, South China Morning Post, Global
    Times, People's Daily, Caixin, Times of India, Hindustan Times, Indian Express, Straits Times, Bangkok Post,
    Jakarta Post, Bernama, Sydney Morning Herald, Globe and Mail, Toronto Star, Daily Nation, Mail & Guardian,
    Premium Times, Bellingcat"""
)

COMPANIES = _names(
    """Google, Alphabet, Apple, Microsoft, Amazon, Facebook, Meta, Twitter, YouTube, Instagram, WhatsApp, LinkedIn,
    Netflix, Spotify, TikTok, ByteDance, OpenAI, Anthropic, DeepMind, Nvidia, AMD, Intel, Qualcomm, Broadcom,
    Micron, IBM, Oracle, SAP, Salesforce, Adobe, Cisco, Hewlett-Packard, HP, Lenovo, Samsung, Samsung
    Electronics, LG, SK Hynix, TSMC, Foxconn, ASML, Huawei, ZTE, Xiaomi, Oppo, Tencent, Alibaba, Baidu, JD.com,
    Meituan, PDD, Sony, Panasonic, Toshiba, Hitachi, Fujitsu, Nikon, Nintendo, SoftBank, Rakuten, Nokia,
    Ericsson, Siemens, Bosch, ABB, Schneider Electric, General Electric, GE, Honeywell, 3M, Caterpillar, John
    Deere, Palantir, SpaceX, PayPal, Mastercard, eBay, Uber, Lyft, Airbnb, Booking.com, DoorDash, Dropbox,
    Coinbase, Binance, FTX, Toyota, Honda, Nissan, Mazda, Subaru, Suzuki, Mitsubishi, Hyundai, Hyundai Motor,
    Kia, Tesla, General Motors, GM, Ford Motor, Stellantis, Chrysler, Fiat, Volkswagen, BMW, Mercedes-Benz,
    Daimler, Daimler Truck, Audi, Porsche, Renault, Peugeot, Volvo, Scania, Ferrari, BYD, Geely, SAIC, Nio,
    Tata, Tata Motors, Tata Steel, Mahindra, Rivian, ZF, Michelin, Bridgestone, Goodyear, Boeing, Airbus,
    Embraer, Bombardier, Lockheed Martin, Raytheon, Northrop Grumman, General Dynamics, BAE Systems,
    Rheinmetall, Thales, Saab, Dassault, Rolls-Royce, Exxon, ExxonMobil, Exxon Mobil, Chevron, Shell, BP,
    TotalEnergies, Eni, Equinor, Repsol, ConocoPhillips, Gazprom, Rosneft, Lukoil, Novatek, Aramco, Saudi
    Aramco, ADNOC, QatarEnergy, Petrobras, Pemex, PetroChina, Sinopec, CNOOC, Petronas, Ecopetrol, Halliburton,
    Schlumberger, Glencore, Trafigura, Rio Tinto, BHP, Anglo American, Freeport-McMoRan, Newmont, Barrick Gold,
    ArcelorMittal, Thyssenkrupp, Nippon Steel, U.S. Steel, Posco, Alcoa, BASF, Bayer, Monsanto, DuPont, Cargill,
    Bunge, Maersk, MSC, Hapag-Lloyd, Cosco, FedEx, UPS, DHL, Deutsche Post, Deutsche Bahn, SNCF, Eurostar,
    Lufthansa, Air France, Air France-KLM, KLM, British Airways, IAG, Ryanair, easyJet, Wizz Air, Qatar
    Airways, Turkish Airlines, Aeroflot, Delta Air Lines, United Airlines, American Airlines, Southwest
    Airlines, JetBlue, Air Canada, Air India, IndiGo, Cathay Pacific, Singapore Airlines, Qantas, Kenya Airways,
    Ethiopian Airlines, Korean Air, Walmart, Costco, Kroger, Home Depot, Sotheby's, Christie's, Tesco,
    Sainsbury's, Marks & Spencer,
    Carrefour, Aldi, Lidl, Ikea, H&M, Zara, Inditex, Uniqlo, Shein, Nike, Adidas, Puma, LVMH, Kering, Gucci,
    Hermès, L'Oréal, Disney, Walt Disney, Warner Bros, Warner Bros. Discovery, Paramount, Comcast, Universal
    Pictures, Starbucks, McDonald's, KFC, Burger King, Coca-Cola, PepsiCo, Pepsi, Nestlé, Unilever, Danone,
    Kraft Heinz, Procter & Gamble, P&G, Johnson & Johnson, Kellogg, Heineken, AB InBev, Carlsberg, Diageo,
    British American Tobacco, Philip Morris, Pfizer, Moderna, BioNTech, AstraZeneca, Novartis, Sanofi,
    GlaxoSmithKline, GSK, Merck & Co, Eli Lilly, Novo Nordisk, AbbVie, Amgen, Gilead, Bristol Myers Squibb,
    Takeda, Sinovac, Sinopharm, Serum Institute of India, Purdue Pharma, UnitedHealth, CVS, Walgreens, AT&T,
    Verizon, T-Mobile, Vodafone, Deutsche Telekom, BT, Telefónica, Airtel, Bharti Airtel, MTN, Safaricom,
    Reliance Industries, Adani Group, Infosys, Wipro, Tata Consultancy Services, Evergrande, Country Garden,
    Itochu, Mitsui, Samsung Heavy Industries"""
)

FINANCE = _names(
    """Goldman Sachs, JPMorgan, JPMorgan Chase, JP Morgan, J.P. Morgan, Morgan Stanley, Bank of America, Citigroup,
    Citibank, Citi, Wells Fargo, BlackRock, Blackstone, KKR, Berkshire Hathaway, Lehman Brothers, Bear Stearns,
    Merrill Lynch, Jefferies, Nomura, Charles Schwab, American Express, HSBC, Barclays, Lloyds, NatWest,
    Standard Chartered, Deutsche Bank, Commerzbank, BNP Paribas, Société Générale, Crédit Agricole, UBS, Credit
    Suisse, Julius Baer, ING, Rabobank, ABN Amro, UniCredit, Intesa Sanpaolo, BBVA, CaixaBank, Nordea, Danske
    Bank, Swedbank, Sberbank, VTB, ICBC, Bank of China, China Construction Bank, DBS, Mizuho, Sumitomo Mitsui,
    State Bank of India, HDFC Bank, Ecobank, Allianz, AXA, Munich Re, Swiss Re, Zurich Insurance, Generali,
    Prudential, MetLife, AIG, Aviva, Lloyd's of London, Moody's, Fitch, Fitch Ratings, Standard & Poor's, S&P,
    S&P Global, MSCI, Nasdaq, New York Stock Exchange, NYSE, London Stock Exchange, Euronext, Deutsche Börse,
    Deloitte, KPMG, PwC, Ernst & Young, McKinsey, Accenture, Wirecard, Federal Reserve, European Central Bank,
    ECB, Bank of England, Bank of Japan, People's Bank of China, Reserve Bank of India, Bundesbank, World Bank,
    IMF, Asian Development Bank, African Development Bank, European Investment Bank, Bank for International
    Settlements"""
)

PUBLIC = _names(
    """UN, United Nations, U.N. Security Council, Security Council, General Assembly, Human Rights Council, EU,
    European Union, European Commission, European Parliament, European Council, Council of Europe, AU, African
    Union, Arab League, Gulf Cooperation Council, Organization of American States, NATO, WHO, World Health
    Organization, IMF, WTO, World Trade Organization, OPEC, OPEC+, IAEA, International Atomic Energy Agency,
    UNESCO, UNICEF, UNHCR, UNRWA, UNDP, UNAIDS, UNODC, UNEP, WFP, World Food Programme, World Food Program, FAO,
    ILO, OCHA, IPCC, OECD, OSCE, ASEAN, ECOWAS, SADC, IGAD, Mercosur, BRICS, CARICOM, Interpol, Europol,
    Frontex, Eurostat, ICC, International Criminal Court, ICJ, International Court of Justice, World Economic
    Forum, Congress, Senate, House of Representatives, House of Commons, House of Lords, Knesset, Bundestag,
    Bundesrat, Duma, Verkhovna Rada, Lok Sabha, Rajya Sabha, Majlis, Kremlin, White House, Pentagon, State
    Department, Justice Department, Treasury Department, Homeland Security, FBI, CIA, NSA, DEA, FDA, CDC, EPA,
    NIH, NASA, NOAA, FAA, FEMA, FCC, FTC, SEC, IRS, NTSB, USAID, Centers for Disease Control and Prevention,
    Food and Drug Administration, Environmental Protection Agency, Supreme Court, Scotland Yard, Metropolitan
    Police, MI5, MI6, GCHQ, NHS, Ofcom, Foreign Office, Home Office, Downing Street, Bundeswehr, FSB, GRU, SVR,
    KGB, Roscosmos, Mossad, Shin Bet, IDF, Israel Defense Forces, ISI, RSF, Rapid Support Forces, ESA, European
    Space Agency, CERN, ISRO, JAXA, European Medicines Agency, Red Cross, Red Crescent, ICRC, IFRC,
    International Committee of the Red Cross, International Federation of Red Cross and Red Crescent Societies,
    Food and Agriculture Organization, Office for the Coordination of Humanitarian Affairs, Organization for the
    Prohibition of Chemical Weapons, Southern African Development Community, Economic Community of West African
    States, Organization for Security and Cooperation in Europe, Organisation for Economic Co-operation and
    Development, Joint Chiefs of Staff, Federal Bureau of Investigation, Central Intelligence Agency, Department
    of Homeland Security, International Organization for Migration, Revolutionary
    Guards, Islamic Revolutionary Guard Corps"""
)

GROUPS = _names(
    """Amnesty International, Human Rights Watch, Greenpeace, Oxfam, WWF, Save the Children, Doctors Without
    Borders, Médecins Sans Frontières, Doctors of the World, CARE International, Mercy Corps, World Vision,
    International Rescue Committee, Norwegian Refugee Council, Islamic Relief, Caritas, ActionAid, Plan
    International, Reporters Without Borders, Committee to Protect Journalists, Transparency International,
    International Crisis Group, Freedom House, Gavi, Bill & Melinda Gates Foundation, Gates Foundation, Global
    Fund, Rotary International, Salvation Army, ACLU, NAACP, NRA, Planned Parenthood, AFL-CIO, Teamsters, IG
    Metall, Extinction Rebellion, Chatham House, RAND Corporation, Brookings Institution, Cato Institute,
    Heritage Foundation, Carnegie Endowment, Atlantic Council, Pew Research Center, YouGov, Ipsos, Hamas,
    Hezbollah, Islamic Jihad, Taliban, Boko Haram, Islamic State West Africa Province, Lord's Resistance Army,
    Jemaah Islamiyah, Abu Sayyaf,
    Lashkar-e-Taiba, Hayat Tahrir al-Sham, Free Syrian Army, Allied Democratic Forces, Proud Boys, Oath Keepers,
    Tigray People's Liberation Front, al-Qaeda, al-Qaida, al-Shabab, al-Shabaab, Islamic State,
    ISIS, ISIL, Daesh, Houthis, PKK, YPG, Syrian Democratic Forces, PLO, Fatah, ETA, FARC, ELN, IRA, M23,
    Wagner, Wagner Group, Sinaloa Cartel, MS-13, Mafia, 'Ndrangheta, Ku Klux Klan, Muslim Brotherhood, Labour
    Party, Conservative Party, Tories, Liberal Democrats, Scottish National Party, SNP, Sinn Féin, Democratic
    Party, Republican Party, GOP, Social Democrats, Christian Democrats, CDU, CSU, SPD, AfD, Alternative for
    Germany, National Rally, Forza Italia, Fidesz, Law and Justice, Podemos, Syriza, Likud, Communist Party,
    Kuomintang, Bharatiya Janata Party, BJP, Aam Aadmi Party, ANC, African National Congress, ZANU-PF, PDP, APC,
    Workers' Party, Socialist Party, Green Party, Greens, Harvard, Harvard University, Oxford University,
    Cambridge University, Stanford, Stanford University, Yale, Yale University, Princeton University, Columbia
    University, MIT, Imperial College London, London School of Economics, Johns Hopkins University, Johns
    Hopkins, UCLA, New York University, Max Planck Society, Catholic Church"""
)

SPORT = _names(
    """FIFA, UEFA, CAF, CONMEBOL, CONCACAF, IOC, International Olympic Committee, WADA, World Athletics, World
    Rugby, FIA, FIDE, UCI, ICC, ATP, WTA, NBA, NFL, MLB, NHL, NCAA, UFC, PGA Tour, Formula One, Premier League,
    La Liga, Bundesliga, Serie A, Ligue 1, Real Madrid, Atlético Madrid, Barcelona FC, FC Barcelona, Manchester
    United, Manchester City, Liverpool FC, Arsenal, Chelsea, Tottenham, Tottenham Hotspur, Aston Villa,
    Newcastle United, West Ham, Leicester City, Crystal Palace, Juventus, AC Milan, Inter Milan, AS Roma, Bayern
    Munich, Borussia Dortmund, Bayer Leverkusen, RB Leipzig, Paris Saint-Germain, PSG, PSV Eindhoven, Feyenoord,
    Benfica, Sporting Lisbon, Galatasaray, Fenerbahce, Besiktas, Boca Juniors, River Plate, Flamengo, Palmeiras,
    Al Ahly, Zamalek, Al-Nassr, Al-Hilal, Kaizer Chiefs, Orlando Pirates, Inter Miami, LA Galaxy, Los Angeles
    Lakers, Lakers, Golden State Warriors, Boston Celtics, Chicago Bulls, New York Yankees, Yankees, Red Sox,
    Dallas Cowboys, Kansas City Chiefs, New England Patriots, Toronto Maple Leafs, Mumbai Indians, All Blacks,
    Springboks, Red Bull, McLaren"""
)

ORGANISATIONS = (*PRESS, *COMPANIES, *FINANCE, *PUBLIC, *GROUPS, *SPORT)

KNOWN_ACRONYMS = {
    "UN": "United Nations",
    "EU": "European Union",
    "AU": "African Union",
    "US": "United States",
    "USA": "United States",
    "UK": "United Kingdom",
    "UAE": "United Arab Emirates",
    "DRC": "Democratic Republic of the Congo",
    "NATO": "NATO",
    "WHO": "World Health Organization",
    "IMF": "International Monetary Fund",
    "IOM": "International Organization for Migration",
    "ICC": "International Criminal Court",
    "ICRC": "International Committee of the Red Cross",
    "MSF": "Doctors Without Borders",
    "UNHCR": "UNHCR",
    "UNICEF": "UNICEF",
    "FBI": "Federal Bureau of Investigation",
    "CIA": "Central Intelligence Agency",
    "WTO": "World Trade Organization",
    "OPEC": "OPEC",
    "IAEA": "International Atomic Energy Agency",
    "ASEAN": "ASEAN",
    "ECOWAS": "ECOWAS",
}
"""Acronyms that news uses without saying what they stand for, and what their entity is called."""

OTHER_NAMES: dict[tuple[str, ...], str] = {("Médecins", "Sans", "Frontières"): "Doctors Without Borders"}
"""What English news also calls an organisation, by its words -> what its entity is called."""
