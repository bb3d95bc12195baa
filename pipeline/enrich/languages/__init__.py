"""Money, dates and speech in other languages than English: a table a language, and the rules that read it."""
