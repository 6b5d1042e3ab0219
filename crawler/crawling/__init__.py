"""Scrapy's own parts: middlewares, extensions, the incremental frontier."""
