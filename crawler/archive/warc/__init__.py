"""Evidence: WARC records written and read, one row a capture, and the check that both agree.

Not here: exports of evidence in other forms (`crawler.publish`: WACZ, CDXJ, citations).
"""
