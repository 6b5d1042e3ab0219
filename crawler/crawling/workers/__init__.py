"""What the worker processes of a crawl do: they read pages and lists, and feed the discovery of lists.

Not here: Scrapy, SQL, the archive.  A worker loads what it reads with and nothing else, so that it starts soon.
"""
