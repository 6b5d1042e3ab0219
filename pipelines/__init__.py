"""Scrapy item pipelines: each reads its settings, then makes one call."""
