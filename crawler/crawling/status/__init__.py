"""The health of an office and how the operator hears of it: facts, verdict, alerts, metrics.

Not here: the tables that keep them (`crawler.archive.history`).
"""
