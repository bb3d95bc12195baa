"""What ten languages call the large cities for which CLDR has no time zone. Data only.

A dash: as in English. German, French, Spanish, Italian, Portuguese, Dutch, Russian, Arabic, Chinese, Japanese.
"""

from __future__ import annotations

from collections.abc import Iterator

LANGUAGES = ("de", "fr", "es", "it", "pt", "nl", "ru", "ar", "zh", "ja")

_TABLE = """
Beijing CN|Peking|Pékin|Pekín|Pechino|Pequim|Peking|Пекин|بكين|北京|北京
Guangzhou CN|Guangzhou|Canton|Cantón|Canton|Cantão|-|Гуанчжоу|قوانغتشو|广州|広州
Shenzhen CN|-|-|Shenzhen|-|-|-|Шэньчжэнь|شنتشن|深圳|深圳
Wuhan CN|-|-|-|-|-|-|Ухань|ووهان|武汉|武漢
Tianjin CN|-|-|-|-|-|-|Тяньцзинь|تيانجين|天津|天津
Chongqing CN|-|-|-|-|-|-|Чунцин|تشونغتشينغ|重庆|重慶
Nanjing CN|Nanking|Nankin|Nankín|Nanchino|Nanquim|-|Нанкин|نانجينغ|南京|南京
Delhi IN|Delhi|Delhi|Delhi|Delhi|Délhi|Delhi|Дели|دلهي|德里|デリー
New Delhi IN|Neu-Delhi|New Delhi|Nueva Delhi|Nuova Delhi|Nova Délhi|New Delhi|Нью-Дели|نيودلهي|新德里|ニューデリー
Mumbai IN|-|Bombay|Bombay|-|-|-|Мумбаи|مومباي|孟买|ムンバイ
Islamabad PK|-|-|-|-|Islamabade|-|Исламабад|إسلام آباد|伊斯兰堡|イスラマバード
Lahore PK|-|-|-|-|-|-|Лахор|لاهور|拉合尔|ラホール
Osaka JP|-|-|-|-|-|-|Осака|أوساكا|大阪|大阪
Kyoto JP|-|-|Kioto|-|-|-|Киото|كيوتو|京都|京都
Nagoya JP|-|-|-|-|-|-|Нагоя|ناغويا|名古屋|名古屋
Fukuoka JP|-|-|-|-|-|-|Фукуока|فوكوكا|福冈|福岡
Sapporo JP|-|-|-|-|-|-|Саппоро|سابورو|札幌|札幌
Yokohama JP|-|-|-|-|-|-|Иокогама|يوكوهاما|横滨|横浜
Kobe JP|-|-|-|-|-|-|Кобе|كوبه|神户|神戸
Hiroshima JP|-|-|-|-|-|-|Хиросима|هيروشيما|广岛|広島
Busan KR|-|-|-|-|-|-|Пусан|بوسان|釜山|釜山
Hanoi VN|-|Hanoï|-|-|Hanói|-|Ханой|هانوي|河内|ハノイ
Washington US|-|-|-|-|-|-|Вашингтон|واشنطن|华盛顿|ワシントン
San Francisco US|-|-|-|-|São Francisco|-|Сан-Франциско|سان فرانسيسكو|旧金山|サンフランシスコ
Boston US|-|-|-|-|-|-|Бостон|بوسطن|波士顿|ボストン
Philadelphia US|-|Philadelphie|Filadelfia|Filadelfia|Filadélfia|-|Филадельфия|فيلادلفيا|费城|フィラデルフィア
Houston US|-|-|-|-|-|-|Хьюстон|هيوستن|休斯敦|ヒューストン
Seattle US|-|-|-|-|-|-|Сиэтл|سياتل|西雅图|シアトル
Miami US|-|-|-|-|-|-|Майами|ميامي|迈阿密|マイアミ
Ottawa CA|-|-|-|-|Otava|-|Оттава|أوتاوا|渥太华|オタワ
Montreal CA|-|Montréal|-|-|-|-|Монреаль|مونتريال|蒙特利尔|モントリオール
Canberra AU|-|-|Camberra|-|Camberra|-|Канберра|كانبيرا|堪培拉|キャンベラ
Wellington NZ|-|-|-|-|-|-|Веллингтон|ولينغتون|惠灵顿|ウェリントン
Rio de Janeiro BR|-|-|Río de Janeiro|-|-|-|Рио-де-Жанейро|ريو دي جانيرو|里约热内卢|リオデジャネイロ
Brasilia BR|-|-|-|-|Brasília|-|Бразилиа|برازيليا|巴西利亚|ブラジリア
Munich DE|München|-|Múnich|-|Munique|München|Мюнхен|ميونيخ|慕尼黑|ミュンヘン
Hamburg DE|-|Hambourg|Hamburgo|Amburgo|Hamburgo|-|Гамбург|هامبورغ|汉堡市|ハンブルク
Köln DE|Köln|Cologne|Colonia|Colonia|Colônia|Keulen|Кёльн|كولونيا|科隆|ケルン
Frankfurt am Main DE|Frankfurt|Francfort|Fráncfort|Francoforte|Frankfurt|Frankfurt|\
Франкфурт|فرانكفورت|法兰克福|フランクフルト
Leipzig DE|-|-|-|Lipsia|-|-|Лейпциг|لايبزيغ|莱比锡|ライプツィヒ
Dresden DE|-|Dresde|Dresde|Dresda|-|-|Дрезден|دريسدن|德累斯顿|ドレスデン
Stuttgart DE|-|-|-|Stoccarda|Estugarda|-|Штутгарт|شتوتغارت|斯图加特|シュトゥットガルト
Düsseldorf DE|-|-|-|-|-|-|Дюссельдорф|دوسلدورف|杜塞尔多夫|デュッセルドルフ
Bern CH|-|Berne|Berna|Berna|Berna|-|Берн|برن|伯尔尼|ベルン
Geneva CH|Genf|Genève|Ginebra|Ginevra|Genebra|Genève|Женева|جنيف|日内瓦|ジュネーブ
Basel CH|-|Bâle|Basilea|Basilea|Basileia|Bazel|Базель|بازل|巴塞尔|バーゼル
Milan IT|Mailand|-|Milán|Milano|Milão|Milaan|Милан|ميلانو|米兰|ミラノ
Naples IT|Neapel|-|Nápoles|Napoli|Nápoles|Napels|Неаполь|نابولي|那不勒斯|ナポリ
Turin IT|Turin|-|Turín|Torino|Turim|Turijn|Турин|تورينو|都灵|トリノ
Florence IT|Florenz|-|-|Firenze|Florença|-|Флоренция|فلورنسا|佛罗伦萨|フィレンツェ
Venice IT|Venedig|Venise|Venecia|Venezia|Veneza|Venetië|Венеция|البندقية|威尼斯|ヴェネツィア
Genoa IT|Genua|Gênes|Génova|Genova|Génova|Genua|Генуя|جنوة|热那亚|ジェノヴァ
Palermo IT|-|-|-|-|-|-|Палермо|باليرمو|巴勒莫|パレルモ
Bologna IT|-|Bologne|Bolonia|-|Bolonha|-|Болонья|بولونيا|博洛尼亚|ボローニャ
Marseille FR|-|-|Marsella|Marsiglia|Marselha|-|Марсель|مرسيليا|马赛|マルセイユ
Lyon FR|-|-|-|Lione|-|-|Лион|ليون|里昂|リヨン
Toulouse FR|-|-|Tolosa|Tolosa|-|-|Тулуза|تولوز|图卢兹|トゥールーズ
Strasbourg FR|Straßburg|-|Estrasburgo|Strasburgo|Estrasburgo|Straatsburg|Страсбург|ستراسبورغ|斯特拉斯堡|ストラスブール
Lille FR|-|-|-|Lilla|-|Rijsel|Лилль|ليل|里尔|リール
Bordeaux FR|-|-|Burdeos|-|-|-|Бордо|بوردو|波尔多|ボルドー
Barcelona ES|-|Barcelone|-|Barcellona|-|-|Барселона|برشلونة|巴塞罗那|バルセロナ
Sevilla ES|-|Séville|-|Siviglia|Sevilha|-|Севилья|إشبيلية|塞维利亚|セビリア
Zaragoza ES|Saragossa|Saragosse|-|Saragozza|Saragoça|-|Сарагоса|سرقسطة|萨拉戈萨|サラゴサ
Bilbao ES|-|-|-|-|-|-|Бильбао|بلباو|毕尔巴鄂|ビルバオ
The Hague NL|Den Haag|La Haye|La Haya|L'Aia|Haia|Den Haag|Гаага|لاهاي|海牙|ハーグ
Rotterdam NL|-|-|Róterdam|-|Roterdã|-|Роттердам|روتردام|鹿特丹|ロッテルダム
Utrecht NL|-|-|-|-|-|-|Утрехт|أوتريخت|乌得勒支|ユトレヒト
Antwerpen BE|-|Anvers|Amberes|Anversa|Antuérpia|-|Антверпен|أنتويرب|安特卫普|アントワープ
Gent BE|-|Gand|Gante|-|-|-|Гент|غنت|根特|ヘント
Liège BE|Lüttich|-|Lieja|Liegi|-|Luik|Льеж|لييج|列日|リエージュ
Edinburgh GB|-|Édimbourg|Edimburgo|Edimburgo|Edimburgo|-|Эдинбург|إدنبرة|爱丁堡|エディンバラ
Manchester GB|-|-|Mánchester|-|-|-|Манчестер|مانشستر|曼彻斯特|マンチェスター
Glasgow GB|-|-|-|-|-|-|Глазго|غلاسكو|格拉斯哥|グラスゴー
Kraków PL|Krakau|Cracovie|Cracovia|Cracovia|Cracóvia|Krakau|Краков|كراكوف|克拉科夫|クラクフ
Gdańsk PL|Danzig|-|-|Danzica|-|-|Гданьск|غدانسك|格但斯克|グダニスク
Saint Petersburg RU|Sankt Petersburg|Saint-Pétersbourg|San Petersburgo|San Pietroburgo|\
São Petersburgo|Sint-Petersburg|Санкт-Петербург|سان بطرسبرغ|圣彼得堡|サンクトペテルブルク
Novosibirsk RU|Nowosibirsk|Novossibirsk|-|-|-|-|Новосибирск|نوفوسيبيرسك|新西伯利亚|ノボシビルスク
Kazan RU|Kasan|-|Kazán|-|-|-|Казань|قازان|喀山|カザン
Kharkiv UA|Charkiw|-|Járkov|-|Kharkiv|Charkov|Харьков|خاركيف|哈尔科夫|ハルキウ
Odesa UA|Odessa|Odessa|Odesa|Odessa|Odessa|Odessa|Одесса|أوديسا|敖德萨|オデーサ
Lviv UA|Lwiw|-|Leópolis|Leopoli|-|-|Львов|لفيف|利沃夫|リビウ
Ankara TR|-|-|-|-|Ancara|-|Анкара|أنقرة|安卡拉|アンカラ
Izmir TR|-|-|Esmirna|Smirne|Esmirna|-|Измир|إزمير|伊兹密尔|イズミル
Aleppo SY|-|Alep|Alepo|-|Alepo|-|Алеппо|حلب|阿勒颇|アレッポ
Mosul IQ|Mossul|Mossoul|-|-|Mossul|-|Мосул|الموصل|摩苏尔|モスル
Tel Aviv IL|-|Tel-Aviv|-|-|Telavive|-|Тель-Авив|تل أبيب|特拉维夫|テルアビブ
Jeddah SA|Dschidda|Djeddah|Yeda|Gedda|Jidá|-|Джидда|جدة|吉达|ジッダ
Makkah SA|Mekka|La Mecque|La Meca|La Mecca|Meca|Mekka|Мекка|مكة المكرمة|麦加|メッカ
Abu Dhabi AE|-|Abou Dabi|Abu Dabi|-|Abu Dabi|-|Абу-Даби|أبوظبي|阿布扎比|アブダビ
Isfahan IR|-|Ispahan|Isfahán|-|Isfahan|-|Исфахан|أصفهان|伊斯法罕|イスファハン
Alexandria EG|Alexandria|Alexandrie|Alejandría|Alessandria d'Egitto|Alexandria|\
Alexandrië|Александрия|الإسكندرية|亚历山大港|アレクサンドリア
Rabat MA|-|-|-|-|-|-|Рабат|الرباط|拉巴特|ラバト
Marrakesh MA|Marrakesch|Marrakech|Marrakech|Marrakech|Marraquexe|-|Марракеш|مراكش|马拉喀什|マラケシュ
Abuja NG|-|-|Abuya|-|-|-|Абуджа|أبوجا|阿布贾|アブジャ
Pretoria ZA|-|-|-|-|Pretória|-|Претория|بريتوريا|比勒陀利亚|プレトリア
Cape Town ZA|Kapstadt|Le Cap|Ciudad del Cabo|Città del Capo|Cidade do Cabo|\
Kaapstad|Кейптаун|كيب تاون|开普敦|ケープタウン
Medellín CO|-|-|-|-|-|-|Медельин|ميديلين|麦德林|メデジン
Guadalajara MX|-|-|-|-|-|-|Гвадалахара|غوادالاخارا|瓜达拉哈拉|グアダラハラ
Quito EC|-|-|-|-|-|-|Кито|كيتو|基多|キト
Porto PT|-|-|Oporto|-|-|-|Порту|بورتو|波尔图|ポルト
"""
_ROWS = _TABLE.replace("\\\n", "").strip().splitlines()


def cities(language: str) -> Iterator[tuple[str, str, str]]:
    """(name in the language, English name, ISO 3166 code) of each; nothing in a language that the table lacks."""
    if language not in LANGUAGES:
        return
    for row in _ROWS:
        english, *names = row.split("|")
        place, code = english.rsplit(" ", 1)
        name = names[LANGUAGES.index(language)]
        yield place if name == "-" else name, place, code
