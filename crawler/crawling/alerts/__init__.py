"""How the operator is told: one digest a run, through every channel that the environment names.

Not here: what is worth telling (`crawler.crawling.status.alerts`).
"""
