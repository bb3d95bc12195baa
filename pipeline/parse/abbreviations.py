"""Words that carry a full stop without ending a sentence, and words that begin one. Lower case, without the stop."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


BEFORE_A_NAME = _words("""
    mr mrs ms mx dr prof gen sen rep reps sens gov govs lt col sgt capt cmdr cdr adm maj rev hon pres st mt ft
    messrs mme mlle msgr cpl pvt supt det insp brig amb atty asst assoc sec treas hr fr bros vs v viz cf approx
    dept est univ fig figs eq eqs vol vols ed eds trans ch chap sect art arts nos pp pg para ex op cit al ibid
    resp incl excl tel ext ca e.g i.e eg ie a.k.a rt lt.col lt.gen maj.gen brig.gen d.b.a z.b d.h u.a o.ä bzw ca
    nr str hrsg dipl ing vgl sog inkl bzgl evtl ggf mio mrd abb abs aufl prof.dr s.a z.t v.a i.d.r mm m p.ex av
    bd sr sra srta dña ud uds dr dra exmo núm pág págs lic sig sigg dott avv mons jhr mevr dhr drs mw bijv
""")
"""A capital or a digit after these goes on with the sentence."""

BEFORE_A_NUMBER = _words("""
    no nos n nr art arts p pp vol fig ch sec par jan feb mar apr jun jul aug sep sept oct nov dec
""")
"""A digit after these goes on with the sentence."""

EITHER = _words("""
    inc corp co ltd llc plc jr sr ave blvd rd hwy sq ste apt bldg jan feb mar apr jun jul aug sep sept oct nov
    dec mon tue tues wed thu thurs fri sat ala ariz ark calif colo conn del fla ga ill ind kan ky la md mich
    minn miss mo mont neb nev okla ore pa penn tenn tex vt va wash wis wyo n.y n.j d.c ph.d m.d b.a m.a j.d ft
    oz lb lbs hrs mins a.m p.m am pm no min max bros dist div mfg natl intl gmbh cie
""")
"""These may end a sentence: they do before a word that begins one."""

PLAIN_IN_LOWER_CASE = _words("""
    art arts as am ill miss mo ore wash ind del la pa sun sat fri mon mar may no fig figs ga va max min is id
    par para ex sect gen rep mm m av bd ed col tel ext op al sec ste tex inc cal penn mass colo conn dec oct hr
    jan bros dist rt amb kan ala det apt
""")
"""Abbreviations that are words of their own where they stand in lower case: 'a work of art. Being' ends."""

SPEAKING = _words("""
    said says asked asks replied replies added adds called calls cried cries shouted shouts yelled howled
    whispered muttered started answered wondered exclaimed demanded insisted joked wrote writes tweeted told
    continued began explained snapped laughed
""")
"""Verbs that tie a name to the quotation before it: '"Snap!" Pete said.' is one sentence."""

BEGINNERS = _words("""
    the it he she they we i you in on at but and however this that these those there a an after as if when while
    although though his her its their our my your what who where why how for from with by since some many most
    more all no not yes so then now also another both each such to or yet still meanwhile later earlier once
    until during before because despite according until under over one two three several few last next it's he's
    she's they're there's that's i'm we're i've don't can does did do is are was were will would could should
    have has had let here even every neither either nor unlike within without today yesterday tomorrow back only
    other others
""")
"""Words that seldom follow an abbreviation with a capital unless a sentence begins."""

ORDINAL_LANGUAGES = _words("""
    de da nb no nn fi cs sk hu is hr sl et lv pl sr bs lb fo
""")
"""Languages that write ordinals with a full stop ('am 5. Januar')."""

BEFORE_A_NAME_IN = {
    "de": _words("abg bspw hl geb gest ggü frh min mrd std"),
    "fr": _words("av apr boul mgr ste éd env hab"),
    "it": _words("on sen geom rag prof gen sec art"),
    "nl": _words("ds ir mgr"),
    "pl": _words("ok ul im np tzn tj godz ks św płk inż mgr hab al pl tys mln"),
    "ru": _words(
        "г-н г-жа ул пр просп пер наб им проф акад ген полк см стр рис гл ст тов гр пос обл тел тыс млн млрд руб"
    ),
    "uk": _words("вул просп пер ім проф акад ген див стор рис гл ст обл тел тис млн млрд"),
}
"""The same in one language, whose readers know them: elsewhere they may be words."""

BEFORE_A_NUMBER_IN = {
    "ru": _words("д с п кв"),
    "uk": _words("д с п кв"),
    "it": _words("n p pag cap"),
    "nl": _words("blz"),
}
"""The same before a digit: 'и т. д.' ends, 'ул. Ленина, д. 5' does not."""

HOURS = _words("a.m p.m am pm")
