"""The offices that can be crawled: the registry, its loader for Scrapy, the replicas that stand in for them.

Not here: the data (`spiders/offices`).
"""
