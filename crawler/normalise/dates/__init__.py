"""Dates: calendar and relative forms, times of day, datelines, days in addresses.

Not here: which of a page's dates is the article's (`crawler.pages.fields.dates`).
"""
