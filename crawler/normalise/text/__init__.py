"""Text as text: character sets, legacy encodings, scripts, tones, widths, spam words, the search key.

Not here: dates, numbers and papers, which have rooms of their own.
"""
