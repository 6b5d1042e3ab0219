"""Offices crawled in processes of their own: one process and one shard an office, any number side by side.

Not here: what happens within one of them (`crawler.crawling.run`); many machines (`crawler.fleet`).
"""
