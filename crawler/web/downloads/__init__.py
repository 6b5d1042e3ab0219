"""Sending large answers: how many at once, in pieces, as files that can be resumed.

Not here: which rows are asked for (`crawler.web.pages.export`) and how they are written (`crawler.publish`).
"""
