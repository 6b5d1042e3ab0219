"""The graph of official papers as tables and views: filled, joined to its targets, read.

Not here: how a text is read (`crawler.normalise.papers.relations`).
"""
