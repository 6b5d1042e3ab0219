"""Files of articles: fetched, read, replaced, and those that are an article by themselves.

Not here: how a file is read (`crawler.filetext`).
"""
