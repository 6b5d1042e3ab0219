"""Bylines: who wrote, supplied, edited and checked a text; whether words are a person's name.

Not here: where on a page a byline stands (`crawler.pages.fields.bylines`).
"""
