"""Evidence as others take it: citations, references, CDXJ, WACZ, the archived page, look-up by address or digest.

Not here: the WARC files themselves (`crawler.archive.warc`).
"""
