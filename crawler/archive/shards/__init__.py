"""An archive of many files: one shard an office, of the same schema; how it is laid out, split, joined and numbered.

Not here: what the tables mean; who crawls which shard when (`crawler.crawling.run`, `crawler.fleet`).
"""
