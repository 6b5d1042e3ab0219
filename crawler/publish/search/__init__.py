"""Searching an archive file: what is asked, found, ranked, counted and suggested; a connection in, rows out.

The meaning of a question is `crawler.normalise.search`; pages and addresses are `crawler.web`.
"""
