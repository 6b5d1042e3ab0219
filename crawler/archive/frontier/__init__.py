"""What a crawl has still to fetch: how far lists were walked, what they named, revisits, coverage by day.

Not here: how a page is asked for, which is Scrapy's part (`crawler.crawling`).
"""
