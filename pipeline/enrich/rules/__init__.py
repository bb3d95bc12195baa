"""Names by rule alone, for every language that CLDR knows and no model is there for: precise before complete.

What is marked is what a language's own tables, or strong evidence beside it, leave no doubt about: countries, parts of
the world, large cities, peoples, well-known organisations, persons behind a title, percentages, money and dates.
"""

from __future__ import annotations

from pipeline.enrich.rules.recogniser import NAME, RulesRecogniser, rules_for

__all__ = ["NAME", "RulesRecogniser", "rules_for"]
