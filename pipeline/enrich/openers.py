"""The words that begin English sentences before a name and are no part of it. Data only."""

from __future__ import annotations

_TEXT = """
    a about after again all also although amid among an and another any around as at back because before behind
    below beside besides between beyond both but by can could dear despite did do does during each earlier early
    either else ever every everyone few finally first for former four from further given had half has have he
    hence her here hers him his how however i if in indeed inside instead into is it its just last late later
    least less let like many may maybe meanwhile might mine more moreover most much must my near neither never
    nevertheless next no nobody none nor not nothing now of off officials on once one only or other others
    otherwise our out over own people per perhaps please police rather recently second seven several she should
    similarly since six so some somebody someone soon still such ten than thank thanks that the their them then
    there therefore these they third this those though three through throughout thus till to together too toward
    towards two under unless unlike until up upon us very was we were what when where whereas whether which while
    who whose why will with within without would yes yet you your today tomorrow yesterday tonight
"""

OPENERS = frozenset(_TEXT.split())
"""Words that begin sentences, whose capital there says nothing."""
