"""Tables that the normalisers read, committed so that no library's new release can silently change an archive.

All but `vietnamese_syllables` and `legacy_vietnamese` are written by ``python -m crawler.normalise.tables.generate``.
"""
