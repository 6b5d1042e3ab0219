"""The dates of a page: where they stand, how far each place is trusted, and which one is believed.

Not here: what the words of a date mean (`crawler.normalise.dates`).
"""
