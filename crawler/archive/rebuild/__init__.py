"""Derived data made again from kept bytes: re-reading with today's rules, and text recognition of scans.

Not here: the reading itself (`crawler.reading`); a worker's answers are compared and stored.
"""
