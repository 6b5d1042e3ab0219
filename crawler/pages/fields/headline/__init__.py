"""The headline of a page: what claims to be it, and the weighed features of each candidate.

Not here: what cleaning makes of its words (`crawler.normalise`).
"""
