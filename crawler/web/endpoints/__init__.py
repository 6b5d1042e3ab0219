"""Answers for programs: downloads, feeds, references, sitemaps, the description of the interface, health.

Not here: pages for people (`crawler.web.pages`) and how large answers are sent (`crawler.web.downloads`).
"""
