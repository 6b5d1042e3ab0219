"""Bringing in captures that others made: finding them in files, filing them as evidence, deriving articles from them.

Not here: reading a page (`crawler.reading`) and what a crawl itself files (`crawler.archive.history`).
"""
