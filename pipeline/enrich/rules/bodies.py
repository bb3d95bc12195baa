"""What languages call countries, parts of the world and bodies for short, beside CLDR's names. Data only.

Each is `written` or `written = the name that its entity has`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

COUNTRIES: Mapping[str, str] = {
    "de": "US USA; US Vereinigte Staaten von Amerika; GB Großbritannien; CZ Tschechische"
    " Republik; CN Volksrepublik China; HK Hongkong; MM Birma; CD Kongo;"
    " PS Palästina; KP Nordkorea; KR Südkorea; US Vereinigten Staaten; AE Vereinigten Arabischen Emiraten;"
    " AE Vereinigten Arabischen Emirate; NL Niederlanden; PH Philippinen",
    "fr": "US USA; US États-Unis d'Amérique; US Etats-Unis; GB Grande-Bretagne; CZ République tchèque; HK Hong Kong;"
    " MM Birmanie; CD RDC; CD République démocratique du Congo; PS Palestine; AE Emirats arabes unis; ET Ethiopie;"
    " EG Egypte; EC Equateur; ER Erythrée; CI Cote d'Ivoire",
    "es": "US EE. UU.; US EE.UU.; US EEUU; US EE UU; US Estados Unidos de América; GB Gran Bretaña; CZ"
        " República Checa;"
    " HK Hong Kong; MM Birmania; CD República Democrática del Congo; PS Palestina; US Estados Unidos; NL Holanda",
    "it": "US USA; US Usa; US Stati Uniti d'America; GB Gran Bretagna; CZ Repubblica Ceca; CZ Repubblica ceca;"
        " HK Hong"
    " Kong; MM Birmania; CD Repubblica Democratica del Congo; PS Palestina; NL Olanda; KE Kenia",
    "pt": "US EUA; US Estados Unidos da América; GB Grã-Bretanha; CZ República Tcheca; CZ República Checa; HK"
        " Hong Kong;"
    " CD República Democrática do Congo; PS Palestina; NL Holanda; PL Polónia; PL Polônia; KE Quénia; KE Quênia;"
    " UA Ucrânia; RO Roménia; RO Romênia; YE Iémen; YE Iêmen; SI Eslovénia; SI Eslovênia; VN Vietname; VN Vietnã;"
    " IR Irã; IR Irão; AM Armênia; AM Arménia; MA Marrocos; CZ Tchéquia; TR Turquia; EE Estónia; EE Estônia",
    "nl": "US VS; US Verenigde Staten van Amerika; GB Groot-Brittannië; CZ Tsjechische Republiek; HK Hongkong;"
    " PS Palestina; KE Kenia; NL Holland; US Amerika",
    "ru": "US США; US Соединенные Штаты Америки; US Соединённые Штаты; GB Британия; GB Британии; CN КНР; KP КНДР;"
    " AE ОАЭ; BY Белоруссия; KR Южная Корея; KR Южной Корее; KR Южной Кореи; KP Северная Корея; KP Северной Кореи;"
    " KP Северной Корее; SA Саудовской Аравии; SA Саудовской Аравией; SA Саудовскую Аравию; RU РФ; RU Российской"
    " Федерации; RU Российская Федерация; PS Палестина; US Соединенных Штатов; US Соединенными Штатами;"
    " US Соединенных Штатах; HK Гонконг; NZ Новой Зеландии; CY Кипре; IL Израиле; EG Египте; CN Китаем;"
    " AE Объединенных Арабских Эмиратах; FI Финляндией",
    "ar": "US أمريكا; US أميركا; US الولايات المتحدة الأمريكية; GB بريطانيا; PS فلسطين; SA السعودية; SA المملكة"
        " العربية"
    " السعودية; AE الإمارات; CZ جمهورية التشيك; HK هونغ كونغ; SY سورية; KR كوريا الجنوبية; KP كوريا الشمالية; QA دولة"
    " قطر; OM سلطنة عمان; CN الصين; YE اليمن; TD تشاد",
    "zh": "US 美利坚合众国; CN 中华人民共和国; GB 大不列颠; HK 香港; MO 澳门; TW 台湾; KP 朝鲜; KR 韩国; AE"
        " 阿联酋; SA 沙特;"
    " CD 刚果民主共和国; RU 俄国; PS 巴勒斯坦; LA 老挝",
    "ja": "US 米国; US アメリカ; GB 英国; CN 中国; HK 香港; MO マカオ; TW 台湾; KP 北朝鮮; KR 韓国; DE 独国; AE UAE;"
    " PS パレスチナ; IN インド; RU ロシア連邦; CZ チェコ共和国; PH フィリピン; CN 中華人民共和国; VA バチカン",
    "pl": "US USA; US Stanach Zjednoczonych; US Stanów Zjednoczonych; GB Wielkiej Brytanii; DE Niemczech; DE Niemiec;"
    " PL Polsce; PL Polski; PL Polską; PL Polskę",
    "sv": "US USA; GB Storbritannien; HK Hongkong", "da": "US USA; GB Storbritannien", "nb": "US USA",
    "fi": "US USA; US Yhdysvaltain; US Yhdysvalloissa; US Yhdysvaltojen", "cs": "US USA; US Spojených států",
    "uk": "US США; RU РФ; AE ОАЕ; GB Британія", "ca": "US EUA", "ro": "US SUA", "hu": "US USA", "tr": "US ABD",
    "ko": "US 미국; KP 북한; KR 한국; HK 홍콩; TW 대만", "fa": "US آمریکا; US امریکا; GB بریتانیا",
}  # fmt: skip

AREAS: Mapping[str, str] = {
    "de": "Nahen Osten = Naher Osten; Naher Osten; Mittelmeer; Schwarzes Meer; Schwarzen Meer = Schwarzes Meer;"
    " Ostsee;"
    " Nordsee; Rotes Meer; Roten Meer = Rotes Meer; Balkan; Lateinamerika; Südamerika; Nordamerika; Gazastreifen;"
    " Westjordanland; Sahelzone; Krim; Alpen; Atlantik; Pazifik; Osteuropa; Westeuropa; Zentralasien; Südostasien",
    "fr": "Proche-Orient; Moyen-Orient; Méditerranée; mer Noire; mer Rouge; Balkans; Amérique latine; Amérique"
    " du Sud;"
    " Amérique du Nord; bande de Gaza; Cisjordanie; Sahel; Crimée; Atlantique; Pacifique; Afrique de l'Ouest",
    "es": "Oriente Medio; Oriente Próximo; Medio Oriente; Mediterráneo; mar Negro; mar Rojo; Balcanes; América"
    " Latina;"
    " Latinoamérica; América del Sur; Sudamérica; Norteamérica; Franja de Gaza; franja de Gaza; Cisjordania; Sahel;"
    " Crimea; Andes; Amazonia",
    "it": "Medio Oriente; Mediterraneo; Mar Nero; Mar Rosso; Balcani; America Latina; Sudamerica; Striscia di Gaza;"
    " Cisgiordania; Sahel; Crimea; Alpi; Appennini",
    "pt": "Médio Oriente; Oriente Médio; Mediterrâneo; mar Negro; mar Vermelho; Bálcãs; América Latina; América"
    " do Sul;"
    " América do Norte; Faixa de Gaza; Cisjordânia; Sahel; Crimeia; Amazônia; Amazónia",
    "nl": "Midden-Oosten; Middellandse Zee; Zwarte Zee; Rode Zee; Balkan; Latijns-Amerika; Zuid-Amerika; Noordzee;"
    " Noord-Amerika; Gazastrook; Westelijke Jordaanoever; Sahel; Krim; Oostzee",
    "ru": "Ближний Восток; Ближнем Востоке = Ближний Восток; Ближнего Востока = Ближний Восток; Черное море;"
    " Черном море"
    " = Черное море; Балканах = Балканы; Латинская Америка; Латинской Америке = Латинская Америка; Крыму = Крым;"
    " секторе Газа = сектор Газа; Кавказе = Кавказ; Сибири = Сибирь; Сибирь; Кавказ; сектор Газа; Европе = Европа",
    "ar": "الشرق الأوسط; البحر المتوسط; البحر الأحمر; البحر الأسود; قطاع غزة; الضفة الغربية; شبه جزيرة القرم; أوروبا;"
    " أمريكا اللاتينية; شمال أفريقيا; الخليج العربي",
    "zh": "中东; 地中海; 黑海; 红海; 东南亚; 拉丁美洲; 南美洲; 北美洲; 加沙地带; 约旦河西岸; 克里米亚; 印度洋;"
    " 太平洋; 大西洋; 南极洲;"
    " 东海; 南海",
    "ja": "中東; 地中海; 黒海; 紅海; 東南アジア; 中南米; 南米; 北米; ガザ地区; ヨルダン川西岸; クリミア;"
    " 太平洋; 大西洋; インド洋;"
    " 日本海; 東シナ海; 南シナ海; 朝鮮半島; 欧州",
}

BODIES: Mapping[str, str] = {
    "de": "UNO = Vereinte Nationen; UN = Vereinte Nationen; Vereinten Nationen = Vereinte Nationen; EU = Europäische"
    " Union; Europäischen Union = Europäische Union; Nato = NATO; NATO; WHO = Weltgesundheitsorganisation;"
    " Weltgesundheitsorganisation; IWF; Weltbank; EZB = Europäische Zentralbank; Europäische Zentralbank;"
    " Europäischen"
    " Zentralbank = Europäische Zentralbank; Bundestag; Bundesrat; Bundeswehr; Bundesbank; Bundesgerichtshof;"
    " Bundesverfassungsgericht; CDU; CSU; SPD; FDP; AfD; EU-Kommission; Europaparlament; Kreml; Afrikanische Union;"
    " Afrikanischen Union = Afrikanische Union; Arabische Liga; Arabischen Liga = Arabische Liga; Rotes Kreuz; Roten"
    " Kreuz = Rotes Kreuz; Weißes Haus; Weißen Haus = Weißes Haus; Ärzte ohne Grenzen; Deutsche Bahn; Deutschen"
    " Bahn ="
    " Deutsche Bahn; Nationalrat; Bundesliga",
    "fr": "ONU = Nations Unies; UE = Union européenne; OTAN; Otan = OTAN; OMS; FMI; Banque mondiale; BCE;"
        " Banque centrale"
    " européenne; Commission européenne; Parlement européen; Union africaine; Ligue arabe; Croix-Rouge;"
    " Maison-Blanche;"
    " Maison Blanche; Kremlin; Assemblée nationale; Conseil de sécurité; Médecins sans frontières; MSF; Unesco;"
    " Unicef;"
    " Organisation mondiale de la santé; SNCF; EDF; OCDE; OMC; CPI; Cour pénale internationale",
    "es": "ONU = Naciones Unidas; UE = Unión Europea; OTAN; OMS; FMI; Banco Mundial; BCE; Banco Central"
        " Europeo; Comisión"
    " Europea; Parlamento Europeo; Unión Africana; Liga Árabe; Cruz Roja; Casa Blanca; Kremlin; Reserva Federal; OEA;"
    " Organización Mundial de la Salud; Médicos Sin Fronteras; Unesco; Unicef; OCDE; OMC; PSOE; Mercosur; Consejo de"
    " Seguridad; Corte Penal Internacional",
    "it": "ONU = Nazioni Unite; Onu = Nazioni Unite; UE = Unione europea; Ue = Unione europea; NATO; Nato ="
        " NATO; OMS;"
    " Oms = OMS; FMI; Fmi = FMI; Banca mondiale; BCE; Bce = BCE; Banca centrale europea; Commissione europea;"
    " Parlamento europeo; Unione africana; Lega araba; Croce Rossa; Casa Bianca; Cremlino; Federal Reserve;"
    " Confindustria;"
    " Medici senza frontiere; Bankitalia; Banca d'Italia; Corte penale internazionale; Unicef; Unesco",
    "pt": "ONU = Nações Unidas; UE = União Europeia; OTAN = NATO; NATO; OMS; FMI; Banco Mundial; BCE; Banco"
        " Central Europeu;"
    " Comissão Europeia; Parlamento Europeu; União Africana; Liga Árabe; Cruz Vermelha; Casa Branca; Kremlin;"
    " Mercosul;"
    " Organização Mundial da Saúde; Médicos Sem Fronteiras; Petrobras; Supremo Tribunal Federal; STF; Unesco; Unicef;"
    " Reserva Federal",
    "nl": "VN = Verenigde Naties; EU = Europese Unie; NAVO; WHO = Wereldgezondheidsorganisatie;"
    " Wereldgezondheidsorganisatie; IMF; Wereldbank; ECB; Europese Centrale Bank; Europese Commissie; Europees"
    " Parlement;"
    " Afrikaanse Unie; Arabische Liga; Rode Kruis; Witte Huis; Kremlin; Tweede Kamer; Eerste Kamer; Artsen"
    " zonder Grenzen;"
    " VVD; CDA; PVV; Unicef; Unesco",
    "ru": "ООН = Организация Объединенных Наций; Организации Объединенных Наций = Организация Объединенных"
        " Наций; ЕС ="
    " Европейский союз; Евросоюз = Европейский союз; Евросоюза = Европейский союз; Евросоюзе = Европейский союз;"
    " Европейского союза = Европейский союз; НАТО; ВОЗ; МВФ; ВТО; ОПЕК; МАГАТЭ; ЮНЕСКО; ЮНИСЕФ; ОБСЕ; ФРС; ЕЦБ;"
    " ФСБ; МВД;"
    " МЧС; ЦРУ; ФБР; Госдума; Госдумы = Госдума; Госдуме = Госдума; Государственная дума; Кремль; Кремля ="
    " Кремль; Кремле"
    " = Кремль; Белый дом; Белого дома = Белый дом; Сбербанк; Газпром; Роснефть; РИА Новости; ТАСС; Интерфакс;"
    " Еврокомиссия;"
    " Красный Крест; Африканский союз",
    "ar": "الناتو = حلف شمال الأطلسي; حلف شمال الأطلسي; حلف الناتو = حلف شمال الأطلسي; منظمة الصحة العالمية;"
        " صندوق النقد"
    " الدولي; البنك الدولي; الاتحاد الأفريقي; جامعة الدول العربية; الجامعة العربية = جامعة الدول العربية; مجلس"
    " الأمن الدولي;"
    " مجلس الأمن = مجلس الأمن الدولي; البيت الأبيض; الكرملين; الصليب الأحمر; المفوضية الأوروبية; البرلمان"
    " الأوروبي; أوبك;"
    " اليونيسف; اليونسكو; مجلس التعاون الخليجي; المحكمة الجنائية الدولية; منظمة أطباء بلا حدود; أرامكو السعودية",
    "zh": "北约; 世界卫生组织; 世卫组织 = 世界卫生组织; 国际货币基金组织; 世界银行; 欧洲联盟 = 欧盟; 欧洲央行;"
        " 欧盟委员会; 欧洲议会;"
    " 非洲联盟; 非盟 = 非洲联盟; 阿拉伯国家联盟; 安理会; 联合国安理会 = 安理会; 白宫; 克里姆林宫; 五角大楼;"
    " 美联储; 红十字会; 新华社;"
    " 国务院; 外交部; 国际原子能机构; 世界贸易组织; 世贸组织 = 世界贸易组织; 东盟; 国际刑事法院;"
    " 无国界医生组织; 联合国儿童基金会;"
    " 中国人民银行; 人民日报; 路透社; 法新社; 谷歌; 华为; 阿里巴巴; 腾讯; 微软; 特斯拉; 丰田; 三星电子",
    "ja": "国連 = 国際連合; 国際連合; EU = 欧州連合; NATO = 北大西洋条約機構; 北大西洋条約機構; WHO ="
        " 世界保健機関; 世界保健機関;"
    " IMF = 国際通貨基金; 国際通貨基金; 世界銀行; 欧州中央銀行; 欧州委員会; 欧州議会; アフリカ連合; アラブ連盟;"
    " 安全保障理事会; 安保理 ="
    " 安全保障理事会; 国連安全保障理事会 = 安全保障理事会; ホワイトハウス; クレムリン; 日本銀行; 日銀 ="
    " 日本銀行; 自民党; 立憲民主党; 公明党;"
    " 警視庁; 気象庁; 外務省; 財務省; 防衛省; 経済産業省; 厚生労働省; 赤十字国際委員会; 国境なき医師団;"
    " 国際原子力機関; 共同通信; 時事通信;"
    " 朝日新聞; 読売新聞; 毎日新聞; 日本経済新聞; ロイター通信; トヨタ自動車; ソニー; 任天堂; 東京電力;"
    " 国際刑事裁判所; 世界貿易機関",
    "pl": "ONZ; UE = Unia Europejska; Unii Europejskiej = Unia Europejska; NATO; WHO; MFW; Sejm; Senat; Kreml",
    "sv": "FN; EU = Europeiska unionen; Nato; WHO; IMF; Riksbanken; Riksdagen; Svenska Akademien; Socialdemokraterna",
    "da": "FN; EU = Den Europæiske Union; NATO; Nato; WHO; Folketinget; Danmarks Radio",
    "nb": "FN; EU; NATO; Nato; WHO; Stortinget; Norges Bank", "fi": "YK; EU; Nato; WHO; Suomen Pankki",
    "uk": "ООН; ЄС = Європейський Союз; НАТО; ВООЗ; МВФ; Верховна Рада; Верховної Ради = Верховна Рада; СБУ; Кремль",
    "cs": "OSN; EU = Evropská unie; Evropské unie = Evropská unie; NATO; WHO; MMF; Kreml",
    "tr": "BM = Birleşmiş Milletler; AB = Avrupa Birliği; NATO; DSÖ; IMF; TBMM; AKP; CHP",
    "ko": "유엔; 나토; 세계보건기구; 유럽연합; 백악관; 삼성전자; 국제통화기금", 
    "ca": "ONU; UE; OTAN; OMS", "ro": "ONU; UE; NATO; OMS",
}  # fmt: skip

EVERYWHERE = (
    "UNESCO; UNICEF; UNHCR; OPEC; OSCE; NASA; FIFA; UEFA; FBI; CIA; IAEA; ASEAN; Interpol; Europol; Frontex;"
    " Eurostat;"
    " Hamas; Taliban; Google; Microsoft; Facebook; YouTube; WhatsApp; Netflix; TikTok; Nvidia; OpenAI; IBM; Samsung;"
    " Huawei; Xiaomi; Tencent; Alibaba; Toyota; Hyundai; Volkswagen; BMW; Mercedes-Benz; Airbus; Boeing;"
    " SpaceX; Gazprom;"
    " Rosneft; Lukoil; Petrobras; Aramco; ExxonMobil; TotalEnergies; Lufthansa; Ryanair; EasyJet; Siemens;"
    " BASF; Pfizer;"
    " BioNTech; AstraZeneca; Novartis; Unilever; Walmart; Ikea; Goldman Sachs; Deutsche Bank; BNP Paribas; UniCredit;"
    " Reuters; Bloomberg; AFP; CNN; BBC; Al Jazeera; Associated Press; New York Times; Washington Post;"
    " Financial Times;"
    " Wall Street Journal; Human Rights Watch; Amnesty International; Greenpeace; Oxfam; Real Madrid; Bayern München;"
    " Manchester United; Manchester City; Paris Saint-Germain; FC Barcelona; Borussia Dortmund"
)
"""Called so in every language that is written in Latin letters."""


def pairs(table: Mapping[str, str], language: str) -> Iterator[tuple[str, str]]:
    """(as it is written, what its entity is called) of each entry of a language."""
    yield from _pairs(table.get(language, ""))


def everywhere() -> Iterator[tuple[str, str]]:
    """The same of what is called alike wherever letters are Latin."""
    yield from _pairs(EVERYWHERE)


def countries(language: str) -> Iterator[tuple[str, str]]:
    """(as it is written, ISO 3166 code) of each further name of a country."""
    for entry in filter(None, COUNTRIES.get(language, "").split("; ")):
        code, name = entry.split(" ", 1)
        yield name, code


def _pairs(entries: str) -> Iterator[tuple[str, str]]:
    for entry in filter(None, entries.split("; ")):
        written, _, name = entry.partition(" = ")
        yield written, name or written
