"""What a reader's question means: operators, concepts, synonyms, dates, numbers, and how well a text answers it.

Pure functions of texts and of the tables in `glossary/`; nothing here knows SQL.
"""
