"""Names of places that are ordinary words or names of people as well, language by language. Data only."""

from __future__ import annotations

from collections.abc import Mapping

CONFUSABLE: Mapping[str, frozenset[str]] = {
    language: frozenset(words.split(", "))
    for language, words in {
        "de": "Essen, Halle, Bergen, Siegen, Hagen, Worms, Singen, Kiel, Weiden, Hof, Wiesen, Regen, Werder,"
            " Georgia, Mobile",
        "fr": "Maurice, Dominique, Nice, Tours, Nancy, Vienne, Laval, Florence, Victoria, Charlotte, Split,"
            " Bath, Lima,"
        " Sens, Grasse, Troyes, Mobile, Antigua, Mars, Valence, Constantine",
        "es": "Granada, Mérida, Salvador, Santiago, Victoria, Natal, Santos, Córdoba, Mobile, Florencia,"
        " León, Guadalupe, Trinidad, Mar, Sucre, Asunción, Concepción, Mercedes, Dolores, Rosario, Franca, Sal",
        "it": "Monaco, Lima, Asti, Prato, Marsala, Massa, Pisa, Pola, Natal, Santos, Victoria, Mobile, Sole, Aosta,"
        " Dominica, Grenada, Georgia, Salvador, Santiago, Male, Fiume, Osaka, Canna",
        "pt": "Granada, Salvador, Natal, Santos, Vitória, Victoria, Santiago, Lima, Franca, Mobile, Serra, Santarém,"
        " Porto, Macau, Guarda, Faro, Contagem, Aparecida, Dominica, Fortaleza, Recife",
        "nl": "Man, Velsen, Halle, Bergen, Essen, Georgia, Mobile, Tours, Nice, Leer, Best, Zwolle, Bath",
        "ru": "Мали, Ява, Мин, Орёл, Орел, Чад, Нис, Владимир, Пермь, Того, Доминика, Гренада",
        "ar": "مالي, عدن, نوم, توغو, المغرب العربي, موسى, عمان, دبلن, ليما, بالي, روسو, سوفا, مان, جدة",
        "zh": "马里, 巴林, 多哥, 苏里南, 马恩岛, 利马, 中和, 大同, 吉林, 泰州, 新城, 海口, 平壤市区",
        "ja": "マリ, チャド, トーゴ, リマ, 津, 関, 堺",
        "ko": "수단, 가나, 오만, 말리, 인도, 차드, 통가, 기니",
        "tr": "Mali, Çad, Mısır, Hindistan Cevizi, Ordu, Batman, Van, Kars, Niş, Man",
        "pl": "Włochy, Czad, Mali, Dominika, Man",
        "sv": "Mali, Tchad, Man, Bergen, Mobil, Visa, Togo",
        "da": "Mali, Man, Bergen, Togo",
        "nb": "Mali, Man, Bergen, Togo",
        "fi": "Mali, Peru",
        "hu": "Mali, Man, Peru, Omán",
        "id": "Mali, Chad, Man, Malaka",
    }.items()
}  # fmt: skip
"""They are no names by themselves; where the text gives its own evidence, another rule may still find them."""

CONFUSABLE_ANYWHERE = frozenset(("Man", "Mobile", "Reading", "Orange", "Mali", "Victoria", "Georgia", "Jordan"))
"""Of the languages for which no list is there, too."""
