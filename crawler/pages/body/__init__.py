"""The article's text on a page: density, container, cleaning, boilerplate, lead, captions.

Not here: title, dates and other fields (`crawler.pages.fields`).
"""
