"""The runs of each office: counts, states, facts that health is judged by, alerts that were sent.

Not here: the history of an article (`crawler.archive.articles`).
"""
