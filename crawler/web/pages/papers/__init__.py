"""Pages about papers: by number, issuer and year, by what they say of each other, and the same text at many offices.

Not here: what the pages ask (`crawler.web.queries.relations`).
"""
