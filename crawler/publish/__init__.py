"""What leaves the archive: snapshot, SQL views, exports, releases, citations, CDXJ, WACZ, row formats.

Not here: the pages of the site (`crawler.web`), which may import this package.
"""
