"""List pages: their rows, the next page, and what a list of an unknown office looks like.

Not here: which lists an office has (`crawler.discovery`).
"""
